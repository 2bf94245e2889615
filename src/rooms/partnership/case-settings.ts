// Settings of the life of a case: attempts before it may close unreached, holds, offers of the lead, and when it is stale.
import { z } from 'zod'
import type { Setting } from './settings.ts'

const days = z.number().int().min(1).max(366)
const attemptsShape = z.object({ attempts: z.number().int().min(1).max(20), means: z.number().int().min(1).max(6), workingDays: z.number().int().min(1).max(60) })

export const CLOSING_ATTEMPTS: Setting<z.infer<typeof attemptsShape>> = {
  key: 'closing attempts', title: 'Before a case closes because nobody could be reached', says: 'How often, and in how many ways, the person harmed is tried, and how long they may answer the last letter.',
  source: 'Proposed default (domain research, section 4.9)', sure: false, shape: attemptsShape, fallback: { attempts: 3, means: 2, workingDays: 10 },
  fields: [
    { path: 'attempts', label: 'Attempts, each on a different day', input: 'whole number' }, { path: 'means', label: 'Different means', hint: 'Fewer when fewer are safe for them', input: 'whole number' },
    { path: 'workingDays', label: 'To answer the last letter', hint: 'Working days', input: 'whole number' },
  ],
}

export const HOLD_DAYS: Setting<number> = {
  perAgency: true, key: 'hold days', title: 'How long a case may be on hold', says: 'The most days from today to the end of a hold.',
  source: 'Proposed default', sure: false, shape: days, fallback: 90, fields: [{ path: '', label: 'Days', input: 'whole number' }],
}

export const TRANSFER_ANSWER_DAYS: Setting<number> = {
  key: 'transfer answer days', title: 'How soon another agency answers an offer of the lead', says: 'Working days. No clock stops meanwhile, and the lead stays where it was.',
  source: 'Proposed default', sure: false, shape: z.number().int().min(1).max(60), fallback: 5, fields: [{ path: '', label: 'Working days', input: 'whole number' }],
}

export const STALE_DAYS: Setting<number> = {
  perAgency: true, key: 'stale days', title: 'When an open case is stale', says: 'Days without a new line in the chronology.',
  source: 'Proposed default', sure: false, shape: days, fallback: 28, fields: [{ path: '', label: 'Days', input: 'whole number' }],
}

export const CORRECTION_HOURS: Setting<number> = {
  perAgency: true, key: 'correction hours', title: 'How long an entry in the chronology may be corrected', says: 'Hours from when it was entered. The original is kept beside its correction; afterwards a new entry says what was wrong.',
  source: 'Proposed default', sure: false, shape: z.number().int().min(1).max(168), fallback: 24, fields: [{ path: '', label: 'Hours', input: 'whole number' }],
}
