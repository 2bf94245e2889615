// A calendar day as people mean it ('2026-11-24'), with no time and no zone, and the sums the law does with days.

/** A valid calendar day, 'YYYY-MM-DD'. Compare with < and >: the text sorts as the days do. */
export type Day = string & { readonly __day: true }

export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const
export type Weekday = (typeof WEEKDAYS)[number]

/** A quarter of the financial year, which begins on 1 April: quarter 1 is April to June. */
export type Quarter = {
  readonly yearBeginning: number
  readonly number: 1 | 2 | 3 | 4
  readonly firstDay: Day
  readonly lastDay: Day
}

const MILLISECONDS_A_DAY = 86_400_000
const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const

/** Turns 'YYYY-MM-DD' into a day. Throws on anything else; use `readDay` for what a person typed. */
export function day(text: string): Day {
  if (!isDay(text)) throw new Error(`'${text}' is not a calendar day written as YYYY-MM-DD.`)
  return text
}

/** The day that 'YYYY-MM-DD' names, or nothing when there is no such day (30 February). */
export function readDay(text: string): Day | undefined {
  return isDay(text) ? text : undefined
}

function isDay(text: string): text is Day {
  // Years before 1000 are refused: JavaScript reads years 0 to 99 as 1900 to 1999.
  if (!/^[1-9]\d{3}-\d\d-\d\d$/.test(text)) return false
  const { year, month, date } = parts(text)
  return month >= 1 && month <= 12 && date >= 1 && date <= lengthOfMonth(year, month)
}

/** Year, month (1 to 12) and date of the month. */
export function parts(of: string): { readonly year: number; readonly month: number; readonly date: number } {
  return { year: Number(of.slice(0, 4)), month: Number(of.slice(5, 7)), date: Number(of.slice(8, 10)) }
}

function lengthOfMonth(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  return month === 2 && leap ? 29 : (LENGTHS[month - 1] ?? 0)
}

function compose(year: number, month: number, date: number): Day {
  return day(`${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`)
}

/** Days since 1 January 1970. */
function dayNumber(of: Day): number {
  const { year, month, date } = parts(of)
  return Date.UTC(year, month - 1, date) / MILLISECONDS_A_DAY
}

/** The day n days after (before, when n is negative). "Within n days after X" ends on `addDays(X, n)`. */
export function addDays(to: Day, n: number): Day {
  if (!Number.isInteger(n)) throw new Error(`Days are added in whole numbers, not ${n}.`)
  const date = Number(to.slice(8)) + n
  // Within the first 28 days no month can end. Working days, counted a step at a time, take less than half as long for it.
  if (date >= 1 && date <= 28) return day(to.slice(0, 8) + String(date).padStart(2, '0'))
  return day(new Date((dayNumber(to) + n) * MILLISECONDS_A_DAY).toISOString().slice(0, 10))
}

/** How many days from one day to another: 0 for the same day, negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return dayNumber(to) - dayNumber(from)
}

/** The last day of a period of n days "beginning with" this day, which counts as the first. */
export function daysBeginningWith(first: Day, n: number): Day {
  mustBeAPeriod(n, 'days')
  return addDays(first, n - 1)
}

/** The same-numbered day n months on (or back), else the last day of that month. "Within n months of X". */
export function addMonths(to: Day, n: number): Day {
  const { year, month, date } = monthOn(to, n)
  return compose(year, month, Math.min(date, lengthOfMonth(year, month)))
}

/**
 * The last day of a period of n months "beginning with" this day, which counts as the first. The corresponding date
 * rule, Dodds v Walker [1981] 1 WLR 1027: the day before the same-numbered day n months on; where that month has no
 * such day, its last day (3 months beginning with 30 November end on 28 February, not on the 27th).
 */
export function monthsBeginningWith(first: Day, n: number): Day {
  mustBeAPeriod(n, 'months')
  const { year, month, date } = monthOn(first, n)
  const length = lengthOfMonth(year, month)
  return date > length ? compose(year, month, length) : addDays(compose(year, month, date), -1)
}

function monthOn(from: Day, n: number): { year: number; month: number; date: number } {
  if (!Number.isInteger(n)) throw new Error(`Months are added in whole numbers, not ${n}.`)
  const { year, month, date } = parts(from)
  const months = year * 12 + (month - 1) + n
  return { year: Math.floor(months / 12), month: (((months % 12) + 12) % 12) + 1, date }
}

function mustBeAPeriod(n: number, unit: string): void {
  if (!Number.isInteger(n) || n < 1) throw new Error(`A period is of at least 1 and of whole ${unit}, not ${n}.`)
}

/** The day of the week. */
export function weekday(of: Day): Weekday {
  // 1 January 1970 was a Thursday, the fourth day of the week.
  const place = (((dayNumber(of) + 3) % 7) + 7) % 7
  return WEEKDAYS[place] ?? 'Monday'
}

/**
 * Whole years of age on a day, reached at the start of the birthday (Family Law Reform Act 1969 s9). Someone born on
 * 29 February is a year older on 1 March of a common year. Negative when `on` is before the birth.
 */
export function ageOn(born: Day, on: Day): number {
  const years = parts(on).year - parts(born).year
  return on.slice(5) < born.slice(5) ? years - 1 : years
}

/** The financial quarter a day falls in. */
export function quarterOf(of: Day): Quarter {
  const { year, month } = parts(of)
  const yearBeginning = month >= 4 ? year : year - 1
  const number = month >= 10 ? 3 : month >= 7 ? 2 : month >= 4 ? 1 : 4
  const firstDay = addMonths(compose(yearBeginning, 4, 1), 3 * (number - 1))
  return { yearBeginning, number, firstDay, lastDay: monthsBeginningWith(firstDay, 3) }
}
