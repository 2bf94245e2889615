// What one look at the service found: figures and moments only, as the row keeps them and as the rules read them.
import { z } from 'zod'

const moment = z.coerce.date()
const orNull = moment.nullable()
const carrier = z.object({
  /** Whether anything is set that could carry it. */
  carried: z.boolean(),
  /** The oldest that has not been tried yet. */
  waitingSince: orNull,
  /** Since when all that was tried has been in vain: nothing has gone since then. */
  inVainSince: orNull,
})
export type Carrying = z.infer<typeof carrier>

export const foundShape = z.object({
  newsSince: orNull, newsFailed: z.number(), unsealedSince: orNull, sealedAt: orNull,
  email: carrier, text: carrier,
  scanned: z.boolean(), unscannedSince: orNull, unhomed: z.number(), unhomedSince: orNull,
  backup: z.object({ lastGoodAt: orNull, lastTrialAt: orNull, lastTrialPassed: z.boolean().nullable(), trouble: z.string().nullable().default(null), trialTrouble: z.string().nullable().default(null), /** False: the service was told to try none. */ tried: z.boolean().default(true) }).nullable(),
  disk: z.object({ free: z.number(), of: z.number() }).nullable(),
  certificate: z.union([z.object({ until: moment, trusted: z.boolean() }), z.object({ problem: z.string() })]).nullable(), certificateAt: orNull,
  /** Whether the database takes É and é for one letter, as everything does that compares names. */
  folds: z.boolean().default(true),
  version: z.string(), postgres: z.string(), migrations: z.object({ waiting: z.number(), newer: z.number() }),
})
export type Found = z.infer<typeof foundShape>
