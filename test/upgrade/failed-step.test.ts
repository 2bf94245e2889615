// An upgrade is whole or nothing: when a step fails, is cut off, or finds the disk full, the version before opens the database as it was.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { migrate, migrationOf, migrations, type Migration, type MigrateOptions } from '#db/migrate.ts'
import { openDatabase, ownersPool } from '#db/open.ts'
import { restore } from '#db/restore.ts'
import { folderFiles } from '#db/folder-files.ts'
import { backUpBefore } from '#src/back-up-before.ts'
import { dropDatabase, newDatabase } from '#test/harness/databases.ts'
import { scratchFolder } from '#test/harness/scratch.ts'

const { owner: server, secret } = inject('database')
const quiet = (): void => undefined
const made: string[] = []
let config: pg.PoolConfig & { readonly database: string }
let pool: pg.Pool

const emptyDatabase = async () => {
  const fresh = await newDatabase(server)
  made.push(fresh.database)
  return fresh
}
beforeAll(async () => {
  config = await emptyDatabase()
  const opened = await openDatabase({ owner: config, secret, say: quiet })
  await opened.close()
  pool = ownersPool({ ...config, max: 3 })
  await pool.query(`begin; set local role amity_gate; insert into partnerships (id, name) overriding system value values (7, 'Borough'); insert into places (partnership_id, kind, address) select 7, 'home', n || ' Long Street' from generate_series(1, 300) n; commit`)
})
afterAll(async () => {
  await pool.end()
  for (const name of made) await dropDatabase(server, name)
})

/** The rows of what the upgrade would touch, and everything the database is made of. */
const state = async (): Promise<string> => {
  const hash = createHash('sha256')
  for (const asked of [
    'select t::text as x from places t order by 1', 'select t::text as x from migrations t order by 1',
    `select concat_ws(' ', c.oid::regclass, c.relkind, c.relacl, c.relforcerowsecurity) as x from pg_class c where c.relnamespace in ('public'::regnamespace, 'amity'::regnamespace) order by 1`,
    `select concat_ws(' ', attrelid::regclass, attname, atttypid, attnotnull) as x from pg_attribute a join pg_class c on c.oid = a.attrelid where c.relnamespace = 'public'::regnamespace and attnum > 0 order by 1`,
    `select concat_ws(' ', p.oid::regprocedure, md5(p.prosrc), p.proacl, p.proowner) as x from pg_proc p where p.pronamespace = 'amity'::regnamespace order by 1`,
    `select concat_ws(' ', polrelid::regclass, polname, pg_get_expr(polqual, polrelid)) as x from pg_policy order by 1`,
    `select concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid)) as x from pg_constraint where connamespace = 'public'::regnamespace order by 1`,
  ]) {
    const { rows } = await pool.query<{ x: string }>(asked)
    for (const { x } of rows) hash.update(`${x}\n`)
  }
  return hash.digest('hex')
}

/** A next version: a step that works (and leaves a role, a deferred check and a search path behind), then one that does not. */
const nextVersion = (bad: string): readonly Migration[] => [
  ...migrations(),
  migrationOf('9001-well.sql', `create table next_things (partnership_id int not null, id uuid primary key); select amity.protect('next_things', false);
    alter table places add column next text; set local role amity_gate; update places set next = address`),
  migrationOf('9002-not.sql', bad), migrationOf('9003-never.sql', 'create table never_made ()'),
]
const upgrade = (bad: string, more: Partial<MigrateOptions> = {}): Promise<void> => migrate(pool, { say: quiet, known: nextVersion(bad), ...more })
const oldVersionOpens = async (): Promise<void> => {
  const opened = await openDatabase({ owner: config, secret, say: quiet })
  await opened.close()
}

