// Closure clocks: hours over Christmas and clock changes, months over their ends, and the 72 hours nobody has confirmed.
import { describe, expect, it, test } from 'vitest'
import { day } from '#kernel/time.ts'
import { answerOf, begun, endOf, lastDayOf, moment, notBegun } from '#test/harness/law.ts'
import { deadlineOf } from '#law/deadline.ts'
import { UNTOUCHED_LAW } from '#law/rule.ts'
import {
  closureAdjournment, closureAppeal, closureCompensation, closureCosts, closureExtensionAsked, closureExtensionEnds, closureHearing, closureLongest, closureNotice24, closureNotice48, closureNoticeContinued,
  closureNoticeExtended, closureOrderEnds, extendedClosureEnds,
} from './closure.ts'

// The hearing's 48 hours are asked on dates before 29 June 2026; from then on they are not confirmed (below).
describe('hours', () => {
  test.each([
    ['24 hours, s77(1)', closureNotice24, '2026-12-24T15:00', '2026-12-25T15:00'], // Christmas Day counts
    ['24 hours from Christmas morning, s77(1)', closureNotice24, '2026-12-25T10:00', '2026-12-26T10:00'],
    ['48 hours, s77(3)', closureNotice48, '2026-12-24T15:00', '2026-12-27T15:00'], // Christmas Day left out
    ['48 hours to Christmas midnight, s77(3)', closureNotice48, '2026-12-23T00:00', '2026-12-26T00:00'],
    ['48 hours from Christmas Day, s77(3)', closureNotice48, '2026-12-25T09:00', '2026-12-28T00:00'],
    ['48 hours from Boxing Day, s77(3)', closureNotice48, '2026-12-26T09:00', '2026-12-28T09:00'], // Boxing Day and its substitute count
    ['48 hours over a substitute Christmas Day, s77(3)', closureNotice48, '2027-12-26T09:00', '2027-12-28T09:00'], // 27 December 2027 is only its bank holiday
    ['48 hours over Easter, s77(2)', closureNotice48, '2026-04-02T09:00', '2026-04-04T09:00'], // Good Friday counts
    ['48 hours over a leap day, s77(2)', closureNotice48, '2028-02-28T09:00', '2028-03-01T09:00'],
    ['24 hours when clocks go forward, s77(1)', closureNotice24, '2026-03-28T15:00', '2026-03-29T16:00'],
    ['24 hours when clocks go back, s77(1)', closureNotice24, '2026-10-24T15:00', '2026-10-25T14:00'],
    ['48 hours when clocks go back, s77(2)', closureNotice48, '2026-10-24T15:00', '2026-10-26T14:00'],
    ['a 24 hour extension, s77(2)', closureNoticeExtended, '2026-12-24T15:00', '2026-12-25T15:00'],
    ['hearing, s80(4)', closureHearing, '2025-12-24T15:00', '2025-12-27T15:00'],
    ['hearing when the notice is served on Christmas Day, s80(4)', closureHearing, '2025-12-25T09:00', '2025-12-28T00:00'],
    ['hearing over Easter, s80(3)', closureHearing, '2026-04-02T15:00', '2026-04-04T15:00'],
    ['hearing when clocks go forward, s80(3)', closureHearing, '2026-03-27T15:00', '2026-03-29T16:00'],
    ['hearing over the new year, s80(3)', closureHearing, '2025-12-31T23:30', '2026-01-02T23:30'],
    ['court’s further 48 hours, s81(2)', closureNoticeContinued, '2026-12-24T15:00', '2026-12-26T15:00'], // Christmas Day counts
  ])('%s', (_, rule, from, end) => {
    expect(endOf(rule, from)).toBe(end)
  })

  it('needs the moment of service, not the day', () => {
    expect(() => deadlineOf(closureNotice24, day('2026-03-02'), UNTOUCHED_LAW)).toThrow('give the moment, not the day')
  })
})

