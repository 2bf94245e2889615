// The clocks of a starter tenancy, and of a warrant of possession.
import { day } from '#kernel/time.ts'
import { readLength } from '../confirmed-length.ts'
import type { DeadlineRule } from '../deadline.ts'
import type { Days } from '../length.ts'
import { inForce } from '../row.ts'
import type { Row } from '../rule.ts'

/** From when the Renters' Rights Act may have reached housing associations' tenancies, and ended shorthold ones. */
export const ended = <V>(value: V): Row<V> =>
  ({ from: day('2026-05-01'), status: 'repealed', change: 'rentersRightsSocial', value, source: 'Renters’ Rights Act 2025', certainty: 'seen' })

const TWELVE: Days = { n: 12, unit: 'months', counting: 'beginning with' }
export const starterYear: DeadlineRule = {
  id: 'starter.year', says: 'How long a starter tenancy usually lasts', rows: [inForce(TWELVE, 'The tenancy agreement; usual practice', 'known'), ended(TWELVE)],
  read: readLength(TWELVE, 'any'), runsFrom: 'the day the tenancy began', due: 'The starter period', bound: 'ends',
  ifMissed: 'It becomes an assured tenancy as the agreement says.', extendable: true,
}

const EIGHTEEN: Days = { n: 18, unit: 'months', counting: 'beginning with' }
export const starterLongest: DeadlineRule = {
  id: 'starter.longest', says: 'How long a starter tenancy usually lasts when extended', rows: [inForce(EIGHTEEN, 'The tenancy agreement; usual practice', 'seen'), ended(EIGHTEEN)],
  read: readLength(EIGHTEEN, 'any'), runsFrom: 'the day the tenancy began', due: 'The extended starter period', bound: 'ends',
  ifMissed: 'It becomes an assured tenancy as the agreement says.', extendable: false,
}

const TWO_MONTHS: Days = { n: 2, unit: 'months', counting: 'after' }
export const starterNotice: DeadlineRule = {
  id: 'starter.notice', says: 'Section 21 notice to end a starter tenancy', rows: [inForce(TWO_MONTHS, 'Housing Act 1988 s21', 'known'), ended(TWO_MONTHS)],
  read: readLength(TWO_MONTHS, 'no shorter'), runsFrom: 'the day the notice was given', due: 'The claim for possession may be begun', bound: 'not before the day after',
  ifMissed: 'A claim begun too early is bad.', extendable: false,
}

const FOURTEEN: Days = { n: 14, unit: 'days', counting: 'after' }
export const evictionNotice: DeadlineRule = {
  id: 'warrant.evictionNotice', says: 'Notice of the date of an eviction', rows: [inForce(FOURTEEN, 'Civil Procedure Rules Part 83', 'known')],
  read: readLength(FOURTEEN, 'no shorter'), runsFrom: 'the day notice of the eviction was delivered', due: 'The eviction may take place', bound: 'not before the day after',
  ifMissed: 'The eviction must not go ahead on that date.', extendable: false,
}
