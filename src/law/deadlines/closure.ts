// The clocks of closure notices and orders (ASBCPA 2014 ss76-90): hours for the notice and the hearing, months for the order.
import { type Day, addDays } from '#kernel/time.ts'
import { onceBegun } from '#law/change-row.ts'
import { readLength } from '#law/confirmed-length.ts'
import { type DeadlineAnswer, type DeadlineRule, deadlineOf } from '#law/deadline.ts'
import type { Length } from '#law/length.ts'
import type { Law } from '#law/rule.ts'
import { inForce } from '#law/row.ts'

const OUT_OF_TIME = 'The hearing is out of time: take legal advice at once. The Act does not say what becomes of the notice.'

/** Christmas Day counts here: section 77(3) leaves it out of the 48 hours only. */
export const closureNotice24: DeadlineRule = {
  id: 'closure.notice24', says: 'How long a closure notice of up to 24 hours can last', runsFrom: 'service of the notice', due: 'The closure notice', bound: 'ends',
  rows: [inForce<Length>({ n: 24, unit: 'hours' }, 'ASBCPA 2014 s77(1)', 'read')],
  ifMissed: 'The notice has ended and nobody can be kept out under it.', extendable: true,
}

/** Adds up to 24 hours to a first notice. The Act names 48 hours as the most; counted straight on, so never too long. */
export const closureNoticeExtended: DeadlineRule = {
  id: 'closure.noticeExtended', says: 'How long a 24 hour closure notice can be extended for', runsFrom: 'the end of the first 24 hours', due: 'The extended closure notice', bound: 'ends',
  rows: [inForce<Length>({ n: 24, unit: 'hours' }, 'ASBCPA 2014 s77(2), (4)', 'seen')],
  ifMissed: 'The notice has ended and nobody can be kept out under it.', extendable: false,
}

export const closureNotice48: DeadlineRule = {
  id: 'closure.notice48', says: 'How long a closure notice of up to 48 hours can last', runsFrom: 'service of the notice', due: 'The closure notice', bound: 'ends',
  rows: [inForce<Length>({ n: 48, unit: 'hours', leavesOut: 'Christmas Day' }, 'ASBCPA 2014 s77(2)-(3)', 'read')],
  ifMissed: 'The notice has ended and nobody can be kept out under it.', extendable: false,
}

const hearing72: Length = { n: 72, unit: 'hours', leavesOut: 'Christmas Day' }
export const closureHearing: DeadlineRule = {
  id: 'closure.hearing', says: 'When the magistrates’ court must hear the closure application', runsFrom: 'service of the notice', due: 'The magistrates’ court must hear the application for a closure order', bound: 'by',
  rows: [
    inForce<Length>({ n: 48, unit: 'hours', leavesOut: 'Christmas Day' }, 'ASBCPA 2014 s80(3)-(4)', 'read'),
    onceBegun<Length>('closure72', hearing72, 'Crime and Policing Act 2026 (72 hours to the closure hearing; wording not seen)', 'unsure'),
  ],
  read: readLength(hearing72, 'no longer'),
  ifMissed: OUT_OF_TIME, extendable: false,
}

export const closureAdjournment: DeadlineRule = {
  id: 'closure.adjournment', says: 'How long a closure hearing can be adjourned', runsFrom: 'the hearing', due: 'The adjourned hearing must be held', bound: 'by',
  rows: [inForce<Length>({ n: 14, unit: 'days', counting: 'after' }, 'ASBCPA 2014 s81(3)', 'read')],
  ifMissed: OUT_OF_TIME, extendable: false,
}

/** Christmas Day counts here: section 80(4) is about the hearing only. */
export const closureNoticeContinued: DeadlineRule = {
  id: 'closure.noticeContinued', says: 'How long the court can keep a closure notice going when it makes no order', runsFrom: 'the court’s decision to continue it', due: 'The continued closure notice', bound: 'ends',
  rows: [inForce<Length>({ n: 48, unit: 'hours' }, 'ASBCPA 2014 s81(2)', 'read')],
  ifMissed: 'The notice has ended and nobody can be kept out under it.', extendable: false,
}

