// Settings of the back-ups the service makes by itself: where to, for whose key, at which hours, how many are kept, and the one before an upgrade.
import path from 'node:path'
import { z } from 'zod'
import type { BackUpSettings, Keep } from '#jobs/back-up-plan.ts'

export type BackUpPart = { readonly backUps: BackUpSettings | undefined; readonly backUpBeforeUpgrade: boolean }

const NOBODY = 'nobody'

export const backUpShape = {
  AMITY_BACKUP_FOLDER: z.string().refine(folder => !folder.includes('\0'), 'AMITY_BACKUP_FOLDER must be a folder.').optional(),
  AMITY_BACKUP_TO: z.string().transform(text => text.toLowerCase()).refine(text => text === NOBODY || /^age1[a-z0-9]{58}$/.test(text), 'AMITY_BACKUP_TO must be the public half of a key, which begins with age1 (make one with: npm run amity -- backup:key FILE), or nobody.').optional(),
  AMITY_BACKUP_HOURS: z.string().regex(/^([01]?\d|2[0-3])(\s*,\s*([01]?\d|2[0-3]))*$/, 'AMITY_BACKUP_HOURS must be hours from 0 to 23 with commas between, such as 2 or 2,14.').default('2')
    .transform(text => [...new Set(text.split(',').map(Number))].toSorted((a, b) => a - b)),
  AMITY_BACKUP_KEEP: z.string().regex(/^[1-9]\d{0,2},\d{1,3},\d{1,3}$/, 'AMITY_BACKUP_KEEP must be how many daily, weekly and monthly ones are kept, such as 7,5,12.').default('7,5,12')
    .transform((text): Keep => { const [daily = 7, weekly = 5, monthly = 12] = text.split(',').map(Number); return { daily, weekly, monthly } }),
  AMITY_BACKUP_TRIAL: z.enum(['each', 'weekly', 'never'], 'AMITY_BACKUP_TRIAL must be each, weekly or never.').default('each'),
  AMITY_BACKUP_BEFORE_UPGRADE: z.enum(['yes', 'no'], 'AMITY_BACKUP_BEFORE_UPGRADE must be yes or no.').default('yes'),
}
const whole = z.object(backUpShape)
type BackUpEnvironment = z.infer<typeof whole>

export const backUpProblems = (env: BackUpEnvironment): readonly string[] => [
  ...(env.AMITY_BACKUP_FOLDER !== undefined && env.AMITY_BACKUP_TO === undefined ? ['AMITY_BACKUP_TO is missing: say whose key opens the back-ups (make one with: npm run amity -- backup:key FILE), or nobody to leave them unencrypted.'] : []),
  ...(env.AMITY_BACKUP_FOLDER === undefined && env.AMITY_BACKUP_TO !== undefined ? ['AMITY_BACKUP_FOLDER is missing: AMITY_BACKUP_TO is of no use without it.'] : []),
]

export const assembleBackUp = (env: BackUpEnvironment): BackUpPart => ({
  backUps: env.AMITY_BACKUP_FOLDER === undefined ? undefined : {
    folder: path.resolve(env.AMITY_BACKUP_FOLDER), recipient: env.AMITY_BACKUP_TO === NOBODY ? undefined : env.AMITY_BACKUP_TO,
    hours: env.AMITY_BACKUP_HOURS, keep: env.AMITY_BACKUP_KEEP, trial: env.AMITY_BACKUP_TRIAL,
  },
  backUpBeforeUpgrade: env.AMITY_BACKUP_BEFORE_UPGRADE === 'yes',
})
