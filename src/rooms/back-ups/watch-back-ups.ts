// Tells whoever runs the partnership when a back-up failed, is late, or did not come back whole: once, until it is well again.
import type { SystemWork } from '#db/work.ts'
import type { Chore } from '#jobs/chores.ts'
import { note, settleKind } from '#rooms/diary/index.ts'
import { officersWhoMay } from '#rooms/partnership/index.ts'
import { backupState, backUpTroubles } from './back-up-state.ts'

const ABOUT = 'service backup'

const alarmStands = async (work: SystemWork): Promise<boolean> =>
  await work.db.selectFrom('diaryItems').select('id').where('aboutKind', '=', ABOUT).where('doneAt', 'is', null).where('cancelledAt', 'is', null).limit(1).executeTakeFirst() !== undefined

export const watchBackUps = async (work: SystemWork): Promise<void> => {
  const troubles = backUpTroubles(await backupState(work), work.now)
  const [stands, agencyId] = [await alarmStands(work), work.partnership.triageAgencyId]
  if (troubles.length === 0 && stands) await settleKind(work, ABOUT, 'There is a good back-up again')
  if (troubles.length === 0 || stands || agencyId === null) return
  for (const { id } of await officersWhoMay(work, agencyId, 'run the partnership')) {
    await note(work, { kind: 'task', title: 'There is no good new back-up', dueAt: work.now, because: troubles.join(' '), caseId: null, officerId: id, agencyId, aboutKind: ABOUT })
  }
}

export const watchingBackUps: Chore = { name: 'back-ups.watch', cron: '*/15 * * * *', each: work => watchBackUps(work) }