/** The Act says "may not exceed 3 months"; the day of the order is counted as the first, so never a day too long. */
export const closureOrderEnds: DeadlineRule = {
  id: 'closure.orderEnds', says: 'The longest a closure order can last at first', runsFrom: 'the day of the order', due: 'At its longest the closure order', bound: 'ends',
  rows: [inForce<Length>({ n: 3, unit: 'months', counting: 'beginning with' }, 'ASBCPA 2014 s80(6)', 'read')],
  ifMissed: 'The order has lapsed: people may go back in, and only a new notice can start again.', extendable: true,
}

export const closureExtensionAsked: DeadlineRule = {
  id: 'closure.extensionAsked', says: 'When to apply to extend a closure order', runsFrom: 'the last day of the order', due: 'An application to extend the closure order must be made', bound: 'by',
  rows: [inForce<Length>({ n: 0, unit: 'days', counting: 'after' }, 'ASBCPA 2014 s82', 'seen')],
  ifMissed: 'The order has lapsed and cannot be extended: only a new notice can start again.', extendable: false,
}

/** Each extension is of 3 months at most; its first day is the day after the last day the order had. */
export const closureExtensionEnds: DeadlineRule = {
  id: 'closure.extensionEnds', says: 'The longest one extension of a closure order can last', runsFrom: 'the first day of the extension', due: 'At its longest the extended closure order', bound: 'ends',
  rows: [inForce<Length>({ n: 3, unit: 'months', counting: 'beginning with' }, 'ASBCPA 2014 s82', 'seen')],
  ifMissed: 'The order has lapsed: people may go back in, and only a new notice can start again.', extendable: false,
}

export const closureLongest: DeadlineRule = {
  id: 'closure.longest', says: 'The longest a closure order can last with every extension', runsFrom: 'the day of the order', due: 'With every extension the closure order', bound: 'ends',
  rows: [inForce<Length>({ n: 6, unit: 'months', counting: 'beginning with' }, 'ASBCPA 2014 s82(7)-(8)', 'seen')],
  ifMissed: 'The order has lapsed and can be extended no more: only a new notice can start again.', extendable: false,
}

/** The last day an extension of an order made on a day can reach: 3 months of its own or 6 in all, whichever is sooner. */
export function extendedClosureEnds(made: Day, orderLastDay: Day, law: Law): DeadlineAnswer {
  const own = deadlineOf(closureExtensionEnds, addDays(orderLastDay, 1), law)
  const inAll = deadlineOf(closureLongest, made, law)
  return own.state === 'known' && (inAll.state !== 'known' || own.on < inAll.on) ? own : inAll
}

export const closureAppeal: DeadlineRule = {
  id: 'closure.appeal', says: 'Appeal against a closure order, or a refusal of one', runsFrom: 'the day of the decision', due: 'An appeal must reach the Crown Court', bound: 'by',
  rows: [inForce<Length>({ n: 21, unit: 'days', counting: 'beginning with' }, 'ASBCPA 2014 s84', 'seen')],
  ifMissed: 'The decision can no longer be appealed.', extendable: false,
}

export const closureCosts: DeadlineRule = {
  id: 'closure.costs', says: 'Claiming back the council’s or the police’s costs', runsFrom: 'the day the order ends', due: 'An application for our costs must be made', bound: 'by',
  rows: [inForce<Length>({ n: 3, unit: 'months', counting: 'beginning with' }, 'ASBCPA 2014 s88', 'known')],
  ifMissed: 'What was spent on clearing, securing and keeping the premises cannot be claimed back.', extendable: false,
}

export const closureCompensation: DeadlineRule = {
  id: 'closure.compensation', says: 'Compensation for somebody who lost money by a closure', runsFrom: 'the day the notice was cancelled, the order was refused or the order ended', due: 'A claim for compensation must be made', bound: 'by',
  rows: [inForce<Length>({ n: 3, unit: 'months', counting: 'beginning with' }, 'ASBCPA 2014 s90(3)', 'read')],
  ifMissed: 'The court cannot hear the claim.', extendable: false,
}

export const closureDeadlines: readonly DeadlineRule[] = [
  closureNotice24, closureNoticeExtended, closureNotice48, closureHearing, closureAdjournment, closureNoticeContinued, closureOrderEnds,
  closureExtensionAsked, closureExtensionEnds, closureLongest, closureAppeal, closureCosts, closureCompensation,
]
