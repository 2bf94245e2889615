// The front door of the home room.
import type { Room } from '#web/room.ts'
import { doors } from './doors.tsx'

export const homeRoom: Room = { doors }
