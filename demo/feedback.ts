// What people said after their case had closed, what the council changes because of it, and what residents say of their neighbourhood.
import type { SystemWork } from '#db/work.ts'
import { addDays, addMonths, londonDay, londonMoment, quarterOf, type Day } from '#kernel/time.ts'
import { addWorkingDays } from '#kernel/working-days.ts'
import { surveyFormOn, type Satisfaction } from '#rooms/feedback/index.ts'
import type { Chance } from './chance.ts'
import type { Staff } from './staff.ts'

const HAPPY: readonly Satisfaction[] = ['very satisfied', 'very satisfied', 'fairly satisfied', 'fairly satisfied', 'fairly satisfied', 'neither', 'fairly dissatisfied']
const UNHAPPY: readonly Satisfaction[] = ['fairly satisfied', 'neither', 'fairly dissatisfied', 'fairly dissatisfied', 'very dissatisfied', 'not applicable']
const THANKS = ['She rang when she said she would.', 'It took a while but it has stopped and I can sleep again.', 'I was told honestly what could and could not be done.', 'Very kind on the phone.', 'Knowing who to ring made the difference.', '', '', '']
const GRUMBLES = ['I had to chase for every update.', 'Nobody told me the case had closed until I asked.', 'The diary sheets were a lot of work and I never heard what came of them.', 'Different person every time I rang.', '', '']
const LOW: readonly Satisfaction[] = ['fairly dissatisfied', 'very dissatisfied']

type Closed = { readonly id: string; readonly closedAt: Date; readonly wardCode: string | null; readonly categoryCode: string; readonly leadAgencyId: string; readonly harmedVerdict: string | null; readonly personId: string }

const closedCases = async (work: SystemWork): Promise<readonly Closed[]> => {
  const found = await work.db.selectFrom('cases as c').innerJoin('caseParties as p', join => join.onRef('p.partnershipId', '=', 'c.partnershipId').onRef('p.caseId', '=', 'c.id').on('p.role', '=', 'harmed'))
    .select(['c.id', 'c.closedAt', 'c.wardCode', 'c.categoryCode', 'c.leadAgencyId', 'c.harmedVerdict', 'p.personId'])
    .where('c.status', '=', 'closed').where('c.circleId', 'is', null).where('p.leftAt', 'is', null).orderBy('c.reference').execute()
  const seen = new Set<string>()
  return found.flatMap(({ closedAt, personId, ...one }) => {
    if (closedAt === null || personId === null || seen.has(one.id)) return []
    seen.add(one.id)
    return [{ ...one, closedAt, personId }]
  })
}

/** About two in five answer; those who say it was not resolved are the harsher ones. */
export const makeFeedback = async (work: SystemWork, staff: Staff, luck: Chance): Promise<void> => {
  for (const one of await closedCases(work)) await makeSurvey(work, staff, one, luck)
  await makeNeighbourhood(work, staff)
}

const makeSurvey = async (work: SystemWork, staff: Staff, one: Closed, luck: Chance): Promise<void> => {
  const closedOn = londonDay(one.closedAt)
  const askOn = addWorkingDays(closedOn, 5)
  const isUnsafe = luck.happens(0.08)
  const [answers, isKnown] = [luck.happens(0.42), luck.happens(0.8)]
  const state = isUnsafe ? 'not asked' : askOn > work.today ? 'to ask' : answers ? 'answered' : addDays(askOn, 28) < work.today ? 'no answer' : 'asked'
  const base = { partnershipId: work.partnership.id, agencyId: one.leadAgencyId, formVersion: surveyFormOn(closedOn).version }
  await work.db.insertInto('surveys').values({
    ...base, id: work.newId(), caseId: one.id, personId: one.personId, state, askOn, notAskedBecause: isUnsafe ? 'There is no safe way to ask' : null,
    askedAt: state === 'to ask' || isUnsafe ? null : londonMoment(askOn, '10:00') ?? work.now, reminders: state === 'no answer' ? 2 : 0,
    expiresOn: state === 'asked' ? addDays(askOn, 28) : null, by: state === 'answered' ? luck.happens(0.2) ? 'telephone' : 'link' : null, madeAt: one.closedAt,
  }).execute()
  if (state === 'answered') await makeAnswer(work, staff, one, { base, closedOn, askOn, isKnown }, luck)
}

