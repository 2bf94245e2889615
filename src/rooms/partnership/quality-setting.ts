// How much casework is read against the standards each month.
import { z } from 'zod'
import type { Setting } from './settings.ts'

const shape = z.object({ perOfficer: z.number().int().min(0).max(20), workingDays: z.number().int().min(1).max(60) })
export const QUALITY_SAMPLE: Setting<z.infer<typeof shape>> = {
  key: 'quality sample', title: 'The case-quality sample', says: 'How many cases of each officer are drawn each month, and how long a manager has to read them.',
  source: 'Proposed default', sure: false, shape, fallback: { perOfficer: 2, workingDays: 15 },
  fields: [{ path: 'perOfficer', label: 'Cases of each officer a month', hint: '0 draws none', input: 'whole number' }, { path: 'workingDays', label: 'Read within', hint: 'Working days', input: 'whole number' }],
}
