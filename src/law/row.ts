// Rows as most rules have them: one, in force, with its source and how sure we are of it.
import { day } from '#kernel/day.ts'
import type { Certainty, Row } from './rule.ts'

/** Where these tables begin: the day the 2014 Act's powers began. What is older stands here as it stood on that day. */
export const TABLES_BEGIN = day('2014-10-20')

export function inForce<V>(value: V, source: string, certainty: Certainty, from = TABLES_BEGIN): Row<V> {
  return { from, status: 'in force', value, source, certainty }
}
