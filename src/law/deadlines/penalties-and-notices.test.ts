// CPN, fixed penalty, prosecution, PSPO, dispersal and neighbouring clocks, each with its section.
import { describe, expect, it, test } from 'vitest'
import { day } from '#kernel/time.ts'
import { deadlineBefore } from '#law/backwards.ts'
import { deadlineOf } from '#law/deadline.ts'
import { UNTOUCHED_LAW } from '#law/rule.ts'
import { answerOf, begun, endOf, lastDayOf, moment, notBegun } from '#test/harness/law.ts'
import { closureAlerts, orderAlerts, readAlerts } from './alerts.ts'
import { cpnAfterComplyBy, cpnAfterComplyByTime, cpnAppeal, cpnReview } from './community-protection.ts'
import { dispersalAuthorisation, dispersalExclusion } from './dispersal.ts'
import {
  EITHER_WAY_OFFENCES, SUMMARY_OFFENCES, cpnPenaltyDiscount, cpnPenaltyPay, cpnPenaltyProsecute, environmentPenaltyDiscount, environmentPenaltyPay, environmentPenaltyProsecute,
  prosecutionLimitFor, pspoPenaltyDiscount, pspoPenaltyPay, pspoPenaltyProsecute, summaryProsecution,
} from './fixed-penalties.ts'
import { abatementAppeal, abatementDeferral, householdBinsFinal, licenceRepresentations, litterKeeperDoubles, untidyLandAppeal, untidyLandEffect, wasteOnLandAppeal } from './neighbouring.ts'
import { pspoChallenge, pspoEnds, pspoExpeditedEnds, pspoExtensionEnds, pspoExtensionMade, pspoReview3, pspoReview6 } from './public-spaces.ts'

test.each([
  ['CPN appeal: issue + 20, s46', cpnAppeal, '2026-03-05', '2026-03-25'],
  ['CPN appeal over Christmas, s46', cpnAppeal, '2025-12-15', '2026-01-04'],
  ['CPN appeal over a leap day, s46', cpnAppeal, '2028-02-28', '2028-03-19'],
  ['CPN: not before the day after the day given, s43(5)', cpnAfterComplyBy, '2026-03-31', '2026-04-01'],
  ['CPN review, proposal', cpnReview, '2026-08-31', '2027-02-28'],
  ['CPN review, proposal: half a year on', cpnReview, '2026-03-05', '2026-09-05'],
  ['PSPO FPN: last protected day, s68(4)', pspoPenaltyPay, '2026-03-05', '2026-03-19'],
  ['PSPO FPN: lower amount, s68', pspoPenaltyDiscount, '2026-03-05', '2026-03-18'],
  ['environmental FPN: last protected day, EPA s88', environmentPenaltyPay, '2026-03-05', '2026-03-19'],
  ['environmental FPN: lower amount, EPA s88', environmentPenaltyDiscount, '2026-03-05', '2026-03-18'],
  ['FPN: first day to prosecute is notice + 15, s52(5)', cpnPenaltyProsecute, '2026-03-05', '2026-03-20'],
  ['FPN: over a month end and a leap day, s52(5)', cpnPenaltyProsecute, '2028-02-20', '2028-03-06'],
  ['FPN: last protected day is notice + 14, s52(5)', cpnPenaltyPay, '2026-03-05', '2026-03-19'],
  ['FPN: the lower amount for less than 14 days, s52(8)', cpnPenaltyDiscount, '2026-03-05', '2026-03-18'],
  ['PSPO FPN: notice + 15, s68(4)', pspoPenaltyProsecute, '2025-12-24', '2026-01-08'],
  ['environmental FPN: notice + 15, EPA s88', environmentPenaltyProsecute, '2026-03-05', '2026-03-20'],
  ['6 months, day of the offence left out, MCA s127', summaryProsecution, '2026-03-05', '2026-09-05'],
  ['6 months from 31 August, MCA s127', summaryProsecution, '2025-08-31', '2026-02-28'],
  ['6 months from 31 August before a leap day, MCA s127', summaryProsecution, '2027-08-31', '2028-02-29'],
  ['PSPO challenge: day 42, s66', pspoChallenge, '2026-03-05', '2026-04-15'],
  ['PSPO ends: effect + 3 years - 1 day, s60(1)', pspoEnds, '2026-03-05', '2029-03-04'],
  ['PSPO with effect on 1 March, s60(1)', pspoEnds, '2025-03-01', '2028-02-29'],
  ['PSPO with effect on a leap day, s60(1)', pspoEnds, '2024-02-29', '2027-02-28'],
  ['PSPO extended on its last day, s60(2)', pspoExtensionMade, '2029-03-04', '2029-03-04'],
  ['PSPO extension, s60(2)', pspoExtensionEnds, '2029-03-05', '2032-03-04'],
  ['expedited PSPO 6 months, s60A', pspoExpeditedEnds, '2026-03-05', '2026-09-04'],
  ['abatement appeal, EPA s80(3)', abatementAppeal, '2026-03-05', '2026-03-25'],
  ['abatement put off 7 days, EPA s80(2A)', abatementDeferral, '2026-03-05', '2026-03-11'],
  ['waste on land appeal, EPA s59(2)', wasteOnLandAppeal, '2026-03-05', '2026-03-25'],
  ['untidy land: 28 days, then it can take effect, s215(2)', untidyLandEffect, '2026-03-05', '2026-04-03'],
  ['untidy land appeal the day before, s217', untidyLandAppeal, '2026-04-02', '2026-04-02'],
  ['licence review: 28 days, LA 2003 s51', licenceRepresentations, '2026-03-05', '2026-04-02'],
  ['litter from a vehicle doubles after 28 days, EPA s88A', litterKeeperDoubles, '2026-03-05', '2026-04-02'],
  ['household bins: 28 days to answer, EPA s46A', householdBinsFinal, '2026-03-05', '2026-04-03'],
])('%s', (_, rule, from, on) => {
  expect(lastDayOf(rule, from)).toBe(on)
})

