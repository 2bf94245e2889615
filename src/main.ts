// Starts Amity: settings, data folder, database, web server and worker, and stops them in the reverse order.
import { once } from 'node:events'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Client, type PoolConfig } from 'pg'
import { makeDataFolder, takeDataFolder } from '#db/data-folder.ts'
import { startEmbedded } from '#db/embedded.ts'
import type { Database } from '#db/open.ts'
import { secretOfService } from '#db/secret.ts'
import type { Parts } from './app.ts'
import { backUpBefore } from './back-up-before.ts'
import { explainFault, StartRefused } from './faults.ts'
import { openFiles } from './open-files.ts'
import { readSettings, type Mode, type Settings } from './settings.ts'
import { stopOnSignal, stopping, type Stopping } from './stop-in-order.ts'

const say = (line: string): void => { process.stdout.write(`${line}\n`) }

/** Present while demonstration data is being loaded: what an interrupted load left is thrown away, never shown. */
const halfLoaded = (folder: string): string => path.join(folder, 'demonstration.loading')

const forgetHalfLoaded = async (owner: PoolConfig, folder: string): Promise<void> => {
  if (!existsSync(halfLoaded(folder))) return
  say('The last start was interrupted while it loaded the demonstration: it begins afresh.')
  const client = new Client({ ...owner, database: 'postgres' })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query('drop database if exists amity with (force)')
    await client.query('create database amity')
  } finally {
    await client.end()
  }
  rmSync(path.join(folder, 'files'), { recursive: true, force: true })
  rmSync(halfLoaded(folder), { force: true })
}

const ownerOf = async (settings: Settings, held: Stopping): Promise<PoolConfig> => {
  if (settings.databaseUrl !== undefined) return { connectionString: settings.databaseUrl }
  const embedded = await held.hold(startEmbedded(settings.dataFolder, say), running => running.stop())
  if (embedded.adopted) say('Found PostgreSQL still running after an earlier start was killed; going on with it.')
  await forgetHalfLoaded(embedded.owner, settings.dataFolder)
  return embedded.owner
}

const copyOf = ({ databaseReadUrl }: Settings): PoolConfig | undefined => (databaseReadUrl === undefined ? undefined : { connectionString: databaseReadUrl })

const isEmpty = async (database: Database): Promise<boolean> => {
  const client = await database.owner.connect()
  try {
    // The owner of a server's database is no superuser: it sees rows only as the gate.
    await client.query('begin; set local role amity_gate')
    const { rowCount } = await client.query('select from partnerships limit 1')
    return rowCount === 0
  } finally {
    await client.query('rollback')
    client.release()
  }
}

const demonstrate = async (database: Database, settings: Settings): Promise<void> => {
  if (!(await isEmpty(database))) return
  const marker = halfLoaded(settings.dataFolder)
  if (settings.databaseUrl === undefined) writeFileSync(marker, '')
  const { loadDemonstration } = await import('#demo/load.ts')
  await loadDemonstration(database, { say, files: await openFiles(settings) })
  rmSync(marker, { force: true })
}

/** Asks for the port before anything slow is done. @throws EADDRINUSE, EACCES or EADDRNOTAVAIL as `listen` gives it */
const tryPort = async ({ port, host }: Settings): Promise<void> => {
  const probe = createServer()
  probe.listen(port, host)
  await once(probe, 'listening')
  probe.close()
  await once(probe, 'close')
}

/** Several processes share one database: the embedded one belongs to a single process. */
const needsServer = (parts: Parts, { databaseUrl }: Settings): void => {
  if (parts !== 'both' && databaseUrl === undefined) throw new StartRefused(`DATABASE_URL is missing: amity ${parts} shares a PostgreSQL of your own with the others.`, 2)
}

/** What the process goes on doing after the first signal: it answers, says that it is not ready, and gives up each connection. */
type Life = { readonly parts: Parts; readonly isStopping: () => boolean }

const start = async (settings: Settings, held: Stopping, { parts, isStopping }: Life): Promise<void> => {
  needsServer(parts, settings)
  // On a server's database several processes may share the folder of files; an embedded one belongs to one process.
  if (settings.databaseUrl === undefined) await held.hold(Promise.resolve(takeDataFolder(settings.dataFolder)), taken => taken.release())
  else makeDataFolder(settings.dataFolder)
  // What a killed restore left beside the files belongs to nothing, and nobody restores into a folder we hold.
  if (settings.databaseUrl === undefined) rmSync(path.join(settings.dataFolder, 'files.restoring'), { recursive: true, force: true })
  await tryPort(settings)
  const secret = secretOfService(settings.dataFolder, settings.secret)
  // The application is read while PostgreSQL gets to its feet: each takes about half of what somebody waits for the first page.
  const [owner, { openDatabase }, { startApp }] = await Promise.all([ownerOf(settings, held), import('#db/open.ts'), import('./app.ts')])
  const database = await held.hold(openDatabase({ owner, secret, say, copy: copyOf(settings), connections: settings.connections, beforeUpgrade: backUpBefore(settings, owner, say, () => new Date()) }), opened => opened.close())
  if (settings.mode === 'demonstration') await demonstrate(database, settings)
  const app = await held.hold(startApp({ settings, database, say, parts, isStopping }), started => started.stop())
  if (app.setupLink !== undefined) say(`Nobody is set up yet. Open this link, which works once, to set up the partnership: ${app.setupLink}`)
  say(parts === 'worker' ? `The worker of Amity is at work; its health is at port ${settings.port} (Ctrl-C stops it).` : `Amity is at ${app.url} (Ctrl-C stops it).`)
}

const fail = (error: unknown, port?: number, folder?: string): number => {
  const fault = explainFault(error, { ...(port === undefined ? {} : { port }), ...(folder === undefined ? {} : { folder }) })
  process.stderr.write(`${fault.sentence}\n`)
  if (!fault.known) process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  return fault.exitCode
}

const modeOf = (word: string | undefined): Mode => (word === 'serve' || partsOf(word) !== 'both' ? 'serve' : 'demonstration')
const partsOf = (word: string | undefined): Parts => (word === 'web' || word === 'worker' ? word : 'both')

/** The whole life of the service: returns once it is up; ends the process on a signal or when it cannot start. */
export const main = async (args: readonly string[]): Promise<void> => {
  const held = stopping()
  let settings: Settings | undefined
  let [interrupted, started] = [false, false]
  const starting = Promise.withResolvers<undefined>()
  stopOnSignal(async () => {
    interrupted = true
    if (started) await pause((settings?.drainSeconds ?? 0) * 1_000)
    await held.undoAll()
    await Promise.race([starting.promise, pause(3_000, undefined, { ref: false })])
    await held.undoAll()
  }, say)
  try {
    settings = readSettings(process.env, modeOf(args[0]))
    await start(settings, held, { parts: partsOf(args[0]), isStopping: () => interrupted })
    started = true
    starting.resolve(undefined)
  } catch (error) {
    starting.resolve(undefined)
    if (interrupted) return
    const exitCode = fail(error, settings?.port, settings?.dataFolder)
    await held.undoAll()
    process.exit(exitCode)
  }
}
