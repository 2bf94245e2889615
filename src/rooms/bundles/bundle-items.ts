// Everything of a case that could go into a bundle, in the order a bundle has it, and for each in which ways: by which copy, or why not.
import type { OfficerWork } from '#db/work.ts'
import { sayMoment } from '#kernel/time.ts'
import type { Case } from '#rooms/cases/index.ts'
import { fileWith, maySee, type EvidenceFile } from '#rooms/evidence/index.ts'
import { exhibitsOf, redactionsOf, type Exhibit, type Redaction } from '#rooms/exhibits/index.ts'
import { sheetWith } from '#rooms/my-case/index.ts'
import { lettersOf, type Letter } from '#rooms/papers/index.ts'
import { chronologiesOf, type Chronology, type Line, linesOf, newestOf, type Statement, titleOf, versionsOf } from '#rooms/statements/index.ts'

export const [IN, OUT, AS_IT_IS] = ['in', 'out', 'as it is'] as const
type Way = { readonly value: string; readonly text: string }
type Base = { readonly id: string; readonly title: string; readonly ways: readonly Way[]; /** Why it cannot go in; then it has no way in. */ readonly cannot?: string }
export type Copy = { readonly redaction: Redaction; readonly file: EvidenceFile }
export type ExhibitItem = Base & { readonly kind: 'exhibit'; readonly exhibit: Pick<Exhibit, 'reference' | 'description'>; readonly file: EvidenceFile | undefined; readonly copies: readonly Copy[]; readonly sheet: Awaited<ReturnType<typeof sheetWith>> }
export type Item = ExhibitItem
  | (Base & { readonly kind: 'statement'; readonly statement: Statement })
  | (Base & { readonly kind: 'chronology'; readonly chronology: Chronology; readonly lines: readonly Line[] })
  | (Base & { readonly kind: 'notice'; readonly letter: Letter })

const PLAIN: readonly Way[] = [{ value: IN, text: 'Put it in' }]

const statementItem = (statement: Statement): Item => {
  const base = { kind: 'statement' as const, id: statement.id, statement, title: `${titleOf(statement)}, version ${statement.version}` }
  return statement.signedAt === null ? { ...base, ways: [], cannot: 'Not signed yet' } : { ...base, ways: PLAIN }
}

const copiesOf = async (work: OfficerWork, redactions: readonly Redaction[]): Promise<readonly Copy[]> => {
  const found: Copy[] = []
  for (const redaction of redactions) {
    const file = redaction.copyId === null ? undefined : await fileWith(work, redaction.copyId)
    if (file !== undefined && maySee(work, file) && file.scan !== 'infected') found.push({ redaction, file })
  }
  return found
}
const sayCopy = ({ redaction: { madeFor, reason, madeAt } }: Copy): string => `Put in the redacted copy made for ${madeFor} (${reason}), ${sayMoment(madeAt)}`

/** Once anything in a file was marked to be covered, only a redacted copy of it may go in. */
const exhibitItem = async (work: OfficerWork, caseId: string, exhibit: Exhibit): Promise<ExhibitItem> => {
  const base = { kind: 'exhibit' as const, id: exhibit.id, exhibit, title: `${exhibit.reference}: ${exhibit.description}`, file: undefined, copies: [], sheet: undefined }
  if (exhibit.diarySheetId !== null) {
    const sheet = await sheetWith(work, caseId, exhibit.diarySheetId)
    return sheet === undefined ? { ...base, ways: [], cannot: 'The diary sheet is no longer here' } : { ...base, sheet, ways: [{ value: AS_IT_IS, text: 'Put it in as it is: nothing in it needs covering' }] }
  }
  const file = exhibit.attachmentId === null ? undefined : await fileWith(work, exhibit.attachmentId)
  if (file === undefined || !maySee(work, file)) return { ...base, ways: [], cannot: 'You do not see its file' }
  if (file.scan === 'infected') return { ...base, ways: [], cannot: 'Its file carries a virus and is kept locked' }
  const redactions = await redactionsOf(work, file.id)
  const copies = await copiesOf(work, redactions)
  if (copies.length > 0) return { ...base, file, copies, ways: copies.map(copy => ({ value: copy.file.id, text: sayCopy(copy) })) }
  if (redactions.length > 0) return { ...base, file, ways: [], cannot: 'Something in it is to be covered, and no redacted copy could be made here' }
  if (file.kind === 'photo' && file.shownAs === null) return { ...base, file, ways: [], cannot: 'It has no clean copy to show yet' }
  return { ...base, file, ways: [{ value: AS_IT_IS, text: 'Put in its clean copy: nothing in it needs covering' }] }
}

const noticeItem = (letter: Letter): Item => ({ kind: 'notice', id: letter.id, letter, title: `${letter.title} (${letter.fullReference})`, ways: PLAIN })

export const itemsOf = async (work: OfficerWork, theCase: Case): Promise<readonly Item[]> => {
  const statements = newestOf(await versionsOf(work, theCase.id)).map(statementItem)
  const [chronology] = await chronologiesOf(work, theCase.id)
  const chosen: readonly Item[] = chronology === undefined ? [] : [{ kind: 'chronology', id: chronology.id, chronology, lines: await linesOf(work, chronology.id), title: `${chronology.title}, version ${chronology.version}`, ways: PLAIN }]
  const exhibits: Item[] = []
  for (const exhibit of await exhibitsOf(work, theCase.id)) exhibits.push(await exhibitItem(work, theCase.id, exhibit))
  const notices = (await lettersOf(work, theCase.id)).filter(({ kind, state, paper }) => kind === 'notice' && (state === 'printed' || state === 'sent') && paper !== undefined).toReversed().map(noticeItem)
  return [...statements, ...chosen, ...exhibits, ...notices]
}
