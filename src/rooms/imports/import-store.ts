// All SQL of imports: where each stands, what was refused, and the rows themselves, many at a time.
import { sql } from 'kysely'
import type { OfficerWork, Work } from '#db/work.ts'
import { readMap, type ImportMap, type Kind } from './import-map.ts'

export const importWith = (work: Work, id: string) => work.db.selectFrom('imports').selectAll().where('id', '=', id).executeTakeFirst()
export type Import = NonNullable<Awaited<ReturnType<typeof importWith>>>

export type NewImport = {
  readonly kind: Kind; readonly source: string; readonly fileName: string; readonly sha256: string; readonly map: ImportMap; readonly mapSha256: string
  readonly headings: readonly string[]; readonly allOrNothing: boolean; readonly agencyId: string; readonly officerId: string; readonly state: Import['state']
}

/** The same file read by the same map, when it was brought in or begun before. Held, so that nobody begins it twice. */
export const sameImport = async (work: Work, { kind, source, sha256, mapSha256 }: Pick<NewImport, 'kind' | 'source' | 'sha256' | 'mapSha256'>): Promise<Import | undefined> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`import ${work.partnership.id} ${kind} ${source} ${sha256}`}, 0))`.execute(work.db)
  return work.db.selectFrom('imports').selectAll().where('kind', '=', kind).where('source', '=', source).where('sha256', '=', sha256).where('mapSha256', '=', mapSha256)
    .where('state', 'in', ['running', 'stopped', 'done']).orderBy('madeAt', 'desc').limit(1).executeTakeFirst()
}

export const addImport = async (work: Work, { map, headings, ...values }: NewImport): Promise<string> => {
  const id = work.newId()
  const madeBy = work.actor.kind === 'officer' ? work.actor.officerId : null
  await work.db.insertInto('imports').values({ partnershipId: work.partnership.id, id, ...values, map: JSON.stringify(map), headings: JSON.stringify(headings.map(one => one.replaceAll('\0', '␀'))), madeAt: work.now, madeBy, changedAt: work.now }).execute()
  return id
}

type Standing = Partial<Pick<Import, 'state' | 'rowsTotal' | 'problem' | 'endedAt'>>
export const setImport = async (work: Work, id: string, standing: Standing): Promise<void> => {
  await work.db.updateTable('imports').set({ ...standing, changedAt: work.now }).where('id', '=', id).execute()
}

export type Counts = { readonly added: number; readonly alreadyThere: number; readonly refused: number }

/** Moves the import on by these rows. False when somebody stopped it, or another process has gone on with it. */
export const goOn = async (work: Work, { id, rowsDone }: Pick<Import, 'id' | 'rowsDone'>): Promise<boolean> => {
  const { rows } = await sql<{ is: boolean }>`select rows_done = ${rowsDone} and state = 'running' as is from imports where id = ${id}::uuid for update`.execute(work.db)
  return rows[0]?.is === true
}
export const countOn = async (work: Work, id: string, { added, alreadyThere, refused }: Counts): Promise<void> => {
  await sql`update imports set rows_done = rows_done + ${added + alreadyThere + refused}, added = added + ${added}, already_there = already_there + ${alreadyThere}, refused = refused + ${refused}, changed_at = ${work.now}
    where id = ${id}::uuid`.execute(work.db)
}

export type Refusal = { readonly line: number; readonly column: string; readonly reason: string; readonly cells: readonly string[] }

export const addRefusals = async (work: Work, { id, agencyId }: Pick<Import, 'id' | 'agencyId'>, refusals: readonly Refusal[]): Promise<void> => {
  if (refusals.length === 0) return
  // PostgreSQL has no place for a NUL: where one stood, its picture does.
  const rows = JSON.stringify(refusals.map(one => ({ ...one, cells: one.cells.map(cell => cell.replaceAll('\0', '␀')) })))
  await sql`insert into import_refusals (partnership_id, import_id, agency_id, line, column_name, reason, cells)
    select ${work.partnership.id}, ${id}::uuid, ${agencyId}::uuid, r.line, r."column", r.reason, r.cells from jsonb_to_recordset(${rows}::jsonb) as r (line int, "column" text, reason text, cells jsonb)`.execute(work.db)
}

export type Traced = { readonly line: number; readonly key: string; readonly digest: string; readonly id: string }
type Earlier = { readonly line: number; readonly earlierLine: number; readonly isSame: boolean }

/** Claims the keys of these rows. @returns the ids that are new, and what is known of the others */
export const claimRows = async (work: Work, theImport: Pick<Import, 'id' | 'kind' | 'source' | 'agencyId'>, rows: readonly Traced[]): Promise<{ readonly fresh: ReadonlySet<string>; readonly earlier: readonly Earlier[] }> => {
  const { id, kind, source, agencyId } = theImport
  const given = JSON.stringify(rows.map(row => ({ line: row.line, key: row.key, digest: row.digest, id: row.id })))
  const made = await sql<{ id: string }>`insert into imported_rows (partnership_id, agency_id, kind, source, key, digest, record_id, import_id, line)
    select ${work.partnership.id}, ${agencyId}::uuid, ${kind}, ${source}, r.key, r.digest, r.id, ${id}::uuid, r.line from jsonb_to_recordset(${given}::jsonb) as r (line int, key text, digest text, id uuid)
    on conflict do nothing returning record_id as id`.execute(work.db)
  const fresh = new Set(made.rows.map(row => row.id))
  const others = rows.filter(row => !fresh.has(row.id))
  if (others.length === 0) return { fresh, earlier: [] }
  const { rows: earlier } = await sql<Earlier>`select r.line, i.line as "earlierLine", i.digest = r.digest as "isSame" from jsonb_to_recordset(${JSON.stringify(others)}::jsonb) as r (line int, key text, digest text)
    join imported_rows i on i.partnership_id = ${work.partnership.id} and i.agency_id = ${agencyId}::uuid and i.kind = ${kind} and i.source = ${source} and i.key = r.key`.execute(work.db)
  return { fresh, earlier }
}

/** Imports, newest first. */
export const recentImports = (work: OfficerWork) => work.db.selectFrom('imports').selectAll().where('state', '!=', 'choosing').orderBy('madeAt', 'desc').orderBy('id', 'desc').limit(50).execute()

export const refusalsOf = (work: Work, importId: string, most: number) =>
  work.db.selectFrom('importRefusals').select(['line', 'columnName', 'reason', 'cells']).where('importId', '=', importId).orderBy('line').orderBy('id').limit(most).execute()

export const setMap = async (work: Work, id: string, map: ImportMap, mapSha256: string): Promise<void> => {
  await work.db.updateTable('imports').set({ map: JSON.stringify(map), mapSha256, changedAt: work.now }).where('id', '=', id).where('state', '=', 'choosing').execute()
}

/** The map of the last import of the same kind from the same source. */
export const lastMap = async (work: Work, { kind, source }: Pick<Import, 'kind' | 'source'>): Promise<ImportMap | undefined> => {
  const found = await work.db.selectFrom('imports').select('map').where('kind', '=', kind).where('source', '=', source).where('state', '!=', 'choosing').orderBy('madeAt', 'desc').limit(1).executeTakeFirst()
  const read = found === undefined ? undefined : readMap(found.map)
  return read?.ok === true ? read.map : undefined
}

/** False when it was begun, stopped or ended meanwhile. */
export const moveImport = async (work: Work, id: string, from: Import['state'], to: { readonly state: Import['state']; readonly allOrNothing?: boolean; readonly rowsTotal?: number }): Promise<boolean> => {
  const { numUpdatedRows } = await work.db.updateTable('imports').set({ ...to, changedAt: work.now }).where('id', '=', id).where('state', '=', from).executeTakeFirst()
  return numUpdatedRows === 1n
}
