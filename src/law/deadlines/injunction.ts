// The clocks of injunctions: how long one against somebody under 18 can last, and when an arrested person must be before a judge.
import { day } from '#kernel/day.ts'
import { onceBegun } from '#law/change-row.ts'
import type { DeadlineRule } from '#law/deadline.ts'
import type { Length } from '#law/length.ts'
import { inForce } from '#law/row.ts'

export const INJUNCTIONS_BEGAN = day('2015-03-23')

const youthMost: Length = { n: 12, unit: 'months', counting: 'beginning with' }

/** For somebody under 18 on the day of the grant, whatever age they reach later. The day it takes effect is counted as the first. */
export const youthInjunctionEnds: DeadlineRule = {
  id: 'injunction.youthEnds', says: 'The longest an injunction against somebody under 18 can last', runsFrom: 'the day it takes effect', due: 'At its longest the injunction', bound: 'ends',
  rows: [
    inForce(youthMost, 'ASBCPA 2014 s1(6)', 'known', INJUNCTIONS_BEGAN),
    onceBegun('youthInjunction', youthMost, 'Crime and Policing Act 2026 (youth injunctions; wording not seen)', 'unsure'),
  ],
  read: (value, ours) => (value === ours.n ? ours : undefined),
  ifMissed: 'The injunction has ended: nothing in it can be enforced.', extendable: false,
}

/** Boxing Day, Easter Monday and the other bank holidays count. */
export const arrestedBeforeJudge: DeadlineRule = {
  id: 'injunction.arrest', says: 'Bringing somebody arrested under a power of arrest before a judge', runsFrom: 'the time of the arrest', due: 'The arrested person must be brought before a judge', bound: 'by',
  rows: [inForce<Length>({ n: 24, unit: 'hours', leavesOut: 'Sundays, Christmas Day and Good Friday' }, 'ASBCPA 2014 s9(3)-(4)', 'read', INJUNCTIONS_BEGAN)],
  ifMissed: 'The person must be let go; the breach can still be brought before the court by an application.', extendable: false,
}

export const injunctionDeadlines: readonly DeadlineRule[] = [youthInjunctionEnds, arrestedBeforeJudge]
