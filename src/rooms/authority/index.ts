// The front door of the authority room.
import type { Room } from '#web/room.ts'
import { alertEndings } from './alerts.ts'
import { doors } from './doors.ts'

export const authorityRoom: Room = {
  doors, navigation: [{ text: 'Training', href: '/training', act: 'keep training', more: true }, { text: 'Delegations', href: '/delegations', act: 'keep delegations', more: true }],
  chores: [{ name: 'authority.alerts', cron: '30 5 * * *', each: work => alertEndings(work) }],
}

export { delegationInForce } from './delegation-rules.ts'
export { hasDelegation, type Delegation } from './delegation-store.ts'
export { POWERS, type Power } from './powers.ts'
