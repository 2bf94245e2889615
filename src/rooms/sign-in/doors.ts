// The doors of the sign-in room.
import { anyone, formAt, get, nothing, post, signedIn, type Door } from '#web/doors.ts'
import { addApp } from './add-app.tsx'
import { addPasskey, offerPasskey } from './add-passkey.tsx'
import { changeMyPassword, choosePassword } from './choose-password.tsx'
import { editProvider } from './edit-provider.tsx'
import { endTheirSession, endTheirSessions, lookAfter, makePasswordLink, resetSecondFactor } from './look-after.tsx'
import { prove, proveByPasskey } from './prove.tsx'
import { makeRecoveryCodes, seeSecondFactor, takeAppAway, takePasskeyAway } from './second-factor.tsx'
import { secondStep, secondStepByPasskey } from './second-step.tsx'
import { endMySession, seeAccount, signOutEverywhere } from './see-account.tsx'
import { seeCheck, seeProviders, tryProvider } from './see-providers.tsx'
import { signInByPasskey } from './sign-in-by-passkey.ts'
import { signIn } from './sign-in.tsx'
import { signOut } from './sign-out.tsx'
import { actFor } from './switch-agency.tsx'
import { backFromProvider, backToProve, proveWithProvider, signInWith } from './with-provider.tsx'

const itself = nothing('the act itself writes the sign-in')
/** What leads to a second factor is open to whoever must set one up first. */
const early = { beforeSecondFactor: true } as const
const factor = (to: string) => ({ may: signedIn(to), ...early, stepUp: true })
const runs = { may: 'run the partnership', stepUp: true } as const

export const doors: readonly Door[] = [
  ...formAt('/sign-in', { may: anyone('to sign in'), records: itself, perMinute: 60, form: signIn }),
  ...formAt('/sign-in/code', { may: anyone('to give the second factor after the password'), records: itself, perMinute: 60, form: secondStep }),
  post('/sign-in/code/passkey', { may: anyone('to give the second factor after the password'), records: itself, perMinute: 60, act: secondStepByPasskey }),
  post('/sign-in/passkey', { may: anyone('to sign in with a passkey'), records: itself, perMinute: 60, act: signInByPasskey }),
  get('/sign-in/with/:id', { may: anyone('to sign in with their agency’s provider'), records: itself, perMinute: 30, show: signInWith }),
  get('/sign-in/back', { may: anyone('to come back from their agency’s provider'), records: itself, perMinute: 30, show: backFromProvider }),
  ...formAt('/choose-password/:token', { may: anyone('to choose a password with the one-time link'), records: 'password chosen with a link', perMinute: 30, form: choosePassword }),
  post('/sign-out', { may: signedIn('to sign out'), records: 'signed out', ...early, act: signOut }),
  post('/sign-out-everywhere', { may: signedIn('to sign out everywhere'), records: 'signed out everywhere', ...early, act: signOutEverywhere }),
  ...formAt('/prove', { may: signedIn('to prove again who they are'), records: 'proved who they are', ...early, perMinute: 60, form: prove }),
  post('/prove/passkey', { may: signedIn('to prove again who they are'), records: 'proved who they are', ...early, perMinute: 60, act: proveByPasskey }),
  get('/prove/with-provider', { may: signedIn('to prove again who they are'), records: 'went to prove who they are', ...early, perMinute: 30, show: proveWithProvider }),
  get('/prove/back', { may: signedIn('to prove again who they are'), records: 'proved who they are', ...early, perMinute: 30, show: backToProve }),
  get('/account', { may: signedIn('to see their own sessions'), records: 'own account read', ...early, show: seeAccount }),
  post('/account/sessions/:id/end', { may: signedIn('to end one of their sessions'), records: 'own session ended', ...early, act: endMySession }),
  ...formAt('/account/agency', { may: signedIn('to say for which agency they act'), records: 'agency switched', ...early, form: actFor }),
  ...formAt('/account/password', { ...factor('to change their password'), records: 'own password changed', form: changeMyPassword }),
  get('/account/second-factor', { may: signedIn('to see their second factor'), records: 'own second factor read', ...early, show: seeSecondFactor }),
  ...formAt('/account/second-factor/app', { ...factor('to set up an authenticator app'), records: 'authenticator app set up', form: addApp }),
  post('/account/second-factor/app/end', { ...factor('to take their authenticator app away'), records: 'authenticator app taken away', act: takeAppAway }),
  get('/account/second-factor/passkeys/add', { ...factor('to add a passkey'), records: 'passkey offered', show: offerPasskey }),
  post('/account/second-factor/passkeys/add', { ...factor('to add a passkey'), records: 'passkey added', act: addPasskey }),
  post('/account/second-factor/passkeys/:id/end', { ...factor('to take a passkey away'), records: 'passkey taken away', act: takePasskeyAway }),
  post('/account/second-factor/codes', { ...factor('to make new recovery codes'), records: 'recovery codes made', act: makeRecoveryCodes }),
  get('/officers/:id/sign-in', { may: 'run the partnership', records: "an officer's sign-in read", show: lookAfter }),
  post('/officers/:id/sign-in/sessions/:session/end', { may: 'run the partnership', records: "an officer's session ended", act: endTheirSession }),
  post('/officers/:id/sign-in/sessions/end', { may: 'run the partnership', records: "an officer's sessions ended", act: endTheirSessions }),
  post('/officers/:id/sign-in/reset', { ...runs, records: "an officer's second factor taken away", act: resetSecondFactor }),
  post('/officers/:id/sign-in/password-link', { ...runs, records: 'password link made', act: makePasswordLink }),
  get('/single-sign-on', { may: 'run the partnership', records: 'single sign-on listed', show: seeProviders }),
  ...formAt('/single-sign-on/:agencyId', { ...runs, records: 'single sign-on changed', form: editProvider }),
  get('/single-sign-on/:agencyId/check', { ...runs, records: 'single sign-on checked', perMinute: 30, show: seeCheck }),
  get('/single-sign-on/:agencyId/try', { ...runs, records: 'single sign-on tried', perMinute: 30, show: tryProvider }),
]
