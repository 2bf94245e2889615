// Nobody learns of a record that is not theirs: two worlds that differ only in hidden records are walked door by door by everybody who
// must not see them, and must answer byte for byte alike. Generated: a new door, table or kind of record joins by existing.
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { drainNews } from '#jobs/outbox.ts'
import { keepWork } from '#db/work.ts'
import { newReference } from '#kernel/reference.ts'
import { exportRecords } from '#rooms/imports/export-records.ts'
import { rooms } from '#src/rooms.ts'
import { ask, type Request } from './inference/ask.ts'
import { compare, type Parted } from './inference/compare.ts'
import { HIDDEN, KINDS } from './inference/hidden.ts'
import { parting, quiet } from './inference/noise.ts'
import { getReady, NOT_OPENED, type Ready } from './inference/ready.ts'
import { ordinaryGets, ordinaryPosts, WHOLE } from './inference/requests.ts'
import { actorOf, rowsFor } from './inference/rows.ts'
import type { Walker } from './inference/walkers.ts'
import type { World } from './inference/worlds.ts'

let ready: Ready
const MINUTES = 60_000
beforeAll(async () => { ready = await getReady() }, 10 * MINUTES)
afterAll(() => ready.close())

/** Doors that a hidden record does not open even for those who see it, because of how it stands. They are walked with its address. */
const CLOSED_TO_THE_HIDDEN: Readonly<Record<string, string>> = {
  '/cases/:reference/circle/:officer/remove': 'it names an officer of the circle', '/cases/:reference/close': 'its closing waits for an answer', '/cases/:reference/hold/end': 'it is not on hold', '/cases/:reference/unmerge': 'it is not merged',
  '/cases/:reference/diary-sheets/files/:id': 'its sheets have no files', '/cases/:reference/grants/:grant/end': 'its grants have ended', '/cases/:reference/refer/:agency': 'names an agency', '/cases/:reference/share/:agency': 'a restricted case is not shared', '/cases/:reference/share/:agency/:draft': 'a restricted case is not shared',
  '/cases/:reference/gate/:tool/:subject/:assessment/sign': 'its assessment is signed', '/cases/:reference/gate/:tool/:subject/:assessment': 'the copied assessment names a subject of another case', '/cases/:reference/matters/:matter/override': 'its notice is in force',
  '/cases/:reference/matters/:matter/overrides/:override': 'its override is answered',
  '/cases/:reference/letters/:letter/served': 'its letter is no notice that was given', '/evidence/file/:id/spans': 'its files are no recordings', '/evidence/:id': 'its files have a home', '/messages/:id/paper': 'its message is an email', '/people/:person/confidential/end': 'nobody is confidential', '/people/:person/keepers/:officer/remove': 'nobody is confidential', '/people/:person/keepers/add': 'nobody is confidential', '/people/:person/refer/:agency': 'names an agency',
  '/my-case/files/:id': 'only the person harmed has that page', '/open311/v2/requests/:id.json': 'its report came by telephone', '/open311/v2/requests/:id.xml': 'its report came by telephone',
  '/reports/:reference/add-to-case': 'its report is decided', '/reports/:reference/advise': 'its report is decided', '/reports/:reference/give': 'its report is decided', '/reports/:reference/open-case': 'its report is decided', '/reports/:reference/pass-on': 'its report is decided', '/transfers/:transfer': 'a restricted case is offered to nobody',
}

test('every door is opened by an ordinary record, but for these', () => {
  expect(ready.crawled.closed.toSorted()).toEqual(Object.keys(NOT_OPENED).toSorted())
})

test('the hidden records are there: those who may see them reach them through every door that names a record, but for these', () => {
  const gets = ready.hidden.filter(({ request }) => request.method === 'GET')
  const reached = new Set(gets.filter(one => one.reached).map(({ door }) => door.path))
  expect([...new Set(gets.map(({ door }) => door.path).filter(path => !reached.has(path)))].toSorted()).toEqual(Object.keys(CLOSED_TO_THE_HIDDEN).toSorted())
  expect(reached.size).toBeGreaterThan(25)
  for (const kind of KINDS) expect([kind, ready.hidden.filter(one => one.kind === kind).length > 10]).toEqual([kind, true])
})

