// Writes an agency's own records into a folder: CSV a spreadsheet opens as text, the files people gave, and a manifest with digests.
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { tarOf, type Entry } from '#db/archive.ts'
import type { Shown, Work } from '#db/work.ts'
import { inTurns } from '#jobs/in-turns.ts'
import { openSheet, type Sheet, type Written } from './csv-sheet.ts'
import { columnsOf, FILES_OF, KINDS, OWN_TABLES, ownPage, rowsOfCases, type OwnRow, type OwnTable, type ReadTo, type StoredFile } from './export-store.ts'

/** As much of the file store as an export needs. */
export type StoredFiles = { readonly open: (storedAs: string) => Promise<{ readonly stream: Readable }> }
export type Agency = { readonly id: string; readonly name: string }
export type Manifest = { readonly agency: string; readonly partnership: string; readonly madeAt: string; readonly of: string; readonly missing: readonly string[]; readonly files: readonly Written[] }

/** How far it is: rows written, or files put in out of so many, or the archive being closed. */
export type Far = { readonly doing: 'rows' | 'files' | 'packing'; readonly done: number; readonly total: number }
export const sayFar = ({ doing, done, total }: { readonly doing: string; readonly done: number; readonly total: number }): string => {
  if (doing === 'files') return `Files are being put in: ${done} of ${total}.`
  return doing === 'packing' ? 'The archive is being closed.' : `${done} ${done === 1 ? 'row is' : 'rows are'} written.`
}
/**
 * One piece of reading as whoever it is written for: all in the same work, or each in a short one of its own. `read` only reads, maybe
 * from a replica; `shown` says which records left the house with its answer, and that stands in the trail.
 */
export type Reading = <T>(read: (work: Work) => Promise<T>, shown?: (answer: T) => readonly Shown[]) => Promise<T>
export type Export = {
  readonly agency: Agency; readonly files: StoredFiles; readonly folder: string
  readonly reading: Reading
  readonly at?: (far: Far) => void
  readonly signal?: AbortSignal | undefined
  /** False where the process answers no pages: it need not rest for them. */
  readonly rests?: boolean
}
/** Everything within one work. */
export const readingIn = (work: Work, agencyId: string): Reading => async (read, shown) => {
  const answer = await read(work)
  await recordShown(work, agencyId, shown?.(answer) ?? [])
  return answer
}
/** By their keys, which records left the house. */
export const recordShown = async (work: Work, agencyId: string, shown: readonly Shown[]): Promise<void> => {
  if (shown.length > 0) await work.record('part of an export', { kind: 'agency', id: agencyId }, { how: 'export', as: 'export', shown })
}

const EXTENSIONS: Readonly<Record<string, string>> = { 'image/jpeg': 'jpg', 'image/png': 'png', 'audio/mpeg': 'mp3', 'audio/mp4': 'm4a', 'audio/wav': 'wav', 'video/mp4': 'mp4', 'video/quicktime': 'mov', 'application/pdf': 'pdf' }

const digested = async (content: Readable, to: string, signal?: AbortSignal): Promise<{ readonly size: number; readonly sha256: string }> => {
  const hash = createHash('sha256')
  let size = 0
  const digest = new Transform({ transform(chunk: Buffer, _encoding, done) { hash.update(chunk); size += chunk.length; done(null, chunk) } })
  await pipeline(content, digest, createWriteStream(to, { mode: 0o600 }), signal === undefined ? {} : { signal })
  return { size, sha256: hash.digest('hex') }
}

type Opened = { readonly table: OwnTable; readonly sheet: Sheet }
/** Rows that have files, by their table. */
type WithFiles = ReadonlyMap<string, string[]>
type Sheets = { readonly all: readonly Opened[]; readonly ids: WithFiles; readonly step: () => Promise<void> }
type Read = { readonly into: Opened; readonly rows: readonly OwnRow[] }

const shownIn = ({ into, rows }: Read): readonly Shown[] => {
  const kind = KINDS[into.table.table]
  return kind === undefined || rows.length === 0 ? [] : [{ kind, ids: rows.map(({ id }) => id) }]
}

