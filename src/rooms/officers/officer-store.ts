// All SQL on officers and on what an administrator does to an account.
import { sql } from 'kysely'
import { looksLikeId } from '#db/ids.ts'
import type { OfficerWork, Work } from '#db/work.ts'
import type { Day } from '#kernel/time.ts'
import { looksAfter } from './reach.ts'

const MOST = 500

const posts = (work: Work) => work.db.selectFrom('posts as p')
  .innerJoin('officers as o', join => join.onRef('o.partnershipId', '=', 'p.partnershipId').onRef('o.id', '=', 'p.officerId'))
  .innerJoin('roles as r', join => join.onRef('r.partnershipId', '=', 'p.partnershipId').onRef('r.id', '=', 'p.roleId'))
  .innerJoin('agencies as a', join => join.onRef('a.partnershipId', '=', 'p.partnershipId').onRef('a.id', '=', 'p.agencyId'))
  .leftJoin('teams as t', join => join.onRef('t.partnershipId', '=', 'p.partnershipId').onRef('t.id', '=', 'p.teamId'))
  .leftJoin('postMoves as m', join => join.onRef('m.partnershipId', '=', 'p.partnershipId').onRef('m.postId', '=', 'p.id').on('m.doneAt', 'is', null).on('m.cancelledAt', 'is', null))
  .leftJoin('roles as mr', join => join.onRef('mr.partnershipId', '=', 'm.partnershipId').onRef('mr.id', '=', 'm.roleId'))
  .select(['p.id', 'p.officerId', 'p.agencyId', 'p.roleId', 'p.teamId', 'p.startedOn', 'p.endedOn', 'p.endedAt', 'p.endedBecause', 'p.suspendedAt', 'o.name', 'o.email', 'o.awayUntil', 'o.leftAt', 'o.createdAt',
    'r.name as role', 'r.acts', 'a.name as agency', 't.name as team', 'm.id as moveId', 'm.fromDay as movesOn', 'mr.name as movesTo'])
export type Post = Awaited<ReturnType<typeof postsOf>>[number]
export const isCurrent = ({ endedOn, suspendedAt }: Pick<Post, 'endedOn' | 'suspendedAt'>): boolean => endedOn === null || suspendedAt !== null

/** The current posts of an agency, by name; suspended ones too. */
export const postsAt = (work: Work, agencyId: string) => posts(work).where('p.agencyId', '=', agencyId).where(where => where.or([where('p.endedOn', 'is', null), where('p.suspendedAt', 'is not', null)])).orderBy('o.name').orderBy('p.id').limit(MOST).execute()
/** Who worked for an agency and does no longer, the last to leave first. */
export const formerlyAt = (work: Work, agencyId: string) => work.db.selectFrom('officers as o')
  .innerJoin('posts as p', join => join.onRef('p.partnershipId', '=', 'o.partnershipId').onRef('p.officerId', '=', 'o.id'))
  .select(['o.id', 'o.name', sql<Date | null>`max(p.ended_at)`.as('endedAt')]).where('p.agencyId', '=', agencyId)
  .groupBy(['o.id', 'o.name']).having(sql<boolean>`bool_and(p.ended_on is not null and p.suspended_at is null)`).orderBy(sql`max(p.ended_at) desc nulls last`).limit(100).execute()
/** Every post of an officer, current first, then the latest that ended. */
export const postsOf = (work: Work, officerId: string) => posts(work).where('p.officerId', '=', officerId).orderBy(sql`p.ended_on desc nulls first`).orderBy('a.name').limit(100).execute()

