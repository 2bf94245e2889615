// The end of a rent period: the day by which a periodic tenancy could be ended by notice to quit, on which several notices turn.
import { type Day, addDays, addMonths, daysBetween, sayDay } from '#kernel/time.ts'
import { type DeadlineAnswer, type DeadlineRule, deadlineAt } from '../deadline.ts'
import { type Days, lastDay, sayLength } from '../length.ts'
import { type Law, type Rule, ruleOn } from '../rule.ts'

/** How often rent is due, and the first day of any one period: weekly from Monday 5 January, monthly from the 1st. */
export type RentPeriod = { readonly each: number; readonly unit: 'weeks' | 'months'; readonly firstDay: Day }
/** A notice after which a claim waits for the end of a rent period. `rows` hold the least time. */
export type RentPeriodRule = Rule<Days> & Pick<DeadlineRule, 'due' | 'ifMissed' | 'extendable'>

/**
 * The last day of the first rent period that ends once the least time has gone by since the day of notice and that
 * began after it: a notice to quit is of a whole period at least, and ends with one (Protection from Eviction Act 1977
 * s5 adds the 4 weeks). Throws on a period over 6 months: yearly tenancies have a rule of their own.
 */
export function endOfRentPeriod(noticeOn: Day, rent: RentPeriod, least: Days): Day {
  const { each, unit, firstDay } = rent
  if (!Number.isInteger(each) || each < 1 || (unit === 'months' ? each > 6 : each > 26)) throw new Error(`Rent due every ${each} ${unit}: a notice to quit is worked out for up to 6 months. Take legal advice.`)
  const startOf = (nth: number): Day => (unit === 'weeks' ? addDays(firstDay, 7 * each * nth) : addMonths(firstDay, each * nth))
  const waited = lastDay(least, noticeOn)
  const gap = daysBetween(firstDay, noticeOn)
  // A start at or before the period that holds the notice: no month is longer than 31 days nor shorter than 28.
  let nth = Math.floor(gap / (unit === 'weeks' ? 7 * each : (gap < 0 ? 28 : 31) * each)) - 1
  while (startOf(nth) <= noticeOn || addDays(startOf(nth + 1), -1) < waited) nth += 1
  return addDays(startOf(nth + 1), -1)
}

/** The first day on which a claim may be begun: the day after the earliest day the notice can specify. */
export function claimAfterRentPeriod(rule: RentPeriodRule, servedOn: Day, rent: RentPeriod, law: Law): DeadlineAnswer {
  const answer = ruleOn(rule, servedOn, law)
  if (answer.state !== 'known') return answer
  const specified = endOfRentPeriod(servedOn, rent, answer.value)
  const on = addDays(specified, 1)
  const sentence = `${rule.due} not before ${sayDay(on)}: the notice must specify ${sayDay(specified)} or later, the end of the first whole rent period that ends ${sayLength(answer.value, 'the day of service')} or later (${answer.source}).`
  return deadlineAt(rule, answer, { on, bound: 'not before', sentence })
}
