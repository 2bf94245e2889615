// The clocks of police dispersal (ASBCPA 2014 ss34-35): the authorisation, and how long a person must stay away.
import { onceBegun } from '#law/change-row.ts'
import { readLength } from '#law/confirmed-length.ts'
import type { DeadlineRule } from '#law/deadline.ts'
import type { Length } from '#law/length.ts'
import { inForce } from '#law/row.ts'

const hours72: Length = { n: 72, unit: 'hours' }
const longer = onceBegun<Length>('dispersal72', hours72, 'Crime and Policing Act 2026 (72 hours for dispersal; wording not seen)', 'unsure')

export const dispersalAuthorisation: DeadlineRule = {
  id: 'dispersal.authorisation', says: 'How long an inspector’s authorisation of dispersal can last', runsFrom: 'the start of the authorised period', due: 'The authorisation', bound: 'ends',
  rows: [inForce<Length>({ n: 48, unit: 'hours' }, 'ASBCPA 2014 s34', 'seen'), longer], read: readLength(hours72, 'no longer'),
  ifMissed: 'No new direction can be given without a new authorisation.', extendable: false,
}

/** Counted from when the direction was first given, also where it was varied; may run on past the authorisation. */
export const dispersalExclusion: DeadlineRule = {
  id: 'dispersal.exclusion', says: 'How long a dispersal direction can keep somebody away', runsFrom: 'the time the direction was first given', due: 'The direction to stay away', bound: 'ends',
  rows: [inForce<Length>({ n: 48, unit: 'hours' }, 'ASBCPA 2014 s35(8)', 'seen'), longer], read: readLength(hours72, 'no longer'),
  ifMissed: 'The person may come back.', extendable: false,
}

export const dispersalDeadlines: readonly DeadlineRule[] = [dispersalAuthorisation, dispersalExclusion]
