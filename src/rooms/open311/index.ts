// The front door of the open311 room.
import type { Room } from '#web/room.ts'

export const open311Room: Room = { doors: [] }
