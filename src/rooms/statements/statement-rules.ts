// Rules of a witness statement: its paragraphs, the exhibits it names, its statement of truth. No database, no clock.
import type { Certainty } from '#law/rule.ts'

type Sourced = { readonly words: string; readonly source: string; readonly certainty: Certainty }
/** The words are prescribed: they stand as the practice direction has them. */
export const TRUTH: Sourced = {
  words: 'I believe that the facts stated in this witness statement are true. I understand that proceedings for contempt of court may be brought against anyone who makes, or causes to be made, a false statement in a document verified by a statement of truth without an honest belief in its truth.',
  source: 'CPR Practice Direction 22 para 2.2 and Practice Direction 32 para 20.2', certainty: 'known',
}
export const HEARSAY: Sourced = { words: 'Whoever relies on a statement of somebody who will not be called gives the other side notice of it, and says why they are not called.', source: 'Civil Evidence Act 1995 s2(1); CPR 33.2', certainty: 'known' }

/** A paragraph ends at an empty line; a number typed before it is left out, for the paper numbers them. */
export const paragraphsIn = (typed: string): readonly string[] =>
  typed.split(/\n[ \t]*\n/).map(one => one.trim().replace(/^\d{1,3}[.)][ \t]+/, '')).filter(one => one !== '')

const REFERENCE = /\b[A-Z]{1,5}\/[1-9]\d{0,3}[A-Z]?\b/g
/** Exhibit references a statement names, each once, in the order it names them. */
export const exhibitsIn = (paragraphs: readonly string[]): readonly string[] => [...new Set(paragraphs.flatMap(one => one.match(REFERENCE) ?? []))]

export const unknownExhibits = (named: readonly string[], given: readonly { readonly reference: string }[]): readonly string[] => named.filter(one => !given.some(({ reference }) => reference === one))

const NTH = ['First', 'Second', 'Third', 'Fourth', 'Fifth', 'Sixth', 'Seventh', 'Eighth', 'Ninth', 'Tenth']
/** "First", … then "Number 11". */
export const nth = (number: number): string => NTH[number - 1] ?? `Number ${number}`
/** Initials and surname, as the top corner of a statement has them: "O Officer". */
export const shortName = (name: string): string => {
  const parts = name.trim().split(/\s+/)
  return [...parts.slice(0, -1).map(part => part.slice(0, 1).toUpperCase()), parts.at(-1) ?? ''].join(' ')
}
