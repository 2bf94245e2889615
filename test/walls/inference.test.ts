// x
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeBase, openWorld, type Base } from './inference/worlds.ts'
import { hideAll } from './inference/hidden.ts'
import { keysOf } from './inference/keys.ts'
import { crawl } from './inference/crawl.ts'
let base: Base
beforeAll(async () => { base = await makeBase() })
afterAll(() => base.drop())
test('x', async () => {
  const t = performance.now()
  const world = await openWorld('map', base)
  console.log(performance.now() - t)
  const keys = await keysOf(world.database, 'ordinary')
  console.log(performance.now() - t, keys.length)
  const { routes, closed } = await crawl(world, [...base.insiders, ...base.walkers], keys)
  console.log(performance.now() - t)
  console.log(closed)
  for (const r of routes) console.log(r.door.method, r.door.path, [...r.urls].join(' '), [...r.asked].length, r.fields === undefined ? '-' : Object.keys(r.fields).length, [...r.boxes.keys()].join())
  await world.close()
  const other = await openWorld('with', base, async (db, now) => { expect(await hideAll(db, now)).toEqual([]) })
  await other.close()
})
