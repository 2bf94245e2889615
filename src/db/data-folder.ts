// The data folder: made private, kept by one process at a time, and the secrets that live in it.
import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { CannotOpen } from './cannot-open.ts'
import { processStart } from './processes.ts'

export type DataFolder = {
  readonly path: string
  /** Lets another process have the folder. Safe to call twice. */
  readonly release: () => void
}

const lockShape = z.object({ pid: z.int(), since: z.string(), started: z.string().optional() })
type Lock = z.infer<typeof lockShape>

/** Makes the folder if it is not there. Root leaves others the right to walk through, for PostgreSQL's own user. */
export const makeDataFolder = (folder: string): void => {
  if (existsSync(folder)) return
  mkdirSync(folder, { recursive: true })
  chmodSync(folder, process.getuid?.() === 0 ? 0o711 : 0o700)
}

const readLock = (file: string): Lock | undefined => {
  try {
    return lockShape.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return undefined
  }
}

/** A lock counts only while its own process lives: a reused process number has another start. */
const isHeld = (lock: Lock | undefined): lock is Lock => {
  if (lock === undefined) return false
  const start = processStart(lock.pid)
  return start !== undefined && (lock.started === undefined || lock.started === start)
}

const clockOf = (since: string): string =>
  new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'Europe/London' }).format(new Date(since))

const refusal = (lock: Lock): CannotOpen =>
  new CannotOpen(
    `Amity is already running on this folder (process ${lock.pid}, started ${clockOf(lock.since)}). ` +
      'Stop it first, or set AMITY_DATA to another folder.',
  )

/**
 * Moves a dead process's lock out of the way. Two starts may find the same dead lock: whoever moved a live one away
 * by accident puts it back and gives up.
 */
const clearStale = (file: string): void => {
  const aside = `${file}.${randomBytes(4).toString('hex')}`
  try {
    renameSync(file, aside)
  } catch {
    return
  }
  const moved = readLock(aside)
  if (isHeld(moved)) {
    try {
      linkSync(aside, file)
    } finally {
      rmSync(aside, { force: true })
    }
    throw refusal(moved)
  }
  rmSync(aside, { force: true })
}

/** Writes the lock whole or not at all: a link either appears with its content or is refused. */
const tryToTake = (file: string, lock: Lock): boolean => {
  const draft = `${file}.${randomBytes(4).toString('hex')}`
  writeFileSync(draft, JSON.stringify(lock), { mode: 0o600 })
  try {
    linkSync(draft, file)
    return true
  } catch {
    return false
  } finally {
    rmSync(draft, { force: true })
  }
}

/** The process that holds the folder now, if one does. */
export const holderOf = (folder: string): number | undefined => {
  const lock = readLock(path.join(folder, 'amity.lock'))
  return isHeld(lock) ? lock.pid : undefined
}

/**
 * Takes the folder for this process.
 * @throws {CannotOpen} in one sentence when another live process has it; Node's own error when it cannot be written
 */
export const takeDataFolder = (folder: string): DataFolder => {
  const where = path.resolve(folder)
  makeDataFolder(where)
  const file = path.join(where, 'amity.lock')
  const started = processStart(process.pid)
  const mine: Lock = { pid: process.pid, since: new Date().toISOString(), ...(started === undefined ? {} : { started }) }
  for (let attempt = 0; !tryToTake(file, mine); attempt += 1) {
    const lock = readLock(file)
    if (isHeld(lock)) throw refusal(lock)
    if (attempt > 5) throw new CannotOpen(`The lock file ${file} cannot be replaced. Check who may write this folder.`)
    clearStale(file)
  }
  const release = (): void => {
    if (readLock(file)?.pid === process.pid) rmSync(file, { force: true })
  }
  return { path: where, release }
}

/** A random secret kept in the folder: made once, the same at every later start. */
export const keptSecret = (folder: string, name: string): string => {
  const file = path.join(folder, name)
  if (existsSync(file)) return readFileSync(file, 'utf8').trim()
  const draft = `${file}.${randomBytes(4).toString('hex')}`
  writeFileSync(draft, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 })
  renameSync(draft, file)
  return readFileSync(file, 'utf8').trim()
}
