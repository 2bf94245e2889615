// Settings of who has access: the quarterly check, and when an account looks stale or shared.
import { z } from 'zod'
import type { Setting } from './settings.ts'

const certificationShape = z.object({ answerDays: z.number().int().min(1).max(60), suspendAfterDays: z.number().int().min(0).max(90) })
export const CERTIFICATION: Setting<z.infer<typeof certificationShape>> = {
  key: 'access check', title: 'The quarterly check of who has access', says: 'How long an agency has to confirm or end each post, and whether posts nobody confirmed are suspended.',
  source: 'Proposed default', sure: false, shape: certificationShape, fallback: { answerDays: 21, suspendAfterDays: 0 },
  fields: [
    { path: 'answerDays', label: 'Answered within', hint: 'Days from when the check opens', input: 'whole number' },
    { path: 'suspendAfterDays', label: 'Suspended when nobody confirmed, after it was due', hint: 'Days. 0 suspends nothing: it is only raised with administrators', input: 'whole number' },
  ],
}

const accountShape = z.object({ staleDays: z.number().int().min(7).max(366), devices: z.number().int().min(2).max(20), places: z.number().int().min(2).max(20) })
export const ACCOUNT_CHECKS: Setting<z.infer<typeof accountShape>> = {
  key: 'account checks', title: 'When an account looks stale or shared', says: 'What the page “Accounts to look at” lists. It blocks nobody.',
  source: 'Proposed default', sure: false, shape: accountShape, fallback: { staleDays: 60, devices: 3, places: 3 },
  fields: [
    { path: 'staleDays', label: 'Stale when not used for', hint: 'Days', input: 'whole number' },
    { path: 'devices', label: 'Perhaps shared when used on this many devices within an hour', input: 'whole number' },
    { path: 'places', label: 'Perhaps shared when signed in from this many places within a day', input: 'whole number' },
  ],
}
