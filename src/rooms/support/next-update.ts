// When the person harmed hears from us next: what was promised to them, or else the service standard.
import type { OfficerWork } from '#db/work.ts'
import { sayDay } from '#kernel/time.ts'
import { note } from '#rooms/diary/index.ts'
import { promisedWithin, serviceStandards } from '#rooms/partnership/index.ts'
import type { Case } from '#rooms/cases/index.ts'
import { promisesOf } from './plan-store.ts'

const days = (n: number): string => n === 1 ? 'Every working day' : `Every ${n} working days`

/** Notes the next update, counted from when we last spoke. Of several promises on one case the strictest sets the clock. */
export const noteNextUpdate = async (work: OfficerWork, theCase: Case, since: Date): Promise<void> => {
  const standards = await serviceStandards(work)
  const [strictest] = await promisesOf(work, theCase.id)
  const next = promisedWithin(since, strictest?.everyDays ?? standards.update[theCase.severity], standards)
  const because = strictest === undefined ? next.because.replace('receipt', 'the last contact') : `${days(strictest.everyDays)}, as promised: by ${strictest.means}${strictest.times === '' ? '' : `, ${strictest.times}`}. By ${sayDay(next.on)}`
  await note(work, { kind: 'victim update', title: 'Update the person harmed', dueAt: next.by, because, caseId: theCase.id, officerId: theCase.leadOfficerId, agencyId: theCase.leadAgencyId })
}
