// The clocks of the absolute ground for possession: when the notice must be served, when a claim may begin, and the tenant's review.
import { type Day, day, sayDay } from '#kernel/time.ts'
import type { BeforeRule } from '../backwards.ts'
import { readLength } from '../confirmed-length.ts'
import { type DeadlineAnswer, type DeadlineRule, deadlineAt, deadlineOf } from '../deadline.ts'
import type { Days } from '../length.ts'
import { inForce } from '../row.ts'
import { type Certainty, type Law, type Rule, ruleOn } from '../rule.ts'
import { type RentPeriod, type RentPeriodRule, claimAfterRentPeriod } from './rent-period.ts'

const NOTICE = 'Housing Act 1985 ss83ZA, 84A; Housing Act 1988 s8, Schedule 2 Ground 7A'
const TWELVE: Days = { n: 12, unit: 'months', counting: 'beginning with' }
const THREE: Days = { n: 3, unit: 'months', counting: 'beginning with' }

function condition(n: 1 | 2 | 3 | 4 | 5, what: string, event: string, length: Days, certainty: Certainty): DeadlineRule {
  return {
    id: `absoluteGround.condition${n}`, says: `Notice for the absolute ground after ${what}`,
    rows: [inForce(length, NOTICE, certainty)], read: readLength(length, 'no longer'),
    runsFrom: `the day of ${event}, or the day its appeal ended`, due: 'The notice for the absolute ground must be served', bound: 'by',
    ifMissed: 'The absolute ground is lost for this event. The discretionary grounds may still be open.', extendable: false,
  }
}

export const condition1 = condition(1, 'a conviction of a serious offence (condition 1)', 'conviction', TWELVE, 'known')
export const condition2 = condition(2, 'a finding that an injunction was breached (condition 2)', 'the court’s finding', TWELVE, 'known')
export const condition3 = condition(3, 'a conviction of breach of a criminal behaviour order (condition 3)', 'conviction', TWELVE, 'known')
export const condition4 = condition(4, 'a closure order with access prohibited for more than 48 hours (condition 4)', 'the closure order', THREE, 'seen')
export const condition5 = condition(5, 'a conviction of breach of a noise abatement notice or order (condition 5)', 'conviction', TWELVE, 'known')

/** What opens the ground, by the kind of event a case records; after an appeal the clock starts again on the day it ended. */
export const ABSOLUTE_GROUND_EVENTS = [
  { event: 'conviction of a serious offence', rule: condition1 },
  { event: 'end of the appeal against a conviction of a serious offence', rule: condition1 },
  { event: 'finding of breach of an injunction', rule: condition2 },
  { event: 'end of the appeal against a finding of breach of an injunction', rule: condition2 },
  { event: 'conviction of breach of a criminal behaviour order', rule: condition3 },
  { event: 'end of the appeal against a conviction of breach of a criminal behaviour order', rule: condition3 },
  { event: 'closure order', rule: condition4 },
  { event: 'end of the appeal against a closure order', rule: condition4 },
  { event: 'conviction of breach of a noise abatement notice', rule: condition5 },
  { event: 'end of the appeal against a conviction of breach of a noise abatement notice', rule: condition5 },
] as const

const CLAIM = { due: 'The claim for possession may be begun', ifMissed: 'A claim begun too early is bad: the court cannot make the order on it.', extendable: false } as const
const FOUR_WEEKS: Days = { n: 4, unit: 'weeks', counting: 'after' }

export const claimPeriodic: RentPeriodRule = {
  id: 'absoluteGround.claimPeriodic', says: 'When a claim on the absolute ground may begin, periodic tenancy of the council: at the end of a rent period, at least 4 weeks on',
  rows: [inForce(FOUR_WEEKS, 'Housing Act 1985 s83ZA; Protection from Eviction Act 1977 s5', 'known')], read: readLength(FOUR_WEEKS, 'no shorter'), ...CLAIM,
}
const ONE_MONTH: Days = { n: 1, unit: 'months', counting: 'after' }
export const claimFixed: DeadlineRule = {
  id: 'absoluteGround.claimFixed', says: 'When a claim on the absolute ground may begin, fixed term of the council',
  rows: [inForce(ONE_MONTH, 'Housing Act 1985 s83ZA', 'known')], read: readLength(ONE_MONTH, 'no shorter'),
  runsFrom: 'the day of service', bound: 'not before the day after', ...CLAIM,
}