test.each([
  ['authorisation 48 hours, s34', dispersalAuthorisation, '2026-03-06T18:00', '2026-03-08T18:00'],
  ['direction 48 hours, s35(8)', dispersalExclusion, '2026-03-28T20:00', '2026-03-30T21:00'], // clocks go forward
  ['Christmas Day counts, s35(8)', dispersalExclusion, '2025-12-24T20:00', '2025-12-26T20:00'],
  ['a warning that gives 20 minutes, s43(5)', cpnAfterComplyByTime, '2026-03-06T23:20', '2026-03-06T23:20'],
])('%s', (_, rule, from, end) => {
  expect(endOf(rule, from)).toBe(end)
})

test('a CPN after minutes is not before that moment on that same day', () => {
  expect(answerOf(cpnAfterComplyByTime, '2026-03-06T23:20')).toMatchObject({ on: '2026-03-06', bound: 'not before', sentence: 'A community protection notice may be issued not before 6 March 2026 at 11:20pm: the time given in the written warning counts in full (ASBCPA 2014 s43(5)).' })
})

describe('dispersal for 72 hours (2026 Act)', () => {
  it.each([dispersalAuthorisation, dispersalExclusion])('$id: old, not confirmed, recorded', rule => {
    expect(endOf(rule, '2026-06-28T18:00')).toBe('2026-06-30T18:00')
    expect(deadlineOf(rule, moment('2026-06-29T18:00'), UNTOUCHED_LAW).state).toBe('not confirmed')
    expect(endOf(rule, '2026-07-01T18:00', notBegun('dispersal72', '2026-07-02'))).toBe('2026-07-03T18:00')
    expect(endOf(rule, '2026-07-01T18:00', begun('dispersal72', '2026-07-02'))).toBe('2026-07-03T18:00')
    expect(endOf(rule, '2026-07-02T18:00', begun('dispersal72', '2026-07-02'))).toBe('2026-07-05T18:00')
  })
})

describe('who can still be prosecuted', () => {
  it('summary offences have the 6 months, either-way ones none', () => {
    for (const offence of SUMMARY_OFFENCES) expect(prosecutionLimitFor(offence)).toBe(summaryProsecution)
    for (const offence of EITHER_WAY_OFFENCES) expect(prosecutionLimitFor(offence)).toBeUndefined()
    expect(EITHER_WAY_OFFENCES).toEqual(expect.arrayContaining(['fly-tipping', 'waste duty of care']))
  })
  it('the time for the lower amount can be set shorter, never 14 days; the time to pay never shorter', () => {
    const set = (rule: string, value: number) => ({ commencements: [], confirmations: [{ rule, from: day('2026-01-01'), value, source: 'Cabinet' }] })
    expect(lastDayOf(cpnPenaltyDiscount, '2026-03-05', set('fpn.cpn.payEarly', 10))).toBe('2026-03-15')
    expect(lastDayOf(cpnPenaltyDiscount, '2026-03-05', set('fpn.cpn.payEarly', 14))).toBe('2026-03-18')
    expect(lastDayOf(cpnPenaltyPay, '2026-03-05', set('fpn.cpn.pay', 10))).toBe('2026-03-19')
    expect(lastDayOf(cpnReview, '2026-03-05', set('cpn.review', 12))).toBe('2027-03-05')
    expect(lastDayOf(cpnReview, '2026-03-05', set('cpn.review', 13))).toBe('2026-09-05')
    expect(lastDayOf(cpnPenaltyPay, '2026-03-05', set('fpn.cpn.pay', 28))).toBe('2026-04-02')
  })
})

describe('PSPO', () => {
  it('is looked at 6 and 3 months before it ends', () => {
    const before = (rule: typeof pspoReview6, end: string) => deadlineBefore(rule, day(end), day('2026-03-05'), UNTOUCHED_LAW)
    expect(before(pspoReview6, '2029-03-04')).toMatchObject({ on: '2028-09-04', mustConfirm: true })
    expect(before(pspoReview3, '2029-03-04')).toMatchObject({ on: '2028-12-04' })
    expect(before(pspoReview6, '2029-08-31')).toMatchObject({ on: '2029-02-28' })
    expect(before(pspoReview3, '2028-05-31')).toMatchObject({ on: '2028-02-29' })
  })
  it('cannot be expedited before the law allowed it', () => {
    expect(deadlineOf(pspoExpeditedEnds, day('2022-06-27'), UNTOUCHED_LAW).state).toBe('no rule')
    expect(lastDayOf(pspoExpeditedEnds, '2022-06-28')).toBe('2022-12-27')
  })
})

test('the powers of 2014 have no clock before they began', () => {
  expect(deadlineOf(cpnAppeal, day('2014-10-19'), UNTOUCHED_LAW).state).toBe('no rule')
  expect(lastDayOf(cpnAppeal, '2014-10-20')).toBe('2014-11-09')
})

test('alerts are whole numbers, longest first', () => {
  const ours = { unit: 'days', before: [90, 30, 7] } as const
  expect(orderAlerts.rows[0]?.value).toEqual(ours)
  expect(closureAlerts.rows[0]?.value).toEqual({ unit: 'hours', before: [24, 4, 1] })
  expect(readAlerts([7, 60, 7, 14], ours)).toEqual({ unit: 'days', before: [60, 14, 7] })
  for (const wrong of [[], [0], [1.5], ['7'], 7, null, { before: [7] }]) expect(readAlerts(wrong, ours)).toBeUndefined()
})
