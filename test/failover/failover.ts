// Kills the primary again and again under twenty reporters and counts: npm run failover -- KILLS [SECONDS]. Debian's patroni, etcd-server, haproxy.
import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, openSync, readFileSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import pg from 'pg'
import { openDatabase, type Database } from '#db/open.ts'
import { keepWork, type Work } from '#db/work.ts'
import { asGate, findPartnershipById } from '#jobs/outbox.ts'
import { verifyAudit } from '#jobs/verify-audit.ts'
import { foundPartnership } from '#rooms/partnership/index.ts'
import { PASSWORD, PORTS, startCluster, type Cluster } from './cluster.ts'
import { startReporters, type Reporters } from './reporters.ts'

const SECRET = 'q8Zr1mYw3TnC5kLx7BvD9hGjF2sPaEuR'
const CLIENTS = 20
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

const setUp = async (): Promise<{ readonly database: Database; readonly id: number }> => {
  const database = await openDatabase({ owner: at(PORTS.primary, 'amity', 'amity'), copy: at(PORTS.replicas, 'amity', 'amity'), secret: SECRET, say })
  const { partnershipId: id } = await foundPartnership(database, {
    name: 'Failing over', hosts: ['localhost'], agency: { name: 'Council', shortName: 'Council', kind: 'council' }, officer: { name: 'Ada', email: 'ada@example.test', passwordHash: null },
  })
  const value = JSON.stringify({ postsNeedKey: false, publicReads: true, everyChannel: false, showWaiting: false, tellWords: false, gridMetres: 0, jurisdiction: '' })
  await asGate(database, client => client.query(`insert into settings (partnership_id, key, value) values ($1, 'open311', $2)`, [id, value]))
  return { database, id }
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

/** @returns milliseconds from the kill to the first acknowledgement of a report sent after it */
const killOnce = async (cluster: Cluster, reporters: Reporters): Promise<number> => {
  await cluster.whole()
  // A random moment in the work, not the quiet one after the check.
  await pause(500 + Math.random() * 1_500)
  const victim = await cluster.leader()
  if (victim === undefined) throw new Error('There is no primary')
  const killedAt = Date.now()
  cluster.kill(victim)
  for (;;) {
    const first = reporters.kept.find(({ sentAt, heardAt }) => sentAt > killedAt && heardAt > killedAt)
    if (first !== undefined) {
      cluster.start(victim)
      return first.heardAt - killedAt
    }
    if (Date.now() - killedAt > 180_000) throw new Error('The service did not come back within three minutes')
    await pause(20)
  }
}

/** Every acknowledged mark must stand in the table exactly once; others may, where only the answer was lost. */
const count = async (database: Database, reporters: Reporters) => {
  const { rows } = await asGate(database, client => client.query<{ mark: string; n: number }>(`select substring(story from 'mark-[0-9]+-') as mark, count(*)::int as n from reports group by 1`))
  const there = new Map(rows.map(({ mark, n }) => [mark, n]))
  return {
    acknowledged: reporters.kept.length, lost: reporters.kept.filter(({ mark }) => !there.has(mark)).map(({ mark }) => mark),
    twice: rows.filter(({ n }) => n > 1).map(({ mark }) => mark), keptUnacknowledged: there.size - reporters.kept.length,
  }
}

const drained = async (database: Database): Promise<number> => {
  const began = Date.now()
  for (;;) {
    const { rows } = await asGate(database, client => client.query<{ n: number }>('select count(*)::int as n from outbox where handed_on_at is null'))
    if (rows[0]?.n === 0 || Date.now() - began > 120_000) return rows[0]?.n ?? 0
    await pause(1_000)
  }
}

const isStandby = async (work: Work): Promise<boolean | undefined> => (await sql<{ yes: boolean }>`select pg_is_in_recovery() as yes`.execute(work.db)).rows[0]?.yes

/** The replica answers measures while it keeps up; a case never; and nobody notices when it is behind or away. */
const tryReplica = async (cluster: Cluster, database: Database, id: number): Promise<void> => {
  const partnership = await findPartnershipById(database, id)
  if (partnership === undefined) throw new Error('The partnership is gone')
  const ask = () => keepWork(database, { kind: 'system' }, { partnership, now: new Date(), purpose: 'a test' }, async work => [await isStandby(work), await work.aside(isStandby)] as const)
  const expectThat = async (what: string, here: boolean, aside: boolean): Promise<void> => {
    const found = await ask()
    if (found[0] !== here || found[1] !== aside) throw new Error(`${what}: expected ${String([here, aside])}, found ${String(found)}`)
    say(`replica ${what}: the work itself on the primary, figures from ${aside ? 'the replica' : 'the primary'}`)
  }
  await expectThat('keeping up', false, true)
  const leader = await cluster.leader()
  const others = ([1, 2, 3] as const).filter(node => node !== leader)
  const onEach = async (statement: string): Promise<void> => {
    for (const node of others) {
      const client = new pg.Client(at(cluster.portOf(node), 'postgres', 'postgres'))
      await client.connect()
      await client.query(statement)
      await client.end()
    }
  }
  await onEach('select pg_wal_replay_pause()')
  await asGate(database, client => client.query(`update partnerships set name = 'Failing over still' where id = $1`, [id]))
  await expectThat('behind', false, false)
  await onEach('select pg_wal_replay_resume()')
  await pause(2_000)
  await expectThat('keeping up again', false, true)
}

const [kills, seconds] = [Number(process.argv[2] ?? '10'), Number(process.argv[3] ?? '3600')]
const beganAt = Date.now()
const folder = mkdtempSync(path.join(tmpdir(), 'amity-failover-'))
// PostgreSQL runs as a user of its own, who must pass through.
chmodSync(folder, 0o711)
const cluster = await startCluster(path.join(folder, 'cluster'))
// Nothing of it is left behind, however it is ended.
let endService = (): boolean => true
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => { endService(); void cluster.stop().finally(() => process.exit(130)) })
say(`${cpus().length} cores, load ${loadavg().map(one => one.toFixed(1)).join(' ')}; logs in ${folder}`)
try {
  await cluster.whole()
  await makeDatabase()
  const { database, id } = await setUp()
  const stopService = await startService(folder)
  endService = stopService
  await tryReplica(cluster, database, id)
  const reporters = startReporters(`http://localhost:${PORTS.web}`, CLIENTS)
  await pause(3_000)
  const outages: number[] = []
  for (let time = 1; time <= kills && Date.now() - beganAt < seconds * 1000; time += 1) {
    outages.push(await killOnce(cluster, reporters))
    say(`kill ${time}: ${((outages.at(-1) ?? 0) / 1000).toFixed(1)} s until a report was acknowledged again (${reporters.kept.length} so far)`)
  }
  await cluster.whole()
  await reporters.stop()
  const { acknowledged, lost, twice, keptUnacknowledged } = await count(database, reporters)
  const left = await drained(database)
  const { rows, findings } = await verifyAudit(database)
  const sorted = outages.toSorted((a, b) => a - b)
  say(`${outages.length} kills of the primary; ${acknowledged} reports acknowledged, ${lost.length} lost, ${twice.length} kept twice; ${keptUnacknowledged} kept whose answer was lost`)
  say(`outage: shortest ${(sorted[0] ?? 0) / 1000} s, median ${(sorted[Math.floor(sorted.length / 2)] ?? 0) / 1000} s, longest ${(sorted.at(-1) ?? 0) / 1000} s; not acknowledged: ${JSON.stringify(Object.fromEntries(reporters.refused))}`)
  say(`news not handed on at the end: ${left}; audit trail: ${rows} records, ${findings.length} faults; load ${loadavg().map(one => one.toFixed(1)).join(' ')}`)
  if (!stopService()) throw new Error('The service ended by itself')
  await database.close()
  if (lost.length > 0 || twice.length > 0 || left > 0 || findings.length > 0) process.exitCode = 1
} finally {
  endService()
  await cluster.stop()
}
process.exit()
