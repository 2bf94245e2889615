// Somebody we know already: found by the same name with the same telephone or email, and never contacted less carefully.
import { sql } from 'kysely'
import type { OfficerWork } from '#db/work.ts'
import type { SafeContact } from './safe-contact.ts'

type Told = { readonly name: string; readonly phone: string | null; readonly email: string | null }

// What is kept confidential matches for its keepers alone: the row policy sees to that.
const KEPT = sql`select 1 from confidential_contacts k where k.partnership_id = p.partnership_id and k.person_id = p.id and k.ended_at is null`

/** The person of exactly this name and telephone or email whom this officer may see, and is not only shown by another agency; the one known longest. */
export const samePerson = async (work: OfficerWork, { name, phone, email }: Told): Promise<string | undefined> => {
  if (phone === null && email === null) return undefined
  const found = await work.db.selectFrom('people as p').select('p.id')
    .where(sql<boolean>`lower(trim(given_name || ' ' || family_name)) = ${name.trim().replaceAll(/\s+/g, ' ').toLowerCase()}`)
    .where(where => where.or([...(phone === null ? [] : [sql<boolean>`amity.last_digits(phone) = amity.last_digits(${phone})`, sql<boolean>`exists (${KEPT} and amity.last_digits(k.phone) = amity.last_digits(${phone}))`]), ...(email === null ? [] : [sql<boolean>`lower(email) = ${email.toLowerCase()}`, sql<boolean>`exists (${KEPT} and lower(k.email) = ${email.toLowerCase()})`])]))
    .where(sql<boolean>`amity.may_change_person(p.id)`).orderBy('p.createdAt').limit(1).executeTakeFirst()
  return found?.id
}

/**
 * They now say how contact is safe: what was safe before and is not named now is safe no longer, until an officer has asked.
 * @returns whether anything became narrower.
 */
export const narrowSafeContact = async (work: OfficerWork, personId: string, now: SafeContact): Promise<boolean> => {
  const known = await work.db.selectFrom('people').select(['safeMeans', 'mayLeaveMessage', 'mustNotKnow']).where('id', '=', personId).executeTakeFirst()
  if (known === undefined) return false
  const safeMeans = known.safeMeans.filter(means => now.safeMeans.includes(means))
  const mustNotKnow = now.mustNotKnow === null || known.mustNotKnow?.includes(now.mustNotKnow) === true ? known.mustNotKnow : [known.mustNotKnow, now.mustNotKnow].filter(part => part !== null).join('; ')
  const mayLeaveMessage = known.mayLeaveMessage && now.mayLeaveMessage
  const narrower = safeMeans.length < known.safeMeans.length || mustNotKnow !== known.mustNotKnow || mayLeaveMessage !== known.mayLeaveMessage
  if (narrower) await work.db.updateTable('people').set({ safeMeans, mustNotKnow, mayLeaveMessage }).where('id', '=', personId).execute()
  return narrower
}
