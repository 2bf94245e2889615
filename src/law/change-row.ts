// Rows of the Crime and Policing Act 2026: what counts, or ends, from the day an administrator records for a change.
import { day } from '#kernel/day.ts'
import type { Certainty, Change, Row } from './rule.ts'

/** SI 2026/689 began parts of the Act on this day; which parts was not seen, so from it nothing they touch is certain. */
export const CHANGES_COULD_BEGIN = day('2026-06-29')

export function onceBegun<V>(change: Change, value: V, source: string, certainty: Certainty): Row<V> {
  return { from: CHANGES_COULD_BEGIN, status: 'enacted, not commenced', change, value, source, certainty }
}

export function endsOnceBegun<V>(change: Change, value: V, source: string, certainty: Certainty): Row<V> {
  return { from: CHANGES_COULD_BEGIN, status: 'repealed', change, value, source, certainty }
}
