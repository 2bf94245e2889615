// What a back-up tells about itself: `amity.json` comes first (may this be restored here?), `manifest.json` last.
import type { ClientBase } from 'pg'
import { z } from 'zod'

export const headShape = z.object({
  format: z.literal(1),
  madeAt: z.string(),
  server: z.string(),
  migrations: z.array(z.object({ name: z.string(), digest: z.string() })),
  tables: z.array(z.object({ schema: z.string(), name: z.string(), columns: z.array(z.string()) })),
})
export type Head = z.infer<typeof headShape>
export type Table = Head['tables'][number]

const summary = z.object({ rows: z.int(), sha256: z.string() })
export const manifestShape = z.object({
  tables: z.record(z.string(), summary),
  sequences: z.array(z.object({ schema: z.string(), name: z.string(), last: z.string() })),
  files: z.record(z.string(), z.object({ size: z.int(), sha256: z.string() })),
  /** Files that its rows name and that were not where files rest. */
  missing: z.int().default(0),
})
export type Manifest = z.infer<typeof manifestShape>

/** Where Amity keeps what is its own. The job queue's schema is left out: its rows are made anew from the outbox. */
export const ours = `n.nspname in ('public', 'amity')`
/** Belongs to an extension (PostGIS, say), which brings its tables with it. `oid`: how the query calls what it asks about. */
export const ofExtension = (oid: string): string => `exists (select from pg_depend e where e.objid = ${oid} and e.deptype = 'e')`

export const nameOf = (table: { readonly schema: string; readonly name: string }): string => `${table.schema}.${table.name}`
const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`
export const quotedName = (table: { readonly schema: string; readonly name: string }): string => `${quoted(table.schema)}.${quoted(table.name)}`
export const quotedColumns = (table: Table): string => table.columns.map(quoted).join(', ')

/** Every ordinary table with the columns that hold something of their own (generated ones are made again). */
export const tablesOf = async (client: ClientBase): Promise<readonly Table[]> => {
  const { rows } = await client.query<Table>(`
    select n.nspname as schema, c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relkind = 'r' and ${ours} and not ${ofExtension('c.oid')} group by 1, 2 order by 1, 2`)
  return rows
}

/** Tables that somebody else keeps in the same database, in schemas of their own: they are in no back-up of ours. */
export const othersTables = async (client: ClientBase): Promise<readonly string[]> => {
  const { rows } = await client.query<{ schema: string; name: string }>(`
    select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not (${ours}) and n.nspname not in ('pg_catalog', 'information_schema', 'pgboss') and n.nspname not like 'pg\\_%' and not ${ofExtension('c.oid')} order by 1, 2`)
  return rows.map(nameOf)
}

/** The same text for the same value, whatever the server's own settings. */
export const plainText = `set local datestyle to iso; set local intervalstyle to iso_8601; set local timezone to 'UTC';
  set local extra_float_digits to 3; set local bytea_output to hex; set local client_encoding to utf8; set local statement_timeout to 0;
  set local lock_timeout to 0; set local idle_in_transaction_session_timeout to 0`
