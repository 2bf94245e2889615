// The front door of the risk room.
import { formAt } from '#web/doors.ts'
import type { Room } from '#web/room.ts'
import { assessRisk } from './assess-risk.tsx'

export const riskRoom: Room = { doors: formAt('/cases/:reference/risk', { may: 'work on cases', records: 'risk assessed', form: assessRisk }) }
