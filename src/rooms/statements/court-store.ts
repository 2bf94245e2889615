// All SQL on statements, signatures and the chronology for court.
import type { OfficerWork, Work } from '#db/work.ts'
import type { CourtChronologyLinesTable, StatementSignaturesTable, WitnessStatementsTable } from '#db/tables.ts'
import type { Insertable } from 'kysely'

const MOST = 500
const signing = (work: OfficerWork) => ({ partnershipId: work.partnership.id, id: work.newId() })
type Own = 'partnershipId' | 'id' | 'visibleTo' | 'hiddenFrom'

const versions = (work: Work) => work.db.selectFrom('witnessStatements as s').leftJoin('officers as o', join => join.onRef('o.partnershipId', '=', 's.partnershipId').onRef('o.id', '=', 's.writtenBy'))
  .leftJoin('statementSignatures as g', join => join.onRef('g.partnershipId', '=', 's.partnershipId').onRef('g.versionId', '=', 's.id'))
  .select(['s.id', 's.caseId', 's.matterId', 's.statementId', 's.version', 's.number', 's.maker', 's.makerIs', 's.paragraphs', 's.exhibits', 's.willBeCalled', 's.notCalledBecause', 's.why', 's.writtenAt', 's.storedAs', 's.sha256', 's.size', 's.pages', 'o.name as writer',
    'g.signedAs', 'g.signedAt', 'g.how', 'g.proof'])
/** Every version, the newest of each statement first. */
export const versionsOf = (work: Work, caseId: string) => versions(work).where('s.caseId', '=', caseId).orderBy('s.maker').orderBy('s.number').orderBy('s.statementId').orderBy('s.version', 'desc').limit(MOST).execute()
export type Statement = Awaited<ReturnType<typeof versionsOf>>[number]
export const newestOf = (all: readonly Statement[]): readonly Statement[] => all.filter((one, at) => all.findIndex(({ statementId }) => statementId === one.statementId) === at)
export const versionWith = (work: Work, caseId: string, id: string) => versions(work).where('s.caseId', '=', caseId).where('s.id', '=', id).executeTakeFirst()

export type NewVersion = Omit<Insertable<WitnessStatementsTable>, Own | 'writtenAt' | 'writtenBy'>
/** @returns the version's key; undefined when somebody else has written that version meanwhile */
export const insertVersion = async (work: OfficerWork, version: NewVersion): Promise<string | undefined> => {
  const row = { ...signing(work), writtenAt: work.now, writtenBy: work.actor.officerId, ...version }
  return (await work.db.insertInto('witnessStatements').values(row).onConflict(conflict => conflict.doNothing()).executeTakeFirst()).numInsertedOrUpdatedRows === 1n ? row.id : undefined
}
export type NewSignature = Omit<Insertable<StatementSignaturesTable>, Own | 'recordedAt' | 'recordedBy'>
export const insertSignature = async (work: OfficerWork, signature: NewSignature): Promise<boolean> =>
  (await work.db.insertInto('statementSignatures').values({ ...signing(work), recordedAt: work.now, recordedBy: work.actor.officerId, ...signature }).onConflict(conflict => conflict.doNothing()).executeTakeFirst()).numInsertedOrUpdatedRows === 1n

export const chronologiesOf = (work: Work, caseId: string) => work.db.selectFrom('courtChronologies as c').leftJoin('officers as o', join => join.onRef('o.partnershipId', '=', 'c.partnershipId').onRef('o.id', '=', 'c.madeBy'))
  .select(['c.id', 'c.version', 'c.title', 'c.madeAt', 'o.name as maker']).where('c.caseId', '=', caseId).orderBy('c.version', 'desc').limit(MOST).execute()
export type Chronology = Awaited<ReturnType<typeof chronologiesOf>>[number]
export const linesOf = (work: Work, chronologyId: string) => work.db.selectFrom('courtChronologyLines as l').leftJoin('officers as o', join => join.onRef('o.partnershipId', '=', 'l.partnershipId').onRef('o.id', '=', 'l.chosenBy'))
  .select(['l.id', 'l.entryId', 'l.keptBack', 'l.because', 'l.happenedAt', 'l.summary', 'l.body', 'o.name as chooser']).where('l.chronologyId', '=', chronologyId).orderBy('l.happenedAt').orderBy('l.entryId').execute()
export type Line = Awaited<ReturnType<typeof linesOf>>[number]

export type NewLine = Pick<Insertable<CourtChronologyLinesTable>, 'entryId' | 'happenedAt' | 'summary' | 'body'> & { readonly keptBack: readonly string[]; readonly because: string | null }
/** @returns its key; undefined when somebody else has made this version meanwhile */
export const insertChronology = async (work: OfficerWork, caseId: string, version: number, title: string, lines: readonly NewLine[]): Promise<string | undefined> => {
  const row = { ...signing(work), caseId, version, title, madeAt: work.now, madeBy: work.actor.officerId }
  if ((await work.db.insertInto('courtChronologies').values(row).onConflict(conflict => conflict.doNothing()).executeTakeFirst()).numInsertedOrUpdatedRows !== 1n) return undefined
  await work.db.insertInto('courtChronologyLines').values(lines.map(({ keptBack, ...line }) => ({ ...signing(work), caseId, chronologyId: row.id, chosenAt: work.now, chosenBy: work.actor.officerId, keptBack: [...keptBack], ...line }))).execute()
  return row.id
}
