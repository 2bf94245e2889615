// Settings of what is watched: whom the heads of the audit trail go to, what counts as unusual access, when the service raises an alarm about itself.
import { z } from 'zod'
import type { Setting } from './settings.ts'

const contactShape = z.object({ name: z.string().max(120), email: z.union([z.literal(''), z.email().max(254)]) })
export const AUDIT_CONTACT: Setting<z.infer<typeof contactShape>> = {
  perAgency: true, key: 'audit contact', title: 'Who keeps the heads of the audit trail', says: 'Each morning the newest head goes to this person by email. Somebody who cannot reach the database, so that a changed trail shows against what they kept.',
  source: 'Empty until somebody is named', sure: false, shape: contactShape, fallback: { name: '', email: '' },
  fields: [{ path: 'name', label: 'Name', input: 'line' }, { path: 'email', label: 'Email address', hint: 'like name@example.com, or empty for nobody', input: 'line' }],
}

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const unusualShape = z.object({
  mostRecords: z.number().int().min(1).max(100_000), timesUsual: z.number().int().min(2).max(100), leastRecords: z.number().int().min(1).max(100_000),
  opens: time, closes: time, weekends: z.boolean(), outsideLooks: z.number().int().min(1).max(10_000), refusals: z.number().int().min(1).max(10_000), team: z.boolean(), nearMetres: z.number().int().min(0).max(5000),
})
export type UnusualTerms = z.infer<typeof unusualShape>
export const UNUSUAL_ACCESS: Setting<UnusualTerms> = {
  key: 'unusual access', title: 'What counts as unusual access', says: 'Each night the trail of the day before is looked through. What goes beyond these is shown to whoever looks into it: a question to ask, not a finding.',
  source: 'Proposed defaults', sure: false, shape: unusualShape,
  fallback: { mostRecords: 300, timesUsual: 5, leastRecords: 100, opens: '07:00', closes: '20:00', weekends: false, outsideLooks: 10, refusals: 10, team: false, nearMetres: 150 },
  fields: [
    { path: 'mostRecords', label: 'Records of one agency shown to an officer in a day, more than', input: 'whole number' },
    { path: 'timesUsual', label: 'Or so many times what is usual for them', input: 'whole number' }, { path: 'leastRecords', label: 'But only from', hint: 'Records', input: 'whole number' },
    { path: 'opens', label: 'Work begins', input: 'time' }, { path: 'closes', label: 'Work ends', input: 'time' }, { path: 'weekends', label: 'Weekends are working days', input: 'yes or no' },
    { path: 'outsideLooks', label: 'Pages opened outside these hours in a day, from', input: 'whole number' },
    { path: 'refusals', label: 'Different pages refused or not there in a day, from', input: 'whole number' },
    { path: 'team', label: 'Within an agency, only the team of the lead officer has a reason', input: 'yes or no' },
    { path: 'nearMetres', label: 'A case is near home within', hint: 'Metres; the same postcode or street always is', input: 'whole number' },
  ],
}

const amount = z.number().int().min(1).max(10_000)
const alarmsShape = z.object({
  workerMinutes: amount, newsMinutes: amount, choreMinutes: amount, mailMinutes: amount, scannerMinutes: amount, evidenceHours: amount,
  backupHours: amount, trialDays: amount, sealMinutes: amount, diskPercent: z.number().int().min(1).max(90), certificateDays: z.number().int().min(1).max(90),
})
export type ServiceAlarms = z.infer<typeof alarmsShape>
export const SERVICE_ALARMS: Setting<ServiceAlarms> = {
  key: 'service alarms', title: 'When the service raises an alarm about itself', says: 'Each minute the service looks at itself. What goes beyond these is in the diary of whoever runs the partnership, once, until it is well again.',
  source: 'Proposed defaults', sure: false, shape: alarmsShape,
  fallback: { workerMinutes: 10, newsMinutes: 15, choreMinutes: 60, mailMinutes: 30, scannerMinutes: 60, evidenceHours: 24, backupHours: 26, trialDays: 35, sealMinutes: 30, diskPercent: 10, certificateDays: 14 },
  fields: [
    { path: 'workerMinutes', label: 'The worker has not been heard of for', hint: 'Minutes', input: 'whole number' }, { path: 'newsMinutes', label: 'News within the service waits for', hint: 'Minutes', input: 'whole number' },
    { path: 'choreMinutes', label: 'A chore has failed for', hint: 'Minutes', input: 'whole number' }, { path: 'mailMinutes', label: 'Messages have been tried in vain for', hint: 'Minutes', input: 'whole number' },
    { path: 'scannerMinutes', label: 'A file has waited for the virus scanner for', hint: 'Minutes', input: 'whole number' }, { path: 'evidenceHours', label: 'A file has had no home for', hint: 'Hours', input: 'whole number' },
    { path: 'backupHours', label: 'The last good back-up is older than', hint: 'Hours', input: 'whole number' }, { path: 'trialDays', label: 'The last trial restore is older than', hint: 'Days', input: 'whole number' },
    { path: 'sealMinutes', label: 'Lines of the audit trail have not been sealed for', hint: 'Minutes', input: 'whole number' }, { path: 'diskPercent', label: 'The disk has less room than', hint: 'Per cent', input: 'whole number' },
    { path: 'certificateDays', label: 'The certificate ends within', hint: 'Days', input: 'whole number' },
  ],
}
