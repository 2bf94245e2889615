// Brings a file's rows in, some hundreds at a time: each piece whole or not at all, so that what was stopped goes on where it was.
import { availableParallelism } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import type { Database } from '#db/open.ts'
import { doWork, keepWork, type Partnership, type SystemWork, type Work } from '#db/work.ts'
import { categories, promisedWithin, serviceStandards } from '#rooms/partnership/index.ts'
import { CannotRead, rowsOf, type CsvFile } from './csv-file.ts'
import { columnsIn, type ImportMap } from './import-map.ts'
import { addRefusals, claimRows, countOn, goOn, importWith, setImport, type Counts, type Import, type Refusal } from './import-store.ts'
import { readCase, readReport, type CaseRow, type ReportRow, type Terms } from './read-row.ts'
import { insertCases, insertReports } from './record-store.ts'

export type Good = { readonly ok: true; readonly cells: readonly string[] } & ({ readonly kind: 'reports'; readonly row: ReportRow } | { readonly kind: 'cases'; readonly row: CaseRow })
export type Bad = { readonly ok: false; readonly refusals: readonly Refusal[] }
export type Setting = { readonly map: ImportMap; readonly categories: Terms['categories']; readonly now: Date }

/** Rows in a piece: about a second of the database's time, which others wait for. */
export const AT_ONCE = 200

/**
 * How long to rest after a piece that took so many milliseconds, where a service may use the same machine and database: an import has one processor busy, and
 * takes an eighth of what there are, or every other second of one of four or more. Its work is PostgreSQL's, which knows no lower priority.
 * @returns milliseconds
 */
export const restAfter = (took: number, processors = availableParallelism()): number => took * Math.max(1, 8 / processors - 1)

export const settingFor = async (work: Work, map: ImportMap): Promise<Setting> => ({ map, categories: await categories(work), now: work.now })

/** Every row of the file as what it will be, or why not. Throws CannotRead where the columns are not there. */
export const readRows = async function* (file: CsvFile, setting: Setting): AsyncGenerator<Good | Bad, void> {
  let terms: Terms | undefined
  const times = new Map<string, number>()
  for await (const { line, cells } of rowsOf(file)) {
    if (terms === undefined) {
      const columns = columnsIn(setting.map, cells)
      if (typeof columns === 'string') throw new CannotRead(columns)
      terms = { ...setting, columns }
      continue
    }
    yield readOne(terms, { line, cells }, times)
  }
  if (terms === undefined) throw new CannotRead('The file is empty.')
}

const readOne = (terms: Terms, row: { readonly line: number; readonly cells: readonly string[] }, times: Map<string, number>): Good | Bad => {
  const { kind } = terms.map
  const read = kind === 'reports' ? { kind, ...readReport(terms, row) } as const : { kind, ...readCase(terms, row) } as const
  if (!read.ok) return { ok: false, refusals: read.faults.map(fault => ({ ...fault, line: row.line, cells: row.cells })) }
  if (read.row.key !== '') return { ...read, cells: row.cells }
  // No key of theirs: the row itself, and the how-manieth of its like in this file it is.
  const time = (times.get(read.row.digest) ?? 0) + 1
  times.set(read.row.digest, time)
  const key = `${read.row.digest}#${time}`
  return read.kind === 'reports' ? { kind: read.kind, ok: true, row: { ...read.row, key }, cells: row.cells } : { kind: read.kind, ok: true, row: { ...read.row, key }, cells: row.cells }
}

export type Checked = { readonly total: number; readonly badRows: number; readonly firstBad: readonly Refusal[] }

/** Reads the whole file and writes nothing, so that a fault at its end is found before its beginning is in. */
export const checkRows = async (file: CsvFile, setting: Setting, most = 1_000): Promise<Checked> => {
  let [total, badRows] = [0, 0]
  const firstBad: Refusal[] = []
  for await (const read of readRows(file, setting)) {
    total += 1
    if (read.ok) continue
    badRows += 1
    if (firstBad.length < most) firstBad.push(...read.refusals)
  }
  return { total, badRows, firstBad }
}

/** One piece, in the caller's transaction. */
export const addPiece = async (work: SystemWork, theImport: Import, piece: readonly (Good | Bad)[]): Promise<Counts> => {
  const good = piece.filter(read => read.ok).map(read => ({ ...read, id: work.newId() }))
  const bad = piece.filter(read => !read.ok)
  const { fresh, earlier } = await claimRows(work, theImport, good.map(({ id, row: { line, key, digest } }) => ({ id, line, key, digest })))
  const news = good.filter(({ id }) => fresh.has(id))
  await insertReports(work, theImport, news.flatMap(one => one.kind === 'reports' ? [{ ...one.row, id: one.id }] : []))
  const cases = news.flatMap(one => one.kind === 'cases' ? [{ ...one.row, id: one.id }] : [])
  if (cases.length > 0) await insertCases(work, theImport, cases, promisedWithin(work.now, 5, await serviceStandards(work)).by)
  const other = new Map(earlier.filter(one => !one.isSame).map(one => [one.line, one.earlierLine]))
  const clashes = good.flatMap(({ row, cells }) => {
    const before = other.get(row.line)
    return before === undefined ? [] : [{ line: row.line, column: 'key', reason: `Line ${before} has the same reference (${row.key.slice(0, 60)}) and says something else`, cells }]
  })
  await addRefusals(work, theImport, [...bad.flatMap(one => one.refusals), ...clashes])
  const counts = { added: news.length, alreadyThere: good.length - news.length - clashes.length, refused: bad.length + clashes.length }
  await countOn(work, theImport.id, counts)
  return counts
}

