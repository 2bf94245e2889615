// The SQL of reminders: which agreements to watch, and which reminders stand already.
import { sql } from 'kysely'
import type { SystemWork } from '#db/work.ts'
import { addDays } from '#kernel/time.ts'

const WATCHED_DAYS = 90

/** Agreements in force that are to be reviewed or end within the longest warning; `followed`: renewed already. */
export const agreementsToWatch = (work: SystemWork) => work.db.selectFrom('sharingAgreements as g').select(['g.id', 'g.name', 'g.reviewOn', 'g.endsOn',
  sql<boolean>`exists (select 1 from sharing_agreements f where f.partnership_id = g.partnership_id and f.follows_id = g.id)`.as('followed')])
  .where('g.endedAt', 'is', null).where('g.endsOn', '>=', work.today).where(where => where.or([where('g.reviewOn', '<=', addDays(work.today, WATCHED_DAYS)), where('g.endsOn', '<=', addDays(work.today, WATCHED_DAYS))]))
  .orderBy('g.endsOn').limit(500).execute()

/** Whether this very reminder was written, whatever became of it. */
export const openItemsAbout = async (work: SystemWork, aboutKind: string, aboutId: string, title: string): Promise<boolean> =>
  await work.db.selectFrom('diaryItems').select('id').where('aboutKind', '=', aboutKind).where('aboutId', '=', aboutId).where('title', '=', title).limit(1).executeTakeFirst() !== undefined

/** A nearer reminder takes the place of one that still waits. */
export const settleNearer = async (work: SystemWork, aboutKind: string, aboutId: string): Promise<void> => {
  await work.db.updateTable('diaryItems').set({ cancelledAt: work.now, cancelledBecause: 'a nearer reminder took its place' }).where('aboutKind', '=', aboutKind).where('aboutId', '=', aboutId).where('doneAt', 'is', null).where('cancelledAt', 'is', null).execute()
}
