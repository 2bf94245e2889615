// Clocks of early help, casework, case review, subject access and complaints: examples over Easter, Christmas and month ends.
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { addDays, day, londonMoment } from '#kernel/time.ts'
import { isWorkingDay } from '#kernel/working-days.ts'
import { SETTINGS } from '#rooms/partnership/defaults.ts'
import { type DeadlineRule, deadlineOf } from '../deadline.ts'
import { type Law, UNTOUCHED_LAW, ruleOn } from '../rule.ts'
import * as review from './case-review.ts'
import * as casework from './casework.ts'
import * as help from './early-help.ts'
import * as records from './requests-and-records.ts'

const law = UNTOUCHED_LAW
const EASTER = '2026-04-02' // the Thursday: Good Friday and Easter Monday follow; 4 May is a bank holiday

const proposals: readonly (readonly [id: string, rule: DeadlineRule, from: string, expected: string])[] = [
  ['goodNeighbour.review', help.agreementReview, '2026-08-31', '2027-02-28'], ['goodNeighbour.ends', help.agreementEnds, '2026-03-05', '2027-03-04'],
  ['warning.review', help.warningReview, '2026-12-01', '2026-12-29'], ['mediation.referral', help.mediationReferral, '2026-12-23', '2027-01-04'],
  ['restorative.firstFollowUp', help.restorativeFirst, '2026-03-02', '2026-03-30'], ['restorative.secondFollowUp', help.restorativeSecond, '2026-03-02', '2026-05-25'],
  ['parentingContract.ends', help.parentingContractEnds, '2028-02-29', '2029-02-28'],
  ['casework.firstContact.high', casework.firstContact.high, EASTER, '2026-04-07'], ['casework.firstContact.medium', casework.firstContact.medium, EASTER, '2026-04-09'], ['casework.firstContact.standard', casework.firstContact.standard, EASTER, '2026-04-13'],
  ['casework.interview.high', casework.interview.high, EASTER, '2026-04-08'], ['casework.interview.medium', casework.interview.medium, EASTER, '2026-04-13'], ['casework.interview.standard', casework.interview.standard, EASTER, '2026-04-13'],
  ['casework.actionPlan', casework.actionPlan, EASTER, '2026-04-08'],
  ['casework.riskAssessment.high', casework.riskAssessment.high, EASTER, '2026-04-08'], ['casework.riskAssessment.medium', casework.riskAssessment.medium, EASTER, '2026-04-13'], ['casework.riskAssessment.standard', casework.riskAssessment.standard, EASTER, '2026-04-13'],
  ['casework.update.high', casework.update.high, EASTER, '2026-04-13'], ['casework.update.medium', casework.update.medium, EASTER, '2026-04-20'], ['casework.update.standard', casework.update.standard, EASTER, '2026-04-20'],
  ['casework.lastLetter', casework.lastLetter, EASTER, '2026-04-20'], ['casework.managerReview', casework.managerReview, EASTER, '2026-05-05'],
  ['casework.riskReview.high', casework.riskReview.high, EASTER, '2026-04-09'], ['casework.riskReview.medium', casework.riskReview.medium, EASTER, '2026-04-30'], ['casework.riskReview.standard', casework.riskReview.standard, EASTER, '2026-05-28'],
  ['hate.contact', casework.hateContact, EASTER, '2026-04-07'], ['hate.thirdPartyReport', casework.thirdPartyReport, EASTER, '2026-04-07'],
  ['caseReview.qualifyingReport', review.qualifyingReport, '2026-03-05', '2026-04-04'], ['caseReview.application', review.application, '2026-03-05', '2026-09-04'], ['caseReview.tellWithin', review.tellWithin, '2026-08-31', '2027-02-28'],
  ['caseReview.acknowledge', review.acknowledge, EASTER, '2026-04-09'], ['caseReview.decideThreshold', review.decideThreshold, EASTER, '2026-04-24'], ['caseReview.meeting', review.meeting, EASTER, '2026-04-23'],
  ['caseReview.outcome', review.outcome, EASTER, '2026-04-20'], ['caseReview.appealMade', review.appealMade, EASTER, '2026-04-23'], ['caseReview.appealAnswered', review.appealAnswered, EASTER, '2026-05-05'],
  ['retention.caseFile', records.caseKept, '2028-02-29', '2034-02-28'], ['delegation.review', records.delegationReviewed, '2026-04-02', '2027-04-02'],
]
const settled: typeof proposals = [
  ['abc.ends', help.abcEnds, '2026-08-31', '2027-02-28'], ['abc.review', help.abcReview, '2026-11-30', '2027-02-28'], ['parentingOrder.ends', help.parentingOrderEnds, '2026-03-05', '2027-03-04'],
  ['marac.repeat', casework.maracRepeat, '2028-02-29', '2029-02-28'], ['sharing.agreementReview', records.agreementReviewed, '2028-02-29', '2029-02-28'],
  ['complaint.acknowledged', records.complaintAcknowledged, EASTER, '2026-04-13'], ['complaint.stage1', records.stage1, EASTER, '2026-04-20'], ['complaint.stage2', records.stage2, EASTER, '2026-05-05'],
  ['complaint.stage1Extension', records.stage1Extension, EASTER, '2026-04-20'], ['complaint.stage2Extension', records.stage2Extension, EASTER, '2026-05-05'],
]
test.each([...proposals.map(row => [...row, true] as const), ...settled.map(row => [...row, false] as const)])('%s from %3$s: %4$s', (id, rule, from, expected, mustConfirm) => {
  expect(rule.id).toBe(id)
  expect(deadlineOf(rule, day(from), law)).toMatchObject({ rule: id, on: expected, mustConfirm })
})

