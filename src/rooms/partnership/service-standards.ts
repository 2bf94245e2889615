// How soon we promise to act: a setting of each council, in working days. The defaults are proposals to confirm.
import { z } from 'zod'
import { sayDay, londonMoment, type Day } from '#kernel/time.ts'
import { workingDaysAfterReceipt } from '#kernel/working-days.ts'
import type { Work } from '#db/work.ts'
import { setting } from './partnership-store.ts'

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

export const serviceStandards = async (work: Work): Promise<ServiceStandards> => {
  const read = shape.safeParse(await setting(work, 'service standards') ?? {})
  // A setting somebody broke must not stop a report: the defaults stand, and the settings page shows what is wrong.
  return read.success ? read.data : shape.parse({})
}

export type Promised = { readonly on: Day; readonly by: Date; readonly because: string }

/** The last working day for something promised within n working days of receipt, until the end of that day. */
export const promisedWithin = (receivedAt: Date, n: number, { cutOff, dayOfReceiptIs }: ServiceStandards): Promised => {
  const on = workingDaysAfterReceipt(receivedAt, n, { cutOff, dayOfReceiptIs })
  const by = londonMoment(on, '23:59')
  if (by === undefined) throw new Error('23:59 exists on every day')
  return { on, by, because: `${n} working ${n === 1 ? 'day' : 'days'} from receipt, by ${sayDay(on)} (service standard)` }
}
