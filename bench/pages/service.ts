// The service as it is built, on a seeded database, with nobody else on it; and a session for whoever's eyes are looked through.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { openDatabase, type Database, type Heard } from '#db/open.ts'
import { rooms } from '#src/rooms.ts'
import { readAssets } from '#ui/assets.ts'
import { digestOf, newToken } from '#web/csrf.ts'
import { folderStore } from '#web/file-store.ts'
import type { Patience } from '#web/pressure.ts'
import { buildServer } from '#web/serve.ts'
import type { Chosen, Eyes } from './known.ts'

export type Service = { readonly port: number; readonly database: Database; stop(): Promise<void> }

type How = { readonly heard?: (statement: Heard) => void; /** Left out: nobody is turned away, however slow the machine. */ readonly patience?: Patience; /** Of the pages; as the service has them when left out. */ readonly connections?: number }
export const openService = async (url: string, { heard, patience, connections }: How = {}): Promise<Service> => {
  const database = await openDatabase({ owner: { connectionString: url }, secret: 'a bench is no secret, and long', say: () => undefined, ...(heard === undefined ? {} : { heard }), ...(connections === undefined ? {} : { connections }) })
  const assetsFolder = join(process.cwd(), 'dist', 'assets')
  const files = await folderStore(mkdtempSync(join(tmpdir(), 'amity-bench-files-')))
  const server = await buildServer({
    database, doors: rooms.flatMap(room => room.doors), navigation: rooms.flatMap(room => room.navigation ?? []), files, secret: database.secret, baseUrl: 'http://127.0.0.1',
    clock: () => new Date(), log: pino({ level: 'error' }), assetsFolder, assets: readAssets(assetsFolder), limitRates: false, ...(patience === undefined ? {} : { patience }),
  })
  await server.listen({ port: 0, host: '127.0.0.1' })
  const address = server.addresses()[0]
  return { port: typeof address === 'object' ? address.port : 0, database, stop: async () => { await server.close(); await database.close() } }
}

/** @returns the cookies of a browser of theirs */
export const signIn = async (database: Database, { partnershipId }: Pick<Chosen, 'partnershipId'>, { officerId, agencyId }: Eyes): Promise<string> => {
  const [token, now] = [newToken(), new Date()]
  await database.owner.query(`select amity.start_session($1, $2, $3, $4, $5, $6, 'a bench')`, [partnershipId, digestOf(token), officerId, agencyId, now, new Date(now.getTime() + 12 * 3_600_000)])
  // Proven, as after a second factor: some doors ask for it.
  await database.owner.query(`update sessions set assurance = 'second factor', proven_at = $3 where partnership_id = $1 and token_hash = $2`, [partnershipId, digestOf(token), new Date(now.getTime() + 3_600_000)])
  return `amity_session=${token}; amity_visit=${newToken()}`
}
