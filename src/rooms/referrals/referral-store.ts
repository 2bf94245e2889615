// All SQL on referrals. Reading is decided by row policies; every step goes through the database's own function.
import { sql, type Insertable } from 'kysely'
import { looksLikeId } from '#db/ids.ts'
import type { ReferralsTable } from '#db/tables.ts'
import type { OfficerWork, SystemWork, Work } from '#db/work.ts'
import type { State, Step } from './referral-rules.ts'

const referrals = (work: Work) => work.db.selectFrom('referrals as r')
  .innerJoin('agencies as f', join => join.onRef('f.partnershipId', '=', 'r.partnershipId').onRef('f.id', '=', 'r.fromAgencyId'))
  .innerJoin('agencies as t', join => join.onRef('t.partnershipId', '=', 'r.partnershipId').onRef('t.id', '=', 'r.toAgencyId'))
  .innerJoin('officers as o', join => join.onRef('o.partnershipId', '=', 'r.partnershipId').onRef('o.id', '=', 'r.fromOfficerId'))
  .leftJoin('officers as n', join => join.onRef('n.partnershipId', '=', 'r.partnershipId').onRef('n.id', '=', 'r.toOfficerId'))
  .leftJoin('officers as w', join => join.onRef('w.partnershipId', '=', 'r.partnershipId').onRef('w.id', '=', 'r.answeredBy'))
  .leftJoin('cases as c', join => join.onRef('c.partnershipId', '=', 'r.partnershipId').onRef('c.id', '=', 'r.caseId'))
  .leftJoin('people as p', join => join.onRef('p.partnershipId', '=', 'r.partnershipId').onRef('p.id', '=', 'r.personId'))
  .leftJoin('referralDetails as d', join => join.onRef('d.partnershipId', '=', 'r.partnershipId').onRef('d.referralId', '=', 'r.id'))
  .selectAll('r').select(['f.name as from', 't.name as to', 'o.name as sender', 'o.phone as senderPhone', 'o.email as senderEmail', 'n.name as toOfficer', 'w.name as answerer', 'c.reference', 'p.givenName', 'p.familyName', 'd.details'])

/** One referral whoever asks may see; the case and the person behind it only where they may see those. */
export const referralWith = async (work: Work, id: string) => looksLikeId(id) ? referrals(work).where('r.id', '=', id).executeTakeFirst() : undefined
export type Referral = NonNullable<Awaited<ReturnType<typeof referralWith>>>

export type Listing = { readonly box: 'in' | 'out'; readonly state: State | 'open' | 'all'; readonly before: { readonly at: Date; readonly id: string } | undefined }
/** What came to our agency or went from it, the latest first; one more than a page. */
export const listReferrals = (work: OfficerWork, { box, state, before }: Listing, most: number) => {
  let query = referrals(work).where(box === 'in' ? 'r.toAgencyId' : 'r.fromAgencyId', '=', work.actor.agencyId)
  if (state === 'open') query = query.where('r.state', 'in', ['sent', 'seen', 'accepted', 'working'])
  else if (state !== 'all') query = query.where('r.state', '=', state)
  if (before !== undefined) query = query.where(({ eb, refTuple, tuple }) => eb(refTuple('r.sentAt', 'r.id'), '<', tuple(before.at, before.id)))
  return query.orderBy('r.sentAt', 'desc').orderBy('r.id', 'desc').limit(most + 1).execute()
}
export const referralsOfCase = (work: OfficerWork, caseId: string) => referrals(work).where('r.caseId', '=', caseId).orderBy('r.sentAt', 'desc').orderBy('r.id').limit(50).execute()

export type NewReferral = Omit<Insertable<ReferralsTable>, 'partnershipId' | 'id' | 'fromAgencyId' | 'fromOfficerId' | 'sentAt' | 'state'>
/** @returns its id. */
export const insertReferral = async (work: OfficerWork, referral: NewReferral, details: string): Promise<string> => {
  const id = work.newId()
  await work.db.insertInto('referrals').values({ partnershipId: work.partnership.id, id, ...referral, fromAgencyId: work.actor.agencyId, fromOfficerId: work.actor.officerId, sentAt: work.now }).execute()
  if (details !== '') await work.db.insertInto('referralDetails').values({ partnershipId: work.partnership.id, referralId: id, details }).execute()
  return id
}

export type Moved = 'done' | 'done, nothing shared' | 'changed' | 'not there'
export const moveReferral = async (work: OfficerWork, { id, version }: Pick<Referral, 'id' | 'version'>, to: Step | 'seen', words: string): Promise<Moved> =>
  (await sql<{ moved: Moved }>`select amity.move_referral(${id}::uuid, ${to}, ${words}, ${version}) as moved`.execute(work.db)).rows[0]?.moved ?? 'not there'

export type CameBack = { readonly id: string; readonly caseId: string | null; readonly fromAgencyId: string; readonly fromOfficerId: string; readonly toAgencyId: string; readonly toOfficerId: string | null; readonly restricted: boolean }
/** Referrals nobody has answered in time, each once. */
export const bringBack = async (work: SystemWork, most: number): Promise<readonly CameBack[]> => (await sql<CameBack>`select * from amity.bring_back_referrals(${most})`.execute(work.db)).rows

/** Somebody our agency keeps the record of, or is in a case we see: not somebody another agency only shows us. */
export const personToRefer = async (work: OfficerWork, id: string) => looksLikeId(id) ? work.db.selectFrom('people').select(['id', 'givenName', 'familyName']).where('id', '=', id).where(sql<boolean>`amity.may_change_person(id)`).executeTakeFirst() : undefined
/** Whether somebody is in a restricted case that whoever asks may see: it is then referred from that case. Cases they may not see play no part. */
export const restrictedCaseOf = (work: OfficerWork, personId: string) => work.db.selectFrom('caseParties as cp').innerJoin('cases as c', join => join.onRef('c.partnershipId', '=', 'cp.partnershipId').onRef('c.id', '=', 'cp.caseId'))
  .select('c.reference').where('cp.personId', '=', personId).where('c.circleId', 'is not', null).limit(1).executeTakeFirst()

export const agencyNamed = (work: Work, id: string) => work.db.selectFrom('agencies').select(['id', 'name']).where('id', '=', id).executeTakeFirst()
