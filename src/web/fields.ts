// Fields of a form: each reads what was typed into a whole value, or says what to do about it.
import { readDay, londonMoment, readClockTime, londonDay, type Day } from '#kernel/time.ts'
import { readPostcode, type Postcode } from '#kernel/postcode.ts'
import { countCharacters, tidy } from '#kernel/text.ts'
import { oneOf } from '#kernel/literal.ts'
import { z } from 'zod'
import { textOf, textsOf, type Answers } from './ask.ts'

export type Moment = { readonly now: Date; readonly today: Day }
export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly text: string; readonly part?: string }
export type Field<T> = { readonly read: (name: string, answers: Answers, at: Moment) => Read<T> }
export type Fields = Readonly<Record<string, Field<unknown>>>
export type ValuesOf<F extends Fields> = { readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never }

const good = <T>(value: T): Read<T> => ({ ok: true, value })
const bad = (text: string, part?: string): { ok: false; text: string; part?: string } => part === undefined ? { ok: false, text } : { ok: false, text, part }

const LONGEST = 100_000

/** Words that must be there: words({ empty: 'Enter …', max: 200 }). `called` names it when too long ("Summary"). */
export const words = ({ empty, max = 300, called = 'Your answer' }: { empty: string; max?: number; called?: string }): Field<string> => ({
  read: (name, answers) => {
    const text = tidy(textOf(answers, name))
    if (text === '') return bad(empty)
    return withinLength(text, max, called)
  },
})

/** Words that may be left out; '' when they are. */
export const optionalWords = ({ max = 300, called = 'Your answer' }: { max?: number; called?: string } = {}): Field<string> => ({
  read: (name, answers) => withinLength(tidy(textOf(answers, name)), max, called),
})

/** A password: exactly as it was typed, spaces and all (OWASP ASVS 6.2.8). '' where it may be left out. */
export const secretWords = ({ empty, max = 500, called = 'Password' }: { empty?: string; max?: number; called?: string } = {}): Field<string> => ({
  read: (name, answers) => {
    const text = textOf(answers, name)
    return text === '' && empty !== undefined ? bad(empty) : withinLength(text, max, called)
  },
})

const withinLength = (text: string, max: number, called: string): Read<string> =>
  countCharacters(text, LONGEST + 1) > max ? bad(`${called} must be ${max.toLocaleString('en-GB')} characters or fewer`) : good(text)

/** One of a list. */
export const choice = <const L extends readonly string[]>(list: L, { empty }: { empty: string }): Field<L[number]> => ({
  read: (name, answers) => {
    const value = textOf(answers, name)
    return oneOf<L>(list, value) ? good<L[number]>(value) : bad(empty)
  },
})

/** One of a list, or null when none was chosen. */
export const optionalChoice = <const L extends readonly string[]>(list: L): Field<L[number] | null> => ({
  read: (name, answers) => {
    const value = textOf(answers, name)
    return good<L[number] | null>(oneOf<L>(list, value) ? value : null)
  },
})

/** Any number of a list; unknown values are refused rather than dropped. With `empty`, at least one. */
export const choices = <const L extends readonly string[]>(list: L, { empty }: { empty?: string } = {}): Field<L[number][]> => ({
  read: (name, answers) => {
    const chosen = textsOf(answers, name).filter(value => value !== '')
    const known = chosen.filter((value): value is L[number] => oneOf<L>(list, value))
    if (known.length < chosen.length) return bad(empty ?? 'Select from the list')
    return known.length === 0 && empty !== undefined ? bad(empty) : good([...new Set(known)])
  },
})

export const yesNo = ({ empty }: { empty: string }): Field<boolean> => ({
  read: (name, answers) => {
    const value = textOf(answers, name)
    return value === 'yes' ? good(true) : value === 'no' ? good(false) : bad(empty)
  },
})

/** A tick box. */
export const ticked: Field<boolean> = { read: (name, answers) => good(textOf(answers, name) !== '') }

/** Three boxes: name-day, name-month, name-year. */
export const optionalDate = ({ called }: { called: string }): Field<Day | null> => ({
  read: (name, answers) => {
    const [date, month, year] = ['day', 'month', 'year'].map(part => textOf(answers, `${name}-${part}`).trim())
    if (!date && !month && !year) return good(null)
    const missing = [['day', date], ['month', month], ['year', year]].filter(([, value]) => !value).map(([part]) => part)
    if (missing.length > 0) return bad(`${called} must include a ${missing.join(' and a ')}`, missing[0])
    if (!/^\d{4}$/.test(year ?? '')) return bad(`${called} must have a year of 4 numbers, like 2026`, 'year')
    const read = readDay(`${year}-${(monthNumber(month ?? '') ?? '').padStart(2, '0')}-${(date ?? '').padStart(2, '0')}`)
    return read === undefined ? bad(`${called} must be a real date`, 'day') : good(read)
  },
})

