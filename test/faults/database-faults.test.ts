// The database ends, is cut off in the middle of a piece of work, dawdles, or may only be read: the work is done again where that is safe, and
// where it is not the page says so; nothing is half written or kept twice, and all is well again without anybody's hands.
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { say } from './chance.ts'
import { keptOf, rawly, resident, upToSending } from './one-report.ts'
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
/** What keptOf counts. */
const [WHOLE, NOTHING] = [[1, 1, 1], [0, 0, 0]]
const heals = async (of: Service): Promise<void> => { await of.ready(); await expect.poll(async () => (await rawly(of, resident(of), '/report')).status, { timeout: 20_000 }).toBe(303) }

test('a connection cut in mid-transaction: done again by itself, and whoever sent it is told the truth, that it is kept, once', async () => {
  const { service: of, wire: through } = here()
  const [client, story, web] = [resident(of), 'Cut before it was kept', of.pid('web')]
  const form = await upToSending(client, story)
  const before = through.cuts()
  through.cutAt(story, 'before')
  const sent = await rawly(of, client, '/report/check', form)
  expect([sent.status, sent.location, through.cuts() - before]).toEqual([303, '/report/sent', 1])
  expect(await keptOf(of, story)).toEqual(WHOLE)
  expect((await rawly(of, client, '/report/sent')).says).toMatch(/Your reference/i)
  // Whoever presses twice all the same is led to the same place.
  expect([(await rawly(of, client, '/report/check', form)).location, await keptOf(of, story), of.pid('web')]).toEqual(['/report/sent', WHOLE, web])
}, 180_000)

test('cut each time: after five tries it is said, nothing is kept, and the same form sent again keeps it once', async () => {
  const { service: of, wire: through } = here()
  const [client, story, web] = [resident(of), 'Cut each time', of.pid('web')]
  const form = await upToSending(client, story)
  const before = through.cuts()
  through.cutAt(story, 'before', { times: 100 })
  const cut = await rawly(of, client, '/report/check', form)
  through.cutAt('', 'before', { times: 0 })
  expect([cut.status, cut.retryAfter, through.cuts() - before]).toEqual([503, '10', 5])
  for (const said of AWAY) expect(cut.says).toContain(said)
  expect(await keptOf(of, story)).toEqual(NOTHING)
  expect([(await rawly(of, client, '/report/check', form)).status, await keptOf(of, story), of.pid('web')]).toEqual([303, WHOLE, web])
}, 180_000)

// What is written is known on the wire by its words: a statement planned once goes by its name. Nobody but whoever sent it may do again what may stand.
test.each([['after', 'the answer lost: it is there', WHOLE], ['before', 'never heard: it is not there', NOTHING]] as const)('cut %s the commit reached the database, %s; not repeated by us, nobody is told that it was saved, and sending again keeps it once', async (when, _what, stands) => {
  const { service: of, wire: through } = here()
  const [client, story] = [resident(of), `Cut ${when} its commit`]
  const form = await upToSending(client, story)
  const before = through.cuts()
  through.cutAt('commit\0', when, { times: 100, behind: story })
  const lost = await rawly(of, client, '/report/check', form)
  through.cutAt('', 'before', { times: 0 })
  expect([lost.status, lost.retryAfter, through.cuts() - before]).toEqual([503, '10', 1])
  for (const said of AWAY) expect(lost.says).toContain(said)
  await expect.poll(() => keptOf(of, story), { timeout: 5_000 }).toEqual(stands)
  expect((await rawly(of, client, '/report/check', form)).location).toBe('/report/sent')
  expect(await keptOf(of, story)).toEqual(WHOLE)
  expect((await rawly(of, client, '/report/sent')).says).toMatch(/Your reference/i)
}, 180_000)

test('the database is killed: what was sent is kept once or said not to be, the process that serves lives on; another system hears it in its own format', async () => {
  const { service: of } = here()
  const [client, story, web] = [resident(of), 'While it was started again', of.pid('web')]
  const form = await upToSending(client, story)
  of.kill('database')
  // It is brought back within a second or two, and within about as long the work is done again: either may be the quicker.
  const answers = await Promise.all([rawly(of, client, '/report/check', form), rawly(of, client, '/open311/v2/services.xml')])
  const [sent, asked] = answers
  await heals(of)
  expect(sent.status === 303 ? await keptOf(of, story) : [sent.status, AWAY.every(said => sent.says.includes(said))]).toEqual(sent.status === 303 ? WHOLE : [503, true])
  expect([200, 503]).toContain(asked.status)
  expect([(await rawly(of, client, '/report/check', form)).location, await keptOf(of, story), of.pid('web')]).toEqual(['/report/sent', WHOLE, web])
  // Killed again as often as it comes, somebody hears that it is away, and nothing of it is kept.
  const [other, laterStory] = [resident(of), 'While it was away for longer']
  const second = await upToSending(other, laterStory)
  const killing = setInterval(() => { of.kill('database') }, 50)
  const heard = await (async () => {
    // A connection that stood may be answered for a moment after its server was killed.
    for (let n = 0; n < 200; n += 1) {
      const system = await rawly(of, client, '/open311/v2/services.xml')
      if (system.status !== 200) return [await rawly(of, other, '/report/check', second), system] as const
    }
    throw new Error('It was killed again and again, and was never away')
  })().finally(() => { clearInterval(killing) })
  say(`The database killed: answers ${answers.map(({ status }) => status).join(', ')}; killed again and again: ${heard.map(({ status }) => status).join(', ')}`)
  expect(heard.map(({ status, retryAfter }) => [status, retryAfter])).toEqual([[503, '10'], [503, '10']])
  for (const said of AWAY) expect(heard[0].says).toContain(said)
  expect(heard[1].text).toContain('cannot reach its records')
  await heals(of)
  expect(await keptOf(of, laterStory)).toEqual(NOTHING)
  expect([(await rawly(of, other, '/report/check', second)).location, await keptOf(of, laterStory), of.pid('web')]).toEqual(['/report/sent', WHOLE, web])
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
  expect(await keptOf(of, story)).toEqual(NOTHING)
  await of.database.owner.query('set default_transaction_read_only = off; alter database amity reset default_transaction_read_only')
  await of.database.owner.query(end)
  await heals(of)
  expect([(await rawly(of, client, '/report/check', form)).status, await keptOf(of, story)]).toEqual([303, WHOLE])
}, 180_000)
