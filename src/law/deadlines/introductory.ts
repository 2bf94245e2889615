// The introductory tenancy: its year, its one extension, its ending, and the tenant's reviews.
import { type Day, monthsBeginningWith, sayDay } from '#kernel/time.ts'
import { type BeforeRule, deadlineBefore } from '../backwards.ts'
import { readLength } from '../confirmed-length.ts'
import { type Deadline, type DeadlineAnswer, type DeadlineRule, deadlineAt, deadlineOf } from '../deadline.ts'
import type { Days } from '../length.ts'
import { inForce } from '../row.ts'
import { type Law, type Rule, ruleOn } from '../rule.ts'
import type { RentPeriodRule } from './rent-period.ts'

type Months = Extract<Days, { readonly unit: 'days' | 'weeks' | 'months' | 'years' }>

export type IntroductoryStart = {
  readonly enteredOn: Day
  readonly entitledToPossessionOn: Day
  /** Set where the council took the tenancy over: the year begins then. */
  readonly adoptedOn?: Day
  /** First day of introductory or registered-provider shorthold time that ran without a gap up to this tenancy. */
  readonly earlierTimeFrom?: Day
}

/** The day the year begins: the later of entry and entitlement, or adoption; earlier time immediately before it counts (Housing Act 1996 s125). */
export function introductoryBegins({ enteredOn, entitledToPossessionOn, adoptedOn, earlierTimeFrom }: IntroductoryStart): Day {
  const begins = adoptedOn ?? (enteredOn > entitledToPossessionOn ? enteredOn : entitledToPossessionOn)
  return earlierTimeFrom !== undefined && earlierTimeFrom < begins ? earlierTimeFrom : begins
}

const YEAR: Months = { n: 12, unit: 'months', counting: 'beginning with' }
export const year: DeadlineRule & Rule<Months> = {
  id: 'introductory.year', says: 'The introductory tenancy’s year', rows: [inForce(YEAR, 'Housing Act 1996 s125', 'read')],
  runsFrom: 'the later of entry into the tenancy and entitlement to possession', due: 'The introductory tenancy', bound: 'ends',
  ifMissed: 'It becomes a secure tenancy.', extendable: true,
}

const SIX: Months = { n: 6, unit: 'months', counting: 'after' }
/** Once only. */
export const extension: Rule<Months> = {
  id: 'introductory.extension', says: 'By how much an introductory tenancy’s year can be extended, once', rows: [inForce(SIX, 'Housing Act 1996 s125A', 'known')],
}

/** When the introductory tenancy ends, if no claim is begun before: after the year, or after the extension too. */
export function introductoryEnds(begins: Day, extended: boolean, law: Law): DeadlineAnswer {
  const first = deadlineOf(year, begins, law)
  if (first.state !== 'known' || !extended) return first
  const [whole, more] = [ruleOn(year, begins, law), ruleOn(extension, begins, law)]
  if (whole.state !== 'known') return whole
  if (more.state !== 'known') return more
  const on = monthsBeginningWith(begins, whole.value.n + more.value.n)
  const sentence = `The introductory tenancy ends at the end of ${sayDay(on)}: ${whole.value.n} months beginning with ${sayDay(begins)}, extended by ${more.value.n} months (${first.source}; ${more.source}).`
  return deadlineAt({ id: extension.id, ifMissed: year.ifMissed, extendable: false }, { ...more, source: `${first.source}; ${more.source}` }, { on, bound: 'ends', sentence })
}

export const extensionNotice: BeforeRule = {
  id: 'introductory.extensionNotice', says: 'Notice extending an introductory tenancy',
  rows: [inForce({ n: 8, unit: 'weeks', counting: 'at least, before' }, 'Housing Act 1996 s125A', 'known')],
  due: 'The notice of extension must be served', runsTo: 'the last day of the year',
  ifMissed: 'The year cannot be extended. Unless a claim is begun before it ends, the tenancy becomes secure.', extendable: false,
}

/** The last day on which notice extending the year can be served. */
export function extensionNoticeBy(begins: Day, law: Law): DeadlineAnswer {
  const end = deadlineOf(year, begins, law)
  return end.state === 'known' ? deadlineBefore(extensionNotice, end.on, begins, law) : end
}

export const proceedings: Rule<'begun before it ends'> & Pick<Deadline, 'ifMissed' | 'extendable'> = {
  id: 'introductory.proceedings', says: 'A claim that keeps an introductory tenancy introductory',
  rows: [inForce('begun before it ends', 'Housing Act 1996 s130(1)', 'read')],
  ifMissed: 'The tenancy becomes secure. A notice alone does not keep it introductory: only a claim begun in time does.', extendable: false,
}

/** The last day on which a claim keeps the tenancy introductory. A notice alone does not: the opposite of a demoted tenancy. */
export function proceedingsBy(begins: Day, extended: boolean, law: Law): DeadlineAnswer {
  const end = introductoryEnds(begins, extended, law)
  const answer = ruleOn(proceedings, begins, law)
  if (end.state !== 'known') return end
  if (answer.state !== 'known') return answer
  return deadlineAt(proceedings, answer, { on: end.on, bound: 'by', sentence: `The claim for possession must be begun by the end of ${sayDay(end.on)}, the last day of the introductory tenancy; a notice alone does not keep it introductory (${answer.source}).` })
}

const FOUR_WEEKS: Days = { n: 4, unit: 'weeks', counting: 'after' }
/** s128(4) asks for the day on which notice to quit could end the tenancy. */
export const claim: RentPeriodRule = {
  id: 'introductory.claim', says: 'When a claim may begin after notice to end an introductory tenancy: at the end of a rent period, at least 4 weeks on',
  rows: [inForce(FOUR_WEEKS, 'Housing Act 1996 s128; Protection from Eviction Act 1977 s5', 'known')], read: readLength(FOUR_WEEKS, 'no shorter'),
  due: 'The claim for possession may be begun', ifMissed: 'A claim begun too early is bad: the court may strike it out.', extendable: false,
}

const FOURTEEN: Days = { n: 14, unit: 'days', counting: 'beginning with' }
const review = (id: string, what: string, source: string): DeadlineRule => ({
  id, says: `The tenant’s request for a review of ${what}`, rows: [inForce(FOURTEEN, source, 'known')],
  runsFrom: 'the day of service', due: 'The tenant’s request for a review must reach the council', bound: 'by',
  ifMissed: 'There is no right to a review. The council may still look again at its decision.', extendable: false,
})
export const extensionReview = review('introductory.extensionReview', 'the extension of an introductory tenancy', 'Housing Act 1996 s125B')
export const endingReview = review('introductory.endingReview', 'the decision to end an introductory tenancy', 'Housing Act 1996 s129')

export const reviewDecision: BeforeRule = {
  id: 'introductory.reviewDecision', says: 'The decision on the tenant’s review of the ending of an introductory tenancy',
  rows: [inForce({ n: 1, unit: 'days', counting: 'at least, before' }, 'Housing Act 1996 s129', 'known')],
  due: 'The decision on the review must have reached the tenant', runsTo: 'the earliest date for proceedings in the notice',
  ifMissed: 'Do not begin a claim without a decision on the review: take legal advice.', extendable: false,
}
