// How long a bundle takes: `node bench/run.mjs bundle`. 300 pages of statements, chronology, pictures and lists, through the thread as a page asks for it.
import { createHash } from 'node:crypto'
import sharp from 'sharp'
import type { CourtDocument, CourtPaper, Picture } from '#ui/papers/court-paper.ts'
import { openPress } from '#web/press.ts'

const TIMES = 5
const SENTENCE = 'At about eleven that evening I heard music through the wall of my bedroom, loud enough to follow the words, and it went on until after two. '
const base = { marks: [], says: [] }
const statement = (number: number): CourtDocument => ({ ...base, section: 'Witness statements', level: 3, title: `Statement ${number}`, marks: ['On behalf of Any Borough Council', `Statement ${number}`], parts: [{ kind: 'numbered', items: Array.from({ length: 48 }, (_, at) => `${at} ${SENTENCE.repeat(3)}`) }, { kind: 'truth', text: SENTENCE, name: 'Irene Larkin', signed: 'Irene Larkin', dated: '2 June 2026' }] })
const chronology: CourtDocument = { ...base, section: 'Chronology', level: 3, title: 'Chronology', parts: [{ kind: 'table', caption: '', header: ['When', 'What happened'], widths: [2, 5], rows: Array.from({ length: 500 }, (_, at) => [`Day ${at}`, SENTENCE.repeat(2)]) }] }
const exhibit = (number: number): CourtDocument => ({ ...base, section: 'Exhibits', level: 3, title: `Exhibit OO/${number}`, parts: [{ kind: 'picture', file: `exhibit-${number}.jpg`, alt: `Picture ${number}`, says: `OO/${number}` }] })
const words = (number: number): CourtDocument => ({ ...base, section: 'Exhibits', level: 3, title: `Exhibit IL/${number}`, parts: Array.from({ length: 12 }, () => ({ kind: 'paragraph', text: SENTENCE.repeat(4) })) })
const hashes: CourtDocument = { ...base, section: 'Lists', level: 3, title: 'Hash list', parts: [{ kind: 'table', caption: '', header: ['Document', 'SHA-256'], widths: [1, 4], rows: Array.from({ length: 150 }, (_, at) => [`OO/${at}`, createHash('sha256').update(String(at)).digest('hex')]) }] }

const PICTURES = 40
/** As large as a display copy is, and with as much in it as a photograph. */
const picture = async (number: number): Promise<Picture> => {
  const noise = Buffer.from(Array.from({ length: 400 * 300 * 3 }, (_, at) => (at * (number + 7) * 31) % 251))
  return { file: `exhibit-${number}.jpg`, bytes: await sharp(noise, { raw: { width: 400, height: 300, channels: 3 } }).resize(1600, 1200).jpeg({ quality: 88 }).toBuffer() }
}
const pictures: Picture[] = []
for (let at = 1; at <= PICTURES; at += 1) pictures.push(await picture(at))
const court = (times: number): CourtPaper => ({
  title: `Bundle ${times}`, author: 'Any Borough Council', footer: 'ABC-DEF-GHJ', front: { says: [`Drawn ${times}`], header: ['No', 'Document', 'Page'] },
  documents: [...Array.from({ length: 17 }, (_, at) => statement(at + 1)), chronology, ...pictures.map((_, at) => exhibit(at + 1)), ...Array.from({ length: 55 }, (_, at) => words(at + 1)), hashes],
})
const press = openPress({ threads: 1, file: new URL('../src/web/press-worker.ts', import.meta.url).pathname })
const drawn = async (times: number) => {
  const [began, cpu] = [performance.now(), process.cpuUsage()]
  const made = await press.print({ court: court(times), pictures, at: new Date(0) })
  if ('wrong' in made) throw new Error(made.wrong)
  const { user, system } = process.cpuUsage(cpu)
  return { took: performance.now() - began, cpu: (user + system) / 1000, pages: made.pages.at(-1)?.to ?? 0, size: made.pdf.length, sha256: createHash('sha256').update(made.pdf).digest('hex') }
}
const first = await drawn(0)
process.stdout.write(`the first, with the thread and its fonts: ${first.pages} pages, ${PICTURES} pictures, ${(first.size / 1e6).toFixed(1)} MB: ${(first.took / 1000).toFixed(2)} s (${(first.cpu / 1000).toFixed(2)} s of processor)\n`)
const runs: { readonly took: number; readonly cpu: number }[] = []
for (let at = 1; at <= TIMES; at += 1) runs.push(await drawn(at))
process.stdout.write(`each with other words on its first page, ${TIMES} times: ${runs.map(({ took, cpu }) => `${(took / 1000).toFixed(2)} s (${(cpu / 1000).toFixed(2)} of processor)`).join(', ')}\n`)
process.stdout.write(`the first drawn again is the same, byte for byte: ${(await drawn(0)).sha256 === first.sha256 ? 'yes' : 'no'}\n`)
await press.stop()
