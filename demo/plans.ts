// What was agreed with people harmed on open demonstration cases: plans at every stage, and promises of contact.
import type { SystemWork } from '#db/work.ts'
import { addDays, londonDay, londonMoment, sayDay } from '#kernel/time.ts'
import { nextWorkingDayOnOrAfter } from '#kernel/working-days.ts'
import type { Chance } from './chance.ts'

const WANTS = ['To sleep at night, and to know somebody is dealing with it', 'For the children to be able to play outside again', 'For them to stop shouting at me on the stairs', 'To be told what is happening without having to ring', 'Somebody to speak to them, without saying it came from me', 'For the dog to be kept in']
const STEPS = [
  ['us', 'visit the block and speak to everybody on the landing', true], ['us', 'ask the landlord for the tenancy history', false], ['the person', 'keep the diary for two weeks', true], ['us', 'read the diary and ring about it', true],
  ['partner', 'fit a stronger lock and a light by the door', true], ['us', 'ask the police for call records', false], ['us', 'offer mediation', true], ['partner', 'put the recorder in for a week', true],
] as const

type Open = { readonly id: string; readonly leadOfficerId: string; readonly leadAgencyId: string; readonly openedAt: Date; readonly personId: string; readonly means: string }

const openCases = async (work: SystemWork): Promise<readonly Open[]> => {
  const found = await work.db.selectFrom('cases as c').innerJoin('caseParties as p', join => join.onRef('p.partnershipId', '=', 'c.partnershipId').onRef('p.caseId', '=', 'c.id').on('p.role', '=', 'harmed'))
    .innerJoin('people as w', join => join.onRef('w.partnershipId', '=', 'p.partnershipId').onRef('w.id', '=', 'p.personId'))
    .select(['c.id', 'c.leadOfficerId', 'c.leadAgencyId', 'c.openedAt', 'p.personId', 'w.safeMeans']).where('c.status', '=', 'open').where('p.leftAt', 'is', null).orderBy('c.reference').execute()
  return found.flatMap(({ personId, safeMeans, ...one }) => personId === null || safeMeans[0] === undefined ? [] : [{ ...one, personId, means: safeMeans[0] }])
}

export const makePlans = async (work: SystemWork, luck: Chance): Promise<void> => {
  const seen = new Set<string>()
  for (const one of await openCases(work)) {
    if (seen.has(one.id)) continue
    seen.add(one.id)
    if (luck.happens(0.7)) await makePlan(work, one, luck)
    if (luck.happens(0.5)) await work.db.insertInto('contactPromises').values({ partnershipId: work.partnership.id, id: work.newId(), caseId: one.id, personId: one.personId, everyDays: luck.pick([2, 5, 5, 10]), means: one.means, times: luck.pick(['', '', 'after 6pm', 'mornings']), madeAt: one.openedAt, madeBy: one.leadOfficerId }).execute()
  }
}

const makePlan = async (work: SystemWork, one: Open, luck: Chance): Promise<void> => {
  const base = { partnershipId: work.partnership.id, caseId: one.id, personId: one.personId, madeBy: one.leadOfficerId }
  const [planId, wants] = [work.newId(), luck.pick(WANTS)]
  const madeOn = londonDay(one.openedAt)
  await work.db.insertInto('plans').values({ ...base, id: planId, wants, madeAt: one.openedAt }).execute()
  const first = luck.whole(0, STEPS.length - 3)
  const told: string[] = []
  for (const [whose, what, shown] of STEPS.slice(first, first + luck.whole(2, 3))) {
    const [id, isDone] = [work.newId(), luck.happens(0.4)]
    const dueOn = nextWorkingDayOnOrAfter(isDone ? addDays(madeOn, luck.whole(3, 14)) : addDays(work.today, luck.whole(-4, 18)))
    const putOff = !isDone && luck.happens(0.2)
    const endedAt = londonMoment(dueOn, '11:00')
    const done = isDone && endedAt !== undefined && endedAt < work.now
    await work.db.insertInto('planSteps').values({
      ...base, id, planId, what, whose, partner: whose === 'partner' ? luck.pick(['The Trust', 'Environmental Health']) : null, officerId: one.leadOfficerId, firstDueOn: putOff ? addDays(dueOn, -7) : dueOn, dueOn, shown, madeAt: one.openedAt,
      putOff: putOff ? 1 : 0, outcome: done ? 'Done as agreed' : putOff ? 'They asked for another day' : null, ...done ? { state: 'done' as const, endedAt, endedBy: one.leadOfficerId } : {},
    }).execute()
    if (shown) told.push(`${whose === 'us' ? 'We will' : whose === 'partner' ? 'Others will' : 'You will'}: ${what}. By ${sayDay(dueOn)}.`)
    if (!done) await work.db.insertInto('diaryItems').values({
      partnershipId: work.partnership.id, kind: 'plan action', title: whose === 'us' ? what : `Ask whether it was done: ${what}`, dueAt: londonMoment(dueOn, '23:59') ?? work.now, because: `By ${sayDay(dueOn)}: in the action plan`, caseId: one.id, officerId: one.leadOfficerId, agencyId: one.leadAgencyId, aboutKind: 'plan step', aboutId: id, madeAt: one.openedAt,
    }).execute()
  }
  if (luck.happens(0.8)) await work.db.insertInto('planAgreements').values({
    ...base, id: work.newId(), planId, agreed: true, how: luck.pick(['in person', 'by phone']), onDay: madeOn, said: [`You want: ${wants}`, ...told].join('\n\n'), madeAt: new Date(Math.min(work.now.getTime(), one.openedAt.getTime() + 3_600_000)),
  }).execute()
}
