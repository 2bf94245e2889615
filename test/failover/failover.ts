// Kills the primary again and again under twenty reporters and counts: npm run failover -- KILLS [SECONDS]. Debian's patroni, etcd-server, haproxy.
import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, openSync, readFileSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { openDatabase, type Database } from '#db/open.ts'
import { asGate } from '#jobs/outbox.ts'
import { verifyAudit } from '#jobs/verify-audit.ts'
import { PASSWORD, PORTS, startCluster, type Cluster, type Node } from './cluster.ts'
import { listen, tryReplica } from './replica.ts'
import { startReporters, type Heard, type Reporters } from './reporters.ts'
import { startResidents, type Residents } from './residents.ts'
import { foundTown } from './town.ts'

const SECRET = 'q8Zr1mYw3TnC5kLx7BvD9hGjF2sPaEuR'
/** Twenty in all. */
const CLIENTS = { open311: 12, form: 8 }
const LONGEST = 180_000
const say = (line: string): void => { process.stdout.write(`${line}\n`) }
const at = (port: number, user: string, database: string): pg.PoolConfig => ({ host: '127.0.0.1', port, user, password: PASSWORD, database })
const url = (port: number): string => `postgres://amity:${PASSWORD}@127.0.0.1:${port}/amity`

const makeDatabase = async (): Promise<void> => {
  const client = new pg.Client(at(PORTS.primary, 'postgres', 'postgres'))
  await client.connect()
  await client.query(`create role amity login createrole password '${PASSWORD}'`)
  await client.query('create database amity owner amity')
  await client.end()
}

/** @returns how to end it, which says whether it was still alive */
const startService = async (folder: string): Promise<() => boolean> => {
  const log = openSync(path.join(folder, 'service.log'), 'a')
  const child = spawn(process.execPath, ['--input-type=module', '-e', `import { main } from './dist/main.js'; await main(['serve'])`], {
    stdio: ['ignore', log, log],
    env: { ...process.env, DATABASE_URL: url(PORTS.primary), DATABASE_READ_URL: url(PORTS.replicas), AMITY_DATA: path.join(folder, 'data'), AMITY_SECRET: SECRET, AMITY_BASE_URL: `http://localhost:${PORTS.web}`, PORT: String(PORTS.web) },
  })
  let ended = false
  child.on('exit', () => { ended = true })
  while ((await fetch(`http://localhost:${PORTS.web}/health/ready`).catch(() => undefined))?.ok !== true) {
    if (ended) throw new Error(`The service did not start: ${readFileSync(path.join(folder, 'service.log'), 'utf8').slice(-2_000)}`)
    await pause(250)
  }
  return () => { child.kill('SIGKILL'); return !ended }
}

/** Milliseconds from the kill until Patroni had another primary, and until a report sent after the kill was acknowledged. */
type Outage = { readonly promoted: number; readonly whole: number }

const anotherStands = async (cluster: Cluster, victim: Node, killedAt: number): Promise<number> => {
  for (;;) {
    const leader = await cluster.leader()
    if (leader !== undefined && leader !== victim) return Date.now() - killedAt
    if (Date.now() - killedAt > LONGEST) throw new Error('No other primary stood within three minutes')
    await pause(100)
  }
}

const killOnce = async (cluster: Cluster, kept: () => readonly Heard[]): Promise<Outage> => {
  await cluster.whole()
  // A random moment in the work, not the quiet one after the check.
  await pause(500 + Math.random() * 1_500)
  const victim = await cluster.leader()
  if (victim === undefined) throw new Error('There is no primary')
  const killedAt = Date.now()
  cluster.kill(victim)
  const promoted = anotherStands(cluster, victim, killedAt)
  for (;;) {
    const first = kept().find(({ sentAt, heardAt }) => sentAt > killedAt && heardAt > killedAt)
    if (first !== undefined) {
      cluster.start(victim)
      return { promoted: await promoted, whole: first.heardAt - killedAt }
    }
    if (Date.now() - killedAt > LONGEST) throw new Error('The service did not come back within three minutes')
    await pause(20)
  }
}

/** Every acknowledged mark must stand in the table exactly once; others may, where only the answer was lost. */
const count = async (database: Database, kept: readonly Heard[]) => {
  const { rows } = await asGate(database, client => client.query<{ mark: string; n: number }>(`select substring(story from 'mark-f?[0-9]+-') as mark, count(*)::int as n from reports group by 1`))
  const there = new Map(rows.map(({ mark, n }) => [mark, n]))
  return {
    lost: kept.filter(({ mark }) => !there.has(mark)).map(({ mark }) => mark),
    twice: rows.filter(({ n }) => n > 1).map(({ mark }) => mark), keptUnacknowledged: there.size - kept.length,
  }
}

/** News and jobs that wait: the worker came back if they go. Given up when for a minute there are no fewer. @returns how many were left, and the seconds it took */
const drained = async (database: Database): Promise<{ readonly left: number; readonly seconds: number }> => {
  const began = Date.now()
  let [least, leastAt] = [Number.POSITIVE_INFINITY, began]
  for (;;) {
    const { rows } = await database.owner.query<{ n: number }>(`select count(*)::int as n from pgboss.job where name = 'news' and state in ('created', 'retry', 'active')`)
    const news = await asGate(database, client => client.query<{ n: number }>('select count(*)::int as n from outbox where handed_on_at is null'))
    const left = (rows[0]?.n ?? 0) + (news.rows[0]?.n ?? 0)
    if (left < least) [least, leastAt] = [left, Date.now()]
    if (left === 0 || Date.now() - leastAt > 60_000) return { left, seconds: Math.round((Date.now() - began) / 1000) }
    await pause(1_000)
  }
}

