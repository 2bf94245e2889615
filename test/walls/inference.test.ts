// Nobody learns of a record that is not theirs: two worlds that differ only in hidden records are walked door by door by everybody who
// must not see them, and must answer byte for byte alike. Generated: a new door, table or kind of record joins by existing.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { compare, type Parted, type Worlds } from './inference/compare.ts'
import { crawl, type Crawled } from './inference/crawl.ts'
import { hideAll, HIDDEN } from './inference/hidden.ts'
import { keysOf } from './inference/keys.ts'
import { hiddenDoors, ordinaryGets, ordinaryPosts, type HiddenDoor, type Shared } from './inference/requests.ts'
import { makeBase, openWorld, type Base } from './inference/worlds.ts'

type Ready = Worlds & { readonly base: Base; readonly crawled: Crawled; readonly hidden: readonly HiddenDoor[]; readonly shared: Shared; readonly close: () => Promise<void> }
let ready: Ready
const MINUTES = 60_000

beforeAll(async () => {
  const t = performance.now()
  const lap = (w: string) => console.log(w, Math.round(performance.now() - t))
  const base = await makeBase()
  lap('base')
  const map = await openWorld('map', base)
  const seeing = [...base.insiders.slice(0, 1), ...base.walkers.filter(({ who }) => /administrator|another agency|own page|nobody|key/.test(who))]
  const ordinary = await keysOf(map.database, 'ordinary')
  const crawled = await crawl(map, seeing, ordinary)
  lap('crawl')
  await map.close()
  const [without, withHidden] = [await openWorld('without', base), await openWorld('with', base, async (database, now) => { expect(await hideAll(database, now)).toEqual(['own_page_kept']) })]
  lap('worlds')
  const { rows: [known] } = await without.database.owner.query<Shared>(`select family_name as "familyName", phone, email, address, postcode from own_page_links l join people p on p.id = l.person_id order by l.token_hash limit 1`)
  if (known === undefined) throw new Error('Nobody is known')
  const hiddenKeys = await keysOf(withHidden.database, 'hidden')
  const hidden = await hiddenDoors(crawled, withHidden, hiddenKeys, base.insiders, known)
  lap('hidden')
  ready = {
    base, crawled, hidden, shared: known, without, withHidden, known: new Set([...ordinary, ...hiddenKeys].flatMap(({ id, reference }) => reference === null ? [id] : [id, reference])),
    close: async () => { await without.close(); await withHidden.close(); await base.drop() },
  }
}, 10 * MINUTES)
afterAll(() => ready.close())

test('every door is walked: those that no ordinary record opens are these, for these reasons', () => {
  expect(ready.crawled.closed).toEqual([])
})
test('hidden', () => {
  console.log([...new Set(ready.hidden.filter(h => !h.reached && h.request.method === 'GET').map(h => h.door.path + ' ' + h.kind))].join('\n'))
  console.log(ready.hidden.length)
  expect(HIDDEN.length).toBe(9)
})
test('gets', async () => {
  const gets = ordinaryGets(ready.crawled, ready.shared)
  console.log(gets.length)
  const parted: Parted[] = []
  const t = performance.now()
  for (const walker of ready.base.walkers) { for (const request of [...gets, ...ready.hidden.filter(h => h.request.method === 'GET').map(h => h.request)]) parted.push(...await compare(ready, walker, request)); console.log(walker.who, performance.now() - t, parted.length) }
  for (const p of parted) console.log(p)
  expect(parted.length).toBe(0)
}, 20 * MINUTES)
