// The doors of the cases room.
import { formAt, get, type Door } from '#web/doors.ts'
import { seeCases } from './list-cases.tsx'
import { openCaseFromReport } from './open-case.tsx'
import { seeWards } from './see-wards.tsx'

export const doors: readonly Door[] = [
  get('/cases', { may: 'see cases', records: 'case list read', show: seeCases }),
  get('/places/wards', { may: 'see cases', records: 'wards listed', show: seeWards }),
  ...formAt('/reports/:reference/open-case', { may: 'open a case', records: 'case opened', form: openCaseFromReport }),
]
