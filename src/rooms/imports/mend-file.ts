// The rows that were refused, as a file to mend: the columns as they came, and before them what is wrong with each.
import { keepWork, type Work } from '#db/work.ts'
import { BYTE_ORDER_MARK, csvLine } from '#kernel/csv.ts'
import { importWith, refusalsOf, type Refusal } from './import-store.ts'
import type { Running } from './run-import.ts'

const MOST = 100_000
export const texts = (cells: unknown): readonly string[] => (Array.isArray(cells) ? cells.map(String) : [])

/** A row with two faults stands there once, with both said. The two columns of ours are ignored when it is brought in again. */
export const mendText = (headings: readonly string[], refusals: readonly Refusal[]): string => {
  const rows = new Map<number, { readonly cells: readonly string[]; readonly faults: string[] }>()
  for (const { line, column, reason, cells } of refusals) {
    const row = rows.get(line) ?? { cells, faults: [] }
    row.faults.push(`${column}: ${reason}`)
    rows.set(line, row)
  }
  return [BYTE_ORDER_MARK, csvLine(['line', 'what is wrong', ...headings]), ...[...rows].map(([line, { cells, faults }]) => csvLine([line, faults.join('; '), ...cells]))].join('')
}

export const mendFile = async (work: Work, importId: string): Promise<string> =>
  mendText(texts((await importWith(work, importId))?.headings), (await refusalsOf(work, importId, MOST)).map(({ columnName, cells, ...rest }) => ({ ...rest, column: columnName, cells: texts(cells) })))

/** At the console. */
export const mendFileOf = (running: Running, importId: string): Promise<string> =>
  keepWork(running.database, { kind: 'system' }, { partnership: running.partnership, now: running.clock(), purpose: 'list of rows refused' }, work => mendFile(work, importId))
