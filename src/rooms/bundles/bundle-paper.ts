// Puts a bundle together from what was chosen: its documents in order, the redaction log and the hash list at its end. Pure: the same choices give the same paper.
import { londonDay, sayDate, sayMoment } from '#kernel/time.ts'
import { chronologyDocument, digestOf, hearsayNotice, noticeDocument, statementDocument } from '#rooms/statements/index.ts'
import type { CourtDocument, CourtPaper } from '#ui/papers/court-paper.ts'
import { AS_IT_IS, type ExhibitItem, type Item } from './bundle-items.ts'
import type { KeptPicture } from './court-shape.ts'

/** What an exhibit is drawn from: a picture, words, or nothing, when it is attached apart. */
export type Drawn = { readonly kind: 'picture'; readonly picture: KeptPicture } | { readonly kind: 'words'; readonly words: string; readonly sha256: string } | { readonly kind: 'apart'; readonly mediaType: string; readonly size: number; readonly sha256: string }
export type Chosen = { readonly item: Item; readonly way: string; readonly drawn?: Drawn }
export type About = { readonly agency: string; readonly reference: string; readonly version: number; readonly title: string; readonly frozenAt: Date; readonly officer: string }
type Log = { readonly reference: string; readonly covered: string; readonly why: string; readonly made: string }

export const sheetWords = ({ sheet }: Pick<ExhibitItem, 'sheet'>): string => sheet === undefined ? '' : [`Given ${sayMoment(sheet.givenAt)}`, sheet.happenedAt === null ? `When: ${sheet.happenedAbout ?? ''}` : `When: ${sayMoment(sheet.happenedAt)}`, `What happened: ${sheet.what}`, `How it affected me: ${sheet.effect}`, ...sheet.seenBy === '' ? [] : [`Who else saw it: ${sheet.seenBy}`]].join('\n')

const exhibitDocument = ({ exhibit: { reference, description } }: ExhibitItem, drawn: Drawn | undefined): CourtDocument => {
  const base = { section: 'Exhibits', level: 3 as const, title: `Exhibit ${reference}`, marks: [reference] }
  if (drawn?.kind === 'picture') return { ...base, says: [], parts: [{ kind: 'picture', file: drawn.picture.file, alt: `Picture, exhibit ${reference}: ${description}`, says: `${reference}: ${description}` }] }
  if (drawn?.kind === 'words') return { ...base, says: [description], parts: drawn.words.split(/\n+/).filter(line => line.trim() !== '').map(text => ({ kind: 'paragraph', text })) }
  return { ...base, says: [description], parts: [{ kind: 'paragraph', text: drawn === undefined ? '' : `This exhibit cannot be printed here and is attached separately: ${drawn.mediaType}, ${drawn.size.toLocaleString('en-GB')} bytes.` }, { kind: 'paragraph', text: `SHA-256 ${drawn?.sha256 ?? ''}` }] }
}

const documentsOf = ({ item, drawn }: Chosen, agency: string): readonly CourtDocument[] => {
  switch (item.kind) {
    case 'statement': return [statementDocument(item.statement, agency, 3)]
    case 'chronology': return [chronologyDocument(item.chronology.title, item.lines)]
    case 'exhibit': return [exhibitDocument(item, drawn)]
    case 'notice': return item.letter.paper === undefined ? [] : [noticeDocument(item.letter.paper)]
  }
}
const isStatement = ({ item }: Chosen): boolean => item.kind === 'statement'
const notices = (chosen: readonly Chosen[], agency: string): readonly CourtDocument[] => chosen.filter(isStatement).flatMap(({ item }) => item.kind === 'statement' && !item.statement.willBeCalled ? [hearsayNotice(item.statement, agency)] : [])

const sha256Of = ({ item, drawn }: Chosen): string => {
  if (drawn !== undefined) return drawn.kind === 'picture' ? drawn.picture.sha256 : drawn.sha256
  if (item.kind === 'statement') return item.statement.sha256
  if (item.kind === 'notice') return item.letter.sha256 ?? ''
  return item.kind === 'chronology' ? digestOf(JSON.stringify(item.lines.map(({ happenedAt, summary, body }) => [happenedAt.toISOString(), summary, body]))) : ''
}
const WHAT = { statement: 'the statement as it was made', chronology: 'its lines', exhibit: 'the copy used', notice: 'the document that was sent' } as const

const logOf = (chosen: readonly Chosen[], officer: string): readonly Log[] => chosen.flatMap(({ item, way }): readonly Log[] => {
  if (item.kind !== 'exhibit') return []
  const { reference } = item.exhibit
  if (way === AS_IT_IS) return [{ reference, covered: 'Nothing', why: 'Nothing in it needs covering', made: officer }]
  const copy = item.copies.find(one => one.file.id === way)
  return copy === undefined ? [] : [{ reference, covered: `${copy.redaction.kind}, ${copy.redaction.marks} marked`, why: copy.redaction.reason, made: `${copy.redaction.maker ?? 'Somebody'}, ${sayMoment(copy.redaction.madeAt)}, for ${copy.redaction.madeFor}` }]
})

const listsOf = (chosen: readonly Chosen[], officer: string): readonly CourtDocument[] => [
  { section: 'Lists', level: 3, title: 'Redaction log', marks: [], says: ['What was covered in each exhibit before it went into this bundle. Originals are kept as they were received.'], parts: [{ kind: 'table', caption: '', header: ['Exhibit', 'Covered', 'Why', 'By whom'], rows: logOf(chosen, officer).map(({ reference, covered, why, made }) => [reference, covered, why, made]) }] },
  { section: 'Lists', level: 3, title: 'Hash list', marks: [], says: ['SHA-256 of each document. Whoever has the file can check that it is the same.'], parts: [{ kind: 'table', caption: '', header: ['Document', 'Of what', 'SHA-256'], widths: [3, 2, 5], rows: chosen.map(one => [one.item.title, WHAT[one.item.kind], sha256Of(one).replaceAll(/(.{16})(?=.)/g, '$1 ')]) }] },
]

/** Statements, chronology, exhibits, notices with the hearsay notices first, then the lists. */
export const bundlePaper = (chosen: readonly Chosen[], { agency, reference, version, title, frozenAt, officer }: About): CourtPaper => {
  const [served, rest] = [chosen.filter(({ item }) => item.kind === 'notice'), chosen.filter(({ item }) => item.kind !== 'notice')]
  return {
    title, author: agency, footer: `${reference}, bundle ${version}`,
    front: { says: [`Reference ${reference}, bundle ${version}. Made by ${agency}, as it stood on ${sayDate(londonDay(frozenAt))}.`], header: ['No', 'Document', 'Page'] },
    documents: [...rest.flatMap(one => documentsOf(one, agency)), ...notices(chosen, agency), ...served.flatMap(one => documentsOf(one, agency)), ...listsOf(chosen, officer)],
  }
}
