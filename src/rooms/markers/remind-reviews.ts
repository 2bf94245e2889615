// Four weeks before a marker is to be looked at again, a manager who did not write it has it in the diary.
import type { SystemWork } from '#db/work.ts'
import { addDays, londonMoment, sayDay } from '#kernel/time.ts'
import type { Chore } from '#jobs/chores.ts'
import { note } from '#rooms/diary/index.ts'
import { managerOf, toReview } from './marker-store.ts'

const DAYS_BEFORE = 28

export const remindReviews = async (work: SystemWork): Promise<void> => {
  for (const { id, reviewOn, agencyId, madeBy } of await toReview(work, addDays(work.today, DAYS_BEFORE), work.today)) {
    const manager = await managerOf(work, id)
    await note(work, {
      kind: 'task', title: manager === null ? 'Find a manager to review a cautionary marker' : 'Review a cautionary marker', dueAt: londonMoment(reviewOn, '17:00') ?? work.now,
      because: `It becomes history after ${sayDay(reviewOn)}`, caseId: null, officerId: manager ?? madeBy, agencyId, aboutKind: 'marker review', aboutId: id,
    })
  }
}

export const remindingReviews: Chore = { name: 'markers.reviews', cron: '20 6 * * *', each: work => remindReviews(work) }