export const date = ({ empty, called }: { empty: string; called: string }): Field<Day> => ({
  read: (name, answers, at) => {
    const read = optionalDate({ called }).read(name, answers, at)
    if (!read.ok) return read
    return read.value === null ? bad(empty, 'day') : good(read.value)
  },
})

/** A date that has been: today at the latest. */
export const pastDate = ({ empty, called }: { empty: string; called: string }): Field<Day> => ({
  read: (name, answers, at) => {
    const read = date({ empty, called }).read(name, answers, at)
    return read.ok && read.value > at.today ? bad(`${called} must be today or in the past`, 'day') : read
  },
})

/** A date still to come: today at the earliest. */
export const futureDate = ({ empty, called }: { empty: string; called: string }): Field<Day> => ({
  read: (name, answers, at) => {
    const read = date({ empty, called }).read(name, answers, at)
    return read.ok && read.value < at.today ? bad(`${called} must be today or later`, 'day') : read
  },
})

/** Date boxes and a time box (name-time), Europe/London, not in the future. An empty time is midday of that day and says so. */
export const pastMoment = ({ empty, called }: { empty: string; called: string }): Field<Date> => ({
  read: (name, answers, at) => {
    const on = pastDate({ empty, called }).read(name, answers, at)
    if (!on.ok) return on
    const typed = textOf(answers, `${name}-time`).trim()
    if (typed === '') return bad('Enter a time, like 3:05pm or 15:05', 'time')
    const time = readClockTime(typed)
    if (time === undefined) return bad('Enter a time, like 3:05pm or 15:05', 'time')
    const moment = londonMoment(on.value, time)
    if (moment === undefined) return bad('The clocks went forward that night: there was no such time. Enter an hour later or earlier', 'time')
    return moment > at.now ? bad(`${called} must be in the past`, on.value === londonDay(at.now) ? 'time' : 'day') : good(moment)
  },
})

const emailShape = z.email()
/** An email address, or '' when left out. */
export const optionalEmail: Field<string> = {
  read: (name, answers) => {
    const text = tidy(textOf(answers, name))
    if (text === '' || (text.length <= 254 && emailShape.safeParse(text).success)) return good(text)
    return bad('Enter an email address in the correct format, like name@example.com')
  },
}
export const email = ({ empty }: { empty: string }): Field<string> => required(optionalEmail, empty)

/** A telephone number as typed, or ''. Digits are counted, not judged: drama and new ranges must pass. */
export const optionalPhone: Field<string> = {
  read: (name, answers) => {
    const text = tidy(textOf(answers, name)).replaceAll(/\s+/g, ' ')
    const digits = text.replaceAll(/\D/g, '').length
    const shaped = /^[+\d()\s.-]*(?:(?:x|ext\.?)\s*\d+)?$/i.test(text)
    return text === '' || (shaped && digits >= 3 && digits <= 18) ? good(text) : bad('Enter a phone number, like 01632 960 001 or 07700 900 982')
  },
}
export const phone = ({ empty }: { empty: string }): Field<string> => required(optionalPhone, empty)

const required = (field: Field<string>, empty: string): Field<string> => ({
  read: (name, answers, at) => {
    const read = field.read(name, answers, at)
    return read.ok && read.value === '' ? bad(empty) : read
  },
})

/** A UK postcode made tidy, or null when left out. */
export const optionalPostcode: Field<Postcode | null> = {
  read: (name, answers) => {
    const text = tidy(textOf(answers, name))
    if (text === '') return good(null)
    const postcode = readPostcode(text)
    return postcode === undefined ? bad('Enter a full UK postcode, like AL8 6AE') : good(postcode)
  },
}

export const wholeNumber = ({ empty, called, min, max }: { empty: string; called: string; min: number; max: number }): Field<number> => ({
  read: (name, answers) => {
    const text = tidy(textOf(answers, name))
    if (text === '') return bad(empty)
    if (!/^\d{1,9}$/.test(text)) return bad(`${called} must be a whole number, like ${min}`)
    const number = Number(text)
    return number < min || number > max ? bad(`${called} must be between ${min} and ${max}`) : good(number)
  },
})

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
/** People type "3" and "March" alike. */
const monthNumber = (typed: string): string | undefined => {
  if (/^\d{1,2}$/.test(typed)) return typed
  const at = MONTHS.indexOf(typed.slice(0, 3).toLowerCase())
  return at < 0 ? undefined : String(at + 1)
}