const inSeconds = (milliseconds: readonly number[]): string => {
  const sorted = milliseconds.toSorted((a, b) => a - b)
  const secondsAt = (part: number): string => ((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0) / 1000).toFixed(1)
  return `shortest ${secondsAt(0)} s, median ${secondsAt(0.5)} s, longest ${secondsAt(1)} s`
}
const load = (): string => `load ${loadavg().map(one => one.toFixed(1)).join(' ')}`

const killAgainAndAgain = async (cluster: Cluster, kept: () => readonly Heard[], { kills, seconds }: { readonly kills: number; readonly seconds: number }): Promise<readonly Outage[]> => {
  const [outages, beganAt]: [Outage[], number] = [[], Date.now()]
  for (let time = 1; time <= kills && Date.now() - beganAt < seconds * 1000; time += 1) {
    const outage = await killOnce(cluster, kept)
    outages.push(outage)
    say(`kill ${time}: another primary after ${(outage.promoted / 1000).toFixed(1)} s, a report acknowledged again after ${(outage.whole / 1000).toFixed(1)} s (${kept().length} so far; ${load()})`)
  }
  await cluster.whole()
  return outages
}

/** @returns whether all that was acknowledged is there once, and nobody was told of a fault of ours. */
const judged = async (database: Database, reporters: Reporters, residents: Residents, outages: readonly Outage[]): Promise<boolean> => {
  const { lost, twice, keptUnacknowledged } = await count(database, [...reporters.kept, ...residents.kept])
  const { left, seconds } = await drained(database)
  const { rows, findings } = await verifyAudit(database)
  const { requests, unavailable, unanswered, answered500 } = residents.tally
  const faults = [...residents.faults, ...[...reporters.refused].filter(([why]) => why !== '503').map(([why, n]) => `${n} times ${why}`)]
  say(`${outages.length} kills of the primary; ${reporters.kept.length + residents.kept.length} reports acknowledged (${reporters.kept.length} by Open311, ${residents.kept.length} by the form), ${lost.length} lost, ${twice.length} kept twice; ${keptUnacknowledged} kept whose answer was lost`)
  say(`until another primary stood: ${inSeconds(outages.map(({ promoted }) => promoted))}; until a report was acknowledged: ${inSeconds(outages.map(({ whole }) => whole))}`)
  say(`Open311 not acknowledged: ${JSON.stringify(Object.fromEntries(reporters.refused))}; of ${requests} requests of residents ${unavailable} told 503, ${answered500} another fault, ${unanswered} unanswered; faults: ${faults.length === 0 ? 'none' : faults.slice(0, 5).join('; ')}`)
  say(`news and jobs waiting at the end: ${left}, after ${seconds} s; audit trail: ${rows} records, ${findings.length} faults; ${load()}`)
  return lost.length === 0 && twice.length === 0 && left === 0 && findings.length === 0 && faults.length === 0 && answered500 === 0 && unanswered === 0
}

const [kills, seconds] = [Number(process.argv[2] ?? '10'), Number(process.argv[3] ?? '3600')]
const folder = mkdtempSync(path.join(tmpdir(), 'amity-failover-'))
// PostgreSQL runs as a user of its own, who must pass through.
chmodSync(folder, 0o711)
const cluster = await startCluster(path.join(folder, 'cluster'))
// Nothing of it is left behind, however it is ended.
let endService = (): boolean => true
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => { endService(); void cluster.stop().finally(() => process.exit(130)) })
say(`${cpus().length} cores, ${load()}; logs in ${folder}`)
try {
  await cluster.whole()
  await makeDatabase()
  const database = await openDatabase({ owner: at(PORTS.primary, 'amity', 'amity'), copy: at(PORTS.replicas, 'amity', 'amity'), secret: SECRET, say })
  await listen(at(PORTS.primary, 'postgres', 'postgres'), true)
  const town = await foundTown(database)
  endService = await startService(folder)
  const base = `http://localhost:${PORTS.web}`
  // What is wrong there is told, and the kills are shown all the same.
  const replicaHolds = await tryReplica({ cluster, database, town, base, folder, say, asSuperuser: node => at(cluster.portOf(node), 'postgres', 'postgres') })
    .then(() => true, (problem: unknown) => { say(`replica: ${problem instanceof Error ? problem.message : String(problem)}`); return false })
  await listen(at(PORTS.primary, 'postgres', 'postgres'), false)
  const [reporters, residents] = [startReporters(base, CLIENTS.open311), startResidents(base, CLIENTS.form)]
  await pause(3_000)
  const outages = await killAgainAndAgain(cluster, () => [...reporters.kept, ...residents.kept], { kills, seconds })
  await Promise.all([reporters.stop(), residents.stop()])
  const isWhole = await judged(database, reporters, residents, outages)
  if (!endService()) throw new Error('The service ended by itself')
  await database.close()
  if (!isWhole || !replicaHolds) process.exitCode = 1
} catch (problem) {
  say(problem instanceof Error ? problem.stack ?? problem.message : String(problem))
  process.exitCode = 1
} finally {
  endService()
  await cluster.stop()
}
process.exit()