test.each([
  ['is wrong', 'select 1 / 0', /could not be brought up to date: division by zero \(in 9002-not\.sql\)\. Nothing was changed, and the version before this one still opens it/],
  ['cannot be read', 'create tabel x ()', /syntax error/],
  ['meets a row it does not allow', `alter table places add constraint never check (kind <> 'home')`, /violated by some row/],
  ['finds the disk full', `do $$ begin raise exception 'could not extend file "base/1/2": No space left on device' using errcode = '53100'; end $$`, /up to date: the disk is full \(in 9002/],
  ['puts off a check that then fails', 'create table late (id int unique deferrable initially deferred); insert into late values (1), (1)', /duplicate key/],
])('a step that %s changes nothing', async (_, bad, sentence) => {
  const before = await state()
  await expect(upgrade(bad)).rejects.toThrow(sentence)
  expect(await state()).toBe(before)
  await oldVersionOpens()
  expect(await state()).toBe(before)
})

test('a connection cut in the middle of a step changes nothing', async () => {
  const before = await state()
  const running = upgrade('select pg_sleep(60)')
  const failed = running.then(() => 'it went through', (problem: unknown) => (problem instanceof Error ? problem.message : ''))
  for (;;) {
    const { rowCount } = await pool.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like '%pg_sleep(60)%' and pid <> pg_backend_pid()`)
    if (rowCount !== null && rowCount > 0) break
    await pause(50)
  }
  expect(await failed).toMatch(/Nothing was changed/)
  expect(await state()).toBe(before)
  await oldVersionOpens()
})

test('the back-up comes first, once, and is what was there; when it cannot be made, nothing is changed', async () => {
  const dataFolder = scratchFolder('upgrade')
  const files = { folder: path.join(scratchFolder('upgrade-files'), 'shared') }
  mkdirSync(files.folder)
  writeFileSync(path.join(files.folder, 'photo'), 'a photo')
  const said: string[] = []
  const before = (settings: Partial<Parameters<typeof backUpBefore>[0]> = {}) =>
    backUpBefore({ dataFolder, files, backUps: undefined, backUpBeforeUpgrade: true, ...settings }, config, line => { said.push(line) }, () => new Date())
  const was = await state()
  await expect(upgrade('select 1 / 0', { say: line => { said.push(line) }, beforeUpgrade: before() })).rejects.toThrow('division by zero')
  expect(said).toEqual(['Bringing the database up to date: 3 steps, to 9003-never.', 'Backing up first…', expect.stringMatching(/^Backed up into .*before-upgrade-.*\.amity\.$/)])
  const [name = ''] = readdirSync(path.join(dataFolder, 'before-upgrade'))
  const target = await emptyDatabase()
  expect(await restore({ owner: target, from: path.join(dataFolder, 'before-upgrade', name), files: folderFiles(path.join(dataFolder, 'restored')), progress: quiet })).toMatchObject({ files: 1 })

  const elsewhere = { folder: path.join(dataFolder, 'not mounted'), recipient: undefined, hours: [2], keep: { daily: 1, weekly: 0, monthly: 0 }, trial: 'never' as const }
  await expect(upgrade('select 1', { beforeUpgrade: before({ backUps: elsewhere }) })).rejects.toThrow(/^The back-up before the upgrade could not be made: there is no folder .*not mounted\. Nothing was changed\./)
  expect(await state()).toBe(was)
  expect(existsSync(elsewhere.folder)).toBe(false)

  for (let time = 0; time < 3; time += 1) {
    await pause(1_100)
    await expect(upgrade('select 1 / 0', { beforeUpgrade: before() })).rejects.toThrow('division by zero')
  }
  expect(readdirSync(path.join(dataFolder, 'before-upgrade'))).toHaveLength(2)
  expect(before({ backUpBeforeUpgrade: false })).toBeUndefined()
  // Files in a store are left out of this one alone: nothing is asked of the store.
  const objects = { endpoint: 'http://127.0.0.1:9', region: 'r', bucket: 'b', prefix: '', keyId: 'k', key: 's', encryption: undefined }
  await expect(upgrade('select 1 / 0', { beforeUpgrade: before({ files: { objects } }) })).rejects.toThrow('division by zero')
  expect(said.at(-1)).toMatch(/^Backed up into .*, without the files: they rest in their store, and an upgrade does not touch them\.$/)
}, 120_000)

test('nothing is backed up where there is nothing, or nothing waits; and a whole upgrade goes through', async () => {
  let asked = 0
  const beforeUpgrade = (): Promise<void> => { asked += 1; return Promise.resolve() }
  const fresh = await emptyDatabase()
  const empty = await openDatabase({ owner: fresh, secret, say: quiet, beforeUpgrade })
  await empty.close()
  await migrate(pool, { say: quiet, beforeUpgrade })
  expect(asked).toBe(0)
  await upgrade('select 1', { beforeUpgrade })
  expect(asked).toBe(1)
  const { rows } = await pool.query<{ n: number; owner: string }>(`select (select count(*)::int from migrations where name like '900%') as n, pg_get_userbyid(relowner) as owner from pg_class where relname = 'never_made'`)
  expect(rows).toEqual([{ n: 3, owner: server.user }])
  await expect(oldVersionOpens()).rejects.toThrow('This database was last used by a newer Amity (it has 9003-never.sql')
})
