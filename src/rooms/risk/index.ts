// The front door of the risk room.
import { formAt, get } from '#web/doors.ts'
import type { Room } from '#web/room.ts'
import { assessRisk } from './assess-risk.tsx'
import { editMatrix, seeMatrix } from './publish-matrix.tsx'
import { seeAssessment } from './risk-section.tsx'

export const riskRoom: Room = {
  doors: [
    ...formAt('/cases/:reference/risk', { may: 'work on cases', records: 'risk assessed', form: assessRisk }),
    get('/cases/:reference/risk/:assessment', { may: 'see cases', records: 'risk assessment read', show: seeAssessment }),
    get('/risk-matrix', { may: 'edit settings', records: 'risk matrix read', show: seeMatrix }),
    ...formAt('/risk-matrix/publish', { may: 'edit settings', records: 'risk matrix published', form: editMatrix }),
  ],
}

export { BUILT_IN } from './matrix.ts'
export { scoreRisk } from './risk-rules.ts'
export { riskSection } from './risk-section.tsx'