export type Running = { readonly database: Database; readonly partnership: Partnership; readonly clock: () => Date; readonly signal?: AbortSignal; readonly progress: (line: string) => void; /** Rests after each piece (restAfter): a service may use the same database. */ readonly rests?: boolean }

/** Goes on with an import until its end, or until it is stopped. Answers how it stands. */
export const runImport = async ({ database, partnership, clock, signal, progress, rests = false }: Running, id: string, file: CsvFile): Promise<Import> => {
  const as = <T>(act: (work: SystemWork) => Promise<T>): Promise<T> => keepWork(database, { kind: 'system' }, { partnership, now: clock(), purpose: 'import from a file' }, act)
  const read = async (work: SystemWork): Promise<Import> => {
    const found = await importWith(work, id)
    if (found === undefined) throw new Error('The import is not there')
    return found
  }
  const begun = await as(async work => { await setImport(work, id, { state: 'running' }); return read(work) })
  const setting = await as(work => settingFor(work, mapOf(begun)))
  // Counted again on going on: cheaper than trusting that the file was not changed meanwhile.
  const checked = await checkRows(file, setting)
  await as(work => setImport(work, id, { rowsTotal: checked.total }))
  if (begun.allOrNothing) return allOrNothing(database, partnership, clock(), begun, { file, setting, checked })
  let piece: (Good | Bad)[] = []
  let at = 0
  const flush = async (): Promise<boolean> => {
    const before = performance.now()
    const now = await as(async work => {
      const theImport = await read(work)
      if (piece.length === 0 || !(await goOn(work, { id, rowsDone: at - piece.length }))) return piece.length === 0
      await addPiece(work, theImport, piece)
      return true
    })
    piece = []
    progress(`${at} of ${checked.total} rows`)
    // Ctrl-C ends the rest; what follows from it is decided below, where the piece is kept.
    if (rests) await pause(restAfter(performance.now() - before), undefined, signal === undefined ? {} : { signal }).catch(() => undefined)
    return now
  }
  for await (const one of readRows(file, setting)) {
    at += 1
    if (at <= begun.rowsDone) continue
    piece.push(one)
    if (piece.length < AT_ONCE) continue
    if (!(await flush())) return as(read)
    if (signal?.aborted === true) {
      await as(work => setImport(work, id, { state: 'stopped' }))
      signal.throwIfAborted()
    }
  }
  if (!(await flush())) return as(read)
  return as(work => ended(work, id))
}

/** What was written by readMap alone is a map. */
const mapOf = ({ map }: Import): ImportMap => map as ImportMap

const ended = async (work: SystemWork, id: string): Promise<Import> => {
  await setImport(work, id, { state: 'done', endedAt: work.now })
  await work.record('file imported', { kind: 'import', id })
  const done = await importWith(work, id)
  if (done === undefined) throw new Error('The import is not there')
  return done
}

type Whole = { readonly file: CsvFile; readonly setting: Setting; readonly checked: Checked }

const allOrNothing = async (database: Database, partnership: Partnership, now: Date, theImport: Import, { file, setting, checked }: Whole): Promise<Import> => {
  const terms = { partnership, now, purpose: 'import from a file' }
  const clashes: Refusal[] = []
  const done = checked.badRows > 0 ? undefined : await doWork(database, { kind: 'system' }, terms, async work => {
    let [piece, refused]: [(Good | Bad)[], number] = [[], 0]
    const flush = async (): Promise<void> => { refused += (await addPiece(work, theImport, piece)).refused; piece = [] }
    for await (const one of readRows(file, setting)) if (piece.push(one) >= AT_ONCE) await flush()
    await flush()
    if (refused === 0) return { keep: true, answer: await ended(work, theImport.id) }
    const rows = await work.db.selectFrom('importRefusals').selectAll().where('importId', '=', theImport.id).orderBy('line').limit(1_000).execute()
    clashes.push(...rows.map(({ line, columnName, reason, cells }) => ({ line, column: columnName, reason, cells: Array.isArray(cells) ? cells.map(String) : [] })))
    return { keep: false, answer: undefined }
  })
  if (done !== undefined) return done
  return keepWork(database, { kind: 'system' }, terms, async work => {
    await addRefusals(work, theImport, checked.badRows > 0 ? checked.firstBad : clashes)
    await setImport(work, theImport.id, { state: 'refused', endedAt: now, problem: 'Some rows are not right, and it was to be all or nothing. Nothing was added.' })
    await work.record('file not imported', { kind: 'import', id: theImport.id })
    const refused = await importWith(work, theImport.id)
    if (refused === undefined) throw new Error('The import is not there')
    return refused
  })
}
