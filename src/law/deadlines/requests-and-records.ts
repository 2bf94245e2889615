// Subject access, complaints about us, and how long what we hold is kept and checked.
import { addDays, addMonths, type Day, daysBetween, sayDay } from '#kernel/time.ts'
import { addWorkingDays, nextWorkingDayOnOrAfter } from '#kernel/working-days.ts'
import { readLength } from '../confirmed-length.ts'
import { type DeadlineAnswer, type DeadlineRule, deadlineAt, deadlineOf } from '../deadline.ts'
import type { Days } from '../length.ts'
import { inForce } from '../row.ts'
import { type Certainty, type Law, type Rule, ruleOn } from '../rule.ts'

type Months = { readonly n: number; readonly unit: 'months'; readonly counting: 'after' }
const ONE: Months = { n: 1, unit: 'months', counting: 'after' }
const TWO: Months = { n: 2, unit: 'months', counting: 'after' }
const LATE = 'The person may complain to the Information Commissioner. Answer now and say why it is late.'

export const subjectAccess: Rule<Months> & Pick<DeadlineRule, 'ifMissed' | 'extendable'> = {
  id: 'subjectAccess.answer', says: 'Answering a subject access request: the same date next month, then the next working day',
  rows: [inForce(ONE, 'UK GDPR Article 12(3)', 'known')], read: readLength(ONE, 'no longer'), ifMissed: LATE, extendable: true,
}
export const subjectAccessExtension: Rule<Months> = {
  id: 'subjectAccess.extension', says: 'By how much the time for a complex subject access request can be extended',
  rows: [inForce(TWO, 'UK GDPR Article 12(3)', 'known')], read: readLength(TWO, 'no longer'),
}

export type Clarification = { readonly askedOn: Day; readonly answeredOn?: Day }
export type SubjectAccessRequest = { readonly receivedOn: Day; readonly complex: boolean; readonly clarifications: readonly Clarification[] }
export type Waiting = { readonly state: 'waiting'; readonly sentence: string; readonly source: string }

/** By when a subject access request must be answered; waiting while a reasonable question to the person is not answered. */
export function subjectAccessBy({ receivedOn, complex, clarifications }: SubjectAccessRequest, law: Law): DeadlineAnswer | Waiting {
  const answer = ruleOn(subjectAccess, receivedOn, law)
  const more = ruleOn(subjectAccessExtension, receivedOn, law)
  if (answer.state !== 'known') return answer
  if (more.state !== 'known') return more
  const open = clarifications.find(({ answeredOn }) => answeredOn === undefined)
  if (open !== undefined) return { state: 'waiting', source: answer.source, sentence: `The time stands still from ${sayDay(open.askedOn)} until the person answers what they were asked (${answer.source}).` }
  const months = answer.value.n + (complex ? more.value.n : 0)
  const paused = daysWaited(clarifications)
  const reached = addDays(addMonths(receivedOn, months), paused)
  const on = nextWorkingDayOnOrAfter(reached)
  const why = [`${months} ${months === 1 ? 'month' : 'months'} after receipt on ${sayDay(receivedOn)}`, ...(paused > 0 ? [`${paused} ${paused === 1 ? 'day' : 'days'} waiting for an answer left out`] : []), ...(on === reached ? [] : [`then the next working day after ${sayDay(reached)}`])]
  return deadlineAt(subjectAccess, answer, { on, bound: 'by', sentence: `The request must be answered by the end of ${sayDay(on)}: ${why.join('; ')} (${answer.source}).` })
}

/** Days between asking and the answer; a day on which two questions waited is left out once. */
function daysWaited(clarifications: readonly Clarification[]): number {
  let total = 0
  let until: Day | undefined
  for (const { askedOn, answeredOn } of clarifications.toSorted((a, b) => (a.askedOn < b.askedOn ? -1 : 1))) {
    if (answeredOn === undefined) continue
    if (answeredOn < askedOn) throw new Error(`A question asked on ${askedOn} cannot have been answered on ${answeredOn}.`)
    const from = until !== undefined && until > askedOn ? until : askedOn
    if (answeredOn <= from) continue
    total += daysBetween(from, answeredOn)
    until = answeredOn
  }
  return total
}

