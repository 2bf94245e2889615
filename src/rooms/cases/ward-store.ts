// Open cases counted by ward: only those whoever asks may see.
import type { OfficerWork } from '#db/work.ts'

/** How many open cases (on hold included) each ward has; null for those whose ward is not known. */
export const openByWard = async (work: OfficerWork): Promise<ReadonlyMap<string | null, number>> => {
  const rows = await work.db.selectFrom('cases').select(({ fn }) => ['wardCode', fn.countAll().as('n')]).where('status', 'in', ['open', 'on hold']).groupBy('wardCode').execute()
  return new Map(rows.map(({ wardCode, n }) => [wardCode, Number(n)]))
}
