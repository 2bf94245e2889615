// What happens to demonstration cases between opening and closing: a closing that waits, holds, offers of the lead, a merge, a case that follows.
import type { SystemWork } from '#db/work.ts'
import { addDays, londonDay, londonMoment } from '#kernel/time.ts'
import { addWorkingDays } from '#kernel/working-days.ts'
import type { Staff } from './staff.ts'

const DAY = 24 * 3_600_000
type Chosen = { readonly id: string; readonly reference: string; readonly leadOfficerId: string; readonly stage: string; readonly openedAt: Date; readonly categoryCode: string; readonly holdEndsOn: string | null; readonly holdReason: string | null }

const chosen = (work: SystemWork, status: 'open' | 'on hold' | 'closed', most: number, band?: 'high' | 'standard'): Promise<readonly Chosen[]> => {
  const query = work.db.selectFrom('cases').select(['id', 'reference', 'leadOfficerId', 'stage', 'openedAt', 'categoryCode', 'holdEndsOn', 'holdReason'])
    .where('status', '=', status).where('circleId', 'is', null).where(where => where.or([where('status', '!=', 'open'), where('stage', '!=', 'closing')]))
  return (band === undefined ? query : query.where('riskBand', '=', band).where('openedAt', '<', new Date(work.now.getTime() - 40 * DAY))).orderBy('reference').limit(most).execute()
}

const nameOf = async (work: SystemWork, officerId: string): Promise<string> =>
  (await work.db.selectFrom('officers').select('name').where('id', '=', officerId).executeTakeFirst())?.name ?? 'An officer'

const entry = async (work: SystemWork, { id, leadOfficerId }: Pick<Chosen, 'id' | 'leadOfficerId'>, kind: 'closing' | 'transfer' | 'merge' | 'hold', daysAgo: number, summary: string, body: string): Promise<void> => {
  const about = new Date(work.now.getTime() - daysAgo * DAY)
  const desk = londonMoment(londonDay(about), '10:40') ?? about
  const at = desk < work.now ? desk : about
  await work.db.insertInto('entries').values({ partnershipId: work.partnership.id, caseId: id, kind, happenedAt: at, enteredAt: at, enteredBy: leadOfficerId, enteredAs: await nameOf(work, leadOfficerId), summary, body, visibility: 'staff' }).execute()
}

const due = async (work: SystemWork, caseId: string, kind: 'closing answer' | 'transfer answer' | 'hold ends', title: string, dueAt: Date, because: string, whose: { readonly officerId: string | null; readonly agencyId: string }): Promise<void> => {
  await work.db.insertInto('diaryItems').values({ partnershipId: work.partnership.id, kind, title, dueAt, because, caseId, ...whose, madeAt: work.now }).execute()
}

/** Two requests to close wait for the manager: one since yesterday, one for longer than it should. */
const makeClosings = async (work: SystemWork, staff: Staff): Promise<void> => {
  for (const [at, one] of (await chosen(work, 'open', 2, 'high')).entries()) {
    const daysAgo = at === 0 ? 1 : 4
    const because = at === 0 ? 'the risk is high' : 'the risk is high, and the person harmed says it is only partly resolved'
    await work.db.insertInto('caseClosings').values({
      partnershipId: work.partnership.id, caseId: one.id, verdict: at === 0 ? 'yes' : 'partly', reason: 'resolved, informal action', neededBecause: because, stageBefore: one.stage, askedBy: one.leadOfficerId, askedAt: new Date(work.now.getTime() - daysAgo * DAY),
      summary: 'We visited twice, agreed a contract with the person responsible and checked with you each week. Nothing has been reported for a month.',
    }).execute()
    await work.db.updateTable('cases').set({ stage: 'closing', riskReviewDueOn: addDays(work.today, 5) }).where('id', '=', one.id).execute()
    await entry(work, one, 'closing', daysAgo, 'Asked a manager to agree to closing', `Needed because ${because}.`)
    await due(work, one.id, 'closing answer', 'Answer a request to close', new Date(work.now.getTime() + (2 - daysAgo) * DAY), `A manager must agree, because ${because}`, { officerId: null, agencyId: staff.councilId })
  }
}

const makeHolds = async (work: SystemWork, staff: Staff): Promise<void> => {
  const [last] = (await chosen(work, 'open', 400)).slice(-1)
  if (last !== undefined) {
    await work.db.updateTable('cases').set({ status: 'on hold', holdReason: 'Waiting for the hearing at the county court', holdEndsOn: addDays(work.today, 12) }).where('id', '=', last.id).execute()
    await entry(work, last, 'hold', 3, 'On hold', 'Waiting for the hearing at the county court')
  }
  for (const one of await chosen(work, 'on hold', 50)) {
    const ends = one.holdEndsOn === null ? work.today : addDays(work.today, Math.max(1, Math.round((Date.parse(one.holdEndsOn) - work.now.getTime()) / DAY)))
    await due(work, one.id, 'hold ends', 'The hold ends: pick the case up again', londonMoment(ends, '23:59') ?? work.now, `On hold: ${one.holdReason ?? ''}`, { officerId: one.leadOfficerId, agencyId: staff.councilId })
  }
}

