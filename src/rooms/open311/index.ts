// The front door of the open311 room.
import type { Room } from '#web/room.ts'
import { doors } from './doors.ts'

export const open311Room: Room = { doors, navigation: [{ text: 'API keys', href: '/api-keys', act: 'run the partnership', more: true }] }
