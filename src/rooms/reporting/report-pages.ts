// The questions of a report, one to a page, in order: the fields of each, and whole-report reading when it is sent.
import { choice, choices, optionalDate, optionalEmail, optionalPhone, optionalPostcode, optionalWords, ticked, words as text, yesNo, type Field, type Moment, type Read } from '#web/fields.ts'
import type { Answers } from '#web/ask.ts'
import type { Problem } from '#web/form.ts'
import { BECAUSE, HARMED, MEANS, OFTEN, words } from './words.ts'

const w = words.en
const category: Field<string> = text({ empty: w.categoryEmpty, max: 60 })

export const FIELDS = {
  category: { category },
  danger: { danger: yesNo({ empty: w.dangerEmpty }) },
  story: { story: text({ empty: w.storyEmpty, max: 20_000, called: 'What has been happening' }) },
  when: { when: optionalDate({ called: 'The day it last happened' }), often: choice(OFTEN, { empty: w.oftenEmpty }) },
  where: { postcode: lenientPostcode(), place: text({ empty: w.placeEmpty, max: 500, called: 'Address or description' }) },
  effect: { harmed: choice(HARMED, { empty: w.harmedEmpty }), effect: optionalWords({ max: 5000, called: 'How it affects people' }) },
  who: { who: optionalWords({ max: 2000, called: 'Who is doing it' }) },
  because: { because: choices(BECAUSE) },
  vulnerable: { children: yesNo({ empty: w.vulnerableEmpty }), vulnerability: optionalWords({ max: 2000, called: 'What we should know' }) },
  contact: {
    named: yesNo({ empty: w.anonymousEmpty }), name: optionalWords({ max: 120, called: 'Your name' }), phone: optionalPhone, email: optionalEmail,
    means: choices(MEANS), times: optionalWords({ max: 300, called: 'When it is safe' }), message: ticked, mustNotKnow: optionalWords({ max: 500, called: 'Who must not know' }),
  },
  needs: { language: optionalWords({ max: 100, called: 'Language' }), format: optionalWords({ max: 500, called: 'Format or help' }), share: yesNo({ empty: w.shareEmpty }) },
} as const
export type PageName = keyof typeof FIELDS
const named = Object.keys(FIELDS)
export const PAGES: readonly PageName[] = named.filter((name): name is PageName => Object.hasOwn(FIELDS, name))
export const isPage = (name: string): name is PageName => Object.hasOwn(FIELDS, name)
export const pageAfter = (name: PageName): string => PAGES[PAGES.indexOf(name) + 1] ?? 'files'
export const pageBefore = (name: PageName): string | undefined => PAGES[PAGES.indexOf(name) - 1]

/** A foreign or mistyped postcode must not stop a report: it is kept as part of the description. */
function lenientPostcode(): Field<string> {
  return { read: (name, answers, at): Read<string> => {
    const read = optionalPostcode.read(name, answers, at)
    if (read.ok) return { ok: true, value: read.value ?? '' }
    const typed = answers[name]
    return { ok: true, value: typeof typed === 'string' ? typed.trim().slice(0, 20) : '' }
  } }
}

type Contact = { readonly named?: boolean; readonly name?: string; readonly phone?: string; readonly email?: string; readonly means?: readonly string[] }

/** Somebody who gives a name must give a way that works; somebody anonymous need give nothing. */
export const contactProblem = ({ named: isNamed, name, phone, email, means }: Contact): Problem | undefined => {
  if (isNamed !== true) return undefined
  if (name === '') return { field: 'name', text: w.nameEmpty }
  if (means?.length === 0) return { field: 'means', text: w.meansEmpty }
  if (phone === '' && means?.some(one => one === 'phone' || one === 'text') === true) return { field: 'phone', text: w.phoneNeeded }
  if (email === '' && means?.includes('email') === true) return { field: 'email', text: w.emailNeeded }
  return undefined
}

export type WholeReport = {
  readonly category: string; readonly danger: boolean; readonly story: string; readonly when: string | null; readonly often: string
  readonly postcode: string; readonly place: string; readonly harmed: string; readonly effect: string; readonly who: string; readonly because: readonly string[]
  readonly children: boolean; readonly vulnerability: string; readonly named: boolean; readonly name: string; readonly phone: string; readonly email: string
  readonly means: (typeof MEANS)[number][]; readonly times: string; readonly message: boolean; readonly mustNotKnow: string
  readonly language: string; readonly format: string; readonly share: boolean
}

/** Reads all kept answers into one whole report, or names the first page that is still missing something. */
export const readReport = (answers: Answers, at: Moment): { readonly report: WholeReport } | { readonly missing: PageName } => {
  const values: Record<string, unknown> = {}
  for (const page of PAGES) {
    const fields: Readonly<Record<string, Field<unknown>>> = FIELDS[page]
    for (const [name, field] of Object.entries(fields)) {
      const read = field.read(name, answers, at)
      if (!read.ok) return { missing: page }
      values[name] = read.value
    }
  }
  // Every field of every page was read, so the record is whole.
  const report = values as WholeReport
  return contactProblem(report) === undefined ? { report } : { missing: 'contact' }
}
