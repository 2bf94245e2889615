// The front door of the performance room.
import type { Room } from '#web/room.ts'

export const performanceRoom: Room = { doors: [] }