/** All rows of one table that are the agency's by themselves; with cases, what hangs on them. */
const writeOwn = async (o: Export, { all, ids, step }: Sheets, opened: Opened): Promise<void> => {
  if (opened.table.own === undefined) return
  const hanging = opened.table.table === 'cases' ? all.filter(({ table }) => table.ofCases !== undefined) : []
  let after: ReadTo | undefined
  do {
    await step()
    const piece = await o.reading(async work => {
      const page = await ownPage(work, opened.table, o.agency.id, after)
      const parts: Read[] = [{ into: opened, rows: page.rows }]
      const caseIds = page.rows.map(({ id }) => id)
      for (const into of caseIds.length === 0 ? [] : hanging) {
        await step()
        parts.push({ into, rows: await rowsOfCases(work, into.table, o.agency.id, caseIds) })
      }
      return { parts, next: page.next }
    }, answer => answer.parts.flatMap(shownIn))
    for (const { into: { table, sheet }, rows } of piece.parts) {
      ids.get(table.table)?.push(...rows.map(({ id }) => id))
      await sheet.add(rows.map(({ row }) => row))
      await step()
    }
    after = piece.next
  } while (after !== undefined)
}

const writeSheets = async (o: Export, step: () => Promise<void>): Promise<{ readonly written: readonly Written[]; readonly ids: WithFiles }> => {
  const all: Opened[] = []
  const ids: WithFiles = new Map(Object.keys(FILES_OF).map(table => [table, []]))
  try {
    const columns = await o.reading(work => columnsOf(work, OWN_TABLES.map(({ table }) => table)))
    for (const table of OWN_TABLES) all.push({ table, sheet: await openSheet(o.folder, `${table.name}.csv`, columns.get(table.table) ?? []) })
    const rows = (): number => all.reduce((sum, { sheet }) => sum + sheet.rows(), 0)
    const sheets: Sheets = { all, ids, step: async () => { o.at?.({ doing: 'rows', done: rows(), total: 0 }); await step() } }
    for (const opened of all) await writeOwn(o, sheets, opened)
    const written: Written[] = []
    for (const { sheet } of all) written.push(await sheet.end())
    return { written, ids }
  } finally {
    for (const { sheet } of all) await sheet.close()
  }
}

type Put = { readonly written: readonly Written[]; readonly missing: readonly string[] }
/** Rows whose files are looked up together. */
const ROWS_AT_ONCE = 100
const writeFiles = async (o: Export, ids: WithFiles, step: () => Promise<void>): Promise<Put> => {
  const [written, missing]: [Written[], string[]] = [[], []]
  const total = [...ids.values()].reduce((sum, { length }) => sum + length, 0)
  let done = 0
  const put = async ({ name, storedAs, mediaType }: StoredFile): Promise<void> => {
    const opened = await o.files.open(storedAs).catch(() => undefined)
    const to = `files/${name}.${EXTENSIONS[mediaType] ?? 'bin'}`
    if (opened === undefined) missing.push(name)
    else written.push({ name: to, ...await digested(opened.stream, join(o.folder, to), o.signal) })
  }
  for (const [table, all] of ids) {
    for (let at = 0; at < all.length; at += ROWS_AT_ONCE) {
      const some = all.slice(at, at + ROWS_AT_ONCE)
      o.at?.({ doing: 'files', done, total })
      const found = await o.reading(work => FILES_OF[table]?.(work, some) ?? Promise.resolve({ files: [], kept: [] }))
      missing.push(...found.kept)
      for (const file of found.files) {
        await step()
        await put(file)
      }
      done += some.length
    }
  }
  return { written, missing }
}

/**
 * Everything the agency wrote that whoever reads may see: all of it for the service, what their eyes may see for an officer.
 * @throws the signal's reason when it is told to stop
 */
export const writeExport = async (o: Export): Promise<Manifest> => {
  await mkdir(join(o.folder, 'files'), { recursive: true, mode: 0o700 })
  const rest = o.rests === false ? (): undefined => undefined : inTurns()
  const step = async (): Promise<void> => { o.signal?.throwIfAborted(); await rest() }
  const about = await o.reading(work => Promise.resolve({ partnership: work.partnership.name, madeAt: work.now.toISOString(), of: work.actor.kind === 'officer' ? `what ${work.actor.officerName} may see` : 'everything' }))
  const sheets = await writeSheets(o, step)
  const put = await writeFiles(o, sheets.ids, step)
  const manifest: Manifest = { agency: o.agency.name, ...about, missing: put.missing, files: [...sheets.written, ...put.written] }
  await digested(Readable.from([Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`)]), join(o.folder, 'manifest.json'))
  return manifest
}

/** The folder as one file (tar), to be handed over: the manifest first. @returns its size in bytes and its digest. */
export const packExport = async (folder: string, { files }: Manifest, to: string, signal?: AbortSignal): Promise<{ readonly size: number; readonly sha256: string }> => {
  const entries = async function* (): AsyncGenerator<Entry> {
    for (const name of ['manifest.json', ...files.map(one => one.name)]) yield { name, size: (await stat(join(folder, name))).size, body: createReadStream(join(folder, name)) }
  }
  return digested(Readable.from(tarOf(entries())), to, signal)
}
