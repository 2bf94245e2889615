// All SQL on outgoing messages.
import { sql } from 'kysely'
import type { OfficerWork, SystemWork, Work } from '#db/work.ts'
import { contactOf, reportContact } from '#rooms/people/index.ts'
import type { Before } from '#web/keyset.ts'

export type NewMessage = {
  readonly caseId: string | null; readonly reportId: string | null; readonly personId: string | null; readonly purpose: string
  readonly means: 'email' | 'text' | 'post'; readonly address: string; readonly subject: string; readonly body: string; readonly language: string
  readonly safeBecause: string; readonly state: 'waiting' | 'withheld'; readonly agencyId: string
}

/** Where the secret stands in the words that everybody on the case may read. */
export const SECRET = '[private link or code]'

export const insertMessage = async (work: Work, message: NewMessage, secret: string | undefined): Promise<string> => {
  const id = work.newId()
  const partnershipId = work.partnership.id
  await work.db.insertInto('outgoingMessages').values({ partnershipId, id, ...message, writtenAt: work.now, writtenBy: work.actor.kind === 'officer' ? work.actor.officerId : null }).execute()
  if (secret !== undefined && message.state === 'waiting') await work.db.insertInto('messageSecrets').values({ partnershipId, messageId: id, secret }).execute()
  return id
}

/** Longer than any pause between two tries, and than any claim lives: what lies beyond was written before the clock was set back. */
const later = (now: Date): Date => new Date(now.getTime() + 24 * 3_600_000)

/** Takes up to `most` messages that are due, and marks them so that nobody else takes them. */
export const claim = async (work: SystemWork, means: readonly ('email' | 'text')[], most: number) => {
  const due = await work.db.selectFrom('outgoingMessages').select('id').where('state', '=', 'waiting').where('means', 'in', [...means])
    .where(where => where.or([where('nextTryAt', 'is', null), where('nextTryAt', '<=', work.now), where('nextTryAt', '>', later(work.now))])).orderBy('writtenAt').limit(most).forUpdate().skipLocked().execute()
  if (due.length === 0) return []
  return work.db.updateTable('outgoingMessages').set({ state: 'sending', claimedAt: work.now, handedAt: null, tries: sql`tries + 1` }).where('id', 'in', due.map(({ id }) => id))
    .returning(['id', 'caseId', 'reportId', 'personId', 'purpose', 'means', 'address', 'subject', 'body', 'tries', 'agencyId', 'claimedAt']).execute()
}
export type Claimed = Awaited<ReturnType<typeof claim>>[number]

/**
 * Says that it goes to the carrier at this very moment. False when it is no longer ours to send: those before it took so long
 * that another worker has taken it up.
 */
export const handOver = async (work: SystemWork, { id, claimedAt }: Pick<Claimed, 'id' | 'claimedAt'>): Promise<boolean> =>
  (await work.db.updateTable('outgoingMessages').set({ handedAt: work.now, claimedAt: work.now }).where('id', '=', id).where('state', '=', 'sending').where('claimedAt', '=', claimedAt).executeTakeFirst()).numUpdatedRows === 1n

/** Messages somebody began to send and never ended: the process was killed in between. Without `handedAt` no carrier had them. */
export const interrupted = (work: SystemWork, before: Date) => work.db.selectFrom('outgoingMessages').select(['id', 'caseId', 'agencyId', 'purpose', 'means', 'handedAt'])
  .where('state', '=', 'sending').where(where => where.or([where('claimedAt', '<', before), where('claimedAt', '>', later(work.now))])).limit(50).forUpdate().skipLocked().execute()

export type Outcome = {
  readonly state: 'waiting' | 'sent' | 'unsure' | 'failed' | 'withheld'; readonly failure?: string | null; readonly carrier?: string; readonly carrierReference?: string
  readonly sentAt?: Date; readonly nextTryAt?: Date; readonly address?: string
}
export const setOutcome = async (work: SystemWork, id: string, outcome: Outcome): Promise<void> => {
  await work.db.updateTable('outgoingMessages').set(outcome).where('id', '=', id).execute()
  // In a demonstration nobody has a phone to read it on, so it stays to be shown.
  if (outcome.state !== 'waiting' && outcome.state !== 'unsure' && !work.partnership.isDemonstration) await work.db.deleteFrom('messageSecrets').where('messageId', '=', id).execute()
}

export const secretOf = async (work: SystemWork, id: string): Promise<string | undefined> =>
  (await work.db.selectFrom('messageSecrets').select('secret').where('messageId', '=', id).executeTakeFirst())?.secret

