// The SQL of an agency's own records: which tables, which of their rows are the agency's, a page at a time in the order of their keys.
import { sql } from 'kysely'
import type { Work } from '#db/work.ts'

const AT_ONCE = 1000
const OF_ITS_CASES = 'exists (select from cases c where c.partnership_id = t.partnership_id and c.id = t.case_id and c.lead_agency_id = $1)'

/** Each table and which of its rows are the agency's: $1 is the agency. Of its cases what nobody else wrote, and its own words everywhere. */
export const OWN_TABLES = [
  ['cases', 'cases', 't.lead_agency_id = $1'], ['entries', 'entries', `t.agency_id = $1 or (t.agency_id is null and ${OF_ITS_CASES})`],
  ['people', 'people', 't.owner_agency_id = $1'], ['case-parties', 'case_parties', OF_ITS_CASES], ['incidents', 'incidents', OF_ITS_CASES], ['risk-assessments', 'risk_assessments', OF_ITS_CASES],
  ['plans', 'plans', OF_ITS_CASES], ['plan-steps', 'plan_steps', OF_ITS_CASES],
  ['subjects', 'tool_facts', OF_ITS_CASES], ['subject-events', 'tool_events', OF_ITS_CASES], ['proportionality', 'gate_assessments', OF_ITS_CASES], ['matters', 'matters', OF_ITS_CASES], ['matter-elements', 'matter_elements', OF_ITS_CASES], ['matter-steps', 'matter_steps', OF_ITS_CASES],
  ['matter-terms', 'matter_terms', OF_ITS_CASES], ['matter-services', 'matter_services', OF_ITS_CASES], ['matter-events', 'matter_events', OF_ITS_CASES], ['matter-breaches', 'matter_breaches', OF_ITS_CASES], ['matter-clocks', 'matter_clocks', OF_ITS_CASES], ['matter-overrides', 'matter_overrides', OF_ITS_CASES], ['matter-costs', 'matter_costs', OF_ITS_CASES], ['penalty-events', 'penalty_events', OF_ITS_CASES],
  ['witness-statements', 'witness_statements', OF_ITS_CASES], ['statement-signatures', 'statement_signatures', OF_ITS_CASES], ['court-chronologies', 'court_chronologies', OF_ITS_CASES], ['court-chronology-lines', 'court_chronology_lines', OF_ITS_CASES], ['court-bundles', 'court_bundles', OF_ITS_CASES], ['bundle-orders', 'bundle_orders', OF_ITS_CASES],
  ['diary-sheets', 'diary_sheets', OF_ITS_CASES], ['flags', 'case_flags', OF_ITS_CASES],
  ['reports', 'reports', 't.agency_id = $1'], ['messages', 'outgoing_messages', 't.agency_id = $1'], ['letters', 'letters', OF_ITS_CASES], ['letter-services', 'letter_services', OF_ITS_CASES], ['disclosures', 'disclosures', 't.agency_id = $1'], ['referrals', 'referrals', 't.from_agency_id = $1'],
  ['grants', 'case_grants', `t.to_agency_id = $1 or ${OF_ITS_CASES}`], ['files', 'attachments', `t.written_by_agency_id = $1 or (t.written_by_agency_id is null and (${OF_ITS_CASES} or (t.case_id is null and t.agency_id = $1)))`],
] as const satisfies readonly (readonly [name: string, table: string, where: string])[]
export type OwnTable = (typeof OWN_TABLES)[number]

/** Keys of the wall, and how files rest in our store, are nobody else's business. */
const LEFT_OUT = ['visible_to', 'hidden_from', 'stored_as', 'schedule_stored_as', 'shown_as', 'draft_key']

/** The columns whoever asks may read, in their order. */
export const columnsOf = async (work: Work, table: string): Promise<readonly string[]> =>
  (await sql<{ name: string }>`select column_name as name from information_schema.columns where table_schema = 'public' and table_name = ${table} order by ordinal_position`.execute(work.db)).rows.map(({ name }) => name).filter(name => !LEFT_OUT.includes(name))

export type OwnRow = { readonly id: string; readonly row: Readonly<Record<string, unknown>> }
/** A page of rows, as JSON by column, so that names and values come as they stand in the database. */
export const ownRows = async (work: Work, [, table, where]: OwnTable, agencyId: string, after: string | undefined): Promise<readonly OwnRow[]> => {
  const [before, ...rest] = where.split('$1')
  const condition = rest.reduce((so, part) => sql`${so}${agencyId}::uuid${sql.raw(part)}`, sql`${sql.raw(before ?? '')}`)
  return (await sql<OwnRow>`select t.id, to_jsonb(t) as row from ${sql.table(table)} t where t.partnership_id = ${work.partnership.id} and (${condition}) and (${after ?? null}::uuid is null or t.id > ${after ?? null}::uuid) order by t.id limit ${AT_ONCE}`.execute(work.db)).rows
}

/** Tables whose rows have a file in the store. */
export const WITH_FILES: readonly string[] = ['attachments', 'letters', 'witness_statements', 'court_bundles']

export type StoredFile = { readonly name: string; readonly storedAs: string; readonly mediaType: string }
const PDF = 'application/pdf'
/** Papers for court rest as they were drawn: a statement, or a bundle and its schedule. */
const courtPapers = async (work: Work, id: string): Promise<readonly StoredFile[]> => {
  const statement = await work.db.selectFrom('witnessStatements').select('storedAs').where('id', '=', id).executeTakeFirst()
  if (statement !== undefined) return [{ name: id, storedAs: statement.storedAs, mediaType: PDF }]
  const bundle = await work.db.selectFrom('courtBundles').select(['storedAs', 'scheduleStoredAs']).where('id', '=', id).executeTakeFirst()
  return bundle === undefined ? [] : [{ name: id, storedAs: bundle.storedAs, mediaType: PDF }, ...bundle.scheduleStoredAs === null ? [] : [{ name: `${id}-schedule`, storedAs: bundle.scheduleStoredAs, mediaType: PDF }]]
}

/**
 * Where the bytes of a file, of a letter's document or of a paper for court rest; none for a letter not made yet. Undefined where it
 * carries a virus, which is never given out, or an address that is kept from whoever asks.
 */
export const storedFiles = async (work: Work, id: string): Promise<readonly StoredFile[] | undefined> => {
  const letter = await work.db.selectFrom('letters as l').leftJoin('people as p', join => join.onRef('p.partnershipId', '=', 'l.partnershipId').onRef('p.id', '=', 'l.personId'))
    .select(['l.storedAs', sql<boolean>`l.channel = 'email' or amity.actor() = 'system' or not coalesce('address' = any (p.confidential), true) or amity.keeps_contact(l.person_id)`.as('mayGo')]).where('l.id', '=', id).executeTakeFirst()
  if (letter !== undefined) return letter.storedAs === null ? [] : letter.mayGo ? [{ name: id, storedAs: letter.storedAs, mediaType: PDF }] : undefined
  const court = await courtPapers(work, id)
  if (court.length > 0) return court
  const file = await work.db.selectFrom('attachments').select(['storedAs', 'mediaType']).where('id', '=', id).where('scan', '!=', 'infected').executeTakeFirst()
  return file === undefined ? undefined : [{ name: id, ...file }]
}
