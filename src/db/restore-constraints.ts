// Puts triggers, foreign keys, indexes and row security aside while a back-up is loaded, and back again, all in one transaction.
import type { PoolClient } from 'pg'
import { ofExtension, ours } from './backup-format.ts'

type Guarded = { readonly table: string; readonly forced: boolean }
type ForeignKey = { readonly table: string; readonly name: string; readonly definition: string }
type Index = { readonly name: string; readonly definition: string }
/** What must be put back. */
export type Aside = { readonly tables: readonly Guarded[]; readonly foreignKeys: readonly ForeignKey[]; readonly indexes: readonly Index[] }

/** Indexes that carry no constraint: made anew in one go once the rows are in, much faster than row by row. */
const indexesOf = async (client: PoolClient): Promise<readonly Index[]> =>
  (await client.query<Index>(`
    select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
    from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
    where ${ours} and not ${ofExtension('i.indrelid')} and not i.indisreplident and not exists (select from pg_constraint k where k.conindid = i.indexrelid) order by 1`)).rows

/**
 * Makes every table empty (migrations may have put rows in) and ready for rows in any order. This needs only the owner
 * of the tables, no superuser: a managed server gives none. Triggers must rest, or each row would be audited again.
 */
export const readyToLoad = async (client: PoolClient): Promise<Aside> => {
  await client.query('set constraints all immediate')
  const tables = await client.query<Guarded>(`
    select c.oid::regclass::text as table, c.relforcerowsecurity as forced from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and ${ours} and not ${ofExtension('c.oid')} order by 1`)
  const foreignKeys = await client.query<ForeignKey>(`
    select k.conrelid::regclass::text as table, quote_ident(k.conname) as name, pg_get_constraintdef(k.oid) as definition
    from pg_constraint k join pg_namespace n on n.oid = k.connamespace where k.contype = 'f' and ${ours} and not ${ofExtension('k.conrelid')} order by 1, 2`)
  for (const { table, name } of foreignKeys.rows) await client.query(`alter table ${table} drop constraint ${name}`)
  for (const { table, forced } of tables.rows) {
    await client.query(`alter table ${table} disable trigger user${forced ? ', no force row level security' : ''}`)
  }
  const indexes = await indexesOf(client)
  if (indexes.length > 0) await client.query(`drop index ${indexes.map(({ name }) => name).join(', ')}`)
  await client.query(`truncate ${tables.rows.map(({ table }) => table).join(', ')}`)
  return { tables: tables.rows, foreignKeys: foreignKeys.rows, indexes }
}

/** Puts everything back. Adding a foreign key checks every row against it, so this is also a check of the back-up. */
export const putBack = async (client: PoolClient, { tables, foreignKeys, indexes }: Aside): Promise<void> => {
  await client.query(`set local maintenance_work_mem = '256MB'`)
  for (const { definition } of indexes) await client.query(definition)
  for (const { table, name, definition } of foreignKeys) await client.query(`alter table ${table} add constraint ${name} ${definition}`)
  for (const { table, forced } of tables) {
    await client.query(`alter table ${table} enable trigger user${forced ? ', force row level security' : ''}`)
  }
}
