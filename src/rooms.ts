// The rooms in order, one sentence each. A room may use the ones above it, by their index.ts, and never the ones below.
import type { Room } from '#web/room.ts'
import { homeRoom } from '#rooms/home/index.ts'
import { partnershipRoom } from '#rooms/partnership/index.ts'
import { reportingRoom } from '#rooms/reporting/index.ts'

export type NamedRoom = { readonly name: string; readonly says: string; readonly room: Room }

export const roomsInOrder: readonly NamedRoom[] = [
  { name: 'partnership', says: 'Agencies, teams, officers, roles, circles and sign-in.', room: partnershipRoom },
  { name: 'reporting', says: 'Somebody tells us something, and it is triaged.', room: reportingRoom },
  { name: 'home', says: 'Each person’s first page, and the pages every public service must have.', room: homeRoom },
]

export const rooms: readonly Room[] = roomsInOrder.map(({ room }) => room)
