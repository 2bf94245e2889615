// The doors of the account room.
import { formAt, get, post, signedIn, type Door } from '#web/doors.ts'
import { addApp } from './add-app.tsx'
import { addPasskey } from './add-passkey.tsx'
import { changeMyPassword } from './change-password.tsx'
import { endTheirSession, endTheirSessions, lookAfter, makePasswordLink, resetSecondFactor } from './look-after.tsx'
import { makeRecoveryCodes, seeSecondFactor, takeAppAway, takePasskeyAway } from './second-factor.tsx'
import { endMySession, seeAccount, signOutEverywhere } from './see-account.tsx'
import { actFor } from './switch-agency.tsx'

/** What leads to a second factor is open to whoever must set one up first. */
const early = { beforeSecondFactor: true } as const
const factor = (to: string) => ({ may: signedIn(to), ...early, stepUp: true })
const runs = { may: 'run the partnership', stepUp: true } as const

export const doors: readonly Door[] = [
  post('/sign-out-everywhere', { may: signedIn('to sign out everywhere'), records: 'signed out everywhere', ...early, stepUp: true, act: signOutEverywhere }),
  get('/account', { may: signedIn('to see their own sessions'), records: 'own account read', ...early, show: seeAccount }),
  post('/account/sessions/:id/end', { may: signedIn('to end one of their sessions'), records: 'own session ended', ...early, stepUp: true, act: endMySession }),
  ...formAt('/account/agency', { may: signedIn('to say for which agency they act'), records: 'agency switched', ...early, form: actFor }),
  ...formAt('/account/password', { ...factor('to change their password'), records: 'own password changed', form: changeMyPassword }),
  get('/account/second-factor', { may: signedIn('to see their second factor'), records: 'own second factor read', ...early, show: seeSecondFactor }),
  ...formAt('/account/second-factor/app', { ...factor('to set up an authenticator app'), records: 'authenticator app set up', form: addApp }),
  post('/account/second-factor/app/end', { ...factor('to take their authenticator app away'), records: 'authenticator app taken away', act: takeAppAway }),
  ...formAt('/account/second-factor/passkeys/add', { ...factor('to add a passkey'), records: 'passkey added', form: addPasskey }),
  post('/account/second-factor/passkeys/:id/end', { ...factor('to take a passkey away'), records: 'passkey taken away', act: takePasskeyAway }),
  post('/account/second-factor/codes', { ...factor('to make new recovery codes'), records: 'recovery codes made', act: makeRecoveryCodes }),
  get('/officers/:id/sign-in', { may: 'run the partnership', records: "an officer's sign-in read", show: lookAfter }),
  post('/officers/:id/sign-in/sessions/:session/end', { may: 'run the partnership', records: "an officer's session ended", act: endTheirSession }),
  post('/officers/:id/sign-in/sessions/end', { may: 'run the partnership', records: "an officer's sessions ended", act: endTheirSessions }),
  post('/officers/:id/sign-in/reset', { ...runs, records: "an officer's second factor taken away", act: resetSecondFactor }),
  post('/officers/:id/sign-in/password-link', { ...runs, records: 'password link made', act: makePasswordLink }),
]
