// Tenancy clocks: worked examples that cite the section; month ends, 29 February, Easter, Christmas and the clock change.
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { addDays, addMonths, day, daysBetween } from '#kernel/time.ts'
import { deadlineBefore } from '../backwards.ts'
import { type DeadlineAnswer, type DeadlineRule, deadlineOf } from '../deadline.ts'
import { type Law, UNTOUCHED_LAW } from '../rule.ts'
import * as absolute from './absolute-ground.ts'
import * as demotion from './demotion.ts'
import * as introductory from './introductory.ts'
import * as nsp from './notices-seeking-possession.ts'
import { type RentPeriod, claimAfterRentPeriod, endOfRentPeriod } from './rent-period.ts'
import * as starter from './starter-and-warrant.ts'

const law = UNTOUCHED_LAW
const on = (answer: DeadlineAnswer): string => (answer.state === 'known' ? answer.on : answer.state)
const weekly: RentPeriod = { each: 1, unit: 'weeks', firstDay: day('2026-01-05') }
const monthly: RentPeriod = { each: 1, unit: 'months', firstDay: day('2025-01-01') }

const examples: readonly (readonly [id: string, rule: DeadlineRule, from: string, expected: string])[] = [
  ['absoluteGround.condition1', absolute.condition1, '2026-03-05', '2027-03-04'], // HA 1985 s83ZA: 12 months beginning with
  ['absoluteGround.condition1', absolute.condition1, '2028-02-29', '2029-02-28'],
  ['absoluteGround.condition2', absolute.condition2, '2026-12-25', '2027-12-24'],
  ['absoluteGround.condition3', absolute.condition3, '2026-01-01', '2026-12-31'],
  ['absoluteGround.condition4', absolute.condition4, '2026-03-05', '2026-06-04'], // 3 months beginning with the order
  ['absoluteGround.condition4', absolute.condition4, '2026-11-30', '2027-02-28'], // Dodds v Walker: not the 27th
  ['absoluteGround.condition4', absolute.condition4, '2027-11-30', '2028-02-29'],
  ['absoluteGround.condition5', absolute.condition5, '2027-03-01', '2028-02-29'],
  ['absoluteGround.claimFixed', absolute.claimFixed, '2026-03-05', '2026-04-06'],
  ['absoluteGround.claimFixed', absolute.claimFixed, '2027-01-31', '2027-03-01'],
  ['absoluteGround.noticeLife', absolute.noticeLife, '2026-04-30', '2027-04-30'],
  ['absoluteGround.noticeLife', absolute.noticeLife, '2028-02-29', '2029-02-28'],
  ['absoluteGround.reviewRequest', absolute.reviewRequest, '2026-12-22', '2026-12-28'], // s85ZA: 7 days with the day of service; Christmas counts
  ['absoluteGround.postponement', absolute.postponement, '2026-12-18', '2027-01-01'], // HA 1980 s89
  ['absoluteGround.postponementForHardship', absolute.postponementForHardship, '2026-12-18', '2027-01-29'],
  ['introductory.year', introductory.year, '2026-01-05', '2027-01-04'], // HA 1996 s125
  ['introductory.year', introductory.year, '2028-02-29', '2029-02-28'],
  ['introductory.endingReview', introductory.endingReview, '2026-12-20', '2027-01-02'], // s129: 14 days beginning with
  ['introductory.extensionReview', introductory.extensionReview, '2028-02-16', '2028-02-29'], // s125B
  ['demotion.year', demotion.year, '2026-03-05', '2027-03-04'], // s143B(1)
  ['demotion.noticeKeeps', demotion.noticeKeeps, '2026-08-31', '2027-02-28'],
  ['demotion.noticeKeeps', demotion.noticeKeeps, '2027-03-01', '2027-08-31'],
  ['demotion.review', demotion.review, '2026-03-05', '2026-03-18'], // s143F
  ['nsp.secureLife', nsp.secureLife, '2026-04-05', '2027-04-05'], // HA 1985 s83: 12 months after the date specified
  ['nsp.assuredLife', nsp.assuredLife, '2026-02-28', '2027-02-28'], // HA 1988 s8(3)(c): 12 months from service
  ['nsp.assuredLife', nsp.assuredLife, '2028-02-29', '2029-02-28'],
  ['nsp.assuredGround12Claim', nsp.assuredGround12Claim, '2026-03-05', '2026-03-20'],
  ['starter.year', starter.starterYear, '2025-06-02', '2026-06-01'],
  ['starter.longest', starter.starterLongest, '2025-06-02', '2026-12-01'],
  ['starter.notice', starter.starterNotice, '2025-12-31', '2026-03-01'],
  ['warrant.evictionNotice', starter.evictionNotice, '2026-03-20', '2026-04-04'], // the 14 days end on Good Friday
]
test.each(examples)('%s from %4$s', (id, rule, from, expected) => {
  const answer = deadlineOf(rule, day(from), law)
  expect(rule.id).toBe(id)
  expect(on(answer)).toBe(expected)
  expect(answer.sentence).toContain(answer.state === 'known' ? answer.source : 'a known answer')
})

