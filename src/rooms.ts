// The rooms in order. A room may use the ones above it, by their index.ts, and never the ones below.
import type { Room } from '#web/room.ts'
import { partnershipRoom } from '#rooms/partnership/index.ts'
import { homeRoom } from '#rooms/home/index.ts'

export const rooms: readonly Room[] = [
  // Agencies, teams, officers, roles, circles and sign-in.
  partnershipRoom,
  // Each role's first page, and the public's.
  homeRoom,
]
