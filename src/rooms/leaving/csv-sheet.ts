// One CSV file that rows are added to a few at a time, with its digest at the end.
import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { BYTE_ORDER_MARK, csvLine } from '#kernel/csv.ts'

/** `size` in bytes; `rows` without the line of headings. */
export type Written = { readonly name: string; readonly size: number; readonly sha256: string; readonly rows?: number }
export type Sheet = {
  readonly add: (rows: readonly Readonly<Record<string, unknown>>[]) => Promise<void>
  readonly rows: () => number
  readonly end: () => Promise<Written>
  /** Lets go of the file; harmless after the end. */
  readonly close: () => Promise<void>
}

const plain = (value: unknown): string => value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value)

export const openSheet = async (folder: string, name: string, columns: readonly string[]): Promise<Sheet> => {
  const file = await open(join(folder, name), 'w', 0o600)
  const hash = createHash('sha256')
  let [size, rows, closed] = [0, 0, false]
  const write = async (text: string): Promise<void> => {
    const bytes = Buffer.from(text)
    hash.update(bytes)
    size += bytes.length
    await file.appendFile(bytes)
  }
  const close = async (): Promise<void> => {
    if (closed) return
    closed = true
    await file.close()
  }
  await write(BYTE_ORDER_MARK + csvLine(columns))
  return {
    add: async more => {
      await write(more.map(row => csvLine(columns.map(column => plain(row[column])))).join(''))
      rows += more.length
    },
    rows: () => rows, close,
    end: async () => {
      await close()
      return { name, size, sha256: hash.digest('hex'), rows }
    },
  }
}
