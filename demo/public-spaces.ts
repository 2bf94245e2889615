// The three real public spaces protection orders of the borough, as far as they were published where we could read it; what we could not see says so.
import type { SystemWork } from '#db/work.ts'
import { addDays, day, sayDay, startOfDay, type Day } from '#kernel/time.ts'
import type { Staff } from './staff.ts'

type Order = { readonly name: string; readonly place: string; readonly bans: readonly string[]; readonly authority: string; readonly madeOn: Day; readonly effectOn: Day; readonly endsOn: Day }
const PENALTY = 'A fixed penalty of up to £100, or a fine of up to £1,000 in court.'

const ORDERS: readonly Order[] = [
  {
    name: 'Welwyn Garden City town centre', place: 'Welwyn Garden City town centre', bans: ['Defecating in public', 'Dealing in or using drugs', 'Street drinking', 'Begging', 'Sleeping rough'],
    authority: 'approved by the council on that day', madeOn: day('2024-02-06'), effectOn: day('2024-04-01'), endsOn: day('2027-03-31'),
  },
  {
    name: 'High View, Hatfield', place: 'High View, Hatfield', bans: ['Drinking alcohol', 'Begging', 'Urinating or defecating in public', 'Dropping litter that comes with drinking'],
    authority: 'the council; we know the day of effect only, and show it as the day of making too', madeOn: day('2024-07-31'), effectOn: day('2024-07-31'), endsOn: day('2027-07-30'),
  },
  {
    name: 'Hatfield town centre (parts)', place: 'Parts of Hatfield town centre', bans: ['Street drinking, or carrying an open vessel', 'Begging, or loitering within 10 metres of a pay machine', 'Sleeping rough; outreach workers are sent first', 'Urinating or defecating in public'],
    authority: 'renewed by the council in 2021; the exact day is counted back from its end. In February and March 2024 the council consulted on 3 more years; we could not see whether that extension was made, so it is not shown as made', madeOn: day('2021-07-31'), effectOn: day('2021-07-31'), endsOn: day('2024-07-30'),
  },
]

export const makePublicSpaces = async (work: SystemWork, staff: Staff): Promise<void> => {
  for (const { bans, ...order } of ORDERS) {
    const [id, partnershipId] = [work.newId(), work.partnership.id]
    await work.db.insertInto('publicSpacesOrders').values({ partnershipId, id, kind: 'standard', penalty: PENALTY, bans: [...bans], ...order, madeAt: work.now }).execute()
    // One that ended before the demonstration begins is nobody's clock any more.
    if (order.endsOn >= work.today) await work.db.insertInto('diaryItems').values({
      partnershipId, kind: 'legal', title: `${order.name}: the public spaces order expires`, dueAt: startOfDay(addDays(order.endsOn, 1)), because: `Its last day is ${sayDay(order.endsOn)}; an extension must be made before it is over (ASBCPA 2014 s60(2))`,
      caseId: null, officerId: staff.managerId, agencyId: staff.councilId, aboutKind: 'public spaces order', aboutId: id, warn: 'days', madeAt: work.now,
    }).execute()
  }
}