/** Only in a demonstration, and only to an officer who may see the message. */
export const shownSecret = async (work: OfficerWork, id: string): Promise<string | undefined> =>
  (await sql<{ secret: string | null }>`select amity.demonstration_secret(${id}::uuid) as secret`.execute(work.db)).rows[0]?.secret ?? undefined

/** Whoever leads the case a message is about. */
export const leadOf = (work: SystemWork, caseId: string) => work.db.selectFrom('cases').select(['leadOfficerId', 'leadAgencyId']).where('id', '=', caseId).executeTakeFirst()

export const safeMeansOfReport = (work: Work, id: string) => work.db.selectFrom('reports as r').select(['safeMeans', 'safeTimes', 'mayLeaveMessage', 'mustNotKnow', reportContact('email').as('email'), reportContact('phone').as('phone'), reportContact('address').as('address')]).where('id', '=', id).executeTakeFirst()

/**
 * Whether a message would tell somebody on its case who is said to be responsible there: asked as it goes, because that may
 * have become known since it was written. What goes to those said to be responsible may name them.
 */
export const tellsWhoIsResponsible = async (work: Work, id: string): Promise<boolean> => (await sql<{ names: boolean }>`
  select amity.names_responsible(m.case_id, coalesce(m.subject, '') || ' ' || m.body) as names from outgoing_messages m where m.partnership_id = ${work.partnership.id} and m.id = ${id}::uuid and m.case_id is not null
    and not exists (select from case_parties p where p.partnership_id = m.partnership_id and p.case_id = m.case_id and p.person_id = m.person_id and p.role = 'alleged perpetrator')`.execute(work.db)).rows[0]?.names === true

export const STATES = ['waiting', 'sending', 'sent', 'printed', 'withheld', 'failed', 'unsure'] as const
export type State = (typeof STATES)[number]
export const PAGE = 20

const read = (work: OfficerWork) => work.db.selectFrom('outgoingMessages as m')
  .leftJoin('cases as c', join => join.onRef('c.partnershipId', '=', 'm.partnershipId').onRef('c.id', '=', 'm.caseId'))
  .leftJoin('people as p', join => join.onRef('p.partnershipId', '=', 'm.partnershipId').onRef('p.id', '=', 'm.personId'))
  .select(['m.id', 'm.purpose', 'm.means', 'm.address', 'm.subject', 'm.body', 'm.state', 'm.safeBecause', 'm.failure', 'm.writtenAt', 'm.sentAt', 'm.tries', 'm.carrier', 'm.caseId', 'm.personId', 'm.nextTryAt', 'm.toConfidential', 'c.reference', 'p.givenName', 'p.familyName', contactOf('address').as('homeAddress')])

export const messagesIn = (work: OfficerWork, { state, means, before }: { readonly state: State | undefined; readonly means: 'post' | undefined; readonly before: Before | undefined }) => {
  let query = read(work)
  if (state !== undefined) query = query.where('m.state', '=', state)
  if (means !== undefined) query = query.where('m.means', '=', means)
  if (before !== undefined) query = query.where(sql<boolean>`(m.written_at, m.id) < (${before.at}, ${before.id}::uuid)`)
  return query.orderBy('m.writtenAt', 'desc').orderBy('m.id', 'desc').limit(PAGE + 1).execute()
}
/** Messages nothing has tried to take though they have waited since before this moment, by means. */
export const untaken = (work: OfficerWork, before: Date) => work.db.selectFrom('outgoingMessages').select(eb => ['means', eb.fn.countAll<string>().as('n')])
  .where('state', '=', 'waiting').where('means', '<>', 'post').where('tries', '=', 0).where('writtenAt', '<', before).groupBy('means').orderBy('means').execute()
export const messageWith = (work: OfficerWork, id: string) => read(work).where('m.id', '=', id).executeTakeFirst()
export type Message = NonNullable<Awaited<ReturnType<typeof messageWith>>>
export const sentOnCase = (work: OfficerWork, caseId: string) => read(work).where('m.caseId', '=', caseId).orderBy('m.writtenAt', 'desc').orderBy('m.id', 'desc').limit(50).execute()

/** An officer has settled by hand what only a person can know. False when it was settled meanwhile. */
export const settleMessage = async (work: OfficerWork, id: string, from: readonly State[], set: { readonly state: 'printed' | 'sent' | 'waiting' | 'failed'; readonly failure: string | null }): Promise<boolean> => {
  const ended = set.state === 'printed' || set.state === 'sent' ? { sentAt: work.now } : set.state === 'waiting' ? { tries: 0, nextTryAt: null } : {}
  const changed = await work.db.updateTable('outgoingMessages').set({ ...set, ...ended }).where('id', '=', id).where('state', 'in', [...from]).executeTakeFirst()
  return changed.numUpdatedRows === 1n
}
