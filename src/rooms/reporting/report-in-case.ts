// Which cases a report may belong to, and what goes with it when it belongs to one.
import { sql } from 'kysely'
import type { OfficerWork } from '#db/work.ts'

export type LikeCase = {
  readonly id: string; readonly reference: string; readonly title: string; readonly status: 'open' | 'on hold' | 'closed'; readonly openedAt: Date; readonly closedAt: Date | null
  /** Every reason why it is suggested, in words. */
  readonly because: readonly string[]; readonly samePerson: boolean
}

/** Cases like this report that whoever asks may see: open ones, and closed ones of the same person. At most 10, likest first. */
export const casesLikeReport = async (work: OfficerWork, reportId: string): Promise<readonly LikeCase[]> => {
  const columns = sql`id, reference, title, status, opened_at as "openedAt", closed_at as "closedAt", because, same_person as "samePerson"`
  // First by what is kept confidential, for those who keep it.
  const kept = (await sql<LikeCase>`select ${columns} from amity.cases_like_report_in_confidence(${reportId}::uuid)`.execute(work.db)).rows
  const others = (await sql<LikeCase>`select ${columns} from amity.cases_like_report(${reportId}::uuid)`.execute(work.db)).rows
  return [...kept.map(one => ({ ...one, because: [...one.because, ...others.find(other => other.id === one.id)?.because ?? []] })), ...others.filter(other => !kept.some(one => one.id === other.id))]
}

/** What came with a report belongs to its case from now on, and is seen as the case is. */
export const filesGoToCase = async (work: OfficerWork, reportId: string, caseId: string): Promise<void> => {
  await work.db.updateTable('attachments').set({ caseId }).where('reportId', '=', reportId).where('caseId', 'is', null).execute()
}
