// On a case one sees through broken glass: how long, and that it was noticed.
import type { OfficerWork } from '#db/work.ts'
import { londonTime } from '#kernel/time.ts'
import type { Case } from '#rooms/cases/index.ts'
import { NotificationBanner } from '#ui/govuk/components.tsx'
import type { Html } from '#ui/html.ts'
import { breakOn } from './glass-store.ts'

const MINUTE = 60_000

/** Nothing on any other case. */
export const glassBanner = async (work: OfficerWork, theCase: Case): Promise<Html | null> => {
  const broken = theCase.circleId === null ? undefined : await breakOn(work, theCase.reference)
  if (broken === undefined) return null
  const left = Math.max(1, Math.ceil((broken.until.getTime() - work.now.getTime()) / MINUTE))
  return NotificationBanner({
    titleText: 'You broke the glass', titleId: 'glass-banner',
    text: `You see this case until ${londonTime(broken.until)}: ${left === 1 ? 'one more minute' : `${left} more minutes`}. Whoever keeps it has been told, and a manager reviews it. You may read and add a note.`,
  })
}
