// The front door of the support room.
import type { Room } from '#web/room.ts'

export const supportRoom: Room = { doors: [] }
