// Days and moments in words for people, in GOV.UK style: "24 November 2026 at 3:05pm", "2 days overdue".
import { type Day, type Quarter, addDays, ageOn, daysBetween, parts, weekday } from './day.ts'
import { clockInDoubt, londonDay, londonTime } from './london.ts'

const MONTHS = [
  'January', 'February', 'March', 'April', 'May', 'June',
  'July', 'August', 'September', 'October', 'November', 'December',
] as const

const MINUTE = 60_000

function monthName(month: number): string {
  return MONTHS[month - 1] ?? ''
}

/** "Tuesday 24 November 2026". */
export function sayDay(of: Day): string {
  return `${weekday(of)} ${sayDate(of)}`
}

/** "24 November 2026". */
export function sayDate(of: Day): string {
  const { year, month, date } = parts(of)
  return `${date} ${monthName(month)} ${year}`
}

/** "24 Nov 2026", for tables. */
export function sayShortDay(of: Day): string {
  const { year, month, date } = parts(of)
  return `${date} ${monthName(month).slice(0, 3)} ${year}`
}

/** "3:05pm", "3pm", "midday", "midnight", from 'HH:MM'. */
export function sayClockTime(time: string): string {
  if (time === '12:00') return 'midday'
  if (time === '00:00') return 'midnight'
  const hour = Number(time.slice(0, 2))
  const minutes = time.slice(3, 5)
  return `${hour % 12 || 12}${minutes === '00' ? '' : `:${minutes}`}${hour < 12 ? 'am' : 'pm'}`
}

/** "24 November 2026 at 3:05pm", as London's clocks show it; adds GMT or BST in the hour that comes twice. */
export function sayMoment(instant: Date): string {
  const clock = clockInDoubt(instant)
  const said = `${sayDate(londonDay(instant))} at ${sayClockTime(londonTime(instant))}`
  return clock === undefined ? said : `${said} ${clock}`
}

/**
 * A moment at which something ends: "the end of 3 December 2026" for the midnight after it, which said as "4 December at
 * midnight" is read as a day later; else as `sayMoment`.
 */
export function sayEnd(instant: Date): string {
  return londonTime(instant) === '00:00' ? `the end of ${sayDate(addDays(londonDay(instant), -1))}` : sayMoment(instant)
}

/** The same, to stand after a verb: "at the end of 3 December 2026", "on 25 December 2025 at 2pm". */
export function sayAtEnd(instant: Date): string {
  return `${londonTime(instant) === '00:00' ? 'at' : 'on'} ${sayEnd(instant)}`
}

/** "July to September 2026 (quarter 2 of 2026 to 2027)". */
export function sayQuarter(quarter: Quarter): string {
  const first = parts(quarter.firstDay)
  const last = parts(quarter.lastDay)
  const year = `${quarter.yearBeginning} to ${quarter.yearBeginning + 1}`
  return `${monthName(first.month)} to ${monthName(last.month)} ${last.year} (quarter ${quarter.number} of ${year})`
}

/**
 * "just now", "5 minutes ago", "3 hours ago", "yesterday", "3 days ago", "5 weeks ago", "7 months ago", "2 years ago".
 * Under 12 hours by the time gone by; beyond that by London's calendar. A moment yet to come is said in full.
 */
export function sayAgo(from: Date, now: Date): string {
  const minutes = Math.floor((now.getTime() - from.getTime()) / MINUTE)
  if (minutes < -1) return sayMoment(from)
  if (minutes < 1) return 'just now'
  if (minutes < 60) return `${some(minutes, 'minute')} ago`
  const hours = Math.floor(minutes / 60)
  const days = daysBetween(londonDay(from), londonDay(now))
  if (hours < 12 || days === 0) return `${some(hours, 'hour')} ago`
  return sayDaysAgo(days, ageOn(londonDay(from), londonDay(now)))
}

function sayDaysAgo(days: number, years: number): string {
  if (days === 1) return 'yesterday'
  if (days < 14) return `${days} days ago`
  if (days < 61) return `${Math.floor(days / 7)} weeks ago`
  return years < 1 ? `${Math.floor(days / 30.44)} months ago` : `${some(years, 'year')} ago`
}

/** "due today", "due tomorrow", "due in 5 days", "1 day overdue", "2 days overdue". */
export function sayDue(due: Day, today: Day): string {
  const days = daysBetween(today, due)
  if (days < 0) return `${some(-days, 'day')} overdue`
  if (days === 0) return 'due today'
  return days === 1 ? 'due tomorrow' : `due in ${days} days`
}

function some(count: number, what: string): string {
  return count === 1 ? `1 ${what}` : `${count} ${what}s`
}
