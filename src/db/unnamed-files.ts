// Files that no row names: what an upload leaves whose process was killed after its file was kept and before its row was.
import type { ClientBase, PoolConfig } from 'pg'
import { guardedFrom, namedAtAll } from './backup-named.ts'
import { CannotOpen } from './cannot-open.ts'
import { inWordsOfFiles, type FilePlace } from './file-place.ts'
import { ownersPool } from './open.ts'

export type Unnamed = { readonly name: string; readonly size: number; readonly since: Date }
export type FilesFound = {
  /** How many of all that is kept some row names, and how many no row names yet that are too young to be judged. */
  readonly named: number
  readonly young: number
  readonly unnamed: readonly Unnamed[]
}
export type Looking = {
  readonly owner: PoolConfig
  readonly place: FilePlace
  /** Only what lies there since before is judged: a younger one may belong to work that is not committed yet. */
  readonly before: Date
  /** How many files were looked at. */
  readonly progress: (files: number) => void
  readonly signal?: AbortSignal
}

/** So many names are asked of the database at once. */
const HANDFUL = 5_000

async function* handfulsOf(names: AsyncIterable<string> | Iterable<string>): AsyncGenerator<readonly string[]> {
  let held: string[] = []
  for await (const name of names) {
    held.push(name)
    if (held.length < HANDFUL) continue
    yield held
    held = []
  }
  if (held.length > 0) yield held
}

const connected = async <Answer>(owner: PoolConfig, use: (client: ClientBase) => Promise<Answer>): Promise<Answer> => {
  const pool = ownersPool({ ...owner, max: 1 })
  try {
    const client = await pool.connect()
    try { return await use(client) } finally { client.release(true) }
  } finally {
    await pool.end()
  }
}

/** A standby may be behind, and an empty database names nothing: by neither may a file be judged. */
const mayJudge = async (client: ClientBase): Promise<void> => {
  const { rows } = await client.query<{ there: string | null; copy: boolean }>(`select to_regclass('public.migrations') as there, pg_is_in_recovery() as copy`)
  if (rows[0]?.there == null) throw new CannotOpen('This database is empty, so it says nothing about files. Is DATABASE_URL (or AMITY_DATA) right?')
  if (rows[0].copy) throw new CannotOpen('This database is a standby and may be behind. Ask the primary.')
}

/** Names before rows: a file whose row is committed in between is found named. @throws {CannotOpen} where nothing can be judged */
export const findUnnamed = ({ owner, place, before, progress, signal }: Looking): Promise<FilesFound> => connected(owner, async client => {
  await mayJudge(client)
  const guarded = await guardedFrom(client)
  const [unnamed, counts]: [Unnamed[], { named: number; young: number }] = [[], { named: 0, young: 0 }]
  try {
    for await (const names of handfulsOf(place.names(signal))) {
      const named = await namedAtAll(client, names, guarded)
      counts.named += named.size
      for (const name of names.filter(one => !named.has(one))) {
        signal?.throwIfAborted()
        const found = await place.look(name, signal)
        if (found === undefined) continue
        if (found.since < before) unnamed.push({ name, ...found })
        else counts.young += 1
      }
      progress(counts.named + counts.young + unnamed.length)
    }
  } catch (problem) { throw inWordsOfFiles('read', problem) }
  return { ...counts, unnamed }
})

/**
 * Removes those that still are what they were found to be: rows and age are asked again just before. Each goes by itself, so that a stop
 * leaves the rest for another time; what went until then is told.
 */
export const removeUnnamed = ({ owner, place, before, progress, signal }: Looking, found: readonly Unnamed[]): Promise<{ readonly files: number; readonly bytes: number }> => connected(owner, async client => {
  await mayJudge(client)
  const guarded = await guardedFrom(client)
  const gone = { files: 0, bytes: 0 }
  try {
    for await (const names of handfulsOf(found.map(({ name }) => name))) {
      const named = await namedAtAll(client, names, guarded)
      for (const name of names.filter(one => !named.has(one))) {
        if (signal?.aborted === true) return gone
        const now = await place.look(name)
        if (now === undefined || now.since >= before) continue
        await place.remove(name)
        gone.files += 1
        gone.bytes += now.size
        progress(gone.files)
      }
    }
  } catch (problem) { throw inWordsOfFiles('removed', problem) }
  return gone
})
