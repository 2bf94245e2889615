// The front door of the officers room.
import type { Room } from '#web/room.ts'
import { doors } from './doors.ts'
import { makeMoves } from './post-store.ts'
import { quarterNamed, runCertifications } from './run-certifications.ts'

export const officersRoom: Room = {
  doors, navigation: [{ text: 'Officers', href: '/officers', act: 'run the agency', more: true }],
  chores: [{ name: 'officers.moves', cron: '1 0 * * *', each: work => makeMoves(work) }, { name: 'officers.access-check', cron: '20 5 * * *', each: work => runCertifications(work) }],
}

export { dueForOfficer, settledForOfficers } from './events.ts'
export { agencyNameOn, namesOf, officerWith, type Account } from './officer-store.ts'
export { looksAfter, OWN, runsPartnership } from './reach.ts'
export { quarterNamed }
