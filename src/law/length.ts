// How long, as the law says it: hours, days, weeks, months, years or working days, counted "beginning with" a day or "after" it.
import { addWorkingDays, clearDays, hoursLeavingOutChristmasDay, hoursLeavingOutSundaysAndHolyDays } from '#kernel/working-days.ts'
import { type Day, addDays, addMonths, daysBeginningWith, hoursAfter, monthsBeginningWith } from '#kernel/time.ts'

export type Hours = { readonly n: number; readonly unit: 'hours'; readonly leavesOut?: 'Christmas Day' | 'Sundays, Christmas Day and Good Friday' }
export type Days =
  | { readonly n: number; readonly unit: 'days' | 'weeks' | 'months' | 'years'; readonly counting: 'beginning with' | 'after' }
  | { readonly n: number; readonly unit: 'working days'; readonly counting: 'after' | 'clear' }
export type Length = Hours | Days

/** The last day of a period that runs from a day. Throws when bank holidays of a year it crosses are not known. */
export function lastDay(length: Days, of: Day): Day {
  if (length.unit === 'working days') return length.counting === 'clear' ? clearDays(of, length.n) : addWorkingDays(of, length.n)
  const first = length.counting === 'beginning with'
  if (length.unit === 'days') return first ? daysBeginningWith(of, length.n) : addDays(of, length.n)
  if (length.unit === 'weeks') return first ? daysBeginningWith(of, length.n * 7) : addDays(of, length.n * 7)
  const months = length.unit === 'years' ? length.n * 12 : length.n
  return first ? monthsBeginningWith(of, months) : addMonths(of, months)
}

/** The moment at which a period of hours from a moment ends: real hours gone by, whatever the clocks do. */
export function endOfHours(length: Hours, from: Date): Date {
  if (length.leavesOut === undefined) return hoursAfter(from, length.n)
  return length.leavesOut === 'Christmas Day' ? hoursLeavingOutChristmasDay(from, length.n) : hoursLeavingOutSundaysAndHolyDays(from, length.n)
}

/** "Before it expires" and "once the time given is over" are lengths of 0 days after a day or 0 hours from a moment. "21 days beginning with the day of issue", "48 hours from service, Christmas Day left out". */
export function sayLength(length: Length, of: string): string {
  if (length.n === 0) return `${of} counts in full`
  const unit = length.n === 1 ? length.unit.slice(0, -1) : length.unit
  if (length.unit === 'hours') return `${length.n} ${unit} from ${of}${length.leavesOut === undefined ? '' : `, ${length.leavesOut} left out`}`
  if (length.counting === 'clear') return `${length.n} clear ${unit} after ${of}`
  return `${length.n} ${unit} ${length.counting} ${of}`
}
