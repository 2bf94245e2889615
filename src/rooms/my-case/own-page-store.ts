// All SQL on offers of a page, its codes and its sessions.
import { sql } from 'kysely'
import type { OfficerWork, PublicWork, SystemWork, Work } from '#db/work.ts'
import { digestOf, newToken } from '#web/csrf.ts'
import type { OwnPageTerms } from '#rooms/partnership/index.ts'
import type { CodeMeans, LinkMeans } from './own-page-rules.ts'

const DAY = 24 * 3_600_000

export type Offer = { readonly caseId: string; readonly personId: string; readonly linkMeans: LinkMeans; readonly codeMeans: CodeMeans; readonly agreed: string; readonly days: number }

/** Replaces any earlier offer to this person on this case. Answers the secret of the new link, which is kept nowhere. */
export const offerPage = async (work: OfficerWork, { days, ...offer }: Offer): Promise<string> => {
  await endPage(work, offer.caseId, offer.personId, 'replaced by a new link')
  const token = newToken()
  await work.db.insertInto('ownPageLinks').values({
    partnershipId: work.partnership.id, id: work.newId(), ...offer, tokenHash: digestOf(token), offeredAt: work.now, offeredBy: work.actor.officerId, expiresAt: new Date(work.now.getTime() + days * DAY),
  }).execute()
  return token
}

/** Ends the page at once, sessions included. False when there was none. */
export const endPage = async (work: OfficerWork, caseId: string, personId: string, because: string): Promise<boolean> => {
  const { numUpdatedRows } = await work.db.updateTable('ownPageLinks').set({ endedAt: work.now, endedBy: work.actor.officerId, endedBecause: because })
    .where('caseId', '=', caseId).where('personId', '=', personId).where('endedAt', 'is', null).executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Offers that still stand on a case. */
export const pagesOf = (work: Work, caseId: string) => work.db.selectFrom('ownPageLinks')
  .select(['id', 'personId', 'linkMeans', 'codeMeans', 'agreed', 'offeredAt', 'expiresAt', 'lastEnteredAt', 'wrongCodes', 'wrongCodeAt'])
  .where('caseId', '=', caseId).where('endedAt', 'is', null).where('expiresAt', '>', work.now).orderBy('offeredAt').limit(50).execute()

/** Once a case is closed its pages stand for this many days more. */
export const keepPagesAfterClosing = async (work: SystemWork, caseId: string, days: number): Promise<void> => {
  await work.db.updateTable('ownPageLinks').set({ expiresAt: new Date(work.now.getTime() + days * DAY) }).where('caseId', '=', caseId).where('endedAt', 'is', null).where('expiresAt', '>', work.now).execute()
}

/** Notes that a code was asked for; null when that was too often. The same for a link we never gave out. */
export const askForCode = async (work: PublicWork, link: string, browser: string, address: string, minutes: number): Promise<string | null> => {
  const { rows } = await sql<{ id: string | null }>`select amity.ask_own_page_code(${digestOf(link)}, ${browser}, ${address}, ${minutes}) as id`.execute(work.db)
  return rows[0]?.id ?? null
}

type Due = { readonly caseId: string; readonly personId: string; readonly means: CodeMeans; readonly agencyId: string }
/** Whom a code goes to; undefined for a link that opens nothing. */
export const codeDue = async (work: SystemWork, codeId: string): Promise<Due | undefined> => {
  const { rows } = await sql<{ due: Due | null }>`select amity.own_page_code_due(${codeId}::uuid) as due`.execute(work.db)
  return rows[0]?.due ?? undefined
}

export const setCode = async (work: SystemWork, codeId: string, code: string): Promise<void> => {
  await sql`select amity.set_own_page_code(${codeId}::uuid, ${code})`.execute(work.db)
}

/** `goTo`: where they had been typing when an earlier session ran out. */
export type Entered = { readonly entered: boolean; readonly caseId: string | null; readonly token: string; readonly goTo: string }
/** Tries a code. When it is right a session begins, whose cookie this answers. */
export const tryCode = async (work: PublicWork, link: string, browser: string, code: string, { idleMinutes, sessionHours }: OwnPageTerms): Promise<Entered> => {
  const token = newToken()
  const { rows } = await sql<{ found: { entered: boolean; caseId?: string | null } }>`
    select amity.enter_own_page(${digestOf(link)}, ${browser}, ${code}, ${digestOf(token)}, ${idleMinutes}, ${sessionHours}) as found`.execute(work.db)
  const found = rows[0]?.found
  const entered = found?.entered === true
  return { entered, caseId: found?.caseId ?? null, token, goTo: entered ? await waitingWords(work, token) : '/my-case' }
}

const waitingWords = async (work: PublicWork, token: string): Promise<string> => {
  const { rows } = await sql<{ path: string | null }>`select amity.own_words_wait(${digestOf(token)}) as path`.execute(work.db)
  return rows[0]?.path ?? '/my-case'
}

/** The demonstration's one click; undefined in a real service. */
export const enterDemonstration = async (work: PublicWork, { idleMinutes, sessionHours }: OwnPageTerms): Promise<{ token: string; caseId: string } | undefined> => {
  const token = newToken()
  const { rows } = await sql<{ id: string | null }>`select amity.enter_demonstration_page(${digestOf(token)}, ${idleMinutes}, ${sessionHours}) as id`.execute(work.db)
  const caseId = rows[0]?.id
  return caseId === null || caseId === undefined ? undefined : { token, caseId }
}

/** Ends the session behind a cookie, if there is one. */
export const leavePage = async (work: Work, cookie: string | undefined): Promise<void> => {
  if (cookie !== undefined) await sql`select amity.end_own_page(${digestOf(cookie)})`.execute(work.db)
}

export const forgetCodes = async (work: SystemWork): Promise<void> => {
  await sql`select amity.forget_own_page_codes()`.execute(work.db)
}
