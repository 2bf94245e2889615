// The front door of the letters room.
import type { Room } from '#web/room.ts'

export const lettersRoom: Room = { doors: [] }

export { writeMessage, type About, type Addressee, type Words, type Written } from './write-message.ts'
