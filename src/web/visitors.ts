// Who is at the door: looks up the partnership by host, the officer by session, the person by own page, the system by key.
import { sql } from 'kysely'
import type { Act } from '#db/acts.ts'
import type { Database } from '#db/open.ts'
import { ONCE } from '#db/plan-once.ts'
import type { Assurance, KeyActor, Lapsed, OfficerActor, Partnership, PersonActor } from '#db/work.ts'
import { digestOf } from './csrf.ts'

/** The longest a session lives unused. An agency may set less, and how long it lives in all (amity.sign_in_limit). */
const IDLE_MINUTES = 60

type FoundSession = { ended: boolean; officerId: string; officerName: string; sessionId: string; agencyId: string; agencyName: string; assurance: Assurance; provenAt: string; mustProve: boolean; acts: Act[]; lapsed: Lapsed[]; principals: number[] }

/** `provenAt`: when they last proved who they are. `mustProve`: their agency asks for a second factor, and this session has none. */
export type Session = { readonly actor: OfficerActor; readonly provenAt: Date; readonly mustProve: boolean } | { readonly endedFor: string } | undefined

export const findPartnership = async (database: Database, host: string): Promise<Partnership | undefined> => {
  const { rows } = await sql<{ found: Partnership | null }>`select amity.find_partnership(${host}) as found ${ONCE}`.execute(database.web)
  return hear(database, host, rows[0]?.found)
}

/** The partnership of this host and the session of this cookie, in one question: every page begins with it. */
export const findVisit = async (database: Database, host: string, token: string | undefined, now: Date): Promise<{ readonly partnership: Partnership | undefined; readonly session: Session }> => {
  if (token === undefined) return { partnership: await findPartnership(database, host), session: undefined }
  // What has run out (a grant, an agreement, a broken glass) ends in it, before this request sees anything.
  const { rows } = await sql<{ partnership: Partnership | null; session: FoundSession | null }>`
    select p.found as partnership, amity.find_officer((p.found ->> 'id')::int, ${digestOf(token)}, ${now}, ${`${IDLE_MINUTES} minutes`}::interval) as session
    from (select amity.find_partnership(${host}) as found offset 0) p where p.found is not null ${ONCE}`.execute(database.web)
  return { partnership: hear(database, host, rows[0]?.partnership), session: sessionOf(rows[0]?.session) }
}

const MOST_HEARD = 400
const heard = new WeakMap<Database, Map<string, Partnership>>()
const hear = (database: Database, host: string, found: Partnership | null | undefined): Partnership | undefined => {
  if (found === null || found === undefined) return undefined
  const all = heard.get(database) ?? new Map<string, Partnership>()
  if (all.size >= MOST_HEARD && !all.has(host)) all.clear()
  heard.set(database, all.set(host, found))
  return found
}
/** What was last heard of this host's partnership, for the page that says that nothing can be asked. */
export const lastKnown = (database: Database, host: string): Partnership | undefined => heard.get(database)?.get(host)

/** The officer behind a session cookie; or whose session it was, if it has ended. */
export const findSession = async (database: Database, partnership: Partnership, token: string | undefined, now: Date): Promise<Session> => {
  if (token === undefined) return undefined
  const { rows } = await sql<{ found: FoundSession | null }>`
    select amity.find_officer(${partnership.id}, ${digestOf(token)}, ${now}, ${`${IDLE_MINUTES} minutes`}::interval) as found ${ONCE}`.execute(database.web)
  return sessionOf(rows[0]?.found)
}

const sessionOf = (found: FoundSession | null | undefined): Session => {
  if (found === null || found === undefined) return undefined
  if (found.ended) return { endedFor: found.officerId }
  const { officerId, officerName, sessionId, agencyId, agencyName, assurance, acts, lapsed, principals } = found
  return { actor: { kind: 'officer', officerId, officerName, sessionId, agencyId, agencyName, assurance, acts, lapsed, principals }, provenAt: new Date(found.provenAt), mustProve: found.mustProve }
}

export const findPerson = async (database: Database, partnership: Partnership, token: string | undefined, now: Date): Promise<PersonActor | undefined> => {
  if (token === undefined) return undefined
  const { rows } = await sql<{ found: { caseId: string; personId: string } | null }>`
    select amity.find_own_page(${partnership.id}, ${digestOf(token)}, ${now}) as found`.execute(database.web)
  const found = rows[0]?.found
  return found ? { kind: 'person', ...found, sessionKey: digestOf(token) } : undefined
}

/** The system behind an API key. Without a key, or with one we do not know: a system that may do only what anyone may. */
export const findKeyHolder = async (database: Database, partnership: Partnership, key: string, now: Date): Promise<KeyActor> => {
  const keyless: KeyActor = { kind: 'key', keyId: null, agencyId: null, principals: [] }
  if (key === '') return keyless
  const { rows } = await sql<{ found: { keyId: string; agencyId: string } | null }>`
    select amity.find_api_key(${partnership.id}, ${digestOf(key)}, ${now}) as found`.execute(database.web)
  const found = rows[0]?.found
  return found ? { ...keyless, ...found } : keyless
}
