// Each circle is looked through in time, and never without a keeper: the keeper, or else a manager, has it in the diary.
import type { SystemWork } from '#db/work.ts'
import { addDays, londonMoment, sayDay } from '#kernel/time.ts'
import type { Chore } from '#jobs/chores.ts'
import { note } from '#rooms/diary/index.ts'
import { managersOf } from '#rooms/partnership/index.ts'
import { toReview } from './circle-store.ts'

const DAYS_BEFORE = 14

/** A diary is read by whoever covers: no item gives a circle's name. */
export const remindKeepers = async (work: SystemWork): Promise<void> => {
  for (const { id, keeperId, agencyId, reviewDueOn, kept } of await toReview(work, addDays(work.today, DAYS_BEFORE))) {
    if (kept) {
      await note(work, { kind: 'task', title: 'Look through a circle you keep', dueAt: londonMoment(reviewDueOn, '17:00') ?? work.now, because: `Every three months, by ${sayDay(reviewDueOn)}`, caseId: null, officerId: keeperId, agencyId, aboutKind: 'circle', aboutId: id })
      continue
    }
    const [manager] = (await managersOf(work, agencyId, 'see restricted')).filter(({ id: one }) => one !== keeperId)
    await note(work, { kind: 'task', title: 'A circle of your agency has no keeper: name one', dueAt: work.now, because: 'Whoever kept it has left, or may no longer see restricted cases', caseId: null, officerId: manager?.id ?? null, agencyId, aboutKind: 'circle keeper', aboutId: id })
  }
}

export const remindingKeepers: Chore = { name: 'restricted.circles', cron: '10 6 * * *', each: work => remindKeepers(work) }
