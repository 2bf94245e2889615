// More is asked than can be answered: over real HTTP some are turned away at once and told when to come back, whoever reports last of all, and
// nothing falls over.
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { MOST_AT_ONCE } from '#db/open.ts'
import { rooms } from '#src/rooms.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import type { Patience } from '#web/pressure.ts'
import { ask, browser, textOf } from '../../bench/pages/http.ts'

const NEVER = 3_600_000
const MINUTE = 60_000
const open = async (patience: Patience) => {
  const town = await openTown({ rooms, patience })
  await town.server.listen({ port: 0, host: '127.0.0.1' })
  const { port } = town.server.server.address() as AddressInfo
  const agent = browser(100)
  onTestFinished(() => { agent.destroy() })
  const officer = [...(await town.as('officer')).cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  return { town, get: (path: string, cookie = '') => ask({ port, host: town.host, agent, cookie }, path), post: (path: string, form: string) => ask({ port, host: town.host, agent }, path, form), officer }
}

/** Takes every connection of the pages, as a slow database would. */
const holdAll = async ({ database }: Town): Promise<() => Promise<void>> => {
  const hold = Promise.withResolvers<void>()
  const taken: number[] = []
  const held = Array.from({ length: MOST_AT_ONCE }, () => database.web.connection().execute(async () => { taken.push(taken.length); await hold.promise }))
  while (taken.length < MOST_AT_ONCE) await pause(10)
  const release = async (): Promise<void> => { hold.resolve(); await Promise.all(held) }
  // Other tests of this process have the same connections.
  onTestFinished(release)
  return release
}
const waitFor = async (is: () => boolean): Promise<void> => { while (!is()) await pause(5) }

/** Each turn of the process takes this long, so that every measure of it is of lateness: a stall or two fall between quiet moments, and their mean tells nothing. */
const keepLate = (ms: number): (() => void) => {
  let late = true
  const turn = (): void => {
    for (const until = performance.now() + ms; performance.now() < until;) JSON.stringify({ busy: until })
    if (late) setImmediate(turn)
  }
  setImmediate(turn)
  const stop = (): void => { late = false }
  onTestFinished(stop)
  return stop
}

test('with every connection taken officers are turned away first, reports last, and all who were let in are answered', async () => {
  const { town, get, post, officer } = await open({ others: { waiting: 3, lateMs: NEVER }, last: { waiting: 6, lateMs: NEVER } })
  const release = await holdAll(town)
  const inside = [get('/diary', officer), get('/cases', officer), get('/reports', officer)]
  await waitFor(() => town.database.connections().web.asked === 3)
  for (const path of ['/diary', '/cases', '/no/such/page', '/sign-in']) {
    const away = await get(path, officer)
    expect([path, away.status, away.headers['retry-after'], away.headers['cache-control']]).toEqual([path, 503, '10', 'private, no-store'])
    expect(textOf(away)).toContain('If somebody is in danger now, call 999')
  }
  inside.push(get('/report'), get('/'), get('/report/category'))
  await waitFor(() => town.database.connections().web.asked === 6)
  const last = await get('/report/category')
  expect([last.status, last.headers['retry-after'], textOf(last).includes('call 999')]).toEqual([503, '10', true])
  const system = await post('/open311/v2/requests.json', 'service_code=noise&description=Loud&address_string=Larch+Walk')
  expect([system.status, system.headers['retry-after'], JSON.parse(textOf(system))[0].code]).toEqual([503, '10', 503])
  // Whoever asks whether we live is answered, and what makes up a page that was shown is given.
  expect([(await get('/health/live')).status, (await get('/health/ready')).status, (await get('/assets/none.css')).status]).toEqual([200, 200, 404])
  await release()
  expect((await Promise.all(inside)).map(({ status }) => status)).toEqual([200, 200, 200, 303, 200, 303])
  expect((await get('/diary', officer)).status).toBe(200)
}, 5 * MINUTE)

test('a process that is late with everything turns officers away, takes reports on, and comes back by itself', async () => {
  const { town, get, officer } = await open({ others: { waiting: NEVER, lateMs: 150 }, last: { waiting: NEVER, lateMs: NEVER } })
  const isLate = (): boolean => Number.isFinite(town.server.memoryUsage().eventLoopDelay) && town.server.memoryUsage().eventLoopDelay >= 150
  const comesBack = keepLate(300)
  await waitFor(isLate)
  const [away, taken] = await Promise.all([get('/diary', officer), get('/report')])
  expect([away.status, taken.status, taken.status === 503 ? textOf(taken) : '']).toEqual([503, 303, ''])
  comesBack()
  await waitFor(() => town.server.memoryUsage().eventLoopDelay < 150)
  expect((await get('/diary', officer)).status).toBe(200)
}, 5 * MINUTE)
