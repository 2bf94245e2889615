// Every setting there is, in the order the settings page shows them. A room that needs one adds it here and reads it with readSetting.
import { z } from 'zod'
import { ACCOUNT_CHECKS, CERTIFICATION } from './access-settings.ts'
import { OPEN311 } from './open311-setting.ts'
import { OWN_PAGE } from './own-page-setting.ts'
import { ASKS_A_DAY, KNOWN_TO_OTHERS, REFERRAL_TERMS } from './sharing-settings.ts'
import { SECURITY_SETTINGS } from './sign-in-settings.ts'
import { SERVICE_STANDARDS } from './service-standards.ts'
import { CLOSING_ATTEMPTS, CORRECTION_HOURS, FLAG_TERMS, HOLD_DAYS, MESSAGE_TEMPLATES, QUALITY_SAMPLE, STALE_DAYS, TRANSFER_ANSWER_DAYS, UNOWNED_REPORT_HOURS } from './case-settings.ts'
import { BREAK_GLASS, CONFLICT_MONTHS } from './restricted-settings.ts'
import type { Setting } from './settings.ts'
import { AUDIT_CONTACT, SERVICE_ALARMS, UNUSUAL_ACCESS } from './trail-settings.ts'

const days = z.number().int().min(1).max(366)

export const RISK_REVIEW_DAYS: Setting<{ high: number; medium: number; standard: number }> = {
  key: 'risk review days', title: 'When risk is asked again', says: 'Days from one risk assessment to the next, by what the last one found.',
  source: 'Proposed defaults (domain research, section 4.5)', sure: false,
  shape: z.object({ high: days, medium: days, standard: days }), fallback: { high: 7, medium: 28, standard: 56 },
  fields: [{ path: 'high', label: 'High risk', hint: 'Days', input: 'whole number' }, { path: 'medium', label: 'Medium risk', hint: 'Days', input: 'whole number' }, { path: 'standard', label: 'Standard risk', hint: 'Days', input: 'whole number' }],
}

export const DRAFT_DAYS: Setting<number> = {
  key: 'draft days', title: 'How long a half-finished report is kept', says: 'Days from when it was begun. After that it is deleted and only counted.',
  source: 'Proposed default', sure: false, shape: days, fallback: 14, fields: [{ path: '', label: 'Days', input: 'whole number' }],
}

const surveyShape = z.object({
  askAfter: z.number().int().min(1).max(60), remindAfter: z.number().int().min(1).max(60), reminders: z.number().int().min(0).max(2),
  openDays: days, actWithin: z.number().int().min(1).max(60), waitForComplaint: z.boolean().default(true) })
export const SURVEY: Setting<z.infer<typeof surveyShape>> = {
  key: 'survey', title: 'The survey after a case has closed', says: 'When people are asked how we did, how often they are reminded, and how soon somebody must act on a low answer.',
  source: '5 to 10 working days after closing, two reminders at most, a link good for 28 days (domain research, sections 4.10 and 8.4): proposals to confirm', sure: false,
  shape: surveyShape, fallback: { askAfter: 5, remindAfter: 5, reminders: 2, openDays: 28, actWithin: 20, waitForComplaint: true },
  fields: [
    { path: 'askAfter', label: 'Ask after the case closes', hint: 'Working days', input: 'whole number' }, { path: 'remindAfter', label: 'Remind after', hint: 'Working days without an answer', input: 'whole number' },
    { path: 'reminders', label: 'Reminders', hint: 'None, 1 or 2', input: 'whole number' }, { path: 'openDays', label: 'The link stays open', hint: 'Days', input: 'whole number' },
    { path: 'waitForComplaint', label: 'Wait while a complaint about the case is not answered', input: 'yes or no' },
    { path: 'actWithin', label: 'Somebody acts on a low answer within', hint: 'Working days', input: 'whole number' },
  ],
}

const percent = z.number().int().min(0).max(100)
const targetsShape = z.object({ resolved: percent, handling: percent, neighbourhood: percent })
export const TARGETS: Setting<z.infer<typeof targetsShape>> = {
  key: 'targets', title: 'Targets', says: 'What the three measures of the strategy are held against.',
  source: 'The strategy’s targets for 2016 to 2017; later years were left to be announced', sure: false,
  shape: targetsShape, fallback: { resolved: 60, handling: 60, neighbourhood: 88 },
  fields: [
    { path: 'resolved', label: 'Cases the person harmed confirms are resolved', hint: 'Per cent', input: 'whole number' },
    { path: 'handling', label: 'People satisfied with how their case was handled', hint: 'Per cent', input: 'whole number' },
    { path: 'neighbourhood', label: 'Residents satisfied with their neighbourhood', hint: 'Per cent', input: 'whole number' },
  ],
}

export type SettingGroup = { readonly heading: string; readonly settings: readonly Setting<unknown>[] }

/** As the settings page groups them. */
export const settingGroups: readonly SettingGroup[] = [
  { heading: 'What we promise', settings: [SERVICE_STANDARDS, RISK_REVIEW_DAYS, TARGETS, QUALITY_SAMPLE] },
  { heading: 'Signing in', settings: SECURITY_SETTINGS },
  { heading: 'Reports and other systems', settings: [DRAFT_DAYS, OPEN311] },
  { heading: 'The life of a case', settings: [UNOWNED_REPORT_HOURS, CORRECTION_HOURS, CLOSING_ATTEMPTS, HOLD_DAYS, TRANSFER_ANSWER_DAYS, STALE_DAYS, FLAG_TERMS] },
  { heading: 'Working with other agencies', settings: [REFERRAL_TERMS, KNOWN_TO_OTHERS, ASKS_A_DAY] },
  { heading: 'Restricted records', settings: [BREAK_GLASS, CONFLICT_MONTHS] },
  { heading: 'The person harmed, and what we write', settings: [OWN_PAGE, SURVEY, MESSAGE_TEMPLATES] },
  { heading: 'The audit trail', settings: [AUDIT_CONTACT, UNUSUAL_ACCESS] },
  { heading: 'Who has access', settings: [CERTIFICATION, ACCOUNT_CHECKS] },
  { heading: 'The service itself', settings: [SERVICE_ALARMS] },
]

export const everySetting: readonly Setting<unknown>[] = settingGroups.flatMap(({ settings }) => settings)
