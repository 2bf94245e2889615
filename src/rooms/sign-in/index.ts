// The front door of the sign-in room.
import type { Room } from '#web/room.ts'
import { doors } from './doors.ts'
import { forgetSignIns } from './sign-in-store.ts'

export const signInRoom: Room = {
  doors, navigation: [{ text: 'Single sign-on', href: '/single-sign-on', act: 'run the partnership', more: true }],
  chores: [{ name: 'sign-in.forget', cron: '20 3 * * *', each: forgetSignIns }],
}

export { wayInChanged, type WayIn } from './events.ts'
