// The clocks of fixed penalty notices and of summary prosecutions: wait 14 days, discount for fewer, prosecute within 6 months.
import { readLength } from '#law/confirmed-length.ts'
import type { DeadlineRule } from '#law/deadline.ts'
import type { Length } from '#law/length.ts'
import { type Certainty, type Row } from '#law/rule.ts'
import { inForce } from '#law/row.ts'

const FOURTEEN_DAYS: Length = { n: 14, unit: 'days', counting: 'after' }

function firstDayToProsecute(id: string, about: string, source: string, certainty: Certainty): DeadlineRule {
  return {
    id: `${id}.prosecute`, says: `When somebody given a fixed penalty notice for ${about} can be prosecuted`, runsFrom: 'the date of the fixed penalty notice',
    due: 'Court proceedings may begin', bound: 'not before the day after', rows: [inForce(FOURTEEN_DAYS, source, certainty)],
    ifMissed: 'The person could still pay: a prosecution begun in these days must stop, and payment bars a conviction.', extendable: true,
  }
}

function lastDayToPay(id: string, about: string, source: string, certainty: Certainty): DeadlineRule {
  return {
    id: `${id}.pay`, says: `Paying a fixed penalty notice for ${about}`, runsFrom: 'the date of the fixed penalty notice', due: 'The full amount can be paid, which ends the matter,', bound: 'by',
    rows: [inForce(FOURTEEN_DAYS, source, certainty)], read: readLength(FOURTEEN_DAYS, 'no shorter'),
    ifMissed: 'The person can now be prosecuted for the offence.', extendable: true,
  }
}

/** The most a council may give: the period must be shorter than the 14 days. A council may set a shorter one. */
function lastDayOfDiscount(id: string, about: string, source: string, certainty: Certainty): DeadlineRule {
  const most: Length = { n: 13, unit: 'days', counting: 'after' }
  return {
    id: `${id}.payEarly`, says: `The longest time to pay a fixed penalty notice for ${about} at the lower amount`, runsFrom: 'the date of the fixed penalty notice', due: 'The lower amount can be paid', bound: 'by',
    rows: [inForce(most, source, certainty)], read: readLength(most, 'no longer'),
    ifMissed: 'The full amount is due.', extendable: true,
  }
}

export const cpnPenaltyProsecute = firstDayToProsecute('fpn.cpn', 'breaking a community protection notice', 'ASBCPA 2014 s52(5)', 'read')
export const cpnPenaltyPay = lastDayToPay('fpn.cpn', 'breaking a community protection notice', 'ASBCPA 2014 s52(5)', 'read')
export const cpnPenaltyDiscount = lastDayOfDiscount('fpn.cpn', 'breaking a community protection notice', 'ASBCPA 2014 s52(8)', 'read')
export const pspoPenaltyProsecute = firstDayToProsecute('fpn.pspo', 'breaking a public spaces protection order', 'ASBCPA 2014 s68(4)', 'seen')
export const pspoPenaltyPay = lastDayToPay('fpn.pspo', 'breaking a public spaces protection order', 'ASBCPA 2014 s68(4)', 'seen')
export const pspoPenaltyDiscount = lastDayOfDiscount('fpn.pspo', 'breaking a public spaces protection order', 'ASBCPA 2014 s68', 'known')
export const environmentPenaltyProsecute = firstDayToProsecute('fpn.environment', 'an environmental offence', 'EPA 1990 s88(2) and the like', 'known')
export const environmentPenaltyPay = lastDayToPay('fpn.environment', 'an environmental offence', 'EPA 1990 s88(2) and the like', 'known')
export const environmentPenaltyDiscount = lastDayOfDiscount('fpn.environment', 'an environmental offence', 'EPA 1990 s88 and the like', 'known')

/** Offences that only magistrates can try. Fly-tipping and the waste duty of care can go to the Crown Court and have no such limit. */
export const SUMMARY_OFFENCES = [
  'cpn breach', 'pspo breach', 'pspo alcohol', 'dispersal breach', 'closure breach', 'closure obstruction', 'abatement notice breach', 'litter',
  'nuisance parking', 'abandoned vehicle', 'noise act', 'section 215',
] as const
export type SummaryOffence = (typeof SUMMARY_OFFENCES)[number]
export const EITHER_WAY_OFFENCES = ['fly-tipping', 'waste duty of care', 'cbo breach', 'respect order breach'] as const

const sixMonths: Row<Length> = inForce({ n: 6, unit: 'months', counting: 'after' }, 'MCA 1980 s127', 'known')

export const summaryProsecution: DeadlineRule = {
  id: 'prosecution.summary', says: 'The time limit to prosecute an offence only magistrates can try', runsFrom: 'the day of the offence, which is left out', due: 'The prosecution must be begun at the magistrates’ court', bound: 'by',
  rows: [sixMonths], ifMissed: 'The offence is out of time and cannot be prosecuted.', extendable: false,
}

/** The limit for an offence, or nothing where the law sets none because it can be tried in the Crown Court. */
export function prosecutionLimitFor(offence: SummaryOffence | (typeof EITHER_WAY_OFFENCES)[number]): DeadlineRule | undefined {
  return SUMMARY_OFFENCES.some(one => one === offence) ? summaryProsecution : undefined
}

export const fixedPenaltyDeadlines: readonly DeadlineRule[] = [
  cpnPenaltyProsecute, cpnPenaltyPay, cpnPenaltyDiscount, pspoPenaltyProsecute, pspoPenaltyPay, pspoPenaltyDiscount,
  environmentPenaltyProsecute, environmentPenaltyPay, environmentPenaltyDiscount, summaryProsecution,
]
