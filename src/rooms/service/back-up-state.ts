// What is known of the back-ups, and whether that is well: read through one function of the database, judged by pure rules.
import { z } from 'zod'
import type { Database } from '#db/open.ts'
import { asGate } from '#jobs/outbox.ts'
import { sayMoment } from '#kernel/time.ts'

const moment = z.string().transform(text => new Date(text))
const found = z.object({
  lastGood: z.object({ at: moment, encrypted: z.boolean(), nextDueAt: moment }).nullable(),
  lastRun: z.object({ at: moment, failed: z.string().nullable(), missing: z.int() }).nullable(),
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
  /** When the last was made without files that records name, and how many; null and 0 where it has all. */
  readonly lackingAt: Date | null
  readonly missingFiles: number
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
    lackingAt: lastRun.missing === 0 ? null : lastRun.at, missingFiles: lastRun.missing,
    lastTrialAt: lastTrial?.at ?? null, lastTrialPassed: lastTrial === null ? null : lastTrial.failed === null, trialFailed: lastTrial?.failed ?? null,
  }
}

export type ReadBackupState = (database: Database, now: Date) => Promise<BackupState | undefined>

/** Undefined: the service has made none by itself. They may be made all the same, by other means. */
export const readBackupState: ReadBackupState = database =>
  asGate(database, async client => {
    await client.query(`select set_config('amity.actor', 'system', true)`)
    return stateOf((await client.query<{ found: unknown }>('select amity.back_ups_stand() as found')).rows[0]?.found)
  })

export const noBackupRecorded: ReadBackupState = () => Promise.resolve(undefined)

const lastIn = ({ lastGoodAt }: BackupState): string => lastGoodAt === null ? 'There is no good one yet' : `The last good one is of ${sayMoment(lastGoodAt)}`

/** What is not well with making them, in a sentence or two; null where all is. */
export const backUpTrouble = (state: BackupState, now: Date): string | null => {
  const { failed, failedAt, lackingAt, missingFiles: n, nextDueAt } = state
  if (failed !== null && failedAt !== null) return `The back-up of ${sayMoment(failedAt)} failed. ${failed} ${lastIn(state)}`
  if (lackingAt !== null) return `The back-up of ${sayMoment(lackingAt)} lacks ${n === 1 ? '1 file that a record names' : `${n} files that records name`}: not where files rest. Is the disk, share or store there, and AMITY_FILES right? ${lastIn(state)}`
  return nextDueAt !== null && now > nextDueAt ? `The next back-up is late. ${lastIn(state)}` : null
}

/** What is not well with the last that was restored on trial. */
export const trialTrouble = (state: BackupState): string | null => state.lastTrialPassed !== false || state.lastTrialAt === null ? null
  : `The back-up restored on trial on ${sayMoment(state.lastTrialAt)} cannot be relied on. ${state.trialFailed ?? ''} ${lastIn(state)}`
