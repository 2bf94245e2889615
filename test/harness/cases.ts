// A case as a test needs it, written by the service itself: with somebody harmed who may be contacted, and a current risk.
import { randomBytes } from 'node:crypto'
import { newReference } from '#kernel/reference.ts'
import { day } from '#kernel/time.ts'
import type { Town } from './town.ts'

export type Given = {
  readonly title?: string; readonly risk?: 'standard' | 'medium' | 'high' | null; readonly reviewDueOn?: string; readonly safeMeans?: ('phone' | 'text' | 'email' | 'post')[]
  readonly phone?: string; readonly email?: string; readonly anonymous?: boolean; readonly openedAt?: string
}
export type GivenCase = { readonly id: string; readonly reference: string; readonly path: string; readonly personId: string }

export const caseIn = (town: Pick<Town, 'work' | 'partnership' | 'council'>, { title = 'Loud music at night', risk = 'standard', reviewDueOn = '2026-07-30', safeMeans = ['email', 'phone'], phone = '07700 900 123', email = 'irene@example.test', anonymous = false, openedAt }: Given = {}): Promise<GivenCase> =>
  town.work(async work => {
    const [id, personId, reference] = [work.newId(), work.newId(), newReference(randomBytes(8))]
    const partnershipId = town.partnership.id
    await work.db.insertInto('cases').values({
      partnershipId, id, reference, title, categoryCode: 'noise', strand: 'nuisance', severity: 'standard', leadAgencyId: town.council.id, leadOfficerId: town.council.officerId,
      openedAt: openedAt === undefined ? work.now : new Date(openedAt), openedBy: town.council.officerId, riskBand: risk, riskScore: risk === null ? null : 8, riskReviewDueOn: risk === null ? null : day(reviewDueOn),
    }).execute()
    await work.db.insertInto('people').values({ partnershipId, id: personId, givenName: 'Irene', familyName: 'Larkin', phone, email, safeMeans, ownerAgencyId: town.council.id }).execute()
    if (!anonymous) for (const role of ['reporting', 'harmed'] as const) await work.db.insertInto('caseParties').values({ partnershipId, caseId: id, role, personId, joinedAt: work.now }).execute()
    return { id, reference, path: `/cases/${reference}`, personId }
  })

/** An attempt to reach them that failed, at this moment and by these means. */
export const attempted = (town: Town, { id }: Pick<GivenCase, 'id'>, at: string, kind: 'call' | 'contact attempt' | 'text', means: string): Promise<unknown> => town.work(work =>
  work.db.insertInto('entries').values({ partnershipId: town.partnership.id, caseId: id, kind, means, reached: false, happenedAt: new Date(at), enteredAt: work.now, enteredAs: 'Olive Officer', summary: 'No answer' }).execute())

/** A report as it would have come in, waiting in the pot. @returns its path. */
export const reportIn = (town: Town, given: { readonly name?: string; readonly phone?: string; readonly postcode?: string; readonly harmed?: string; readonly mustNotKnow?: string; readonly who?: string } = {}): Promise<string> => town.work(async work => {
  const reference = newReference(randomBytes(8))
  await work.db.insertInto('reports').values({
    partnershipId: town.partnership.id, reference, channel: 'web', receivedAt: work.now, enteredAt: work.now, categoryCode: 'noise', story: 'It has happened again', happenedAt: new Date(work.now.getTime() - 3_600_000),
    placeDescribed: '14 Larch Walk', postcode: given.postcode ?? null, harmed: given.harmed ?? 'Me', whoIsDoingIt: given.who ?? '', anonymous: given.name === undefined, reporterName: given.name ?? null, reporterPhone: given.phone ?? null,
    safeMeans: given.name === undefined ? [] : ['phone'], mustNotKnow: given.mustNotKnow ?? null, agencyId: town.council.id,
  }).execute()
  return `/reports/${reference}`
})

/** Somebody said to be responsible in a case, with a home, who may be visited and written to. @returns the person's id */
export const responsibleIn = (town: Town, { id: caseId }: Pick<GivenCase, 'id'>, { givenName, familyName }: { readonly givenName: string; readonly familyName: string }): Promise<string> => town.work(async work => {
  const id = work.newId()
  await work.db.insertInto('people').values({ partnershipId: town.partnership.id, id, givenName, familyName, address: '12 Larch Walk', postcode: 'AL8 6AE', safeMeans: ['visit', 'post'], ownerAgencyId: town.council.id }).execute()
  await work.db.insertInto('caseParties').values({ partnershipId: town.partnership.id, caseId, role: 'alleged perpetrator', personId: id, joinedAt: work.now }).execute()
  return id
})
