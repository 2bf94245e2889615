// Writes an agency's own records into a folder: CSV a spreadsheet opens as text, the files people gave, and a manifest with digests.
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { tarOf, type Entry } from '#db/archive.ts'
import type { Work } from '#db/work.ts'
import { BYTE_ORDER_MARK, csvLine } from '#kernel/csv.ts'
import { columnsOf, OWN_TABLES, ownRows, storedFiles, WITH_FILES, type OwnTable } from './export-store.ts'

/** As much of the file store as an export needs. */
export type StoredFiles = { readonly open: (storedAs: string) => Promise<{ readonly stream: Readable }> }
export type Agency = { readonly id: string; readonly name: string }
type Written = { readonly name: string; readonly size: number; readonly sha256: string; readonly rows?: number }
export type Manifest = { readonly agency: string; readonly partnership: string; readonly madeAt: string; readonly of: string; readonly missing: readonly string[]; readonly files: readonly Written[] }

const EXTENSIONS: Readonly<Record<string, string>> = { 'image/jpeg': 'jpg', 'image/png': 'png', 'audio/mpeg': 'mp3', 'audio/mp4': 'm4a', 'audio/wav': 'wav', 'video/mp4': 'mp4', 'video/quicktime': 'mov', 'application/pdf': 'pdf' }

const plain = (value: unknown): string => value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value)

const writeFile = async (folder: string, name: string, content: Readable, rows?: () => number): Promise<Written> => {
  const hash = createHash('sha256')
  let size = 0
  const digest = new Transform({ transform(chunk: Buffer, _encoding, done) { hash.update(chunk); size += chunk.length; done(null, chunk) } })
  await pipeline(content, digest, createWriteStream(join(folder, name), { mode: 0o600 }))
  return { name, size, sha256: hash.digest('hex'), ...(rows === undefined ? {} : { rows: rows() }) }
}

/** One table as CSV. `seen` is told each key, so that files can be fetched afterwards. */
const writeTable = async (work: Work, folder: string, table: OwnTable, agency: Agency, seen: (id: string) => void): Promise<Written> => {
  const columns = await columnsOf(work, table[1])
  let rows = 0
  const lines = async function* (): AsyncGenerator<Buffer> {
    yield Buffer.from(BYTE_ORDER_MARK + csvLine(columns))
    for (let after: string | undefined; ;) {
      const page = await ownRows(work, table, agency.id, after)
      const last = page.at(-1)
      if (last === undefined) return
      rows += page.length
      for (const { id } of page) seen(id)
      yield Buffer.from(page.map(({ row }) => csvLine(columns.map(column => plain(row[column])))).join(''))
      after = last.id
    }
  }
  return writeFile(folder, `${table[0]}.csv`, Readable.from(lines()), () => rows)
}

/** Everything the agency wrote that whoever works may see: all of it for the service, what their eyes may see for an officer. */
export const writeExport = async (work: Work, agency: Agency, files: StoredFiles, folder: string, progress: (line: string) => void = () => undefined): Promise<Manifest> => {
  await mkdir(join(folder, 'files'), { recursive: true, mode: 0o700 })
  const [written, missing, ids]: [Written[], string[], string[]] = [[], [], []]
  for (const table of OWN_TABLES) {
    progress(table[0])
    written.push(await writeTable(work, folder, table, agency, id => { if (WITH_FILES.includes(table[1])) ids.push(id) }))
  }
  for (const [at, id] of ids.entries()) {
    if (at % 50 === 0) progress(`${at} of ${ids.length} files`)
    const found = await storedFiles(work, id)
    // A file that is locked or lost is named, so that nobody takes the rest for the whole.
    if (found === undefined) missing.push(id)
    for (const { name, storedAs, mediaType } of found ?? []) {
      const opened = await files.open(storedAs).catch(() => undefined)
      if (opened === undefined) missing.push(name)
      else written.push(await writeFile(folder, `files/${name}.${EXTENSIONS[mediaType] ?? 'bin'}`, opened.stream))
    }
  }
  const manifest: Manifest = { agency: agency.name, partnership: work.partnership.name, madeAt: work.now.toISOString(), of: work.actor.kind === 'officer' ? `what ${work.actor.officerName} may see` : 'everything', missing, files: written }
  await writeFile(folder, 'manifest.json', Readable.from([Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`)]))
  return manifest
}

/** The folder as one file (tar), to be handed over. @returns its size and digest. */
export const packExport = async (folder: string, names: readonly string[], to: string): Promise<{ readonly size: number; readonly sha256: string }> => {
  const entries = async function* (): AsyncGenerator<Entry> {
    for (const name of names) yield { name, size: (await stat(join(folder, name))).size, body: createReadStream(join(folder, name)) }
  }
  const hash = createHash('sha256')
  let size = 0
  const digest = new Transform({ transform(chunk: Buffer, _encoding, done) { hash.update(chunk); size += chunk.length; done(null, chunk) } })
  await pipeline(Readable.from(tarOf(entries())), digest, createWriteStream(to, { mode: 0o600 }))
  return { size, sha256: hash.digest('hex') }
}

/** What stands in the archive, in order: the manifest first. */
export const namesIn = (manifest: Manifest): readonly string[] => ['manifest.json', ...manifest.files.map(({ name }) => name)]
