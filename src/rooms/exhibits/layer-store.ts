// All SQL on what is known of a file: facts, transcripts, notes, redactions, exhibits and custody.
import { sql } from 'kysely'
import type { OfficerWork } from '#db/work.ts'
import type { FileFactsTable, RedactionsTable } from '#db/tables.ts'

const MOST = 500
const named = (work: OfficerWork, table: 'fileFacts' | 'transcripts' | 'fileNotes') => work.db.selectFrom(table).leftJoin('officers as o', join => join.onRef('o.partnershipId', '=', `${table}.partnershipId`).onRef('o.id', '=', `${table}.writtenBy`))

export const factsOf = (work: OfficerWork, fileId: string) => work.db.selectFrom('fileFacts as f').leftJoin('officers as o', join => join.onRef('o.partnershipId', '=', 'f.partnershipId').onRef('o.id', '=', 'f.writtenBy'))
  .select(['f.id', 'f.source', 'f.capturedBy', 'f.capturedAt', 'f.capturedAbout', 'f.capturedWhere', 'f.device', 'f.receivedHow', 'f.because', 'f.writtenAt', 'o.name as writer']).where('f.attachmentId', '=', fileId).orderBy('f.writtenAt', 'desc').orderBy('f.id', 'desc').limit(MOST).execute()
export type Facts = Awaited<ReturnType<typeof factsOf>>[number]
export type NewFacts = Pick<FileFactsTable, 'capturedAt'> & { readonly capturedBy: string; readonly capturedAbout: string; readonly capturedWhere: string; readonly device: string; readonly receivedHow: string; readonly because: string }
const written = (work: OfficerWork, attachmentId: string) => ({ partnershipId: work.partnership.id, attachmentId, writtenAt: work.now, writtenBy: work.actor.officerId })
export const insertFacts = async (work: OfficerWork, fileId: string, facts: NewFacts): Promise<void> => {
  await work.db.insertInto('fileFacts').values({ ...written(work, fileId), source: 'person', ...facts }).execute()
}

/** Newest first: the first one stands. */
export const transcriptsOf = (work: OfficerWork, fileId: string) => named(work, 'transcripts').select(['transcripts.id', 'transcripts.body', 'transcripts.writtenAt', 'o.name as writer']).where('transcripts.attachmentId', '=', fileId).orderBy('transcripts.writtenAt', 'desc').orderBy('transcripts.id', 'desc').limit(MOST).execute()
  .then(rows => rows.map(({ body, ...row }) => ({ ...row, body: String(body) })))
export type Transcript = Awaited<ReturnType<typeof transcriptsOf>>[number]
export const insertTranscript = async (work: OfficerWork, fileId: string, body: string): Promise<void> => {
  await work.db.insertInto('transcripts').values({ ...written(work, fileId), body }).execute()
}

export const notesOf = (work: OfficerWork, fileId: string) => named(work, 'fileNotes').select(['fileNotes.id', 'fileNotes.atSecond', 'fileNotes.body', 'fileNotes.writtenAt', 'o.name as writer']).where('fileNotes.attachmentId', '=', fileId).orderBy('fileNotes.atSecond').orderBy('fileNotes.writtenAt').limit(MOST).execute()
export type Note = Awaited<ReturnType<typeof notesOf>>[number]
export const insertNote = async (work: OfficerWork, fileId: string, note: { readonly atSecond: number | null; readonly body: string }): Promise<void> => {
  await work.db.insertInto('fileNotes').values({ ...written(work, fileId), ...note }).execute()
}

export type Reason = RedactionsTable['reason']
export type NewRedaction = { readonly kind: RedactionsTable['kind']; readonly marks: string; readonly copyId: string | null; readonly transcriptId: string | null; readonly reason: Reason; readonly madeFor: string }
export const redactionsOf = (work: OfficerWork, fileId: string) => work.db.selectFrom('redactions as r').leftJoin('officers as o', join => join.onRef('o.partnershipId', '=', 'r.partnershipId').onRef('o.id', '=', 'r.madeBy'))
  .leftJoin('attachments as c', join => join.onRef('c.partnershipId', '=', 'r.partnershipId').onRef('c.id', '=', 'r.copyId'))
  .select(['r.id', 'r.kind', 'r.reason', 'r.madeFor', 'r.madeAt', 'r.copyId', 'c.fileName as copyName', 'c.sha256 as copySha256', 'o.name as maker', sql<number>`jsonb_array_length(r.marks)`.as('marks')]).where('r.attachmentId', '=', fileId).orderBy('r.madeAt', 'desc').limit(MOST).execute()
