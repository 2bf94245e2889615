// A report nobody has taken, or whose owner has left, is a manager's business: raised after the hours of the setting, and again each day until somebody has it.
import { sql } from 'kysely'
import type { SystemWork } from '#db/work.ts'
import type { Chore } from '#jobs/chores.ts'
import { note } from '#rooms/diary/index.ts'
import { managersOf, officersWhoMay, readSetting, UNOWNED_REPORT_HOURS } from '#rooms/partnership/index.ts'
import { readersOfRestricted } from './few-eyes.tsx'

const HOUR = 3_600_000
const MOST = 500

const watcherOf = async (work: SystemWork, agencyId: string): Promise<string | null> => {
  const [manager] = await managersOf(work, agencyId, 'approve a closure')
  const [triager] = manager === undefined ? await officersWhoMay(work, agencyId, 'triage reports') : [manager]
  return triager?.id ?? null
}

export const alarmUnowned = async (work: SystemWork): Promise<void> => {
  // A post may have ended today: whoever reads restricted reports is asked for afresh.
  await sql`select amity.keep_restricted_circles()`.execute(work.db)
  const hours = await readSetting(work, UNOWNED_REPORT_HOURS)
  const unowned = await work.db.selectFrom('reports as r').select(['r.id', 'r.reference', 'r.agencyId', 'r.restricted']).where('r.state', '=', 'waiting')
    .where(where => where.or([where('r.ownerId', 'is', null), where.exists(where.selectFrom('officers as o').select('o.id').whereRef('o.partnershipId', '=', 'r.partnershipId').whereRef('o.id', '=', 'r.ownerId').where('o.leftAt', 'is not', null))]))
    // These wait with a circle alone, whose keeper has them in the diary: a manager outside it must not hear of them.
    .where('r.sensitivePlace', '=', false)
    .where('r.receivedAt', '<', new Date(work.now.getTime() - hours * HOUR))
    .where(where => where.not(where.exists(where.selectFrom('diaryItems as d').select('d.id').whereRef('d.partnershipId', '=', 'r.partnershipId').where('d.aboutKind', '=', 'report').whereRef('d.aboutId', '=', 'r.id')
      .where(inner => inner.or([inner('d.madeAt', '>', new Date(work.now.getTime() - 24 * HOUR)), inner.and([inner('d.doneAt', 'is', null), inner('d.cancelledAt', 'is', null)])])))))
    .orderBy('r.receivedAt').limit(MOST).execute()
  for (const { id, reference, agencyId, restricted } of unowned) {
    for (const officerId of restricted ? await readersOfRestricted(work, agencyId) : [await watcherOf(work, agencyId)]) await note(work, {
      kind: 'manager review', title: `Nobody has taken report ${reference}`, dueAt: work.now, because: `It has waited more than ${hours} ${hours === 1 ? 'hour' : 'hours'} with no owner`,
      caseId: null, officerId, agencyId, aboutKind: 'report', aboutId: id,
    })
  }
}

export const alarmingUnowned: Chore = { name: 'reporting.unowned', cron: '*/15 * * * *', each: work => alarmUnowned(work) }
