// The front door of the interventions room.
import type { Room } from '#web/room.ts'

export const interventionsRoom: Room = { doors: [] }
