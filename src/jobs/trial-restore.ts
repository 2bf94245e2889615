// A trial restore: a back-up put into a database of its own, thrown away afterwards, and held against what it lists of itself.
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { nameOf, plainText, quotedColumns, quotedName, tablesOf, type Manifest } from '#db/backup-format.ts'
import { CannotOpen } from '#db/cannot-open.ts'
import { makeDataFolder } from '#db/data-folder.ts'
import { endLeftBehind, startEmbedded } from '#db/embedded.ts'
import { folderFiles } from '#db/folder-files.ts'
import { openDatabase } from '#db/open.ts'
import { restore } from '#db/restore.ts'
import { verifyAudit } from './verify-audit.ts'

export type Tried = { readonly tables: number; readonly rows: number; readonly files: number; readonly trailRows: number; readonly madeAt: string }
export type TrialOptions = {
  readonly from: string
  readonly secret: string | undefined
  /** The secret of the installation: its trail is signed with it. */
  readonly installation: string
  /** Made for this and removed afterwards. */
  readonly scratch: string
  readonly progress: (line: string) => void
  readonly signal?: AbortSignal | undefined
}

/** Rows that restoring itself changes: news of the last days is handed on again. */
const CHANGED_BY_RESTORING = 'public.outbox'

/** Reads every table back out of the database and compares: what was loaded, and not only what was in the file. */
const compare = async (owner: pg.PoolConfig, manifest: Manifest, signal: AbortSignal | undefined): Promise<void> => {
  const client = new pg.Client(owner)
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query('begin isolation level repeatable read read only')
    await client.query(`${plainText}; set local synchronize_seqscans to off`)
    for (const table of await tablesOf(client)) {
      signal?.throwIfAborted()
      const hash = createHash('sha256')
      const copy = client.query(copyTo(`copy (select ${quotedColumns(table)} from ${quotedName(table)}) to stdout`))
      for await (const part of copy) hash.update(part)
      const [listed, name] = [manifest.tables[nameOf(table)], nameOf(table)]
      if (copy.rowCount !== listed?.rows) throw new CannotOpen(`The table ${name} came back with ${copy.rowCount} rows instead of ${listed?.rows ?? 0}.`)
      if (name !== CHANGED_BY_RESTORING && hash.digest('hex') !== listed.sha256) throw new CannotOpen(`The table ${name} did not come back as it was.`)
    }
  } finally {
    await client.end()
  }
}

const trailIn = async (owner: pg.PoolConfig, installation: string): Promise<number> => {
  const database = await openDatabase({ owner, secret: installation, say: () => undefined })
  try {
    const { rows, findings } = await verifyAudit(database)
    if (findings.length > 0) throw new CannotOpen(`The audit trail in it does not verify: ${findings.length} ${findings.length === 1 ? 'fault' : 'faults'}. Run audit:verify.`)
    return rows
  } finally {
    await database.close()
  }
}

/**
 * Restores a back-up into a PostgreSQL of its own and checks it: every file and row by checksum, and the trail's chain.
 * @throws {CannotOpen} with what is wrong; nothing is left of it either way
 */
export const tryBackUp = async (o: TrialOptions): Promise<Tried> => {
  await clearScratch(o.scratch)
  makeDataFolder(o.scratch)
  try {
    const running = await startEmbedded(o.scratch, () => undefined, { fast: true })
    try {
      const files = path.join(o.scratch, 'files')
      const result = await restore({ owner: running.owner, files: folderFiles(files), from: o.from, secret: o.secret, progress: o.progress, signal: o.signal })
      await compare(running.owner, result.manifest, o.signal)
      const trailRows = await trailIn(running.owner, o.installation)
      return { tables: Object.keys(result.manifest.tables).length, rows: result.rows, files: result.files, trailRows, madeAt: result.madeAt }
    } finally {
      await running.stop()
    }
  } finally {
    await rm(o.scratch, { recursive: true, force: true })
  }
}

/** What a killed trial left behind: its PostgreSQL is ended, and people's records do not lie about. */
export const clearScratch = async (scratch: string): Promise<void> => {
  if (!existsSync(scratch)) return
  await endLeftBehind(scratch)
  await rm(scratch, { recursive: true, force: true })
}
