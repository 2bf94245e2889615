// Working days: every row of NumPy's 600 sums, every case of the 273 vectors, and receipt at the edges.
import { readFileSync } from 'node:fs'
import { describe, expect, it, test } from 'vitest'
import { type Calendar, bankHolidaysIn } from './bank-holidays.ts'
import { type Day, addDays, day } from './day.ts'
import { londonDay, londonMoment, londonTime } from './london.ts'
import {
  addWorkingDays, clearDays, hoursLeavingOutChristmasDay, hoursLeavingOutSundaysAndHolyDays, isWorkingDay, nextWorkingDayOnOrAfter, treatedAsReceived,
  workingDaysAfterReceipt, workingDaysBetween,
} from './working-days.ts'

function vectors(path: string): string {
  return readFileSync(new URL(`../../test/vectors/${path}`, import.meta.url), 'utf8')
}

function moment(local: string): Date {
  const found = londonMoment(day(local.slice(0, 10)), local.slice(11, 16))
  if (found === undefined) throw new Error(`${local} never came`)
  return found
}

describe('the 600 sums', () => {
  const rows = vectors('uk-calendar/working-days-2019-2024.csv').trim().split('\n').slice(1)
  it('are all there', () => {
    expect(rows).toHaveLength(600)
  })
  test.each(rows)('%s', (row) => {
    const [start = '', n = '', result, endExclusive = '', inRange, working] = row.trim().split(',')
    expect(addWorkingDays(day(start), Number(n))).toBe(result)
    // Their range takes in its start and leaves out its end; ours the other way round.
    expect(workingDaysBetween(addDays(day(start), -1), addDays(day(endExclusive), -1))).toBe(Number(inRange))
    expect(isWorkingDay(day(start))).toBe(working === 'True')
  })
})

type Input = {
  op?: string; calendar: Calendar; start: string; end: string; n: number; year: number; start_local: string; hours: number
}
const { cases }: { cases: { name: string; input: Input; expected: unknown }[] } = JSON.parse(
  vectors('working-days/working_days.json'),
)

const SHORT_NAMES: Readonly<Record<string, string>> = {
  'Early May bank holiday (VE day)': 'Early May bank holiday',
  'Platinum Jubilee bank holiday': 'Platinum Jubilee',
  'Bank Holiday for the State Funeral of Queen Elizabeth II': 'State Funeral of Queen Elizabeth II',
  'Bank holiday for the coronation of King Charles III': 'Coronation of King Charles III',
  'Battle of the Boyne (Orangemen’s Day)': 'Battle of the Boyne',
}

function listYear(year: number, calendar: Calendar): unknown {
  const holidays = bankHolidaysIn(year, calendar)
  const goodFriday = holidays.find(({ title }) => title === 'Good Friday')
  return {
    bank_holidays: holidays.map(({ on, title, note }) => {
      const name = (SHORT_NAMES[title] ?? title).replaceAll('’', "'")
      return { date: on, name: note === '' ? name : `${name} (${note.toLowerCase()})` }
    }),
    easter_sunday: goodFriday && addDays(goodFriday.on, 2),
    working_days_in_year:
      workingDaysBetween(day(`${year}-01-01`), day(`${year}-12-31`), calendar) +
      (isWorkingDay(day(`${year}-01-01`), calendar) ? 1 : 0),
  }
}

function answer(input: Input): unknown {
  switch (input.op) {
    case undefined:
      return listYear(input.year, input.calendar)
    case 'add_working_days':
      return { date: addWorkingDays(day(input.start), input.n, input.calendar) }
    case 'next_working_day_on_or_after':
      return { date: nextWorkingDayOnOrAfter(day(input.start), input.calendar) }
    case 'clear_days':
      return { earliest_event: clearDays(day(input.start), input.n, input.calendar) }
    case 'working_days_between':
      return { days: workingDaysBetween(day(input.start), day(input.end), input.calendar) }
    case 'hours_excluding_christmas_day': {
      const end = hoursLeavingOutChristmasDay(moment(input.start_local), input.hours)
      return { end_local: `${londonDay(end)}T${londonTime(end)}`, end_utc: `${end.toISOString().slice(0, 16)}Z` }
    }
    default:
      return `no such sum: ${input.op}`
  }
}

