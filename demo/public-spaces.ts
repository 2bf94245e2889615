// The three real public spaces protection orders of the borough, as far as they were published where we could read it; what we could not see says so.
import type { SystemWork } from '#db/work.ts'
import { addDays, day, londonMoment, type Day } from '#kernel/time.ts'
import { UNTOUCHED_LAW } from '#law/rule.ts'
import { startOrderClocks } from '#rooms/public-spaces/index.ts'
import type { Staff } from './staff.ts'

type Order = { readonly name: string; readonly place: string; readonly bans: readonly string[]; readonly authority: string; readonly madeOn: Day; readonly effectOn: Day; readonly endsOn: Day }
const PENALTY = 'A fixed penalty of up to £100, or a fine of up to £1,000 in court.'

const ORDERS: readonly Order[] = [
  {
    name: 'Welwyn Garden City town centre', place: 'Welwyn Garden City town centre', bans: ['Defecating in public', 'Dealing in or using drugs', 'Street drinking', 'Begging', 'Sleeping rough'],
    authority: 'Approved by the council on that day', madeOn: day('2024-02-06'), effectOn: day('2024-04-01'), endsOn: day('2027-03-31'),
  },
  {
    name: 'High View, Hatfield', place: 'High View, Hatfield', bans: ['Drinking alcohol', 'Begging', 'Urinating or defecating in public', 'Dropping litter that comes with drinking'],
    authority: 'The council; we know the day of effect only, and show it as the day of making too', madeOn: day('2024-07-31'), effectOn: day('2024-07-31'), endsOn: day('2027-07-30'),
  },
  {
    name: 'Hatfield town centre (parts)', place: 'Parts of Hatfield town centre', bans: ['Street drinking, or carrying an open vessel', 'Begging, or loitering within 10 metres of a pay machine', 'Sleeping rough; outreach workers are sent first', 'Urinating or defecating in public'],
    authority: 'Renewed by the council in 2021; the exact day is counted back from its end. In February and March 2024 the council consulted on 3 more years; we could not see whether that extension was made, so it is not shown as made', madeOn: day('2021-07-31'), effectOn: day('2021-07-31'), endsOn: day('2024-07-30'),
  },
]
const ELSEWHERE = 'Made by the council before this service: written down from what was published.'

/** Its extension is being prepared, and some of what the law asks for is done. */
const prepare = async (work: SystemWork, { id: orderId, name }: { readonly id: string; readonly name: string }, officerId: string): Promise<void> => {
  const [id, partnershipId, at] = [work.newId(), work.partnership.id, londonMoment(addDays(work.today, -20), '10:00') ?? work.now]
  await work.db.insertInto('publicSpacesProposals').values({ partnershipId, id, tool: 'pspo-extension', orderId, name, reason: 'Wardens still see street drinking most weekends, and traders say it would be worse without the order.', begunAt: at, begunBy: officerId }).execute()
  const signed = { partnershipId, proposalId: id, done: true, madeAt: at, madeBy: officerId }
  await work.db.insertInto('publicSpacesParts').values([
    { ...signed, id: work.newId(), kind: 'step', part: 'pspo.freedoms', onDay: addDays(work.today, -20), words: 'No march or meeting is touched by it; written down on the file.' },
    { ...signed, id: work.newId(), kind: 'consultation', part: 'pspo.police', onDay: addDays(work.today, -18), withWhom: 'The chief constable’s office', words: 'Asked whether the order is still needed.', reply: 'They support 3 more years.', repliedOn: addDays(work.today, -12) },
    { ...signed, id: work.newId(), kind: 'consultation', part: 'pspo.parish', onDay: addDays(work.today, -18), withWhom: 'The county council', words: 'Told by letter.' },
  ]).execute()
}

export const makePublicSpaces = async (work: SystemWork, staff: Staff): Promise<void> => {
  const [officer] = staff.officers
  for (const { bans, ...order } of ORDERS) {
    const id = work.newId()
    await work.db.insertInto('publicSpacesOrders').values({ partnershipId: work.partnership.id, id, kind: 'standard', penalty: PENALTY, bans: [...bans], ...order, recordedBecause: ELSEWHERE, madeAt: work.now }).execute()
    // One that ended before the demonstration begins is nobody's clock any more. The looks are those of the whole life of the order.
    if (order.endsOn < work.today) continue
    await startOrderClocks(work, { id, name: order.name, kind: 'standard', endsOn: order.endsOn }, { officerId: staff.managerId, agencyId: staff.councilId, law: UNTOUCHED_LAW, since: order.madeOn })
    if (officer !== undefined && order.name.startsWith('High View')) await prepare(work, { id, name: order.name }, officer.id)
  }
}
