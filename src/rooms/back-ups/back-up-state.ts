// What is known of the back-ups, and whether that is well: read through one function of the database, judged by a pure rule.
import { sql } from 'kysely'
import { z } from 'zod'
import type { Database } from '#db/open.ts'
import type { OfficerWork, SystemWork } from '#db/work.ts'
import { asGate } from '#jobs/outbox.ts'
import { sayMoment } from '#kernel/time.ts'

const moment = z.string().transform(text => new Date(text))
const found = z.object({
  lastGood: z.object({ at: moment, encrypted: z.boolean(), nextDueAt: moment }).nullable(),
  lastRun: z.object({ at: moment, failed: z.string().nullable() }).nullable(),
  lastTrial: z.object({ at: moment, failed: z.string().nullable() }).nullable(),
})

export type BackupState = {
  /** When the last back-up that is whole was finished; one whose trial failed is not. */
  readonly lastGoodAt: Date | null
  readonly encrypted: boolean | null
  /** From this moment on the next one is late. */
  readonly nextDueAt: Date | null
  /** When the last try failed and why; null once one has succeeded since. */
  readonly failedAt: Date | null
  readonly failed: string | null
  readonly lastTrialAt: Date | null
  readonly lastTrialPassed: boolean | null
  readonly trialFailed: string | null
}

const stateOf = (value: unknown): BackupState | undefined => {
  if (value === null || value === undefined) return undefined
  const { lastGood, lastRun, lastTrial } = found.parse(value)
  if (lastRun === null) return undefined
  return {
    lastGoodAt: lastGood?.at ?? null, encrypted: lastGood?.encrypted ?? null, nextDueAt: lastGood?.nextDueAt ?? null,
    failedAt: lastRun.failed === null ? null : lastRun.at, failed: lastRun.failed,
    lastTrialAt: lastTrial?.at ?? null, lastTrialPassed: lastTrial === null ? null : lastTrial.failed === null, trialFailed: lastTrial?.failed ?? null,
  }
}

/** Undefined: the service has made none by itself. They may be made all the same, by other means. */
export const backupState = async (work: OfficerWork | SystemWork): Promise<BackupState | undefined> =>
  stateOf((await sql<{ found: unknown }>`select amity.back_up_state() as found`.execute(work.db)).rows[0]?.found)

/** The same for what looks after the whole service and acts for no partnership. */
export const readBackupState = (database: Database): Promise<BackupState | undefined> =>
  asGate(database, async client => {
    await client.query(`select set_config('amity.actor', 'system', true)`)
    return stateOf((await client.query<{ found: unknown }>('select amity.back_up_state() as found')).rows[0]?.found)
  })

/** What is not well, a sentence each; nothing where all is. */
export const backUpTroubles = (state: BackupState | undefined, now: Date): readonly string[] => {
  if (state === undefined) return []
  const last = state.lastGoodAt === null ? 'There is no good one yet' : `The last good one is of ${sayMoment(state.lastGoodAt)}`
  return [
    ...(state.failed === null || state.failedAt === null ? [] : [`The back-up of ${sayMoment(state.failedAt)} failed. ${state.failed} ${last}.`]),
    ...(state.failed === null && state.nextDueAt !== null && now > state.nextDueAt ? [`The next back-up is late. ${last}.`] : []),
    ...(state.lastTrialPassed === false && state.lastTrialAt !== null ? [`The back-up restored on trial on ${sayMoment(state.lastTrialAt)} cannot be relied on. ${state.trialFailed ?? ''} ${last}.`] : []),
  ]
}
