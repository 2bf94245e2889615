// Which files the rows name, held against those a back-up found: an unmounted share looks like an empty folder, and must not pass for one.
import type { ClientBase } from 'pg'
import { nameOf, quotedName } from './backup-format.ts'

type Naming = { readonly schema: string; readonly name: string; readonly column: string }

/** An owner that is no superuser is under row security like everyone else, and sees all rows only as the gate. */
const seesThrough = async (client: ClientBase): Promise<boolean> => {
  const { rows } = await client.query<{ bypasses: boolean }>('select rolsuper or rolbypassrls as bypasses from pg_roles where rolname = current_user')
  return rows[0]?.bypasses === true
}

const guardedTables = async (client: ClientBase): Promise<ReadonlySet<string>> => {
  const { rows } = await client.query<{ name: string }>(
    `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relforcerowsecurity`)
  return new Set(rows.map(row => row.name))
}

/** The tables that this owner reads as the gate. */
export const guardedFrom = async (client: ClientBase): Promise<ReadonlySet<string>> => await seesThrough(client) ? new Set<string>() : guardedTables(client)

/** Names what is still to be removed by a job of its own. */
const TO_REMOVE = 'files_to_remove'

/**
 * Every column that names a file, in whatever version the database is. The pictures of court bundles are left out: they are
 * files of attachments, which name them. Files to remove are none that should be there, and left out unless asked for.
 */
export const columnsNaming = async (client: ClientBase, { toRemove = false } = {}): Promise<readonly Naming[]> => {
  const { rows } = await client.query<Naming>(`
    select n.nspname as schema, c.relname as name, a.attname as column
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
    where c.relkind = 'r' and n.nspname = 'public' and ($1 or c.relname <> '${TO_REMOVE}') and a.attnum > 0 and not a.attisdropped
      and a.atttypid = 'text'::regtype and a.attname ~ '(^|_)(stored_as|shown_as)$' order by 2, 3`, [toRemove])
  return rows
}

/** Exports an agency took are removed when their time is over, and their rows stay. */
const stillKept = ({ name }: Naming): string => name === 'agency_exports' ? ' and removed_at is null and ends_at > now()' : ''

const quoted = (column: string): string => `"${column.replaceAll('"', '""')}"`
const asRole = async (client: ClientBase, naming: Naming, guarded: ReadonlySet<string>): Promise<void> => {
  await client.query(guarded.has(nameOf(naming)) ? 'set local role amity_gate' : 'reset role')
}
const HANDFUL = 10_000

/** The names in one column, a handful at a time. */
async function* namesIn(client: ClientBase, naming: Naming): AsyncGenerator<readonly string[]> {
  const column = quoted(naming.column)
  await client.query(`declare names no scroll cursor for select ${column} as named from ${quotedName(naming)} where ${column} is not null${stillKept(naming)}`)
  for (;;) {
    const { rows } = await client.query<{ named: string }>(`fetch ${HANDFUL} from names`)
    if (rows.length === 0) break
    yield rows.map(({ named }) => named)
  }
  await client.query('close names')
}

const askNamed = async (client: ClientBase, names: readonly string[], guarded: ReadonlySet<string>, how: { readonly toRemove: boolean; readonly among: (naming: Naming) => string }): Promise<ReadonlySet<string>> => {
  const named = new Set<string>()
  await client.query('begin read only')
  await client.query('set local statement_timeout to 0; set local lock_timeout to 0')
  try {
    for (const naming of await columnsNaming(client, how)) {
      await asRole(client, naming, guarded)
      const column = quoted(naming.column)
      const { rows } = await client.query<{ named: string }>(`select distinct ${column} as named from ${quotedName(naming)} where ${column} = any ($1::text[])${how.among(naming)}`, [names])
      for (const row of rows) named.add(row.named)
    }
  } finally {
    await client.query('rollback')
  }
  return named
}

/** Of these names, the ones that rows name now: what was removed on purpose since the snapshot is not missed. */
export const namedNow = (client: ClientBase, names: readonly string[], guarded: ReadonlySet<string>): Promise<ReadonlySet<string>> => askNamed(client, names, guarded, { toRemove: false, among: stillKept })

/** Of these names, the ones that any row names, in whatever state: what is to be removed, or over, is removed by jobs of its own. */
export const namedAtAll = (client: ClientBase, names: readonly string[], guarded: ReadonlySet<string>): Promise<ReadonlySet<string>> => askNamed(client, names, guarded, { toRemove: true, among: () => '' })

type Clients = { readonly snapshot: ClientBase; readonly now: ClientBase; readonly guarded: ReadonlySet<string> }

/** How many files the snapshot's rows name that were not found, and that rows name still. */
export const countMissing = async ({ snapshot, now, guarded }: Clients, found: (name: string) => boolean): Promise<number> => {
  const absent = new Set<string>()
  for (const naming of await columnsNaming(snapshot)) {
    await asRole(snapshot, naming, guarded)
    for await (const names of namesIn(snapshot, naming)) for (const name of names) if (!found(name)) absent.add(name)
  }
  await snapshot.query('reset role')
  const all = [...absent]
  let count = 0
  for (let at = 0; at < all.length; at += HANDFUL) count += (await namedNow(now, all.slice(at, at + HANDFUL), guarded)).size
  return count
}
