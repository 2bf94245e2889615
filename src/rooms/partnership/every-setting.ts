// Every setting there is, in the order the settings page shows them. A room that needs one adds it here and reads it with readSetting.
import { z } from 'zod'
import { SERVICE_STANDARDS } from './service-standards.ts'
import type { Setting } from './settings.ts'

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

export const everySetting: readonly Setting<unknown>[] = [SERVICE_STANDARDS, RISK_REVIEW_DAYS, DRAFT_DAYS]
