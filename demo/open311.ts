// What other systems sent: two keys, one of them ended, and a dozen reports by Open311 at every stage.
import { sql } from 'kysely'
import { digestOf } from '#web/csrf.ts'
import type { SystemWork } from '#db/work.ts'
import type { Borough } from './borough.ts'
import { reference } from './cases.ts'
import { chance } from './chance.ts'
import type { Staff } from './staff.ts'

/** Anyone may send with it, to try; it exists in no real service. */
export const DEMONSTRATION_API_KEY = 'demonstration-key-of-the-contact-centre'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const SENT = [
  ['noise', 'Music from the flat above the shop, bass through the wall', 'waiting'], ['litter', 'Three mattresses and a fridge left by the garages', 'waiting'], ['animals', 'Two dogs loose on the green in the evenings', 'waiting'],
  ['gardens', 'Front garden full of broken furniture', 'advised and closed'], ['noise', 'A party that went on until one', 'advised and closed'], ['public-space', 'Football against the garage doors', 'advised and closed'],
  ['litter', 'Bags left beside the bins again', 'transferred'], ['vehicles', 'A car on bricks in the turning circle', 'transferred'], ['damage', 'The bus shelter glass is broken', 'transferred'],
  ['noise', 'Drilling and shouting most nights', 'added to case'], ['vehicles', 'Off-road bikes up and down the path', 'added to case'], ['animals', 'Barking all day when they are out', 'added to case'],
] as const

export const makeOpen311 = async (work: SystemWork, staff: Staff, borough: Borough): Promise<void> => {
  const luck = chance(311)
  const partnershipId = work.partnership.id
  const [ended, live] = [work.newId(), work.newId()]
  const day = (ago: number): Date => new Date(work.now.getTime() - ago * DAY)
  await work.db.insertInto('apiKeys').values([
    { partnershipId, id: ended, keyHash: digestOf('a key that has ended'), agencyId: staff.councilId, name: 'FixMyStreet (trial)', madeAt: day(400), madeBy: staff.managerId, usedAt: day(212), endedAt: day(210) },
    { partnershipId, id: live, keyHash: digestOf(DEMONSTRATION_API_KEY), agencyId: staff.councilId, name: 'Housing contact centre', madeAt: day(200), madeBy: staff.managerId, usedAt: day(0.1), endedAt: null },
  ]).execute()
  for (const [number, [categoryCode, story, state]] of SENT.entries()) {
    const spot = luck.pick(borough.spots)
    const receivedAt = state === 'waiting' ? day(luck.whole(0, 2) + 0.2) : day(luck.whole(6, 60))
    const found = state === 'added to case' ? await caseOf(work, categoryCode) : undefined
    const decided = state === 'waiting' ? {} : {
      state: state === 'added to case' && found === undefined ? 'advised and closed' as const : state, decidedAt: new Date(receivedAt.getTime() + luck.whole(4, 60) * HOUR), decidedBy: staff.managerId, isAsb: state !== 'transferred',
      decisionReason: 'Read with what else is known of the place', toldReporter: 'Thank you for telling us. We have looked at it with what else we know.', ...(found === undefined ? {} : { caseId: found.id }),
      ...(state === 'transferred' ? { transferredTo: 'Street cleansing' } : {}),
    }
    await work.db.insertInto('reports').values({
      partnershipId, reference: reference(`open311 ${number}`), channel: 'open311', receivedAt, enteredAt: receivedAt, categoryCode, story, happenedAbout: 'Not said', anonymous: true,
      postcode: spot.postcode, wardCode: spot.wardCode, latitude: spot.latitude, longitude: spot.longitude, placeDescribed: `Near ${spot.postcode}`,
      externalSource: `open311 ${live}`, externalKey: `CC-${4100 + number}`, agencyId: staff.councilId, answers: JSON.stringify({}), ...decided,
    }).execute()
  }
}

/** A case of this kind that holds nothing sensitive. */
const caseOf = (work: SystemWork, categoryCode: string): Promise<{ id: string } | undefined> =>
  work.db.selectFrom('cases').select('id').where('categoryCode', '=', categoryCode).where('severity', '!=', 'high').where('circleId', 'is', null).where(sql<boolean>`flags = '{}'`).orderBy('openedAt', 'desc').orderBy('id').limit(1).executeTakeFirst()
