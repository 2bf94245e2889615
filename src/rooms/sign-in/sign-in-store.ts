// All SQL of signing in and of sessions: looking at an account, counting tries, steps, beginning and ending.
import { sql } from 'kysely'
import type { Assurance, OfficerWork, Work } from '#db/work.ts'
import type { Ask } from '#web/ask.ts'
import { digestOf, newToken } from '#web/csrf.ts'
import { deviceOf, sayDevice } from './device.ts'

const QUARTER_HOUR = 15 * 60_000
export type Agency = { readonly id: string; readonly name: string }
export type By = 'password' | 'passkey' | 'single sign-on' | 'demonstration'
export type Account = { readonly id: string; readonly passwordHash: string | null; readonly agencies: readonly Agency[]; readonly hasSecondFactor: boolean }
export type AccountLook = { readonly place: string; readonly failuresHere: number; readonly failuresFromAddress: number; readonly officer: Account | null }
export type TriesLook = { readonly place: string; readonly failuresHere: number; readonly failuresOfStrangers: number }

const since = (work: Work): Date => new Date(work.now.getTime() - QUARTER_HOUR)
/** Functions that answer one value in a column called it. */
const one = async <T>(work: Work, asking: ReturnType<typeof sql<{ it: T }>>): Promise<T> => {
  const [row] = (await asking.execute(work.db)).rows
  if (row === undefined) throw new Error('a function answered nothing')
  return row.it
}

export const lookForAccount = (work: Work, email: string, ask: Ask): Promise<AccountLook> =>
  one(work, sql<{ it: AccountLook }>`select amity.find_account(${email}, ${ask.address}, ${deviceOf(ask)?.digest ?? ''}, ${since(work)}) as it`)

/** Tries to prove something (a code, a password) as an officer known already. One place at a time: the look takes a lock. */
export const lookAtTries = (work: Work, officerId: string, what: string, ask: Ask): Promise<TriesLook> =>
  one(work, sql<{ it: TriesLook }>`select amity.look_at_tries(${officerId}::uuid, ${what}, ${ask.address}, ${deviceOf(ask)?.digest ?? ''}, ${since(work)}) as it`)

/** The line in the trail, under the name of the officer whose account it is. */
export const recordSignIn = async (work: Work, officerId: string | null, succeeded: boolean): Promise<void> => {
  await sql`select amity.write_sign_in(${officerId}::uuid, ${succeeded})`.execute(work.db)
}

export const noteTry = async (work: Work, account: string, place: string, succeeded: boolean): Promise<void> => {
  await sql`select amity.note_sign_in(${work.partnership.id}, ${account}, ${place}, ${work.now}, ${succeeded})`.execute(work.db)
}

export type StepKind = 'second factor' | 'provider'
/** Opens a step of a sign-in and answers the token its cookie holds. */
export const openStep = async (work: Work, kind: StepKind, officerId: string | null, about: object, minutes: number): Promise<string> => {
  const token = newToken()
  await sql`select amity.open_step(${digestOf(token)}, ${kind}, ${officerId}::uuid, ${JSON.stringify(about)}::jsonb, ${new Date(work.now.getTime() + minutes * 60_000)})`.execute(work.db)
  return token
}
type Step = { readonly officerId: string | null; readonly about: unknown }
export const findStep = async (work: Work, token: string | undefined, kind: StepKind): Promise<Step | undefined> =>
  token === undefined ? undefined : await one(work, sql<{ it: Step | null }>`select amity.find_step(${digestOf(token)}, ${kind}) as it`) ?? undefined
/** Uses it up: the second who comes with it finds nothing. */
export const useStep = async (work: Work, token: string | undefined, kind: StepKind): Promise<Step | undefined> =>
  token === undefined ? undefined : await one(work, sql<{ it: Step | null }>`select amity.use_step(${digestOf(token)}, ${kind}) as it`) ?? undefined

/** False when this challenge was answered before. */
export const spendChallenge = (work: Work, challenge: string): Promise<boolean> =>
  one(work, sql<{ it: boolean }>`select amity.spend_challenge(${digestOf(challenge)}, ${new Date(work.now.getTime() + QUARTER_HOUR)}) as it`)

