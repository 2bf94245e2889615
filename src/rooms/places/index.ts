// The front door of the places room.
import type { Room } from '#web/room.ts'

export const placesRoom: Room = { doors: [] }

export { wards } from './places-store.ts'
export { wardAt, type Ward } from './ward-at.ts'
