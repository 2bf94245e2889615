// The clocks of community protection warnings and notices (ASBCPA 2014 ss43-58).
import { readLength } from '#law/confirmed-length.ts'
import type { DeadlineRule } from '#law/deadline.ts'
import type { Length } from '#law/length.ts'
import { inForce } from '#law/row.ts'

const TOO_SOON = 'A notice issued before the person had enough time to put it right is not lawful, and an appeal would quash it.'

/** The Act sets no length: the officer gives a day, or a moment where minutes are enough (music), and says why. */
export const cpnAfterComplyBy: DeadlineRule = {
  id: 'cpn.afterComplyBy', says: 'The time a written warning gives to put things right, to a day', runsFrom: 'the day given in the written warning', due: 'A community protection notice may be issued', bound: 'not before the day after',
  rows: [inForce<Length>({ n: 0, unit: 'days', counting: 'after' }, 'ASBCPA 2014 s43(5)', 'seen')],
  ifMissed: TOO_SOON, extendable: true,
}

export const cpnAfterComplyByTime: DeadlineRule = {
  ...cpnAfterComplyBy, id: 'cpn.afterComplyByTime', says: 'The time a written warning gives to put things right, to a moment', runsFrom: 'the time given in the written warning',
  rows: [inForce<Length>({ n: 0, unit: 'hours' }, 'ASBCPA 2014 s43(5)', 'seen')],
}

export const cpnAppeal: DeadlineRule = {
  id: 'cpn.appeal', says: 'Appeal against a community protection notice', runsFrom: 'the day of issue', due: 'An appeal must reach the magistrates’ court', bound: 'by',
  rows: [inForce<Length>({ n: 21, unit: 'days', counting: 'beginning with' }, 'ASBCPA 2014 s46', 'read')],
  ifMissed: 'The notice can no longer be appealed; it can still be varied or withdrawn.', extendable: false,
}

/** No end in the Act: a notice lasts until it is complied with or withdrawn, so somebody must look at it. */
const review: Length = { n: 6, unit: 'months', counting: 'after' }
export const cpnReview: DeadlineRule = {
  id: 'cpn.review', says: 'When to look at a community protection notice again', runsFrom: 'the day of issue', due: 'The notice should be looked at again and withdrawn if it is no longer needed', bound: 'by',
  rows: [inForce<Length>(review, 'Our proposal; practice is 6 to 12 months', 'proposal')],
  read: readLength({ ...review, n: 12 }, 'no longer'),
  ifMissed: 'A notice nobody needs any more is still in force, and breaking it is a crime.', extendable: true,
}

export const communityProtectionDeadlines: readonly DeadlineRule[] = [cpnAfterComplyBy, cpnAfterComplyByTime, cpnAppeal, cpnReview]
