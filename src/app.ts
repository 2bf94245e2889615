// Puts the rooms together; the only file that imports them all.
import { join } from 'node:path'
import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import { pino } from 'pino'
import type { Database } from '#db/open.ts'
import { scheduled } from '#jobs/chores.ts'
import { makingBackUps } from '#jobs/make-back-ups.ts'
import { sealing } from '#jobs/seal-audit.ts'
import { watchers, type Watch } from '#jobs/watch.ts'
import { startWorker } from '#jobs/worker.ts'
import { readAssets } from '#ui/assets.ts'
import type { Room } from '#web/room.ts'
import type { Door } from '#web/doors.ts'
import { PATIENCE } from '#web/pressure.ts'
import type { FileStore } from '#web/file-store.ts'
import { buildWorkerServer } from '#web/health.ts'
import { openMetrics } from '#web/metrics.ts'
import type { MetricsTerms } from '#web/metrics-door.ts'
import { buildServer } from '#web/serve.ts'
import { openTracing } from '#web/tracing.ts'
import { carryOutOrders } from '#rooms/bundles/index.ts'
import { writeOrdered } from '#rooms/leaving/index.ts'
import { tellOfGivenUp } from '#rooms/diary/index.ts'
import { lookAfterFiles } from '#rooms/evidence/index.ts'
import { carriersOf, sendWaiting } from '#rooms/letters/index.ts'
import { offerSetUp } from '#rooms/partnership/index.ts'
import { choreFailed, choreSucceeded, lookingAfterService, readBackupState } from '#rooms/service/index.ts'
import { openFiles, placeOfFiles } from './open-files.ts'
import { rooms } from './rooms.ts'
import type { Settings } from './settings.ts'
import { VERSION } from './version.ts'

/** Every door of the service, in the order of the rooms. */
export const allDoors = (from: readonly Room[] = rooms): readonly Door[] => from.flatMap(room => room.doors)

/** What one process does: pages, the work behind them, or both. */
export type Parts = 'web' | 'worker' | 'both'
export type StartOptions = {
  readonly settings: Settings; readonly database: Database; readonly say: (line: string) => void; readonly parts?: Parts
  /** True from the first signal to stop. */
  readonly isStopping?: () => boolean
}
export type RunningApp = { readonly url: string; readonly setupLink?: string; stop(): Promise<void> }

type Ready = { readonly settings: Settings; readonly database: Database; readonly log: FastifyBaseLogger; readonly clock: () => Date; readonly files: FileStore; readonly watch: Watch; readonly metrics: MetricsTerms | undefined; readonly isStopping: () => boolean }

const buildWeb = ({ settings, database, log, clock, files, watch, metrics, isStopping }: Ready): Promise<FastifyInstance> => {
  const assetsFolder = join(import.meta.dirname, '..', 'dist', 'assets')
  return buildServer({
    database, doors: allDoors(), navigation: rooms.flatMap(room => room.navigation ?? []), files, secret: database.secret,
    baseUrl: settings.baseUrl, clock, log, assetsFolder, assets: readAssets(assetsFolder), limitRates: true, patience: PATIENCE, proxies: settings.proxies, watch, metrics, isStopping,
  })
}

const startWork = async ({ settings, database, log, clock, files, watch }: Ready): Promise<{ stop(): Promise<void> }> => {
  const carriers = await carriersOf({ mail: settings.mail, notify: settings.notify, demonstration: settings.mode === 'demonstration' })
  const told = { failed: choreFailed, succeeded: choreSucceeded }
  const backUps = settings.backUps === undefined ? undefined : makingBackUps({ ...settings.backUps, dataFolder: settings.dataFolder, files: await placeOfFiles(settings), clock, log })
  const carried = (['email', 'text'] as const).filter(means => carriers.some(carrier => carrier.means.includes(means)))
  const worker = await startWorker({
    database, readers: rooms.flatMap(room => room.readers ?? []), clock, baseUrl: settings.baseUrl, log, watch, givenUp: tellOfGivenUp,
    schedules: [sealing, ...backUps === undefined ? [] : [backUps.schedule], lookingAfterService({ version: VERSION, carried, scanned: settings.clamd !== undefined, folder: files.incoming, backupState: readBackupState, backupsTried: settings.backUps?.trial !== 'never' }), ...rooms.flatMap(room => room.chores ?? []).map(chore => scheduled(chore, files, told))],
    pumps: [() => sendWaiting({ database, carriers, clock, files }), () => lookAfterFiles({ database, files, clamd: settings.clamd, clock }), () => carryOutOrders({ database, files, clock }), stopping => writeOrdered({ database, files, clock, stopping })],
  })
  return { stop: async () => { await backUps?.stop(); await worker.stop() } }
}

/** Starts web server, worker or both on an opened database. Throws (EADDRINUSE, EACCES) when the port cannot be had. */
export const startApp = async ({ settings, database, parts = 'both', isStopping = () => false }: StartOptions): Promise<RunningApp> => {
  const log = pino({ level: settings.log === 'info' && settings.mode === 'demonstration' ? 'warn' : settings.log })
  const clock = (): Date => new Date()
  const figures = settings.metrics === undefined ? undefined : openMetrics({ database, version: VERSION, parts: parts === 'both' ? 'web and worker' : parts })
  const tracing = settings.tracing === undefined ? undefined : await openTracing({ ...settings.tracing, serviceName: parts === 'both' ? 'amity' : `amity-${parts}`, version: VERSION })
  const ready: Ready = {
    settings, database, log, clock, isStopping, files: await openFiles(settings),
    watch: watchers(...figures === undefined ? [] : [figures.watch], ...tracing === undefined ? [] : [tracing.watch]),
    metrics: figures === undefined || settings.metrics === undefined ? undefined : { read: figures.read, token: settings.metrics.token },
  }
  const server = parts === 'worker' ? buildWorkerServer({ ...ready, baseUrl: settings.baseUrl }) : await buildWeb(ready)
  await server.listen({ port: settings.port, host: settings.host })
  // Whatever kept the last restore from taking its mark away: these files have a service now, and no later restore may take them for leavings.
  if (parts !== 'web') void placeOfFiles(settings).then(place => place.finish()).catch(() => undefined)
  const worker = parts === 'web' ? undefined : await startWork(ready)
  const address = server.addresses()[0]
  const url = settings.port === 0 && typeof address === 'object' ? `http://${settings.host}:${address.port}` : settings.baseUrl
  const token = parts === 'worker' ? undefined : await offerSetUp(database, clock())
  return {
    url, ...(token === undefined ? {} : { setupLink: `${url}/set-up/${token}` }),
    stop: async () => { await server.close(); await worker?.stop(); await tracing?.stop() },
  }
}
