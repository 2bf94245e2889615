// Loads real casework as cases of a partnership made for it, accounts for every row, and measures rows a second and memory.
// DATABASE_URL=<an empty scratch database> node bench/run.mjs import FILE.csv.gz
import { createReadStream, readFileSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { createGunzip } from 'node:zlib'
import { parse } from 'csv-parse'
import { openDatabase } from '#db/open.ts'
import { findPartnershipById } from '#jobs/outbox.ts'
import { foundPartnership } from '#rooms/partnership/found.ts'
import { importFile, readMap } from '#rooms/imports/index.ts'

const [file] = process.argv.slice(2)
const url = process.env['DATABASE_URL']
if (file === undefined || url === undefined) throw new Error('DATABASE_URL=… node bench/run.mjs import FILE.csv.gz')

const DAY = 86_400_000
const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle] ?? 0 : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}

/** Counted straight off the file: nothing of the product but the CSV package. */
const countDirectly = async (path: string): Promise<{ readonly rows: number; readonly closed: Map<string, number[]> }> => {
  const closed = new Map<string, number[]>()
  const seen = new Set<string>()
  let rows = 0
  for await (const record of createReadStream(path).pipe(createGunzip()).pipe(parse({ columns: true })) as AsyncIterable<Record<string, string>>) {
    rows += 1
    const { unique_key: key = '', opendate = '', closedate = '', complaint_type: type = '' } = record
    // A key that stands twice with other words is refused the second time; the median of all counts it nevertheless.
    const isFirst = !seen.has(key)
    seen.add(key)
    if (closedate === '') continue
    const days = (Date.parse(closedate) - Date.parse(opendate)) / DAY
    for (const group of isFirst ? ['all', type] : ['all']) (closed.get(group) ?? closed.set(group, []).get(group) ?? []).push(days)
  }
  return { rows, closed }
}

const database = await openDatabase({ owner: { connectionString: url }, secret: 'a bench is no secret', say: line => console.log(line) })
const name = `Demonstration: New York council casework ${Date.now()}`
const founded = await foundPartnership(database, {
  name, hosts: [`new-york-${Date.now()}.demonstration.localhost`], isDemonstration: true,
  agency: { name: 'New York City Council casework (demonstration)', shortName: 'NYC demonstration', kind: 'council' },
  officer: { name: 'Demonstration Administrator', email: 'demonstration@amity.example', passwordHash: null },
})
const partnership = await findPartnershipById(database, founded.partnershipId)
const read = readMap(JSON.parse(readFileSync('bench/nyc-map.json', 'utf8')))
if (partnership === undefined || !read.ok) throw new Error('The bench is not set up')
let peak = 0
const watch = setInterval(() => { peak = Math.max(peak, process.memoryUsage.rss()) }, 100)
const running = { database, partnership, clock: () => new Date(), progress: (line: string) => { if (/0000 of/.test(line)) console.log(line) } }
const began = performance.now()
const done = await importFile(running, { path: file, map: read.map, allOrNothing: false, officerEmail: undefined })
const seconds = (performance.now() - began) / 1000
clearInterval(watch)
const again = await importFile(running, { path: file, map: read.map, allOrNothing: false, officerEmail: undefined })

const direct = await countDirectly(file)
const { rows: medians } = await database.owner.query<{ type: string; median: number; n: number }>(`select 'all' as type, percentile_cont(0.5) within group (order by (closed_at at time zone 'Europe/London')::date - (opened_at at time zone 'Europe/London')::date) as median, count(*)::int as n
  from cases where partnership_id = $1 and status = 'closed' union all
  select coalesce(imported_values ->> 'complaint_type', ''), percentile_cont(0.5) within group (order by (closed_at at time zone 'Europe/London')::date - (opened_at at time zone 'Europe/London')::date), count(*)::int
  from cases where partnership_id = $1 and status = 'closed' group by 1`, [partnership.id])
const unlike = medians.filter(row => median(direct.closed.get(row.type) ?? []) !== Number(row.median))
const { added, alreadyThere, refused, rowsDone } = done.import
const result = {
  on: new Date().toISOString().slice(0, 10), machine: `${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), ${(totalmem() / 1e9).toFixed(0)} GB`,
  rows: direct.rows, rowsDone, added, alreadyThere, refused, accountedFor: direct.rows === added + alreadyThere + refused, again: again.did,
  seconds: Math.round(seconds), rowsPerSecond: Math.round(rowsDone / seconds), peakMegabytes: Math.round(peak / 1e6),
  medianDaysAll: median(direct.closed.get('all') ?? []), medianGroups: medians.length, mediansUnlikeTheFile: unlike.map(row => ({ ...row, direct: median(direct.closed.get(row.type) ?? []), directN: direct.closed.get(row.type)?.length ?? 0 })),
}
console.log(JSON.stringify(result, undefined, 2))
writeFileSync(join(tmpdir(), 'amity-bench-import.json'), JSON.stringify(result, undefined, 2))
await database.close()
