// A way in from the console: for an administrator who lost theirs, or when an agency's own sign-in is broken.
import { asGate } from '#jobs/outbox.ts'
import type { Database } from '#db/open.ts'
import { digestOf, newToken } from '#web/csrf.ts'

const DAY = 24 * 3_600_000
export type WayInMade = { readonly token: string; readonly name: string; readonly untied: boolean }

/** A link to choose a password, good for a day and once; `reset`: their second factor is taken away too. Undefined: nobody who works here has this address. */
export const makeWayIn = (database: Database, partnershipId: number, email: string, { now, reset }: { readonly now: Date; readonly reset: boolean }): Promise<WayInMade | undefined> => asGate(database, async client => {
  const token = newToken()
  const { rows } = await client.query<{ it: { name: string; untied: boolean } | null }>('select amity.make_way_in($1, $2, $3, $4, $5, $6) as it', [partnershipId, email, digestOf(token), now, new Date(now.getTime() + DAY), reset])
  const made = rows[0]?.it
  return made == null ? undefined : { token, name: made.name, untied: made.untied }
})
