// How long an agency's own records take to be written, and how long a piece of it holds the thread:
//   npm run bench -- own-records URL ['Agency 5']
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { acts } from '#db/acts.ts'
import { openDatabase } from '#db/open.ts'
import { keepWork, type OfficerActor } from '#db/work.ts'
import { findPartnershipById } from '#jobs/outbox.ts'
import { writeOrderedOf } from '#rooms/leaving/index.ts'
import { folderStore } from '#web/file-store.ts'

const [url, agency = 'Agency 5'] = process.argv.slice(2)
if (url === undefined) throw new Error('Say which database: npm run bench -- own-records URL')
const say = (line: string): void => { process.stdout.write(`${line}\n`) }
const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(0)} s`

const database = await openDatabase({ owner: { connectionString: url }, secret: 'only for a bench, kept nowhere else', say })
const { rows: [found] } = await database.owner.query<{ partnershipId: number; officerId: string; officerName: string; agencyId: string; agencyName: string; principals: number[] }>(`
  select a.partnership_id as "partnershipId", o.id as "officerId", o.name as "officerName", a.id as "agencyId", a.name as "agencyName", amity.principals_of(a.partnership_id, o.id, a.id) as principals
  from agencies a join posts x on x.partnership_id = a.partnership_id and x.agency_id = a.id join officers o on o.partnership_id = a.partnership_id and o.id = x.officer_id
    join roles r on r.partnership_id = a.partnership_id and r.id = x.role_id where a.short_name = $1 and 'authorise sharing' = any (r.acts) order by a.partnership_id limit 1`, [agency])
const partnership = found === undefined ? undefined : await findPartnershipById(database, found.partnershipId)
if (found === undefined || partnership === undefined) throw new Error(`Nobody of ${agency} may order its records`)
const { officerId, agencyId } = found
const actor: OfficerActor = { kind: 'officer', sessionId: null, assurance: 'second factor', acts, ...found }
const folder = mkdtempSync(path.join(tmpdir(), 'amity-own-records-'))
try {
  await keepWork(database, actor, { partnership, now: new Date(), purpose: 'a bench' }, work =>
    work.db.insertInto('agencyExports').values({ partnershipId: partnership.id, agencyId, orderedBy: officerId, orderedAt: work.now, because: 'A bench' }).execute())
  const began = performance.now()
  const far = setInterval(() => {
    void database.owner.query<{ doing: string; done: number }>(`select doing, done from agency_exports where state = 'writing' limit 1`).then(({ rows: [now] }) => { say(`${seconds(began)}: ${now?.doing ?? ''} ${now?.done ?? 0}, ${Math.round(process.memoryUsage.rss() / 1e6)} MB`) })
  }, 20_000)
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  await writeOrderedOf({ database, files: await folderStore(folder), clock: () => new Date() }, partnership.id)
  delay.disable()
  clearInterval(far)
  const { rows: [made] } = await database.owner.query<{ state: string; size: string }>('select state, size from agency_exports order by ordered_at desc limit 1')
  say(`${agency}: ${made?.state ?? ''}, ${Math.round(Number(made?.size ?? 0) / 1e6)} MB in ${seconds(began)}; the thread was held ${(delay.percentile(99) / 1e6).toFixed(1)} ms at p99, ${(delay.max / 1e6).toFixed(0)} at most; ${Math.round(process.memoryUsage.rss() / 1e6)} MB`)
} finally {
  rmSync(folder, { recursive: true, force: true })
  await database.close()
}
