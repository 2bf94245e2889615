// Open cases counted by ward: only those whoever asks may see, each once, from the narrow table of who sees which.
import { sql } from 'kysely'
import type { OfficerWork } from '#db/work.ts'

/** How many open cases (on hold included) each ward has; null for those whose ward is not known. */
export const openByWard = async (work: OfficerWork): Promise<ReadonlyMap<string | null, number>> => {
  const { rows } = await sql<{ wardCode: string | null; n: number }>`select ward_code, n from amity.open_by_ward()`.execute(work.db)
  return new Map(rows.map(({ wardCode, n }) => [wardCode, n]))
}
