// How near a clock is to running out, by the warnings the law book gives: days for orders, hours for closure notices. Pure.
import { daysBetween, londonDay, type Day } from '#kernel/time.ts'
import { closureAlerts, orderAlerts, type Alerts } from '#law/deadlines/alerts.ts'
import { ruleOn, type Law, type Rule } from '#law/rule.ts'
import type { Tone } from '#ui/casework.tsx'

export type Warn = 'days' | 'hours'
/** `left`: how many warnings are still to come; 0 for the last one. */
export type Alert = { readonly state: 'run out' } | { readonly state: 'near'; readonly within: number; readonly unit: Warn; readonly left: number }
export type Warnings = Readonly<Record<Warn, readonly number[]>>

const AN_HOUR = 3_600_000

const beforeOf = (rule: Rule<Alerts>, on: Day, law: Law): readonly number[] => {
  const answer = ruleOn(rule, on, law)
  // What a council recorded and cannot be read leaves ours: a warning is never lost to a doubt.
  return answer.state === 'known' ? answer.value.before : rule.rows[0]?.value.before ?? []
}

/** The warnings that hold today, longest first. */
export const warningsOn = (on: Day, law: Law): Warnings => ({ days: beforeOf(orderAlerts, on, law), hours: beforeOf(closureAlerts, on, law) })

/** The day a clock is said to run out on: what ends at midnight ends with the day before. */
const lastDay = (dueAt: Date): Day => londonDay(new Date(dueAt.getTime() - 1))

const isWithin = (dueAt: Date, now: Date, n: number, unit: Warn): boolean =>
  unit === 'hours' ? dueAt.getTime() - now.getTime() <= n * AN_HOUR : daysBetween(londonDay(now), lastDay(dueAt)) <= n

/** The nearest warning that has been reached; undefined while none has. At the very moment it is due it has run out. */
export const alertOf = ({ dueAt, warn }: { readonly dueAt: Date; readonly warn: Warn }, now: Date, warnings: Warnings): Alert | undefined => {
  if (dueAt <= now) return { state: 'run out' }
  const reached = warnings[warn].filter(n => isWithin(dueAt, now, n, warn))
  const within = reached.at(-1)
  return within === undefined ? undefined : { state: 'near', within, unit: warn, left: warnings[warn].length - reached.length }
}

export const sayAlert = (alert: Alert): string => alert.state === 'run out' ? 'run out' : `within ${alert.within} ${alert.within === 1 ? alert.unit.slice(0, -1) : alert.unit}`

const TONES: readonly Tone[] = ['red', 'orange', 'blue']
export const toneOf = (alert: Alert): Tone => alert.state === 'run out' ? 'red' : TONES[alert.left] ?? 'blue'

/** Before this moment any clock of this kind has reached its first, or its last, warning. */
export const reachedBefore = (now: Date, warnings: Warnings, unit: Warn, which: 'first' | 'last'): Date => {
  const n = (which === 'first' ? warnings[unit][0] : warnings[unit].at(-1)) ?? 0
  // A day counts whole, and its clock may end with the midnight after it.
  return new Date(now.getTime() + (unit === 'hours' ? n : (n + 1) * 24 + 1) * AN_HOUR)
}
