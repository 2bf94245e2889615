// The PostgreSQL process itself: made once, started, waited for, stopped.
import { execFile, spawn } from 'node:child_process'
import { chownSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { freemem, totalmem } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { CannotOpen } from './cannot-open.ts'
import { diskFullSentence, diskIsFull } from './disk-full.ts'
import type { Home } from './embedded-home.ts'
import type { Programs } from './embedded-programs.ts'
import { isAlive, waitUntilGone } from './processes.ts'

export const rootRole = 'amity_root'
export const socketPort = 5432

/**
 * By its own rule the C library gives back to the system what planning a list took, after each statement, and
 * fetches it anew, page by page: 94 page faults a page, 5 ms of planning where 1 ms is enough, in one connection and, by what it
 * happened to do before, not in the next. That was slow, and told two worlds apart by the clock (docs/decisions/0294-memory-that-is-kept.md).
 * So a connection keeps some 8 MB that it has freed; what it takes in pieces of 2 MB and more (sorting) goes back at once.
 */
const keptMemory = { MALLOC_TRIM_THRESHOLD_: String(8 * 1024 ** 2), MALLOC_MMAP_THRESHOLD_: String(2 * 1024 ** 2), MALLOC_TOP_PAD_: String(256 * 1024) }
const environment = { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC', ...keptMemory }

/** What postmaster.pid tells; `ready` once the server takes connections. */
export type Postmaster = { readonly pid: number; readonly socket: string; readonly ready: boolean }

export const readPostmaster = (database: string): Postmaster | undefined => {
  try {
    const lines = readFileSync(path.join(database, 'postmaster.pid'), 'utf8').split('\n')
    const pid = Number(lines[0])
    if (!Number.isInteger(pid) || pid <= 0) return undefined
    return { pid, socket: (lines[4] ?? '').trim(), ready: (lines[7] ?? '').trim() === 'ready' }
  } catch {
    return undefined
  }
}

/** Builtin collation, so that indexes survive a move to another machine; C.UTF-8 so that letters are letters to it. */
const localeFlags = (): readonly string[] => [
  '--encoding=UTF8',
  `--locale=${process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8'}`,
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
]

/** Makes the database folder, under another name until it is whole: an interrupted start leaves nothing half made. */
export const makeDatabase = async (programs: Programs, home: Home, password: string): Promise<void> => {
  const draft = path.join(home.folder, 'database.new')
  const passwordFile = path.join(home.folder, 'run', 'password')
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft, { mode: 0o700 })
  mkdirSync(path.dirname(passwordFile), { recursive: true, mode: 0o700 })
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (home.runAs !== undefined) {
    for (const place of [draft, path.dirname(passwordFile), passwordFile]) chownSync(place, home.runAs.uid, home.runAs.gid)
  }
  const flags = ['-D', draft, '-U', rootRole, ...localeFlags(), '--data-checksums', '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--no-instructions']
  try {
    await promisify(execFile)(programs.initdb, flags, { ...home.runAs, cwd: home.folder, env: environment })
    renameSync(draft, home.database)
  } finally {
    rmSync(passwordFile, { force: true })
    rmSync(draft, { recursive: true, force: true })
  }
}

const megabytes = (share: number, least: number, most: number): string =>
  `${Math.round(Math.min(most, Math.max(least, (totalmem() * share) / 1_048_576)))}MB`

/** Modest: a laptop or a small server, with Node beside it. `fast` gives up durability and is for tests alone. */
const serverSettings = (fast: boolean): Readonly<Record<string, string>> => ({
  shared_buffers: freemem() < 512 * 1_048_576 ? '64MB' : megabytes(0.1, 64, 512),
  effective_cache_size: megabytes(0.4, 256, 8_192),
  work_mem: '16MB',
  maintenance_work_mem: megabytes(0.05, 64, 512),
  max_connections: '80',
  random_page_cost: '1.1',
  jit: 'off',
  max_wal_size: '1GB',
  wal_compression: 'on',
  checkpoint_timeout: '15min',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'warning',
  log_checkpoints: 'off',
  log_min_error_statement: 'panic',
  log_line_prefix: '%m [%p] ',
  lc_messages: 'C',
  ...(fast ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', wal_compression: 'off', wal_level: 'minimal', max_wal_senders: '0', autovacuum_naptime: '10min' } : {}),
})

/** One old log is kept: the file can only grow between two starts. */
const openLog = (home: Home): number => {
  if ((statSync(home.log, { throwIfNoEntry: false })?.size ?? 0) > 10_000_000) renameSync(home.log, `${home.log}.1`)
  return openSync(home.log, 'a', 0o600)
}

/** The last complaint in the log after `from` bytes, for a sentence to the reader. */
const lastComplaint = (home: Home, from: number): string => {
  const heard = existsSync(home.log) ? readFileSync(home.log).subarray(from).toString('utf8') : ''
  const lines = heard.split('\n').filter(line => /FATAL|PANIC|ERROR|error while loading|HINT:  Check free/.test(line))
  return (lines.at(-1) ?? heard.trim().split('\n').at(-1) ?? '').replace(/^.*?(FATAL|PANIC|ERROR):\s*/, '')
}

/** Starts it in a session of its own, so that a terminal's Ctrl-C reaches only us and we stop things in order. */
const launch = (programs: Programs, home: Home, socket: string, fast: boolean): number => {
  const settings = { ...serverSettings(fast), listen_addresses: '', port: String(socketPort), unix_socket_directories: socket, unix_socket_permissions: '0700' }
  const log = openLog(home)
  try {
    const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    const child = spawn(programs.postgres, ['-D', home.database, ...flags], {
      ...home.runAs, cwd: home.folder, env: environment, detached: true, stdio: ['ignore', log, log],
    })
    child.on('error', () => undefined)
    child.unref()
    if (child.pid === undefined) throw new CannotOpen(`PostgreSQL could not be run from ${programs.postgres}. Run "npm ci", then start again.`)
    return child.pid
  } finally {
    closeSync(log)
  }
}

const refusal = (complaint: string, home: Home): CannotOpen => {
  if (diskIsFull(complaint)) return new CannotOpen(diskFullSentence)
  if (/incompatible with server/.test(complaint)) {
    return new CannotOpen(`The database in ${home.database} was made by another version of PostgreSQL. Back it up with the Amity that made it, then restore into an empty folder.`)
  }
  return new CannotOpen(`PostgreSQL could not start: ${complaint || 'it gave no reason'}. Its log is ${home.log}.`)
}

/** A parent or a worker of a killed server may still be ending: PostgreSQL itself says so, and a moment later it works. */
const worthAnotherTry = /lock file .* already exists|pre-existing shared memory block|is another postmaster/i

/**
 * Starts PostgreSQL and waits until it takes connections, however long recovery lasts.
 * @throws {CannotOpen} with PostgreSQL's own last complaint
 */
export const startPostgres = async (programs: Programs, home: Home, socket: string, o: { fast: boolean; say: (line: string) => void }): Promise<Postmaster> => {
  const deadline = performance.now() + 20_000
  for (;;) {
    const from = statSync(home.log, { throwIfNoEntry: false })?.size ?? 0
    const pid = launch(programs, home, socket, o.fast)
    const postmaster = await untilReady(pid, home, o.say)
    if (postmaster !== undefined) return postmaster
    const complaint = lastComplaint(home, from)
    if (!worthAnotherTry.test(complaint) || performance.now() > deadline) throw refusal(complaint, home)
    await pause(250)
  }
}

const untilReady = async (pid: number, home: Home, say: (line: string) => void): Promise<Postmaster | undefined> => {
  const began = performance.now()
  let nextWord = 3_000
  while (isAlive(pid)) {
    const postmaster = readPostmaster(home.database)
    if (postmaster?.pid === pid && postmaster.ready) return postmaster
    const waited = performance.now() - began
    if (waited > nextWord) {
      say(`PostgreSQL is getting ready… ${Math.round(waited / 1000)} s`)
      nextWord += 5_000
    }
    await pause(10)
  }
  return undefined
}

/** SIGINT ends the sessions and writes everything down; SIGQUIT leaves that to the next start's recovery. */
export const stopPostgres = async (pid: number): Promise<void> => {
  for (const [signal, patience] of [['SIGINT', 20_000], ['SIGQUIT', 8_000], ['SIGKILL', 5_000]] as const) {
    if (!isAlive(pid)) return
    process.kill(pid, signal)
    if (await waitUntilGone(pid, patience)) return
  }
}
