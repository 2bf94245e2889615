// What is recorded of the back-ups the service makes by itself: written and read as the gate, because no partnership owns it.
import type { Database } from '#db/open.ts'
import { asGate } from './outbox.ts'
import type { Ran } from './back-up-plan.ts'
import type { Tried } from './trial-restore.ts'

export type Run = {
  readonly beganAt: Date; readonly endedAt: Date; readonly fileName: string; readonly encrypted: boolean; readonly nextDueAt: Date
  /** Bytes; null when it failed. */
  readonly size: number | null
  readonly failed: string | null
  /** Files that records name and that it lacks. */
  readonly missingFiles: number
}

export const insertRun = (database: Database, run: Run): Promise<string> =>
  asGate(database, async client => {
    const { rows } = await client.query<{ id: string }>(`insert into back_up_runs (began_at, ended_at, file_name, encrypted, next_due_at, size, failed, missing_files) values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
      [run.beganAt, run.endedAt, run.fileName, run.encrypted, run.nextDueAt, run.size, run.failed, run.missingFiles])
    return rows[0]?.id ?? ''
  })

export const setTried = (database: Database, id: string, at: Date, outcome: { readonly tried: Tried } | { readonly failed: string }): Promise<unknown> =>
  asGate(database, client => client.query('update back_up_runs set tried_at = $2, try_failed = $3, counted = $4 where id = $1',
    [id, at, 'failed' in outcome ? outcome.failed : null, 'tried' in outcome ? JSON.stringify(outcome.tried) : null]))

/** One that lacks files is not tried again before its next hour: it would lack them as well, and fill the disk. */
export const lastRun = (database: Database): Promise<Ran | undefined> =>
  asGate(database, async client => {
    const { rows } = await client.query<Ran>(`select began_at as "beganAt", ended_at as "endedAt", failed is null and try_failed is null as good from back_up_runs order by began_at desc limit 1`)
    return rows[0]
  })

/** When one was last restored on trial. */
export const lastTrialAt = (database: Database): Promise<Date | undefined> =>
  asGate(database, async client => (await client.query<{ at: Date }>(`select tried_at as at from back_up_runs where tried_at is not null order by began_at desc limit 1`)).rows[0]?.at)

/** The names that retention never touches: the last that is whole as far as is known, and the last that was proved by a trial. */
export const lastGoodNames = (database: Database): Promise<readonly string[]> =>
  asGate(database, async client => (await client.query<{ name: string }>(`
    (select file_name as name from back_up_runs where failed is null and try_failed is null and missing_files = 0 order by began_at desc limit 1)
    union (select file_name from back_up_runs where tried_at is not null and try_failed is null and missing_files = 0 order by began_at desc limit 1)`)).rows.map(({ name }) => name))
