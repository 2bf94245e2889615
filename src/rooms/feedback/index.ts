// The front door of the feedback room.
import type { Room } from '#web/room.ts'

export const feedbackRoom: Room = { doors: [] }