describe('days and months', () => {
  test.each([
    ['adjourned 14 days, s81(3)', closureAdjournment, '2026-03-02', '2026-03-16'],
    ['order of 3 months, s80(6)', closureOrderEnds, '2026-03-05', '2026-06-04'],
    ['order made on 30 November, s80(6)', closureOrderEnds, '2026-11-30', '2027-02-28'],
    ['order made on 29 November before a leap day, s80(6)', closureOrderEnds, '2027-11-29', '2028-02-28'],
    ['order made on 30 November before a leap day, s80(6)', closureOrderEnds, '2027-11-30', '2028-02-29'],
    ['order made on 31 December, s80(6)', closureOrderEnds, '2025-12-31', '2026-03-30'],
    ['extension asked on the order’s last day, s82', closureExtensionAsked, '2026-06-04', '2026-06-04'],
    ['extension of 3 months, s82', closureExtensionEnds, '2026-06-05', '2026-09-04'],
    ['6 months in all, s82', closureLongest, '2026-03-05', '2026-09-04'],
    ['appeal 21 days with the day, s84', closureAppeal, '2026-03-05', '2026-03-25'],
    ['appeal over a leap day, s84', closureAppeal, '2028-02-20', '2028-03-11'],
    ['costs, s88', closureCosts, '2026-06-04', '2026-09-03'],
    ['compensation, s90(3)', closureCompensation, '2026-06-04', '2026-09-03'],
  ])('%s', (_, rule, from, last) => {
    expect(lastDayOf(rule, from)).toBe(last)
  })

  test.each([
    ['2026-03-05', '2026-06-04', '2026-09-04', 'closure.longest'],
    ['2026-03-05', '2026-05-04', '2026-08-04', 'closure.extensionEnds'], // a shorter first order
    ['2026-11-30', '2027-02-28', '2027-05-29', 'closure.longest'], // 3 months of its own would be 31 May, past 6 months in all
  ])('made %s until %s can be extended to %s, s82(7)-(8)', (made, until, end, rule) => {
    expect(extendedClosureEnds(day(made), day(until), UNTOUCHED_LAW)).toMatchObject({ on: end, rule })
  })
})

describe('72 hours to the hearing (2026 Act)', () => {
  const asked = (from: string, law = UNTOUCHED_LAW) => deadlineOf(closureHearing, moment(from), law)

  it('before 29 June 2026: 48 hours', () => {
    expect(endOf(closureHearing, '2026-06-28T15:00')).toBe('2026-06-30T15:00')
  })
  it('from 29 June 2026: not confirmed, and no moment is offered', () => {
    const answer = asked('2026-06-29T00:00')
    expect(answer).toMatchObject({ state: 'not confirmed', change: 'closure72' })
    expect(answer).not.toHaveProperty('at')
    expect(answer.sentence).toContain('an administrator must record whether it has begun')
  })
  it('recorded as not begun: 48 hours until the day somebody looked, not confirmed after it', () => {
    const law = notBegun('closure72', '2026-09-01')
    expect(endOf(closureHearing, '2026-09-01T15:00', law)).toBe('2026-09-03T15:00')
    expect(asked('2026-09-02T15:00', law).state).toBe('not confirmed')
  })
  it('recorded as begun: 48 hours before that day, 72 from it, to be confirmed', () => {
    const law = begun('closure72', '2026-10-01')
    expect(endOf(closureHearing, '2026-09-30T15:00', law)).toBe('2026-10-02T15:00')
    expect(endOf(closureHearing, '2026-10-01T15:00', law)).toBe('2026-10-04T15:00')
    expect(endOf(closureHearing, '2026-12-24T15:00', law)).toBe('2026-12-28T15:00')
    expect(answerOf(closureHearing, '2026-10-01T15:00', law)).toMatchObject({ certainty: 'unsure', mustConfirm: true })
  })
  it('a confirmed value counts, one looser than 72 hours does not', () => {
    const confirm = (value: unknown) => ({ ...begun('closure72', '2026-10-01'), confirmations: [{ rule: 'closure.hearing', from: day('2026-10-01'), value, source: 'Legal services' }] })
    expect(endOf(closureHearing, '2026-10-05T15:00', confirm(null))).toBe('2026-10-08T15:00')
    expect(endOf(closureHearing, '2026-10-05T15:00', confirm(48))).toBe('2026-10-07T15:00')
    expect(endOf(closureHearing, '2026-10-05T15:00', confirm(96))).toBe('2026-10-08T15:00')
    expect(answerOf(closureHearing, '2026-10-05T15:00', confirm(null)).mustConfirm).toBe(false)
    expect(answerOf(closureHearing, '2026-10-05T15:00', confirm(96))).toMatchObject({ mustConfirm: true, source: expect.not.stringContaining('confirmed') })
  })
  it('the notice’s own hours do not wait for it', () => {
    expect(endOf(closureNotice48, '2026-12-24T15:00')).toBe('2026-12-27T15:00')
  })
})

test('the sentences an officer reads aloud', () => {
  expect(answerOf(closureNotice48, '2026-12-24T15:00').sentence).toBe('The closure notice ends on 27 December 2026 at 3pm: 48 hours from service of the notice, Christmas Day left out (ASBCPA 2014 s77(2)-(3)).')
  expect(answerOf(closureAppeal, '2026-03-05').sentence).toBe('An appeal must reach the Crown Court by the end of Wednesday 25 March 2026: 21 days beginning with the day of the decision (ASBCPA 2014 s84).')
  expect(answerOf(closureExtensionAsked, '2026-06-04').sentence).toBe('An application to extend the closure order must be made by the end of Thursday 4 June 2026: the last day of the order counts in full (ASBCPA 2014 s82).')
  expect(answerOf(closureHearing, '2025-10-24T15:00').ifMissed).toContain('take legal advice')
})
