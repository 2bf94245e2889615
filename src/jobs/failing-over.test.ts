// An address that leads to a standby for a while, as in the moment of a failover: no pool keeps such a connection, and worker and pages go on by themselves.
import { afterEach, beforeEach, expect, inject, test } from 'vitest'
import type { PoolConfig } from 'pg'
import { asThePrimary, openDatabase, type Database } from '#db/open.ts'
import { keepWork } from '#db/work.ts'
import { dropDatabase, newMigrated, onServer } from '#test/harness/databases.ts'
import { foundPartnership } from '#rooms/partnership/found.ts'
import { news } from '#db/news.ts'
import { findPartnershipById } from './outbox.ts'
import { readsNews } from './readers.ts'
import { startWorker } from './worker.ts'

const server: PoolConfig = inject('database').owner
let own: PoolConfig & { readonly database: string }
let database: Database
beforeEach(async () => {
  own = await newMigrated(inject('database'))
  database = await openDatabase({ owner: own, secret: 'thirty-two characters for a test only', say: () => undefined })
}, 120_000)
afterEach(async () => {
  await database.close()
  await dropDatabase(server, own.database)
})

/** Every connection breaks, and each one made from now on says that it leads to a standby (or no longer). */
const turnsInto = (what: 'standby' | 'primary'): Promise<unknown> => onServer(own, async client => {
  await client.query('create schema if not exists pretended; create or replace function pretended.pg_is_in_recovery() returns boolean language sql as $$ select true $$; grant usage on schema pretended to public')
  await client.query(what === 'standby' ? `alter database ${own.database} set search_path = pretended, pg_catalog, public` : `alter database ${own.database} reset search_path`)
  await client.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()`, [own.database])
})
/** Connections that have stayed for longer than it takes to be refused. */
const stayed = (): Promise<number> => onServer(server, async client =>
  Number((await client.query<{ n: string }>(`select count(*) as n from pg_stat_activity where datname = $1 and backend_start < now() - interval '400 milliseconds'`, [own.database])).rows[0]?.n))

const happened = news<{ id: string }>('something happened in a test')

test('the pages and the owner are refused with the code of a server that only reads, and have their connections back afterwards', async () => {
  await database.owner.query('select 1')
  await turnsInto('standby')
  const asked = [() => database.owner.query('select 1'), () => database.web.selectFrom('partnerships').select('id').execute()]
  for (const ask of asked) await expect.poll(() => ask().then(() => 'answered', (problem: unknown) => problem instanceof Error && 'code' in problem ? problem.code : problem), { timeout: 10_000 }).toBe('25006')
  expect(database.connections()).toEqual({ web: { open: 0, idle: 0, asked: 0 }, owner: { open: 0, idle: 0, asked: 0 } })
  await turnsInto('primary')
  for (const ask of asked) await expect(ask()).resolves.toBeDefined()
})

test('the worker’s queue keeps no connection to a standby, and reads what was announced meanwhile', async () => {
  const { partnershipId } = await foundPartnership(database, { name: 'Testing', hosts: ['testing.test'], agency: { name: 'Council', shortName: 'Council', kind: 'council' }, officer: { name: 'Ada', email: 'ada@example.test', passwordHash: null } })
  const partnership = await findPartnershipById(database, partnershipId)
  if (partnership === undefined) throw new Error('The partnership is gone')
  const read: string[] = []
  const worker = await startWorker({ database, readers: [readsNews(happened, 'reads it', async (_work, { id }) => { read.push(id) })], schedules: [], clock: () => new Date(), baseUrl: 'http://testing.test', log: { error: () => undefined } })
  try {
    const announce = (id: string): Promise<void> => keepWork(database, { kind: 'system' }, { partnership, now: new Date(), purpose: 'a test' }, work => work.announce(happened, { id }))
    await announce('before')
    await expect.poll(() => read, { timeout: 20_000 }).toEqual(['before'])
    await turnsInto('standby')
    await expect.poll(stayed, { timeout: 20_000, interval: 300 }).toBe(0)
    await turnsInto('primary')
    await announce('after')
    await expect.poll(() => read, { timeout: 60_000 }).toEqual(['before', 'after'])
  } finally {
    await worker.stop()
  }
}, 120_000)

test('the queue connects as everybody does, encrypted where the address says so', () => {
  const ssl = { rejectUnauthorized: true }
  expect(asThePrimary({ host: 'db.test', port: 5433, user: 'amity', password: 'x', database: 'amity', ssl })).toMatchObject({ host: 'db.test', port: 5433, user: 'amity', password: 'x', database: 'amity', ssl, keepAlive: true })
  expect(asThePrimary({ host: 'db.test' })).not.toHaveProperty('ssl')
})