describe('the end of a rent period', () => {
  test.each([
    ['weekly, a Sunday when the clocks change: exactly 4 weeks', weekly, '2026-03-01', '2026-03-29'],
    ['weekly, served on a Tuesday: the Sunday after 4 weeks, Easter', weekly, '2026-03-03', '2026-04-05'],
    ['monthly, served on the first: the whole of that month does not count', monthly, '2027-02-01', '2027-03-31'],
    ['monthly, served on the last day before a month of 28 days', monthly, '2027-01-31', '2027-02-28'],
    ['monthly, mid month', monthly, '2026-03-15', '2026-04-30'],
    ['monthly in a leap year', monthly, '2028-01-31', '2028-02-29'],
    ['fortnightly', { each: 2, unit: 'weeks', firstDay: day('2026-01-05') }, '2026-03-03', '2026-04-12'],
    ['four-weekly: a whole period, so longer than 4 weeks', { each: 4, unit: 'weeks', firstDay: day('2026-01-05') }, '2026-03-03', '2026-04-26'],
    ['a period first known from later than the notice', { each: 1, unit: 'months', firstDay: day('2031-01-01') }, '2026-03-15', '2026-04-30'],
  ] as const)('%s', (_, rent, served, expected) => {
    expect(endOfRentPeriod(day(served), rent, { n: 4, unit: 'weeks', counting: 'after' })).toBe(expected)
  })
  test.each([
    ['absoluteGround.claimPeriodic', absolute.claimPeriodic], ['nsp.secureOtherClaim', nsp.secureOtherClaim], ['introductory.claim', introductory.claim], ['demotion.claim', demotion.claim],
  ] as const)('%s: proceedings the day after it', (id, rule) => {
    const answer = claimAfterRentPeriod(rule, day('2026-03-03'), weekly, law)
    expect(answer).toMatchObject({ rule: id, on: '2026-04-06', bound: 'not before' })
    expect(answer.sentence).toContain('Sunday 5 April 2026')
  })
  it('says no to a yearly tenancy, which has a rule of its own', () => {
    expect(() => endOfRentPeriod(day('2026-03-03'), { each: 12, unit: 'months', firstDay: day('2026-01-01') }, { n: 4, unit: 'weeks', counting: 'after' })).toThrow(/legal advice/)
  })
  const days = fc.integer({ min: 0, max: 20_000 }).map(n => addDays(day('2000-01-01'), n))
  it('is never sooner than 4 weeks on, always the eve of a period, and nearer than two periods more', () => {
    fc.assert(fc.property(days, days, fc.constantFrom('weeks' as const, 'months' as const), fc.integer({ min: 1, max: 6 }), (served, firstDay, unit, each) => {
      const end = endOfRentPeriod(served, { each, unit, firstDay }, { n: 4, unit: 'weeks', counting: 'after' })
      expect(daysBetween(served, end)).toBeGreaterThanOrEqual(28)
      expect(daysBetween(served, end)).toBeLessThanOrEqual(28 + 2 * (unit === 'weeks' ? 7 * each : 31 * each))
      const next = addDays(end, 1)
      const begins = unit === 'weeks' ? daysBetween(firstDay, next) % (7 * each) === 0 : [...Array(1500).keys()].some(nth => addMonths(firstDay, (nth - 750) * each) === next)
      expect(begins).toBe(true)
    }), { numRuns: 300 })
  })
})

