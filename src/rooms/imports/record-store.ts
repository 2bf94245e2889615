// Puts rows of a file in as reports and cases, many at a time, with what every report and case must have from its first moment.
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { newReference } from '#kernel/reference.ts'
import type { Work } from '#db/work.ts'
import type { Import } from './import-store.ts'
import type { CaseRow, ReportRow } from './read-row.ts'

export type With<Row> = Row & { readonly id: string }
const TRIES = 5

/**
 * Among hundreds of thousands of references one may come twice. A row whose reference was taken is given another.
 * `insert` answers the ids it put in.
 */
const withReferences = async <Row extends { readonly id: string }>(rows: readonly Row[], insert: (json: string) => Promise<readonly string[]>): Promise<void> => {
  let left = rows
  for (let attempt = 0; left.length > 0; attempt += 1) {
    if (attempt === TRIES) throw new Error('No free references were found')
    const done = new Set(await insert(JSON.stringify(left.map(row => ({ ...row, reference: newReference(randomBytes(8)) })))))
    left = left.filter(row => !done.has(row.id))
  }
}

/** Reports wait in the triage pot of the agency. Nobody was asked which means are safe, so nothing is sent to anybody. */
export const insertReports = (work: Work, { source, agencyId, officerId }: Import, rows: readonly With<ReportRow>[]): Promise<void> =>
  withReferences(rows, async json => (await sql<{ id: string }>`
    insert into reports (partnership_id, id, reference, channel, received_at, entered_at, entered_by, category_code, story, happened_at, happened_about, place_described, postcode, effect, who_is_doing_it,
      anonymous, reporter_name, reporter_email, reporter_phone, answers, external_source, external_key, agency_id)
    select ${work.partnership.id}, r.id, r.reference, 'file', r."receivedAt", ${work.now}, ${officerId}::uuid, r."categoryCode", r.story, r."happenedAt", case when r."happenedAt" is null then 'Not said' end, r.place, r.postcode, r.effect, r.who,
      coalesce(r."reporterName", r."reporterEmail", r."reporterPhone") is null, r."reporterName", r."reporterEmail", r."reporterPhone", r.kept, ${`file: ${source}`}, r.key, ${agencyId}::uuid
    from jsonb_to_recordset(${json}::jsonb) as r (id uuid, reference text, "receivedAt" timestamptz, "categoryCode" text, story text, "happenedAt" timestamptz, place text, postcode text, effect text, who text,
      "reporterName" text, "reporterEmail" text, "reporterPhone" text, kept jsonb, key text)
    on conflict (partnership_id, reference) do nothing returning id`.execute(work.db)).rows.map(row => row.id))

/** Cases have their lead, the line of the chronology that says where they came from, and, while open, something due. */
export const insertCases = async (work: Work, theImport: Import, rows: readonly With<CaseRow>[], dueAt: Date): Promise<void> => {
  const { source, agencyId, officerId, fileName } = theImport
  const from = `file: ${source}`
  await withReferences(rows, async json => (await sql<{ id: string }>`
    insert into cases (partnership_id, id, reference, lead_agency_id, lead_officer_id, title, summary, category_code, strand, severity, status, opened_at, opened_by, closed_at, closed_by, close_reason, harmed_verdict, imported_from, imported_key, imported_values)
    select ${work.partnership.id}, r.id, r.reference, ${agencyId}::uuid, ${officerId}::uuid, r.title, r.summary, r."categoryCode", r.strand, r.severity, case when r."closedAt" is null then 'open' else 'closed' end,
      r."openedAt", ${officerId}::uuid, r."closedAt", case when r."closedAt" is not null then ${officerId}::uuid end, r."closeReason", case when r."closedAt" is not null then 'not asked' end, ${from}, r.key, r.kept
    from jsonb_to_recordset(${json}::jsonb) as r (id uuid, reference text, title text, summary text, "categoryCode" text, strand text, severity text, "openedAt" timestamptz, "closedAt" timestamptz, "closeReason" text, key text, kept jsonb)
    on conflict (partnership_id, reference) do nothing returning id`.execute(work.db)).rows.map(row => row.id))
  const lines = JSON.stringify(rows.map(({ id, line, summary, closedAt }) => ({ id, line, summary, isOpen: closedAt === null })))
  await sql`insert into entries (partnership_id, case_id, kind, happened_at, entered_at, entered_as, summary, body, visibility)
    select ${work.partnership.id}, r.id, 'note', ${work.now}, ${work.now}, 'Amity', left(${`Brought in from ${source}`} || ', line ' || r.line || ' of ' || ${fileName}::text, 300), r.summary, 'staff'
    from jsonb_to_recordset(${lines}::jsonb) as r (id uuid, line int, summary text)`.execute(work.db)
  await sql`insert into diary_items (partnership_id, kind, title, due_at, because, case_id, officer_id, agency_id, made_at)
    select ${work.partnership.id}, 'task', 'Take up this case: look at it and agree what is next', ${dueAt}, ${`It was open when it was brought in from ${source}`}, r.id, ${officerId}::uuid, ${agencyId}::uuid, ${work.now}
    from jsonb_to_recordset(${lines}::jsonb) as r (id uuid, "isOpen" boolean) where r."isOpen"`.execute(work.db)
}
