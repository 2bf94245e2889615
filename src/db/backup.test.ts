// A back-up restores to exactly what it was made from, and refuses whatever is not whole or not empty.
import { createHash, randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { PoolConfig } from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { dropDatabase, newDatabase, onServer } from '#test/harness/databases.ts'
import { entriesOf, wholeOf } from './archive.ts'
import { backUp } from './backup.ts'
import { tablesOf } from './backup-format.ts'
import { folderFiles } from './folder-files.ts'
import { openDatabase } from './open.ts'
import { restore } from './restore.ts'

const { owner: server, secret } = inject('database')
const folder = mkdtempSync(path.join(tmpdir(), 'amity backup '))
const made: string[] = []
const quiet = (): void => undefined
const awkward = 'tab\t line\n back\\slash \\N "quotes" Łódź 🏘 مرحبا'

const newOne = async (copied?: string): Promise<PoolConfig> => {
  const config = await newDatabase(server, copied)
  made.push(config.database)
  return config
}

/** A digest of every row of every table, and the number of rows, as the gate sees them. */
const digestOf = (config: PoolConfig): Promise<Readonly<Record<string, string>>> =>
  onServer(config, async client => {
    await client.query('begin; set local role amity_gate')
    const digests: Record<string, string> = {}
    for (const { schema, name } of await tablesOf(client)) {
      if (name === 'migrations') continue
      const { rows } = await client.query<{ row: string }>(`select t::text as row from ${schema}.${name} t order by 1`)
      digests[name] = `${rows.length} ${createHash('sha256').update(rows.map(({ row }) => row).join('\n')).digest('hex')}`
    }
    return digests
  })

/** Constraints, triggers (and whether they fire) and row security: a restored database must be no weaker. */
const shapeOf = (config: PoolConfig): Promise<readonly unknown[]> =>
  onServer(config, async client => {
    const { rows } = await client.query(`
      select conrelid::regclass::text as t, conname as name, pg_get_constraintdef(oid) as definition from pg_constraint where conrelid <> 0 and contype <> 'n'
      union all select tgrelid::regclass::text, tgname, tgenabled::text from pg_trigger where not tgisinternal
      union all select oid::regclass::text, 'row security', concat(relrowsecurity, relforcerowsecurity) from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
      order by 1, 2, 3`)
    return rows
  })

let source: PoolConfig
const sourceFiles = path.join(folder, 'source')
const good = path.join(folder, 'good.amity')
const options = () => ({ owner: source, files: folderFiles(sourceFiles), progress: quiet })

beforeAll(async () => {
  source = await newOne(inject('database').migrated)
  await (await openDatabase({ owner: source, secret, say: quiet })).close()
  await onServer(source, async client => {
    await client.query('begin; set local role amity_gate')
    await client.query('insert into partnerships (id, name) overriding system value values (7, $1)', [awkward])
    await client.query(`insert into agencies (partnership_id, name, short_name, kind, opening_hours) values (7, $1, 'A', 'council', '{"mon":[9,17]}')`, [awkward])
    await client.query(`insert into outbox (partnership_id, name, about, handed_on_at) values (7, 'case opened', '{}', now())`)
    // More than one piece of four megabytes, so that the cut between pieces is tried too.
    await client.query(`insert into places (partnership_id, kind, address) select 7, 'home', n || repeat(' Long Street', 35) from generate_series(1, 12000) n`)
    await client.query('commit')
  })
  mkdirSync(path.join(sourceFiles, '2026-01'), { recursive: true })
  mkdirSync(path.join(sourceFiles, 'incoming'))
  writeFileSync(path.join(sourceFiles, '2026-01', 'a-picture'), randomBytes(3_000_001))
  writeFileSync(path.join(sourceFiles, '2026-01', 'empty'), '')
  writeFileSync(path.join(sourceFiles, 'incoming', 'half'), 'half an upload')
  chmodSync(sourceFiles, 0o700)
  await backUp({ ...options(), to: good })
})

afterAll(async () => {
  for (const name of made) await dropDatabase(server, name)
  rmSync(folder, { recursive: true, force: true })
})

const restoreInto = async (target: PoolConfig, from: string, files: string) => restore({ owner: target, from, files: folderFiles(files), progress: quiet })

test('everything comes back as it was: rows, files, constraints, triggers, row security', async () => {
  const target = await newOne()
  const files = path.join(folder, 'target')
  const result = await restoreInto(target, good, files)
  expect(result.files).toBe(2)
  expect(result.rows).toBeGreaterThan(12_000)
  const [before, after] = await Promise.all([digestOf(source), digestOf(target)])
  const { outbox: outboxBefore, ...restBefore } = before
  const { outbox: outboxAfter, ...restAfter } = after
  expect(restAfter).toEqual(restBefore)
  // News handed to a queue that is not in the back-up is handed on again.
  expect(outboxAfter?.split(' ')[0]).toBe(outboxBefore?.split(' ')[0])
  expect(outboxAfter).not.toBe(outboxBefore)
  expect(await shapeOf(target)).toEqual(await shapeOf(source))
  expect(readFileSync(path.join(files, '2026-01', 'a-picture'))).toEqual(readFileSync(path.join(sourceFiles, '2026-01', 'a-picture')))
  expect(readdirSync(files)).toEqual(['2026-01'])
  // It opens as any database does, and new rows get new numbers.
  const opened = await openDatabase({ owner: target, secret, say: quiet })
  await opened.close()
})

test('what somebody else keeps in the same database is not taken along, is told of, and stands in the way of no restore', async () => {
  const [shared, target] = [await newOne(), await newOne()]
  await restoreInto(shared, good, path.join(folder, 'shared'))
  const theirs = 'create schema reporting; create table reporting.figures (n serial primary key); insert into reporting.figures select from generate_series(1, 3)'
  await onServer(shared, client => client.query(`${theirs}; create table public.their_list (n serial primary key); insert into public.their_list select from generate_series(1, 3); grant select on public.their_list to amity_gate`))
  // As PostGIS brings its table of projections along.
  await onServer(shared, client => client.query('create table public.projections (n int); alter extension pg_trgm add table public.projections'))
  const to = path.join(folder, 'shared.amity')
  expect((await backUp({ owner: shared, files: folderFiles(sourceFiles), to, progress: quiet })).others).toEqual(['reporting.figures'])
  await onServer(target, client => client.query(theirs))
  const files = path.join(folder, 'from shared')
  const result = await restoreInto(target, to, files)
  // A table among ours is told from them by who makes it: no step of ours does.
  expect(result.leftOut).toEqual(['public.their_list'])
  expect(result.manifest.tables).not.toHaveProperty('public.projections')
  expect(result.files).toBe(2)
  const { their_list: _, ...before } = await digestOf(shared)
  expect({ ...await digestOf(target), outbox: '' }).toEqual({ ...before, outbox: '' })
  expect(await onServer(target, async client => (await client.query('select count(*)::int as n from reporting.figures')).rows)).toEqual([{ n: 3 }])
})

test('the archive begins with what it is and ends with what is in it', async () => {
  const names: string[] = []
  let head: unknown
  for await (const entry of entriesOf(good)) {
    names.push(entry.name)
    if (entry.name === 'amity.json') head = JSON.parse((await wholeOf(entry)).toString())
  }
  expect(head).toMatchObject({ format: 1 })
  expect(names[0]).toBe('amity.json')
  expect(names.at(-1)).toBe('manifest.json')
  expect(names.filter(name => name.startsWith('tables/public.places/')).length).toBeGreaterThan(1)
  expect(names).not.toContain('files/incoming/half')
})

test('a database that holds anything is refused', async () => {
  await expect(restoreInto(source, good, path.join(folder, 'refused'))).rejects.toThrow('The database is not empty.')
})

test.each([
  ['cut off', (bytes: Buffer) => bytes.subarray(0, Math.floor(bytes.length / 2))],
  ['with one byte changed', (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 100_000), Buffer.from([(bytes[100_000] ?? 0) ^ 255]), bytes.subarray(100_001)])],
  ['that is something else', () => Buffer.from('dear diary')],
  ['that is empty', () => Buffer.alloc(0)],
])('a file %s is refused and leaves nothing behind', async (name, spoil) => {
  const bad = path.join(folder, `${name}.amity`)
  writeFileSync(bad, spoil(readFileSync(good)))
  const target = await newOne()
  await expect(restoreInto(target, bad, path.join(folder, 'bad'))).rejects.toThrow(/^This back-up is damaged or incomplete/)
  expect(readdirSync(folder).filter(entry => entry.startsWith('bad'))).toEqual([])
  expect(await onServer(target, tablesOf)).toEqual([])
})

test('a stopped back-up leaves no file', async () => {
  const stop = new AbortController()
  const to = path.join(folder, 'stopped.amity')
  await expect(backUp({ ...options(), to, signal: stop.signal, progress: line => { if (line.includes('places')) stop.abort() } })).rejects.toThrow('aborted')
  expect(readdirSync(folder).filter(name => name.startsWith('stopped'))).toEqual([])
})

test('an empty database has nothing to back up', async () => {
  await expect(backUp({ owner: await newOne(), files: folderFiles(folder), to: path.join(folder, 'none'), progress: quiet })).rejects.toThrow('There is nothing to back up')
})