/** An association's notice waits as the council's does until the Renters' Rights Act reaches its tenancies, and then not at all. */
export const claimGround7A: Rule<'as the council’s' | 'at once'> & Pick<DeadlineRule, 'ifMissed' | 'extendable'> = {
  id: 'absoluteGround.claimGround7A', says: 'When a claim on Ground 7A may begin, tenancy of a housing association',
  rows: [
    inForce('as the council’s', 'Housing Act 1988 s8', 'known'),
    { from: day('2026-05-01'), status: 'enacted, not commenced', change: 'rentersRightsSocial', value: 'at once', source: 'Renters’ Rights Act 2025', certainty: 'seen' },
  ],
  ifMissed: CLAIM.ifMissed, extendable: false,
}

export type Tenure = { readonly kind: 'periodic'; readonly rent: RentPeriod } | { readonly kind: 'fixed term' }

/** The first day on which the council may begin a claim under s84A. */
export function claimUnderS84A(servedOn: Day, tenure: Tenure, law: Law): DeadlineAnswer {
  return tenure.kind === 'periodic' ? claimAfterRentPeriod(claimPeriodic, servedOn, tenure.rent, law) : deadlineOf(claimFixed, servedOn, law)
}

/** The first day on which an association may begin a claim on Ground 7A; not confirmed while nobody recorded whether the Renters' Rights Act reached it. */
export function claimOnGround7A(servedOn: Day, tenure: Tenure, law: Law): DeadlineAnswer {
  const answer = ruleOn(claimGround7A, servedOn, law)
  if (answer.state !== 'known') return answer
  if (answer.value === 'at once') return deadlineAt(claimGround7A, answer, { on: servedOn, bound: 'not before', sentence: `${CLAIM.due} on ${sayDay(servedOn)}, as soon as the notice has been served (${answer.source}).` })
  const found = claimUnderS84A(servedOn, tenure, law)
  if (found.state !== 'known') return found
  return deadlineAt(claimGround7A, { ...answer, mustConfirm: found.mustConfirm }, { on: found.on, bound: 'not before', sentence: found.sentence.replace(found.source, answer.source) })
}

const AFTER_DATE: Days = { n: 12, unit: 'months', counting: 'after' }
export const noticeLife: DeadlineRule = {
  id: 'absoluteGround.noticeLife', says: 'How long the council’s notice for the absolute ground lasts',
  rows: [inForce(AFTER_DATE, 'Housing Act 1985 s83ZA', 'known')], read: readLength(AFTER_DATE, 'no longer'),
  runsFrom: 'the date specified in the notice', due: 'The notice', bound: 'ends', ifMissed: 'The notice is spent. A new one needs the ground’s own time to be open still.', extendable: false,
}

const SEVEN: Days = { n: 7, unit: 'days', counting: 'beginning with' }
/** No stricter value is read: the seven days are the tenant's, and the Court of Appeal says that nobody can lengthen them either. */
export const reviewRequest: DeadlineRule = {
  id: 'absoluteGround.reviewRequest', says: 'The tenant’s written request for a review of the council’s decision to use the absolute ground',
  rows: [inForce(SEVEN, 'Housing Act 1985 s85ZA; Harris v Hounslow (Court of Appeal, 2017)', 'seen')],
  runsFrom: 'the day of service', due: 'The tenant’s written request for a review must reach the council', bound: 'by',
  ifMissed: 'There is no right to a review, and the time cannot be extended. The tenant can still raise human rights and equality as a defence.', extendable: false,
}

export const reviewDecision: BeforeRule = {
  id: 'absoluteGround.reviewDecision', says: 'The decision on the tenant’s review of the absolute ground',
  rows: [inForce({ n: 1, unit: 'days', counting: 'at least, before' }, 'Housing Act 1985 s85ZA', 'known')],
  due: 'The decision on the review must have reached the tenant', runsTo: 'the earliest date for proceedings in the notice',
  ifMissed: 'The council must not begin its claim without a decision on the review: take legal advice, and consider a new notice.', extendable: false,
}

const FOURTEEN: Days = { n: 14, unit: 'days', counting: 'after' }
const SIX_WEEKS: Days = { n: 6, unit: 'weeks', counting: 'after' }
const POSTPONED = 'Housing Act 1980 s89'
const postponed = (id: string, says: string, length: Days): DeadlineRule => ({
  id, says, rows: [inForce(length, POSTPONED, 'seen')], read: readLength(length, 'no longer'), runsFrom: 'the day of the order',
  due: 'Possession must be given up, however far it is postponed,', bound: 'by', ifMissed: 'The court cannot postpone further.', extendable: false,
})
export const postponement = postponed('absoluteGround.postponement', 'How far the court can postpone possession on the absolute ground', FOURTEEN)
export const postponementForHardship = postponed('absoluteGround.postponementForHardship', 'How far the court can postpone possession on the absolute ground for exceptional hardship', SIX_WEEKS)
