// Back-ups by the clock: made when one is due, restored on trial, recorded, and old ones let go. One at a time in the whole installation.
import { readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import type { FastifyBaseLogger } from 'fastify'
import { CannotOpen } from '#db/cannot-open.ts'
import { diskFullSentence } from '#db/disk-full.ts'
import type { FileSource } from '#db/file-place.ts'
import type { Database } from '#db/open.ts'
import { backUpName, backUpsAmong, isDue, LATE_AFTER, nextDue, whichMayGo, type BackUpSettings } from './back-up-plan.ts'
import { insertRun, lastGoodNames, lastRun, lastTrialAt, setTried } from './back-up-runs.ts'
import type { Schedule } from './worker.ts'

export type BackUpTerms = BackUpSettings & {
  readonly dataFolder: string
  /** Where files rest (AMITY_FILES): a folder, which need not lie in the data folder, or a store. */
  readonly files: FileSource
  readonly clock: () => Date
  readonly log: Pick<FastifyBaseLogger, 'info' | 'error'>
}
const WEEK = 7 * 24 * 3_600_000
const A_DAY_IN_SECONDS = 86_399

/** In one sentence for whoever runs the service: never a word of a record. */
const inWords = (problem: unknown): string => {
  if (problem instanceof CannotOpen) return problem.message
  const code = problem instanceof Error && 'code' in problem ? String(problem.code) : ''
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === '53100') return diskFullSentence
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'The folder for back-ups is not there. Is the disk mounted, and AMITY_BACKUP_FOLDER right?'
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return 'The folder for back-ups may not be written by this user. Change its owner, or set AMITY_BACKUP_FOLDER to another.'
  return `It stopped for a reason it does not know (${code === '' ? 'no code' : code}). The log says more.`
}

type Made = { readonly id: string; readonly missing: number; readonly file: string; readonly secret: string | undefined }

/**
 * Encrypted for two: whoever holds the key, and a key that lives in this process's memory alone until the trial is over. So it
 * can be proved here without the real secret ever being on this machine.
 */
const make = async (database: Database, o: BackUpTerms, signal: AbortSignal): Promise<Made> => {
  const { backUp } = await import('#db/backup.ts')
  const { makeBackupKey } = await import('#db/backup-key.ts')
  const beganAt = o.clock()
  const fileName = backUpName(beganAt, o.recipient !== undefined)
  const file = path.join(o.folder, fileName)
  const forTrial = o.recipient === undefined ? undefined : await makeBackupKey()
  const recipients = o.recipient === undefined || forTrial === undefined ? [] : [o.recipient, forTrial.recipient]
  const common = { beganAt, fileName, encrypted: o.recipient !== undefined, nextDueAt: new Date(nextDue(beganAt, o.hours).getTime() + LATE_AFTER) }
  try {
    await clearParts(o.folder)
    const { bytes, rows, tables, files, missing } = await backUp({ owner: database.ownerConfig, files: o.files, to: file, recipients, progress: () => undefined, signal })
    o.log.info({ event: 'back-up made', file: fileName, bytes, rows, tables, files, missing, seconds: Math.round((o.clock().getTime() - beganAt.getTime()) / 1000) }, 'a back-up was made')
    if (missing > 0) o.log.error({ event: 'back-up lacks files', file: fileName, missing }, 'files that records name are not where files rest: the back-up lacks them')
    return { id: await insertRun(database, { ...common, endedAt: o.clock(), size: bytes, failed: null, missingFiles: missing }), missing, file, secret: forTrial?.secret }
  } catch (problem) {
    if (!signal.aborted) await insertRun(database, { ...common, endedAt: o.clock(), size: null, failed: inWords(problem), missingFiles: 0 })
    throw problem
  }
}

/** What a killed back-up left half written. */
const clearParts = async (folder: string): Promise<void> => {
  const halves = (await readdir(folder)).filter(name => name.endsWith('.part') && backUpsAmong([name.slice(0, -'.part'.length)]).length === 1)
  for (const name of halves) await rm(path.join(folder, name), { force: true })
}

const tryIt = async (database: Database, o: BackUpTerms, { id, file, secret }: Made, signal: AbortSignal): Promise<void> => {
  const { tryBackUp } = await import('./trial-restore.ts')
  try {
    const tried = await tryBackUp({ from: file, secret, installation: database.secret, scratch: path.join(o.dataFolder, 'trial-restore'), progress: () => undefined, signal })
    await setTried(database, id, o.clock(), { tried })
    o.log.info({ event: 'trial restore passed', ...tried }, 'a back-up was restored on trial, and is whole')
  } catch (problem) {
    if (signal.aborted) throw problem
    await setTried(database, id, o.clock(), { failed: inWords(problem) })
    throw problem
  }
}

const wantsTrial = async (database: Database, { trial, clock }: BackUpTerms): Promise<boolean> => {
  if (trial !== 'weekly') return trial === 'each'
  const last = await lastTrialAt(database)
  return last === undefined || clock().getTime() - last.getTime() >= WEEK - 3_600_000
}

const letGo = async (database: Database, o: BackUpTerms): Promise<void> => {
  const gone = whichMayGo(backUpsAmong(await readdir(o.folder)), o.keep, o.clock(), await lastGoodNames(database))
  for (const { name } of gone) await rm(path.join(o.folder, name), { force: true })
  if (gone.length > 0) o.log.info({ event: 'old back-ups removed', files: gone.map(({ name }) => name) }, 'old back-ups were removed')
}

/** Held by one process of the installation; the others find it taken and leave it at that. */
const alone = async (database: Database, act: () => Promise<void>): Promise<void> => {
  const client = await database.owner.connect()
  try {
    const { rows } = await client.query<{ mine: boolean }>(`select pg_try_advisory_lock(hashtext('amity back-up')) as mine`)
    if (rows[0]?.mine !== true) return
    await act().finally(() => client.query(`select pg_advisory_unlock(hashtext('amity back-up'))`).catch(() => undefined))
  } finally {
    client.release()
  }
}

/** Makes one if one is due. Throws what went wrong, once it is recorded. */
export const makeBackUpIfDue = async (database: Database, o: BackUpTerms, signal: AbortSignal): Promise<void> =>
  alone(database, async () => {
    const { clearScratch } = await import('./trial-restore.ts')
    await clearScratch(path.join(o.dataFolder, 'trial-restore'))
    if (!isDue(o.clock(), o.hours, await lastRun(database))) return
    const made = await make(database, o, signal)
    if (await wantsTrial(database, o)) await tryIt(database, o, made, signal)
    // Old ones go only after a new one stood with all its files: a full disk, a broken one or an unmounted share never costs the good ones.
    if (made.missing === 0) await letGo(database, o)
  })

/** Looked at every ten minutes, so that a machine that was off at the hour makes up for it. */
export const makingBackUps = (o: BackUpTerms): { readonly schedule: Schedule; readonly stop: () => Promise<void> } => {
  const stopped = new AbortController()
  let running: Promise<void> = Promise.resolve()
  const run = async (database: Database): Promise<void> => {
    if (stopped.signal.aborted) return
    running = makeBackUpIfDue(database, o, stopped.signal)
    await running.catch((problem: unknown) => {
      if (stopped.signal.aborted) return
      o.log.error({ event: 'back-up failed', says: inWords(problem) }, 'a back-up failed')
    })
  }
  return { schedule: { name: 'back-up', cron: '*/10 * * * *', longest: A_DAY_IN_SECONDS, run }, stop: async () => { stopped.abort(new DOMException('Stopped.', 'AbortError')); await running.catch(() => undefined) } }
}
