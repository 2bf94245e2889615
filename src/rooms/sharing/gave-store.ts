// All SQL on what our own agency wrote into a case, and which other agencies have been able to read it.
import { sql } from 'kysely'
import type { OfficerWork } from '#db/work.ts'

const MOST = 500
export const ourEntries = (work: OfficerWork, caseId: string) => work.db.selectFrom('entries').select(['id', 'kind', 'happenedAt', 'enteredAt', 'enteredAs', 'summary', 'body', 'visibility'])
  .where('caseId', '=', caseId).where('agencyId', '=', work.actor.agencyId).where('supersededAt', 'is', null).orderBy('happenedAt', 'desc').orderBy('id', 'desc').limit(MOST).execute()

export const ourFiles = (work: OfficerWork, caseId: string) => work.db.selectFrom('attachments').select(['id', 'fileName', 'kind', 'size', 'sha256', 'givenBy', 'givenAt', 'says', 'visibility', 'scan', 'shownAs', 'copyFailed'])
  .where('caseId', '=', caseId).where('writtenByAgencyId', '=', work.actor.agencyId).orderBy('givenAt', 'desc').orderBy('id').limit(MOST).execute()

export type WentTo = { readonly agency: string; readonly part: string; readonly fromAt: Date; readonly untilAt: Date }
/** Told only to an agency that shares the case now and has given something to it. */
export const wentTo = async (work: OfficerWork, caseId: string): Promise<readonly WentTo[]> =>
  (await sql<WentTo>`select * from amity.gave_went_to(${caseId}::uuid)`.execute(work.db)).rows
