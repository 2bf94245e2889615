// Which tables hold something of a case: one question in place of one for each table that is empty.
import { sql } from 'kysely'
import type { OfficerWork } from '#db/work.ts'
import type { Held, OnCase } from '#rooms/cases/index.ts'

/**
 * Asked through the reader's own row policies, so that it knows of nothing they may not see.
 * @param tables those asked about; any other counts as holding something, so that a section which forgot to name one asks in vain and hides nothing
 */
export const heldBy = async (work: OfficerWork, caseId: string, tables: readonly OnCase[]): Promise<Held> => {
  if (tables.length === 0) return () => true
  const each = tables.map(table => sql`exists (select from ${sql.table(table)} t where t.case_id = one.id)`)
  const { rows } = await sql<{ holds: readonly boolean[] }>`select array[${sql.join(each)}] as holds from (select ${caseId}::uuid as id) one`.execute(work.db)
  const empty = new Set(tables.filter((_table, at) => rows[0]?.holds[at] === false))
  return table => !empty.has(table)
}
