// The SQL of an agency's own records: which tables, which of their rows are the agency's, a page at a time in the order of their keys.
import { sql } from 'kysely'
import type { Work } from '#db/work.ts'

/** Rows of its own in one piece, and cases whose rows are read together: a piece holds the thread for a few milliseconds. */
const [AT_ONCE, CASES_AT_ONCE] = [250, 50]

/**
 * One table of what is the agency's. `own`: which rows are by their own columns, whatever case they stand in; `along`: the column an
 * index on them is in the order of. `ofCases`: which rows of a case it leads are, and no others than `own`.
 */
type Part = { readonly name: string; readonly table: string; readonly own?: string; readonly along?: string; readonly ofCases?: string }
const EVERY = 'true'
const ofCases = (...parts: readonly (readonly [name: string, table: string])[]): readonly Part[] => parts.map(([name, table]) => ({ name, table, ofCases: EVERY }))

/** Of its cases what nobody else wrote, and its own words everywhere; $1 is the agency. The cases come first: with each come the rows that hang on it. */
export const OWN_TABLES: readonly Part[] = [
  { name: 'cases', table: 'cases', own: 't.lead_agency_id = $1' }, { name: 'entries', table: 'entries', own: 't.agency_id = $1', along: 'entered_at', ofCases: 't.agency_id is null' },
  { name: 'people', table: 'people', own: 't.owner_agency_id = $1' },
  ...ofCases(['case-parties', 'case_parties'], ['incidents', 'incidents'], ['risk-assessments', 'risk_assessments'], ['plans', 'plans'], ['plan-steps', 'plan_steps'],
    ['subjects', 'tool_facts'], ['subject-events', 'tool_events'], ['proportionality', 'gate_assessments'], ['matters', 'matters'], ['matter-elements', 'matter_elements'], ['matter-steps', 'matter_steps'],
    ['matter-terms', 'matter_terms'], ['matter-services', 'matter_services'], ['matter-events', 'matter_events'], ['matter-breaches', 'matter_breaches'], ['matter-clocks', 'matter_clocks'], ['matter-overrides', 'matter_overrides'], ['matter-costs', 'matter_costs'], ['penalty-events', 'penalty_events'],
    ['witness-statements', 'witness_statements'], ['statement-signatures', 'statement_signatures'], ['court-chronologies', 'court_chronologies'], ['court-chronology-lines', 'court_chronology_lines'], ['court-bundles', 'court_bundles'], ['bundle-orders', 'bundle_orders'],
    ['diary-sheets', 'diary_sheets'], ['flags', 'case_flags']),
  { name: 'reports', table: 'reports', own: 't.agency_id = $1' }, { name: 'messages', table: 'outgoing_messages', own: 't.agency_id = $1' }, ...ofCases(['letters', 'letters'], ['letter-services', 'letter_services']),
  { name: 'disclosures', table: 'disclosures', own: 't.agency_id = $1', along: 'disclosed_at' }, { name: 'referrals', table: 'referrals', own: 't.from_agency_id = $1', along: 'sent_at' },
  { name: 'grants', table: 'case_grants', own: 't.to_agency_id = $1', along: 'given_at', ofCases: 't.to_agency_id <> $1' },
  { name: 'files', table: 'attachments', own: 't.written_by_agency_id = $1 or (t.written_by_agency_id is null and t.case_id is null and t.agency_id = $1)', ofCases: 't.written_by_agency_id is null' },
]
export type OwnTable = Part

/** Keys of the wall, and how files rest in our store, are nobody else's business. */
const LEFT_OUT = ['visible_to', 'hidden_from', 'stored_as', 'schedule_stored_as', 'document_stored_as', 'shown_as', 'draft_key']

