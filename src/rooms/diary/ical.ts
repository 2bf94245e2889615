// Writes a calendar as iCalendar (RFC 5545). What stands in it is ours alone: no name, address, reference or title of anybody's.
import type { Warn, Warnings } from './clock-alerts.ts'

export type FeedClock = { readonly key: string; readonly dueAt: Date; readonly warn: Warn | null }

/** 20260602T090000Z */
const stamp = (at: Date): string => at.toISOString().replaceAll(/[-:]|\.\d{3}/g, '')

/** Lines of at most 75 octets; ours are ASCII, so characters are octets. */
const fold = (line: string): string => line.length <= 75 ? line : `${line.slice(0, 75)}\r\n${fold(` ${line.slice(75)}`)}`

const A_WEEK = 7
/** In weeks, days or hours before, as TRIGGER takes them. */
const before = (n: number, unit: Warn): string => unit === 'hours' ? `-PT${n}H` : n % A_WEEK === 0 ? `-P${n / A_WEEK}W` : `-P${n}D`

const alarms = ({ warn }: FeedClock, warnings: Warnings): readonly string[] => warn === null ? [] : warnings[warn].flatMap(n =>
  ['BEGIN:VALARM', 'ACTION:DISPLAY', 'DESCRIPTION:A clock', `TRIGGER:${before(n, warn)}`, 'END:VALARM'])

const event = (clock: FeedClock, now: Date, href: string, warnings: Warnings): readonly string[] => [
  'BEGIN:VEVENT', `UID:${clock.key}@amity`, `DTSTAMP:${stamp(now)}`, `DTSTART:${stamp(clock.dueAt)}`, 'SUMMARY:A clock', 'DESCRIPTION:Sign in to see what it is.', `URL:${href}`, 'CLASS:PRIVATE', 'TRANSP:TRANSPARENT',
  ...alarms(clock, warnings), 'END:VEVENT',
]

/** The whole calendar. `href`: where the officer signs in and sees more. */
export const calendarOf = (clocks: readonly FeedClock[], now: Date, href: string, warnings: Warnings): string => [
  'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Amity//Clocks//EN', 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH', 'X-WR-CALNAME:Clocks', 'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
  ...clocks.flatMap(one => event(one, now, href, warnings)), 'END:VCALENDAR',
].map(line => `${fold(line)}\r\n`).join('')
