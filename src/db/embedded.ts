// The embedded database: real PostgreSQL in the data folder over a Unix socket, looked after by this process.
import { existsSync, realpathSync, rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Client, type PoolConfig } from 'pg'
import { CannotOpen } from './cannot-open.ts'
import { keptSecret } from './data-folder.ts'
import { dropSocketFolder, homeIn, socketFolder, type Home } from './embedded-home.ts'
import { makeDatabase, readPostmaster, rootRole, socketPort, startPostgres, stopPostgres, type Postmaster } from './embedded-process.ts'
import { programsFor } from './embedded-programs.ts'
import { isAlive, processName } from './processes.ts'

export type RunningDatabase = {
  /** How the owner connects: over the socket, to the database `amity`. */
  readonly owner: PoolConfig
  /** Ends PostgreSQL in order, and returns when it is gone. Safe to call twice. */
  stop(): Promise<void>
  /** It was already running: an earlier process of ours was killed and left it behind, healthy. */
  readonly adopted: boolean
}

const passwordName = 'database.password'

const ownerConfig = (socket: string, password: string, database = 'amity'): PoolConfig =>
  ({ host: socket, port: socketPort, user: rootRole, password, database })

/** Connects once and runs `ask`. */
const once = async <Answer>(config: PoolConfig, ask: (client: Client) => Promise<Answer>): Promise<Answer> => {
  const client = new Client({ ...config, connectionTimeoutMillis: 5_000 })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await ask(client)
  } finally {
    await client.end().catch(() => undefined)
  }
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '')

const wrongPassword = (data: string): CannotOpen =>
  new CannotOpen(`The password in ${path.join(data, passwordName)} is not this database's. Put the original file back, or restore a back-up into an empty folder.`)

/** Asks a server that answers whether it is ours: same folder, and it knows our password. */
const isOurs = async (home: Home, data: string, postmaster: Postmaster, password: string): Promise<boolean> => {
  try {
    const folder = await once(ownerConfig(postmaster.socket, password, 'postgres'), async client => {
      const { rows } = await client.query<{ data_directory: string }>('show data_directory')
      return rows[0]?.data_directory
    })
    return folder !== undefined && realpathSync(folder) === realpathSync(home.database)
  } catch (error) {
    if (codeOf(error) === '28P01') throw wrongPassword(data)
    return false
  }
}

/**
 * A server left behind by a killed parent. Healthy: it is adopted. Ending: we wait until it is gone. Dead, with its
 * number perhaps given to another program: its pid file is removed, or PostgreSQL would refuse to start.
 */
const leftBehind = async (home: Home, data: string, password: string): Promise<Postmaster | undefined> => {
  const deadline = performance.now() + 30_000
  for (;;) {
    const found = readPostmaster(home.database)
    if (found === undefined) return undefined
    if (!isAlive(found.pid) || !/postgres|postmaster/.test(processName(found.pid) ?? '')) {
      rmSync(path.join(home.database, 'postmaster.pid'), { force: true })
      return undefined
    }
    if (await isOurs(home, data, found, password)) return found
    if (performance.now() > deadline) {
      throw new CannotOpen(`An earlier PostgreSQL (process ${found.pid}) has this folder and does not answer. End it (kill ${found.pid}), then start again.`)
    }
    await pause(50)
  }
}

const ensureDatabase = async (socket: string, password: string): Promise<void> =>
  once(ownerConfig(socket, password, 'postgres'), async client => {
    const { rowCount } = await client.query(`select from pg_database where datname = 'amity'`)
    if (rowCount === 0) await client.query('create database amity')
  })

/** Pauses before it is started once more, in milliseconds: at once, and ever more slowly while it does not stay up. */
const PAUSES = [0, 1_000, 5_000, 15_000, 60_000]
const STAYED_UP = 120_000

/**
 * Starts PostgreSQL again if it ends while we still need it (killed for memory, say; or the disk was full). It never gives
 * up: a disk that has room again, or memory, is all that is needed then, and nobody is at the keyboard.
 */
const watch = (first: Postmaster, restart: () => Promise<Postmaster>, say: (line: string) => void) => {
  let current = first
  let [tries, triedAt] = [0, Number.NEGATIVE_INFINITY]
  let busy = false
  let ended = false
  const timer = setInterval(() => {
    if (busy || isAlive(current.pid)) return
    if (performance.now() - triedAt > STAYED_UP) tries = 0
    if (performance.now() - triedAt < (PAUSES[Math.min(tries, PAUSES.length - 1)] ?? 0)) return
    busy = true
    tries += 1
    triedAt = performance.now()
    say('PostgreSQL ended unexpectedly; starting it again.')
    restart().then(
      postmaster => {
        current = postmaster
        if (ended) process.kill(postmaster.pid, 'SIGINT')
      },
      (error: unknown) => say(`PostgreSQL could not be started again: ${error instanceof Error ? error.message : String(error)}`),
    ).finally(() => { busy = false })
  }, 1_000)
  timer.unref()
  return { pid: () => current.pid, end: () => { ended = true; clearInterval(timer) } }
}

/**
 * Starts the database of a data folder, making it first if there is none. The caller holds the folder's lock.
 * @param fast gives up durability for speed: tests only
 * @throws {CannotOpen} in one sentence
 */
export const startEmbedded = async (folder: string, say: (line: string) => void, { fast = false } = {}): Promise<RunningDatabase> => {
  const data = path.resolve(folder)
  const home = homeIn(data, say)
  const programs = programsFor(home)
  const password = keptSecret(data, passwordName)
  if (!existsSync(home.database)) await makeDatabase(programs, home, password)
  const orphan = await leftBehind(home, data, password)
  const start = async () => startPostgres(programs, home, socketFolder(home), { fast, say })
  const postmaster = orphan ?? (await start())
  const watcher = watch(postmaster, start, say)
  const stop = async (): Promise<void> => {
    watcher.end()
    await stopPostgres(watcher.pid())
    dropSocketFolder(home, postmaster.socket)
  }
  try {
    await ensureDatabase(postmaster.socket, password)
  } catch (error) {
    await stop()
    throw codeOf(error) === '28P01' ? wrongPassword(data) : error
  }
  return { owner: ownerConfig(postmaster.socket, password), stop, adopted: orphan !== undefined }
}

/** Ends the PostgreSQL that a killed process left in a folder which is about to be thrown away. */
export const endLeftBehind = async (folder: string): Promise<void> => {
  const home = homeIn(path.resolve(folder), () => undefined)
  const found = readPostmaster(home.database)
  if (found === undefined || !/postgres|postmaster/.test(processName(found.pid) ?? '')) return
  await stopPostgres(found.pid)
  dropSocketFolder(home, found.socket)
}

/** How to connect to a folder's database if it is running at this moment: for commands beside a running Amity. */
export const findEmbedded = async (folder: string): Promise<PoolConfig | undefined> => {
  const data = path.resolve(folder)
  if (!existsSync(path.join(data, passwordName))) return undefined
  const home = homeIn(data, () => undefined)
  const password = keptSecret(data, passwordName)
  const found = readPostmaster(home.database)
  if (found === undefined || !(await isOurs(home, data, found, password))) return undefined
  return ownerConfig(found.socket, password)
}