/** These ask the lists in every way; the other officers open the lists themselves, and each door of the hidden records. */
const THOROUGH = /same agency outside|officer of another agency|conflict, of the leading/
const requestsFor = (walker: Walker): readonly Request[] => {
  const gets = ordinaryGets(ready.crawled, ready.shared)
  const lists = new Set(ready.crawled.routes.filter(({ door }) => !door.path.includes(':')).flatMap(({ urls }) => [...urls]))
  const asked = WHOLE || THOROUGH.test(walker.who) ? gets : gets.filter(({ url }) => !url.includes('?') && (walker.way !== 'officer' || lists.has(url)))
  return [...asked, ...ready.hidden.map(({ request }) => request).filter(({ method }) => method === 'GET')]
}
/** What tells of the hidden on purpose, to whom, and how much: that glass was broken and by whom, never of which record or why. */
const TOLD: Readonly<Record<string, RegExp>> = { 'an administrator outside the circle': /^\/break-glass\/report/ }
const walk = async (requests: (walker: Walker) => readonly Request[]): Promise<readonly Parted[]> => {
  const parted: Parted[] = []
  for (const walker of ready.base.walkers) for (const request of requests(walker)) if (!(TOLD[walker.who]?.test(request.url) ?? false)) parted.push(...await compare(ready, walker, request))
  return parted
}

test('every page, list, search, filter, order, file and refusal is the same in both worlds', async () => {
  expect(await walk(requestsFor)).toEqual([])
}, 20 * MINUTES)

test('the report of broken glass names no record to whoever may not see it', async () => {
  const administrator = ready.base.walkers.find(({ who }) => who === 'an administrator outside the circle')
  if (administrator === undefined) throw new Error('nobody administers')
  const { status, body } = await ask(ready.withHidden, administrator, { method: 'GET', url: '/break-glass/report.csv' })
  expect([status, body.includes('Fay Lead'), HIDDEN.some(({ reference, marker }) => body.includes(reference) || body.includes(marker)), body.includes('in danger')]).toEqual([200, true, false, false])
})

test('somebody who left is nobody: each officers’ door sends them to sign in', async () => {
  const left = ready.base.walkers.find(({ way }) => way === 'left')
  if (left === undefined) throw new Error('nobody left')
  expect(await actorOf(ready.withHidden, left)).toBeUndefined()
  const officers = ready.crawled.routes.filter(({ door, urls }) => door.method === 'GET' && urls.size > 0 && (typeof door.may === 'string' || door.may.way === 'signed in'))
  for (const { door, urls } of officers) expect([door.path, (await ask(ready.withHidden, left, { method: 'GET', url: [...urls][0] ?? '' })).headers['location']]).toEqual([door.path, expect.stringMatching(/^\/sign-in/)])
})

test('what the walk can see it would notice: a manager inside the circle is answered differently', async () => {
  const [inside] = ready.base.insiders
  if (inside === undefined) throw new Error('nobody inside')
  const parted = await Promise.all(['/cases', '/team'].map(url => compare(ready, inside, { method: 'GET', url })))
  expect(parted.map(found => found.length > 0)).toEqual([true, true])
})

/** Every row of every table and view the web role may read, as each walker. */
const compareRows = async (): Promise<readonly Parted[]> => {
  const parted: Parted[] = []
  for (const walker of ready.base.walkers) {
    const [one, other] = [await rowsFor(ready.without, walker, ready.known), await rowsFor(ready.withHidden, walker, ready.known)]
    for (const [table, rows] of one ?? []) if (rows !== other?.get(table)) parted.push({ who: walker.who, request: `select from ${table}`, where: parting(rows, other?.get(table) ?? '') })
  }
  return parted
}

test('the database itself shows each of them the same rows of every table', async () => {
  expect(await compareRows()).toEqual([])
}, 5 * MINUTES)

