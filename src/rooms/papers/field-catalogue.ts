// What a template may ask the case for: each field by its name, what it gives, and an example. A name that is not here is refused.
import { sayDate, londonDay } from '#kernel/time.ts'
import type { Day } from '#kernel/time.ts'

/** Everything a letter may draw on, already read under the officer's own row policies. */
export type FieldSource = {
  readonly today: Day
  readonly person: { readonly givenName: string; readonly familyName: string } | undefined
  readonly theCase: { readonly reference: string; readonly openedAt: Date } | undefined
  readonly officer: { readonly name: string; readonly jobTitle: string | null; readonly phone: string | null }
  readonly lead: { readonly name: string; readonly jobTitle: string | null; readonly phone: string | null } | undefined
  readonly agency: { readonly name: string; readonly phone: string | null; readonly email: string | null; readonly address: string | null }
}
type Field = { readonly name: string; readonly gives: 'words' | 'date' | 'telephone' | 'email'; readonly says: string; readonly read: (from: FieldSource) => string | null | undefined }

export const FIELDS: readonly Field[] = [
  { name: 'person.name', gives: 'words', says: 'The whole name of whoever it goes to', read: ({ person }) => person === undefined ? undefined : `${person.givenName} ${person.familyName}`.trim() },
  { name: 'person.given name', gives: 'words', says: 'Their given name', read: ({ person }) => person?.givenName },
  { name: 'person.family name', gives: 'words', says: 'Their family name', read: ({ person }) => person?.familyName },
  { name: 'case.reference', gives: 'words', says: 'The reference of the case', read: ({ theCase }) => theCase?.reference },
  { name: 'case.opened on', gives: 'date', says: 'The day the case was opened', read: ({ theCase }) => theCase === undefined ? undefined : sayDate(londonDay(theCase.openedAt)) },
  { name: 'today', gives: 'date', says: 'The day the letter is made', read: ({ today }) => sayDate(today) },
  { name: 'officer.name', gives: 'words', says: 'Whoever writes it', read: ({ officer }) => officer.name },
  { name: 'officer.job title', gives: 'words', says: 'What they are', read: ({ officer }) => officer.jobTitle },
  { name: 'officer.phone', gives: 'telephone', says: 'Their own telephone at work', read: ({ officer }) => officer.phone },
  { name: 'lead.name', gives: 'words', says: 'The lead officer of the case', read: ({ lead }) => lead?.name },
  { name: 'lead.phone', gives: 'telephone', says: 'The lead officer’s telephone at work', read: ({ lead }) => lead?.phone },
  { name: 'agency.name', gives: 'words', says: 'The agency that writes', read: ({ agency }) => agency.name },
  { name: 'agency.phone', gives: 'telephone', says: 'Its telephone', read: ({ agency }) => agency.phone },
  { name: 'agency.email', gives: 'email', says: 'Its email address', read: ({ agency }) => agency.email },
  { name: 'agency.address', gives: 'words', says: 'Its address', read: ({ agency }) => agency.address },
]

const TOKEN = /\{\{([^{}]*)\}\}/g
/** {{write: …}}: a gap the officer fills in while writing; what follows says with what. */
const GAP = /^write:\s*\S/

const byName = new Map(FIELDS.map(field => [field.name, field]))

/** How many letters must change to make one the other. */
const distance = (one: string, other: string): number => {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at)
  for (let at = 1; at <= one.length; at += 1) {
    const next = [at]
    for (let to = 1; to <= other.length; to += 1) next.push(Math.min((row[to] ?? 0) + 1, (next[to - 1] ?? 0) + 1, (row[to - 1] ?? 0) + (one[at - 1] === other[to - 1] ? 0 : 1)))
    row = next
  }
  return row[other.length] ?? 0
}
export const nearestField = (name: string): string => FIELDS.map(field => ({ name: field.name, away: distance(name.toLowerCase(), field.name) })).toSorted((one, other) => one.away - other.away)[0]?.name ?? ''

/** What is wrong with the tokens of a text; undefined when every one is known. */
export const wrongToken = (text: string): string | undefined => {
  const left = text.replaceAll(TOKEN, (_all, inside: string) => {
    const name = inside.trim()
    return byName.has(name) || GAP.test(name) ? '' : `{{${name}}}`
  })
  const unknown = /\{\{([^{}]*)\}\}/.exec(left)?.[1]
  if (unknown !== undefined) return unknown === '' ? 'There is an empty field {{}}. Write its name between the brackets' : `There is no field called “${unknown}”. Did you mean {{${nearestField(unknown)}}}?`
  return /\{\{|\}\}/.test(left) ? 'A field begins with {{ and ends with }}: one of these brackets stands alone' : undefined
}

/** A text with its fields filled. What nothing is known for stays as its token, so that an officer sees the gap. */
export const filled = (text: string, from: FieldSource): string => text.replaceAll(TOKEN, (token, inside: string) => byName.get(inside.trim())?.read(from) || token)

/** The first token left in a text. */
export const gapIn = (text: string): string | undefined => /\{\{[^{}]*\}\}/.exec(text)?.[0]
