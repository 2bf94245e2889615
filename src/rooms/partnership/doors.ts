// The doors of the partnership room.
import { isColour, themeStylesheet } from '#ui/theme.ts'
import { body } from '#web/answers.ts'
import { anyone, formAt, get, nothing, post, signedIn, type Door } from '#web/doors.ts'
import { choosePassword } from './choose-password.tsx'
import { DEMONSTRATION_OFFICERS, DEMONSTRATION_PASSWORD } from './demonstration-officers.ts'
import { seeAccount, signOut, signOutEverywhere } from './see-account.tsx'
import { editSetting } from './edit-setting.tsx'
import { seeSettings } from './see-settings.tsx'
import { setUp } from './set-up.tsx'
import { signIn } from './sign-in.tsx'

const styleFor = (colour: string | null): string => colour !== null && isColour(colour) ? themeStylesheet({ brand: colour }) : ''

export const doors: readonly Door[] = [
  ...formAt('/sign-in', { may: anyone('to sign in'), records: nothing('the act itself writes the sign-in'), perMinute: 60, form: signIn(() => DEMONSTRATION_OFFICERS, DEMONSTRATION_PASSWORD) }),
  post('/sign-out', { may: signedIn('to sign out'), records: 'signed out', act: signOut }),
  post('/sign-out-everywhere', { may: signedIn('to sign out everywhere'), records: 'signed out everywhere', act: signOutEverywhere }),
  get('/account', { may: signedIn('to see their own sessions'), records: 'own account read', show: seeAccount }),
  ...formAt('/set-up/:token', { may: anyone('to set up a new service with the one-time link'), records: nothing('there is no partnership yet to keep the record'), perMinute: 30, form: setUp }),
  ...formAt('/choose-password/:token', { may: anyone('to choose a password with the one-time link'), records: 'password chosen with a link', perMinute: 30, form: choosePassword }),
  get('/settings', { may: 'edit settings', records: 'settings read', show: seeSettings }),
  ...formAt('/settings/:key', { may: 'edit settings', records: 'setting changed', form: editSetting('partnership') }),
  ...formAt('/settings/:key/agency', { may: 'edit settings', records: "an agency's own setting changed", form: editSetting('agency') }),
  get('/theme.css', {
    may: anyone("to see the page in the partnership's own colours"), records: nothing('a stylesheet'),
    show: async work => body('text/css; charset=utf-8', styleFor(work.partnership.brandColour), { cache: 'public, max-age=300' }),
  }),
]
