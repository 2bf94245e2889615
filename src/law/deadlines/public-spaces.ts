// The clocks of public spaces protection orders (ASBCPA 2014 ss59-75): counted from the making for a challenge, from the effect for the end.
import { day } from '#kernel/day.ts'
import type { BeforeRule } from '#law/backwards.ts'
import type { DeadlineRule } from '#law/deadline.ts'
import type { Length } from '#law/length.ts'
import { inForce } from '#law/row.ts'

const LAPSED = 'The order has lapsed: nothing in it can be enforced, and only a new order can bring it back.'

/** From the day made or varied, not the day it takes effect. */
export const pspoChallenge: DeadlineRule = {
  id: 'pspo.challenge', says: 'Challenge to a public spaces protection order in the High Court', runsFrom: 'the day the order was made or varied', due: 'A challenge must reach the High Court', bound: 'by',
  rows: [inForce<Length>({ n: 6, unit: 'weeks', counting: 'beginning with' }, 'ASBCPA 2014 s66', 'known')],
  ifMissed: 'The order can no longer be challenged under section 66.', extendable: false,
}

export const pspoEnds: DeadlineRule = {
  id: 'pspo.ends', says: 'The longest a public spaces protection order can last', runsFrom: 'the day it takes effect', due: 'At its longest the public spaces protection order', bound: 'ends',
  rows: [inForce<Length>({ n: 3, unit: 'years', counting: 'beginning with' }, 'ASBCPA 2014 s60(1)', 'seen')],
  ifMissed: LAPSED, extendable: true,
}

export const pspoExtensionMade: DeadlineRule = {
  id: 'pspo.extensionMade', says: 'When to extend a public spaces protection order', runsFrom: 'the last day of the order', due: 'The extension must be made', bound: 'by',
  rows: [inForce<Length>({ n: 0, unit: 'days', counting: 'after' }, 'ASBCPA 2014 s60(2)', 'seen')],
  ifMissed: LAPSED, extendable: false,
}

/** Its first day is the day after the last day the order had; may be done more than once. */
export const pspoExtensionEnds: DeadlineRule = {
  id: 'pspo.extensionEnds', says: 'The longest one extension of a public spaces protection order can last', runsFrom: 'the first day of the extension', due: 'At its longest the extended public spaces protection order', bound: 'ends',
  rows: [inForce<Length>({ n: 3, unit: 'years', counting: 'beginning with' }, 'ASBCPA 2014 s60(2)-(4)', 'seen')],
  ifMissed: LAPSED, extendable: true,
}

/** The source says 6 months at most and no more; the day of effect is counted as the first, so never a day too long. */
export const pspoExpeditedEnds: DeadlineRule = {
  id: 'pspo.expeditedEnds', says: 'The longest an expedited public spaces protection order can last', runsFrom: 'the day it takes effect', due: 'At its longest the expedited order', bound: 'ends',
  rows: [inForce<Length>({ n: 6, unit: 'months', counting: 'beginning with' }, 'ASBCPA 2014 s60A', 'known', day('2022-06-28'))],
  ifMissed: LAPSED, extendable: false,
}

const before = (months: number): BeforeRule => ({
  id: `pspo.review${months}`, says: `A look at a public spaces protection order ${months} months before it ends`, due: 'Whether to extend the order should be looked at', runsTo: 'the last day of the order',
  rows: [inForce({ n: months, unit: 'months', counting: 'at least, before' }, 'Our proposal', 'proposal')],
  ifMissed: 'There may be too little time left to consult before the order lapses.', extendable: true,
})
export const pspoReview6 = before(6)
export const pspoReview3 = before(3)

export const publicSpacesDeadlines: readonly DeadlineRule[] = [pspoChallenge, pspoEnds, pspoExtensionMade, pspoExtensionEnds, pspoExpeditedEnds]
