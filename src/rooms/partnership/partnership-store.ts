// All SQL on the tables of this room.
import { sql } from 'kysely'
import type { Act } from '#db/acts.ts'
import type { OfficerWork, Work } from '#db/work.ts'
import { digestOf, newToken } from '#web/csrf.ts'
import { SESSION_HOURS } from '#web/visitors.ts'

export type SignInLook = { readonly failuresHere: number; readonly failuresFromAddress: number; readonly officer: { readonly id: string; readonly passwordHash: string | null; readonly agencyId: string | null } | null }

const QUARTER_HOUR = 15 * 60_000
const DAY = 24 * 3_600_000

export const lookForSignIn = async (work: Work, email: string, address: string): Promise<SignInLook> => {
  const since = new Date(work.now.getTime() - QUARTER_HOUR)
  const { rows } = await sql<{ look: SignInLook }>`select amity.find_sign_in(${work.partnership.id}, ${email}, ${address}, ${since}) as look`.execute(work.db)
  const look = rows[0]?.look
  if (look === undefined) throw new Error('amity.find_sign_in answered nothing')
  return look
}

export const noteSignIn = async (work: Work, email: string, address: string, succeeded: boolean): Promise<void> => {
  await sql`select amity.note_sign_in(${work.partnership.id}, ${email}, ${address}, ${work.now}, ${succeeded})`.execute(work.db)
}

/** Begins a session and answers its cookie; only the digest is kept. */
export const startSession = async (work: Work, officerId: string, agencyId: string, device: string): Promise<{ token: string; until: Date }> => {
  const token = newToken()
  const until = new Date(work.now.getTime() + SESSION_HOURS * 3_600_000)
  await sql`select amity.start_session(${work.partnership.id}, ${digestOf(token)}, ${officerId}, ${agencyId}, ${work.now}, ${until}, ${device})`.execute(work.db)
  return { token, until }
}

export const mySessions = (work: OfficerWork) =>
  work.db.selectFrom('sessions').select(['id', 'startedAt', 'seenAt', 'device']).where('endedAt', 'is', null)
    .where('expiresAt', '>', work.now).orderBy('seenAt', 'desc').limit(50).execute()

/** Ends this officer's sessions: one, or all of them. */
export const endSessions = async (work: OfficerWork, only: string | null): Promise<void> => {
  const ending = work.db.updateTable('sessions').set({ endedAt: work.now }).where('officerId', '=', work.actor.officerId).where('endedAt', 'is', null)
  await (only === null ? ending : ending.where('id', '=', only)).execute()
}

/** Officers who still work for an agency, for lists to choose from. */
export const officersOf = (work: Work, agencyId: string) =>
  work.db.selectFrom('officers as o').innerJoin('posts as p', join => join.onRef('p.partnershipId', '=', 'o.partnershipId').onRef('p.officerId', '=', 'o.id'))
    .select(['o.id', 'o.name']).distinct().where('p.agencyId', '=', agencyId).where('p.endedOn', 'is', null).where('o.leftAt', 'is', null).orderBy('o.name').limit(500).execute()

/** Officers who still work for an agency and whose role there lets them do this. */
export const officersWhoMay = (work: Work, agencyId: string, act: Act) =>
  work.db.selectFrom('officers as o').innerJoin('posts as p', join => join.onRef('p.partnershipId', '=', 'o.partnershipId').onRef('p.officerId', '=', 'o.id'))
    .innerJoin('roles as r', join => join.onRef('r.partnershipId', '=', 'p.partnershipId').onRef('r.id', '=', 'p.roleId'))
    .select(['o.id', 'o.name', 'o.email']).distinct().where('p.agencyId', '=', agencyId).where('p.endedOn', 'is', null).where('o.leftAt', 'is', null)
    .where(sql<boolean>`${act} = any (r.acts)`).orderBy('o.name').limit(100).execute()

/** Who in an agency decides such things: those who may, without whoever runs the service unless there is nobody else. */
export const managersOf = async (work: Work, agencyId: string, act: Act) => {
  const may = await officersWhoMay(work, agencyId, act)
  const runners = new Set((await officersWhoMay(work, agencyId, 'run the partnership')).map(({ id }) => id))
  const managers = may.filter(({ id }) => !runners.has(id))
  return managers.length > 0 ? managers : may
}

export const agencies = (work: Work) =>
  work.db.selectFrom('agencies').select(['id', 'name', 'shortName', 'kind', 'phone', 'email', 'address', 'brandColour', 'openingHours']).where('endedOn', 'is', null).orderBy('name').execute()

export const categories = (work: Work) =>
  work.db.selectFrom('categories').selectAll().where('endedOn', 'is', null).orderBy('position').execute()

export const signposts = (work: Work) =>
  work.db.selectFrom('signposts').selectAll().where('endedOn', 'is', null).orderBy('position').execute()

/** A setting's value as stored, or undefined: the room that owns the key parses it. An agency's own beats the partnership's. */
export const setting = async (work: Work, key: string): Promise<unknown> => {
  const agencyId = work.actor.kind === 'officer' ? work.actor.agencyId : null
  const found = await work.db.selectFrom('settings').select('value').where('key', '=', key)
    .where(where => where.or([where('agencyId', 'is', null), where('agencyId', '=', agencyId)]))
    .orderBy(sql`agency_id nulls last`).limit(1).executeTakeFirst()
  return found?.value
}

/** A link with which an officer chooses a password, good for three days and once. */
export const offerPasswordLink = async (work: OfficerWork, officerId: string): Promise<string> => {
  const token = newToken()
  await sql`select amity.offer_link(${digestOf(token)}, 'choose password', ${officerId}::uuid, ${new Date(work.now.getTime() + 3 * DAY)})`.execute(work.db)
  return token
}

export const findPasswordLink = async (work: Work, token: string): Promise<{ officerId: string; officerName: string; email: string } | undefined> => {
  const { rows } = await sql<{ found: { officerId: string; officerName: string; email: string } | null }>`
    select amity.find_link(${work.partnership.id}, ${digestOf(token)}, 'choose password', ${work.now}) as found`.execute(work.db)
  return rows[0]?.found ?? undefined
}

export const usePasswordLink = async (work: Work, token: string, passwordHash: string): Promise<boolean> => {
  const { rows } = await sql<{ used: boolean }>`select amity.use_password_link(${work.partnership.id}, ${digestOf(token)}, ${passwordHash}, ${work.now}) as used`.execute(work.db)
  return rows[0]?.used === true
}
