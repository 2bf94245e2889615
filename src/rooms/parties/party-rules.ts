// Roles, children, and what a search for a person means: pure.
import { ageOn, readDay, type Day } from '#kernel/time.ts'
import { readPostcode } from '#kernel/postcode.ts'

export const ROLES = ['reporting', 'harmed', 'witness', 'alleged perpetrator', 'parent or guardian', 'advocate'] as const
export type Role = (typeof ROLES)[number]

/** Under 18 by their date of birth, or as somebody said. A known date of birth is believed over a tick. */
export const isChild = (bornOn: Day | null, saidUnder18: boolean, today: Day): boolean => bornOn === null ? saidUnder18 : ageOn(bornOn, today) < 18

export type Sought = { readonly bornOn: Day | null; readonly digits: string | null; readonly postcode: string | null; readonly words: readonly string[] }

const MOST_WORDS = 6
/** "Larkin 14/3/1984", "07700 900 123", "12 Larch Walk", "AL8 6AE": what each part of it is. */
export const readSought = (typed: string): Sought => {
  const text = typed.slice(0, 200).replaceAll('\0', ' ').trim()
  const date = /\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b/.exec(text)
  const bornOn = date === null ? null : readDay(`${date[3]}-${(date[2] ?? '').padStart(2, '0')}-${(date[1] ?? '').padStart(2, '0')}`) ?? null
  const rest = date === null ? text : text.replace(date[0], ' ')
  const postcode = readPostcode(rest) ?? null
  if (postcode !== null) return { bornOn, digits: null, postcode, words: [] }
  const digits = rest.replaceAll(/\D/g, '')
  if (/^[+\d()\s.-]+$/.test(rest.trim()) && digits.length >= 6) return { bornOn, digits: digits.slice(-10), postcode: null, words: [] }
  return { bornOn, digits: null, postcode: null, words: rest.split(/\s+/).filter(word => word.length > 1 || /\d/.test(word)).slice(0, MOST_WORDS) }
}

export const seeksNothing = ({ bornOn, digits, postcode, words }: Sought): boolean => bornOn === null && digits === null && postcode === null && words.length === 0
