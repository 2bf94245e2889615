// The front door of the gate room.
import { formAt, get } from '#web/doors.ts'
import type { Room } from '#web/room.ts'
import { seeGate, signGate } from './sign-gate.tsx'
import { writeGate } from './write-gate.tsx'

export const gateRoom: Room = {
  doors: [
    ...formAt('/cases/:reference/gate/:tool/:subject', { may: 'work on cases', records: 'proportionality assessed', form: writeGate }),
    get('/cases/:reference/gate/:tool/:subject/:assessment', { may: 'see cases', records: 'proportionality assessment read', show: seeGate }),
    ...formAt('/cases/:reference/gate/:tool/:subject/:assessment/sign', { may: 'authorise legal steps', records: 'proportionality assessment signed', form: signGate }),
  ],
}

export { gatePassedOn, sayGate, stagesPassed, type Assessed } from './gate-rules.ts'
export { assessmentsOf, type Assessment } from './gate-store.ts'
