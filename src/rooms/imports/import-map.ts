// Which column of a file means what: chosen once, remembered, and the same on the command line and in the browser.
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { DATE_ORDERS } from './read-moment.ts'

export const KINDS = ['reports', 'cases'] as const
export type Kind = (typeof KINDS)[number]

export type Meaning = { readonly name: string; readonly says: string; readonly needed?: true }

/** What a column may mean, in the words the page shows. */
export const MEANINGS: Readonly<Record<Kind, readonly Meaning[]>> = {
  reports: [
    { name: 'key', says: 'Their reference for the row' }, { name: 'receivedAt', says: 'When it was received', needed: true }, { name: 'category', says: 'Category' },
    { name: 'story', says: 'What happened', needed: true }, { name: 'happenedAt', says: 'When it happened' }, { name: 'place', says: 'Where' }, { name: 'postcode', says: 'Postcode' },
    { name: 'effect', says: 'How it affects them' }, { name: 'who', says: 'Who is doing it' },
    { name: 'reporterName', says: 'Name of the person reporting' }, { name: 'reporterEmail', says: 'Their email address' }, { name: 'reporterPhone', says: 'Their phone number' },
  ],
  cases: [
    { name: 'key', says: 'Their reference for the row' }, { name: 'openedAt', says: 'When it was opened', needed: true }, { name: 'closedAt', says: 'When it was closed' },
    { name: 'category', says: 'Category' }, { name: 'title', says: 'Short title' }, { name: 'summary', says: 'What it is about' }, { name: 'severity', says: 'Severity' }, { name: 'closeReason', says: 'Why it was closed' },
  ],
}

const heading = z.string().min(1).max(300)
const mapShape = z.strictObject({
  kind: z.enum(KINDS),
  source: z.string().trim().min(1).max(80),
  /** A meaning's column; of several, the first that is not empty in a row. */
  columns: z.record(z.string(), z.union([heading, z.array(heading).min(1).max(10)])),
  /** Their words for our category codes. What is not named here must be a code or a name of ours. */
  categories: z.record(z.string(), z.string()).default({}),
  /** The category of what is named nowhere; without it such a row is refused. */
  otherwise: z.string().optional(),
  dates: z.enum(DATE_ORDERS).default('day first'),
  /** Columns kept with the record as they came. */
  keep: z.array(heading).max(200).default([]),
})
export type ImportMap = z.infer<typeof mapShape>

export type ReadMap = { readonly ok: true; readonly map: ImportMap } | { readonly ok: false; readonly reason: string }

/** Reads a map from a file or a form, and says in a sentence what is wrong with it. */
export const readMap = (value: unknown): ReadMap => {
  const read = mapShape.safeParse(value)
  if (!read.success) {
    const [issue] = read.error.issues
    return { ok: false, reason: `The map is not right at “${issue?.path.join('.') || 'its beginning'}”: ${issue?.message ?? 'unknown'}.` }
  }
  const known = MEANINGS[read.data.kind]
  const strange = Object.keys(read.data.columns).find(name => !known.some(meaning => meaning.name === name))
  if (strange !== undefined) return { ok: false, reason: `The map gives “${strange}” a column. For ${read.data.kind} there are: ${known.map(({ name }) => name).join(', ')}.` }
  const missing = known.find(({ name, needed }) => needed === true && read.data.columns[name] === undefined)
  if (missing !== undefined) return { ok: false, reason: `Choose the column for “${missing.says}” (${missing.name}).` }
  if (read.data.kind === 'cases' && read.data.columns['title'] === undefined && read.data.columns['category'] === undefined) return { ok: false, reason: 'Choose the column for “Short title” or “Category”.' }
  return { ok: true, map: read.data }
}

/** Two maps are one when this is. */
export const mapDigest = (map: ImportMap): string => createHash('sha256').update(JSON.stringify(map)).digest('hex')

export type Columns = { readonly cell: (cells: readonly string[], meaning: string) => string; readonly headingOf: (meaning: string) => string; readonly kept: (cells: readonly string[]) => Readonly<Record<string, string>> }

/** Finds the map's columns in this file's headings. A sentence where one is missing or stands twice. */
export const columnsIn = (map: ImportMap, headings: readonly string[]): Columns | string => {
  const clean = headings.map(one => one.trim())
  const wanted = [...Object.values(map.columns).flat(), ...map.keep]
  const missing = wanted.find(one => !clean.includes(one.trim()))
  if (missing !== undefined) return `The file has no column “${missing}”. Its columns are: ${clean.slice(0, 30).map(one => `“${one.slice(0, 40)}”`).join(', ')}${clean.length > 30 ? ` and ${clean.length - 30} more` : ''}.`
  const twice = wanted.find(one => clean.indexOf(one.trim()) !== clean.lastIndexOf(one.trim()))
  if (twice !== undefined) return `The file has two columns called “${twice}”. Rename one.`
  const places = new Map(Object.entries(map.columns).map(([name, of]) => [name, [of].flat().map(one => clean.indexOf(one.trim()))]))
  const kept = map.keep.map(one => ({ name: one, place: clean.indexOf(one.trim()) }))
  return {
    cell: (cells, meaning) => places.get(meaning)?.map(place => (cells[place] ?? '').trim()).find(text => text !== '') ?? '',
    headingOf: meaning => [map.columns[meaning] ?? meaning].flat()[0] ?? meaning,
    kept: cells => Object.fromEntries(kept.map(({ name, place }) => [name, cells[place] ?? '']).filter(([, text]) => text !== '')),
  }
}
