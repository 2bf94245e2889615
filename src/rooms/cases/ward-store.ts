// Open cases counted by ward: only those whoever asks may see, each once, from the counts that are kept.
import { sql } from 'kysely'
import type { OfficerWork } from '#db/work.ts'

/** How many open cases (on hold included) each ward has; null for those whose ward is not known. */
export const openByWard = async (work: OfficerWork): Promise<ReadonlyMap<string | null, number>> => {
  const rows = await work.db.selectFrom('openCaseCounts').select(['wardCode', sql<number>`sum(n)::int`.as('n')]).groupBy('wardCode').having(sql<boolean>`sum(n) > 0`).execute()
  return new Map(rows.map(({ wardCode, n }) => [wardCode === '' ? null : wardCode, n]))
}
