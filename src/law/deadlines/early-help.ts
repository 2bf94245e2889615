// The clocks of early help: when a contract ends and is reviewed, and when a warning, a referral or a meeting is followed up.
import { readLength } from '../confirmed-length.ts'
import type { DeadlineRule } from '../deadline.ts'
import type { Days } from '../length.ts'
import { inForce } from '../row.ts'
import type { Certainty } from '../rule.ts'

const PRACTICE = 'Good practice; no statute'
type Parts = Pick<DeadlineRule, 'runsFrom' | 'due' | 'bound' | 'ifMissed' | 'extendable'>

const practice = (id: string, says: string, length: Days, certainty: Certainty, parts: Parts, source = PRACTICE): DeadlineRule =>
  ({ id, says, rows: [inForce(length, source, certainty)], read: readLength(length, 'any'), ...parts })

export const abcEnds = practice('abc.ends', 'How long an acceptable behaviour contract normally lasts', { n: 6, unit: 'months', counting: 'beginning with' }, 'known', {
  runsFrom: 'the day it was signed', due: 'The contract', bound: 'ends', ifMissed: 'The contract has ended. It can be renewed if everybody agrees.', extendable: true,
})
export const abcReview = practice('abc.review', 'The review half-way through an acceptable behaviour contract', { n: 3, unit: 'months', counting: 'after' }, 'known', {
  runsFrom: 'the day it was signed', due: 'The contract must be reviewed', bound: 'by', ifMissed: 'Review it now, and say in the record why it is late.', extendable: true,
})
export const agreementReview = practice('goodNeighbour.review', 'The review of a good neighbour agreement', { n: 6, unit: 'months', counting: 'after' }, 'proposal', {
  runsFrom: 'the day it was agreed', due: 'The agreement should be reviewed', bound: 'by', ifMissed: 'Review it now with those who agreed it.', extendable: true,
})
export const agreementEnds = practice('goodNeighbour.ends', 'How long a good neighbour agreement lasts', { n: 12, unit: 'months', counting: 'beginning with' }, 'proposal', {
  runsFrom: 'the day it was agreed', due: 'The agreement', bound: 'ends', ifMissed: 'It has ended. It can be agreed again.', extendable: true,
})
export const warningReview = practice('warning.review', 'The review after a warning letter', { n: 4, unit: 'weeks', counting: 'after' }, 'proposal', {
  runsFrom: 'the day it was sent', due: 'The effect of the warning must be reviewed', bound: 'by', ifMissed: 'Find out now whether the behaviour has stopped.', extendable: true,
})
export const mediationReferral = practice('mediation.referral', 'Referral to mediation', { n: 5, unit: 'working days', counting: 'after' }, 'proposal', {
  runsFrom: 'the day both sides agreed', due: 'The referral to mediation must be made', bound: 'by', ifMissed: 'Make it now, and tell both sides why it is late.', extendable: true,
})
export const restorativeFirst = practice('restorative.firstFollowUp', 'The first follow-up of a restorative outcome agreement', { n: 4, unit: 'weeks', counting: 'after' }, 'proposal', {
  runsFrom: 'the day of the outcome agreement', due: 'Both sides should be asked how it is going', bound: 'by', ifMissed: 'Ask them now.', extendable: true,
})
export const restorativeSecond = practice('restorative.secondFollowUp', 'The second follow-up of a restorative outcome agreement', { n: 12, unit: 'weeks', counting: 'after' }, 'proposal', {
  runsFrom: 'the day of the outcome agreement', due: 'Both sides should be asked again how it is going', bound: 'by', ifMissed: 'Ask them now.', extendable: true,
})
export const parentingContractEnds = practice('parentingContract.ends', 'How long a parenting contract lasts', { n: 12, unit: 'months', counting: 'beginning with' }, 'proposal', {
  runsFrom: 'the day it was signed', due: 'The parenting contract', bound: 'ends', ifMissed: 'It has ended. It can be renewed if the parent agrees.', extendable: true,
}, 'Anti-social Behaviour Act 2003 ss19 and 25; length by practice (3 to 12 months)')

const ORDER: Days = { n: 12, unit: 'months', counting: 'beginning with' }
export const parentingOrderEnds: DeadlineRule = {
  id: 'parentingOrder.ends', says: 'The longest a parenting order can last', rows: [inForce(ORDER, 'Anti-social Behaviour Act 2003 s26', 'known')], read: readLength(ORDER, 'no longer'),
  runsFrom: 'the day of the order', due: 'The parenting order', bound: 'ends', ifMissed: 'The order has ended.', extendable: false,
}