describe('at once and after the Renters’ Rights Act', () => {
  it('nuisance grounds may go to court on the day of service', () => {
    for (const [id, rule] of [['nsp.secureGround2Claim', nsp.secureGround2Claim], ['nsp.assuredGround14Claim', nsp.assuredGround14Claim]] as const) {
      expect(nsp.claimAtOnce(rule, day('2026-03-03'), law)).toMatchObject({ rule: id, on: '2026-03-03', bound: 'not before' })
    }
  })
  it('Ground 7A (absoluteGround.claimGround7A) waits, is not confirmed, or goes at once, by what is recorded', () => {
    const id = 'absoluteGround.claimGround7A'
    const tenure = { kind: 'periodic', rent: weekly } as const
    const covered: Law = { ...law, commencements: [{ change: 'rentersRightsSocial', began: day('2027-10-01'), source: 'SI' }] }
    expect(absolute.claimOnGround7A(day('2026-03-03'), tenure, law)).toMatchObject({ rule: id, on: '2026-04-06' })
    expect(absolute.claimOnGround7A(day('2026-05-01'), tenure, law).state).toBe('not confirmed')
    expect(absolute.claimOnGround7A(day('2026-05-01'), tenure, covered)).toMatchObject({ on: '2026-06-01' })
    expect(absolute.claimOnGround7A(day('2027-10-01'), tenure, covered)).toMatchObject({ on: '2027-10-01' })
    expect(absolute.claimOnGround7A(day('2026-03-05'), { kind: 'fixed term' }, law)).toMatchObject({ on: '2026-04-06', source: 'Housing Act 1988 s8' })
  })
  it('a starter tenancy has no clock once section 21 is gone', () => {
    expect(deadlineOf(starter.starterNotice, day('2026-06-01'), law).state).toBe('not confirmed')
    expect(deadlineOf(starter.starterNotice, day('2026-06-01'), { ...law, commencements: [{ change: 'rentersRightsSocial', began: day('2026-05-15'), source: 'SI' }] }).state).toBe('no rule')
  })
})

describe('counted back', () => {
  test.each([['2026-01-05', '2026-11-09'], ['2028-02-29', '2029-01-03'], ['2025-02-28', '2026-01-02']])('introductory.extensionNotice: tenancy of %s, by %s (s125A)', (began, by) => {
    expect(introductory.extensionNoticeBy(day(began), law)).toMatchObject({ rule: 'introductory.extensionNotice', on: by, extendable: false })
  })
  test.each([['absoluteGround.reviewDecision', absolute.reviewDecision], ['introductory.reviewDecision', introductory.reviewDecision]] as const)('%s: before the earliest date for proceedings', (id, rule) => {
    expect(deadlineBefore(rule, day('2026-04-06'), day('2026-03-03'), law)).toMatchObject({ rule: id, on: '2026-04-05' })
  })
})

describe('the introductory tenancy', () => {
  it('begins on the later of entry and entitlement, on adoption, or with earlier time that ran up to it', () => {
    const [entered, entitled, adopted, earlier] = [day('2026-01-05'), day('2026-01-12'), day('2026-03-01'), day('2025-06-01')]
    expect(introductory.introductoryBegins({ enteredOn: entered, entitledToPossessionOn: entitled })).toBe(entitled)
    expect(introductory.introductoryBegins({ enteredOn: entitled, entitledToPossessionOn: entered })).toBe(entitled)
    expect(introductory.introductoryBegins({ enteredOn: entered, entitledToPossessionOn: entitled, adoptedOn: adopted })).toBe(adopted)
    expect(introductory.introductoryBegins({ enteredOn: entered, entitledToPossessionOn: entitled, earlierTimeFrom: earlier })).toBe(earlier)
  })
  it('ends 6 months later when extended (introductory.extension), and a claim must be begun by then (introductory.proceedings)', () => {
    expect(introductory.introductoryEnds(day('2026-01-05'), true, law)).toMatchObject({ rule: 'introductory.extension', on: '2027-07-04' })
    expect(introductory.introductoryEnds(day('2025-08-31'), true, law)).toMatchObject({ on: '2027-02-28' })
    expect(introductory.proceedingsBy(day('2026-01-05'), false, law)).toMatchObject({ rule: 'introductory.proceedings', on: '2027-01-04' })
    expect(introductory.proceedingsBy(day('2026-01-05'), true, law)).toMatchObject({ on: '2027-07-04' })
  })
})