/** One case is offered to the police, and one that the police led is offered to the council. */
const makeOffers = async (work: SystemWork, staff: Staff): Promise<void> => {
  const sergeant = await work.db.selectFrom('posts').select('officerId').where('agencyId', '=', staff.policeId).limit(1).executeTakeFirst()
  const [ours, theirs] = await work.db.selectFrom('cases').select(['id', 'reference', 'leadOfficerId']).where('status', '=', 'open').where('stage', '!=', 'closing').where('categoryCode', 'in', ['drugs', 'violence', 'vehicles']).orderBy('reference').limit(2).execute()
  if (sergeant === undefined || ours === undefined || theirs === undefined) return
  const answerDueAt = londonMoment(addWorkingDays(work.today, 3), '23:59') ?? work.now
  const offer = async (one: { readonly id: string; readonly reference: string; readonly leadOfficerId: string }, from: { readonly agencyId: string; readonly officerId: string }, toAgencyId: string, reason: string): Promise<void> => {
    await work.db.updateTable('cases').set({ leadAgencyId: from.agencyId, leadOfficerId: from.officerId, offeredToAgencyId: toAgencyId }).where('id', '=', one.id).execute()
    await work.db.updateTable('diaryItems').set({ agencyId: from.agencyId, officerId: from.officerId }).where('caseId', '=', one.id).where('doneAt', 'is', null).execute()
    await work.db.insertInto('caseTransfers').values({ partnershipId: work.partnership.id, caseId: one.id, fromAgencyId: from.agencyId, fromOfficerId: from.officerId, toAgencyId, reason, offeredAt: new Date(work.now.getTime() - 2 * DAY), offeredBy: from.officerId, answerDueAt }).execute()
    await entry(work, { id: one.id, leadOfficerId: from.officerId }, 'transfer', 2, 'The lead was offered to another agency', reason)
    await due(work, one.id, 'transfer answer', `Answer whether we take the lead on ${one.reference}`, answerDueAt, '5 working days from the offer. No clock stops meanwhile', { officerId: null, agencyId: toAgencyId })
  }
  await offer(ours, { agencyId: staff.councilId, officerId: ours.leadOfficerId }, staff.policeId, 'What residents describe is dealing, and there is a warrant to plan.')
  await offer(theirs, { agencyId: staff.policeId, officerId: sergeant.officerId }, staff.councilId, 'No offence is made out. It is a tenancy matter now.')
}

const joinPeople = async (work: SystemWork, fromCase: string, toCase: string): Promise<string[]> => {
  const people = await work.db.selectFrom('caseParties').select(['role', 'personId', 'describedAs']).where('caseId', '=', fromCase).execute()
  const joined = people.map(party => ({ partnershipId: work.partnership.id, id: work.newId(), caseId: toCase, ...party, joinedAt: work.now }))
  await work.db.insertInto('caseParties').values(joined).execute()
  return joined.map(({ id }) => id)
}

/** Two reports of one problem had become two cases; and a case that was closed has started again. */
const makeLinks = async (work: SystemWork, staff: Staff): Promise<void> => {
  const pair = await work.db.selectFrom('cases').select(['id', 'reference', 'leadOfficerId']).where('status', '=', 'open').where('stage', '!=', 'closing').where('categoryCode', '=', 'noise').where('leadAgencyId', '=', staff.councilId).where('offeredToAgencyId', 'is', null).where('openedAt', '<', new Date(work.now.getTime() - 12 * DAY)).orderBy('reference', 'desc').limit(3).execute()
  const [merged, survivor, later] = pair
  const earlier = await work.db.selectFrom('cases').select(['id']).where('status', '=', 'closed').where('categoryCode', '=', 'noise').orderBy('reference').limit(1).executeTakeFirst()
  if (merged === undefined || survivor === undefined || later === undefined || earlier === undefined) return
  const reason = 'The same flat, reported by two neighbours on one landing.'
  await work.db.updateTable('diaryItems').set({ cancelledAt: work.now, cancelledBecause: `moved to ${survivor.reference} by a merge` }).where('caseId', '=', merged.id).where('doneAt', 'is', null).execute()
  await work.db.insertInto('caseMerges').values({ partnershipId: work.partnership.id, caseId: survivor.id, mergedCaseId: merged.id, reason, mergedAt: new Date(work.now.getTime() - DAY / 6), moved: JSON.stringify({ items: [], parties: await joinPeople(work, merged.id, survivor.id) }), mergedBy: staff.managerId }).execute()
  await entry(work, merged, 'merge', 1 / 6, `Merged into ${survivor.reference}`, reason)
  await entry(work, survivor, 'merge', 1 / 6, `${merged.reference} was merged into this case`, reason)
  await work.db.updateTable('cases').set({ status: 'merged', mergedIntoId: survivor.id }).where('id', '=', merged.id).execute()
  await work.db.updateTable('cases').set({ followsCaseId: earlier.id }).where('id', '=', later.id).execute()
}

export const makeCaseLife = async (work: SystemWork, staff: Staff): Promise<void> => {
  await makeClosings(work, staff)
  await makeHolds(work, staff)
  await makeOffers(work, staff)
  await makeLinks(work, staff)
}