it('hate.graffiti: 24 real hours, one o’clock when the clocks went forward meanwhile', () => {
  const noon = londonMoment(day('2026-03-28'), '12:00')
  if (noon === undefined) throw new Error('noon comes every day')
  expect(casework.graffiti.id).toBe('hate.graffiti')
  expect(deadlineOf(casework.graffiti, noon, law).sentence).toContain('29 March 2026 at 1pm')
})

describe('settings', () => {
  const setting = (key: string): unknown => SETTINGS.find(one => one.key === key)?.value
  const days = (rules: Readonly<Record<casework.Severity, DeadlineRule>>): Record<string, number | undefined> => Object.fromEntries(casework.SEVERITIES.map(each => [each, rules[each].rows[0]?.value.n]))
  it('are the values a partnership starts with', () => {
    expect(setting('service standards')).toMatchObject({ firstContact: days(casework.firstContact), riskAssessment: days(casework.riskAssessment), update: days(casework.update), managerReview: casework.managerReview.rows[0]?.value.n })
    expect(setting('risk review days')).toEqual(days(casework.riskReview))
  })
  it('are replaced by what an administrator confirms, and nonsense is not', () => {
    const confirmed = (value: unknown): Law => ({ ...law, confirmations: [{ rule: 'casework.firstContact.medium', from: day('2026-01-01'), value, source: 'Our standards' }] })
    expect(deadlineOf(casework.firstContact.medium, day(EASTER), confirmed(2))).toMatchObject({ on: '2026-04-08', mustConfirm: false })
    expect(deadlineOf(casework.firstContact.medium, day(EASTER), confirmed({ n: 4, unit: 'working days' }))).toMatchObject({ on: '2026-04-10' })
    for (const nonsense of [0, -1, 1.5, '2', null, { n: 2, unit: 'months' }]) expect(deadlineOf(casework.firstContact.medium, day(EASTER), confirmed(nonsense))).toMatchObject({ on: '2026-04-09' })
  })
  it('count from receipt as the council counts: after the cut-off is the next working day; day 0 or day 1', () => {
    const at = (time: string): Date => londonMoment(day(EASTER), time) ?? new Date(Number.NaN)
    const by = (time: string, dayOfReceiptIs: 0 | 1): unknown => casework.fromReceipt(casework.firstContact.high, at(time), { cutOff: '17:00', dayOfReceiptIs }, law)
    expect(by('17:00', 0)).toMatchObject({ on: '2026-04-07' })
    expect(by('17:01', 0)).toMatchObject({ on: '2026-04-08' })
    expect(by('09:00', 1)).toMatchObject({ on: '2026-04-02' })
  })
  it('risk is assessed by the end of the interview, when that comes sooner', () => {
    expect(casework.riskAssessedBy('medium', day(EASTER), day('2026-04-08'), law)).toMatchObject({ on: '2026-04-08' })
    expect(casework.riskAssessedBy('medium', day(EASTER), day('2026-04-20'), law)).toMatchObject({ on: '2026-04-13' })
  })
  it('a year whose bank holidays nobody knows is refused by its name', () => {
    expect(() => deadlineOf(casework.lastLetter, day('2031-12-20'), law)).toThrow(/2031|2032/)
  })
})

