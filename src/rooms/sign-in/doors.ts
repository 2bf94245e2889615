// The doors of the sign-in room.
import { anyone, formAt, get, nothing, post, signedIn, type Door } from '#web/doors.ts'
import { choosePassword } from './choose-password.tsx'
import { editProvider } from './edit-provider.tsx'
import { prove, proveByPasskey } from './prove.tsx'
import { secondStep, secondStepByPasskey } from './second-step.tsx'
import { seeCheck, seeProviders, tryProvider } from './see-providers.tsx'
import { signInByPasskey } from './sign-in-by-passkey.ts'
import { signIn } from './sign-in.tsx'
import { signOut } from './sign-out.tsx'
import { backFromProvider, backToProve, proveWithProvider, signInWith } from './with-provider.tsx'

const itself = nothing('the act itself writes the sign-in')
/** What leads to a second factor is open to whoever must set one up first. */
const early = { beforeSecondFactor: true } as const
const runs = { may: 'run the partnership', stepUp: true } as const

export const doors: readonly Door[] = [
  ...formAt('/sign-in', { may: anyone('to sign in'), records: itself, perMinute: 60, form: signIn }),
  ...formAt('/sign-in/code', { may: anyone('to give the second factor after the password'), records: itself, perMinute: 60, form: secondStep }),
  post('/sign-in/code/passkey', { may: anyone('to give the second factor after the password'), records: itself, perMinute: 60, act: secondStepByPasskey }),
  post('/sign-in/passkey', { may: anyone('to sign in with a passkey'), records: itself, perMinute: 60, act: signInByPasskey }),
  get('/sign-in/with/:id', { may: anyone('to sign in with their agency’s provider'), records: itself, perMinute: 30, show: signInWith }),
  get('/sign-in/back/:agencyId', { may: anyone('to come back from their agency’s provider'), records: itself, perMinute: 30, show: backFromProvider }),
  ...formAt('/choose-password/:token', { may: anyone('to choose a password with the one-time link'), records: 'password chosen with a link', perMinute: 30, form: choosePassword }),
  post('/sign-out', { may: signedIn('to sign out'), records: 'signed out', ...early, act: signOut }),
  ...formAt('/prove', { may: signedIn('to prove again who they are'), records: 'proved who they are', ...early, perMinute: 60, form: prove }),
  post('/prove/passkey', { may: signedIn('to prove again who they are'), records: 'proved who they are', ...early, perMinute: 60, act: proveByPasskey }),
  get('/prove/with-provider', { may: signedIn('to prove again who they are'), records: 'went to prove who they are', ...early, perMinute: 30, show: proveWithProvider }),
  get('/prove/back/:agencyId', { may: signedIn('to prove again who they are'), records: 'proved who they are', ...early, perMinute: 30, show: backToProve }),
  get('/single-sign-on', { may: 'run the partnership', records: 'single sign-on listed', show: seeProviders }),
  ...formAt('/single-sign-on/:agencyId', { ...runs, records: 'single sign-on changed', form: editProvider }),
  get('/single-sign-on/:agencyId/check', { ...runs, records: 'single sign-on checked', perMinute: 30, show: seeCheck }),
  get('/single-sign-on/:agencyId/try', { ...runs, records: 'single sign-on tried', perMinute: 30, show: tryProvider }),
]
