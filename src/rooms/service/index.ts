// The front door of the service room.
import { get } from '#web/doors.ts'
import type { Room } from '#web/room.ts'
import { seeService } from './see-how-it-is.tsx'

const may = 'run the partnership'

export const serviceRoom: Room = {
  doors: [get('/service', { may, records: 'state of the service read', show: seeService })],
  navigation: [{ text: 'The service', href: '/service', act: may, more: true }],
}

export { readBackupState } from './back-up-state.ts'
export { choreFailed, choreSucceeded, lookingAfterService, type LookTerms } from './look-each-minute.ts'
