// Files that came with a report and lost it on the way: homed where that is certain, and otherwise set apart with somebody to home them.
import { sql } from 'kysely'
import type { SystemWork } from '#db/work.ts'
import type { Chore } from '#jobs/chores.ts'
import { sayMoment } from '#kernel/time.ts'
import { note } from '#rooms/diary/index.ts'
import { readersOfRestricted } from './few-eyes.tsx'
import { homeDraftFiles } from './reporting-store.ts'

const HOUR = 3_600_000
const MOST = 500

/** Files older than an hour in no report and no case, whose half-made report was sent or is gone. */
const lostFiles = (work: SystemWork) => work.db.selectFrom('attachments as a').leftJoin('reportDrafts as d', join => join.onRef('d.partnershipId', '=', 'a.partnershipId').onRef('d.id', '=', 'a.draftId'))
  .leftJoin('reports as r', join => join.onRef('r.partnershipId', '=', 'd.partnershipId').on(sql<boolean>`r.reference = d.answers ->> 'reference'`))
  .select(['a.id', 'a.draftId', 'a.kind', 'a.givenAt', 'a.agencyId', 'r.id as reportId', 'r.caseId'])
  .where('a.caseId', 'is', null).where('a.reportId', 'is', null).where('a.unhomedAt', 'is', null).where('a.givenAt', '<', new Date(work.now.getTime() - HOUR))
  .where(where => where.or([where('d.id', 'is', null), where('d.sentAt', 'is not', null)])).orderBy('a.givenAt').limit(MOST).execute()

export const homeLostFiles = async (work: SystemWork): Promise<void> => {
  for (const { id, draftId, kind, givenAt, agencyId, reportId, caseId } of await lostFiles(work)) {
    if (draftId !== null && reportId !== null) {
      await homeDraftFiles(work, draftId, reportId)
      if (caseId !== null) await work.db.updateTable('attachments').set({ caseId }).where('id', '=', id).execute()
      continue
    }
    await work.db.updateTable('attachments').set({ unhomedAt: work.now, draftKey: null }).where('id', '=', id).execute()
    for (const officerId of await readersOfRestricted(work, agencyId)) {
      await note(work, { kind: 'evidence to home', title: `A file (${kind}) belongs to no report and no case`, dueAt: new Date(work.now.getTime() + 24 * HOUR), because: `Given to us on ${sayMoment(givenAt)}; the report it came with is not here`, caseId: null, officerId, agencyId, aboutKind: 'attachment', aboutId: id })
    }
  }
}

export const homingFiles: Chore = { name: 'reporting.lost-files', cron: '*/15 * * * *', each: work => homeLostFiles(work) }
