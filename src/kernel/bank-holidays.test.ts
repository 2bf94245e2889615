// Bank holidays: every event of gov.uk's feed, whole years only, and a sentence beyond the table.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { CALENDARS, bankHolidaysIn, isBankHoliday, knownYears } from './bank-holidays.ts'
import { day } from './day.ts'

type Event = { title: string; date: string; notes: string }
const feed: Record<'england-and-wales' | 'scotland' | 'northern-ireland', { events: Event[] }> = JSON.parse(
  readFileSync(new URL('../../test/vectors/uk-calendar/bank-holidays.json', import.meta.url), 'utf8'),
)

test.each([
  ['england-and-wales', 83],
  ['scotland', 94],
  ['northern-ireland', 103],
] as const)('%s has the %i events of the feed and no other', (calendar, events) => {
  const ours = [2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026, 2027, 2028].flatMap((year) => bankHolidaysIn(year, calendar))
  const theirs = feed[calendar].events.map(({ date, title, notes }) => ({ on: date, title, note: notes }))
  expect(theirs).toHaveLength(events)
  expect(ours).toEqual(theirs)
})

test.each(CALENDARS)('%s: every known year is whole', (calendar) => {
  const { firstYear, lastYear } = knownYears(calendar)
  expect([firstYear, lastYear]).toEqual([2015, 2028])
  const years = Array.from({ length: lastYear - firstYear + 1 }, (_, n) => firstYear + n)
  expect(years.filter((year) => bankHolidaysIn(year, calendar).length < 8)).toEqual([])
})

test.each([
  ['2020-05-04', false], // the early May holiday moved to VE day
  ['2020-05-08', true],
  ['2022-05-30', false],
  ['2022-06-03', true],
  ['2022-09-19', true],
  ['2023-05-08', true],
  ['2026-11-30', false], // St Andrew's Day is Scotland's
])('%s in England and Wales: %s', (on, is) => {
  expect(isBankHoliday(day(on))).toBe(is)
})

test('any part of the United Kingdom', () => {
  expect(isBankHoliday(day('2026-11-30'), 'any-uk')).toBe(true)
  expect(isBankHoliday(day('2026-07-13'), 'any-uk')).toBe(true)
  expect(isBankHoliday(day('2026-06-15'), 'any-uk')).toBe(true)
})

test.each([2014, 2029])('%i is refused by name', (year) => {
  expect(() => isBankHoliday(day(`${year}-06-01`))).toThrow(`The bank holidays of ${year} in England and Wales are not known`)
  expect(() => bankHolidaysIn(year, 'scotland')).toThrow(`of ${year} in Scotland`)
})
