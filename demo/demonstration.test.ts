// The demonstration as a whole: it loads, every role meets pages that work and are valid HTML, and what it shows can be believed.
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { pino } from 'pino'
import type { FastifyInstance } from 'fastify'
import { join } from 'node:path'
import { openDatabase, type Database } from '#db/open.ts'
import { folderStore } from '#web/file-store.ts'
import { buildServer } from '#web/serve.ts'
import { rooms } from '#src/rooms.ts'
import { dropDatabase, newMigrated } from '#test/harness/databases.ts'
import { faultsOfHtml } from '#test/harness/html.ts'
import { scratchFolder } from '#test/harness/scratch.ts'
import { visitor, type Visitor } from '#test/harness/visitor.ts'
import { loadDemonstration } from './load.ts'
import { DEMONSTRATION_PASSWORD } from './officers.ts'
import { emailOf, MAIN_PAGES, type Role } from './pages.ts'

let [database, server, drop]: [Database | undefined, FastifyInstance | undefined, () => Promise<void>] = [undefined, undefined, async () => undefined]
const here = (): { readonly database: Database; readonly server: FastifyInstance } => {
  if (database === undefined || server === undefined) throw new Error('It has not been loaded')
  return { database, server }
}

beforeAll(async () => {
  const { owner, secret } = inject('database')
  const own = await newMigrated(inject('database'))
  drop = () => dropDatabase(owner, own.database)
  database = await openDatabase({ owner: { ...owner, database: own.database }, secret, say: () => undefined })
  const folder = scratchFolder('demo')
  await loadDemonstration(database, { say: () => undefined, files: folder })
  const files = await folderStore(join(folder, 'files'))
  server = await buildServer({
    database, doors: rooms.flatMap(room => room.doors), navigation: rooms.flatMap(room => room.navigation ?? []), files, secret, baseUrl: 'http://localhost:3000',
    clock: () => new Date(), log: pino({ level: 'error' }), assetsFolder: folder, assets: name => `/assets/${name}`, limitRates: false,
  })
}, 180_000)
afterAll(async () => {
  await server?.close()
  await database?.close()
  await drop()
})

const entered = async (role: Role): Promise<Visitor> => {
  const who = visitor(here().server, 'localhost')
  const answer = role === 'resident' ? undefined : role === 'person harmed' ? await who.post('/my-case/demonstration', {}) : await who.post('/sign-in', { email: emailOf(role), password: DEMONSTRATION_PASSWORD, next: '/' })
  expect([role, answer?.status ?? 303]).toEqual([role, 303])
  return who
}

test('each role opens its main pages, and each is valid HTML as it is sent', async () => {
  const faults: string[] = []
  for (const [role, pages] of Map.groupBy(MAIN_PAGES, page => page.as)) {
    const who = await entered(role)
    if (role === 'resident') await who.get('/report')
    for (const { name, path } of pages) {
      const found = typeof path === 'string' ? path : await path({ html: async address => (await who.get(address)).text })
      const page = await who.get(found)
      if (page.status !== 200) faults.push(`${name} (${found}): ${page.status}`)
      faults.push(...(await faultsOfHtml(page.text)).map(fault => `${name}: ${fault}`))
    }
  }
  expect(faults).toEqual([])
}, 120_000)

test('reports, cases and diary sheets come with photographs and recordings that open, and the sign-in page offers each role', async () => {
  const { rows } = await here().database.owner.query<{ on: string; kind: string; n: number; id: string }>(`select case when diary_sheet_id is not null then 'sheet' when report_id is not null then 'report' else 'case' end as on, kind, count(*)::int as n, min(id::text) as id from attachments group by 1, 2`)
  const count = (on: string, kind: string): number => rows.find(row => row.on === on && row.kind === kind)?.n ?? 0
  expect([count('report', 'photo') >= 3, count('case', 'photo') >= 20, count('case', 'audio') >= 5, count('sheet', 'photo') >= 5, count('sheet', 'audio') >= 3]).toEqual([true, true, true, true, true])
  const officer = await entered('officer')
  const opened: (readonly [kind: string, status: number, type: unknown, whole: boolean])[] = []
  for (const { id, kind } of rows) { const file = await officer.get(`/files/${id}`); opened.push([kind, file.status, file.headers['content-type'], file.raw.length > 2000]) }
  // Of a restricted report or case an officer outside its circle learns nothing.
  expect(opened.filter(([, status]) => status !== 404)).toSatisfy((all: typeof opened) => all.length >= 3 && all.every(([kind, status, type, whole]) => status === 200 && type === (kind === 'photo' ? 'image/jpeg' : 'audio/wav') && whole))
  expect((await visitor(here().server, 'localhost').get('/sign-in')).says).toContain('Priya Nair, ASB officer')
})

test('what waits and tells of domestic abuse stands in the manager’s list and in nobody else’s', async () => {
  const { rows } = await here().database.owner.query<{ reference: string }>(`select reference from reports where restricted and state = 'waiting'`)
  const [officer, manager] = [await entered('officer'), await entered('manager')]
  expect(rows.length).toBeGreaterThan(0)
  for (const { reference } of rows) expect([(await officer.get(`/reports/${reference}`)).status, (await manager.get(`/reports/${reference}`)).status]).toEqual([404, 200])
})

test('the case whose notice was broken has its exhibits, and what the injunction rests on is one story', async () => {
  const { rows } = await here().database.owner.query<{ kind: string; reference: string; category: string; open: boolean }>(`select coalesce(a.kind, 'diary sheet') as kind, e.reference, c.category_code as category, exists (select from matters m where m.case_id = e.case_id and m.tool = 'cpn') as open
    from exhibits e join cases c on c.partnership_id = e.partnership_id and c.id = e.case_id left join attachments a on a.partnership_id = e.partnership_id and a.id = e.attachment_id order by e.reference`)
  // Another case has its own, for court.
  expect(rows.filter(({ open }) => open).map(({ kind, category }) => [kind, category])).toEqual([['audio', 'noise'], ['photo', 'noise'], ['diary sheet', 'noise']])
  const { rows: [order] } = await here().database.owner.query<{ reason: string; behaviour: readonly string[]; category: string }>(`select m.reason, f.behaviour, c.category_code as category from matters m join tool_facts f on f.partnership_id = m.partnership_id and f.subject_id = m.subject_id join cases c on c.id = m.case_id where m.tool = 'injunction'`)
  expect([order?.category, order?.behaviour.includes('threat of violence'), /hammer/.test(order?.reason ?? '')]).toEqual(['noise', true, true])
})
