// Time in words: GOV.UK style, and words that follow London's calendar and not the number of hours.
import { expect, test } from 'vitest'
import { addDays, ageOn, day, londonMoment, quarterOf, sayAtEnd, sayEnd, sayMoment as saidThroughTheFrontDoor } from './time.ts'
import {
  sayAgo, sayClockTime, sayDate, sayDay, sayDue, sayMoment, sayQuarter, sayShortDay,
} from './time-in-words.ts'

test.each([
  ['2026-11-24', 'Tuesday 24 November 2026', '24 November 2026', '24 Nov 2026'],
  ['2026-09-01', 'Tuesday 1 September 2026', '1 September 2026', '1 Sep 2026'],
  ['2024-02-29', 'Thursday 29 February 2024', '29 February 2024', '29 Feb 2024'],
])('%s in words', (of, long, date, short) => {
  expect([sayDay(day(of)), sayDate(day(of)), sayShortDay(day(of))]).toEqual([long, date, short])
})

test.each([
  ['00:00', 'midnight'], ['00:05', '12:05am'], ['01:00', '1am'], ['09:30', '9:30am'], ['11:59', '11:59am'],
  ['12:00', 'midday'], ['12:01', '12:01pm'], ['15:05', '3:05pm'], ['17:00', '5pm'], ['23:59', '11:59pm'],
])('%s is said %s', (time, said) => {
  expect(sayClockTime(time)).toBe(said)
})

// The midnight that ends a day belongs to that day, in winter and summer, at the year's end and after 28 February.
test.each([
  ['2026-12-04T00:00:00Z', 'the end of 3 December 2026', 'at the end of 3 December 2026'],
  ['2026-06-30T23:00:00Z', 'the end of 30 June 2026', 'at the end of 30 June 2026'],
  ['2027-01-01T00:00:00Z', 'the end of 31 December 2026', 'at the end of 31 December 2026'],
  ['2028-03-01T00:00:00Z', 'the end of 29 February 2028', 'at the end of 29 February 2028'],
  ['2025-12-25T14:00:00Z', '25 December 2025 at 2pm', 'on 25 December 2025 at 2pm'],
])('what ends at %s ends %s', (instant, said, after) => {
  expect(sayEnd(new Date(instant))).toBe(said)
  expect(sayAtEnd(new Date(instant))).toBe(after)
})

test.each([
  ['2026-11-24T15:05:00Z', '24 November 2026 at 3:05pm'],
  ['2026-07-01T11:00:00Z', '1 July 2026 at midday'],
  ['2026-06-30T23:00:00Z', '1 July 2026 at midnight'],
  ['2026-10-25T00:30:00Z', '25 October 2026 at 1:30am BST'],
  ['2026-10-25T01:30:00Z', '25 October 2026 at 1:30am GMT'],
])('%s in words', (instant, said) => {
  expect(sayMoment(new Date(instant))).toBe(said)
  expect(saidThroughTheFrontDoor(new Date(instant))).toBe(said)
})

test.each([
  ['2026-11-24', 'October to December 2026 (quarter 3 of 2026 to 2027)'],
  ['2027-02-01', 'January to March 2027 (quarter 4 of 2026 to 2027)'],
  ['2026-05-01', 'April to June 2026 (quarter 1 of 2026 to 2027)'],
])('the quarter of %s', (of, said) => {
  expect(sayQuarter(quarterOf(day(of)))).toBe(said)
})

test.each([
  ['2026-11-24T12:00:00Z', 'just now'],
  ['2026-11-24T11:59:01Z', 'just now'],
  ['2026-11-24T12:00:40Z', 'just now'],
  ['2026-11-24T11:59:00Z', '1 minute ago'],
  ['2026-11-24T11:01:00Z', '59 minutes ago'],
  ['2026-11-24T11:00:00Z', '1 hour ago'],
  ['2026-11-24T00:30:00Z', '11 hours ago'],
  ['2026-11-23T23:59:00Z', 'yesterday'],
  ['2026-11-23T00:00:00Z', 'yesterday'],
  ['2026-11-22T23:59:00Z', '2 days ago'],
  ['2026-11-21T12:00:00Z', '3 days ago'],
  ['2026-11-11T12:00:00Z', '13 days ago'],
  ['2026-11-10T12:00:00Z', '2 weeks ago'],
  ['2026-09-25T12:00:00Z', '8 weeks ago'],
  ['2026-09-24T12:00:00Z', '2 months ago'],
  ['2025-11-25T12:00:00Z', '11 months ago'],
  ['2025-11-24T12:00:00Z', '1 year ago'],
  ['2023-11-24T12:00:00Z', '3 years ago'],
  ['2026-11-25T12:00:00Z', '25 November 2026 at midday'],
])('from midday on 24 November 2026, %s is %s', (from, said) => {
  expect(sayAgo(new Date(from), new Date('2026-11-24T12:00:00Z'))).toBe(said)
})

test('an hour and a half over midnight is said in hours', () => {
  expect(sayAgo(new Date('2026-11-23T23:00:00Z'), new Date('2026-11-24T00:30:00Z'))).toBe('1 hour ago')
})

test.each([
  [0, 'due today'], [1, 'due tomorrow'], [5, 'due in 5 days'], [-1, '1 day overdue'], [-2, '2 days overdue'],
])('%i days away is %s', (days, said) => {
  const today = day('2026-03-28')
  expect(sayDue(addDays(today, days), today)).toBe(said)
})

test('the front door gives days and moments too', () => {
  expect(ageOn(day('2008-02-29'), day('2026-03-01'))).toBe(18)
  expect(londonMoment(day('2026-03-29'), '01:30')).toBeUndefined()
})
