// The front door of the leaving room.
import { formAt, get, post } from '#web/doors.ts'
import type { Room } from '#web/room.ts'
import { carryingOut } from './carry-out.ts'
import { confirmLeaving, leavePartnership, seeLeavings, stayAfterAll } from './leave.tsx'
import { orderExport, saveExport, stopExport } from './order-export.tsx'

export const leavingRoom: Room = {
  doors: [
    ...formAt('/our-records', { may: 'authorise sharing', records: 'own records ordered', stepUp: true, form: orderExport }),
    get('/our-records/:export', { may: 'authorise sharing', records: 'own records taken away', stepUp: true, show: saveExport }),
    post('/our-records/:export/stop', { may: 'authorise sharing', records: 'own records stopped', act: stopExport }),
    ...formAt('/our-records/leave', { may: 'authorise sharing', records: 'asked to leave the partnership', stepUp: true, form: leavePartnership }),
    post('/our-records/leave/withdraw', { may: 'authorise sharing', records: 'request to leave taken back', act: stayAfterAll }),
    get('/leavings', { may: 'run the partnership', records: 'agencies that leave listed', show: seeLeavings }),
    ...formAt('/leavings/:leaving', { may: 'run the partnership', records: 'leaving confirmed', stepUp: true, form: confirmLeaving }),
  ],
  navigation: [{ text: 'Our records', href: '/our-records', act: 'authorise sharing', more: true }, { text: 'Agencies that leave', href: '/leavings', act: 'run the partnership', more: true }],
  chores: [carryingOut],
}

export { exportAgency } from './export-agency.ts'
export { writeOrdered, writeOrderedOf } from './write-ordered.ts'
