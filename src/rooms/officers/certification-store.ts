// All SQL on certifiers, on the quarterly runs and on their lines.
import { sql } from 'kysely'
import { looksLikeId } from '#db/ids.ts'
import type { OfficerWork, SystemWork, Work } from '#db/work.ts'
import type { Day } from '#kernel/time.ts'

export const certifierOf = (work: Work, agencyId: string) => work.db.selectFrom('certifiers as c').innerJoin('officers as o', join => join.onRef('o.partnershipId', '=', 'c.partnershipId').onRef('o.id', '=', 'c.officerId'))
  .select(['c.id', 'c.officerId', 'o.name']).where('c.agencyId', '=', agencyId).where('c.endedAt', 'is', null).where('o.leftAt', 'is', null)
  .where(where => where.exists(where.selectFrom('posts as p').select('p.id').whereRef('p.partnershipId', '=', 'c.partnershipId').whereRef('p.officerId', '=', 'c.officerId').whereRef('p.agencyId', '=', 'c.agencyId').where('p.endedOn', 'is', null))).executeTakeFirst()
export const nameCertifier = async (work: OfficerWork, agencyId: string, officerId: string): Promise<void> => {
  await work.db.updateTable('certifiers').set({ endedAt: work.now }).where('agencyId', '=', agencyId).where('endedAt', 'is', null).execute()
  await work.db.insertInto('certifiers').values({ partnershipId: work.partnership.id, agencyId, officerId, namedAt: work.now, namedBy: work.actor.officerId }).execute()
}

export const certifiesFor = async (work: OfficerWork, agencyId: string): Promise<boolean> =>
  (await sql<{ may: boolean }>`select amity.certifies_for(${agencyId}::uuid) as may`.execute(work.db)).rows[0]?.may === true

const runs = (work: Work) => work.db.selectFrom('certifications as c').innerJoin('agencies as a', join => join.onRef('a.partnershipId', '=', 'c.partnershipId').onRef('a.id', '=', 'c.agencyId'))
  .select(['c.id', 'c.agencyId', 'c.quarter', 'c.openedAt', 'c.dueOn', 'c.closedAt', 'c.raisedAt', 'a.name as agency'])
  .select(query => query.selectFrom('certificationLines as l').innerJoin('posts as p', join => join.onRef('p.partnershipId', '=', 'l.partnershipId').onRef('p.id', '=', 'l.postId'))
    .whereRef('l.partnershipId', '=', 'c.partnershipId').whereRef('l.certificationId', '=', 'c.id').where('l.answer', 'is', null).where(where => where.or([where('p.endedOn', 'is', null), where('p.suspendedAt', 'is not', null)])).select(sql<number>`count(*)::int`.as('n')).as('waiting'))
export type Run = Awaited<ReturnType<typeof runsOf>>[number]
/** Newest first: of one agency, or of all this officer may read. */
export const runsOf = (work: Work, agencyId: string | undefined) => {
  const all = runs(work).orderBy('c.openedAt', 'desc').orderBy('a.name').limit(200)
  return (agencyId === undefined ? all : all.where('c.agencyId', '=', agencyId)).execute()
}
export const runWith = async (work: OfficerWork, id: string) => looksLikeId(id) ? runs(work).where('c.id', '=', id).executeTakeFirst() : undefined

export const linesOf = (work: Work, runId: string) => work.db.selectFrom('certificationLines as l')
  .innerJoin('posts as p', join => join.onRef('p.partnershipId', '=', 'l.partnershipId').onRef('p.id', '=', 'l.postId')).innerJoin('roles as r', join => join.onRef('r.partnershipId', '=', 'p.partnershipId').onRef('r.id', '=', 'p.roleId'))
  .innerJoin('officers as o', join => join.onRef('o.partnershipId', '=', 'l.partnershipId').onRef('o.id', '=', 'l.officerId')).leftJoin('teams as t', join => join.onRef('t.partnershipId', '=', 'p.partnershipId').onRef('t.id', '=', 'p.teamId'))
  .leftJoin('officers as b', join => join.onRef('b.partnershipId', '=', 'l.partnershipId').onRef('b.id', '=', 'l.answeredBy'))
  .select(['l.id', 'l.officerId', 'l.postId', 'l.answer', 'l.answeredAt', 'l.suspendedAt', 'p.endedOn', 'p.suspendedAt as postSuspendedAt', 'o.name', 'r.name as role', 't.name as team', 'b.name as answeredBy']).where('l.certificationId', '=', runId).orderBy('o.name').orderBy('l.id').limit(2000).execute()
export type Line = Awaited<ReturnType<typeof linesOf>>[number]
export const waits = ({ answer, endedOn, postSuspendedAt }: Line): boolean => answer === null && (endedOn === null || postSuspendedAt !== null)

/** 'done', or why not. */
export const certify = async (work: OfficerWork, lineId: string, answer: 'confirmed' | 'ended', toId: string | null): Promise<string> =>
  (await sql<{ became: string }>`select amity.certify(${lineId}::uuid, ${answer}, ${toId}::uuid) as became`.execute(work.db)).rows[0]?.became ?? 'not theirs'

/** Opens the run of a quarter with a line for each current post. Undefined: it was opened before, or the agency has nobody. */
export const openRun = async (work: SystemWork, agencyId: string, quarter: string, dueOn: Day): Promise<string | undefined> => {
  const posts = await work.db.selectFrom('posts').select(['id', 'officerId']).where('agencyId', '=', agencyId).where(where => where.or([where('endedOn', 'is', null), where('suspendedAt', 'is not', null)])).limit(10_000).execute()
  if (posts.length === 0) return undefined
  const id = work.newId()
  const made = await work.db.insertInto('certifications').values({ partnershipId: work.partnership.id, id, agencyId, quarter, openedAt: work.now, dueOn }).onConflict(on => on.columns(['partnershipId', 'agencyId', 'quarter']).doNothing()).executeTakeFirst()
  if (made.numInsertedOrUpdatedRows !== 1n) return undefined
  for (const { id: postId, officerId } of posts) await work.db.insertInto('certificationLines').values({ partnershipId: work.partnership.id, certificationId: id, agencyId, postId, officerId }).execute()
  return id
}
export const markRaised = async (work: SystemWork, id: string): Promise<void> => { await work.db.updateTable('certifications').set({ raisedAt: work.now }).where('id', '=', id).execute() }
export const closeRun = async (work: SystemWork, id: string): Promise<void> => { await work.db.updateTable('certifications').set({ closedAt: work.now }).where('id', '=', id).where('closedAt', 'is', null).execute() }

/** Takes a post away until somebody confirms it. */
export const suspendPost = async (work: SystemWork, line: Line): Promise<void> => {
  await work.db.updateTable('posts').set({ endedOn: sql<Day>`amity.now()::date - 1`, endedAt: work.now, endedBecause: 'Suspended: nobody confirmed it at the quarterly check', suspendedAt: work.now }).where('id', '=', line.postId).where('endedOn', 'is', null).execute()
  await work.db.updateTable('certificationLines').set({ suspendedAt: work.now }).where('id', '=', line.id).execute()
}
