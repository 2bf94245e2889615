// When the next back-up is due and which old ones may go: pure rules over London's calendar.
import { addDays, londonDay, londonMoment, type Day } from '#kernel/time.ts'

export type Keep = { readonly daily: number; readonly weekly: number; readonly monthly: number }
export type BackUpSettings = {
  readonly folder: string
  /** A public key (age1…). Undefined only when `AMITY_BACKUP_TO=nobody` said so aloud. */
  readonly recipient: string | undefined
  /** Hours of London's clock, in order. */
  readonly hours: readonly number[]
  readonly keep: Keep
  readonly trial: 'each' | 'weekly' | 'never'
}

const HOUR = 3_600_000
const pad = (hour: number): string => `${String(hour).padStart(2, '0')}:00`

/** An hour that London's clocks skip that night is none. */
const moments = (days: readonly Day[], hours: readonly number[]): readonly Date[] =>
  days.flatMap(day => hours.flatMap(hour => londonMoment(day, pad(hour)) ?? []))

/** The last moment at which one should have begun. */
export const lastDue = (now: Date, hours: readonly number[]): Date => {
  const today = londonDay(now)
  const past = moments([addDays(today, -2), addDays(today, -1), today], hours).filter(at => at <= now)
  return past.at(-1) ?? now
}
export const nextDue = (now: Date, hours: readonly number[]): Date => {
  const today = londonDay(now)
  return moments([today, addDays(today, 1), addDays(today, 2)], hours).find(at => at > now) ?? new Date(now.getTime() + 24 * HOUR)
}

/** Grace for one that is being made, or is tried again. */
export const LATE_AFTER = 3 * HOUR
const AGAIN_AFTER = HOUR

export type Ran = { readonly beganAt: Date; readonly endedAt: Date; readonly good: boolean }

/** Due when none that is good began since the last moment; one that failed is tried again after an hour. */
export const isDue = (now: Date, hours: readonly number[], last: Ran | undefined): boolean => {
  if (last === undefined) return true
  if (last.good) return last.beganAt < lastDue(now, hours)
  return last.beganAt < lastDue(now, hours) || now.getTime() - last.endedAt.getTime() >= AGAIN_AFTER
}

export type KeptBackUp = { readonly name: string; readonly at: Date }
const NAME = /^amity-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z\.amity(\.age)?$/

export const backUpName = (at: Date, encrypted: boolean): string =>
  `amity-${at.toISOString().replaceAll(/[-:]|\.\d+/g, '')}.amity${encrypted ? '.age' : ''}`

/** Those in a folder that the service made by itself; nothing else in it is ever touched. */
export const backUpsAmong = (names: readonly string[]): readonly KeptBackUp[] =>
  names.flatMap(name => {
    const [, year, month, date, hour, minute, second] = NAME.exec(name) ?? []
    const at = new Date(`${year}-${month}-${date}T${hour}:${minute}:${second}Z`)
    return Number.isNaN(at.getTime()) ? [] : [{ name, at }]
  }).toSorted((a, b) => b.at.getTime() - a.at.getTime())

/** The Monday of its week. */
const weekOf = (day: Day): string => {
  const weekday = (new Date(`${day}T12:00:00Z`).getUTCDay() + 6) % 7
  return addDays(day, -weekday)
}

/** The newest of each of the last `most` days, weeks or months that have one. */
const newestOfEach = (all: readonly KeptBackUp[], most: number, periodOf: (day: Day) => string): readonly KeptBackUp[] => {
  const newest = new Map<string, KeptBackUp>()
  for (const one of all) {
    const period = periodOf(londonDay(one.at))
    if (!newest.has(period)) newest.set(period, one)
  }
  return [...newest.values()].slice(0, most)
}

/**
 * Which may go. Never one of the last 24 hours, never the newest, and never one of `good`: the last that is known to be whole.
 * @param all newest first
 */
export const whichMayGo = (all: readonly KeptBackUp[], keep: Keep, now: Date, good: readonly string[]): readonly KeptBackUp[] => {
  const kept = new Set([
    ...all.slice(0, 1), ...all.filter(({ at, name }) => now.getTime() - at.getTime() < 24 * HOUR || good.includes(name)),
    ...newestOfEach(all, keep.daily, day => day), ...newestOfEach(all, keep.weekly, weekOf), ...newestOfEach(all, keep.monthly, day => day.slice(0, 7)),
  ])
  return all.filter(one => !kept.has(one))
}
