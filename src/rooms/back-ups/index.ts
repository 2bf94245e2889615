// The front door of the back-ups room.
import type { Room } from '#web/room.ts'
import { watchingBackUps } from './watch-back-ups.ts'

export const backUpsRoom: Room = { doors: [], chores: [watchingBackUps] }

export { backupState, backUpTroubles, readBackupState, type BackupState } from './back-up-state.ts'
