// Restore: a back-up into an empty database, in one transaction: either everything is there and checked, or nothing is.
import { existsSync } from 'node:fs'
import type { PoolClient, PoolConfig } from 'pg'
import { damaged, entriesOf, wholeOf, type Entry } from './archive.ts'
import { isEncrypted } from './backup-key.ts'
import { headShape, manifestShape, nameOf, ofExtension, ours, plainText, tablesOf, type Head, type Manifest } from './backup-format.ts'
import { CannotOpen } from './cannot-open.ts'
import type { FilePlace } from './file-place.ts'
import { ownersPool } from './open.ts'
import { applyStep, migrations } from './migrate.ts'
import { putBack, readyToLoad, type Aside } from './restore-constraints.ts'
import { loader, type Loader } from './restore-load.ts'
import { ensureGroups } from './roles.ts'

export type RestoreOptions = {
  readonly owner: PoolConfig
  /** Where uploaded files will rest: nothing is kept there. */
  readonly files: FilePlace
  readonly from: string
  /** The secret key that opens an encrypted back-up. */
  readonly secret?: string | undefined
  readonly progress: (line: string) => void
  readonly signal?: AbortSignal | undefined
}
export type RestoreResult = { readonly madeAt: string; readonly rows: number; readonly files: number; /** What the back-up lists of itself. */ readonly manifest: Manifest
  /** Tables in it that are not Amity's (an earlier version took them along), and were not put back. */
  readonly leftOut: readonly string[] }

const refuseFull = async (client: PoolClient): Promise<void> => {
  const { rowCount } = await client.query(`select from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p') and ${ours} and not ${ofExtension('c.oid')} limit 1`)
  if (rowCount !== 0) {
    throw new CannotOpen('The database is not empty. Restore needs an empty one: set AMITY_DATA to a new folder, or DATABASE_URL to a new database.')
  }
}

/** Builds the tables exactly as they were when the back-up was made; newer steps follow at the next start. */
const buildTables = async (client: PoolClient, head: Head): Promise<void> => {
  const known = new Map(migrations().map(migration => [migration.name, migration]))
  await client.query('create table migrations (name text primary key, digest text not null, applied_at timestamptz not null default now())')
  for (const { name, digest } of head.migrations) {
    const migration = known.get(name)
    if (migration === undefined) throw new CannotOpen(`This back-up was made by a newer Amity (it has ${name}). Restore it with that version or a newer one.`)
    if (migration.digest !== digest) throw new CannotOpen(`This back-up was made with another ${name} than this Amity has. Restore it with the version that made it.`)
    await applyStep(client, migration)
  }
}

const parsed = async <Shape>(entry: Entry, shape: { parse(value: unknown): Shape }): Promise<Shape> => {
  const text = (await wholeOf(entry)).toString('utf8')
  try {
    return shape.parse(JSON.parse(text))
  } catch {
    throw damaged(`${entry.name} cannot be read`)
  }
}

type Loaded = { readonly head: Head; readonly manifest: Manifest; readonly load: Loader; readonly aside: Aside }

const prepare = async (client: PoolClient, entry: Entry, files: FilePlace): Promise<Omit<Loaded, 'manifest'>> => {
  if (entry.name !== 'amity.json') throw damaged('it does not begin as a back-up of Amity does')
  const head = await parsed(entry, headShape)
  await buildTables(client, head)
  return { head, load: loader(client, head, files, new Set((await tablesOf(client)).map(nameOf))), aside: await readyToLoad(client) }
}

const loadAll = async (client: PoolClient, o: RestoreOptions): Promise<Loaded> => {
  let begun: Omit<Loaded, 'manifest'> | undefined
  let manifest: Manifest | undefined
  for await (const entry of entriesOf(o.from, o.secret)) {
    o.signal?.throwIfAborted()
    if (begun === undefined) begun = await prepare(client, entry, o.files)
    else if (entry.name === 'manifest.json') manifest = await parsed(entry, manifestShape)
    else await begun.load.take(entry)
    o.progress(entry.name.split('/').slice(0, 2).join(' '))
  }
  if (begun === undefined || manifest === undefined) throw damaged('its last part is missing')
  return { ...begun, manifest }
}

const finish = async (client: PoolClient, { manifest, load, aside }: Loaded): Promise<void> => {
  load.check(manifest)
  for (const { schema, name, last } of manifest.sequences) {
    await client.query('select setval(there, $4::bigint) from to_regclass(format($1, $2::text, $3::text)) there where there is not null', ['%I.%I', schema, name, last])
  }
  // The queue is not in a back-up: recent news is handed on again, and readers that acted on it skip it.
  await client.query(`update outbox set handed_on_at = null where announced_at > now() - interval '7 days'`)
  await putBack(client, aside)
}

/** A value that PostgreSQL will not take can only come from a back-up that is not what was written. */
const inWords = (error: unknown): unknown => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return /^2[23]/.test(code) && error instanceof Error ? damaged(error.message) : error
}

/** A back-up that should have been encrypted and is not may be somebody else's: whoever gives a key is told. */
const refuseKey = async ({ from, secret }: RestoreOptions): Promise<void> => {
  if (!existsSync(from)) throw new CannotOpen(`There is no file ${from}.`)
  const sealed = await isEncrypted(from)
  if (sealed && secret === undefined) throw new CannotOpen('This back-up is encrypted. Say where its secret key is: npm run amity -- restore FILE --key KEYFILE')
  if (!sealed && secret !== undefined) throw new CannotOpen('This back-up is not encrypted, though a key was given. If you know where it comes from, leave --key out.')
}

/**
 * Restores a back-up.
 * @throws {CannotOpen} in one sentence, with nothing restored, when the place is not empty or the back-up not whole
 */
export const restore = async (o: RestoreOptions): Promise<RestoreResult> => {
  await refuseKey(o)
  const pool = ownersPool({ ...o.owner, max: 1 })
  let begun = false
  try {
    await ensureGroups(pool)
    const client = await pool.connect()
    try {
      await client.query('begin')
      // The database first: where it holds anything, what lies where files rest belongs to it, marked or not.
      await refuseFull(client)
      await o.files.begin()
      begun = true
      await client.query(plainText)
      const loaded = await loadAll(client, o)
      await finish(client, loaded)
      await o.files.stand()
      await client.query('commit')
      begun = false
      await o.files.finish()
      return { madeAt: loaded.head.madeAt, manifest: loaded.manifest, ...loaded.load.counts() }
    } finally {
      client.release(true)
    }
  } catch (error) {
    // Files without their rows are nothing. Where they cannot be taken away now they stay marked, and the next restore does.
    if (begun) await o.files.undo().catch(() => undefined)
    throw inWords(error)
  } finally {
    await pool.end()
  }
}