type WorkingDays = { readonly n: number; readonly unit: 'working days'; readonly counting: 'after' }
const CODE = 'Housing Ombudsman Complaint Handling Code 2024'
type Parts = Pick<DeadlineRule, 'runsFrom' | 'due' | 'extendable'>

function complaint(id: string, says: string, n: number, parts: Parts): DeadlineRule & Rule<WorkingDays> {
  const length: WorkingDays = { n, unit: 'working days', counting: 'after' }
  return { id, says, rows: [inForce(length, CODE, 'known')], read: readLength(length, 'no longer'), bound: 'by', ifMissed: 'The person may go to the Ombudsman. Answer now, and say sorry for the delay.', ...parts }
}
export const complaintAcknowledged = complaint('complaint.acknowledged', 'Acknowledging a complaint about us, at either stage', 5, { runsFrom: 'receipt', due: 'The complaint must be acknowledged', extendable: false })
export const stage1 = complaint('complaint.stage1', 'Answering a complaint at stage 1', 10, { runsFrom: 'the acknowledgement', due: 'The complaint must be answered at stage 1', extendable: true })
export const stage2 = complaint('complaint.stage2', 'Answering a complaint at stage 2', 20, { runsFrom: 'the acknowledgement', due: 'The complaint must be answered at stage 2', extendable: true })
export const stage1Extension = complaint('complaint.stage1Extension', 'The longest extension of stage 1', 10, { runsFrom: 'the day the answer was due', due: 'The complaint must be answered at stage 1', extendable: false })
export const stage2Extension = complaint('complaint.stage2Extension', 'The longest extension of stage 2', 20, { runsFrom: 'the day the answer was due', due: 'The complaint must be answered at stage 2', extendable: false })

/** By when a complaint must be answered once the time was extended by some working days. Throws on more than the code allows. */
export function extendedAnswerBy(stage: 1 | 2, acknowledgedOn: Day, by: number, law: Law): DeadlineAnswer {
  const [rule, extension] = stage === 1 ? [stage1, stage1Extension] : [stage2, stage2Extension]
  const due = deadlineOf(rule, acknowledgedOn, law)
  const most = ruleOn(extension, acknowledgedOn, law)
  if (due.state !== 'known') return due
  if (most.state !== 'known') return most
  if (!Number.isInteger(by) || by < 1 || by > most.value.n) throw new Error(`Stage ${stage} can be extended by 1 to ${most.value.n} working days, not ${by}.`)
  const on = addWorkingDays(due.on, by)
  return deadlineAt(extension, most, { on, bound: 'by', sentence: `${extension.due} by the end of ${sayDay(on)}: ${by} working ${by === 1 ? 'day' : 'days'} after ${sayDay(due.on)}, when it was due (${most.source}).` })
}

const check = (id: string, says: string, length: Days, runsFrom: string, due: string, certainty: Certainty, source: string): DeadlineRule =>
  ({ id, says, rows: [inForce(length, source, certainty)], read: readLength(length, 'any'), runsFrom, due, bound: 'by', ifMissed: 'Do it now: it stands in the list of what is overdue.', extendable: true })
const YEARLY: Days = { n: 1, unit: 'years', counting: 'after' }
export const caseKept = check('retention.caseFile', 'How long a case file is kept before it is reviewed for disposal', { n: 6, unit: 'years', counting: 'after' }, 'the day the case was closed', 'The case file must be reviewed for disposal', 'proposal', 'Retention schedule; proposed')
export const agreementReviewed = check('sharing.agreementReview', 'The yearly review of an information-sharing agreement', YEARLY, 'the day it was agreed or last reviewed', 'The agreement must be reviewed', 'known', 'Good practice; no statute')
export const delegationReviewed = check('delegation.review', 'The yearly review of a delegation', YEARLY, 'the day it was given or last reviewed', 'The delegation must be reviewed', 'proposal', 'Good practice; no statute')
