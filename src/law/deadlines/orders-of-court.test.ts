// Injunction and criminal behaviour order clocks: 24 hours without Sundays and holy days, 12 months, reviews under 18.
import { describe, expect, it, test } from 'vitest'
import { day } from '#kernel/time.ts'
import { hoursLeavingOut, hoursLeavingOutSundaysAndHolyDays } from '#kernel/working-days.ts'
import { deadlineOf } from '#law/deadline.ts'
import { UNTOUCHED_LAW } from '#law/rule.ts'
import { answerOf, begun, endOf, lastDayOf, moment, notBegun } from '#test/harness/law.ts'
import { cboAdultShortest, cboReviewPeriod, cboYouthLongest, cboYouthShortest, youthReviewOn } from './criminal-behaviour.ts'
import { arrestedBeforeJudge, youthInjunctionEnds } from './injunction.ts'

describe('before a judge in 24 hours, s9(3)-(4)', () => {
  test.each([
    ['a Tuesday', '2026-03-03T15:00', '2026-03-04T15:00'],
    ['Saturday afternoon: Sunday left out', '2026-03-07T15:00', '2026-03-09T15:00'],
    ['on a Sunday: counted from its end', '2026-03-08T11:00', '2026-03-10T00:00'],
    ['Saturday as it begins, for Sunday to follow', '2026-03-07T00:00', '2026-03-09T00:00'],
    ['Thursday before Easter: Good Friday left out', '2026-04-02T15:00', '2026-04-04T15:00'],
    ['on Good Friday: Saturday in full, to the end of Easter Sunday', '2026-04-03T15:00', '2026-04-06T00:00'],
    ['Saturday of Easter: Sunday left out, Easter Monday counts', '2026-04-04T15:00', '2026-04-06T15:00'],
    ['Christmas Eve 2026 (Thursday): Christmas Day left out, Boxing Day counts', '2026-12-24T15:00', '2026-12-26T15:00'],
    ['Boxing Day 2026 (Saturday): Sunday left out, its substitute Monday counts', '2026-12-26T15:00', '2026-12-28T15:00'],
    ['Christmas Eve 2027 (Friday): Saturday is Christmas Day, then a Sunday', '2027-12-24T15:00', '2027-12-27T15:00'],
    ['the Saturday clocks go forward: the short Sunday is left out', '2026-03-28T15:00', '2026-03-30T15:00'],
    ['the Saturday clocks go back: the long Sunday is left out', '2026-10-24T15:00', '2026-10-26T15:00'],
    ['new year’s day counts', '2025-12-31T15:00', '2026-01-01T15:00'],
  ])('%s', (_, from, end) => {
    expect(endOf(arrestedBeforeJudge, from)).toBe(end)
  })
  it('says which year is missing where the table has no Good Friday for it', () => {
    expect(() => endOf(arrestedBeforeJudge, '2029-03-29T15:00')).toThrow('The bank holidays of 2029 in England and Wales are not known')
    expect(() => endOf(arrestedBeforeJudge, '2028-12-31T15:00')).toThrow('The bank holidays of 2029 in England and Wales are not known')
  })
  it('leaves nothing out when no day is, and is read aloud', () => {
    expect(hoursLeavingOut(moment('2026-03-28T15:00'), 24, () => false)).toEqual(moment('2026-03-29T16:00'))
    expect(hoursLeavingOutSundaysAndHolyDays(moment('2026-03-03T15:00'), 24)).toEqual(moment('2026-03-04T15:00'))
    expect(answerOf(arrestedBeforeJudge, '2026-03-07T15:00').sentence).toBe('The arrested person must be brought before a judge by 9 March 2026 at 3pm: 24 hours from the time of the arrest, Sundays, Christmas Day and Good Friday left out (ASBCPA 2014 s9(3)-(4)).')
  })
})

describe('an injunction against somebody under 18, s1(6)', () => {
  test.each([['2026-03-05', '2027-03-04'], ['2024-02-29', '2025-02-28'], ['2027-03-01', '2028-02-29']])('with effect on %s ends at the latest on %s', (from, end) => {
    expect(lastDayOf(youthInjunctionEnds, from, notBegun('youthInjunction', '2028-01-01'))).toBe(end)
  })
  it('is not confirmed from 29 June 2026 until recorded', () => {
    expect(lastDayOf(youthInjunctionEnds, '2026-06-28')).toBe('2027-06-27')
    expect(deadlineOf(youthInjunctionEnds, day('2026-06-29'), UNTOUCHED_LAW).state).toBe('not confirmed')
    expect(answerOf(youthInjunctionEnds, '2026-07-01', begun('youthInjunction', '2026-07-01'))).toMatchObject({ on: '2027-06-30', mustConfirm: true })
  })
})

describe('criminal behaviour order, Sentencing Act 2020', () => {
  test.each([
    ['adult at least 2 years', cboAdultShortest, '2026-03-05', '2028-03-04'], ['youth at least 1 year', cboYouthShortest, '2026-03-05', '2027-03-04'],
    ['youth at most 3 years', cboYouthLongest, '2026-03-05', '2029-03-04'], ['review 12 months, s337(2)', cboReviewPeriod, '2026-03-05', '2027-03-04'],
  ])('%s', (_, rule, from, on) => {
    expect(lastDayOf(rule, from)).toBe(on)
  })

  const order = { tookEffectOn: day('2026-03-05'), endsOn: day('2029-03-04'), bornOn: day('2012-01-10') }
  const review = (on: string, change: Partial<Parameters<typeof youthReviewOn>[0]> = {}) => youthReviewOn({ ...order, ...change }, day(on), UNTOUCHED_LAW)
  it('reviews follow one another from the day of effect, whenever each was held', () => {
    expect(review('2026-03-05')).toMatchObject({ state: 'known', on: '2027-03-04' })
    expect(review('2027-03-04')).toMatchObject({ on: '2027-03-04' })
    expect(review('2027-03-05')).toMatchObject({ on: '2028-03-04' })
    expect(review('2029-03-04')).toMatchObject({ on: '2029-03-04' })
  })
  it('a variation starts the period afresh, from its own day on', () => {
    expect(review('2026-09-30', { variedOn: [day('2026-10-01')] })).toMatchObject({ on: '2027-03-04' })
    expect(review('2026-10-01', { variedOn: [day('2026-10-01')] })).toMatchObject({ on: '2027-09-30' })
  })
  it('none where the offender turns 18 by the end of the period', () => {
    expect(review('2026-04-01', { bornOn: day('2009-03-04') })).toMatchObject({ state: 'none due', sentence: expect.stringContaining('will be 18') })
    expect(review('2026-04-01', { bornOn: day('2009-03-05') })).toMatchObject({ state: 'known', on: '2027-03-04' })
  })
  it('none where the order ends before the period does; one where it runs to that day', () => {
    expect(review('2026-04-01', { endsOn: day('2027-03-03') })).toMatchObject({ state: 'none due', sentence: expect.stringContaining('the order ends on Wednesday 3 March 2027') })
    expect(review('2026-04-01', { endsOn: day('2027-03-04') })).toMatchObject({ state: 'known' })
  })
})
