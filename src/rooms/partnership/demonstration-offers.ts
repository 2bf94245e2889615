// The officers a demonstration lets one look round as, with one click on its sign-in page. The demonstration brings them along.
import { z } from 'zod'
import type { Work } from '#db/work.ts'
import { setting } from './partnership-store.ts'

const shape = z.object({ password: z.string(), officers: z.array(z.object({ email: z.string(), name: z.string(), does: z.string() })) })
export type DemonstrationOffers = z.infer<typeof shape>
export const DEMONSTRATION_OFFERS = 'demonstration officers'

const NONE: DemonstrationOffers = { password: '', officers: [] }

/** None in a real service, whatever its settings say. */
export const demonstrationOffers = async (work: Work): Promise<DemonstrationOffers> =>
  work.partnership.isDemonstration ? shape.safeParse(await setting(work, DEMONSTRATION_OFFERS)).data ?? NONE : NONE