export type Account = { readonly id: string; readonly name: string; readonly email: string; readonly phone: string | null; readonly jobTitle: string | null; readonly awayUntil: Day | null; readonly leftAt: Date | null; readonly cover: string | null; readonly createdAt: Date }
export type Known = { readonly officer: Account; readonly posts: readonly Post[] }
/** An officer whom this administrator looks after, or looked after; undefined for anybody else. */
export const officerWith = async (work: OfficerWork, id: string): Promise<Known | undefined> => {
  if (!looksLikeId(id)) return undefined
  const officer = await work.db.selectFrom('officers as o').leftJoin('officers as c', join => join.onRef('c.partnershipId', '=', 'o.partnershipId').onRef('c.id', '=', 'o.coveredBy'))
    .select(['o.id', 'o.name', 'o.email', 'o.phone', 'o.jobTitle', 'o.awayUntil', 'o.leftAt', 'o.createdAt', 'c.name as cover']).where('o.id', '=', id).executeTakeFirst()
  const all = officer === undefined ? [] : await postsOf(work, id)
  return officer !== undefined && all.some(post => looksAfter(work, post.agencyId)) ? { officer, posts: all } : undefined
}

export const officerWithEmail = (work: OfficerWork, email: string) =>
  work.db.selectFrom('officers').select(['id', 'name', 'leftAt']).where(sql`lower(email)`, '=', email.toLowerCase()).executeTakeFirst()

/** Whether this administrator may change the account itself: name, email, a new link. */
export const keepsAccount = async (work: OfficerWork, officerId: string): Promise<boolean> =>
  (await sql<{ keeps: boolean }>`select amity.keeps_account(${officerId}::uuid) as keeps`.execute(work.db)).rows[0]?.keeps === true

export type NewOfficer = { readonly name: string; readonly email: string; readonly jobTitle: string; readonly agencyId: string; readonly roleId: string; readonly teamId: string }
export const addOfficer = async (work: OfficerWork, officer: NewOfficer): Promise<string> => {
  const id = work.newId()
  await work.db.insertInto('officers').values({ partnershipId: work.partnership.id, id, name: officer.name, email: officer.email, jobTitle: officer.jobTitle || null }).execute()
  await work.db.insertInto('posts').values({ partnershipId: work.partnership.id, officerId: id, agencyId: officer.agencyId, roleId: officer.roleId, teamId: officer.teamId || null }).execute()
  return id
}

export type Details = { readonly name: string; readonly email: string; readonly phone: string | null; readonly jobTitle: string | null }
export const saveDetails = async (work: OfficerWork, id: string, details: Details): Promise<void> => {
  await work.db.updateTable('officers').set(details).where('id', '=', id).execute()
}

/** 'done', or why not. What was handed over, and whether there was anything, is not said. */
export const leaveAgency = async (work: OfficerWork, officerId: string, agencyId: string, toId: string, because: string): Promise<string> => {
  await sql`set local statement_timeout = '5min'`.execute(work.db)
  return (await sql<{ became: string }>`select amity.leave_agency(${officerId}::uuid, ${agencyId}::uuid, ${toId}::uuid, ${because}) as became`.execute(work.db)).rows[0]?.became ?? 'not theirs'
}

export type Activity = { readonly officerId: string; readonly lastSeen: Date | null; readonly atOnce: number; readonly places: number }
export const activityAt = async (work: OfficerWork, agencyId: string): Promise<readonly Activity[]> =>
  (await sql<Activity>`select officer_id, last_seen, at_once, places from amity.account_activity(${agencyId}::uuid)`.execute(work.db)).rows

/** The name an agency had at a moment, and at the moment of a change the one before: old records may say it as it was. Undefined before it was known here. */
export const agencyNameOn = async (work: Work, agencyId: string, at: Date): Promise<string | undefined> =>
  (await work.db.selectFrom('agencyNames').select('name').where('agencyId', '=', agencyId).where(where => where.or([where('fromAt', 'is', null), where('fromAt', '<=', at)])).where(where => where.or([where('untilAt', 'is', null), where('untilAt', '>=', at)]))
    .orderBy(sql`from_at nulls first`).limit(1).executeTakeFirst())?.name
export const namesOf = (work: Work, agencyId: string) => work.db.selectFrom('agencyNames').select(['name', 'shortName', 'fromAt', 'untilAt']).where('agencyId', '=', agencyId).orderBy(sql`from_at desc nulls last`).limit(50).execute()
