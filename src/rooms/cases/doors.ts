// The doors of the cases room.
import { formAt, get, type Door } from '#web/doors.ts'
import { addReportToCase } from './add-report.tsx'
import { seeCases } from './list-cases.tsx'
import { newCase } from './new-case.tsx'
import { openCaseFromReport } from './open-case.tsx'
import { seeWards } from './see-wards.tsx'

export const doors: readonly Door[] = [
  get('/cases', { may: 'see cases', records: 'case list read', show: seeCases }),
  get('/places/wards', { may: 'see cases', records: 'wards listed', show: seeWards }),
  ...formAt('/cases/new', { may: 'open a case', records: 'case opened without a report', form: newCase }),
  ...formAt('/reports/:reference/add-to-case', { may: 'triage reports', records: 'report added to case', form: addReportToCase }),
  ...formAt('/reports/:reference/open-case', { may: 'open a case', records: 'case opened', form: openCaseFromReport }),
]
