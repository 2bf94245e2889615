// Loads the entries of a back-up as they come, and notes what was loaded, to be held against the back-up's own list.
import { createHash, type Hash } from 'node:crypto'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { PoolClient } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { damaged, type Entry } from './archive.ts'
import { nameOf, quotedColumns, quotedName, type Head, type Manifest } from './backup-format.ts'
import { inWordsOfFiles, safeName, unfinished, type FilePlace } from './file-place.ts'

type Running = { rows: number; readonly hash: Hash }

async function* hashed(body: AsyncIterable<Buffer>, hash: Hash): AsyncGenerator<Buffer> {
  for await (const part of body) {
    hash.update(part)
    yield part
  }
}

export type Loader = {
  /** Takes one piece of a table or one file. */
  take(entry: Entry): Promise<void>
  /** @throws {CannotOpen} where what was loaded is not what the back-up lists */
  check(manifest: Manifest): void
  readonly counts: () => { readonly rows: number; readonly files: number; /** Tables that are not ours. */ readonly leftOut: readonly string[] }
}

/** @param known the tables that this version makes: others in the back-up are somebody else's */
export const loader = (client: PoolClient, head: Head, place: Pick<FilePlace, 'put'>, known: ReadonlySet<string>): Loader => {
  const tables = new Map(head.tables.map(table => [nameOf(table), table]))
  const leftOut = head.tables.map(nameOf).filter(name => !known.has(name))
  const loaded = new Map<string, Running>(head.tables.filter(table => known.has(nameOf(table))).map(table => [nameOf(table), { rows: 0, hash: createHash('sha256') }]))
  const files: Manifest['files'] = Object.create(null)
  const takeTable = async (entry: Entry): Promise<void> => {
    const name = entry.name.split('/')[1] ?? ''
    const table = tables.get(name)
    if (leftOut.includes(name)) {
      for await (const part of entry.body) void part
      return
    }
    const running = loaded.get(name)
    if (table === undefined || running === undefined) throw damaged(`unexpected ${entry.name}`)
    const copy = client.query(copyFrom(`copy ${quotedName(table)} (${quotedColumns(table)}) from stdin`))
    await pipeline(Readable.from(hashed(entry.body, running.hash)), copy)
    running.rows += copy.rowCount
  }
  const takeFile = async (entry: Entry): Promise<void> => {
    const name = entry.name.slice('files/'.length)
    if (!safeName.test(name) || name === unfinished) throw damaged(`unexpected ${entry.name}`)
    const hash = createHash('sha256')
    await place.put(name, hashed(entry.body, hash)).catch((problem: unknown) => { throw inWordsOfFiles('put back', problem) })
    files[name] = { size: entry.size, sha256: hash.digest('hex') }
  }
  const check = (manifest: Manifest): void => {
    // Under another name a table of ours would pass for somebody else's, and come back empty.
    const absent = [...known].find(name => !loaded.has(name))
    if (absent !== undefined) throw damaged(`the table ${absent} is not in it`)
    for (const [name, { rows, hash }] of loaded) {
      const listed = manifest.tables[name]
      if (listed?.rows !== rows || listed.sha256 !== hash.digest('hex')) throw damaged(`the table ${name} is not what was backed up`)
    }
    const added = Object.keys(files).find(name => !Object.hasOwn(manifest.files, name))
    if (added !== undefined) throw damaged(`the file ${added} was not in what was backed up`)
    for (const [name, listed] of Object.entries(manifest.files)) {
      if (files[name]?.sha256 !== listed.sha256) throw damaged(`the file ${name} is not what was backed up`)
    }
  }
  const counts = () => ({ rows: [...loaded.values()].reduce((sum, { rows }) => sum + rows, 0), files: Object.keys(files).length, leftOut })
  return { take: entry => (entry.name.startsWith('files/') ? takeFile(entry) : takeTable(entry)), check, counts }
}
