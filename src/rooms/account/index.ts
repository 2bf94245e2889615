// The front door of the account room.
import type { Room } from '#web/room.ts'
import { doors } from './doors.ts'

export const accountRoom: Room = { doors }