/** Not yours and not there cost the database the same: as many queries, as many rows, and at most one page more for the row that is refused. */
test('a hidden reference costs the database what an unused one costs', async () => {
  const [hidden] = HIDDEN
  const walker = ready.base.walkers.find(({ who }) => who === 'an officer of the same agency outside the circle')
  if (hidden === undefined || walker === undefined) throw new Error('nothing hidden')
  const actor = await actorOf(ready.withHidden, walker)
  if (actor === undefined) throw new Error('nobody asks')
  const { partnership, now, database } = ready.withHidden
  const pages = (reference: string): Promise<number> => keepWork(database, actor, { partnership, now, purpose: 'to compare' }, async work => {
    const { rows } = await sql<{ 'QUERY PLAN': [{ Plan: { 'Shared Hit Blocks': number; 'Shared Read Blocks': number; 'Actual Rows': number } }] }>`explain (analyze, buffers, format json) select * from cases where reference = ${reference}`.execute(work.db)
    const plan = rows[0]?.['QUERY PLAN'][0].Plan
    if (plan === undefined || plan['Actual Rows'] !== 0) throw new Error('it was seen')
    return plan['Shared Hit Blocks'] + plan['Shared Read Blocks']
  })
  const unused = newReference(Buffer.from('unused reference'))
  await pages(hidden.reference)
  expect(await pages(hidden.reference) - await pages(unused)).toBeLessThanOrEqual(1)
})

test('every form, sent with words that fit only the hidden and to the hidden records’ own addresses, is answered alike', async () => {
  const posts = [...ordinaryPosts(ready.crawled, ready.shared), ...ready.hidden.map(({ request }) => request).filter(({ method }) => method === 'POST')]
  expect(posts.length).toBeGreaterThan(120)
  expect(await walk(walker => WHOLE || /same agency outside|officer of another agency|nobody|perpetrator/.test(walker.who) ? posts : [])).toEqual([])
}, 20 * MINUTES)

const settle = async (world: World): Promise<void> => {
  await drainNews(world.database, rooms.flatMap(room => room.readers ?? []), world.now)
  for (const chore of rooms.flatMap(room => room.chores ?? [])) {
    await keepWork(world.database, { kind: 'system' }, { partnership: world.partnership, now: world.now, purpose: chore.name }, work => chore.each(work, 'http://amity.localhost', world.files))
  }
}

test('news, reminders and chores tell none of them: messages to each officer, tasks and rows are alike afterwards', async () => {
  await settle(ready.without)
  await settle(ready.withHidden)
  const mail = async ({ database }: World): Promise<string> => (await database.owner.query<{ line: string }>(`select string_agg(line, E'\n' order by line) as line from (
    select m.address || ' ' || coalesce(m.subject, '') || ' ' || m.body as line from outgoing_messages m join officers o on lower(o.email) = lower(m.address) where o.id = any ($1)) lines`, [ready.base.walkers.map(({ officerId }) => officerId)])).rows[0]?.line ?? ''
  expect(quiet(await mail(ready.withHidden), ready.known)).toBe(quiet(await mail(ready.without), ready.known))
  expect(await compareRows()).toEqual([])
}, 5 * MINUTES)

test('exports at the console leave restricted cases out, and a spreadsheet of one world is that of the other', async () => {
  const saved = async ({ database, partnership, now, name }: World, kind: 'cases' | 'reports'): Promise<string> => {
    const to = join(mkdtempSync(join(tmpdir(), 'amity-export-')), `${name}.csv`)
    await exportRecords({ database, partnership, clock: () => now, progress: () => undefined }, { kind, to, restrictedBecause: undefined })
    return quiet(readFileSync(to, 'utf8'), ready.known)
  }
  for (const kind of ['cases', 'reports'] as const) {
    const restricted = KINDS.slice(0, 6)
    const lines = (await saved(ready.withHidden, kind)).split('\n')
    expect(lines.filter(line => restricted.some(one => line.includes(`Zephyr ${one} unspoken`)))).toEqual([])
  }
})
