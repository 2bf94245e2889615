// Back up: every table as one snapshot, and every file, into one checked archive. Runs beside a working Amity.
import { createHash, type Hash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { open, readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createZstdCompress } from 'node:zlib'
import type { PoolClient, PoolConfig } from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { tarOf, type Entry } from './archive.ts'
import { nameOf, ours, plainText, quotedColumns, quotedName, tablesOf, unfinished, type Head, type Manifest, type Table } from './backup-format.ts'
import { encryptedFor } from './backup-key.ts'
import { CannotOpen } from './cannot-open.ts'
import { lastingPool } from './open.ts'

export type BackupOptions = {
  readonly owner: PoolConfig
  /** The folder of uploaded files; it may be missing. Undefined: they rest elsewhere and are not in it. */
  readonly files: string | undefined
  /** Written as FILE.part and renamed when whole, so a stopped back-up never looks like a good one. */
  readonly to: string
  /** Public keys (age1…): each of their holders can read it. None: it is not encrypted. */
  readonly recipients?: readonly string[]
  /** Called now and then with what has been done so far. */
  readonly progress: (line: string) => void
  readonly signal?: AbortSignal | undefined
}
export type BackupResult = { readonly tables: number; readonly rows: number; readonly files: number; readonly bytes: number }

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

async function* fileEntries(folder: string | undefined, manifest: Manifest): AsyncGenerator<Entry> {
  if (folder === undefined) return
  // A folder that cannot be read is not an empty one: a back-up without its files would look like a good one.
  const names = await readdir(folder, { recursive: true, withFileTypes: true }).catch((problem: unknown) => { if (problem instanceof Error && 'code' in problem && problem.code === 'ENOENT') return []; throw problem })
  for (const entry of names) {
    const place = path.join(entry.parentPath, entry.name)
    const name = path.relative(folder, place).split(path.sep).join('/')
    // Uploads on their way in belong to no record yet.
    if (!entry.isFile() || name.startsWith('incoming/') || name.endsWith('.part') || name === unfinished) continue
    const { size } = await stat(place)
    const hash = createHash('sha256')
    const body = createReadStream(place).on('data', part => hash.update(part))
    yield { name: `files/${name}`, size, body }
    manifest.files[name] = { size, sha256: hash.digest('hex') }
  }
}

const headOf = async (client: PoolClient, tables: readonly Table[]): Promise<Head> => {
  const migrations = await client.query<{ name: string; digest: string }>('select name, digest from public.migrations order by name')
  const server = await client.query<{ server_version: string }>('show server_version')
  return { format: 1, madeAt: new Date().toISOString(), server: server.rows[0]?.server_version ?? '', migrations: migrations.rows, tables: [...tables] }
}

const sequencesOf = async (client: PoolClient): Promise<Manifest['sequences']> => {
  const { rows } = await client.query<Manifest['sequences'][number]>(`
    select n.schemaname as schema, n.sequencename as name, n.last_value::text as last from pg_sequences n
    where ${ours.replaceAll('n.nspname', 'n.schemaname')} and n.last_value is not null order by 1, 2`)
  return rows
}

/** An owner that is no superuser is under row security like everyone else, and sees all rows only as the gate. */
const seesThrough = async (client: PoolClient): Promise<boolean> => {
  const { rows } = await client.query<{ bypasses: boolean }>('select rolsuper or rolbypassrls as bypasses from pg_roles where rolname = current_user')
  return rows[0]?.bypasses === true
}

const guardedTables = async (client: PoolClient): Promise<ReadonlySet<string>> => {
  const { rows } = await client.query<{ name: string }>(
    `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relforcerowsecurity`)
  return new Set(rows.map(row => row.name))
}

async function* entriesOfAll(client: PoolClient, o: BackupOptions, manifest: Manifest): AsyncGenerator<Entry> {
  const tables = await tablesOf(client)
  const guarded = (await seesThrough(client)) ? new Set<string>() : await guardedTables(client)
  manifest.sequences.push(...(await sequencesOf(client)))
  yield json('amity.json', await headOf(client, tables))
  for (const [index, table] of tables.entries()) {
    o.signal?.throwIfAborted()
    o.progress(`table ${index + 1} of ${tables.length}, ${table.name}`)
    await client.query(guarded.has(nameOf(table)) ? 'set local role amity_gate' : 'reset role')
    yield* tableEntries(client, table, manifest)
  }
  await client.query('reset role')
  let count = 0
  for await (const entry of fileEntries(o.files, manifest)) {
    count += 1
    o.progress(`file ${count}`)
    yield entry
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
  const manifest: Manifest = { tables: {}, sequences: [], files: {} }
  const part = `${o.to}.part`
  const pool = lastingPool({ ...o.owner, max: 1 })
  try {
    const client = await pool.connect()
    try {
      await client.query('begin isolation level repeatable read read only')
      await client.query(plainText)
      const known = await client.query(`select to_regclass('public.migrations') as there`)
      if (known.rows[0]?.there === null) throw new CannotOpen('There is nothing to back up: this database is empty.')
      await writeOut(tarOf(entriesOfAll(client, o, manifest)), part, o)
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
  return { tables: Object.keys(manifest.tables).length, rows, files: Object.keys(manifest.files).length, bytes: (await stat(o.to)).size }
}
