// Whether times tell a hidden record from none: 200 tries a door, in two worlds that differ only in it. A command (npm run wall-timing),
// because nothing in the suite is timed.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask } from './inference/ask.ts'
import { getReady, type Ready } from './inference/ready.ts'
import { byTurns, mannWhitney, median } from './inference/timing.ts'

const TRIES = Number(process.env['AMITY_WALL_TRIES'] ?? 200)
const MINUTES = 60_000
const DOORS = ['/cases/:reference', '/people/:person', '/files/:id', '/cases/:reference/evidence', '/reports/:reference']
/** Milliseconds that a control adds to one world's answers: the proof must be able to see as much. */
const SEEN = 1
let ready: Ready
beforeAll(async () => { ready = await getReady() }, 10 * MINUTES)
afterAll(() => ready.close())

test(`over ${TRIES} tries, times do not tell a hidden record from none`, async () => {
  const walker = ready.base.walkers.find(({ who }) => who === 'an officer of another agency')
  if (walker === undefined) throw new Error('nobody walks')
  const told: string[] = []
  // Both were made a moment ago, one of them with more writing: what that leaves behind is no difference between records.
  for (const { database } of [ready.without, ready.withHidden]) await database.owner.query('vacuum analyze')
  const compare = async (url: string, words: string, slower: number): Promise<number> => {
    const [one, other] = await byTurns(TRIES, () => ask(ready.without, walker, { method: 'GET', url }), async () => { await ask(ready.withHidden, walker, { method: 'GET', url }); pass(slower) }, anew)
    const z = mannWhitney(one, other)
    console.log(`${`${url}${words}`.padEnd(60)} without ${median(one).toFixed(2)} ms, with ${median(other).toFixed(2)} ms, z ${z.toFixed(2)}`)
    return z
  }
  const hidden = ready.hidden.filter(({ request, door }) => request.method === 'GET' && DOORS.includes(door.path)).map(({ request }) => request.url).slice(0, 12)
  for (const url of [...hidden, '/cases', '/cases?q=Zephyr', `/people?q=${ready.shared.familyName}`, '/reports', '/diary']) {
    const z = await compare(url, '', 0)
    // One try in a thousand is 3.3 out by chance, and so many doors are tried.
    if (Math.abs(z) > 4) told.push(`${url}: z ${z.toFixed(2)}`)
  }
  expect(told).toEqual([])
  expect(await compare('/cases', `, slower by ${SEEN} ms`, SEEN), 'a difference that is there is seen').toBeLessThan(-4)
}, 30 * MINUTES)

/** Ends every connection of both worlds, so that the next request of each is answered by a new one. */
const anew = async (): Promise<void> => {
  for (const { database } of [ready.without, ready.withHidden]) {
    await database.owner.query('select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()')
  }
}

const pass = (milliseconds: number): void => {
  for (const until = performance.now() + milliseconds; performance.now() < until;);
}
