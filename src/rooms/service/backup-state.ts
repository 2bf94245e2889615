// What is recorded of back-ups and of restoring one on trial. Until back-ups are recorded, nothing is.
import type { Database } from '#db/open.ts'

export type BackupState = {
  /** When the last back-up that was whole and checked was finished. */
  readonly lastGoodAt: Date | null
  /** When one was last restored on trial, and whether it was whole. */
  readonly lastTrialAt: Date | null
  readonly lastTrialPassed: boolean | null
}

/** Undefined: nothing here records back-ups. They may be made all the same, by other means. */
export type ReadBackupState = (database: Database, now: Date) => Promise<BackupState | undefined>

export const noBackupRecorded: ReadBackupState = () => Promise.resolve(undefined)