type About = { readonly base: { readonly partnershipId: number; readonly agencyId: string; readonly formVersion: string }; readonly closedOn: Day; readonly askOn: Day; readonly isKnown: boolean }

const makeAnswer = async (work: SystemWork, staff: Staff, one: Closed, { base, closedOn, askOn, isKnown }: About, luck: Chance): Promise<void> => {
  const isHappy = one.harmedVerdict === 'yes' || (one.harmedVerdict === 'partly' && luck.happens(0.6))
  const { questions } = surveyFormOn(closedOn)
  const given = Object.fromEntries(questions.map(({ code }) => [code, luck.pick(isHappy ? HAPPY : UNHAPPY)]))
  const [id, comment, handling] = [work.newId(), luck.pick(isHappy ? THANKS : GRUMBLES), given['handling'] ?? 'neither']
  await work.db.insertInto('surveyAnswers').values({
    ...base, id, caseId: isKnown ? one.id : null, personId: isKnown ? one.personId : null, questions: JSON.stringify(questions), answers: JSON.stringify(given), comment,
    handling, closedOn, wardCode: one.wardCode, categoryCode: one.categoryCode, answeredIn: addDays(askOn, 3).slice(0, 7),
  }).execute()
  const worst = questions.find(({ code }) => LOW.includes(given[code] ?? 'neither'))
  if (worst === undefined || !luck.happens(0.5)) return
  const openedAt = londonMoment(addDays(askOn, 3), '10:30') ?? work.now
  const dueOn = addWorkingDays(addDays(askOn, 3), 20)
  const isDone = dueOn < addDays(work.today, -14)
  await work.db.insertInto('improvements').values({
    partnershipId: work.partnership.id, id: work.newId(), caseId: isKnown ? one.id : null, surveyAnswerId: id, agencyId: one.leadAgencyId, title: `Somebody was unhappy: ${worst.asks.replace(/^How satisfied were you with /, '').replace(/\?$/, '')}`,
    why: `${worst.asks} ${given[worst.code] ?? ''}.${comment === '' ? '' : `\n“${comment}”`}`, theme: worst.code, ownerId: staff.managerId, dueOn, openedAt: openedAt > work.now ? work.now : openedAt,
    ...isDone ? { state: 'done' as const, outcome: luck.pick(['Spoke to them and put it right. The officer now books the next call before ending this one.', 'The closing letter now comes with a call the day before.', 'Talked through in supervision.']), endedAt: londonMoment(dueOn, '15:00') ?? work.now, endedBy: staff.managerId } : {},
  }).execute()
}

/** A wave each quarter of a survey the landlord's research company holds: figures only. */
const makeNeighbourhood = async (work: SystemWork, staff: Staff): Promise<void> => {
  const waves = [[1210, 402, 341], [1190, 388, 335], [1204, 411, 362], [1220, 396, 341], [1207, 405, 352], [1198, 399, 356], [1215, 408, 367]]
  for (const [at, [asked = 0, answered = 0, satisfied = 0]] of waves.entries()) {
    const { firstDay, lastDay } = quarterOf(addMonths(quarterOf(work.today).firstDay, -3 * (waves.length - at)))
    await work.db.insertInto('neighbourhoodResults').values({
      partnershipId: work.partnership.id, id: work.newId(), heldFrom: addDays(firstDay, 35), heldUntil: addDays(lastDay, -20), wardCode: null, asked, answered, satisfied,
      source: `Pulse survey, wave ${at + 1}`, method: 'By telephone, tenants chosen at random', enteredAt: londonMoment(addDays(lastDay, -5), '11:00') ?? work.now, enteredBy: staff.managerId,
    }).execute()
  }
}