describe('the ASB case review', () => {
  const complaint = (id: string, incidentOn: string, reportedOn: string, person = 'a'): review.Complaint => ({ id, person, incidentOn: day(incidentOn), reportedOn: day(reportedOn) })
  const three = [complaint('1', '2026-03-05', '2026-04-04'), complaint('2', '2026-05-01', '2026-05-01'), complaint('3', '2026-06-01', '2026-06-10')]
  it('caseReview.threshold: three qualifying complaints must meet it (s104(4)); one reported a day late does not count', () => {
    expect(review.threshold.id).toBe('caseReview.threshold')
    expect(ruleOn(review.threshold, day('2026-07-01'), law)).toMatchObject({ value: 3, certainty: 'read', mustConfirm: false })
    expect(review.thresholdOn(day('2026-09-04'), three, law)).toMatchObject({ met: true, mustConfirm: true })
    expect(review.thresholdOn(day('2026-09-04'), [complaint('1', '2026-03-05', '2026-04-05'), ...three.slice(1)], law).counted.map(({ counts }) => counts)).toEqual([false, true, true])
  })
  it('caseReview.application: six months, with the day of the complaint', () => {
    expect(review.thresholdOn(day('2026-10-03'), three, law).met).toBe(true)
    expect(review.thresholdOn(day('2026-10-04'), three, law).met).toBe(false)
  })
  it('caseReview.people: five people is the local proposal; a report before its incident counts for nothing', () => {
    expect(review.people.id).toBe('caseReview.people')
    expect(ruleOn(review.people, day('2026-07-01'), law)).toMatchObject({ value: 5, mustConfirm: true })
    expect(review.thresholdOn(day('2026-07-01'), [complaint('x', '2026-06-02', '2026-06-01')], law).counted[0]?.sentence).toMatch(/not in order/)
    expect(review.policingBodyReview.id).toBe('caseReview.policingBodyReview')
    expect(ruleOn(review.policingBodyReview, day('2026-06-28'), law).state).toBe('no rule')
    expect(ruleOn(review.policingBodyReview, day('2026-06-29'), law).state).toBe('not confirmed')
  })
  it('caseReview.tellAt: the second report in 6 months means telling them the same day', () => {
    expect(review.tellAt.id).toBe('caseReview.tellAt')
    expect(review.tellOfCaseReview([day('2026-01-05')], law).tell).toBe(false)
    expect(review.tellOfCaseReview([day('2026-07-04'), day('2026-01-05')], law)).toMatchObject({ tell: true, on: '2026-07-04' })
    expect(review.tellOfCaseReview([day('2026-01-05'), day('2026-07-05')], law).tell).toBe(false)
  })
})

describe('subject access (subjectAccess.answer, subjectAccess.extension)', () => {
  const ask = (receivedOn: string, complex = false, clarifications: readonly records.Clarification[] = []) => records.subjectAccessBy({ receivedOn: day(receivedOn), complex, clarifications }, law)
  test.each([['2026-03-31', false, '2026-04-30'], ['2026-01-31', false, '2026-03-02'], ['2026-11-25', false, '2026-12-29'], ['2026-09-25', true, '2026-12-29'], ['2026-03-03', false, '2026-04-07']])('%s, complex %s: %s', (received, complex, expected) => {
    expect(ask(received, complex)).toMatchObject({ rule: 'subjectAccess.answer', on: expected })
    expect(records.subjectAccessExtension.id).toBe('subjectAccess.extension')
  })
  it('leaves out the days we waited for an answer, once, and waits while there is none', () => {
    expect(ask('2026-03-02', false, [{ askedOn: day('2026-03-05'), answeredOn: day('2026-03-12') }])).toMatchObject({ on: '2026-04-09' })
    expect(ask('2026-03-02', false, [{ askedOn: day('2026-03-05'), answeredOn: day('2026-03-12') }, { askedOn: day('2026-03-06'), answeredOn: day('2026-03-12') }])).toMatchObject({ on: '2026-04-09' })
    expect(ask('2026-03-02', false, [{ askedOn: day('2026-03-05') }]).state).toBe('waiting')
    expect(() => ask('2026-03-02', false, [{ askedOn: day('2026-03-05'), answeredOn: day('2026-03-04') }])).toThrow(/cannot have been answered/)
  })
  it('never ends on a day that is not a working day, and complexity never shortens it', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 4000 }).map(n => addDays(day('2016-01-01'), n)), received => {
      const [plain, complex] = [records.subjectAccessBy({ receivedOn: received, complex: false, clarifications: [] }, law), records.subjectAccessBy({ receivedOn: received, complex: true, clarifications: [] }, law)]
      if (plain.state !== 'known' || complex.state !== 'known') throw new Error('not known')
      expect(isWorkingDay(plain.on) && isWorkingDay(complex.on)).toBe(true)
      expect(complex.on > plain.on).toBe(true)
    }))
  })
})

it('a complaint’s answer can be put off by up to what the code allows and no more', () => {
  expect(records.extendedAnswerBy(1, day(EASTER), 10, law)).toMatchObject({ rule: 'complaint.stage1Extension', on: '2026-05-05' })
  expect(records.extendedAnswerBy(2, day(EASTER), 1, law)).toMatchObject({ rule: 'complaint.stage2Extension', on: '2026-05-06' })
  expect(() => records.extendedAnswerBy(1, day(EASTER), 11, law)).toThrow(/1 to 10/)
})
