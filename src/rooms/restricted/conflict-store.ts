// All SQL on conflicts of interest.
import { sql } from 'kysely'
import type { OfficerWork, SystemWork } from '#db/work.ts'
import type { Relation } from './conflict-rules.ts'

export type About = { readonly kind: 'case' | 'person'; readonly id: string } | { readonly kind: 'address'; readonly address: string; readonly postcode: string }
export type NewConflict = { readonly officerId: string; readonly about: About; readonly relation: Relation; readonly because: string; readonly said: string }

/** From this moment the record does not exist for that officer. False when the address cannot be told from others. */
export const declareConflict = async (work: OfficerWork, { officerId, about, relation, because, said }: NewConflict): Promise<boolean> => {
  const id = work.newId()
  const key = about.kind === 'address' ? (await sql<{ key: string | null }>`select amity.building_key(${about.address}, ${about.postcode}) as key`.execute(work.db)).rows[0]?.key ?? null : null
  if (about.kind === 'address' && key === null) return false
  // Declared before by the same hand: it stands already, and says so by standing in the list.
  const there = about.kind === 'address' ? work.db.selectFrom('conflicts').select('id').where('addressKey', '=', key) : work.db.selectFrom('conflicts').select('id').where('subjectId', '=', about.id)
  if (await there.where('officerId', '=', officerId).where('declaredBy', '=', work.actor.officerId).where('endedAt', 'is', null).executeTakeFirst() !== undefined) return true
  await work.db.insertInto('conflicts').values({
    partnershipId: work.partnership.id, id, officerId, subjectKind: about.kind, subjectId: about.kind === 'address' ? id : about.id, addressKey: key, relation, because, said, declaredAt: work.now, declaredBy: work.actor.officerId,
  }).execute()
  return true
}

/** What this officer declared of themselves, in the words they typed; nothing of any record. */
export const myConflicts = (work: OfficerWork) => work.db.selectFrom('conflicts').select(['id', 'said', 'relation', 'because', 'declaredAt', 'endedAt'])
  .where('officerId', '=', work.actor.officerId).where('declaredBy', '=', work.actor.officerId).orderBy('declaredAt', 'desc').limit(100).execute()

export type Registered = {
  readonly id: string; readonly officerId: string; readonly officer: string; readonly subjectKind: 'case' | 'person' | 'place' | 'address'; readonly record: string; readonly relation: string; readonly because: string
  readonly declaredAt: Date; readonly declaredBy: string | null; readonly byThemselves: boolean; readonly endedAt: Date | null; readonly endedBy: string | null; readonly endedBecause: string | null
}
/** The register of our agency's officers, without my own and without records I may not see. */
export const register = async (work: OfficerWork): Promise<readonly Registered[]> => (await sql<Registered>`select * from amity.conflict_register()`.execute(work.db)).rows
export const unconfirmed = async (work: OfficerWork, since: Date): Promise<readonly string[]> => (await sql<{ name: string }>`select name from amity.conflicts_unconfirmed(${since})`.execute(work.db)).rows.map(({ name }) => name)

export const endConflict = async (work: OfficerWork, id: string, because: string): Promise<boolean> =>
  (await sql<{ done: boolean }>`select amity.end_conflict(${id}::uuid, ${because}) as done`.execute(work.db)).rows[0]?.done === true

export const confirmConflicts = async (work: OfficerWork): Promise<void> => {
  await work.db.insertInto('conflictConfirmations').values({ partnershipId: work.partnership.id, id: work.newId(), officerId: work.actor.officerId, confirmedAt: work.now }).execute()
}
export const lastConfirmed = async (work: OfficerWork): Promise<Date | undefined> =>
  (await work.db.selectFrom('conflictConfirmations').select('confirmedAt').where('officerId', '=', work.actor.officerId).orderBy('confirmedAt', 'desc').limit(1).executeTakeFirst())?.confirmedAt

export const personSeen = (work: OfficerWork, id: string) => work.db.selectFrom('people').select(['id', 'givenName', 'familyName']).where('id', '=', id).executeTakeFirst()

/** Officers who may see cases, have been here that long, have not confirmed since, and are not asked already; with an agency of theirs. */
export const toConfirm = (work: SystemWork, since: Date) => sql<{ officerId: string; agencyId: string }>`
  select o.id as "officerId", (array_agg(p.agency_id order by p.id))[1] as "agencyId" from officers o
    join posts p on p.partnership_id = o.partnership_id and p.officer_id = o.id and (p.ended_on is null or p.ended_on >= ${work.today}::date) join roles r on r.partnership_id = p.partnership_id and r.id = p.role_id
  where o.partnership_id = ${work.partnership.id} and o.left_at is null and 'see cases' = any (r.acts) and 'see the diary' = any (r.acts) and o.created_at < ${since}
    and not exists (select 1 from conflict_confirmations k where k.partnership_id = o.partnership_id and k.officer_id = o.id and k.confirmed_at >= ${since})
    and not exists (select 1 from diary_items d where d.partnership_id = o.partnership_id and d.officer_id = o.id and d.about_kind = 'conflicts to confirm' and d.done_at is null and d.cancelled_at is null)
  group by o.id order by o.id limit 1000`.execute(work.db).then(({ rows }) => rows)