describe('the demoted tenancy', () => {
  const began = day('2026-03-05')
  const until = (notice?: demotion.Notice): string => { const answer = demotion.demotedUntil(began, notice, law); return answer.state === 'known' ? answer.on : answer.state }
  const served = { servedOn: day('2027-03-01') }
  test.each([
    ['no notice: the year', undefined, '2027-03-04'],
    ['a notice in time and no claim: 6 months with the day of service (s143B(4))', served, '2027-08-31'],
    ['on the last day of the year', { servedOn: day('2027-03-04') }, '2027-09-03'],
    ['a day too late: nothing', { servedOn: day('2027-03-05') }, '2027-03-04'],
    ['early in the year: never less than the year', { servedOn: day('2026-04-01') }, '2027-03-04'],
    ['a claim within 6 months: until decided', { ...served, claimBegunOn: day('2027-08-31') }, 'until the claim is decided'],
    ['a claim too late', { ...served, claimBegunOn: day('2027-09-01') }, '2027-08-31'],
    ['withdrawn', { ...served, withdrawnOn: day('2027-05-01') }, '2027-05-01'],
    ['withdrawn within the year', { ...served, withdrawnOn: day('2027-03-02') }, '2027-03-04'],
    ['decided for the tenant', { ...served, claimBegunOn: day('2027-06-01'), decidedForTenantOn: day('2027-11-30') }, '2027-11-30'],
  ] as const)('%s', (_, notice, expected) => { expect(until(notice)).toBe(expected) })
})

describe('whatever the day', () => {
  const days = fc.integer({ min: 0, max: 4000 }).map(n => addDays(day('2015-01-01'), n))
  it('extending an introductory tenancy never shortens it, and 8 weeks before is 56 days before and never later', () => {
    fc.assert(fc.property(days, began => {
      const [year, extended, notice] = [introductory.introductoryEnds(began, false, law), introductory.introductoryEnds(began, true, law), introductory.extensionNoticeBy(began, law)]
      if (year.state !== 'known' || extended.state !== 'known' || notice.state !== 'known') throw new Error('not known')
      expect(extended.on > year.on).toBe(true)
      expect(daysBetween(notice.on, year.on)).toBe(56)
      expect(daysBetween(began, notice.on)).toBeGreaterThan(300)
    }))
  })
  it('a review window of 7 days takes in the day of service and the sixth after it, and nothing lengthens it', () => {
    const looser: Law = { ...law, confirmations: [{ rule: 'absoluteGround.reviewRequest', from: day('2015-01-01'), value: 14, source: 'x' }] }
    fc.assert(fc.property(days, served => {
      expect(on(deadlineOf(absolute.reviewRequest, served, law))).toBe(addDays(served, 6))
      expect(on(deadlineOf(absolute.reviewRequest, served, looser))).toBe(addDays(served, 6))
    }))
  })
  it('a council may set a time to act shorter and a time to wait longer, never the other way', () => {
    const confirmed = (rule: string, value: number): Law => ({ ...law, confirmations: [{ rule, from: day('2015-01-01'), value, source: 'x' }] })
    expect(on(deadlineOf(absolute.condition4, day('2026-03-05'), confirmed('absoluteGround.condition4', 2)))).toBe('2026-05-04')
    expect(on(deadlineOf(absolute.condition4, day('2026-03-05'), confirmed('absoluteGround.condition4', 4)))).toBe('2026-06-04')
    expect(on(deadlineOf(starter.evictionNotice, day('2026-03-20'), confirmed('warrant.evictionNotice', 21)))).toBe('2026-04-11')
    expect(on(deadlineOf(starter.evictionNotice, day('2026-03-20'), confirmed('warrant.evictionNotice', 7)))).toBe('2026-04-04')
  })
})
