// The front door of the content room.
import type { Room } from '#web/room.ts'
import { doors } from './doors.ts'

export const contentRoom: Room = { doors }
