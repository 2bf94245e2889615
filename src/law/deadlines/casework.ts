// The clocks of casework itself: first contact, risk, updates, the last letter and reviews. They are settings of each council.
import { type Day, londonDay, sayDay } from '#kernel/time.ts'
import { type ReceiptSetting, treatedAsReceived, workingDaysAfterReceipt } from '#kernel/working-days.ts'
import { readLength } from '../confirmed-length.ts'
import { type DeadlineAnswer, type DeadlineRule, deadlineAt, deadlineOf } from '../deadline.ts'
import type { Days } from '../length.ts'
import { inForce } from '../row.ts'
import { type Law, type Rule, ruleOn } from '../rule.ts'

export const SEVERITIES = ['high', 'medium', 'standard'] as const
export type Severity = (typeof SEVERITIES)[number]
type WorkingDays = Extract<Days, { readonly unit: 'working days' }>
export type WorkingDaysRule = DeadlineRule & Rule<WorkingDays>
type BySeverity<R> = Readonly<Record<Severity, R>>

const PROPOSED = 'Service standard; proposed'
type Parts = Pick<DeadlineRule, 'runsFrom' | 'due' | 'ifMissed'>

function workingDays(id: string, says: string, n: number, parts: Parts): WorkingDaysRule {
  const length: WorkingDays = { n, unit: 'working days', counting: 'after' }
  return { id, says, rows: [inForce(length, PROPOSED, 'proposal')], read: readLength(length, 'any'), bound: 'by', extendable: true, ...parts }
}

function bySeverity(id: string, says: string, n: BySeverity<number>, parts: Parts): BySeverity<WorkingDaysRule> {
  const one = (severity: Severity): WorkingDaysRule => workingDays(`${id}.${severity}`, `${says}, ${severity}`, n[severity], parts)
  return { high: one('high'), medium: one('medium'), standard: one('standard') }
}

export const firstContact = bySeverity('casework.firstContact', 'First contact after a report', { high: 1, medium: 3, standard: 5 }, {
  runsFrom: 'receipt', due: 'Whoever reported it must be contacted', ifMissed: 'The service standard is missed: a manager is told.',
})
export const interview = bySeverity('casework.interview', 'Interview after first contact', { high: 2, medium: 5, standard: 5 }, {
  runsFrom: 'first contact', due: 'The interview must be held', ifMissed: 'The service standard is missed: hold it now.',
})
export const actionPlan = workingDays('casework.actionPlan', 'Action plan after the interview', 2, {
  runsFrom: 'the interview', due: 'The action plan must be agreed', ifMissed: 'Agree it now: a case without a plan is a failing the Ombudsman names.',
})
export const riskAssessment = bySeverity('casework.riskAssessment', 'First risk assessment', { high: 2, medium: 5, standard: 5 }, {
  runsFrom: 'the day the case was opened', due: 'The risk to the person harmed must be assessed', ifMissed: 'Assess it now: nothing else on the case may go ahead.',
})
export const update = bySeverity('casework.update', 'Next contact with the person harmed', { high: 5, medium: 10, standard: 10 }, {
  runsFrom: 'the last contact', due: 'The person harmed must be contacted again', ifMissed: 'Contact them now, by a safe means.',
})
export const lastLetter = workingDays('casework.lastLetter', 'Answer to the last letter, after 3 attempts at contact', 10, {
  runsFrom: 'the date of the letter', due: 'The person harmed has time to answer', ifMissed: 'The case may be closed as “unable to contact”, once risk has been looked at again.',
})
export const managerReview = workingDays('casework.managerReview', 'A manager’s review of an open case', 20, {
  runsFrom: 'the day the case was opened, or the last review', due: 'A manager must review the case', ifMissed: 'Review it now.',
})

function riskReviewOf(severity: Severity, n: number): DeadlineRule {
  const length: Days = { n, unit: 'days', counting: 'after' }
  return {
    id: `casework.riskReview.${severity}`, says: `Risk assessed again, ${severity}`, rows: [inForce(length, PROPOSED, 'proposal')], read: readLength(length, 'any'),
    runsFrom: 'the last assessment', due: 'The risk to the person harmed must be assessed again', bound: 'by', ifMissed: 'Assess it now.', extendable: true,
  }
}
export const riskReview: BySeverity<DeadlineRule> = { high: riskReviewOf('high', 7), medium: riskReviewOf('medium', 28), standard: riskReviewOf('standard', 56) }

export const hateContact = workingDays('hate.contact', 'First contact after a hate report', 1, {
  runsFrom: 'receipt', due: 'Whoever reported hate must be contacted', ifMissed: 'The service standard is missed: a manager is told.',
})
export const thirdPartyReport = workingDays('hate.thirdPartyReport', 'A third-party hate report sent on to the police', 1, {
  runsFrom: 'the day it was taken', due: 'The report must be sent to the police hate crime lead', ifMissed: 'Send it now; the same day if anybody is at risk.',
})
export const graffiti: DeadlineRule = {
  id: 'hate.graffiti', says: 'Hateful graffiti photographed and removed', rows: [inForce({ n: 24, unit: 'hours' }, 'Good practice; no statute', 'known')], read: readLength({ n: 24, unit: 'hours' }, 'any'),
  runsFrom: 'the report', due: 'Hateful graffiti must be photographed and removed', bound: 'by', ifMissed: 'Have it removed now.', extendable: true,
}

const REPEAT: Days = { n: 12, unit: 'months', counting: 'after' }
export const maracRepeat: DeadlineRule = {
  id: 'marac.repeat', says: 'A further incident goes back to MARAC as a repeat', rows: [inForce(REPEAT, 'MARAC practice', 'known')], read: readLength(REPEAT, 'any'),
  runsFrom: 'the last MARAC meeting that heard the case', due: 'The time in which a further incident is a repeat and goes back to MARAC', bound: 'ends', ifMissed: 'A later incident is referred afresh.', extendable: false,
}

/** A promise counted from receipt, with the council's own cut-off and its setting for whether the day of receipt is day 0 or 1. */
export function fromReceipt(rule: WorkingDaysRule, receivedAt: Date, receipt: ReceiptSetting, law: Law): DeadlineAnswer {
  const answer = ruleOn(rule, londonDay(receivedAt), law)
  if (answer.state !== 'known') return answer
  const { n } = answer.value
  const received: Day = treatedAsReceived(receivedAt, receipt.cutOff, receipt.calendar)
  const on = workingDaysAfterReceipt(receivedAt, n, receipt)
  const counted = `${n} working ${n === 1 ? 'day' : 'days'} ${receipt.dayOfReceiptIs === 0 ? 'after' : 'beginning with'} ${sayDay(received)}, when it counts as received`
  return deadlineAt(rule, answer, { on, bound: 'by', sentence: `${rule.due} by the end of ${sayDay(on)}: ${counted} (${answer.source}).` })
}

/** The risk must be assessed by the end of the interview, and not later than the standard counted from opening. */
export function riskAssessedBy(severity: Severity, openedOn: Day, interviewOn: Day | undefined, law: Law): DeadlineAnswer {
  const latest = deadlineOf(riskAssessment[severity], openedOn, law)
  if (latest.state !== 'known' || interviewOn === undefined || interviewOn >= latest.on) return latest
  return { ...latest, on: interviewOn, sentence: `${riskAssessment[severity].due} by the end of the interview on ${sayDay(interviewOn)} (${latest.source}).` }
}
