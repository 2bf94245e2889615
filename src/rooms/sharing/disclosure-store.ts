// All SQL on the record of disclosures: append-only, each line a decision to share or to refuse.
import type { OfficerWork, Work } from '#db/work.ts'
import type { Gateway } from './sharing-words.ts'

const lines = (work: Work) => work.db.selectFrom('disclosures as d')
  .leftJoin('cases as c', join => join.onRef('c.partnershipId', '=', 'd.partnershipId').onRef('c.id', '=', 'd.caseId'))
  .leftJoin('officers as o', join => join.onRef('o.partnershipId', '=', 'd.partnershipId').onRef('o.id', '=', 'd.writtenBy'))
  .leftJoin('officers as y', join => join.onRef('y.partnershipId', '=', 'd.partnershipId').onRef('y.id', '=', 'd.authorisedBy'))
  .select(['d.id', 'd.decision', 'd.askedBy', 'd.toWhom', 'd.what', 'd.purpose', 'd.gateway', 'd.gatewayBecause', 'd.necessity', 'd.minimised', 'd.consent', 'd.consentBecause', 'd.method', 'd.refusedBecause', 'd.disclosedAt', 'd.writtenAt', 'c.reference', 'o.name as writer', 'y.name as authoriser'])

export type Before = { readonly at: Date; readonly id: string }
const page = (query: ReturnType<typeof lines>, before: Before | undefined, most: number) =>
  (before === undefined ? query : query.where(({ eb, refTuple, tuple }) => eb(refTuple('d.disclosedAt', 'd.id'), '<', tuple(before.at, before.id)))).orderBy('d.disclosedAt', 'desc').orderBy('d.id', 'desc').limit(most + 1).execute()

/** What was shared or refused of one case, the latest first; one more than a page. */
export const disclosuresOf = (work: OfficerWork, caseId: string, before: Before | undefined, most: number) => page(lines(work).where('d.caseId', '=', caseId), before, most)
/** What our agency decided, of the cases whoever asks may see and of none. */
export const ourDisclosures = (work: OfficerWork, before: Before | undefined, most: number) => page(lines(work).where('d.agencyId', '=', work.actor.agencyId).where(where => where.or([where('d.caseId', 'is', null), where('c.id', 'is not', null)])), before, most)
export type Disclosure = Awaited<ReturnType<typeof ourDisclosures>>[number]

export type NewDisclosure = {
  readonly caseId: string | null; readonly decision: 'shared' | 'refused'; readonly askedBy: string; readonly toWhom: string; readonly toAgencyId: string | null; readonly what: string; readonly purpose: string; readonly gateway: Gateway | null; readonly gatewayBecause: string
  readonly necessity: string; readonly minimised: string; readonly consent: 'given' | 'not asked' | 'overridden'; readonly consentBecause: string; readonly method: 'telephone' | 'meeting' | 'email' | 'letter' | 'other'; readonly refusedBecause: string | null; readonly authorisedBy: string | null; readonly disclosedAt: Date
}
export const insertDisclosure = async (work: OfficerWork, disclosure: NewDisclosure): Promise<void> => {
  await work.db.insertInto('disclosures').values({ partnershipId: work.partnership.id, id: work.newId(), ...disclosure, agencyId: work.actor.agencyId, writtenAt: work.now, writtenBy: work.actor.officerId }).execute()
}
