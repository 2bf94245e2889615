// The front door of the case-file room.
import type { Room } from '#web/room.ts'
import { get } from '#web/doors.ts'
import { seeAsPersonHarmed, seeCaseFile } from './see-case-file.tsx'

export const caseFileRoom: Room = {
  doors: [
    get('/cases/:reference', { may: 'see cases', records: 'case file read', show: seeCaseFile }),
    get('/cases/:reference/as-seen', { may: 'see cases', records: 'case read as the person harmed would', show: seeAsPersonHarmed }),
  ],
}
