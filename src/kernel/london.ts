// Instants and the wall clock in London: which day and time an instant is, and which instant a day and time is.
import { type Day, day, parts } from './day.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const MOST_HOURS_KEPT = 50_000

const londonClock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
})

const offsetsByHour = new Map<number, number>()

/**
 * How far London's clock is ahead of UTC, in milliseconds. Intl is asked once for each UTC hour and the answer kept:
 * the clocks have only ever changed on the hour, and asking afresh costs a hundred times as much.
 */
function offsetAt(time: number): number {
  const hour = Math.floor(time / HOUR)
  const known = offsetsByHour.get(hour)
  if (known !== undefined) return known
  const offset = askOffset(hour * HOUR)
  if (offsetsByHour.size >= MOST_HOURS_KEPT) offsetsByHour.clear()
  offsetsByHour.set(hour, offset)
  return offset
}

function askOffset(time: number): number {
  const shown = new Map(londonClock.formatToParts(time).map((part) => [part.type, Number(part.value)]))
  const part = (name: Intl.DateTimeFormatPartTypes) => shown.get(name) ?? 0
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute')) - time
}

function wallClock(instant: Date): string {
  const time = instant.getTime()
  return new Date(time + offsetAt(time)).toISOString()
}

/** The calendar day it is in London at an instant. */
export function londonDay(instant: Date): Day {
  return day(wallClock(instant).slice(0, 10))
}

/** The time on London's clocks at an instant, 'HH:MM' of the 24-hour clock. */
export function londonTime(instant: Date): string {
  return wallClock(instant).slice(11, 16)
}

/**
 * The instant when London's clocks show this day and this 'HH:MM'. Nothing when they never do, because they went
 * forward over it. On the night they go back a time comes twice: the first, unless told 'second'.
 * Throws when the time is not written as HH:MM; use `readClockTime` for what a person typed.
 */
export function londonMoment(on: Day, time: string, which: 'first' | 'second' = 'first'): Date | undefined {
  const moments = momentsShowing(on, time)
  const moment = which === 'first' ? moments[0] : moments.at(-1)
  return moment === undefined ? undefined : new Date(moment)
}

/** Whether London's clocks show this time twice on this day (1am to 2am on the night they go back). */
export function happensTwice(on: Day, time: string): boolean {
  return momentsShowing(on, time).length === 2
}

function momentsShowing(on: Day, time: string): readonly number[] {
  mustBeClockTime(time)
  const { year, month, date } = parts(on)
  const shown = Date.UTC(year, month - 1, date, Number(time.slice(0, 2)), Number(time.slice(3)))
  const offsets = new Set([offsetAt(shown - 12 * HOUR), offsetAt(shown + 12 * HOUR)])
  return [...offsets]
    .map((offset) => shown - offset)
    .filter((moment) => moment + offsetAt(moment) === shown)
    .toSorted((a, b) => a - b)
}

/** The clock now in use, 'GMT' or 'BST', at an instant whose time comes twice that night; otherwise nothing. */
export function clockInDoubt(instant: Date): 'GMT' | 'BST' | undefined {
  const time = instant.getTime()
  if (offsetAt(time + HOUR) === offsetAt(time) - HOUR) return 'BST'
  if (offsetAt(time - HOUR) === offsetAt(time) + HOUR) return 'GMT'
  return undefined
}

/** The first instant of a day in London. */
export function startOfDay(of: Day): Date {
  const start = londonMoment(of, '00:00')
  // London has never changed its clocks at midnight, so this is a sentence nobody should read.
  if (start === undefined) throw new Error(`London's clocks skip midnight on ${of}.`)
  return start
}

/** The instant n hours later in real, elapsed time, whatever the clocks do meanwhile. */
export function hoursAfter(instant: Date, n: number): Date {
  return new Date(instant.getTime() + n * HOUR)
}

/** Throws unless a text is a time of the 24-hour clock, 'HH:MM'. */
export function mustBeClockTime(text: string): void {
  if (!isClockTime(text)) throw new Error(`'${text}' is not a time of day written as HH:MM.`)
}

function isClockTime(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text)
}

/** The 'HH:MM' a person meant by '9:05', '15.30', '3pm', '3:05 pm', 'midday' or 'midnight'; nothing if unclear. */
export function readClockTime(typed: string): string | undefined {
  const plain = typed.trim().toLowerCase().replaceAll(/\s+/g, '')
  if (plain === 'midday' || plain === 'noon') return '12:00'
  if (plain === 'midnight') return '00:00'
  const found = /^(\d{1,2})(?:[:.](\d\d))?([ap])?\.?(?:m\.?)?$/.exec(plain)
  const [, hours = '', minutes, half] = found ?? []
  if (hours === '' || (minutes === undefined && half === undefined)) return undefined
  const hour = Number(hours)
  if (half !== undefined && (hour < 1 || hour > 12)) return undefined
  const hour24 = half === undefined ? hour : (hour % 12) + (half === 'p' ? 12 : 0)
  const time = `${String(hour24).padStart(2, '0')}:${minutes ?? '00'}`
  return isClockTime(time) ? time : undefined
}
