// The ASB case review: which complaints count towards it, when people must be told of it, and the clocks of a request.
import { day, type Day, sayDay } from '#kernel/time.ts'
import { readLength } from '../confirmed-length.ts'
import { type DeadlineRule, deadlineOf } from '../deadline.ts'
import type { Days } from '../length.ts'
import { inForce } from '../row.ts'
import { type Law, type Rule, ruleOn } from '../rule.ts'

const LOCAL = 'Local case review procedure; proposed'
const readCount = (value: unknown): number | undefined => (typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : undefined)

const ONE_MONTH: Days = { n: 1, unit: 'months', counting: 'beginning with' }
export const qualifyingReport: DeadlineRule = {
  id: 'caseReview.qualifyingReport', says: 'How soon after an incident a complaint counts towards a case review, unless the local procedure says otherwise',
  rows: [inForce(ONE_MONTH, 'ASBCPA 2014 s104', 'unsure')], read: readLength(ONE_MONTH, 'any'),
  runsFrom: 'the day of the incident', due: 'To count, it must have been reported', bound: 'by', ifMissed: 'This complaint does not count by itself; the bodies may still take it into account.', extendable: false,
}
const SIX_MONTHS: Days = { n: 6, unit: 'months', counting: 'beginning with' }
export const application: DeadlineRule = {
  id: 'caseReview.application', says: 'How soon after a complaint a case review must be asked for, unless the local procedure says otherwise',
  rows: [inForce(SIX_MONTHS, 'ASBCPA 2014 s104', 'unsure')], read: readLength(SIX_MONTHS, 'any'),
  runsFrom: 'the day of the complaint', due: 'A case review must be asked for', bound: 'by', ifMissed: 'This complaint no longer counts towards the threshold.', extendable: false,
}

/** With this many the bodies must find the threshold met: no further local hurdle can defeat it (s104(4)). A local number may be lower. */
export const threshold: Rule<number> = {
  id: 'caseReview.threshold', says: 'How many qualifying complaints meet the threshold for a case review',
  rows: [inForce(3, 'ASBCPA 2014 s104(4)', 'read')], read: readCount,
}
export const people: Rule<number> = {
  id: 'caseReview.people', says: 'How many people complaining separately also meet the threshold', rows: [inForce(5, LOCAL, 'proposal')], read: readCount,
}
export const tellAt: Rule<number> = {
  id: 'caseReview.tellAt', says: 'At which report somebody is told about the case review, the same day', rows: [inForce(2, LOCAL, 'proposal')], read: readCount,
}
const TELL_WITHIN: Days = { n: 6, unit: 'months', counting: 'beginning with' }
export const tellWithin: DeadlineRule = {
  id: 'caseReview.tellWithin', says: 'Within which time reports are counted before somebody is told about the case review', rows: [inForce(TELL_WITHIN, LOCAL, 'proposal')], read: readLength(TELL_WITHIN, 'any'),
  runsFrom: 'the day of the first report', due: 'The time in which a further report means telling them of the case review', bound: 'ends', ifMissed: 'Reports after it start a new count.', extendable: false,
}

type Parts = Pick<DeadlineRule, 'runsFrom' | 'due' | 'ifMissed'>
const local = (id: string, says: string, length: Days, parts: Parts): DeadlineRule =>
  ({ id, says, rows: [inForce(length, LOCAL, 'proposal')], read: readLength(length, 'any'), bound: 'by', extendable: false, ...parts })

const LATE = 'The delay is part of what is published and of what the Ombudsman looks at. Tell the person now.'
export const acknowledge = local('caseReview.acknowledge', 'Acknowledging a request for a case review', { n: 3, unit: 'working days', counting: 'after' }, { runsFrom: 'the request', due: 'The request must be acknowledged', ifMissed: LATE })
export const decideThreshold = local('caseReview.decideThreshold', 'Deciding whether the threshold is met', { n: 14, unit: 'working days', counting: 'after' }, { runsFrom: 'the request', due: 'The person must be told whether the threshold is met', ifMissed: LATE })
export const meeting = local('caseReview.meeting', 'The case review meeting', { n: 21, unit: 'days', counting: 'after' }, { runsFrom: 'the decision that the threshold is met', due: 'The review must be held', ifMissed: LATE })
export const outcome = local('caseReview.outcome', 'Telling the person the outcome of the review', { n: 10, unit: 'working days', counting: 'after' }, { runsFrom: 'the meeting', due: 'The outcome must be sent to the person', ifMissed: LATE })
export const appealMade = local('caseReview.appealMade', 'Asking for the decision or the review to be looked at again', { n: 21, unit: 'days', counting: 'after' }, { runsFrom: 'the decision or the outcome', due: 'An appeal must be made', ifMissed: 'The bodies may still agree to look again.' })
export const appealAnswered = local('caseReview.appealAnswered', 'Answering an appeal about a case review', { n: 20, unit: 'working days', counting: 'after' }, { runsFrom: 'the appeal', due: 'The person must be told the result of the appeal', ifMissed: LATE })

