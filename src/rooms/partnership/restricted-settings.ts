// Settings of restricted records: breaking the glass, and how often conflicts of interest are confirmed.
import { z } from 'zod'
import type { Setting } from './settings.ts'

const glassShape = z.object({ reviewDays: z.number().int().min(1).max(10), triesADay: z.number().int().min(1).max(50) })
export const BREAK_GLASS: Setting<z.infer<typeof glassShape>> = {
  key: 'break glass', title: 'Breaking the glass', says: 'How soon a manager reviews that somebody opened a restricted case in an emergency, and how often an officer may try in a day. It is open for 60 minutes at most, whatever stands here.',
  source: 'Proposed default', sure: false, shape: glassShape, fallback: { reviewDays: 1, triesADay: 10 },
  fields: [{ path: 'reviewDays', label: 'A manager reviews it within', hint: 'Working days', input: 'whole number' }, { path: 'triesADay', label: 'Tries of one officer in a day', hint: 'Found or not', input: 'whole number' }],
}

export const CONFLICT_MONTHS: Setting<number> = {
  key: 'conflict months', title: 'How often officers confirm their conflicts of interest', says: 'Months from the last time. Until they do, it stands in their diary and on the managers’ register.',
  source: 'Proposed default', sure: false, shape: z.number().int().min(1).max(24), fallback: 12, fields: [{ path: '', label: 'Months', input: 'whole number' }],
}
