// The front door of the bundles room.
import { formAt, get, post } from '#web/doors.ts'
import type { Room } from '#web/room.ts'
import { makeBundle } from './make-bundle.tsx'
import { drawAgain, seeBundle, takeBundle, takeSchedule } from './see-bundle.tsx'
import { seeCourt } from './see-court.tsx'
import { stopBundle } from './see-order.tsx'

const [may, sees, court] = ['work on cases', 'see cases', '/cases/:reference/court'] as const

export const bundlesRoom: Room = {
  doors: [
    get(court, { may: sees, records: 'court papers listed', show: seeCourt }),
    ...formAt(`${court}/bundles/new`, { may, records: 'bundle ordered', form: makeBundle }),
    get(`${court}/bundles/:bundle`, { may: sees, records: 'bundle read', show: seeBundle }),
    post(`${court}/bundles/:bundle/stop`, { may, records: 'making of a bundle stopped', act: stopBundle }),
    // It takes much of a case out at once.
    get(`${court}/bundles/:bundle/pdf`, { may, records: 'bundle taken out', as: 'export', stepUp: true, show: takeBundle }),
    get(`${court}/bundles/:bundle/schedule`, { may, records: 'schedule of a bundle taken out', as: 'export', stepUp: true, show: takeSchedule }),
    // Drawing costs seconds.
    get(`${court}/bundles/:bundle/again`, { may: sees, records: 'bundle drawn again', perMinute: 6, show: drawAgain }),
  ],
}

export { courtSection } from './see-court.tsx'
export { AS_IT_IS } from './bundle-items.ts'
export { bundlePaper } from './bundle-paper.ts'
export { carryOutOrders, carryOutOrdersOf } from './carry-out-orders.ts'
export { schedulePaper } from './schedule-paper.ts'
