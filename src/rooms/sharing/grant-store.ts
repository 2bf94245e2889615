// All SQL on grants: parts of one case for one agency, their drafts, and what other agencies share with ours.
import { sql } from 'kysely'
import { z } from 'zod'
import { looksLikeId } from '#db/ids.ts'
import type { OfficerWork, SystemWork, Work } from '#db/work.ts'
import { PARTS, type Part } from '#rooms/cases/index.ts'

const GATEWAYS = ['agreement', 'safeguarding', 'vital interest', 'court order', 'consent'] as const
/** A grant as it is filled in; `until` is a day, and the moment is worked out when it is given. */
export const grantShape = z.object({
  toAgencyId: z.string(), parts: z.array(z.enum(PARTS)).min(1), mayAdd: z.boolean(), askedBy: z.string(), purpose: z.string(), gateway: z.enum(GATEWAYS), agreementId: z.string().nullable(), gatewayBecause: z.string(),
  necessity: z.string(), minimised: z.string(), consent: z.enum(['given', 'not asked', 'overridden']), consentBecause: z.string(), authorisedBy: z.string(), until: z.string(), followsId: z.string().nullable(),
})
export type GrantAnswers = z.infer<typeof grantShape>
export type NewGrant = Omit<GrantAnswers, 'until'> & { readonly endsAt: Date }

const grants = (work: Work) => work.db.selectFrom('caseGrants as g')
  .innerJoin('agencies as a', join => join.onRef('a.partnershipId', '=', 'g.partnershipId').onRef('a.id', '=', 'g.toAgencyId'))
  .leftJoin('officers as o', join => join.onRef('o.partnershipId', '=', 'g.partnershipId').onRef('o.id', '=', 'g.givenBy'))
  .leftJoin('officers as y', join => join.onRef('y.partnershipId', '=', 'g.partnershipId').onRef('y.id', '=', 'g.authorisedBy'))
  .leftJoin('sharingAgreements as s', join => join.onRef('s.partnershipId', '=', 'g.partnershipId').onRef('s.id', '=', 'g.agreementId'))
  .selectAll('g').select(['a.name as agency', 'a.shortName', 'o.name as giver', 'y.name as authoriser', 's.name as agreement'])
const MOST = 100

/** The grants of a case, those that stand first, then the latest. */
export const grantsOf = (work: OfficerWork, caseId: string) => grants(work).where('g.caseId', '=', caseId).orderBy(sql`g.ended_at is not null`).orderBy('g.givenAt', 'desc').orderBy('g.id').limit(MOST).execute()
export type Grant = Awaited<ReturnType<typeof grantsOf>>[number]
export const grantWith = async (work: OfficerWork, caseId: string, id: string) => looksLikeId(id) ? grants(work).where('g.caseId', '=', caseId).where('g.id', '=', id).executeTakeFirst() : undefined
export const liveGrantTo = (work: OfficerWork, caseId: string, agencyId: string) => grants(work).where('g.caseId', '=', caseId).where('g.toAgencyId', '=', agencyId).where('g.endedAt', 'is', null).executeTakeFirst()

/** What our agency was given of this case, if that stands. */
export const grantToUs = (work: OfficerWork, caseId: string) => liveGrantTo(work, caseId, work.actor.agencyId)

/** Gives it. Undefined when that agency has one already: somebody was quicker. */
export const insertGrant = async (work: OfficerWork, caseId: string, grant: NewGrant): Promise<string | undefined> => {
  const id = work.newId()
  const { numInsertedOrUpdatedRows } = await work.db.insertInto('caseGrants').values({ partnershipId: work.partnership.id, id, caseId, ...grant, givenAt: work.now, givenBy: work.actor.officerId }).onConflict(conflict => conflict.doNothing()).executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n ? id : undefined
}

/** From this moment, in this transaction, that agency sees nothing more of the case. False when it had ended. */
export const endGrant = async (work: OfficerWork, id: string, because: string): Promise<boolean> =>
  (await work.db.updateTable('caseGrants').set({ endedAt: work.now, endedBy: work.actor.officerId, endedBecause: because }).where('id', '=', id).where('endedAt', 'is', null).executeTakeFirst()).numUpdatedRows === 1n

/** Ends the one it follows, if that still stands, and gives the new one. */
export const giveGrant = async (work: OfficerWork, caseId: string, grant: NewGrant): Promise<string | undefined> => {
  if (grant.followsId !== null) await endGrant(work, grant.followsId, 'Given anew')
  return insertGrant(work, caseId, grant)
}

export const keepDraft = async (work: OfficerWork, caseId: string, answers: GrantAnswers): Promise<string> => {
  const id = work.newId()
  await work.db.insertInto('caseGrantDrafts').values({ partnershipId: work.partnership.id, id, caseId, officerId: work.actor.officerId, answers: JSON.stringify(answers), madeAt: work.now }).execute()
  return id
}
export const draftWith = async (work: OfficerWork, caseId: string, id: string): Promise<GrantAnswers | undefined> => {
  const found = looksLikeId(id) ? await work.db.selectFrom('caseGrantDrafts').select('answers').where('caseId', '=', caseId).where('id', '=', id).executeTakeFirst() : undefined
  const read = grantShape.safeParse(found?.answers)
  return read.success ? read.data : undefined
}
export const forgetDraft = async (work: OfficerWork, id: string): Promise<void> => {
  await work.db.deleteFrom('caseGrantDrafts').where('id', '=', id).execute()
}
export const forgetOldDrafts = async (work: SystemWork, before: Date): Promise<void> => {
  await work.db.deleteFrom('caseGrantDrafts').where('madeAt', '<', before).execute()
}

export const agencyToShareWith = async (work: OfficerWork, id: string) => looksLikeId(id) && id !== work.actor.agencyId
  ? work.db.selectFrom('agencies').select(['id', 'name', 'shortName', 'principal']).where('id', '=', id).where('endedOn', 'is', null).executeTakeFirst() : undefined

export type SharedCase = { readonly grantId: string; readonly reference: string; readonly title: string; readonly status: string; readonly leadAgency: string; readonly leadOfficer: string; readonly parts: readonly Part[]; readonly mayAdd: boolean; readonly purpose: string; readonly givenAt: Date; readonly endsAt: Date }
/** Cases other agencies share with ours, the latest first; one row more than a page. */
export const sharedWithUs = async (work: OfficerWork, before: { readonly at: Date; readonly id: string } | undefined, most: number): Promise<readonly SharedCase[]> =>
  (await sql<SharedCase>`select * from amity.shared_with_us(${before?.at ?? null}::timestamptz, ${before?.id ?? null}::uuid, ${most + 1})`.execute(work.db)).rows

/** Grants that end before this moment, with who leads the case. */
export const grantsEndingBefore = (work: SystemWork, until: Date) => work.db.selectFrom('caseGrants as g')
  .innerJoin('cases as c', join => join.onRef('c.partnershipId', '=', 'g.partnershipId').onRef('c.id', '=', 'g.caseId'))
  .innerJoin('agencies as a', join => join.onRef('a.partnershipId', '=', 'g.partnershipId').onRef('a.id', '=', 'g.toAgencyId'))
  .select(['g.id', 'g.caseId', 'g.endsAt', 'a.name as agency', 'c.leadOfficerId', 'c.leadAgencyId']).where('g.endedAt', 'is', null).where('g.endsAt', '<=', until)
  .where(sql<boolean>`not exists (select 1 from diary_items d where d.partnership_id = g.partnership_id and d.about_kind = 'grant' and d.about_id = g.id)`).orderBy('g.endsAt').limit(500).execute()
