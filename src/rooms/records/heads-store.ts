// All SQL on the heads of the trail: what they are, and which went to whom.
import { sql } from 'kysely'
import type { Work, OfficerWork, SystemWork } from '#db/work.ts'
import type { Head } from '#jobs/audit-heads.ts'
import { addDays, startOfDay } from '#kernel/time.ts'

/** The last head of each day since then, newest first; none to whoever may not see the trail. */
export const headsSince = async (work: Work, since: Date): Promise<readonly Head[]> => (await sql<Head>`
  select partnership_id as "partnershipId", number, first_position as "firstPosition", last_position as "lastPosition", previous, head, signature, sealed_at as "sealedAt",
    contents_digest as "contentsDigest", public_key as "publicKey" from amity.audit_heads(${since})`.execute(work.db)).rows

/** The newest head of the last week; a trail nothing was added to for longer has sent its last head already. */
export const newestHead = async (work: Work): Promise<Head | undefined> => (await headsSince(work, startOfDay(addDays(work.today, -7))))[0]

export type NewHeadSent = { readonly agencyId: string; readonly address: string; readonly number: number; readonly lastPosition: number }
/** False when this agency has had one today. */
export const noteHeadSent = async (work: SystemWork, sent: NewHeadSent): Promise<boolean> => {
  const made = await work.db.insertInto('auditHeadsSent').values({ partnershipId: work.partnership.id, ...sent, day: work.today, sentAt: work.now }).onConflict(conflict => conflict.columns(['partnershipId', 'agencyId', 'day']).doNothing()).executeTakeFirst()
  return made.numInsertedOrUpdatedRows === 1n
}

/** What went to this officer's own agency, newest first. */
export const headsSent = (work: OfficerWork) => work.db.selectFrom('auditHeadsSent').select(['day', 'address', 'number', 'lastPosition', 'sentAt']).orderBy('day', 'desc').limit(31).execute()
