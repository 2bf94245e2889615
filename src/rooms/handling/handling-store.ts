// All SQL on offers of the lead and on merges, and on how cases hang together.
import { sql } from 'kysely'
import { z } from 'zod'
import type { OfficerWork, Work } from '#db/work.ts'
import { looksLikeId } from '#db/ids.ts'

export type NewTransfer = { readonly caseId: string; readonly fromAgencyId: string; readonly fromOfficerId: string; readonly toAgencyId: string; readonly reason: string; readonly answerDueAt: Date }

export const insertTransfer = async (work: OfficerWork, transfer: NewTransfer): Promise<string> => {
  const id = work.newId()
  await work.db.insertInto('caseTransfers').values({ partnershipId: work.partnership.id, id, ...transfer, offeredAt: work.now, offeredBy: work.actor.officerId }).execute()
  return id
}

const offers = (work: Work) => work.db.selectFrom('caseTransfers as t')
  .innerJoin('cases as c', join => join.onRef('c.partnershipId', '=', 't.partnershipId').onRef('c.id', '=', 't.caseId'))
  .innerJoin('agencies as f', join => join.onRef('f.partnershipId', '=', 't.partnershipId').onRef('f.id', '=', 't.fromAgencyId'))
  .innerJoin('agencies as a', join => join.onRef('a.partnershipId', '=', 't.partnershipId').onRef('a.id', '=', 't.toAgencyId'))
  .select(['t.id', 't.caseId', 't.reason', 't.offeredAt', 't.answerDueAt', 't.fromAgencyId', 't.fromOfficerId', 't.toAgencyId', 'f.name as from', 'a.name as to', 'c.reference', 'c.title', 'c.severity', 'c.riskBand'])
  .where('t.state', '=', 'offered')

const MOST = 100
export const offersWaiting = (work: OfficerWork) => offers(work).where(where => where.or([where('t.toAgencyId', '=', work.actor.agencyId), where('t.fromAgencyId', '=', work.actor.agencyId)])).orderBy('t.answerDueAt').orderBy('t.id').limit(MOST).execute()
export const openOffer = (work: Work, caseId: string) => offers(work).where('t.caseId', '=', caseId).executeTakeFirst()
export const offerWith = async (work: OfficerWork, id: string) => looksLikeId(id) ? offers(work).where('t.id', '=', id).where('t.toAgencyId', '=', work.actor.agencyId).executeTakeFirst() : undefined
export type Offer = NonNullable<Awaited<ReturnType<typeof openOffer>>>

/** Ends an offer, once. False when it was answered or recalled meanwhile. */
export const endOffer = async (work: OfficerWork, id: string, state: 'accepted' | 'recalled', toOfficerId: string | null): Promise<boolean> => {
  const { numUpdatedRows } = await work.db.updateTable('caseTransfers').set({ state, toOfficerId, answeredAt: work.now, answeredBy: work.actor.officerId }).where('id', '=', id).where('state', '=', 'offered').executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Says no. From this moment the agency that was asked no longer sees the case. */
export const declineOffer = async (work: OfficerWork, id: string, reason: string): Promise<boolean> =>
  (await sql<{ done: boolean }>`select amity.decline_transfer(${id}::uuid, ${reason}) as done`.execute(work.db)).rows[0]?.done === true

const movedShape = z.object({ items: z.array(z.object({ from: z.string(), to: z.string().nullable() })).default([]), parties: z.array(z.string()).default([]) })
export type MergeMoved = z.infer<typeof movedShape>

export const insertMerge = async (work: OfficerWork, merge: { readonly caseId: string; readonly mergedCaseId: string; readonly reason: string; readonly moved: MergeMoved }): Promise<void> => {
  await work.db.insertInto('caseMerges').values({ partnershipId: work.partnership.id, id: work.newId(), ...merge, moved: JSON.stringify(merge.moved), mergedAt: work.now, mergedBy: work.actor.officerId }).execute()
}

/** The merge that stands of a merged case. */
export const mergeOf = async (work: Work, mergedCaseId: string) => {
  const found = await work.db.selectFrom('caseMerges').select(['id', 'caseId', 'reason', 'mergedAt', 'moved']).where('mergedCaseId', '=', mergedCaseId).where('undoneAt', 'is', null).executeTakeFirst()
  return found === undefined ? undefined : { ...found, moved: movedShape.parse(found.moved) }
}

export const undoMerge = async (work: OfficerWork, id: string, reason: string): Promise<boolean> => {
  const { numUpdatedRows } = await work.db.updateTable('caseMerges').set({ undoneAt: work.now, undoneBy: work.actor.officerId, undoneReason: reason }).where('id', '=', id).where('undoneAt', 'is', null).executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Cases merged into this one, with why. */
export const mergedInto = (work: Work, caseId: string) => work.db.selectFrom('caseMerges as m')
  .innerJoin('cases as c', join => join.onRef('c.partnershipId', '=', 'm.partnershipId').onRef('c.id', '=', 'm.mergedCaseId'))
  .select(['c.id', 'c.reference', 'c.title', 'm.reason', 'm.mergedAt']).where('m.caseId', '=', caseId).where('m.undoneAt', 'is', null).orderBy('m.mergedAt').limit(20).execute()

/** Later cases that follow this one. */
export const followersOf = (work: Work, caseId: string) => work.db.selectFrom('cases').select(['reference', 'title', 'status']).where('followsCaseId', '=', caseId).orderBy('openedAt').orderBy('id').limit(20).execute()

/** Other open cases of my agency with somebody in common, or at the same place. Row policies leave out what is not mine to see. */
export const casesLikeCase = (work: OfficerWork, theCase: { readonly id: string; readonly placeId: string | null }) => work.db.selectFrom('cases as c')
  .select(['c.id', 'c.reference', 'c.title', sql<boolean>`c.place_id is not distinct from ${theCase.placeId}::uuid and c.place_id is not null`.as('samePlace')])
  .where('c.id', '!=', theCase.id).where('c.status', 'in', ['open', 'on hold']).where('c.leadAgencyId', '=', work.actor.agencyId)
  .where(where => where.or([
    ...(theCase.placeId === null ? [] : [where('c.placeId', '=', theCase.placeId)]),
    where('c.id', 'in', where.selectFrom('caseParties as cp').innerJoin('caseParties as mine', join => join.onRef('mine.partnershipId', '=', 'cp.partnershipId').onRef('mine.personId', '=', 'cp.personId'))
      .select('cp.caseId').where('mine.caseId', '=', theCase.id).where('mine.leftAt', 'is', null).where('cp.leftAt', 'is', null)),
  ])).orderBy('c.openedAt', 'desc').orderBy('c.id').limit(8).execute()
