// The bench's seed is the service's own work: what COPY wrote past the triggers is what they would have written, and the pages show it.
import type pg from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openDatabase, type Database } from '#db/open.ts'
import { allDoors } from '#src/app.ts'
import { rooms } from '#src/rooms.ts'
import { folderStore } from '#web/file-store.ts'
import { buildServer } from '#web/serve.ts'
import { tokenOf, type Office } from '../../bench/seed/office.ts'
import { TABLES } from '../../bench/seed/load.ts'
import { brokenReferences, wrongKept } from '../../bench/seed/prove.ts'
import { seed, sizesOf, type Seeded, type Seeding } from '../../bench/seed/seed.ts'
import { dropDatabase, newMigrated } from '../harness/databases.ts'
import { scratchFolder } from '../harness/scratch.ts'
import { visitor, type Visitor } from '../harness/visitor.ts'

const NOW = new Date('2026-06-02T09:00:00Z')
const CASES = 200
type Opened = { readonly database: Database; readonly name: string }
const opened: Opened[] = []
const open = async (): Promise<pg.Pool> => {
  const made = await newMigrated(inject('database'))
  const database = await openDatabase({ owner: made, secret: inject('database').secret, say: () => undefined })
  opened.push({ database, name: made.database })
  return database.owner
}
const seeding = (pool: pg.Pool, more: Partial<Seeding> = {}): Seeding =>
  ({ pool, cases: CASES, partnerships: 1, now: NOW, say: () => undefined, progress: () => undefined, signal: new AbortController().signal, ...more })

let [past, through]: readonly [pg.Pool?, pg.Pool?] = []
let office: Office | undefined
let [stopped, resumed, half]: readonly [Seeded?, Seeded?, number?] = []
const given = <T>(value: T | undefined): T => { if (value === undefined) throw new Error('Not set up'); return value }

beforeAll(async () => {
  past = await open()
  const stop = new AbortController()
  stopped = await seed(seeding(past, { chunk: 50, signal: stop.signal, progress: () => stop.abort() }))
  half = (await past.query<{ n: number }>('select count(*)::int as n from cases')).rows[0]?.n
  resumed = await seed(seeding(past, { chunk: 50 }))
  office = resumed.offices[0]
  through = await open()
  await seed(seeding(through, { throughTriggers: true }))
}, 600_000)
afterAll(async () => {
  for (const { database, name } of opened) { await database.close(); await dropDatabase(inject('database').owner, name) }
})

test('a seed that is stopped keeps whole what it wrote, and goes on with the rest', () => {
  expect(stopped?.finished).toBe(false)
  expect(half).toBe(stopped?.cases)
  expect(half).toBeLessThan(CASES)
  expect(resumed).toMatchObject({ finished: true, cases: CASES - (half ?? 0) })
})

/** Keys that chance or the moment of the test gave: of what triggers made, and of the office that founded the partnership. */
const BY_CHANCE: Readonly<Record<string, string>> = {
  cases: `- 'circle_id' - 'changed_at'`, principals: `- 'subject_id'`, circles: `- 'id' - 'name' - case when kind = 'agency' then 'agency_id' else '' end`, circle_members: `- 'id' - 'circle_id' - 'officer_id' - 'added_at'`, case_flags: `- 'id'`, custody_events: `- 'id'`, disclosures: `- 'id'`,
  entries: `- case when kind = 'sharing' then 'id' else '' end`,
}
const rowsOf = async (pool: pg.Pool, table: string): Promise<readonly string[]> =>
  (await pool.query<{ row: string }>(`select (to_jsonb(t) ${BY_CHANCE[table] ?? ''})::text as row from ${table} t order by 1`)).rows.map(({ row }) => row)

test.each([...new Set(TABLES.map(({ name }) => name))])('%s: stopped and gone on with, past the triggers, row for row what the triggers make in one go', async table => {
  const rows = await rowsOf(given(past), table)
  expect(rows.length).toBeGreaterThan(0)
  expect(rows).toEqual(await rowsOf(given(through), table))
})

