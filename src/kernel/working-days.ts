// Working days: Monday to Friday, less bank holidays; counted one day at a time, because cleverer sums go wrong.
import { type Calendar, isBankHoliday, isGoodFriday } from './bank-holidays.ts'
import { type Day, addDays, weekday } from './day.ts'
import { hoursAfter, londonDay, londonTime, mustBeClockTime, startOfDay } from './london.ts'

/** How a council counts from receipt: one stated setting, because practice differs and the law is silent. */
export type ReceiptSetting = {
  /** Last time of day, 'HH:MM', at which something still counts as received that day. */
  readonly cutOff: string
  /** Whether the day of receipt is day 0 (counting starts the next working day) or day 1. */
  readonly dayOfReceiptIs: 0 | 1
  readonly calendar?: Calendar
}

/** Whether a day is a working day. Throws when its year's bank holidays are not known, at weekends too. */
export function isWorkingDay(on: Day, calendar: Calendar = 'england-and-wales'): boolean {
  const holiday = isBankHoliday(on, calendar)
  const name = weekday(on)
  return !holiday && name !== 'Saturday' && name !== 'Sunday'
}

/** The n-th working day after a day, which itself never counts. With n = 0, the day itself whatever it is. */
export function addWorkingDays(to: Day, n: number, calendar: Calendar = 'england-and-wales'): Day {
  if (!Number.isInteger(n) || n < 0) throw new Error(`Working days are added in whole numbers from 0, not ${n}.`)
  let reached = to
  for (let counted = 0; counted < n; ) {
    reached = addDays(reached, 1)
    if (isWorkingDay(reached, calendar)) counted += 1
  }
  return reached
}

/** How many working days fall after `start`, up to and including `end`; 0 when `end` is not later. */
export function workingDaysBetween(start: Day, end: Day, calendar: Calendar = 'england-and-wales'): number {
  let count = 0
  for (let on = start; on < end; ) {
    on = addDays(on, 1)
    if (isWorkingDay(on, calendar)) count += 1
  }
  return count
}

/** The day itself when it is a working day, else the next one that is. */
export function nextWorkingDayOnOrAfter(from: Day, calendar: Calendar = 'england-and-wales'): Day {
  return isWorkingDay(from, calendar) ? from : addWorkingDays(from, 1, calendar)
}

/**
 * The earliest lawful day for an event that needs n clear days after a day: neither that day nor the event's own
 * counts, and in a period of 5 days or fewer only working days do (CPR 2.8(2)-(4)). The answer can itself fall on a
 * day the court is shut.
 */
export function clearDays(after: Day, n: number, calendar: Calendar = 'england-and-wales'): Day {
  if (n > 5) return addDays(after, n + 1)
  return addDays(addWorkingDays(after, n, calendar), 1)
}

/**
 * The end of a period of n real hours from an instant, with whole London days left out of it. A period that would run
 * out at the first moment of a day left out, or on it, goes on after it.
 */
export function hoursLeavingOut(from: Date, hours: number, leftOut: (on: Day) => boolean): Date {
  let left = hours
  for (let at = from; ; ) {
    const on = londonDay(at)
    const midnight = startOfDay(addDays(on, 1))
    const room = (midnight.getTime() - at.getTime()) / 3_600_000
    if (!leftOut(on)) {
      if (left < room) return hoursAfter(at, left)
      left -= room
    }
    at = midnight
  }
}

/** The same, leaving out Christmas Day only (ASBCPA 2014 ss77(3), 80(4)). */
export function hoursLeavingOutChristmasDay(from: Date, hours: number): Date {
  return hoursLeavingOut(from, hours, on => on.endsWith('-12-25'))
}

/** The same, leaving out Sundays, Christmas Day and Good Friday (ASBCPA 2014 s9(4)). Throws when the year's Good Friday is not known. */
export function hoursLeavingOutSundaysAndHolyDays(from: Date, hours: number): Date {
  return hoursLeavingOut(from, hours, on => isGoodFriday(on) || weekday(on) === 'Sunday' || on.endsWith('-12-25'))
}

/**
 * The working day on which something counts as received: the day it came, unless that was not a working day or London's
 * clocks showed later than the cut-off ('HH:MM'; the cut-off minute itself is in time), when it is the next working day.
 */
export function treatedAsReceived(
  receivedAt: Date,
  cutOff: string,
  calendar: Calendar = 'england-and-wales',
): Day {
  mustBeClockTime(cutOff)
  const came = londonDay(receivedAt)
  const inTime = londonTime(receivedAt) <= cutOff
  return inTime ? nextWorkingDayOnOrAfter(came, calendar) : addWorkingDays(came, 1, calendar)
}

/** The day by which something is due n working days after it was received, as the council counts. */
export function workingDaysAfterReceipt(receivedAt: Date, n: number, setting: ReceiptSetting): Day {
  const received = treatedAsReceived(receivedAt, setting.cutOff, setting.calendar)
  return addWorkingDays(received, n - setting.dayOfReceiptIs, setting.calendar)
}
