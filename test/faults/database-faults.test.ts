// The database ends, is cut off in the middle of a piece of work, dawdles, or may only be read: the page says so, nothing is half
// written or kept twice, and all is well again without anybody's hands.
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { resident, rawly, storiesIn, upToSending } from './one-report.ts'
import { openWire, type Wire } from './proxy.ts'
import { openService, type Service } from './service.ts'

let [service, wire]: [Service | undefined, Wire | undefined] = [undefined, undefined]
const here = (): { readonly service: Service; readonly wire: Wire } => {
  if (service === undefined || wire === undefined) throw new Error('The service did not start')
  return { service, wire }
}
beforeAll(async () => {
  const opened = await openWire()
  wire = opened
  service = await openService({ through: socket => { opened.lead(path.join(socket, '.s.PGSQL.5432')); return opened } })
}, 300_000)
afterAll(async () => { await service?.close(); await wire?.end() })

const AWAY = ['The service cannot reach its records', '01632 960 000', '999']
const heals = async (of: Service): Promise<void> => { await of.ready(); await expect.poll(async () => (await rawly(of, resident(of), '/report')).status, { timeout: 20_000 }).toBe(303) }

test('a connection cut in mid-transaction keeps nothing, and the same form sent again keeps it once', async () => {
  const { service: of, wire: through } = here()
  const [client, story] = [resident(of), 'Cut before it was kept']
  const form = await upToSending(client, story)
  const web = of.pid('web')
  through.cutAt('insert into "reports"', 'before')
  const cut = await rawly(of, client, '/report/check', form)
  expect([cut.status, cut.retryAfter, through.cuts()]).toEqual([503, '10', 1])
  for (const said of AWAY) expect(cut.says).toContain(said)
  expect(await storiesIn(of, story)).toBe(0)
  expect([(await rawly(of, client, '/report/check', form)).status, await storiesIn(of, story)]).toEqual([303, 1])
  expect(of.pid('web')).toBe(web)
}, 180_000)

test('an answer lost after the commit: it is there, once, and sending again leads to the same place', async () => {
  const { service: of, wire: through } = here()
  const [client, story] = [resident(of), 'Kept, and the answer lost']
  const form = await upToSending(client, story)
  through.cutAt('commit\0', 'after')
  const lost = await rawly(of, client, '/report/check', form)
  // Which of several commits was cut is the machine's choice; either way nobody is told that it was saved.
  expect([303, 503]).toContain(lost.status)
  expect((await rawly(of, client, '/report/check', form)).location).toBe('/report/sent')
  expect(await storiesIn(of, story)).toBe(1)
  expect((await rawly(of, client, '/report/sent')).says).toMatch(/Your reference|reference/i)
}, 180_000)

test('the database is killed: the process that serves lives on, says so, and serves again; another system hears it in its own format', async () => {
  const { service: of } = here()
  const [client, story, web] = [resident(of), 'While it was started again', of.pid('web')]
  const form = await upToSending(client, story)
  of.kill('database')
  // It is brought back within a second or two: asked at once and steadily, somebody hears that it is away.
  const answers = [await rawly(of, client, '/report/check', form), await rawly(of, client, '/open311/v2/services.xml')]
  expect(answers.map(({ status }) => status)).toEqual([503, 503])
  expect(answers[0]?.says).toContain('The service cannot reach its records')
  expect(answers[1]?.text).toContain('cannot reach its records')
  await heals(of)
  expect([(await rawly(of, client, '/report/check', form)).status, await storiesIn(of, story), of.pid('web')]).toEqual([303, 1, web])
}, 180_000)

test('no way to the database at all, then one again: pages and worker go on by themselves', async () => {
  const { service: of, wire: through } = here()
  const [web, worker] = [of.pid('web'), of.pid('worker')]
  through.close()
  const answer = await rawly(of, resident(of), '/report/category')
  expect([answer.status, answer.retryAfter]).toEqual([503, '10'])
  expect((await fetch(`${of.base}/health/ready`)).status).toBe(503)
  expect((await fetch(`${of.base}/health/live`)).status).toBe(200)
  await pause(2_000)
  through.mend()
  await heals(of)
  const client = resident(of)
  await rawly(of, client, '/report/check', await upToSending(client, 'After the wire was mended'))
  // The worker reads the news of it: it has its connections back as well.
  await expect.poll(async () => Number((await of.database.owner.query<{ n: string }>(`select count(*) as n from outbox where partnership_id = $1 and handed_on_at is null`, [of.partnership.id])).rows[0]?.n), { timeout: 30_000 }).toBe(0)
  expect([of.pid('web'), of.pid('worker')]).toEqual([web, worker])
}, 180_000)

test('a database so slow that nothing can be asked of it: an answer all the same, and no queue without end', async () => {
  const { service: of, wire: through } = here()
  through.slow(400)
  const slow = await rawly(of, resident(of), '/report')
  expect([303, 503]).toContain(slow.status)
  through.slow(15_000)
  through.cut()
  const stuck = await rawly(of, resident(of), '/report')
  expect([stuck.status, stuck.says.includes('busy') || stuck.says.includes('cannot reach its records')]).toEqual([503, true])
  through.slow(0)
  through.cut()
  await heals(of)
}, 180_000)

test('a database that may only be read: said as it is, nothing kept, and well again when it may be written', async () => {
  const { service: of } = here()
  const [client, story] = [resident(of), 'While it could only be read']
  const form = await upToSending(client, story)
  const end = `select pg_terminate_backend(pid) from pg_stat_activity where datname = 'amity' and pid <> pg_backend_pid()`
  await of.database.owner.query('alter database amity set default_transaction_read_only = on')
  await of.database.owner.query(end)
  await expect.poll(async () => (await rawly(of, client, '/report/check', form)).status, { timeout: 20_000 }).toBe(503)
  const refused = await rawly(of, client, '/report/check', form)
  for (const said of AWAY) expect(refused.says).toContain(said)
  expect(await storiesIn(of, story)).toBe(0)
  await of.database.owner.query('set default_transaction_read_only = off; alter database amity reset default_transaction_read_only')
  await of.database.owner.query(end)
  await heals(of)
  expect([(await rawly(of, client, '/report/check', form)).status, await storiesIn(of, story)]).toEqual([303, 1])
}, 180_000)
