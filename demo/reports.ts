// Reports that wait in the triage pot: fresh, old, anonymous, and some that are not anti-social behaviour at all.
import type { SystemWork } from '#db/work.ts'
import type { Borough, Spot } from './borough.ts'
import { reference } from './cases.ts'
import type { Chance } from './chance.ts'
import type { Staff } from './staff.ts'
import { FAMILY, GIVEN, STORIES, STREETS } from './stories.ts'

const HOUR = 3_600_000
const WAITING = 26

export const makeWaiting = async (work: SystemWork, staff: Staff, borough: Borough, busy: readonly Spot[], luck: Chance): Promise<number> => {
  for (let number = 0; number < WAITING; number += 1) {
    const spot = luck.happens(0.5) ? luck.pick(busy) : luck.pick(borough.spots)
    // One of them tells of what only few may read.
    const story = (number === 5 ? STORIES.find(({ category }) => category === 'domestic-abuse') : undefined) ?? luck.pick(STORIES)
    const anonymous = luck.happens(0.2)
    const receivedAt = new Date(work.now.getTime() - Math.floor(luck.next() ** 2 * 150 * HOUR))
    const [given, family] = [luck.pick(GIVEN), luck.pick(FAMILY)]
    await work.db.insertInto('reports').values({
      partnershipId: work.partnership.id, reference: reference(`report ${number}`), channel: luck.pick(['web', 'web', 'web', 'phone', 'staff', 'open311']),
      receivedAt, enteredAt: receivedAt, categoryCode: story.category, story: story.told, effect: story.effect, happenedAt: new Date(receivedAt.getTime() - luck.whole(1, 40) * HOUR),
      howOften: luck.pick(['Every day', 'Most weeks', 'It has happened before', 'This was the first time']), placeDescribed: `${luck.whole(1, 98)} ${luck.pick(STREETS)}`,
      postcode: spot.postcode, wardCode: spot.wardCode, latitude: spot.latitude, longitude: spot.longitude, becauseOf: story.flags?.includes('hate') ? ['race'] : [],
      anonymous, agencyId: staff.councilId, children: luck.happens(0.3), answers: JSON.stringify({}),
      ...(anonymous ? {} : { reporterName: `${given} ${family}`, reporterPhone: `07700 900 ${luck.whole(100, 999)}`, safeMeans: ['phone'] as ('phone')[], safeTimes: 'After 6pm', mayShare: luck.happens(0.8) }),
    }).execute()
  }
  return WAITING
}
