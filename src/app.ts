// Puts the rooms together; the only file that imports them all.
import { join } from 'node:path'
import { pino } from 'pino'
import type { Database } from '#db/open.ts'
import { scheduled } from '#jobs/chores.ts'
import { sealing } from '#jobs/seal-audit.ts'
import { startWorker } from '#jobs/worker.ts'
import { readAssets } from '#ui/assets.ts'
import type { Room } from '#web/room.ts'
import type { Door } from '#web/doors.ts'
import { folderStore } from '#web/file-store.ts'
import { buildServer } from '#web/serve.ts'
import { tellOfGivenUp } from '#rooms/diary/index.ts'
import { lookAfterFiles } from '#rooms/evidence/index.ts'
import { demonstrationCarrier, notifyCarrier, sendWaiting, smtpCarrier, type Carrier } from '#rooms/letters/index.ts'
import { offerSetUp } from '#rooms/partnership/index.ts'
import { rooms } from './rooms.ts'
import type { Settings } from './settings.ts'

/** Every door of the service, in the order of the rooms. */
export const allDoors = (from: readonly Room[] = rooms): readonly Door[] => from.flatMap(room => room.doors)

/** What carries messages. Where both can take e-mail, the mail server does; the demonstration sends nothing. */
const carriersOf = ({ mode, mail, notify }: Settings): readonly Carrier[] =>
  mode === 'demonstration' && mail === undefined && notify === undefined ? [demonstrationCarrier]
    : [...mail === undefined ? [] : [smtpCarrier(mail)], ...notify === undefined ? [] : [notifyCarrier(notify)]]

export type StartOptions = { readonly settings: Settings; readonly database: Database; readonly say: (line: string) => void }
export type RunningApp = { readonly url: string; readonly setupLink?: string; stop(): Promise<void> }

export type Part = { stop(): Promise<void> }
type PartOptions = Pick<StartOptions, 'settings' | 'database'>
const clock = (): Date => new Date()
const logOf = ({ log, mode }: Settings) => pino({ level: log === 'info' && mode === 'demonstration' ? 'warn' : log })
const filesOf = ({ dataFolder }: Settings) => folderStore(join(dataFolder, 'files'))

/** Starts the web server. Throws (EADDRINUSE, EACCES) when the port cannot be had. */
export const startWeb = async ({ settings, database }: PartOptions): Promise<Part & { readonly url: string }> => {
  const assetsFolder = join(import.meta.dirname, '..', 'dist', 'assets')
  const server = await buildServer({
    database, doors: allDoors(), navigation: rooms.flatMap(room => room.navigation ?? []), files: await filesOf(settings), secret: database.secret,
    baseUrl: settings.baseUrl, clock, log: logOf(settings), assetsFolder, assets: readAssets(assetsFolder), limitRates: true, proxies: settings.proxies,
  })
  await server.listen({ port: settings.port, host: settings.host })
  const address = server.addresses()[0]
  return { url: settings.port === 0 && typeof address === 'object' ? `http://${settings.host}:${address.port}` : settings.baseUrl, stop: () => server.close() }
}

/** Starts the worker: news, chores, messages and files. */
export const startWork = async ({ settings, database }: PartOptions): Promise<Part> => {
  const [carriers, files] = [carriersOf(settings), await filesOf(settings)]
  return startWorker({
    database, readers: rooms.flatMap(room => room.readers ?? []), schedules: [sealing, ...rooms.flatMap(room => room.chores ?? []).map(chore => scheduled(chore, files))],
    pumps: [() => sendWaiting({ database, carriers, clock }), () => lookAfterFiles({ database, files, clamd: settings.clamd, clock })], clock, baseUrl: settings.baseUrl, log: logOf(settings), givenUp: tellOfGivenUp,
  })
}

/** Starts web server and worker on an opened database. Throws (EADDRINUSE, EACCES) when the port cannot be had. */
export const startApp = async ({ settings, database }: StartOptions): Promise<RunningApp> => {
  const web = await startWeb({ settings, database })
  const worker = await startWork({ settings, database })
  const token = await offerSetUp(database, clock())
  return {
    url: web.url, ...(token === undefined ? {} : { setupLink: `${web.url}/set-up/${token}` }),
    stop: async () => { await web.stop(); await worker.stop() },
  }
}
