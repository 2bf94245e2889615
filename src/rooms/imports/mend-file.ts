// The rows that were refused, as a file to mend: the columns as they came, and before them what is wrong with each.
import { keepWork, type Work } from '#db/work.ts'
import { BYTE_ORDER_MARK, csvLine } from './csv-out.ts'
import { refusalsOf } from './import-store.ts'
import type { Running } from './run-import.ts'

const MOST = 100_000
const texts = (cells: unknown): readonly string[] => (Array.isArray(cells) ? cells.map(String) : [])

/** A row with two faults stands there once, with both said. `headings`: of the file, when they are known. */
export const mendFile = async (work: Work, importId: string): Promise<string> => {
  const rows = new Map<number, { readonly cells: readonly string[]; readonly faults: string[] }>()
  for (const { line, columnName, reason, cells } of await refusalsOf(work, importId, MOST)) {
    const row = rows.get(line) ?? { cells: texts(cells), faults: [] }
    row.faults.push(`${columnName}: ${reason}`)
    rows.set(line, row)
  }
  return [BYTE_ORDER_MARK, csvLine(['line', 'what is wrong']), ...[...rows].map(([line, { cells, faults }]) => csvLine([line, faults.join('; '), ...cells]))].join('')
}

/** At the console. */
export const mendFileOf = (running: Running, importId: string): Promise<string> =>
  keepWork(running.database, { kind: 'system' }, { partnership: running.partnership, now: running.clock(), purpose: 'list of rows refused' }, work => mendFile(work, importId))