/** What the seed leaves out, and why; every other table the triggers write must be the seed's as well. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  audit_events: 'one line says that it was seeded', audit_links: 'of those lines', count_changes: 'folded into the counts, as the next test shows', closed_counts: 'the same', open_counts: 'the same',
}
test('nothing else that triggers write is missing, but for what is said to be left out', async () => {
  const { rows: tables } = await given(past).query<{ name: string }>(`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`)
  const many = async (pool: pg.Pool, name: string) => (await pool.query<{ n: number }>(`select count(*)::int as n from ${name}`)).rows[0]?.n
  const differ: string[] = []
  for (const { name } of tables) if (await many(given(past), name) !== await many(given(through), name)) differ.push(name)
  expect(differ).toEqual(Object.keys(LEFT_OUT).toSorted())
})

test.each(['closed_counts', 'open_counts'])('%s: as they are when the lines of each case are folded', async table => {
  const client = await given(through).connect()
  try {
    await client.query(`begin; select set_config('amity.partnership', (select min(id)::text from partnerships), true), set_config('amity.actor', 'system', true)`)
    await client.query('select amity.fold_counts(100000)')
    const { rows } = await client.query<{ row: string }>(`select to_jsonb(t)::text as row from ${table} t order by 1`)
    expect(rows.length).toBeGreaterThan(0)
    expect(await rowsOf(given(past), table)).toEqual(rows.map(({ row }) => row))
  } finally {
    await client.query('rollback')
    client.release()
  }
})

test('circles have the same people in them', async () => {
  const members = async (pool: pg.Pool) => (await pool.query(`select c.reference, m.officer_id, m.because from circle_members m join cases c on c.partnership_id = m.partnership_id and c.circle_id = m.circle_id order by 1, 2`)).rows
  expect(await members(given(past))).toEqual(await members(given(through)))
})

test('what is kept and every reference are held against the database’s own functions, and a wrong one shows', async () => {
  const client = await given(past).connect()
  try {
    expect(await brokenReferences(client, () => undefined)).toEqual([])
    expect(await wrongKept(client)).toEqual([])
    await client.query(`set session_replication_role = replica; update case_access set next_due_at = '2020-01-01' where case_id = (select id from cases order by id limit 1); update case_words set words = 'other' where case_id = (select id from cases order by id limit 1)`)
    expect(await wrongKept(client)).toEqual(['words a search finds: 1 differ', 'what lists show: 1 differ'])
    await client.query(`select amity.write_words(partnership_id, id), amity.write_access(c) from cases c where id = (select id from cases order by id limit 1); update case_access a set next_due_at = amity.next_due(a.partnership_id, a.case_id)`)
    expect(await wrongKept(client)).toEqual([])
  } finally {
    await client.query('reset session_replication_role')
    client.release()
  }
})

const officer = async (): Promise<Visitor> => {
  const { database } = given(opened[0])
  const folder = scratchFolder('bench-seed')
  const server = await buildServer({
    database, doors: allDoors(), navigation: rooms.flatMap(room => room.navigation ?? []), files: await folderStore(folder), secret: database.secret, baseUrl: 'http://localhost:3000',
    clock: () => NOW, log: pino({ level: 'error' }), assetsFolder: folder, assets: name => `/assets/${name}`, limitRates: false,
  })
  return visitor(server, 'localhost', { amity_session: tokenOf(given(office).partnershipId, 0) })
}

test('a seeded officer is signed in, and lists, files and searches show the rows that are there', async () => {
  const who = await officer()
  const mine = given(office).officers[0]
  const { rows } = await given(past).query<{ reference: string; title: string }>(`select c.reference, c.title from cases c where c.status in ('open', 'on hold') and (c.visible_to && (select array[$1::int, a.principal] from agencies a where a.id = $3)
    or exists (select from circle_members m where m.partnership_id = c.partnership_id and m.circle_id = c.circle_id and m.officer_id = $2 and m.ended_at is null)) order by c.opened_at desc, c.id desc`,
  [mine?.principal, mine?.id, given(office).agencies[0]?.id])
  const list = await who.get('/cases')
  expect(list.status).toBe(200)
  const shown = [...list.document.querySelectorAll('main a[href^="/cases/"]')].map(link => (link.getAttribute('href') ?? '').split('/')[2] ?? '').filter(one => /^...-...-...$/.test(one))
  expect(shown).toEqual(rows.slice(0, 20).map(({ reference }) => reference))
  const [first] = rows
  const file = await who.get(`/cases/${first?.reference}`)
  expect(file.status).toBe(200)
  expect(file.says).toContain(first?.title)
  const street = (first?.title ?? '').split(', ')[1] ?? ''
  const found = await who.get(`/cases?q=${encodeURIComponent(street)}&status=all`)
  expect(found.status).toBe(200)
  expect(found.says).toContain(first?.reference)
  for (const path of ['/diary', '/reports', '/measures']) expect({ path, status: (await who.get(path)).status }).toEqual({ path, status: 200 })
})

test('three hundred partnerships differ in size and are as many cases as asked for, near enough', () => {
  const sizes = sizesOf(1_000_000, 300)
  expect(sizes).toHaveLength(300)
  expect(sizes[0]).toBeGreaterThan(100 * (sizes[299] ?? 0))
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeGreaterThan(990_000)
})
