// Puts the rooms together; the only file that imports them all.
import { join } from 'node:path'
import { pino } from 'pino'
import type { Database } from '#db/open.ts'
import { scheduled } from '#jobs/chores.ts'
import { makingBackUps } from '#jobs/make-back-ups.ts'
import { sealing } from '#jobs/seal-audit.ts'
import { startWorker } from '#jobs/worker.ts'
import { readAssets } from '#ui/assets.ts'
import type { Room } from '#web/room.ts'
import type { Door } from '#web/doors.ts'
import { folderStore } from '#web/file-store.ts'
import { PATIENCE } from '#web/pressure.ts'
import { buildServer } from '#web/serve.ts'
import { carryOutOrders } from '#rooms/bundles/index.ts'
import { lookAfterFiles } from '#rooms/evidence/index.ts'
import { carriersOf, sendWaiting } from '#rooms/letters/index.ts'
import { offerSetUp } from '#rooms/partnership/index.ts'
import { rooms } from './rooms.ts'
import type { Settings } from './settings.ts'

/** Every door of the service, in the order of the rooms. */
export const allDoors = (from: readonly Room[] = rooms): readonly Door[] => from.flatMap(room => room.doors)

export type StartOptions = { readonly settings: Settings; readonly database: Database; readonly say: (line: string) => void }
export type RunningApp = { readonly url: string; readonly setupLink?: string; stop(): Promise<void> }

/** Starts web server and worker on an opened database. Throws (EADDRINUSE, EACCES) when the port cannot be had. */
export const startApp = async ({ settings, database }: StartOptions): Promise<RunningApp> => {
  const log = pino({ level: settings.log === 'info' && settings.mode === 'demonstration' ? 'warn' : settings.log })
  const clock = (): Date => new Date()
  const assetsFolder = join(import.meta.dirname, '..', 'dist', 'assets')
  const files = await folderStore(join(settings.dataFolder, 'files'))
  const server = await buildServer({
    database, doors: allDoors(), navigation: rooms.flatMap(room => room.navigation ?? []), files, secret: database.secret,
    baseUrl: settings.baseUrl, clock, log, assetsFolder, assets: readAssets(assetsFolder), limitRates: true, patience: PATIENCE, proxies: settings.proxies,
  })
  await server.listen({ port: settings.port, host: settings.host })
  const carriers = await carriersOf({ mail: settings.mail, notify: settings.notify, demonstration: settings.mode === 'demonstration' })
  const backUps = settings.backUps === undefined ? undefined : makingBackUps({ ...settings.backUps, dataFolder: settings.dataFolder, clock, log })
  const worker = await startWorker({ database, readers: rooms.flatMap(room => room.readers ?? []), schedules: [sealing, ...backUps === undefined ? [] : [backUps.schedule], ...rooms.flatMap(room => room.chores ?? []).map(chore => scheduled(chore, files))], pumps: [() => sendWaiting({ database, carriers, clock }), () => lookAfterFiles({ database, files, clamd: settings.clamd, clock }), () => carryOutOrders({ database, files, clock })], clock, baseUrl: settings.baseUrl, log })
  const address = server.addresses()[0]
  const url = settings.port === 0 && typeof address === 'object' ? `http://${settings.host}:${address.port}` : settings.baseUrl
  const token = await offerSetUp(database, clock())
  return {
    url, ...(token === undefined ? {} : { setupLink: `${url}/set-up/${token}` }),
    stop: async () => { await Promise.all([server.close(), backUps?.stop()]); await worker.stop() },
  }
}