export type Beginning = { readonly officerId: string; readonly agencyId: string; readonly by: By; readonly assurance: Assurance; readonly deviceHash: string; readonly providerId: string | null; readonly hint: string | null }
/** Begins a session under a new token and ends the one this browser held. Undefined: not for that agency. */
export const beginSession = async (work: Work, ask: Ask, it: Beginning): Promise<{ token: string; until: Date; knownDevice: boolean } | undefined> => {
  const token = newToken()
  const before = ask.cookie('amity_session')
  const begun = await one(work, sql<{ it: { until: string; knownDevice: boolean } | null }>`select amity.begin_session(${digestOf(token)}, ${it.officerId}::uuid, ${it.agencyId}::uuid, ${it.by}, ${it.assurance},
    ${sayDevice(ask.device)}, ${it.deviceHash}, ${before === undefined ? null : digestOf(before)}, ${it.providerId}::uuid, ${it.hint}) as it`)
  return begun === null ? undefined : { token, until: new Date(begun.until), knownDevice: begun.knownDevice }
}

/** The officer has proven who they are. The token is new when the session is now surer than before. */
export const proveSession = async (work: OfficerWork, secondFactor: boolean): Promise<string | undefined> => {
  const token = newToken()
  const surer = await one(work, sql<{ it: boolean | null }>`select amity.prove_session(${work.actor.sessionId}::uuid, ${secondFactor}, ${digestOf(token)}) as it`)
  return surer === true ? token : undefined
}

export const myAgencies = async (work: OfficerWork): Promise<readonly Agency[]> =>
  (await sql<Agency>`select id, name from amity.my_agencies(${work.actor.sessionId}::uuid)`.execute(work.db)).rows
export const switchAgency = (work: OfficerWork, agencyId: string): Promise<boolean> =>
  one(work, sql<{ it: boolean }>`select amity.switch_agency(${work.actor.sessionId}::uuid, ${agencyId}::uuid) as it`)

export const mySessions = (work: OfficerWork) =>
  work.db.selectFrom('sessions as s').innerJoin('agencies as a', join => join.onRef('a.partnershipId', '=', 's.partnershipId').onRef('a.id', '=', 's.agencyId'))
    .select(['s.id', 's.startedAt', 's.seenAt', 's.expiresAt', 's.device', 's.assurance', 's.signedInBy', 'a.shortName as agency']).where('s.officerId', '=', work.actor.officerId).where('s.endedAt', 'is', null)
    .where('s.expiresAt', '>', work.now).orderBy('s.seenAt', 'desc').limit(50).execute()

/** Ends this officer's sessions: one, all but one, or all. Answers how many. */
export const endSessions = async (work: OfficerWork, which: { readonly only?: string; readonly but?: string | null }): Promise<number> => {
  const ending = work.db.updateTable('sessions').set({ endedAt: work.now }).where('officerId', '=', work.actor.officerId).where('endedAt', 'is', null)
  const chosen = which.only === undefined ? ending : ending.where('id', '=', which.only)
  const result = await (which.but == null ? chosen : chosen.where('id', '<>', which.but)).executeTakeFirst()
  return Number(result.numUpdatedRows)
}

export type PasswordLink = { readonly officerId: string; readonly officerName: string; readonly email: string }
export const findPasswordLink = async (work: Work, token: string): Promise<PasswordLink | undefined> =>
  await one(work, sql<{ it: PasswordLink | null }>`select amity.find_link(${work.partnership.id}, ${digestOf(token)}, 'choose password', ${work.now}) as it`) ?? undefined
export const usePasswordLink = (work: Work, token: string, passwordHash: string): Promise<boolean> =>
  one(work, sql<{ it: boolean }>`select amity.use_password_link(${work.partnership.id}, ${digestOf(token)}, ${passwordHash}, ${work.now}) as it`)
export const changePassword = (work: OfficerWork, passwordHash: string): Promise<boolean> =>
  one(work, sql<{ it: boolean }>`select amity.change_password(${passwordHash}, ${work.actor.sessionId}::uuid) as it`)

/** For the daily chore. */
export const forgetSignIns = async (work: Work): Promise<void> => { await sql`select amity.forget_sign_ins()`.execute(work.db) }
