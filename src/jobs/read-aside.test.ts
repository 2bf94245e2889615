// What is read aside comes from the replica once it has replayed all that the primary holds, and from the primary otherwise.
// A replica is the same database through connections that are told how far they have come: what real ones do, npm run failover shows.
import { afterEach, beforeEach, expect, inject, test } from 'vitest'
import { sql } from 'kysely'
import type { PoolConfig } from 'pg'
import { openDatabase, type Database } from '#db/open.ts'
import { keepWork, type SystemWork } from '#db/work.ts'
import { foundPartnership } from '#rooms/partnership/found.ts'
import { dropDatabase, newMigrated, onServer } from '#test/harness/databases.ts'
import { findPartnershipById } from './outbox.ts'

const server: PoolConfig = inject('database').owner
let own: PoolConfig & { readonly database: string }
let database: Database
let partnershipId: number
beforeEach(async () => {
  own = await newMigrated(inject('database'))
  database = await openDatabase({ owner: own, secret: 'thirty-two characters for a test only', say: () => undefined, copy: { ...own, options: '-c search_path=pretended,pg_catalog,public', application_name: 'the replica' } });
  ({ partnershipId } = await foundPartnership(database, { name: 'Testing', hosts: ['testing.test'], agency: { name: 'Council', shortName: 'Council', kind: 'council' }, officer: { name: 'Ada', email: 'ada@example.test', passwordHash: null } }))
}, 120_000)
afterEach(async () => {
  await database.close()
  await dropDatabase(server, own.database)
})

/** Each time it is asked how far it is, it counts. */
const replicaIs = (how: 'as far as the primary' | 'behind' | 'no replica at all'): Promise<unknown> => onServer(own, async client => {
  const says = { 'as far as the primary': 'pg_current_wal_lsn()', behind: `'0/1'::pg_lsn`, 'no replica at all': 'null::pg_lsn' }[how]
  await client.query(`create schema if not exists pretended; grant usage on schema pretended to public; create sequence if not exists pretended.asked; grant usage on sequence pretended.asked to public`)
  await client.query(`create or replace function pretended.pg_last_wal_replay_lsn() returns pg_lsn language sql volatile as $$ select nextval('pretended.asked'); select ${says} $$`)
})
const timesAsked = (): Promise<number> => onServer(own, async client => Number((await client.query<{ n: string }>('select case when is_called then last_value else 0 end as n from pretended.asked')).rows[0]?.n))

const whoAnswers = async (work: SystemWork): Promise<string> => (await sql<{ name: string }>`select current_setting('application_name') as name from partnerships where id = ${work.partnership.id}`.execute(work.db)).rows[0]?.name ?? 'nobody'
/** Who answers three questions put aside in one piece of work. */
const threeAside = async (): Promise<readonly boolean[]> => {
  const partnership = await findPartnershipById(database, partnershipId)
  if (partnership === undefined) throw new Error('The partnership is gone')
  return keepWork(database, { kind: 'system' }, { partnership, now: new Date(), purpose: 'a test' }, async work => {
    expect(await whoAnswers(work)).not.toBe('the replica')
    const answers: boolean[] = []
    for (let n = 0; n < 3; n += 1) answers.push(await work.aside(whoAnswers) === 'the replica')
    return answers
  })
}

test('a replica that keeps up answers what is put aside, in the same partnership’s name', async () => {
  await replicaIs('as far as the primary')
  expect(await threeAside()).toEqual([true, true, true])
})

test('one that is behind is waited for once in a piece of work, and asked again in the next', async () => {
  await replicaIs('behind')
  expect(await threeAside()).toEqual([false, false, false])
  const asked = await timesAsked()
  expect(asked).toBeGreaterThan(0)
  await replicaIs('as far as the primary')
  expect(await threeAside()).toEqual([true, true, true])
  expect(await timesAsked()).toBe(asked + 3)
})

test('an address that leads to no replica is never read from', async () => {
  await replicaIs('no replica at all')
  expect(await threeAside()).toEqual([false, false, false])
  expect(await timesAsked()).toBe(1)
})
