// What the worker does with an import begun in the browser: one piece each time, until it has ended or somebody stops it.
import { sql } from 'kysely'
import type { Chore } from '#jobs/chores.ts'
import { readsNews } from '#jobs/readers.ts'
import { hoursAfter } from '#kernel/time.ts'
import type { SystemWork } from '#db/work.ts'
import { importGoesOn } from './events.ts'
import { CannotRead, type CsvFile } from './csv-file.ts'
import { readMap } from './import-map.ts'
import { addRefusals, goOn, importWith, refusalsOf, setImport, type Import, type Refusal } from './import-store.ts'
import { addPiece, AT_ONCE, readRows, settingFor, type Bad, type Good, type Setting } from './run-import.ts'
import { forgetUploaded, withUploaded } from './uploaded-file.ts'

export const carryingOn = readsNews(importGoesOn, 'imports: the next piece goes in', async (work, { importId }) => {
  const theImport = await importWith(work, importId)
  // Stopped, or ended by another: there is nothing to go on with.
  if (theImport === undefined || !(await goOn(work, theImport))) return putAway(importId)
  const read = readMap(theImport.map)
  if (!read.ok) throw new Error(read.reason)
  const setting = await settingFor(work, read.map)
  const left = await (theImport.allOrNothing ? withUploaded(work, importId, file => wholeFile(work, theImport, file, setting)) : onePiece(work, theImport, setting))
    .catch(async (problem: unknown) => {
      if (!(problem instanceof CannotRead)) throw problem
      await setImport(work, importId, { state: 'refused', problem: problem.message, endedAt: work.now })
      return 'refused' as const
    })
  if (left === 'more') return work.announce(importGoesOn, { importId })
  if (left === 'done') {
    await setImport(work, importId, { state: 'done', endedAt: work.now })
    await work.record('file imported', { kind: 'import', id: importId })
  }
  await forgetUploaded(work, importId)
})

/** A file that is half read: how many of its rows have gone in, and the next, already in hand. */
type Reading = { readonly at: number; readonly rows: AsyncGenerator<Good | Bad, void>; readonly next: IteratorResult<Good | Bad, void> }
/** So that the next piece need not read the file from its beginning. Lost with the process, and useless to another: then it is read anew. */
const halfRead = new Map<string, Reading>()
const MOST_HALF_READ = 4

/** Where the last piece ended, if this process brought it in and what it brought was kept. */
const readingOf = async (work: SystemWork, { id, rowsDone }: Import, setting: Setting): Promise<Reading | undefined> => {
  const before = halfRead.get(id)
  // Taken out until its rows are in: should they fail to go in, they have been read past, and the file is read anew.
  halfRead.delete(id)
  if (before?.at === rowsDone) return before
  await before?.rows.return()
  return withUploaded(work, id, async file => {
    const rows = readRows(file, setting)
    // With the first of them the file is open, and stays readable though its place is cleared away.
    let next = await rows.next()
    for (let at = 0; at < rowsDone; at += 1) next = await rows.next()
    return { at: rowsDone, rows, next }
  })
}

const putAway = async (id: string): Promise<void> => {
  const reading = halfRead.get(id)
  halfRead.delete(id)
  await reading?.rows.return()
}

const onePiece = async (work: SystemWork, theImport: Import, setting: Setting): Promise<'more' | 'done' | undefined> => {
  const reading = await readingOf(work, theImport, setting)
  if (reading === undefined) return undefined
  const { id } = theImport
  const piece: (Good | Bad)[] = []
  let { next } = reading
  while (piece.length < AT_ONCE && next.done !== true) {
    piece.push(next.value)
    next = await reading.rows.next()
  }
  await addPiece(work, theImport, piece)
  if (next.done === true) return 'done'
  halfRead.set(id, { ...reading, at: reading.at + piece.length, next })
  const [oldest] = halfRead.keys()
  if (halfRead.size > MOST_HALF_READ && oldest !== undefined) await putAway(oldest)
  return 'more'
}

const wholeFile = async (work: SystemWork, theImport: Import, file: CsvFile, setting: Setting): Promise<'done' | 'refused'> => {
  await sql`savepoint before_import`.execute(work.db)
  let [piece, refused]: [(Good | Bad)[], number] = [[], 0]
  const flush = async (): Promise<void> => { refused += (await addPiece(work, theImport, piece)).refused; piece = [] }
  for await (const one of readRows(file, setting)) if (piece.push(one) === AT_ONCE) await flush()
  await flush()
  if (refused === 0) return 'done'
  const why: Refusal[] = (await refusalsOf(work, theImport.id, 1_000)).map(({ line, columnName, reason, cells }) => ({ line, column: columnName, reason, cells: Array.isArray(cells) ? cells.map(String) : [] }))
  await sql`rollback to savepoint before_import`.execute(work.db)
  await addRefusals(work, theImport, why)
  await setImport(work, theImport.id, { state: 'refused', endedAt: work.now, problem: 'Some rows are not right, and it was to be all or nothing. Nothing was added.' })
  await work.record('file not imported', { kind: 'import', id: theImport.id })
  return 'refused'
}

/** A file nobody went on with is personal data that nobody needs. */
export const forgetting: Chore = {
  name: 'forget-unfinished-imports', cron: '20 3 * * *',
  each: async work => {
    const old = await work.db.selectFrom('imports').select('id')
      .where(where => where.or([where.and([where('state', '=', 'choosing'), where('changedAt', '<', hoursAfter(work.now, -7 * 24))]), where.and([where('state', '=', 'stopped'), where('changedAt', '<', hoursAfter(work.now, -30 * 24))])])).limit(1_000).execute()
    for (const { id } of old) await forgetUploaded(work, id)
  },
}
