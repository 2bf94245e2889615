// Draws a bundle and its schedule as pictures into docs/pictures, to be looked at: `node bench/run.mjs court-pictures`.
import { mkdirSync } from 'node:fs'
import sharp from 'sharp'
import { schedulePaper } from '#rooms/bundles/index.ts'
import { chronologyDocument, hearsayNotice, statementPaper } from '#rooms/statements/index.ts'
import type { CourtPaper } from '#ui/papers/court-paper.ts'
import { openPress } from '#web/press.ts'

const press = openPress({ threads: 1, file: new URL('../src/web/press-worker.ts', import.meta.url).pathname })
const said = { number: 1, version: 2, maker: 'Olive Officer', makerIs: 'community safety officer of Any Borough Council', paragraphs: ['I lead this case for the council.', 'I visited on 3 March 2026 and heard music from the street. I produce OO/1, a picture of the door.', 'I wrote to the tenant the same day.'], exhibits: ['OO/1'], signedAs: 'Olive Officer', signedAt: new Date('2026-06-02T09:00:00Z'), how: 'by hand on paper' as const }
const statement = statementPaper(said, 'Any Borough Council', 'ABC-DEF-GHJ')
const shot = (width: number, height: number, background: string): Promise<Buffer> => sharp({ create: { width, height, channels: 3, background } }).jpeg().toBuffer()
const pictures = [{ file: 'exhibit-1.jpg', bytes: await shot(800, 600, '#7a94ad') }, { file: 'exhibit-2.jpg', bytes: await shot(600, 1000, '#94ad7a') }]
const bundle: CourtPaper = { title: 'Bundle for the hearing', author: 'Any Borough Council', footer: 'ABC-DEF-GHJ, bundle 1', front: { says: ['Reference ABC-DEF-GHJ, bundle 1. Made by Any Borough Council, as it stood on 2 June 2026.'], header: ['No', 'Document', 'Page'] }, documents: [
  ...statement.documents.map(one => ({ ...one, level: 3 as const, section: 'Witness statements' })),
  chronologyDocument('Chronology', [{ happenedAt: new Date('2026-03-03T21:40:00Z'), summary: 'Visited', body: 'Music could be heard from the street, loud enough to follow the words.' }, { happenedAt: new Date('2026-03-04T09:00:00Z'), summary: 'Wrote to the tenant', body: '' }]),
  ...([['OO/1', 'exhibit-1.jpg', 'the door of 3 Osier Close'], ['OO/2', 'exhibit-2.jpg', 'the landing']] as const).map(([reference, file, says]) => ({ section: 'Exhibits', level: 3 as const, title: `Exhibit ${reference}`, marks: [reference], says: [], parts: [{ kind: 'picture' as const, file, alt: says, says: `${reference}: ${says}` }] })),
  hearsayNotice({ ...said, notCalledBecause: 'She has moved abroad.' }, 'Any Borough Council'),
  { section: 'Lists', level: 3, title: 'Hash list', marks: [], says: ['SHA-256 of each document. Whoever has the file can check that it is the same.'], parts: [{ kind: 'table', caption: '', header: ['Document', 'Of what', 'SHA-256'], widths: [3, 2, 5], rows: [['First witness statement of Olive Officer', 'the statement as it was made', '0123456789abcdef '.repeat(4).trim()]] }] },
] }
const schedule = schedulePaper({ reference: 'ABC-DEF-GHJ', agency: 'Any Borough Council', version: 1, title: 'Bundle for the hearing', sha256: '0123456789abcdef'.repeat(4), madeAt: new Date('2026-06-02T09:00:00Z'), leftOut: [{ what: 'Second witness statement of Olive Officer, version 1', why: 'Not signed yet', by: '' }, { what: 'OO/3: the window opposite', why: 'It shows a neighbour who is no part of this', by: 'Olive Officer' }] })
/** Typst draws the white of every sheet at the top, over the first: the picture has its own white. */
const WHITE = /<path class="typst-shape" fill="#ffffff" fill-rule="nonzero" d="M 0 0v 841[^>]{0,80}>/g
mkdirSync('docs/pictures', { recursive: true })
for (const [name, court] of [['court-bundle', bundle], ['court-schedule', schedule]] as const) {
  const made = await press.print({ court, pictures, at: new Date(0), as: 'svg' })
  if ('wrong' in made) throw new Error(made.wrong)
  await sharp(Buffer.from(made.pdf.toString().replaceAll(WHITE, '')), { density: 72, limitInputPixels: false }).flatten({ background: '#ffffff' }).png({ palette: true }).toFile(`docs/pictures/${name}-pages.png`)
}
await press.stop()
