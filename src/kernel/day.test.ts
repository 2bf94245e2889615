// Days: which texts are one, and the sums of the law, month ends and leap years among them.
import { describe, expect, it, test } from 'vitest'
import {
  addDays, addMonths, ageOn, day, daysBeginningWith, daysBetween, monthsBeginningWith, quarterOf, readDay, weekday,
} from './day.ts'

describe('a day', () => {
  test.each(['2024-02-29', '2000-02-29', '2026-12-31', '1926-01-01'])('%s is one', (text) => {
    expect(readDay(text)).toBe(text)
    expect(day(text)).toBe(text)
  })
  test.each([
    '2023-02-29', '1900-02-29', '2026-04-31', '2026-13-01', '2026-00-10', '2026-01-00', '2026-1-1', '26-01-01', '0099-01-01',
    '', '2026-01-01T00:00', ' 2026-01-01', '2026-01-01\n',
  ])('%j is not', (text) => {
    expect(readDay(text)).toBeUndefined()
    expect(() => day(text)).toThrow('is not a calendar day')
  })
})

test.each([
  ['2026-03-28', 1, '2026-03-29'],
  ['2026-03-29', 1, '2026-03-30'],
  ['2026-10-25', 1, '2026-10-26'],
  ['2024-02-28', 1, '2024-02-29'],
  ['2023-02-28', 1, '2023-03-01'],
  ['2026-12-31', 1, '2027-01-01'],
  ['2026-01-01', -1, '2025-12-31'],
  ['1969-12-31', 1, '1970-01-01'],
  ['2026-11-24', 0, '2026-11-24'],
])('%s and %i days is %s', (from, n, to) => {
  expect(addDays(day(from), n)).toBe(to)
  expect(daysBetween(day(from), day(to))).toBe(n)
})

// "Beginning with": the first day counts (domain 0.1; CPN appeal s46: 21 days beginning with the day it is issued).
test.each([
  ['2026-11-24', 1, '2026-11-24'],
  ['2026-11-24', 21, '2026-12-14'],
  ['2026-02-20', 42, '2026-04-02'],
])('%i days beginning with %s', (first, n, last) => {
  expect(daysBeginningWith(day(first), n)).toBe(last)
})

describe('months', () => {
  // First day, months, the end of "n months after", the end of "n months beginning with" (Dodds v Walker).
  test.each([
    ['2026-03-05', 12, '2027-03-05', '2027-03-04'],
    ['2025-11-30', 3, '2026-02-28', '2026-02-28'],
    ['2023-11-30', 3, '2024-02-29', '2024-02-29'],
    ['2026-09-30', 4, '2027-01-30', '2027-01-29'],
    ['2026-01-31', 1, '2026-02-28', '2026-02-28'],
    ['2026-01-28', 1, '2026-02-28', '2026-02-27'],
    ['2026-05-31', 1, '2026-06-30', '2026-06-30'],
    ['2024-02-29', 12, '2025-02-28', '2025-02-28'],
    ['2024-02-29', 48, '2028-02-29', '2028-02-28'],
    ['2026-12-01', 1, '2027-01-01', '2026-12-31'],
    ['2026-01-01', 3, '2026-04-01', '2026-03-31'],
    ['2026-10-20', 36, '2029-10-20', '2029-10-19'],
  ])('%s and %i months: after %s, beginning with %s', (from, n, after, beginning) => {
    expect(addMonths(day(from), n)).toBe(after)
    expect(monthsBeginningWith(day(from), n)).toBe(beginning)
  })
  test.each([
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-01-15', -1, '2025-12-15'],
    ['2026-01-15', -13, '2024-12-15'],
    ['2026-07-04', 0, '2026-07-04'],
  ])('%s and %i months is %s', (from, n, to) => {
    expect(addMonths(day(from), n)).toBe(to)
  })
  it('takes whole numbers, and periods of at least one', () => {
    expect(() => addMonths(day('2026-01-01'), 0.5)).toThrow('whole numbers')
    expect(() => addDays(day('2026-01-01'), 1.5)).toThrow('whole numbers')
    expect(() => monthsBeginningWith(day('2026-01-01'), 0)).toThrow('at least 1')
    expect(() => daysBeginningWith(day('2026-01-01'), 0)).toThrow('at least 1')
  })
})

test.each([
  ['1970-01-01', 'Thursday'],
  ['1969-12-31', 'Wednesday'],
  ['1926-04-21', 'Wednesday'],
  ['2024-02-29', 'Thursday'],
  ['2026-11-24', 'Tuesday'],
  ['2026-11-29', 'Sunday'],
])('%s is a %s', (on, name) => {
  expect(weekday(day(on))).toBe(name)
})

test.each([
  ['2008-11-24', '2026-11-23', 17],
  ['2008-11-24', '2026-11-24', 18],
  ['2008-02-29', '2026-02-28', 17],
  ['2008-02-29', '2026-03-01', 18],
  ['2008-02-29', '2028-02-29', 20],
  ['2026-11-24', '2026-11-24', 0],
  ['2026-11-24', '2026-11-23', -1],
])('born %s, on %s aged %i', (born, on, age) => {
  expect(ageOn(day(born), day(on))).toBe(age)
})

test.each([
  ['2026-04-01', 2026, 1, '2026-04-01', '2026-06-30'],
  ['2026-06-30', 2026, 1, '2026-04-01', '2026-06-30'],
  ['2026-09-30', 2026, 2, '2026-07-01', '2026-09-30'],
  ['2026-11-24', 2026, 3, '2026-10-01', '2026-12-31'],
  ['2027-01-01', 2026, 4, '2027-01-01', '2027-03-31'],
  ['2027-03-31', 2026, 4, '2027-01-01', '2027-03-31'],
])('%s is in %i quarter %i', (of, yearBeginning, number, firstDay, lastDay) => {
  expect(quarterOf(day(of))).toEqual({ yearBeginning, number, firstDay, lastDay })
})
