// Which files the rows name, held against those a back-up found: an unmounted share looks like an empty folder, and must not pass for one.
import type { ClientBase } from 'pg'
import { nameOf, quotedName } from './backup-format.ts'

type Naming = { readonly schema: string; readonly name: string; readonly column: string }

/**
 * Every column that names a file, in whatever version the database is. The pictures of court bundles are left out: they are
 * files of attachments, which name them. Files to remove are none that should be there.
 */
export const columnsNaming = async (client: ClientBase): Promise<readonly Naming[]> => {
  const { rows } = await client.query<Naming>(`
    select n.nspname as schema, c.relname as name, a.attname as column
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
    where c.relkind = 'r' and n.nspname = 'public' and c.relname <> 'files_to_remove' and a.attnum > 0 and not a.attisdropped
      and a.atttypid = 'text'::regtype and a.attname ~ '(^|_)(stored_as|shown_as)$' order by 2, 3`)
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

/** Of these names, the ones that rows name now: what was removed on purpose since the snapshot is not missed. */
export const namedNow = async (client: ClientBase, names: readonly string[], guarded: ReadonlySet<string>): Promise<ReadonlySet<string>> => {
  const named = new Set<string>()
  await client.query('begin read only')
  await client.query('set local statement_timeout to 0; set local lock_timeout to 0')
  try {
    for (const naming of await columnsNaming(client)) {
      await asRole(client, naming, guarded)
      const column = quoted(naming.column)
      const { rows } = await client.query<{ named: string }>(`select distinct ${column} as named from ${quotedName(naming)} where ${column} = any ($1::text[])${stillKept(naming)}`, [names])
      for (const row of rows) named.add(row.named)
    }
  } finally {
    await client.query('rollback')
  }
  return named
}

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
