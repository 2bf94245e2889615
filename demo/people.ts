// Invented people with invented ways to reach them (telephone numbers Ofcom keeps for drama).
import type { SystemWork } from '#db/work.ts'
import type { Chance } from './chance.ts'
import type { Staff } from './staff.ts'
import { FAMILY, GIVEN } from './stories.ts'

type Home = { readonly placeId: string | null; readonly address: string | null; readonly postcode: string; readonly vulnerable: boolean }

export const makePerson = async (work: SystemWork, staff: Staff, luck: Chance, home: Home): Promise<string> => {
  const [id, givenName, familyName] = [work.newId(), luck.pick(GIVEN), luck.pick(FAMILY)]
  const byPhone = luck.happens(0.7)
  await work.db.insertInto('people').values({
    partnershipId: work.partnership.id, id, givenName, familyName, ownerAgencyId: staff.councilId, ...withoutVulnerable(home),
    phone: byPhone ? `07700 900 ${String(luck.whole(100, 999))}` : null, email: luck.happens(0.6) ? `${givenName}.${familyName}${luck.whole(1, 99)}@example.org`.toLowerCase() : null,
    safeMeans: byPhone ? luck.pick([['phone', 'text'], ['text'], ['phone']] as const).slice() : ['email'],
    safeTimes: luck.pick(['Any time', 'After 6pm', 'Mornings, when the children are at school', 'Weekdays only']), mayLeaveMessage: luck.happens(0.5),
    mustNotKnow: luck.happens(0.1) ? 'My son, who lives with me' : null, vulnerability: home.vulnerable ? luck.pick(['Lives alone, 84, uses a walking frame', 'Depression and anxiety; has a support worker', 'Learning disability; likes to have her sister there']) : null,
  }).execute()
  return id
}

const withoutVulnerable = ({ placeId, address, postcode }: Home) => ({ placeId, address, postcode })
