// Back up: every table as one snapshot, and every file, into one checked archive. Runs beside a working Amity.
import { createHash, type Hash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { open, rename, rm, stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createZstdCompress } from 'node:zlib'
import type { Pool, PoolClient, PoolConfig } from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { tarOf, type Entry } from './archive.ts'
import { countMissing, guardedFrom, namedNow } from './backup-named.ts'
import { nameOf, ofExtension, othersTables, ours, plainText, quotedColumns, quotedName, tablesOf, type Head, type Manifest, type Table } from './backup-format.ts'
import { encryptedFor } from './backup-key.ts'
import { CannotOpen } from './cannot-open.ts'
import { inWordsOfFiles, type FileSource } from './file-place.ts'
import { ownersPool } from './open.ts'

export type BackupOptions = {
  readonly owner: PoolConfig
  /** Where uploaded files rest. Undefined: they are not in it. */
  readonly files: FileSource | undefined
  /** Written as FILE.part and renamed when whole, so a stopped back-up never looks like a good one. */
  readonly to: string
  /** Public keys (age1…): each of their holders can read it. None: it is not encrypted. */
  readonly recipients?: readonly string[]
  /** Called now and then with what has been done so far. */
  readonly progress: (line: string) => void
  readonly signal?: AbortSignal | undefined
}
export type BackupResult = {
  readonly tables: number; readonly rows: number; readonly files: number; readonly bytes: number
  /** Files that rows name and that were not there: it is no good one. */
  readonly missing: number
  /** Tables in the same database that are not Amity's, and not in it. */
  readonly others: readonly string[]
}

const chunkSize = 4_000_000

const whole = (name: string, content: Buffer): Entry =>
  ({ name, size: content.length, body: Readable.from([content], { objectMode: true }) })

const json = (name: string, value: unknown): Entry => whole(name, Buffer.from(JSON.stringify(value, undefined, 1)))

/**
 * A tar entry must say its length first, and COPY does not know it: so a table goes in pieces of some megabytes. Each
 * ends with a row (a line break inside a value is escaped), so that each can be loaded by itself.
 */
async function* piecesOf(source: AsyncIterable<Buffer>, hash: Hash): AsyncGenerator<Buffer> {
  let held: Buffer[] = []
  let size = 0
  for await (const part of source) {
    hash.update(part)
    held.push(part)
    size += part.length
    if (size < chunkSize) continue
    const all = Buffer.concat(held)
    const end = all.lastIndexOf(0x0a) + 1
    if (end > 0) yield all.subarray(0, end)
    held = [all.subarray(end)]
    size = all.length - end
  }
  if (size > 0) yield Buffer.concat(held)
}

async function* tableEntries(client: PoolClient, table: Table, manifest: Manifest): AsyncGenerator<Entry> {
  const source = client.query(copyTo(`copy (select ${quotedColumns(table)} from ${quotedName(table)}) to stdout`))
  const hash = createHash('sha256')
  let number = 0
  for await (const piece of piecesOf(source, hash)) {
    number += 1
    yield whole(`tables/${nameOf(table)}/${String(number).padStart(6, '0')}`, piece)
  }
  manifest.tables[nameOf(table)] = { rows: source.rowCount ?? 0, sha256: hash.digest('hex') }
}

/** The database as it was at one moment, and the way to it as it is now. */
type Snapshot = { readonly client: PoolClient; readonly pool: Pool; readonly guarded: ReadonlySet<string> }

const within = async <Answer>(pool: Pool, act: (client: PoolClient) => Promise<Answer>): Promise<Answer> => {
  const client = await pool.connect()
  try { return await act(client) } finally { client.release(true) }
}

async function* hashed(body: AsyncIterable<Buffer>, hash: Hash): AsyncGenerator<Buffer> {
  try {
    for await (const part of body) {
      hash.update(part)
      yield part
    }
  } catch (problem) { throw inWordsOfFiles('read', problem) }
}

/** One that is listed and cannot be read fails the whole: a back-up without its files would look like a good one. */
async function* fileEntries(source: FileSource, { pool, guarded }: Snapshot, manifest: Manifest, o: BackupOptions): AsyncGenerator<Entry> {
  try {
    for await (const name of source.names(o.signal)) {
      o.signal?.throwIfAborted()
      const file = await source.open(name, o.signal)
      if (file === undefined) {
        if ((await within(pool, now => namedNow(now, [name], guarded))).size > 0) throw new CannotOpen('A file that a record names went while it was being backed up. Is the disk, share or store there, and AMITY_FILES right?')
        continue
      }
      const hash = createHash('sha256')
      yield { name: `files/${name}`, size: file.size, body: hashed(file.body, hash) }
      manifest.files[name] = { size: file.size, sha256: hash.digest('hex') }
    }
  } catch (problem) { throw inWordsOfFiles('read', problem) }
}

const headOf = async (client: PoolClient, tables: readonly Table[]): Promise<Head> => {
  const migrations = await client.query<{ name: string; digest: string }>('select name, digest from public.migrations order by name')
  const server = await client.query<{ server_version: string }>('show server_version')
  return { format: 1, madeAt: new Date().toISOString(), server: server.rows[0]?.server_version ?? '', migrations: migrations.rows, tables: [...tables] }
}

const sequencesOf = async (client: PoolClient): Promise<Manifest['sequences']> => {
  const { rows } = await client.query<Manifest['sequences'][number]>(`
    select n.nspname as schema, c.relname as name, s.last_value::text as last from pg_sequences s join pg_namespace n on n.nspname = s.schemaname join pg_class c on c.relnamespace = n.oid and c.relname = s.sequencename
    where ${ours} and s.last_value is not null and not ${ofExtension('c.oid')} order by 1, 2`)
  return rows
}

async function* rowEntries({ client, guarded }: Snapshot, o: BackupOptions, manifest: Manifest): AsyncGenerator<Entry> {
  const tables = await tablesOf(client)
  manifest.sequences.push(...(await sequencesOf(client)))
  yield json('amity.json', await headOf(client, tables))
  for (const [index, table] of tables.entries()) {
    o.signal?.throwIfAborted()
    o.progress(`table ${index + 1} of ${tables.length}, ${table.name}`)
    await client.query(guarded.has(nameOf(table)) ? 'set local role amity_gate' : 'reset role')
    yield* tableEntries(client, table, manifest)
  }
  await client.query('reset role')
}

async function* entriesOfAll(snapshot: Snapshot, o: BackupOptions, manifest: Manifest): AsyncGenerator<Entry> {
  yield* rowEntries(snapshot, o, manifest)
  if (o.files !== undefined) {
    let count = 0
    for await (const entry of fileEntries(o.files, snapshot, manifest, o)) {
      count += 1
      o.progress(`file ${count}`)
      yield entry
    }
    o.progress('are all files there that records name')
    const { client, pool, guarded } = snapshot
    manifest.missing = await within(pool, now => countMissing({ snapshot: client, now, guarded }, name => Object.hasOwn(manifest.files, name)))
  }
  yield json('manifest.json', manifest)
}

/** The rename counts only once the bytes are on the disk. */
const makeFinal = async (part: string, to: string): Promise<void> => {
  const handle = await open(part, 'r+')
  await handle.sync()
  await handle.close()
  await rename(part, to)
}

/** Never a whole table or file in memory, however large: each stage waits for the next. */
const writeOut = async (archive: AsyncIterable<Buffer>, part: string, { recipients = [], signal }: BackupOptions): Promise<void> => {
  const bytes = Readable.from(archive, { objectMode: true })
  const packed = createZstdCompress({ chunkSize: 262_144 })
  const out = createWriteStream(part, { mode: 0o600 })
  if (recipients.length === 0) await pipeline(bytes, packed, out, { signal })
  else await pipeline(bytes, packed, (source: AsyncIterable<Buffer>) => encryptedFor(recipients, source), out, { signal })
}

/**
 * Writes a back-up of the database and the files. Files are read after the rows, so every row's file is in it.
 * @throws {CannotOpen} when there is nothing to back up; an AbortError when stopped
 */
export const backUp = async (o: BackupOptions): Promise<BackupResult> => {
  const manifest: Manifest = { tables: {}, sequences: [], files: {}, missing: 0 }
  let others: readonly string[] = []
  const part = `${o.to}.part`
  const pool = ownersPool({ ...o.owner, max: 2 })
  try {
    const client = await pool.connect()
    try {
      await client.query('begin isolation level repeatable read read only')
      await client.query(plainText)
      const known = await client.query(`select to_regclass('public.migrations') as there`)
      if (known.rows[0]?.there === null) throw new CannotOpen('There is nothing to back up: this database is empty.')
      const guarded = await guardedFrom(client)
      others = await othersTables(client)
      await writeOut(tarOf(entriesOfAll({ client, pool, guarded }, o, manifest)), part, o)
      await client.query('commit')
    } finally {
      // Whatever state a stopped COPY left the connection in, it is not used again.
      client.release(true)
    }
    await makeFinal(part, o.to)
  } catch (error) {
    await rm(part, { force: true })
    throw error
  } finally {
    await pool.end()
  }
  const rows = Object.values(manifest.tables).reduce((sum, table) => sum + table.rows, 0)
  return { tables: Object.keys(manifest.tables).length, rows, files: Object.keys(manifest.files).length, bytes: (await stat(o.to)).size, missing: manifest.missing, others }
}
