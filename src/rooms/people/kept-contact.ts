// A person's ways to be reached as whoever asks may read them: what is kept confidential stands apart, for its keepers alone.
import { sql } from 'kysely'
import type { Work } from '#db/work.ts'

export type ContactColumn = 'email' | 'phone' | 'address' | 'postcode'

/** The value of a contact in a query in which people is `p`. The row policy of what is kept decides; to others it is null. */
export const contactOf = (column: ContactColumn) => sql<string | null>`coalesce(${sql.ref(`p.${column}`)}, (select ${sql.ref(`k.${column}`)} from confidential_contacts k
  where k.partnership_id = p.partnership_id and k.person_id = p.id and k.report_id is null and k.ended_at is null))`

/** The four of them, to select. */
export const CONTACTS = [contactOf('email').as('email'), contactOf('phone').as('phone'), contactOf('address').as('address'), contactOf('postcode').as('postcode')] as const

type Kept = { readonly confidential: readonly string[] | null; readonly phone?: string | null; readonly email?: string | null; readonly address?: string | null }

/** "Kept confidential: address and telephone", and whom to ask for whoever does not read them; undefined when nothing is kept. */
export const sayKept = ({ confidential, phone, email, address }: Kept): string | undefined => {
  const kept = ['address', 'phone', 'email'].filter(kind => confidential?.includes(kind) === true).map(kind => kind === 'phone' ? 'telephone' : kind)
  if (kept.length === 0) return undefined
  const last = kept.at(-1) ?? ''
  return `Kept confidential: ${kept.length === 1 ? last : `${kept.slice(0, -1).join(', ')} and ${last}`}. ${[['phone', phone], ['email', email], ['address', address]].some(([kind, value]) => value != null && confidential?.includes(kind ?? '') === true) ? 'You keep it: pass it to nobody.' : 'Only those who keep it read it: ask whoever leads.'}`
}

/** Whether this officer reads what is kept of this person. */
export const keepsContact = async (work: Work, personId: string): Promise<boolean> =>
  (await sql<{ keeps: boolean }>`select amity.keeps_contact(${personId}::uuid) as keeps`.execute(work.db)).rows[0]?.keeps === true

/** The same for what a report carries, in a query in which reports is `r`. */
export const reportContact = (column: 'email' | 'phone' | 'address') => sql<string | null>`coalesce(${sql.ref(`r.reporter_${column}`)}, (select ${sql.ref(`k.${column}`)} from confidential_contacts k
  where k.partnership_id = r.partnership_id and k.report_id = r.id and k.ended_at is null))`

export type Contacts = { readonly phone: string | null; readonly email: string | null; readonly address: string | null; readonly postcode: string | null }

/** Writes what is kept confidential, as a keeper typed it. False when whoever asks is no keeper (any more). */
export const setKept = async (work: Work, personId: string, { address, postcode, phone, email }: Contacts): Promise<boolean> =>
  (await sql<{ done: boolean }>`select amity.set_confidential(${personId}::uuid, ${address}, ${postcode}, ${phone}, ${email}) as done`.execute(work.db)).rows[0]?.done === true
