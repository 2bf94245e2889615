// Forward-only migrations: the .sql files of ./migrations in order of name, each once; all that wait in one transaction.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import { CannotOpen } from './cannot-open.ts'
import { diskIsFull } from './disk-full.ts'

export type Migration = { readonly name: string; readonly sql: string; readonly digest: string }

/** Found beside this file in the source tree, and beside the bundle once built. */
const folder = (): string => {
  const here = dirname(fileURLToPath(import.meta.url))
  const candidates = [join(here, 'migrations'), join(here, '..', 'src', 'db', 'migrations')]
  const found = candidates.find(candidate => existsSync(candidate))
  if (found === undefined) throw new Error(`No migrations folder near ${here}`)
  return found
}

export const migrationOf = (name: string, sql: string): Migration => ({ name, sql, digest: createHash('sha256').update(sql).digest('hex') })

export const migrations = (): readonly Migration[] =>
  readdirSync(folder()).filter(name => name.endsWith('.sql')).toSorted().map(name => migrationOf(name, readFileSync(join(folder(), name), 'utf8')))

export type MigrateOptions = {
  readonly say: (line: string) => void
  /** Called before a database that holds something is changed, with the steps that wait; nothing is changed when it throws. */
  readonly beforeUpgrade?: ((waiting: readonly Migration[]) => Promise<void>) | undefined
  /** The steps this code knows; others only in tests. */
  readonly known?: readonly Migration[]
}

/**
 * Brings the database up to this code, wholly or not at all: when a step fails, the version before still opens it. Safe
 * when several processes start at once (advisory lock).
 * @throws {CannotOpen} when the database has seen a newer Amity, an applied file has since been edited, or a step failed
 */
export const migrate = async (owner: pg.Pool, { say, beforeUpgrade, known = migrations() }: MigrateOptions): Promise<void> => {
  const client = await owner.connect()
  try {
    await client.query(`select pg_advisory_lock(hashtext('amity migrations'))`)
    // An owner who is called amity would otherwise make the tables in the schema of that name.
    await client.query('set search_path = public')
    const applied = await appliedIn(client)
    refuseUnknown(applied, known)
    const waiting = known.filter(migration => !applied.has(migration.name))
    if (waiting.length === 0) return
    if (applied.size > 0) {
      say(`Bringing the database up to date: ${waiting.length} ${waiting.length === 1 ? 'step' : 'steps'}, to ${waiting.at(-1)?.name.replace(/\.sql$/, '') ?? ''}.`)
      await beforeUpgrade?.(waiting)
    }
    await applyAll(client, waiting, applied.size > 0)
  } finally {
    await client.query(`select pg_advisory_unlock(hashtext('amity migrations'))`).catch(() => undefined)
    client.release()
  }
}

const appliedIn = async (client: pg.PoolClient): Promise<ReadonlyMap<string, string>> => {
  await client.query('create table if not exists migrations (name text primary key, digest text not null, applied_at timestamptz not null default now())')
  const { rows } = await client.query<{ name: string; digest: string }>('select name, digest from migrations')
  return new Map(rows.map(row => [row.name, row.digest]))
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

/** One step. Whoever it went on as, and what it put off, ends with it: the next finds what a transaction of its own would. */
export const applyStep = async (client: pg.ClientBase, { sql }: Migration): Promise<void> => {
  await client.query(sql)
  await client.query('set constraints all immediate; reset role; set local search_path = public')
}

const applyAll = async (client: pg.PoolClient, waiting: readonly Migration[], isUpgrade: boolean): Promise<void> => {
  let at = ''
  await client.query('begin')
  try {
    for (const migration of waiting) {
      at = migration.name
      await applyStep(client, migration)
      await client.query('insert into migrations (name, digest) values ($1, $2)', [migration.name, migration.digest])
    }
    await client.query('commit')
  } catch (problem) {
    await client.query('rollback').catch(() => undefined)
    throw inWords(at, problem, isUpgrade)
  }
}

const inWords = (step: string, problem: unknown, isUpgrade: boolean): Error => {
  const said = problem instanceof Error ? problem.message : String(problem)
  if (!isUpgrade) return new Error(`The migration ${step} failed: ${said}`, { cause: problem })
  const code = problem instanceof Error && 'code' in problem ? String(problem.code) : ''
  const why = code === '53100' || diskIsFull(said) ? 'the disk is full' : said
  return new CannotOpen(`The database could not be brought up to date: ${why} (in ${step}). Nothing was changed, and the version before this one still opens it. Start that one again, or mend this and start once more.`, { cause: problem })
}
