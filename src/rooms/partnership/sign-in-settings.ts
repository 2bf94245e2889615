// Settings of signing in: how long a session lives, and whether a second factor is asked of everybody.
import { z } from 'zod'
import type { Setting } from './settings.ts'

const termsShape = z.object({ idleMinutes: z.number().int().min(5).max(60), hours: z.number().int().min(1).max(12) })
/** The database reads it too and keeps it within these limits (amity.sign_in_limit). */
const SIGN_IN_TERMS: Setting<z.infer<typeof termsShape>> = {
  perAgency: true, key: 'sign-in terms', title: 'How long officers stay signed in', says: 'A session ends when it is not used, and in any case after so many hours. Minutes unused hold at once; hours from the next sign-in.',
  source: 'Proposed defaults, which are also the longest allowed', sure: false, shape: termsShape, fallback: { idleMinutes: 60, hours: 12 },
  fields: [{ path: 'idleMinutes', label: 'Ends when unused for', hint: 'Minutes, 5 to 60', input: 'whole number' }, { path: 'hours', label: 'Ends in any case after', hint: 'Hours, 1 to 12', input: 'whole number' }],
}

const factorShape = z.object({ required: z.boolean() })
const SECOND_FACTOR: Setting<z.infer<typeof factorShape>> = {
  perAgency: true, key: 'second factor', title: 'A second factor for everybody', says: 'Yes: nobody gets further than setting one up. With no, a password alone lets officers in, except to restricted cases.',
  source: 'Proposed default: yes, as the National Cyber Security Centre and OWASP ASVS 6.3.3 ask', sure: false, shape: factorShape, fallback: { required: true },
  fields: [{ path: 'required', label: 'Everybody needs a second factor', input: 'yes or no' }],
}

/** Changed only by somebody who has just proven who they are. */
export const SECURITY_SETTINGS: readonly Setting<unknown>[] = [SIGN_IN_TERMS, SECOND_FACTOR]
