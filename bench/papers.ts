// How long a letter takes: `node bench/run.mjs papers`. Medians after a warm-up, through the thread as a page asks for it.
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
for (const key of ['acknowledgement', 'warning', 'community-protection-warning']) {
  const times: number[] = []
  for (let at = 0; at < TIMES; at += 1) times.push(await once([paperOf(key, at)]))
  process.stdout.write(`${key}: median ${median(times).toFixed(1)} ms, 95 of 100 under ${part(times, 0.95).toFixed(1)} ms (${TIMES} letters, each different)\n`)
}
process.stdout.write(`the first, with the thread and its fonts: ${first.toFixed(0)} ms\n50 letters in one file: ${(await once(Array.from({ length: 50 }, (_, at) => paperOf('warning', at)))).toFixed(0)} ms\n`)
await press.stop()
