// The doors of the partnership room.
import { isColour, themeStylesheet } from '#ui/theme.ts'
import { body } from '#web/answers.ts'
import { anyone, formAt, get, nothing, type Door } from '#web/doors.ts'
import { editSetting } from './edit-setting.tsx'
import { slugOf } from './setting-values.ts'
import { SECURITY_SETTINGS } from './sign-in-settings.ts'
import { seeSettings } from './see-settings.tsx'
import { setUp } from './set-up.tsx'

/** Who may get in, and for how long, is changed only by somebody who has just proven who they are. */
const ofSecurity = ({ key }: Readonly<Record<string, string>>): boolean => SECURITY_SETTINGS.some(one => slugOf(one) === key)

const styleFor = (colour: string | null): string => colour !== null && isColour(colour) ? themeStylesheet({ brand: colour }) : ''

export const doors: readonly Door[] = [
  ...formAt('/set-up/:token', { may: anyone('to set up a new service with the one-time link'), records: nothing('there is no partnership yet to keep the record'), perMinute: 30, form: setUp }),
  get('/settings', { may: 'edit settings', records: 'settings read', show: seeSettings }),
  ...formAt('/settings/:key', { may: 'edit settings', records: 'setting changed', stepUp: ofSecurity, form: editSetting('partnership') }),
  ...formAt('/settings/:key/agency', { may: 'edit settings', records: "an agency's own setting changed", stepUp: ofSecurity, form: editSetting('agency') }),
  get('/theme.css', {
    may: anyone("to see the page in the partnership's own colours"), records: nothing('a stylesheet'),
    show: async work => body('text/css; charset=utf-8', styleFor(work.partnership.brandColour), { cache: 'private, max-age=300' }),
  }),
]
