// All SQL on flags and on who is in the circle of a restricted case.
import { sql } from 'kysely'
import type { OfficerWork, Work } from '#db/work.ts'
import type { Flag } from './flag-rules.ts'

/** Every raising of a flag on a case, the latest first. */
export const flagsOf = (work: OfficerWork, caseId: string) => work.db.selectFrom('caseFlags as f')
  .leftJoin('officers as o', join => join.onRef('o.partnershipId', '=', 'f.partnershipId').onRef('o.id', '=', 'f.raisedBy'))
  .leftJoin('officers as l', join => join.onRef('l.partnershipId', '=', 'f.partnershipId').onRef('l.id', '=', 'f.loweredBy'))
  .select(['f.id', 'f.flag', 'f.raisedAt', 'f.raisedBecause', 'o.name as raisedBy', 'f.loweredAt', 'f.loweredBecause', 'l.name as loweredBy', 'f.actedAt', 'f.actedHow'])
  .where('f.caseId', '=', caseId).orderBy('f.raisedAt', 'desc').orderBy('f.id', 'desc').limit(100).execute()
export type Raised = Awaited<ReturnType<typeof flagsOf>>[number]

/** The flags a case has up now, with their ids. */
export const flagsUp = (work: Work, caseId: string) => work.db.selectFrom('caseFlags').select(['id', 'flag', 'actedAt']).where('caseId', '=', caseId).where('loweredAt', 'is', null).execute()

/** @returns the id of this raising. */
export const insertFlag = async (work: OfficerWork, caseId: string, flag: Flag, because: string): Promise<string> => {
  const id = work.newId()
  await work.db.insertInto('caseFlags').values({ partnershipId: work.partnership.id, id, caseId, flag, raisedAt: work.now, raisedBy: work.actor.officerId, raisedBecause: because }).execute()
  return id
}

/** A staff matter does not exist for the officer it is about, from this moment. */
export const hideFrom = async (work: OfficerWork, caseId: string, officerId: string, because: string): Promise<void> => {
  await sql`select amity.matter_concerns(${caseId}::uuid, ${officerId}::uuid, ${because.slice(0, 1000)})`.execute(work.db)
}

/** False when somebody lowered it meanwhile. */
export const endFlag = async (work: OfficerWork, id: string, because: string): Promise<boolean> => {
  const { numUpdatedRows } = await work.db.updateTable('caseFlags').set({ loweredAt: work.now, loweredBy: work.actor.officerId, loweredBecause: because }).where('id', '=', id).where('loweredAt', 'is', null).executeTakeFirst()
  return numUpdatedRows === 1n
}

/** False when somebody answered it meanwhile. */
export const answerFlag = async (work: OfficerWork, id: string, how: string): Promise<boolean> => {
  const { numUpdatedRows } = await work.db.updateTable('caseFlags').set({ actedAt: work.now, actedBy: work.actor.officerId, actedHow: how }).where('id', '=', id).where('actedAt', 'is', null).where('loweredAt', 'is', null).executeTakeFirst()
  return numUpdatedRows === 1n
}

export type InCircle = { readonly officerId: string; readonly name: string; readonly agency: string | null; readonly because: string; readonly addedAt: Date }
/** Who may see a restricted case; told only to them. */
export const circleOf = async (work: OfficerWork, caseId: string): Promise<readonly InCircle[]> =>
  (await sql<InCircle>`select officer_id, name, agency, because, added_at from amity.circle_of_case(${caseId}::uuid)`.execute(work.db)).rows

export const mayKeepCircle = async (work: OfficerWork, caseId: string): Promise<boolean> =>
  (await sql<{ circle: string | null }>`select amity.may_keep_circle(${caseId}::uuid) as circle`.execute(work.db)).rows[0]?.circle != null

export const nameInCircle = async (work: OfficerWork, caseId: string, officerId: string): Promise<boolean> =>
  (await sql<{ done: boolean }>`select amity.name_in_circle(${caseId}::uuid, ${officerId}::uuid) as done`.execute(work.db)).rows[0]?.done === true

export const takeFromCircle = async (work: OfficerWork, caseId: string, officerId: string, because: string): Promise<boolean> =>
  (await sql<{ done: boolean }>`select amity.take_from_circle(${caseId}::uuid, ${officerId}::uuid, ${because}) as done`.execute(work.db)).rows[0]?.done === true
