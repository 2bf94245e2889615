// Which days are bank holidays, by part of the United Kingdom, and which years are known.
import { ENGLAND_AND_WALES_BANK_HOLIDAYS } from './bank-holidays-england-and-wales.ts'
import { NORTHERN_IRELAND_BANK_HOLIDAYS } from './bank-holidays-northern-ireland.ts'
import { SCOTLAND_BANK_HOLIDAYS } from './bank-holidays-scotland.ts'
import { type Day, day, parts } from './day.ts'

/** 'any-uk' leaves out a bank holiday in any part: the Freedom of Information clock (FOIA 2000 s10(6)). */
export const CALENDARS = ['england-and-wales', 'scotland', 'northern-ireland', 'any-uk'] as const
export type Calendar = (typeof CALENDARS)[number]

/** Day, title, and gov.uk's note where there is one. */
export type BankHolidayRow = readonly [on: string, title: string, note?: 'Substitute day']

export type BankHoliday = { readonly on: Day; readonly title: string; readonly note: string }

const ROWS: Readonly<Record<Calendar, readonly BankHolidayRow[]>> = {
  'england-and-wales': ENGLAND_AND_WALES_BANK_HOLIDAYS,
  scotland: SCOTLAND_BANK_HOLIDAYS,
  'northern-ireland': NORTHERN_IRELAND_BANK_HOLIDAYS,
  'any-uk': [...ENGLAND_AND_WALES_BANK_HOLIDAYS, ...SCOTLAND_BANK_HOLIDAYS, ...NORTHERN_IRELAND_BANK_HOLIDAYS],
}

const PLACES: Readonly<Record<Calendar, string>> = {
  'england-and-wales': 'England and Wales',
  scotland: 'Scotland',
  'northern-ireland': 'Northern Ireland',
  'any-uk': 'the United Kingdom',
}

type Known = { readonly firstYear: number; readonly lastYear: number; readonly days: ReadonlySet<string> }

const KNOWN: Readonly<Record<Calendar, Known>> = {
  'england-and-wales': known(['england-and-wales']),
  scotland: known(['scotland']),
  'northern-ireland': known(['northern-ireland']),
  'any-uk': known(['england-and-wales', 'scotland', 'northern-ireland']),
}

/** A year is known to several parts together only when it is known to each. */
function known(of: readonly Calendar[]): Known {
  const years = of.map((part) => ROWS[part].map(([on]) => parts(on).year))
  return {
    firstYear: Math.max(...years.map((each) => Math.min(...each))),
    lastYear: Math.min(...years.map((each) => Math.max(...each))),
    days: new Set(of.flatMap((part) => ROWS[part].map(([on]) => on))),
  }
}

/** The first and last year whose bank holidays are all in the table. */
export function knownYears(calendar: Calendar = 'england-and-wales'): { firstYear: number; lastYear: number } {
  const { firstYear, lastYear } = KNOWN[calendar]
  return { firstYear, lastYear }
}

/** Whether a day is a bank holiday. Throws, naming the year, when the table does not know that year. */
export function isBankHoliday(on: Day, calendar: Calendar = 'england-and-wales'): boolean {
  mustKnow(Number(on.slice(0, 4)), calendar)
  return KNOWN[calendar].days.has(on)
}

/** Whether a day is Good Friday. Throws, naming the year, when the table does not know that year. */
export function isGoodFriday(on: Day): boolean {
  mustKnow(Number(on.slice(0, 4)), 'england-and-wales')
  return ENGLAND_AND_WALES_BANK_HOLIDAYS.some(([each, title]) => each === on && title === 'Good Friday')
}

/** The bank holidays of a year, in order. Throws, naming the year, when the table does not know it. */
export function bankHolidaysIn(year: number, calendar: Calendar = 'england-and-wales'): readonly BankHoliday[] {
  mustKnow(year, calendar)
  const seen = new Map(ROWS[calendar].map((row) => [`${row[0]} ${row[1]}`, row]))
  return [...seen.values()]
    .filter(([on]) => parts(on).year === year)
    .map(([on, title, note = '']) => ({ on: day(on), title, note }))
    .toSorted((a, b) => (a.on < b.on ? -1 : 1))
}

function mustKnow(year: number, calendar: Calendar): void {
  const { firstYear, lastYear } = KNOWN[calendar]
  if (year >= firstYear && year <= lastYear) return
  throw new Error(
    `The bank holidays of ${year} in ${PLACES[calendar]} are not known (the table runs from ${firstYear} to ${lastYear}): ` +
      `add the year from gov.uk/bank-holidays to src/kernel/bank-holidays-*.ts.`,
  )
}

/** The year an error of this file names as not known; undefined for any other error. */
export function yearNotKnown(problem: unknown): number | undefined {
  const year = problem instanceof Error ? /^The bank holidays of (\d{4}) in /.exec(problem.message)?.[1] : undefined
  return year === undefined ? undefined : Number(year)
}
