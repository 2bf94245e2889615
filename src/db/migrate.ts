// Forward-only migrations: the .sql files of ./migrations in order of name, each once, each in its own transaction.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import { CannotOpen } from './cannot-open.ts'

type Migration = { readonly name: string; readonly sql: string; readonly digest: string }

/** Found beside this file in the source tree, and beside the bundle once built. */
const folder = (): string => {
  const here = dirname(fileURLToPath(import.meta.url))
  const candidates = [join(here, 'migrations'), join(here, '..', 'src', 'db', 'migrations')]
  const found = candidates.find(candidate => existsSync(candidate))
  if (found === undefined) throw new Error(`No migrations folder near ${here}`)
  return found
}

export const migrations = (): readonly Migration[] =>
  readdirSync(folder()).filter(name => name.endsWith('.sql')).toSorted().map(name => {
    const sql = readFileSync(join(folder(), name), 'utf8')
    return { name, sql, digest: createHash('sha256').update(sql).digest('hex') }
  })

/**
 * Brings the database up to this code. Safe when several processes start at once (advisory lock).
 * Throws CannotOpen when the database has seen a newer Amity, or an applied file has since been edited.
 */
export const migrate = async (owner: pg.Pool, say: (line: string) => void): Promise<void> => {
  const client = await owner.connect()
  try {
    await client.query(`select pg_advisory_lock(hashtext('amity migrations'))`)
    // An owner who is called amity would otherwise make the tables in the schema of that name.
    await client.query('set search_path = public')
    await client.query('create table if not exists migrations (name text primary key, digest text not null, applied_at timestamptz not null default now())')
    const { rows } = await client.query<{ name: string; digest: string }>('select name, digest from migrations')
    const applied = new Map(rows.map(row => [row.name, row.digest]))
    const known = migrations()
    refuseUnknown(applied, known)
    const waiting = known.filter(migration => !applied.has(migration.name))
    if (waiting.length > 0 && applied.size > 0) say(`Bringing the database up to date: ${waiting.length} ${waiting.length === 1 ? 'step' : 'steps'}.`)
    for (const migration of waiting) await apply(client, migration)
  } finally {
    await client.query(`reset search_path; select pg_advisory_unlock(hashtext('amity migrations'))`).catch(() => undefined)
    client.release()
  }
}

const refuseUnknown = (applied: ReadonlyMap<string, string>, known: readonly Migration[]): void => {
  const names = new Map(known.map(migration => [migration.name, migration.digest]))
  const newer = [...applied.keys()].filter(name => !names.has(name)).toSorted()
  if (newer.length > 0) {
    throw new CannotOpen(`This database was last used by a newer Amity (it has ${newer.at(-1)}, which this version does not know). Start the newer version, or restore an older back-up.`)
  }
  const edited = known.find(migration => applied.has(migration.name) && applied.get(migration.name) !== migration.digest)
  if (edited !== undefined) {
    throw new CannotOpen(`The migration ${edited.name} is not the one this database was made with. Put the original file back, or start on an empty data folder.`)
  }
}

const apply = async (client: pg.PoolClient, migration: Migration): Promise<void> => {
  await client.query('begin')
  try {
    await client.query(migration.sql)
    await client.query('insert into migrations (name, digest) values ($1, $2)', [migration.name, migration.digest])
    await client.query('commit')
  } catch (problem) {
    await client.query('rollback')
    throw new Error(`The migration ${migration.name} failed: ${problem instanceof Error ? problem.message : String(problem)}`, { cause: problem })
  }
}
