// The front door of the performance room.
import type { Room } from '#web/room.ts'
import { doors } from './doors.ts'

export const performanceRoom: Room = { doors, navigation: [{ text: 'Measures', href: '/measures', act: 'see measures' }] }
