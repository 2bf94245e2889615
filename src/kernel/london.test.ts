// London's clocks: both change nights, midnight, and the times people type.
import { describe, expect, it, test } from 'vitest'
import { day } from './day.ts'
import {
  clockInDoubt, happensTwice, hoursAfter, londonDay, londonMoment, londonTime, readClockTime, startOfDay,
} from './london.ts'

test.each([
  ['2026-11-24T15:05:59Z', '2026-11-24', '15:05'],
  ['2026-07-01T23:30:00Z', '2026-07-02', '00:30'],
  ['2026-07-01T22:59:59Z', '2026-07-01', '23:59'],
  ['2026-12-31T23:59:59Z', '2026-12-31', '23:59'],
  ['2027-01-01T00:00:00Z', '2027-01-01', '00:00'],
  ['2026-03-29T00:59:59Z', '2026-03-29', '00:59'],
  ['2026-03-29T01:00:00Z', '2026-03-29', '02:00'],
  ['2026-10-25T00:30:00Z', '2026-10-25', '01:30'],
  ['2026-10-25T01:30:00Z', '2026-10-25', '01:30'],
  ['2024-02-29T12:00:00Z', '2024-02-29', '12:00'],
  ['1970-06-01T12:00:00Z', '1970-06-01', '13:00'], // British Standard Time, 1968 to 1971
  ['1970-12-31T23:30:00Z', '1971-01-01', '00:30'],
  ['1943-07-01T12:00:00Z', '1943-07-01', '14:00'], // double summer time
])('%s is %s %s in London', (instant, onDay, time) => {
  expect(londonDay(new Date(instant))).toBe(onDay)
  expect(londonTime(new Date(instant))).toBe(time)
})

describe('the moment London shows a time', () => {
  test.each([
    ['2026-11-24', '15:05', '2026-11-24T15:05:00.000Z'],
    ['2026-07-02', '00:30', '2026-07-01T23:30:00.000Z'],
    ['2026-03-29', '00:59', '2026-03-29T00:59:00.000Z'],
    ['2026-03-29', '02:00', '2026-03-29T01:00:00.000Z'],
    ['2026-03-29', '23:00', '2026-03-29T22:00:00.000Z'],
    ['2026-10-25', '00:59', '2026-10-24T23:59:00.000Z'],
    ['2026-10-25', '02:00', '2026-10-25T02:00:00.000Z'],
  ])('%s %s comes once', (on, time, instant) => {
    expect(londonMoment(day(on), time)?.toISOString()).toBe(instant)
    expect(londonMoment(day(on), time, 'second')?.toISOString()).toBe(instant)
    expect(happensTwice(day(on), time)).toBe(false)
  })
  test.each(['01:00', '01:30', '01:59'])('never comes at %s when the clocks go forward', (time) => {
    expect(londonMoment(day('2026-03-29'), time)).toBeUndefined()
    expect(happensTwice(day('2026-03-29'), time)).toBe(false)
  })
  test.each(['01:00', '01:30', '01:59'])('comes twice at %s when they go back', (time) => {
    const minutes = time.slice(3)
    expect(happensTwice(day('2026-10-25'), time)).toBe(true)
    expect(londonMoment(day('2026-10-25'), time)?.toISOString()).toBe(`2026-10-25T00:${minutes}:00.000Z`)
    expect(londonMoment(day('2026-10-25'), time, 'second')?.toISOString()).toBe(`2026-10-25T01:${minutes}:00.000Z`)
  })
  test.each(['24:00', '9:00', '09:60', '', '0900'])('is not asked of %j', (time) => {
    expect(() => londonMoment(day('2026-11-24'), time)).toThrow('is not a time of day')
  })
  it('is undone by londonDay and londonTime for every quarter of an hour of a year', () => {
    const start = Date.UTC(2026, 0, 1)
    const wrong: string[] = []
    for (let quarter = 0; quarter < 365 * 96; quarter += 1) {
      const instant = new Date(start + quarter * 900_000)
      const [on, time] = [londonDay(instant), londonTime(instant)]
      const back = [londonMoment(on, time, 'first'), londonMoment(on, time, 'second')]
      if (!back.some((moment) => moment?.getTime() === instant.getTime())) wrong.push(instant.toISOString())
    }
    expect(wrong).toEqual([])
  })
})

test.each([
  ['2026-11-24', '2026-11-24T00:00:00.000Z'],
  ['2026-07-01', '2026-06-30T23:00:00.000Z'],
  ['2026-03-29', '2026-03-29T00:00:00.000Z'],
  ['2026-10-25', '2026-10-24T23:00:00.000Z'],
  ['2026-03-30', '2026-03-29T23:00:00.000Z'],
])('%s starts at %s', (of, instant) => {
  expect(startOfDay(day(of)).toISOString()).toBe(instant)
})

// Real elapsed hours: a 48 hour notice served the day before the clocks change ends an hour off by the wall clock.
test.each([
  ['2026-03-28T12:00:00Z', 48, '13:00'],
  ['2026-10-24T11:00:00Z', 48, '11:00'],
  ['2026-11-24T12:00:00Z', 24, '12:00'],
])('%s and %i hours shows %s', (from, hours, time) => {
  expect(londonTime(hoursAfter(new Date(from), hours))).toBe(time)
})

test.each([
  ['2026-10-25T00:30:00Z', 'BST'],
  ['2026-10-25T01:30:00Z', 'GMT'],
  ['2026-10-24T23:59:00Z', undefined],
  ['2026-10-25T02:00:00Z', undefined],
  ['2026-03-29T01:00:00Z', undefined],
  ['2026-07-01T00:30:00Z', undefined],
])('%s is in doubt: %s', (instant, clock) => {
  expect(clockInDoubt(new Date(instant))).toBe(clock)
})

test.each([
  ['9:05', '09:05'], ['09:05', '09:05'], ['15.30', '15:30'], ['3pm', '15:00'], ['3:05 PM', '15:05'], ['12am', '00:00'],
  ['12pm', '12:00'], ['12.15 a.m.', '00:15'], ['Midday', '12:00'], ['midnight', '00:00'], ['noon', '12:00'], ['0:00', '00:00'],
  ['3', undefined], ['25:00', undefined], ['13pm', undefined], ['0am', undefined], ['9:60', undefined], ['', undefined],
  ['half past nine', undefined],
])('%j is read as %s', (typed, time) => {
  expect(readClockTime(typed)).toBe(time)
})

it('answers 100,000 times fast enough for any page', () => {
  const start = Date.UTC(2026, 0, 1)
  const began = performance.now()
  for (let n = 0; n < 100_000; n += 1) londonDay(new Date(start + n * 60_000))
  expect(performance.now() - began).toBeLessThan(2_000)
})
