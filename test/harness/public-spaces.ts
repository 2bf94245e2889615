// A public spaces order in force with its clocks, and all the law asks for before something is decided about it, recorded through the pages.
import { addDays, addMonths, day, type Day } from '#kernel/time.ts'
import { UNTOUCHED_LAW } from '#law/rule.ts'
import { startOrderClocks } from '#rooms/public-spaces/index.ts'
import { dayBoxes } from './matters.ts'
import type { Town } from './town.ts'
import type { Visitor } from './visitor.ts'

/** An order of 3 years up to its last day; the town centre’s, of 1 April 2024 to 31 March 2027, unless said. @returns its key, its page for those who keep it, and the public’s */
export const orderIn = (town: Town, { name, endsOn }: { readonly name: string; readonly endsOn: Day } = { name: 'Town centre', endsOn: day('2027-03-31') }): Promise<{ readonly id: string; readonly work: string; readonly path: string }> => town.work(async work => {
  const order = { id: work.newId(), name, kind: 'standard', endsOn } as const
  const effectOn = addMonths(addDays(endsOn, 1), -36)
  await work.db.insertInto('publicSpacesOrders').values({ partnershipId: town.partnership.id, ...order, place: `${name}, within the line on the map`, bans: ['Street drinking'], penalty: 'Up to £1,000 in court', authority: 'Cabinet', ring: JSON.stringify([[-0.2, 51.8], [-0.21, 51.8], [-0.21, 51.81]]), madeOn: addDays(effectOn, -50), effectOn, madeAt: work.now }).execute()
  await startOrderClocks(work, order, { officerId: (await town.actor('manager')).officerId, agencyId: town.council.id, law: UNTOUCHED_LAW, since: effectOn })
  return { id: order.id, work: `/public-spaces/orders/${order.id}`, path: `/public-spaces-orders/${order.id}` }
})

/** Everything its page asks for, done that day; but what is left out. */
export const prepared = async (officer: Visitor, proposal: string, on: string, leaveOut: readonly string[] = []): Promise<void> => {
  const asked = new Set([...(await officer.get(proposal)).text.matchAll(/\/parts\/([\w.-]+)"/g)].flatMap(([, id]) => id ?? []))
  if (asked.size < 4) throw new Error(`${proposal} asks for ${asked.size} things`)
  for (const id of asked) if (!leaveOut.includes(id)) {
    const answer = await officer.send(`${proposal}/parts/${id}`, { was: 'done', ...dayBoxes('on', on), withWhom: 'Jo Hale', words: 'Done, on the file', reply: 'They agree', ...dayBoxes('replied', on) })
    if (answer.status !== 303) throw new Error(`${id}: ${answer.status} ${answer.says}`)
  }
}
