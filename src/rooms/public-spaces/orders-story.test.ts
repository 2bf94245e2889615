// Public spaces protection orders: read by anyone with text, map and last day; extended only in time, by the council; and the alarm before.
import { expect, test } from 'vitest'
import { diaryRoom } from '#rooms/diary/index.ts'
import { day } from '#kernel/time.ts'
import { dayBoxes } from '#test/harness/matters.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import { publicSpacesRoom } from './index.ts'

const rooms = [diaryRoom, publicSpacesRoom]
const orderIn = (town: Town): Promise<string> => town.work(async work => {
  const [id, partnershipId] = [work.newId(), town.partnership.id]
  await work.db.insertInto('publicSpacesOrders').values({ partnershipId, id, name: 'Town centre', kind: 'standard', place: 'The town centre', bans: ['Street drinking'], penalty: 'Up to £1,000 in court', authority: 'Cabinet', ring: JSON.stringify([[-0.2, 51.8], [-0.21, 51.8], [-0.21, 51.81]]), madeOn: day('2024-02-06'), effectOn: day('2024-04-01'), endsOn: day('2027-03-31'), madeAt: work.now }).execute()
  await work.db.insertInto('diaryItems').values({ partnershipId, kind: 'legal', title: 'Town centre expires', dueAt: new Date('2027-03-31T23:00:00Z'), because: 'Its last day', officerId: (await town.actor('manager')).officerId, agencyId: town.council.id, aboutKind: 'public spaces order', aboutId: id, warn: 'days', madeAt: work.now }).execute()
  return `/public-spaces-orders/${id}`
})
const to = (made: string, until: string) => ({ ...dayBoxes('made', made), ...dayBoxes('to', until), why: 'The drinking would come back', authority: 'Cabinet' })

test('anyone reads it; near its end the council is warned and extends it, and the clock is started anew', async () => {
  const town = await openTown({ rooms, startAt: '2027-03-25T09:00:00Z' })
  const path = await orderIn(town)
  const [nobody, manager] = [await town.as('nobody'), await town.as('manager')]
  const seen = await nobody.get(path)
  expect([seen.status, seen.says.includes('Street drinking'), seen.says.includes('Its last day is Wednesday 31 March 2027'), seen.document.querySelector('svg.amity-map') !== null]).toEqual([200, true, true, true])
  const board = await manager.get('/team/clocks')
  expect([board.says.includes('within 7 days'), board.document.querySelector(`a[href="${path}/extend"]`) !== null]).toEqual([true, true])
  const long = await manager.send(`${path}/extend`, to('2027-03-25', '2030-04-01'))
  expect([long.status, long.says.includes('ASBCPA 2014 s60(2)-(4)'), long.text.includes('The drinking would come back')]).toEqual([422, true, true])
  expect((await manager.send(`${path}/extend`, to('2027-03-25', '2030-03-31'))).location).toBe(path)
  expect((await nobody.get(path)).says).toContain('Extended on Thursday 25 March 2027 to Sunday 31 March 2030')
  const dues = await town.work(work => work.db.selectFrom('diaryItems').select(['dueAt', 'doneAt']).where('title', '=', 'Town centre expires').orderBy('dueAt').execute())
  expect(dues.map(({ dueAt, doneAt }) => [dueAt.toISOString(), doneAt === null])).toEqual([['2027-03-31T23:00:00.000Z', false], ['2030-03-31T23:00:00.000Z', true]])
})

test('at midnight after its last day it is expired for everybody and extended by nobody, neither page nor database', async () => {
  const town = await openTown({ rooms, startAt: '2027-03-31T22:59:59Z' })
  const path = await orderIn(town)
  const nobody = await town.as('nobody')
  const stands = async () => [(await nobody.get(path)).says.includes('It expired at the end of'), (await nobody.get('/public-spaces-orders')).says.includes('expired')]
  expect(await stands()).toEqual([false, false])
  town.clock.set('2027-03-31T23:00:00Z')
  expect(await stands()).toEqual([true, true])
  const [manager, police] = [await town.as('manager'), await town.as('police')]
  expect((await manager.send(`${path}/extend`, to('2027-03-31', '2030-03-31'))).says).toContain('only a new order can bring it back')
  await expect(town.work(work => work.db.insertInto('publicSpacesExtensions').values({ partnershipId: town.partnership.id, id: work.newId(), orderId: path.slice(-36), madeOn: day('2027-03-31'), endedOn: day('2027-03-31'), endsOn: day('2030-03-31'), why: 'x', authority: 'x', madeAt: work.now }).execute())).rejects.toThrow('Only an order in force is extended')
  expect((await police.get(`${path}/extend`)).status).toBe(403)
  expect((await nobody.get(`/public-spaces-orders/${town.council.id}`)).status).toBe(404)
})
