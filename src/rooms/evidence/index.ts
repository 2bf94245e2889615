// The front door of the evidence room.
import type { Room } from '#web/room.ts'

export const evidenceRoom: Room = { doors: [] }