export type Redaction = Awaited<ReturnType<typeof redactionsOf>>[number]
/** The file this one is a redacted copy of, where whoever asks sees it. */
export const originalOfCopy = (work: OfficerWork, fileId: string) => work.db.selectFrom('redactions').select(['attachmentId', 'reason', 'madeFor']).where('copyId', '=', fileId).executeTakeFirst()
export const insertRedaction = async (work: OfficerWork, fileId: string, made: NewRedaction): Promise<void> => {
  await work.db.insertInto('redactions').values({ partnershipId: work.partnership.id, attachmentId: fileId, madeAt: work.now, madeBy: work.actor.officerId, ...made }).execute()
}

const exhibits = (work: OfficerWork) => work.db.selectFrom('exhibits as e').leftJoin('attachments as a', join => join.onRef('a.partnershipId', '=', 'e.partnershipId').onRef('a.id', '=', 'e.attachmentId'))
  .leftJoin('diarySheets as d', join => join.onRef('d.partnershipId', '=', 'e.partnershipId').onRef('d.id', '=', 'e.diarySheetId')).leftJoin('officers as o', join => join.onRef('o.partnershipId', '=', 'e.partnershipId').onRef('o.id', '=', 'e.givenBy'))
  .select(['e.id', 'e.reference', 'e.description', 'e.givenAt', 'e.attachmentId', 'e.diarySheetId', 'a.fileName', 'a.sha256', 'd.givenAt as sheetGivenAt', 'o.name as giver'])
export const exhibitsOf = (work: OfficerWork, caseId: string) => exhibits(work).where('e.caseId', '=', caseId).orderBy(sql`split_part(e.reference, '/', 1)`).orderBy(sql`length(e.reference)`).orderBy('e.reference').limit(MOST).execute()
export const exhibitOfFile = (work: OfficerWork, fileId: string) => exhibits(work).where('e.attachmentId', '=', fileId).executeTakeFirst()
export type Exhibit = Awaited<ReturnType<typeof exhibitsOf>>[number]
export type NewExhibit = { readonly caseId: string; readonly attachmentId: string | null; readonly diarySheetId: string | null; readonly reference: string; readonly description: string }
/** @returns false when the case has this reference, or what it is given to has one, already */
export const insertExhibit = async (work: OfficerWork, made: NewExhibit): Promise<boolean> =>
  (await work.db.insertInto('exhibits').values({ partnershipId: work.partnership.id, ...made, givenAt: work.now, givenBy: work.actor.officerId }).onConflict(conflict => conflict.doNothing()).executeTakeFirst()).numInsertedOrUpdatedRows === 1n

export const custodyOf = (work: OfficerWork, fileId: string) => work.db.selectFrom('custodyEvents').select(['what', 'at', 'who', 'ofAgency', 'says']).where('attachmentId', '=', fileId).orderBy('at').orderBy('id').limit(2000).execute()
export type Opening = { readonly firstAt: Date; readonly lastAt: Date; readonly who: string; readonly ofAgency: string | null; readonly what: string; readonly times: number }
/** Who opened it, a line for each officer and day, for whoever keeps the case; to others none. */
export const openingsOf = async (work: OfficerWork, fileId: string): Promise<readonly Opening[]> => (await sql<Opening>`select first_at as "firstAt", last_at as "lastAt", who, of_agency as "ofAgency", what, times from amity.file_openings(${fileId}::uuid)`.execute(work.db)).rows
/** Whether the one who asks keeps the case: then openings are shown at all. */
export const keepsCase = async (work: OfficerWork, caseId: string): Promise<boolean> => (await sql<{ keeps: boolean }>`select amity.keeps_case(${caseId}::uuid) as keeps`.execute(work.db)).rows[0]?.keeps === true

/** Takes a file from partners with the evidence part, or gives it back to them. */
export const keepToUs = async (work: OfficerWork, fileId: string, keep: boolean): Promise<void> => {
  await work.db.updateTable('attachments').set({ visibility: keep ? 'restricted' : 'staff' }).where('id', '=', fileId).where('visibility', 'in', ['staff', 'restricted']).execute()
}
