// Dates and times as files write them: ISO or day first (or month first where the map says so), in London's clocks.
import { londonMoment, readClockTime, readDay, type Day } from '#kernel/time.ts'

export const DATE_ORDERS = ['day first', 'month first'] as const
export type DateOrder = (typeof DATE_ORDERS)[number]
export type ReadMoment = { readonly ok: true; readonly at: Date; readonly day: Day } | { readonly ok: false; readonly reason: string }

const no = (reason: string): ReadMoment => ({ ok: false, reason })
const two = (digits: string): string => digits.padStart(2, '0')

/** A day alone stands for its midday, so that counting days is not moved by clocks. A time that comes twice is its first. */
export const readMoment = (typed: string, order: DateOrder): ReadMoment => {
  const text = typed.trim()
  const [, iso, isoRest] = /^(\d{4}-\d\d-\d\d)(?:[T ]+([^T ].*))?$/.exec(text) ?? []
  if (iso !== undefined) return momentOf(text, readDay(iso), isoRest)
  const [, first, second, year, rest] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[, ]+([^, ].*))?$/.exec(text) ?? []
  if (first === undefined || second === undefined || year === undefined) return no(`“${text.slice(0, 40)}” is not a date written as 2026-03-27 or 27/3/2026`)
  const [date, month] = order === 'day first' ? [first, second] : [second, first]
  return momentOf(text, readDay(`${year}-${two(month)}-${two(date)}`), rest)
}

const momentOf = (text: string, day: Day | undefined, rest: string | undefined): ReadMoment => {
  if (day === undefined) return no(`There is no such day as “${text.slice(0, 40)}”`)
  if (rest !== undefined && /(?:Z|[+-]\d\d:?\d\d)$/.test(rest)) {
    const at = new Date(`${day}T${rest}`)
    return Number.isNaN(at.getTime()) ? no(`“${text.slice(0, 40)}” is not a time`) : { ok: true, at, day }
  }
  const time = rest === undefined ? '12:00' : readClockTime(rest.replace(/^(\d{1,2}:\d\d):\d\d(?:\.\d+)?/, '$1'))
  if (time === undefined) return no(`“${rest}” is not a time of day`)
  const at = londonMoment(day, time)
  return at === undefined ? no(`There was no ${time} on that day: the clocks went forward over it`) : { ok: true, at, day }
}
