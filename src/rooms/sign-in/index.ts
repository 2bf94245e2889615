// The front door of the sign-in room.
import type { Room } from '#web/room.ts'
import { doors } from './doors.ts'
import { forgetSignIns } from './sign-in-store.ts'

export const signInRoom: Room = {
  doors, navigation: [{ text: 'Single sign-on', href: '/single-sign-on', act: 'run the partnership', more: true }],
  chores: [{ name: 'sign-in.forget', cron: '20 3 * * *', each: forgetSignIns }],
}

export { wayInChanged, type WayIn } from './events.ts'
export { appAddress, halfMinuteOf, newAppKey, newRecoveryCodes, openKey, qrPath, recoveryDigest, sealKey } from './codes.ts'
export { MANY_CODES } from './second-step.tsx'
export { tryPassword } from './try-code.ts'
export { NewPassword, notWeak, passwordFields, type Owner } from './choose-password.tsx'
export { confirmApp, endApp, endPasskey, hasSecondFactor, keepPasskey, keepRecoveryCodes, myFactors, offerApp, offeredApp, type Factors } from './factors-store.ts'
export { PasskeyForm } from './passkey-form.tsx'
export { optionsToAdd, verifyNewPasskey } from './passkeys.ts'
export { changePassword, endSessions, myAgencies, mySessions, proveSession, switchAgency, type Agency } from './sign-in-store.ts'
export { makeWayIn, resealAll, type WayInMade } from './make-way-in.ts'
export { sayDevice } from './device.ts'
