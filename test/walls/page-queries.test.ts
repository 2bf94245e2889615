// The pages of an officer's day on a seeded town: how many queries each asks is fixed and listed, whatever there is to show; and none of its
// statements, nor any inside the functions they call, reads a big table from end to end.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { Heard } from '#db/open.ts'
import { dropDatabase, newMigrated } from '#test/harness/databases.ts'
import { listenToPlans, readsOfPage } from '#test/harness/plans.ts'
import { ask, browser } from '../../bench/pages/http.ts'
import { choose, type Chosen } from '../../bench/pages/known.ts'
import { PAGES, type PageOf, type Who } from '../../bench/pages/list.ts'
import { openService, signIn, type Service } from '../../bench/pages/service.ts'
import { seed } from '../../bench/seed/seed.ts'

const CASES = 4_000
/** A table of so many rows is big, and no step reads more than this part of one. */
const [BIG, PART] = [400, 0.1]
const MINUTE = 60_000
const listed = new Map(readFileSync(join(import.meta.dirname, 'page-queries.txt'), 'utf8').split('\n').filter(line => line !== '' && !line.startsWith('#')).map(line => { const at = line.lastIndexOf(': '); return [line.slice(0, at), Number(line.slice(at + 2))] as const }))

let heard: Heard[] = []
let service: Service
let chosen: Chosen
let client: pg.Client
let cookies: Record<Who, string>
const server = { ...inject('database').owner }
const agent = browser(1)
let database: string

beforeAll(async () => {
  const owner = await newMigrated(inject('database'))
  database = owner.database
  const url = `postgres://${encodeURIComponent(server.user)}:${encodeURIComponent(server.password)}@/${database}?host=${encodeURIComponent(server.host)}&port=${server.port}`
  service = await openService(url, { heard: statement => { heard.push(statement) } })
  const { rows: [who] } = await service.database.owner.query<{ super: boolean }>('select rolsuper as super from pg_roles where rolname = current_user')
  if (who?.super !== true) throw new Error('Plans are read, and the town is seeded, by a superuser of the test server')
  await seed({ pool: service.database.owner, cases: CASES, partnerships: 1, now: new Date(), say: () => undefined, progress: () => undefined, signal: new AbortController().signal })
  chosen = await choose(service.database.owner)
  cookies = { officer: await signIn(service.database, chosen, chosen.eyes.officer), manager: await signIn(service.database, chosen, chosen.eyes.manager), administrator: await signIn(service.database, chosen, chosen.eyes.administrator) }
  client = new pg.Client({ ...server, database })
  await client.connect()
  await listenToPlans(client)
  // As a server whose data lies in memory or on flash says; with the default a table of a few thousand rows is cheaper read whole.
  await client.query('set random_page_cost = 1.1')
}, 10 * MINUTE)
afterAll(async () => {
  agent.destroy()
  await client.end()
  await service.stop()
  await dropDatabase(server, database)
})

const open = async (page: PageOf, path: string): Promise<readonly Heard[]> => {
  heard = []
  const { status } = await ask({ port: service.port, host: chosen.host, cookie: cookies[page.who], agent }, path)
  if (status >= 400) throw new Error(`${page.name} answers ${status}`)
  return heard
}

test('no page asks more queries than are listed', async () => {
  const asked: [string, number][] = []
  for (const page of PAGES) asked.push([page.name, (await open(page, page.path(chosen.known))).length])
  if (process.env['AMITY_TELL_QUERIES'] !== undefined) process.stdout.write(`${asked.map(([page, n]) => `${page}: ${n}`).join('\n')}\n`)
  expect(asked.filter(([page, n]) => n > (listed.get(page) ?? 0)).map(([page, n]) => `${page}: ${n}`)).toEqual([])
  expect([...listed.keys()]).toEqual(PAGES.map(page => page.name))
}, 10 * MINUTE)

