// The front door of the my-case room.
import type { Room } from '#web/room.ts'

export const myCaseRoom: Room = { doors: [] }