export const policingBodyReview: Rule<'may be asked for'> = {
  id: 'caseReview.policingBodyReview', says: 'A review by the local policing body for somebody dissatisfied with a case review',
  rows: [{ from: day('2026-06-29'), status: 'enacted, not commenced', change: 'lpbReview', value: 'may be asked for', source: 'Crime and Policing Act 2026', certainty: 'seen' }],
}

export type Complaint = { readonly id: string; readonly person: string; readonly incidentOn: Day; readonly reportedOn: Day }
export type Counted = { readonly id: string; readonly counts: boolean; readonly sentence: string }
export type ThresholdAnswer = { readonly met: boolean; readonly mustConfirm: boolean; readonly counted: readonly Counted[]; readonly sentence: string }

/** Which complaints qualify on the day a review is asked for, and whether there are enough of them, or of people. */
export function thresholdOn(askedOn: Day, complaints: readonly Complaint[], law: Law): ThresholdAnswer {
  const counted = complaints.map(complaint => countOne(complaint, askedOn, law))
  const qualifying = complaints.filter((_, at) => counted[at]?.counts === true)
  const [needed, persons] = [ruleOn(threshold, askedOn, law), ruleOn(people, askedOn, law)]
  if (needed.state !== 'known' || persons.state !== 'known') return { met: false, mustConfirm: true, counted, sentence: needed.sentence }
  const different = new Set(qualifying.map(({ person }) => person)).size
  const met = qualifying.length >= needed.value || different >= persons.value
  const mustConfirm = [qualifyingReport, application].some(rule => { const answer = ruleOn(rule, askedOn, law); return answer.state === 'known' && answer.mustConfirm })
  const said = met ? 'The threshold is met, and the review must be carried out' : 'These complaints alone do not meet the threshold'
  return { met, mustConfirm, counted, sentence: `${said}: ${qualifying.length} qualifying ${qualifying.length === 1 ? 'complaint' : 'complaints'} from ${different} ${different === 1 ? 'person' : 'people'}; ${needed.value} complaints are needed (${needed.source}).` }
}

function countOne({ id, incidentOn, reportedOn }: Complaint, askedOn: Day, law: Law): Counted {
  if (reportedOn < incidentOn || askedOn < reportedOn) return { id, counts: false, sentence: `The dates are not in order: incident ${sayDay(incidentOn)}, report ${sayDay(reportedOn)}, request ${sayDay(askedOn)}.` }
  const [reported, asked] = [deadlineOf(qualifyingReport, incidentOn, law), deadlineOf(application, reportedOn, law)]
  if (reported.state !== 'known' || asked.state !== 'known') return { id, counts: false, sentence: reported.state === 'known' ? asked.sentence : reported.sentence }
  if (reportedOn > reported.on) return { id, counts: false, sentence: `Does not count. ${reported.sentence}` }
  if (askedOn > asked.on) return { id, counts: false, sentence: `Does not count. ${asked.sentence}` }
  return { id, counts: true, sentence: `Counts: reported ${sayDay(reportedOn)}, for an incident on ${sayDay(incidentOn)}.` }
}

/** Whether the newest of somebody's reports means telling them about the case review on its day: as a rule the second in 6 months. */
export function tellOfCaseReview(reportedOn: readonly Day[], law: Law): { readonly tell: boolean; readonly on?: Day; readonly sentence: string } {
  const inOrder = reportedOn.toSorted()
  const newest = inOrder.at(-1)
  if (newest === undefined) return { tell: false, sentence: 'Nothing has been reported.' }
  const within = inOrder.filter(on => { const until = deadlineOf(tellWithin, on, law); return until.state === 'known' && newest <= until.on })
  const needed = ruleOn(tellAt, newest, law)
  const window = ruleOn(tellWithin, newest, law)
  const counted = window.state === 'known' ? ` within ${window.value.n} ${window.value.unit}` : ''
  if (needed.state !== 'known' || within.length < needed.value) return { tell: false, sentence: `${within.length} ${within.length === 1 ? 'report' : 'reports'}${counted}.` }
  return { tell: true, on: newest, sentence: `Tell them about the ASB case review on ${sayDay(newest)}: this is report ${within.length}${counted} (${needed.source}).` }
}