/** By table, the columns whoever asks may read, in their order. */
export const columnsOf = async (work: Work, tables: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> => {
  const { rows } = await sql<{ inTable: string; name: string }>`select table_name as "inTable", column_name as name from information_schema.columns where table_schema = 'public' and table_name = any (${tables}::text[]) order by table_name, ordinal_position`.execute(work.db)
  return new Map([...Map.groupBy(rows.filter(({ name }) => !LEFT_OUT.includes(name)), ({ inTable }) => inTable)].map(([table, columns]) => [table, columns.map(({ name }) => name)]))
}

export type OwnRow = { readonly id: string; readonly row: Readonly<Record<string, unknown>> }
/** Where a table was read up to: the last row's key, and what it has in the column the table is read along. */
export type ReadTo = { readonly id: string; readonly along: string }
export type OwnPage = { readonly rows: readonly OwnRow[]; readonly next: ReadTo | undefined }

const asked = (condition: string, agencyId: string) => {
  const [before, ...rest] = condition.split('$1')
  return rest.reduce((so, part) => sql`${so}${agencyId}::uuid${sql.raw(part)}`, sql`${sql.raw(before ?? '')}`)
}

/** The next rows that are the agency's by their own columns, as JSON by column, so that names and values come as they stand in the database. */
export const ownPage = async (work: Work, { table, own = 'false', along = 'id' }: OwnTable, agencyId: string, after: ReadTo | undefined): Promise<OwnPage> => {
  const [by, type] = [sql.ref(`t.${along}`), sql.raw(along === 'id' ? 'uuid' : 'timestamptz')]
  const later = after === undefined ? sql`` : sql`and (${by}, t.id) > (${after.along}::${type}, ${after.id}::uuid)`
  const most = table === 'cases' ? CASES_AT_ONCE : AT_ONCE
  const { rows } = await sql<OwnRow & { along: string }>`select t.id, ${by}::text as along, to_jsonb(t) as row from ${sql.table(table)} t where t.partnership_id = ${work.partnership.id} and (${asked(own, agencyId)}) ${later} order by ${by}, t.id limit ${most}`.execute(work.db)
  const last = rows.at(-1)
  return { rows, next: last !== undefined && rows.length === most ? { id: last.id, along: last.along } : undefined }
}

/** The rows that hang on these cases, which the agency leads. */
export const rowsOfCases = async (work: Work, { table, ofCases: which = 'false' }: OwnTable, agencyId: string, caseIds: readonly string[]): Promise<readonly OwnRow[]> =>
  (await sql<OwnRow>`select t.id, to_jsonb(t) as row from ${sql.table(table)} t where t.partnership_id = ${work.partnership.id} and t.case_id = any (${caseIds}::uuid[]) and (${asked(which, agencyId)}) order by t.case_id, t.id`.execute(work.db)).rows

/** What the trail calls rows of these tables: which of them left the house stands in it, by their keys. */
export const KINDS: Readonly<Record<string, 'case' | 'person' | 'report' | undefined>> = { cases: 'case', people: 'person', reports: 'report' }

export type StoredFile = { readonly name: string; readonly storedAs: string; readonly mediaType: string }
/** Of some rows, where their bytes rest. `kept`: of which they do not go out: a virus, or an address that is kept from whoever asks. */
export type RowsFiles = { readonly files: readonly StoredFile[]; readonly kept: readonly string[] }
const PDF = 'application/pdf'

/** Letters not made yet have none. */
const ofLetters = async (work: Work, ids: readonly string[]): Promise<RowsFiles> => {
  const letters = await work.db.selectFrom('letters as l').leftJoin('people as p', join => join.onRef('p.partnershipId', '=', 'l.partnershipId').onRef('p.id', '=', 'l.personId'))
    .select(['l.id', 'l.storedAs', sql<boolean>`l.channel = 'email' or amity.actor() = 'system' or not coalesce('address' = any (p.confidential), true) or amity.keeps_contact(l.person_id)`.as('mayGo')])
    .where('l.id', 'in', [...ids]).where('l.storedAs', 'is not', null).orderBy('l.id').execute()
  return { files: letters.flatMap(({ id, storedAs, mayGo }) => storedAs !== null && mayGo ? [{ name: id, storedAs, mediaType: PDF }] : []), kept: letters.filter(({ mayGo }) => !mayGo).map(({ id }) => id) }
}
const ofAttachments = async (work: Work, ids: readonly string[]): Promise<RowsFiles> => {
  const files = await work.db.selectFrom('attachments').select(['id as name', 'storedAs', 'mediaType', 'scan']).where('id', 'in', [...ids]).orderBy('id').execute()
  const clean = files.filter(({ scan }) => scan !== 'infected')
  return { files: clean, kept: ids.filter(id => !clean.some(({ name }) => name === id)) }
}
/** Papers for court rest as they were drawn: a statement, or a bundle and its schedule. */
const ofStatements = async (work: Work, ids: readonly string[]): Promise<RowsFiles> =>
  ({ files: (await work.db.selectFrom('witnessStatements').select(['id as name', 'storedAs']).where('id', 'in', [...ids]).orderBy('id').execute()).map(one => ({ ...one, mediaType: PDF })), kept: [] })
const ofBundles = async (work: Work, ids: readonly string[]): Promise<RowsFiles> => {
  const bundles = await work.db.selectFrom('courtBundles').select(['id', 'storedAs', 'scheduleStoredAs']).where('id', 'in', [...ids]).orderBy('id').execute()
  return { files: bundles.flatMap(({ id, storedAs, scheduleStoredAs }) => [{ name: id, storedAs, mediaType: PDF }, ...scheduleStoredAs === null ? [] : [{ name: `${id}-schedule`, storedAs: scheduleStoredAs, mediaType: PDF }]]), kept: [] }
}

/** Tables whose rows have files in the store, and how to find those of a handful of rows. */
export const FILES_OF: Readonly<Record<string, ((work: Work, ids: readonly string[]) => Promise<RowsFiles>) | undefined>> = { attachments: ofAttachments, letters: ofLetters, witness_statements: ofStatements, court_bundles: ofBundles }