test('no case, person or report makes its page ask more: what there is more of is asked at once', async () => {
  const { rows: cases } = await service.database.owner.query<{ reference: string }>(`select c.reference from cases c join entries e on e.partnership_id = c.partnership_id and e.case_id = c.id where c.lead_agency_id = $1 and c.circle_id is null group by c.reference order by count(*) desc limit 25`, [chosen.eyes.officer.agencyId])
  const { rows: people } = await service.database.owner.query<{ id: string }>(`select p.id from people p join case_parties cp on cp.partnership_id = p.partnership_id and cp.person_id = p.id where p.owner_agency_id = $1 group by p.id order by count(*) desc limit 15`, [chosen.eyes.officer.agencyId])
  const more: string[] = []
  for (const page of PAGES.filter(({ name }) => /^(case file|person page)/.test(name))) {
    for (const known of name(page) === 'person' ? people.map(({ id }) => ({ ...chosen.known, person: id })) : cases.map(({ reference }) => ({ ...chosen.known, reference }))) {
      const count = (await open(page, page.path(known))).length
      if (count > (listed.get(page.name) ?? 0)) more.push(`${page.path(known)}: ${count}`)
    }
  }
  expect(cases.length).toBeGreaterThan(20)
  expect(more).toEqual([])
}, 10 * MINUTE)
const name = (page: PageOf): string => page.name.split(' ')[0] ?? ''

/** Goes down the newest until its page is full: as many as it takes at the share of them that an officer sees, however many there are. */
const UNTIL_FULL: Readonly<Record<string, string>> = { 'measures: resolved, the cases': 'cases' }

test('no page reads a big table from end to end, nor a great part of one', async () => {
  const { rows: tables } = await client.query<{ name: string; rows: number }>(`select relname as name, reltuples as rows from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and reltuples >= $1`, [BIG])
  const rowsOf = new Map(tables.map(table => [table.name, table.rows]))
  expect([...rowsOf.keys()]).toEqual(expect.arrayContaining(['cases', 'case_access', 'case_words', 'entries', 'people', 'case_parties', 'diary_items', 'reports', 'incidents']))
  const faults: string[] = []
  for (const page of PAGES) {
    const reads = await readsOfPage(client, await open(page, page.path(chosen.known)))
    for (const { table, by, rows, statement } of reads) {
      const all = rowsOf.get(table)
      // A search reads what its words stand in, and that may be much; it must still come by an index.
      if (all !== undefined && (by === 'Seq Scan' || (page.kind !== 'search' && rows > all * PART && UNTIL_FULL[page.name] !== table))) faults.push(`${page.name}: ${rows} rows of ${table} by ${by}: ${statement.slice(0, 200)}`)
    }
  }
  expect(faults).toEqual([])
}, 10 * MINUTE)

test('what has run out is found by one look at an index, however much has not', async () => {
  await client.query('begin')
  try {
    // As many as a partnership has after years; its triggers are not what is asked about.
    await client.query('set local session_replication_role = replica')
    await client.query(`insert into case_grants (partnership_id, case_id, to_agency_id, parts, purpose, necessity, gateway, authorised_by, given_by, given_at, ends_at)
      select c.partnership_id, c.id, a.id, '{people}', 'purpose', 'necessity', 'safeguarding', c.id, c.id, now(), now() + interval '1 year' from cases c join (select * from agencies order by id limit 12) a using (partnership_id) on conflict do nothing`)
    await client.query('analyze case_grants')
    const sequences = async (): Promise<number> => (await client.query<{ n: number }>(`select coalesce(sum(seq_scan), 0)::int as n from pg_stat_xact_user_tables where relname = 'case_grants'`)).rows[0]?.n ?? -1
    const before = await sequences()
    // From the sixth time on PL/pgSQL keeps one plan for any moment.
    for (let time = 0; time < 8; time += 1) await client.query('select amity.end_lapsed($1, now())', [chosen.partnershipId])
    expect(await sequences()).toBe(before)
  } finally {
    await client.query('rollback')
  }
}, MINUTE)
