// The command line's commands, in the order `help` shows them. One file a command; add a line here for a new one.
import type { PoolConfig } from 'pg'
import type { FilePlace } from '#db/file-place.ts'
import type { Database } from '#db/open.ts'
import type { Settings } from '#src/settings.ts'
import type { FileStore } from '#web/file-store.ts'
import { auditEmptyCommand } from './audit-empty.ts'
import { auditHeadsCommand } from './audit-heads.ts'
import { auditVerifyCommand } from './audit-verify.ts'
import { backupCommand } from './backup.ts'
import { backupKeyCommand } from './backup-key.ts'
import { backupTryCommand } from './backup-try.ts'
import { doorsCommand } from './doors.ts'
import { exportCommand } from './export.ts'
import { filesCommand } from './files.ts'
import { helpCommand } from './help.ts'
import { importCommand } from './import.ts'
import { restoreCommand } from './restore.ts'
import { secretChangeCommand } from './secret-change.ts'
import { wayInCommand } from './way-in.ts'

export type CommandContext = {
  readonly settings: Settings
  /** Where uploaded files rest, whichever way. */
  files(): Promise<FileStore>
  /** The same, as a back-up reads it and a restore fills it. */
  placeOfFiles(): Promise<FilePlace>
  /** Aborted by Ctrl-C: a long command stops at its next safe place. */
  readonly signal: AbortSignal
  /** What was asked for, on standard output. */
  say(line: string): void
  /** How far it is, on standard error: at most once a second, one moving line on a terminal. */
  progress(line: string): void
  /** Opens the database (the running one, or starts the embedded one meanwhile), migrated. */
  withDatabase<Answer>(use: (database: Database) => Promise<Answer>): Promise<Answer>
  /** As above but only the owner's connection: nothing is migrated, no page login is made. */
  withOwner<Answer>(use: (owner: PoolConfig) => Promise<Answer>): Promise<Answer>
}

export type Command = {
  /** As typed: `backup`, `audit:verify`. */
  readonly name: string
  /** What follows the name, as help shows it: `FILE`. */
  readonly usage: string
  /** One line for help. */
  readonly summary: string
  /** Long, and likely beside a running service: it takes what processor the service leaves. */
  readonly givesWay?: true
  /** Does it. @returns the exit code. A CannotOpen thrown here is shown as its sentence. */
  run(context: CommandContext, args: readonly string[]): Promise<number>
}

export const commands = (): readonly Command[] => [helpCommand, doorsCommand, importCommand, exportCommand, backupCommand, backupKeyCommand, backupTryCommand, restoreCommand, filesCommand, auditVerifyCommand, auditHeadsCommand, auditEmptyCommand, wayInCommand, secretChangeCommand]
