// Pure rules of sharing: what an agreement carries, and how long before its days somebody is told.
import { addDays, daysBetween, sayDay, type Day } from '#kernel/time.ts'
import type { Problem } from '#web/form.ts'
import { sayParts } from './sharing-words.ts'

/** Days ahead at which those who run the partnership are told, the nearest first. */
export const AHEAD = [7, 30, 90] as const
export type Ahead = (typeof AHEAD)[number]

/** Which of the three warnings is due about a day; undefined when it is further off, or over. */
export const warningFor = (today: Day, on: Day): Ahead | undefined => {
  const left = daysBetween(today, on)
  return left < 0 ? undefined : AHEAD.find(ahead => left <= ahead)
}

export type Carrying = { readonly id: string; readonly name: string; readonly purposes: readonly string[]; readonly parts: readonly string[]; readonly endsOn: Day }
export type Wanted = { readonly purpose: string; readonly parts: readonly string[]; readonly until: Day }

/** Why this agreement does not carry what is wanted, at the field to change; undefined when it does. The database asks the same. */
export const whyNotCarried = (agreement: Carrying, { purpose, parts, until }: Wanted): Problem | undefined => {
  const more = parts.filter(part => !agreement.parts.includes(part))
  if (more.length > 0) return { field: 'parts', text: `“${agreement.name}” does not carry ${sayParts(more)}. Leave that out, or choose what else it rests on` }
  if (!agreement.purposes.includes(purpose)) return { field: 'purpose', text: `“${agreement.name}” is for: ${agreement.purposes.join('; ')}. Choose one of these` }
  return until > agreement.endsOn ? { field: 'until', part: 'day', text: `“${agreement.name}” ends on ${sayDay(agreement.endsOn)}. Enter that day or an earlier one` } : undefined
}

/** Sharing is looked at again at least once a year. */
export const longestUntil = (today: Day): Day => addDays(today, 366)
