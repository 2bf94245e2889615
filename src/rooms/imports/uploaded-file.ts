// The file of an import that was uploaded: kept with it until it has ended, and read from a temporary place.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Work } from '#db/work.ts'
import { lookAt, rowsOf, type CsvFile } from './csv-file.ts'
import type { Import } from './import-store.ts'

export const LARGEST_FILE = 20_000_000

export const keepUploaded = async (work: Work, { id, agencyId }: Pick<Import, 'id' | 'agencyId'>, path: string): Promise<void> => {
  await work.db.insertInto('importFiles').values({ partnershipId: work.partnership.id, id, agencyId, bytes: await readFile(path) }).execute()
}

/** Lends the file to `read`, and answers undefined when it is no longer kept. */
export const withUploaded = async <T>(work: Work, id: string, read: (file: CsvFile) => Promise<T>): Promise<T | undefined> => {
  const found = await work.db.selectFrom('importFiles').select('bytes').where('id', '=', id).executeTakeFirst()
  if (found === undefined) return undefined
  const folder = await mkdtemp(join(tmpdir(), 'amity-import-'))
  try {
    const path = join(folder, 'file.csv')
    await writeFile(path, found.bytes, { mode: 0o600 })
    return await read({ ...await lookAt(path), givesWay: true })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

export const forgetUploaded = async (work: Work, id: string): Promise<void> => { await work.db.deleteFrom('importFiles').where('id', '=', id).execute() }

/** The first rows of a file as they stand there, the headings first. */
export const firstRows = async (file: CsvFile, most: number): Promise<readonly (readonly string[])[]> => {
  const rows: (readonly string[])[] = []
  for await (const { cells } of rowsOf(file)) {
    rows.push(cells)
    if (rows.length === most) break
  }
  return rows
}
