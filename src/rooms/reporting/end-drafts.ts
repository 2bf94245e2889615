// Each night: half-made reports whose time is over go, and their files after them; how many, and how far they came, is counted.
import { sql } from 'kysely'
import type { SystemWork } from '#db/work.ts'
import type { Chore } from '#jobs/chores.ts'
import { removeLater } from '#rooms/evidence/index.ts'

const MOST = 500

export const endDrafts = async (work: SystemWork): Promise<void> => {
  const over = await work.db.selectFrom('reportDrafts').select(['id', 'reached', 'sentAt']).where('endsAt', '<', work.now).orderBy('endsAt').limit(MOST).execute()
  if (over.length === 0) return
  const unsent = over.filter(({ sentAt }) => sentAt === null)
  for (const { id } of unsent) {
    const gone = await work.db.deleteFrom('attachments').where('draftId', '=', id).where('reportId', 'is', null).where('caseId', 'is', null).returning(['storedAs', 'shownAs']).execute()
    await removeLater(work, gone.flatMap(({ storedAs, shownAs }) => shownAs === null ? [storedAs] : [storedAs, shownAs]))
  }
  await work.db.deleteFrom('reportDrafts').where('id', 'in', over.map(({ id }) => id)).execute()
  for (const [reached, some] of Map.groupBy(unsent, ({ reached: page }) => page ?? 'the start')) {
    await work.db.insertInto('draftEndings').values({ partnershipId: work.partnership.id, endedOn: work.today, reached, n: some.length })
      .onConflict(conflict => conflict.columns(['partnershipId', 'endedOn', 'reached']).doUpdateSet({ n: sql`draft_endings.n + excluded.n` })).execute()
  }
}

export const endingDrafts: Chore = { name: 'reporting.drafts', cron: '20 1 * * *', each: work => endDrafts(work) }
