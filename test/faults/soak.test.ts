// Mixed work for a long while: latency, memory, connections and table bloat, sampled, with their slopes. `npm run faults -- soak 60`
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { asked, say, SEED } from './chance.ts'
import { leftWhole, untilQuiet } from './left-whole.ts'
import { openPostBox } from './post-box.ts'
import { openService, residentBytes, type Service } from './service.ts'
import { setToWork, type Ledger } from './workload.ts'

const MINUTES = asked('AMITY_FAULTS_MINUTES', 0.1)
const isLong = MINUTES >= 5
const SAMPLES = isLong ? Math.round(MINUTES * 2) : 4

type Sample = { readonly minute: number; readonly requests: number; readonly p50: number; readonly p99: number; readonly webMB: number; readonly workerMB: number; readonly connections: number; readonly deadShare: number; readonly deadRows: number; readonly databaseMB: number }

const quantile = (sorted: readonly number[], share: number): number => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0)

const DATABASE = `select (select count(*)::int from pg_stat_activity where datname = current_database()) as connections, coalesce(sum(n_dead_tup), 0)::int as dead, coalesce(sum(n_live_tup), 0)::int as live,
  pg_database_size(current_database())::bigint as bytes from pg_stat_user_tables`

const sample = async (service: Service, { tally }: Ledger, minute: number): Promise<Sample> => {
  const each = tally.each.splice(0).toSorted((a, b) => a - b)
  const { rows } = await service.database.owner.query<{ connections: number; dead: number; live: number; bytes: number }>(DATABASE)
  const { connections = 0, dead = 0, live = 1, bytes = 0 } = rows[0] ?? {}
  const megabytes = (part: 'web' | 'worker'): number => Math.round((residentBytes(service.pid(part)) ?? 0) / 1e6)
  return { minute: Math.round(minute * 10) / 10, requests: each.length, p50: quantile(each, 0.5), p99: quantile(each, 0.99), webMB: megabytes('web'), workerMB: megabytes('worker'), connections, deadShare: Math.round(dead / Math.max(1, dead + live) * 1000) / 1000, deadRows: dead, databaseMB: Math.round(bytes / 1e6) }
}

/** By least squares, in the unit of the value for each hour. */
const slopeOf = (samples: readonly Sample[], name: keyof Sample): number => {
  const n = samples.length
  const [x, y] = [samples.reduce((sum, one) => sum + one.minute, 0) / n, samples.reduce((sum, one) => sum + one[name], 0) / n]
  const [up, across] = samples.reduce(([a, b], one) => [a + (one.minute - x) * (one[name] - y), b + (one.minute - x) ** 2], [0, 0])
  return across === 0 ? 0 : Math.round(up / across * 60 * 10) / 10
}

test(`${MINUTES} minutes of mixed work: everything acknowledged is there, and nothing grows that should not`, async () => {
  const box = await openPostBox()
  const service = await openService({ settings: { AMITY_MAIL: box.url, AMITY_MAIL_FROM: 'Neighbourhood team <team@example.test>' } })
  try {
    const working = setToWork(service, { seed: SEED, clients: { report: 6, upload: 3, import: isLong ? 0 : 1, close: 3, message: 2 }, think: isLong ? [1_000, 4_000] : [100, 400], rows: 200 })
    const samples: Sample[] = []
    for (let n = 1; n <= SAMPLES; n += 1) {
      await pause(MINUTES * 60_000 / SAMPLES)
      samples.push(await sample(service, working.ledger, n * MINUTES / SAMPLES))
      if (isLong) say(JSON.stringify(samples.at(-1)))
    }
    // A slow machine needs longer than the short form lasts.
    for (let waits = 0; working.ledger.reports.length === 0 && waits < 1_000; waits += 1) await pause(100)
    working.stop()
    await working.done
    await untilQuiet(service, 300)
    const { wrong, counts } = await leftWhole(service, working.ledger, box)
    const warm = samples.slice(Math.floor(samples.length / 4))
    const slopes = Object.fromEntries((['p50', 'p99', 'webMB', 'workerMB', 'connections', 'deadRows', 'deadShare'] as const).map(name => [`${name} an hour`, slopeOf(warm, name)]))
    say(JSON.stringify({ minutes: MINUTES, seed: SEED, samples: samples.length, requests: working.ledger.tally.requests, first: warm[0], last: warm.at(-1), slopes, ...counts }, undefined, 1))
    expect(wrong.slice(0, 20)).toEqual([])
    expect(working.ledger.tally.answered500 + working.ledger.tally.unavailable).toBe(0)
    expect(working.ledger.reports.length).toBeGreaterThan(0)
    // Web's and worker's pools, the queue's own, and this test's: whatever is opened is bounded.
    expect(Math.max(...samples.map(({ connections }) => connections))).toBeLessThanOrEqual(80)
    // A warm process that still grows by half in a few minutes would not last a week.
    expect(!isLong || Math.min(...samples.slice(-5).map(({ webMB }) => webMB)) < Math.max(...warm.slice(0, 5).map(({ webMB }) => webMB)) * 1.3).toBe(true)
  } finally {
    await service.close()
    await box.close()
  }
}, 4 * 3_600_000)
