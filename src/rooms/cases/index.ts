// The front door of the cases room.
import type { Room } from '#web/room.ts'
import { doors } from './doors.ts'

export const casesRoom: Room = { doors, navigation: [{ text: 'Cases', href: '/cases', act: 'see cases' }] }

export { caseAt } from './add-entry.tsx'
export { entriesOf, incidentsOf, insertEntry, partiesOf, recordRisk, type Case } from './case-store.ts'
export { caseClosed, caseOpened } from './events.ts'
