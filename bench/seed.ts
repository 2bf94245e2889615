// Seeds work of real size: DATABASE_URL=<an empty database> npm run bench -- seed --cases 10000 [--partnerships 300]; a stopped seed goes on.
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { PoolConfig } from 'pg'
import { startEmbedded } from '#db/embedded.ts'
import { makeDataFolder } from '#db/data-folder.ts'
import { openDatabase } from '#db/open.ts'
import { PASSWORD, tokenOf } from './seed/office.ts'
import { seed } from './seed/seed.ts'

const { values } = parseArgs({ options: { cases: { type: 'string' }, partnerships: { type: 'string', default: '1' }, now: { type: 'string' } } })
const [cases, partnerships] = [Number(values.cases), Number(values.partnerships)]
const now = values.now === undefined ? new Date() : new Date(values.now)
if (!Number.isInteger(cases) || cases < 100 || cases > 5_000_000 || !Number.isInteger(partnerships) || partnerships < 1 || partnerships > 2_000 || Number.isNaN(now.getTime())) throw new Error('npm run bench -- seed --cases 10000 [--partnerships 300] [--now 2026-11-27]')

const say = (line: string): void => { process.stdout.write(`${line}\n`) }
let lastShown = 0
const progress = (line: string): void => { if (performance.now() - lastShown > 5_000) { lastShown = performance.now(); say(line) } }
const stop = new AbortController()
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => { say('Stopping after what is being written. Run it again to go on.'); stop.abort() })

const url = process.env['DATABASE_URL']
const folder = path.resolve(process.env['AMITY_DATA'] ?? 'data')
const embedded = url === undefined ? (makeDataFolder(folder), await startEmbedded(folder, say)) : undefined
const owner: PoolConfig = embedded?.owner ?? { connectionString: url }
const database = await openDatabase({ owner, secret: process.env['AMITY_SECRET'] ?? 'a bench is no secret', say })
try {
  const seeded = await seed({ pool: database.owner, cases, partnerships, now, say, progress, signal: stop.signal })
  const [first] = seeded.offices
  if (seeded.finished && first !== undefined) {
    const { rows: [size] } = await database.owner.query<{ size: string }>('select pg_size_pretty(pg_database_size(current_database())) as size')
    say(`Done in ${Math.round(seeded.seconds)} s: ${seeded.cases} cases now, ${size?.size ?? ''}. Officers 0 to ${first.officers.length - 1} of partnership ${first.partnershipId}: cookie amity_session=${tokenOf(first.partnershipId, 0)}, or officer0@bench.test with "${PASSWORD}".`)
  }
} finally {
  await database.close()
  await embedded?.stop()
}
