// How long a letter takes: `node bench/run.mjs papers`. Medians after a warm-up, through the thread as a page asks for it; again once a font that few letters need was read.
import type { Paper } from '#ui/papers/paper.ts'
import { openPress } from '#web/press.ts'
import { paperOf } from './sample-papers.ts'

const TIMES = 300
const median = (times: readonly number[]): number => times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)] ?? 0
const part = (times: readonly number[], share: number): number => times.toSorted((one, other) => one - other)[Math.floor(times.length * share)] ?? 0

const press = openPress({ threads: 1, file: new URL('../src/web/press-worker.ts', import.meta.url).pathname })
const once = async (papers: readonly Paper[]): Promise<number> => {
  const began = performance.now()
  const made = await press.print({ papers, at: new Date(0) })
  if ('wrong' in made) throw new Error(made.wrong)
  return performance.now() - began
}
const first = await once([paperOf('warning', 0)])
for (let at = 0; at < 30; at += 1) await once([paperOf('warning', at)])
const many = async (says: string, paper: (at: number) => Paper): Promise<void> => {
  const times: number[] = []
  for (let at = 0; at < TIMES; at += 1) times.push(await once([paper(at)]))
  process.stdout.write(`${says}: median ${median(times).toFixed(1)} ms, 95 of 100 under ${part(times, 0.95).toFixed(1)} ms (${TIMES} letters, each different)\n`)
}
for (const key of ['acknowledgement', 'warning', 'community-protection-warning']) await many(key, at => paperOf(key, at))
process.stdout.write(`the first, with the thread and its fonts: ${first.toFixed(0)} ms\n50 letters in one file: ${(await once(Array.from({ length: 50 }, (_, at) => paperOf('warning', at)))).toFixed(0)} ms\n`)
const inScript = (language: string, text: string) => (at: number): Paper => ({ ...paperOf('blank', at), variant: 'other language', language, title: text, blocks: Array.from({ length: 8 }, () => ({ kind: 'paragraph', text: `${text} ${at}. `.repeat(6) })) })
const SCRIPTS = [['bn', 'আপনার বাড়ির কাছে শব্দের বিষয়ে'], ['pa', 'ਤੁਹਾਡੇ ਘਰ ਦੇ ਨੇੜੇ ਸ਼ੋਰ ਬਾਰੇ'], ['gu', 'તમારા ઘરની નજીકના અવાજ વિશે'], ['zh', '关于您家附近的噪音']] as const
for (const [language, text] of SCRIPTS) process.stdout.write(`the first in ${language}, with its font: ${(await once([inScript(language, text)(0)])).toFixed(0)} ms\n`)
for (const [language, text] of SCRIPTS) await many(language, inScript(language, text))
await many('warning, with all those fonts read', at => paperOf('warning', at + TIMES))
await press.stop()
