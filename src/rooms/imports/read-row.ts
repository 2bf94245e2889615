// One row of a file as the record it will become, or what is wrong with it: column by column, in words that say what to do.
import { createHash } from 'node:crypto'
import { readPostcode } from '#kernel/postcode.ts'
import type { Columns, ImportMap } from './import-map.ts'
import { readMoment, type ReadMoment } from './read-moment.ts'

export type Category = { readonly code: string; readonly name: string; readonly strand: string; readonly severity: string }
export type Fault = { readonly column: string; readonly reason: string }
type Common = { readonly line: number; readonly key: string; readonly digest: string; readonly categoryCode: string; readonly kept: Readonly<Record<string, string>> }
export type ReportRow = Common & {
  readonly receivedAt: Date; readonly story: string; readonly happenedAt: Date | null; readonly place: string | null; readonly postcode: string | null
  readonly effect: string | null; readonly who: string | null; readonly reporterName: string | null; readonly reporterEmail: string | null; readonly reporterPhone: string | null
}
export type CaseRow = Common & {
  readonly openedAt: Date; readonly closedAt: Date | null; readonly title: string; readonly summary: string; readonly strand: string; readonly severity: string; readonly closeReason: string | null
}
export type ReadRow<Row> = { readonly ok: true; readonly row: Row } | { readonly ok: false; readonly faults: readonly Fault[] }
export type Terms = { readonly map: ImportMap; readonly columns: Columns; readonly categories: readonly Category[]; readonly now: Date }
export type FileRow = { readonly line: number; readonly cells: readonly string[] }

const SEVERITIES = ['high', 'medium', 'standard']

/** Of the row as it stands in the file. */
export const digestOf = (cells: readonly string[]): string => createHash('sha256').update(JSON.stringify(cells)).digest('base64url')

/** Collects what is wrong with one row while its cells are read. */
const reader = ({ map, columns, now }: Terms, { cells }: FileRow) => {
  const faults: Fault[] = []
  const wrong = (meaning: string, reason: string): void => { faults.push({ column: columns.headingOf(meaning), reason }) }
  const text = (meaning: string, most: number): string => {
    const value = columns.cell(cells, meaning)
    if (value.length > most) wrong(meaning, `It is ${value.length} characters long; the most is ${most}`)
    return value
  }
  const needed = (meaning: string, most: number): string => {
    const value = text(meaning, most)
    if (value === '') wrong(meaning, 'It is empty')
    return value
  }
  const checked = (meaning: string, read: ReadMoment): Date | null => {
    if (!read.ok) wrong(meaning, read.reason)
    else if (read.at > now) wrong(meaning, 'It is in the future')
    else return read.at
    return null
  }
  const moment = (meaning: string): Date | null => {
    const value = columns.cell(cells, meaning)
    return value === '' ? null : checked(meaning, readMoment(value, map.dates))
  }
  return { faults, wrong, text, needed, moment }
}

const categoryIn = ({ map, columns, categories }: Terms, cells: readonly string[]): Category | string => {
  const said = columns.cell(cells, 'category')
  const named = Object.hasOwn(map.categories, said) ? map.categories[said] : said
  const found = categories.find(one => one.code === named || one.name.toLowerCase() === named?.toLowerCase()) ?? categories.find(one => one.code === map.otherwise)
  return found ?? (said === '' ? 'It is empty' : `“${said.slice(0, 60)}” is no category of ours, and nothing says which of ours it is`)
}

const common = (terms: Terms, row: FileRow, read: ReturnType<typeof reader>): (Common & { readonly category: Category }) | undefined => {
  if (row.cells.some(cell => cell.includes('\0'))) read.wrong('key', 'The row holds a NUL character, which no text has')
  const category = categoryIn(terms, row.cells)
  if (typeof category === 'string') {
    read.wrong('category', category)
    return undefined
  }
  return { line: row.line, key: read.text('key', 300), digest: digestOf(row.cells), categoryCode: category.code, kept: terms.columns.kept(row.cells), category }
}

/** A row as a report. Without a column for it, `key` is empty and whoever imports makes one. */
export const readReport = (terms: Terms, row: FileRow): ReadRow<ReportRow> => {
  const read = reader(terms, row)
  const shared = common(terms, row, read)
  const receivedAt = read.moment('receivedAt')
  if (receivedAt === null && terms.columns.cell(row.cells, 'receivedAt') === '') read.wrong('receivedAt', 'It is empty')
  const [story, happenedAt, postcode, email] = [read.needed('story', 20_000), read.moment('happenedAt'), read.text('postcode', 40), read.text('reporterEmail', 254)]
  // A postcode from elsewhere is kept as part of the place, not refused.
  const known = postcode === '' ? undefined : readPostcode(postcode)
  if (email !== '' && !/^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/.test(email)) read.wrong('reporterEmail', 'It is not an email address')
  const place = [read.text('place', 500), known === undefined ? postcode : ''].filter(text => text !== '').join(', ')
  const others = { effect: read.text('effect', 20_000) || null, who: read.text('who', 5_000) || null, reporterName: read.text('reporterName', 200) || null, reporterPhone: read.text('reporterPhone', 60) || null }
  if (shared === undefined || receivedAt === null || read.faults.length > 0) return { ok: false, faults: read.faults }
  const { category: _, ...rest } = shared
  return { ok: true, row: { ...rest, receivedAt, story, happenedAt, place: place || null, postcode: known ?? null, reporterEmail: email || null, ...others } }
}

/** A row as a case, open or closed. */
export const readCase = (terms: Terms, row: FileRow): ReadRow<CaseRow> => {
  const read = reader(terms, row)
  const shared = common(terms, row, read)
  const [openedAt, closedAt] = [read.moment('openedAt'), read.moment('closedAt')]
  if (openedAt === null && terms.columns.cell(row.cells, 'openedAt') === '') read.wrong('openedAt', 'It is empty')
  if (openedAt !== null && closedAt !== null && closedAt < openedAt) read.wrong('closedAt', 'It was closed before it was opened')
  const severity = read.text('severity', 20).toLowerCase()
  if (severity !== '' && !SEVERITIES.includes(severity)) read.wrong('severity', `“${severity}” is not high, medium or standard`)
  const [title, summary, closeReason] = [read.text('title', 200), read.text('summary', 20_000), read.text('closeReason', 200)]
  if (shared === undefined || openedAt === null || read.faults.length > 0) return { ok: false, faults: read.faults }
  const { category, ...rest } = shared
  return {
    ok: true,
    row: { ...rest, openedAt, closedAt, title: title || category.name, summary, strand: category.strand, severity: severity || category.severity, closeReason: closedAt === null ? null : closeReason || 'not said in the file' },
  }
}
