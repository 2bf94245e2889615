// The front door of the imports room.
import type { Room } from '#web/room.ts'

export const importsRoom: Room = { doors: [] }
