// How soon we promise to act: a setting of each council, in working days. The defaults are proposals to confirm.
import { z } from 'zod'
import { sayDay, londonMoment, type Day } from '#kernel/time.ts'
import { workingDaysAfterReceipt } from '#kernel/working-days.ts'
import type { Work } from '#db/work.ts'
import { readSetting, type Setting, type SettingField } from './settings.ts'

export type Severity = 'high' | 'medium' | 'standard'
const days = z.number().int().min(0).max(60)
const bySeverity = z.object({ high: days, medium: days, standard: days })
const shape = z.object({
  firstContact: bySeverity.default({ high: 1, medium: 3, standard: 5 }),
  riskAssessment: bySeverity.default({ high: 2, medium: 5, standard: 5 }),
  update: bySeverity.default({ high: 5, medium: 10, standard: 10 }),
  managerReview: days.default(20),
  cutOff: z.string().regex(/^\d\d:\d\d$/).default('17:00'),
  dayOfReceiptIs: z.union([z.literal(0), z.literal(1)]).default(0),
})
export type ServiceStandards = z.infer<typeof shape>

const bySeverityFields = (path: string, what: string): readonly SettingField[] =>
  (['high', 'medium', 'standard'] as const).map(severity => ({ path: `${path}.${severity}`, label: `${what}, ${severity}`, hint: 'Working days', input: 'whole number' }))

export const SERVICE_STANDARDS: Setting<ServiceStandards> = {
  key: 'service standards', title: 'Service standards', says: 'How soon we promise to act, in working days, by how serious a case is.',
  source: 'Proposed defaults: confirm against your own published standards (domain research, section 4.2)', sure: false,
  shape, fallback: shape.parse({}),
  fields: [
    ...bySeverityFields('firstContact', 'First contact'), ...bySeverityFields('riskAssessment', 'Risk assessment'), ...bySeverityFields('update', 'Update to the person harmed'),
    { path: 'managerReview', label: 'A manager looks at an open case', hint: 'Working days', input: 'whole number' },
    { path: 'cutOff', label: 'A report after this time counts as received the next working day', hint: 'For example 17:00', input: 'time' },
    { path: 'dayOfReceiptIs', label: 'The day of receipt counts as day', hint: '0 or 1', input: 'whole number' },
  ],
}

export const serviceStandards = (work: Work): Promise<ServiceStandards> => readSetting(work, SERVICE_STANDARDS)

export type Promised = { readonly on: Day; readonly by: Date; readonly because: string }

/** The last working day for something promised within n working days of receipt, until the end of that day. */
export const promisedWithin = (receivedAt: Date, n: number, { cutOff, dayOfReceiptIs }: ServiceStandards): Promised => {
  const on = workingDaysAfterReceipt(receivedAt, n, { cutOff, dayOfReceiptIs })
  const by = londonMoment(on, '23:59')
  if (by === undefined) throw new Error('23:59 exists on every day')
  return { on, by, because: `${n} working ${n === 1 ? 'day' : 'days'} from receipt, by ${sayDay(on)} (service standard)` }
}