describe('the 273 cases', () => {
  it('are all there', () => {
    expect(cases).toHaveLength(273)
  })
  test.each(cases)('$name', ({ input, expected }) => {
    expect(answer(input)).toEqual(expected)
  })
})

describe('48 hours leaving out Christmas Day', () => {
  test.each([
    ['2025-12-23T00:00', 48, '2025-12-26T00:00'], // would end at the first moment of Christmas Day
    ['2025-12-25T00:00', 24, '2025-12-27T00:00'],
    ['2025-12-26T00:00', 48, '2025-12-28T00:00'],
    ['2025-12-31T12:00', 48, '2026-01-02T12:00'],
    ['2025-12-24T12:00', 24 * 365, '2026-12-26T12:00'], // two Christmas Days
  ])('%s and %i hours end %s', (from, hours, end) => {
    expect(hoursLeavingOutChristmasDay(moment(from), hours)).toEqual(moment(end))
  })
})

describe('hours with Sundays, Christmas Day and Good Friday left out', () => {
  test.each([
    ['2026-03-07T15:00', 24, '2026-03-09T15:00'], // a Sunday between
    ['2026-04-02T15:00', 24, '2026-04-04T15:00'], // Good Friday between; Easter Monday counts below
    ['2026-04-04T15:00', 24, '2026-04-06T15:00'],
    ['2027-12-24T15:00', 24, '2027-12-27T15:00'], // Christmas Day on a Saturday, then a Sunday; its substitute counts
    ['2026-03-08T11:00', 24, '2026-03-10T00:00'], // from a Sunday, counted from its end
  ])('%s and %i hours end %s', (from, hours, end) => {
    expect(hoursLeavingOutSundaysAndHolyDays(moment(from), hours)).toEqual(moment(end))
  })
})

describe('received', () => {
  test.each([
    ['2026-11-24T09:00', '2026-11-24'],
    ['2026-11-24T17:00', '2026-11-24'], // the cut-off minute is in time
    ['2026-11-24T17:01', '2026-11-25'],
    ['2026-11-27T17:01', '2026-11-30'], // Friday evening
    ['2026-11-28T09:00', '2026-11-30'],
    ['2026-11-29T23:59', '2026-11-30'],
    ['2026-12-24T17:01', '2026-12-29'], // Christmas Eve; 28 December is the substitute for Boxing Day
    ['2026-06-30T23:59', '2026-07-01'], // by London's clocks, not UTC
    ['2026-07-01T00:10', '2026-07-01'],
  ])('at %s counts as %s', (at, on) => {
    expect(treatedAsReceived(moment(at), '17:00')).toBe(on)
  })
  test.each([
    [0, '2026-11-24T09:00', 5, '2026-12-01'],
    [1, '2026-11-24T09:00', 5, '2026-11-30'],
    [1, '2026-11-24T09:00', 1, '2026-11-24'],
    [0, '2026-11-28T09:00', 1, '2026-12-01'],
    [1, '2026-11-28T09:00', 1, '2026-11-30'],
    [0, '2026-12-24T18:00', 1, '2026-12-30'],
  ] as const)('day %i, %s, %i working days: %s', (dayOfReceiptIs, at, n, due) => {
    expect(workingDaysAfterReceipt(moment(at), n, { cutOff: '17:00', dayOfReceiptIs })).toBe(due)
  })
  it('refuses a cut-off that is no time, and a count below the first day', () => {
    expect(() => treatedAsReceived(moment('2026-11-24T09:00'), '9:00')).toThrow('not a time of day')
    const setting = { cutOff: '17:00', dayOfReceiptIs: 1 } as const
    expect(() => workingDaysAfterReceipt(moment('2026-11-24T09:00'), 0, setting)).toThrow('whole numbers from 0')
  })
})

test('a sum that runs beyond the table says which year is missing', () => {
  const lastDay: Day = day('2028-12-29')
  expect(() => addWorkingDays(lastDay, 1)).toThrow('The bank holidays of 2029 in England and Wales are not known')
  expect(addWorkingDays(lastDay, 0)).toBe(lastDay)
  expect(workingDaysBetween(day('2026-11-24'), day('2026-11-20'))).toBe(0)
})
