// Settings of working with other agencies: how soon a referral is answered, and whether others may know whom an agency works with.
import { z } from 'zod'
import type { Setting } from './settings.ts'

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const termsShape = z.object({ workingDays: z.number().int().min(1).max(60), urgentHours: z.number().int().min(1).max(40), opens: clock, closes: clock }).refine(({ opens, closes }) => opens < closes, { path: ['closes'], message: 'It must close after it opens' })
export type ReferralTerms = z.infer<typeof termsShape>

export const REFERRAL_TERMS: Setting<ReferralTerms> = {
  key: 'referral terms', title: 'How soon another agency answers a referral', says: 'After that it is back with its sender, and managers on both sides are told. The lead of a case never moves by it.',
  source: 'Proposed default (practice research: an unaccepted referral comes back after a set number of working hours)', sure: false, shape: termsShape, fallback: { workingDays: 5, urgentHours: 4, opens: '09:00', closes: '17:00' },
  fields: [
    { path: 'workingDays', label: 'An ordinary referral', hint: 'Working days', input: 'whole number' }, { path: 'urgentHours', label: 'An urgent referral', hint: 'Working hours', input: 'whole number' },
    { path: 'opens', label: 'Working hours begin', hint: 'For example 09:00', input: 'time' }, { path: 'closes', label: 'Working hours end', hint: 'After they begin, for example 17:00', input: 'time' },
  ],
}

/** The database reads this key itself (amity.who_works_with). */
export const KNOWN_TO_OTHERS: Setting<boolean> = {
  perAgency: true, key: 'known to others', title: 'Whether other agencies may know that we work with a person', says: 'If yes, an officer of another agency who knows a person’s exact name and their date of birth or postcode is told which agency works with them, and the lead officer’s work contact. Never for anybody in a restricted case.',
  source: 'Off until each agency decides: it is a disclosure of its own', sure: false, shape: z.boolean(), fallback: false, fields: [{ path: '', label: 'Others may know', input: 'yes or no' }],
}

export const ASKS_A_DAY: Setting<number> = {
  key: 'asks a day', title: 'How often an officer may ask who works with a person', says: 'Questions in 24 hours. Each is recorded, and the agency asked about sees who asked.',
  source: 'Proposed default', sure: false, shape: z.number().int().min(1).max(200), fallback: 10, fields: [{ path: '', label: 'Questions', input: 'whole number' }],
}
