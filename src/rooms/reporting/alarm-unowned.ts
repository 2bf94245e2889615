// A report nobody has taken is a manager's business: raised after the hours of the setting, and again each day until somebody has it.
import type { SystemWork } from '#db/work.ts'
import type { Chore } from '#jobs/chores.ts'
import { note } from '#rooms/diary/index.ts'
import { managersOf, officersWhoMay, readSetting, UNOWNED_REPORT_HOURS } from '#rooms/partnership/index.ts'

const HOUR = 3_600_000
const MOST = 500

export const alarmUnowned = async (work: SystemWork): Promise<void> => {
  const hours = await readSetting(work, UNOWNED_REPORT_HOURS)
  const unowned = await work.db.selectFrom('reports as r').select(['r.id', 'r.reference', 'r.agencyId']).where('r.state', '=', 'waiting').where('r.ownerId', 'is', null)
    // These wait with a circle alone, whose keeper has them in the diary: a manager outside it must not hear of them.
    .where('r.sensitivePlace', '=', false)
    .where('r.receivedAt', '<', new Date(work.now.getTime() - hours * HOUR))
    .where(where => where.not(where.exists(where.selectFrom('diaryItems as d').select('d.id').whereRef('d.partnershipId', '=', 'r.partnershipId').where('d.aboutKind', '=', 'report').whereRef('d.aboutId', '=', 'r.id')
      .where(inner => inner.or([inner('d.madeAt', '>', new Date(work.now.getTime() - 24 * HOUR)), inner.and([inner('d.doneAt', 'is', null), inner('d.cancelledAt', 'is', null)])])))))
    .orderBy('r.receivedAt').limit(MOST).execute()
  for (const { id, reference, agencyId } of unowned) {
    const [manager] = await managersOf(work, agencyId, 'approve a closure')
    const [triager] = manager === undefined ? await officersWhoMay(work, agencyId, 'triage reports') : [manager]
    await note(work, {
      kind: 'manager review', title: `Nobody has taken report ${reference}`, dueAt: work.now, because: `It has waited more than ${hours} ${hours === 1 ? 'hour' : 'hours'} with no owner`,
      caseId: null, officerId: triager?.id ?? null, agencyId, aboutKind: 'report', aboutId: id,
    })
  }
}

export const alarmingUnowned: Chore = { name: 'reporting.unowned', cron: '*/15 * * * *', each: work => alarmUnowned(work) }
