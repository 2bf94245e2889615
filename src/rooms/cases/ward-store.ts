// Open cases counted by ward: only those whoever asks may see, each once, from the narrow table of who sees which.
import type { OfficerWork } from '#db/work.ts'

/** How many open cases (on hold included) each ward has; null for those whose ward is not known. */
export const openByWard = async (work: OfficerWork): Promise<ReadonlyMap<string | null, number>> => {
  const rows = await work.db.selectFrom('caseAccess').select(({ fn }) => ['wardCode', fn.count('caseId').distinct().as('n')]).where('status', 'in', ['open', 'on hold']).groupBy('wardCode').execute()
  return new Map(rows.map(({ wardCode, n }) => [wardCode, Number(n)]))
}
