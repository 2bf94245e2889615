// All SQL on information sharing agreements and who has signed them.
import { sql } from 'kysely'
import { looksLikeId } from '#db/ids.ts'
import type { OfficerWork, Work } from '#db/work.ts'
import type { Day } from '#kernel/time.ts'
import type { Part } from '#rooms/cases/index.ts'

const all = (work: Work) => work.db.selectFrom('sharingAgreements as g').selectAll('g')
  .select(sql<string[]>`array(select a.short_name from sharing_parties s join agencies a on a.partnership_id = s.partnership_id and a.id = s.agency_id
    where s.partnership_id = g.partnership_id and s.agreement_id = g.id and s.withdrew_at is null order by a.short_name)`.as('signedBy'))
const MOST = 200

/** In force and to come first, by when they end; then what has ended, the latest first. */
export const agreementsOf = (work: OfficerWork) => all(work).orderBy(sql`g.ended_at is not null`).orderBy(sql`case when g.ended_at is null then g.ends_on end`).orderBy('g.endsOn', 'desc').orderBy('g.id').limit(MOST).execute()
export const agreementWith = async (work: OfficerWork, id: string) => looksLikeId(id) ? all(work).where('g.id', '=', id).executeTakeFirst() : undefined
export type Agreement = NonNullable<Awaited<ReturnType<typeof agreementWith>>>

export const partiesTo = (work: OfficerWork, agreementId: string) => work.db.selectFrom('sharingParties as s')
  .innerJoin('agencies as a', join => join.onRef('a.partnershipId', '=', 's.partnershipId').onRef('a.id', '=', 's.agencyId'))
  .select(['s.id', 's.agencyId', 'a.name', 's.signedOn', 's.signedBy', 's.withdrewAt', 's.withdrewBecause']).where('s.agreementId', '=', agreementId).orderBy('s.signedOn').orderBy('s.id').limit(MOST).execute()
export type Party = Awaited<ReturnType<typeof partiesTo>>[number]

/** The agreement that follows this one, if it was renewed. */
export const followerOf = (work: OfficerWork, agreementId: string) => work.db.selectFrom('sharingAgreements').select(['id', 'name', 'startsOn']).where('followsId', '=', agreementId).executeTakeFirst()

const signedNow = (work: Work) => work.db.selectFrom('sharingAgreements as g').innerJoin('sharingParties as s', join => join.onRef('s.partnershipId', '=', 'g.partnershipId').onRef('s.agreementId', '=', 'g.id'))
  .where('g.endedAt', 'is', null).where('g.startsOn', '<=', work.today).where('g.endsOn', '>=', work.today).where('s.withdrewAt', 'is', null).where('s.signedOn', '<=', work.today)

/** Agreements in force that both agencies have signed. */
export const agreementsBetween = (work: Work, one: string, other: string) => signedNow(work)
  .innerJoin('sharingParties as t', join => join.onRef('t.partnershipId', '=', 'g.partnershipId').onRef('t.agreementId', '=', 'g.id'))
  .where('s.agencyId', '=', one).where('t.agencyId', '=', other).where('t.withdrewAt', 'is', null).where('t.signedOn', '<=', work.today)
  .select(['g.id', 'g.name', 'g.purposes', 'g.parts', 'g.gateway', 'g.endsOn']).orderBy('g.endsOn', 'desc').limit(20).execute()

/** Agencies that have signed something in force. */
export const agenciesWithAgreement = async (work: OfficerWork): Promise<ReadonlySet<string>> =>
  new Set((await signedNow(work).select('s.agencyId').distinct().limit(500).execute()).map(({ agencyId }) => agencyId))

/** How many grants lean on it, of those whoever asks may know of: what is hidden from them is never counted. */
export const grantsLeaningOn = async (work: OfficerWork, agreementId: string, agencyId?: string): Promise<number> => {
  let query = work.db.selectFrom('caseGrants as g').select(sql<number>`count(*)::int`.as('n')).where('g.agreementId', '=', agreementId).where('g.endedAt', 'is', null)
  if (agencyId !== undefined) query = query.leftJoin('cases as c', join => join.onRef('c.partnershipId', '=', 'g.partnershipId').onRef('c.id', '=', 'g.caseId')).where(where => where.or([where('g.toAgencyId', '=', agencyId), where('c.leadAgencyId', '=', agencyId)]))
  return (await query.executeTakeFirstOrThrow()).n
}

export type NewAgreement = { readonly name: string; readonly purposes: string[]; readonly parts: Part[]; readonly categories: string; readonly gateway: string; readonly document: string; readonly startsOn: Day; readonly reviewOn: Day; readonly endsOn: Day; readonly followsId: string | null }

/** @returns its id; undefined when one of this name begins on the same day, or this one was renewed already. */
export const insertAgreement = async (work: OfficerWork, agreement: NewAgreement): Promise<string | undefined> => {
  const id = work.newId()
  const { numInsertedOrUpdatedRows } = await work.db.insertInto('sharingAgreements').values({ partnershipId: work.partnership.id, id, ...agreement, madeAt: work.now, madeBy: work.actor.officerId }).onConflict(conflict => conflict.doNothing()).executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n ? id : undefined
}

/** False when it has signed already. */
export const insertParty = async (work: OfficerWork, party: { readonly agreementId: string; readonly agencyId: string; readonly signedOn: Day; readonly signedBy: string }): Promise<boolean> =>
  (await work.db.insertInto('sharingParties').values({ partnershipId: work.partnership.id, id: work.newId(), ...party }).onConflict(conflict => conflict.doNothing()).executeTakeFirst()).numInsertedOrUpdatedRows === 1n

/** In the same transaction every grant between it and the others that leans on the agreement ends. False when it left before. */
export const withdrawParty = async (work: OfficerWork, partyId: string, because: string): Promise<boolean> =>
  (await work.db.updateTable('sharingParties').set({ withdrewAt: work.now, withdrewBecause: because }).where('id', '=', partyId).where('withdrewAt', 'is', null).executeTakeFirst()).numUpdatedRows === 1n

export const endAgreement = async (work: OfficerWork, id: string, because: string): Promise<boolean> =>
  (await work.db.updateTable('sharingAgreements').set({ endedAt: work.now, endedBy: work.actor.officerId, endedBecause: because }).where('id', '=', id).where('endedAt', 'is', null).executeTakeFirst()).numUpdatedRows === 1n
