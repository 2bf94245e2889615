// The setting of the person harmed's own page: how long it works, and how soon we answer what is written there.
import { z } from 'zod'
import type { Setting } from './settings.ts'

const days = z.number().int().min(1).max(366)
const workingDays = z.number().int().min(1).max(60)
const shape = z.object({ linkDays: days, daysAfterClosing: days, idleMinutes: z.number().int().min(5).max(120), sessionHours: z.number().int().min(1).max(24), complaintDays: workingDays, reviewDays: workingDays })
export type OwnPageTerms = z.infer<typeof shape>

export const OWN_PAGE: Setting<OwnPageTerms> = {
  key: 'own page', title: 'The page of the person harmed', says: 'How long a private link works, how soon an open page closes itself, and how soon we promise to answer what is written there.',
  source: 'Proposed defaults; acknowledging a case review in 3 working days follows a published local procedure (domain research, sections 4.4 and 6.2)', sure: false,
  shape, fallback: { linkDays: 365, daysAfterClosing: 90, idleMinutes: 30, sessionHours: 12, complaintDays: 5, reviewDays: 3 },
  fields: [
    { path: 'linkDays', label: 'A private link works for', hint: 'Days', input: 'whole number' }, { path: 'daysAfterClosing', label: 'After the case is closed it works for', hint: 'Days', input: 'whole number' },
    { path: 'idleMinutes', label: 'An open page closes when unused for', hint: 'Minutes', input: 'whole number' }, { path: 'sessionHours', label: 'It closes in any case after', hint: 'Hours', input: 'whole number' },
    { path: 'complaintDays', label: 'A manager answers when somebody says what is wrong', hint: 'Working days', input: 'whole number' }, { path: 'reviewDays', label: 'We acknowledge a request for an ASB case review', hint: 'Working days', input: 'whole number' },
  ],
}
