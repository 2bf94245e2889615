// Once a year (a setting) each officer is asked whether what they declared is still all there is.
import type { SystemWork } from '#db/work.ts'
import { addDays, addMonths, londonMoment, startOfDay } from '#kernel/time.ts'
import type { Chore } from '#jobs/chores.ts'
import { note } from '#rooms/diary/index.ts'
import { CONFLICT_MONTHS, readSetting } from '#rooms/partnership/index.ts'
import { toConfirm } from './conflict-store.ts'

const DAYS_TO_ANSWER = 14

export const remindConflicts = async (work: SystemWork): Promise<void> => {
  const months = await readSetting(work, CONFLICT_MONTHS)
  for (const { officerId, agencyId } of await toConfirm(work, startOfDay(addMonths(work.today, -months)))) {
    await note(work, {
      kind: 'task', title: 'Confirm your conflicts of interest', dueAt: londonMoment(addDays(work.today, DAYS_TO_ANSWER), '17:00') ?? work.now, because: `Every ${months} months`,
      caseId: null, officerId, agencyId, aboutKind: 'conflicts to confirm', aboutId: officerId,
    })
  }
}

export const remindingConflicts: Chore = { name: 'restricted.conflicts', cron: '15 6 * * *', each: work => remindConflicts(work) }
