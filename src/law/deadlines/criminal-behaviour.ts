// The clocks of criminal behaviour orders: shortest and longest, and the reviews due while the offender is under 18.
import { type Day, addDays, ageOn, sayDay } from '#kernel/time.ts'
import { type DeadlineAnswer, type DeadlineRule, deadlineOf } from '#law/deadline.ts'
import type { Length } from '#law/length.ts'
import type { Law } from '#law/rule.ts'
import { inForce } from '#law/row.ts'

export const cboAdultShortest: DeadlineRule = {
  id: 'cbo.adultShortest', says: 'The shortest a criminal behaviour order against an adult can last', runsFrom: 'the day it takes effect', due: 'At its shortest the order', bound: 'ends',
  rows: [inForce<Length>({ n: 2, unit: 'years', counting: 'beginning with' }, 'Sentencing Act 2020 s334 (before 1 December 2020 ASBCPA 2014 s25)', 'known')],
  ifMissed: 'An order for less than two years is not one the court can make for an adult: ask the court to put it right.', extendable: false,
}

export const cboYouthShortest: DeadlineRule = {
  id: 'cbo.youthShortest', says: 'The shortest a criminal behaviour order against somebody under 18 can last', runsFrom: 'the day it takes effect', due: 'At its shortest the order', bound: 'ends',
  rows: [inForce<Length>({ n: 1, unit: 'years', counting: 'beginning with' }, 'Sentencing Act 2020 s334 (before 1 December 2020 ASBCPA 2014 s25)', 'known')],
  ifMissed: 'An order for less than one year is not one the court can make: ask the court to put it right.', extendable: false,
}

export const cboYouthLongest: DeadlineRule = {
  id: 'cbo.youthLongest', says: 'The longest a criminal behaviour order against somebody under 18 can last', runsFrom: 'the day it takes effect', due: 'At its longest the order', bound: 'ends',
  rows: [inForce<Length>({ n: 3, unit: 'years', counting: 'beginning with' }, 'Sentencing Act 2020 s334 (before 1 December 2020 ASBCPA 2014 s25)', 'known')],
  ifMissed: 'The order has ended: nothing in it can be enforced.', extendable: false,
}

export const cboReviewPeriod: DeadlineRule = {
  id: 'cbo.youthReview', says: 'The yearly review of a criminal behaviour order while the offender is under 18', runsFrom: 'the first day of the review period', due: 'The police, with the council, must have reviewed the order', bound: 'by',
  rows: [inForce<Length>({ n: 12, unit: 'months', counting: 'beginning with' }, 'Sentencing Act 2020 s337(1)-(2)', 'read')],
  ifMissed: 'A review the law asks for is late: hold it now and say why. The next period is not moved by it.', extendable: false,
}

export type YouthOrder = { readonly tookEffectOn: Day; readonly endsOn: Day; readonly bornOn: Day; readonly variedOn?: readonly Day[] }
export type ReviewAnswer = DeadlineAnswer | { readonly state: 'none due'; readonly sentence: string; readonly source: string }

/**
 * The review period running on a day, and whether a review of it is due. Periods of 12 months follow one another from
 * the day the order took effect, whenever each review was held; a variation starts them afresh. A review is due only
 * where the offender is still under 18 at the end of the period and the order runs to that end or beyond.
 */
export function youthReviewOn(order: YouthOrder, on: Day, law: Law): ReviewAnswer {
  const starts = [order.tookEffectOn, ...(order.variedOn ?? [])].filter(each => each <= on).toSorted()
  let first = starts.at(-1) ?? order.tookEffectOn
  for (;;) {
    const answer = deadlineOf(cboReviewPeriod, first, law)
    if (answer.state !== 'known') return answer
    if (answer.on >= on) return noneDue(order, answer.on) ?? answer
    first = addDays(answer.on, 1)
  }
}

function noneDue({ bornOn, endsOn }: YouthOrder, periodEnds: Day): ReviewAnswer | undefined {
  const source = 'Sentencing Act 2020 s337(1)'
  if (ageOn(bornOn, periodEnds) >= 18) return { state: 'none due', source, sentence: `No review is due: the offender will be 18 by the end of the review period on ${sayDay(periodEnds)} (${source}).` }
  if (endsOn < periodEnds) return { state: 'none due', source, sentence: `No review is due: the order ends on ${sayDay(endsOn)}, before the review period does on ${sayDay(periodEnds)} (${source}).` }
  return undefined
}

export const criminalBehaviourDeadlines: readonly DeadlineRule[] = [cboAdultShortest, cboYouthShortest, cboYouthLongest, cboReviewPeriod]
