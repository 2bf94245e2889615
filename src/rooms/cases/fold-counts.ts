// Folds what cases changed since into the counts that are kept (0212), so that reading them stays short.
import { sql } from 'kysely'
import type { SystemWork } from '#db/work.ts'
import type { Chore } from '#jobs/chores.ts'

/** Lines in one turn: a few seconds' work; the rest waits for the next minute, and is counted meanwhile as it stands. */
const MOST = 50_000

export const foldingCounts: Chore = {
  name: 'cases.fold-counts', cron: '* * * * *',
  each: async (work: SystemWork): Promise<void> => { await sql`select amity.fold_counts(${MOST})`.execute(work.db) },
}
