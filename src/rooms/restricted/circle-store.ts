// All SQL on circles for a class of restricted case. What a keeper does goes through functions that ask who is asking.
import { sql } from 'kysely'
import type { OfficerWork, SystemWork } from '#db/work.ts'
import { looksLikeId } from '#db/ids.ts'
import type { Day } from '#kernel/time.ts'

const circles = (work: OfficerWork) => work.db.selectFrom('circles as q')
  .leftJoin('officers as o', join => join.onRef('o.partnershipId', '=', 'q.partnershipId').onRef('o.id', '=', 'q.keeperId'))
  .leftJoin('agencies as a', join => join.onRef('a.partnershipId', '=', 'q.partnershipId').onRef('a.id', '=', 'q.agencyId'))
  .select(['q.id', 'q.name', 'q.forFlag', 'q.purpose', 'q.keeperId', 'q.agencyId', 'q.reviewedOn', 'q.reviewWords', 'q.reviewDueOn', 'o.name as keeper', 'a.shortName as agency']).where('q.kind', '=', 'class').where('q.endedOn', 'is', null)

/** The circles this officer is in, and no other. */
export const myCircles = (work: OfficerWork) => circles(work).orderBy('q.name').limit(100).execute()
export const circleWith = async (work: OfficerWork, id: string) => looksLikeId(id) ? circles(work).where('q.id', '=', id).executeTakeFirst() : undefined
export type Circle = NonNullable<Awaited<ReturnType<typeof circleWith>>>

export type Member = { readonly officerId: string; readonly name: string; readonly agency: string | null; readonly because: string; readonly reason: string; readonly addedAt: Date; readonly addedBy: string | null; readonly endedAt: Date | null; readonly endedBecause: string | null }
/** Who is or was in it, those who are first. */
export const membersOf = async (work: OfficerWork, circleId: string): Promise<readonly Member[]> =>
  (await sql<Member>`select officer_id, name, agency, because, reason, added_at, added_by, ended_at, ended_because from amity.in_circle(${circleId}::uuid)`.execute(work.db)).rows

/** @returns its id; undefined when whoever asks, or the keeper they name, may not. */
export const makeCircle = async (work: OfficerWork, { name, flag, purpose, keeperId, reviewOn }: { readonly name: string; readonly flag: string; readonly purpose: string; readonly keeperId: string; readonly reviewOn: Day }): Promise<string | undefined> =>
  (await sql<{ id: string | null }>`select amity.make_circle(${name}, ${flag}, ${purpose}, ${keeperId}::uuid, ${reviewOn}::date) as id`.execute(work.db)).rows[0]?.id ?? undefined

/** Each case somebody comes or goes through is written anew, with all that hangs on it: some 15 ms. That must not fail for being many cases. */
const done = async (query: ReturnType<typeof sql<{ done: boolean }>>, work: OfficerWork): Promise<boolean> => {
  await sql`set local statement_timeout = '5min'`.execute(work.db)
  return (await query.execute(work.db)).rows[0]?.done === true
}
export const letIn = (work: OfficerWork, circleId: string, officerId: string, because: string): Promise<boolean> => done(sql`select amity.circle_let(${circleId}::uuid, ${officerId}::uuid, ${because}) as done`, work)
export const takeOut = (work: OfficerWork, circleId: string, officerId: string, because: string): Promise<boolean> => done(sql`select amity.circle_take(${circleId}::uuid, ${officerId}::uuid, ${because}) as done`, work)
export const handOn = (work: OfficerWork, circleId: string, officerId: string): Promise<boolean> => done(sql`select amity.circle_hand(${circleId}::uuid, ${officerId}::uuid) as done`, work)
export const reviewed = (work: OfficerWork, circleId: string, words: string, next: Day): Promise<boolean> => done(sql`select amity.circle_reviewed(${circleId}::uuid, ${words}, ${next}::date) as done`, work)
export const endCircle = (work: OfficerWork, circleId: string, because: string): Promise<boolean> => done(sql`select amity.circle_end(${circleId}::uuid, ${because}) as done`, work)

/** Whether this circle of our agency has lost its keeper. Its name is not told. */
export const lacksKeeper = async (work: OfficerWork, circleId: string): Promise<boolean> =>
  looksLikeId(circleId) && (await sql`select 1 from amity.circles_without_keeper() w where w.id = ${circleId}::uuid`.execute(work.db)).rows.length > 0

/** Circles to be looked through soon that nobody has in the diary; `kept`: their keeper may still keep them. */
export const toReview = (work: SystemWork, until: Day) => sql<{ id: string; keeperId: string; agencyId: string; reviewDueOn: Day; kept: boolean }>`
  select x.* from (
    select q.id, q.keeper_id, q.agency_id, q.review_due_on, exists (select 1 from posts p join roles r on r.partnership_id = p.partnership_id and r.id = p.role_id join officers o on o.partnership_id = p.partnership_id and o.id = p.officer_id and o.left_at is null
      where p.partnership_id = q.partnership_id and p.officer_id = q.keeper_id and p.agency_id = q.agency_id and 'see restricted' = any (r.acts) and (p.ended_on is null or p.ended_on >= ${work.today}::date)) as kept
    from circles q where q.partnership_id = ${work.partnership.id} and q.kind = 'class' and q.ended_on is null) x
  where (x.review_due_on <= ${until}::date or not x.kept)
    and not exists (select 1 from diary_items d where d.partnership_id = ${work.partnership.id} and d.about_kind = case when x.kept then 'circle' else 'circle keeper' end and d.about_id = x.id and d.done_at is null and d.cancelled_at is null) limit 200`
  .execute(work.db).then(({ rows }) => rows)

/** Places of a circle that must not be known. */
export const placesOf = (work: OfficerWork, circleId: string) => work.db.selectFrom('sensitivePlaces').select(['id', 'address', 'postcode', 'because', 'markedAt']).where('circleId', '=', circleId).where('endedAt', 'is', null).orderBy('postcode').orderBy('address').limit(200).execute()

/** False when it is marked already, or is no address. */
export const markPlace = async (work: OfficerWork, circleId: string, { address, postcode, because }: { readonly address: string; readonly postcode: string; readonly because: string }): Promise<boolean> => {
  const key = (await sql<{ key: string | null }>`select amity.building_key(${address}, ${postcode}) as key`.execute(work.db)).rows[0]?.key
  if (key == null) return false
  const there = await work.db.selectFrom('sensitivePlaces').select('id').where('circleId', '=', circleId).where('addressKey', '=', key).where('endedAt', 'is', null).executeTakeFirst()
  if (there !== undefined) return false
  await work.db.insertInto('sensitivePlaces').values({ partnershipId: work.partnership.id, id: work.newId(), circleId, address, postcode, addressKey: key, because, markedAt: work.now, markedBy: work.actor.officerId }).execute()
  return true
}
export const unmarkPlace = async (work: OfficerWork, circleId: string, placeId: string, because: string): Promise<boolean> => {
  if (!looksLikeId(placeId)) return false
  const { numUpdatedRows } = await work.db.updateTable('sensitivePlaces').set({ endedAt: work.now, endedBy: work.actor.officerId, endedBecause: because }).where('circleId', '=', circleId).where('id', '=', placeId).where('endedAt', 'is', null).executeTakeFirst()
  return numUpdatedRows === 1n
}
