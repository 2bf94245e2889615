// All SQL of the service's looks at itself, within one partnership and as the service or whoever runs the partnership.
import { sql } from 'kysely'
import type { OfficerWork, SystemWork, Work } from '#db/work.ts'
import { foundShape, type Carrying, type Found } from './found.ts'
import type { Trouble } from './judge-look.ts'

const DAY = 24 * 3_600_000
/** Younger than any message that is still tried: what waits longer has ended as failed. */
const TRIED_FOR_DAYS = 7

const asDate = (value: unknown): Date | null => typeof value === 'string' ? new Date(value) : null

export const momentsOf = async (work: SystemWork): Promise<Pick<Found, 'newsSince' | 'unsealedSince' | 'sealedAt'>> => {
  const { rows: [row] } = await sql<{ found: Readonly<Record<string, unknown>> | null }>`select amity.service_moments() as found`.execute(work.db)
  const { newsSince, unsealedSince, sealedAt } = row?.found ?? {}
  return { newsSince: asDate(newsSince), unsealedSince: asDate(unsealedSince), sealedAt: asDate(sealedAt) }
}

const sentOf = (work: SystemWork, means: 'email' | 'text') => work.db.selectFrom('outgoingMessages').where('means', '=', means)

/** Nothing has gone since the later of the last that went and the first that was tried and waits. */
export const carryingOf = async (work: SystemWork, means: 'email' | 'text', carried: boolean): Promise<Carrying> => {
  const from = new Date(work.now.getTime() - TRIED_FOR_DAYS * DAY)
  const last = await sentOf(work, means).select('sentAt').where('state', '=', 'sent').where('sentAt', 'is not', null).orderBy('sentAt', 'desc').limit(1).executeTakeFirst()
  const tried = await sentOf(work, means).select('writtenAt').where('state', '=', 'waiting').where('tries', '>', 0).where('writtenAt', '>', from).orderBy('writtenAt').limit(1).executeTakeFirst()
  const untried = await sentOf(work, means).select('writtenAt').where('state', '=', 'waiting').where('tries', '=', 0).orderBy('writtenAt').limit(1).executeTakeFirst()
  const first = tried?.writtenAt ?? null
  return { carried, waitingSince: untried?.writtenAt ?? null, inVainSince: first === null ? null : new Date(Math.max(first.getTime(), last?.sentAt?.getTime() ?? 0)) }
}

const MOST = 1000
/** Counted no further than MOST. */
export const filesWaiting = async (work: SystemWork): Promise<Pick<Found, 'unscannedSince' | 'unhomed' | 'unhomedSince'>> => {
  const unscanned = await work.db.selectFrom('attachments').select('givenAt').where('scan', '=', 'not scanned').where('scannedAt', 'is', null).orderBy('givenAt').limit(1).executeTakeFirst()
  const unhomed = await work.db.selectFrom('attachments').select('givenAt').where('unhomedAt', 'is not', null).where('caseId', 'is', null).where('reportId', 'is', null).orderBy('givenAt').limit(MOST).execute()
  return { unscannedSince: unscanned?.givenAt ?? null, unhomed: unhomed.length, unhomedSince: unhomed[0]?.givenAt ?? null }
}

export const keepLook = async (work: SystemWork, found: Found): Promise<void> => {
  const row = { lookedAt: work.now, found: JSON.stringify(found) }
  await work.db.insertInto('serviceLooks').values({ partnershipId: work.partnership.id, ...row }).onConflict(conflict => conflict.column('partnershipId').doUpdateSet(row)).execute()
}

export type Look = { readonly lookedAt: Date; readonly found: Found }
/** The last look; undefined before the first, or when another version kept it in another shape. */
export const lastLook = async (work: OfficerWork | SystemWork): Promise<Look | undefined> => {
  const row = await work.db.selectFrom('serviceLooks').select(['lookedAt', 'found']).executeTakeFirst()
  const found = foundShape.safeParse(row?.found)
  return row === undefined || !found.success ? undefined : { lookedAt: row.lookedAt, found: found.data }
}

export type KnownTrouble = Trouble & { readonly toldAt: Date | null }
export const troublesOf = (work: Work): Promise<readonly KnownTrouble[]> => work.db.selectFrom('serviceTroubles').select(['what', 'since', 'toldAt']).orderBy('what').limit(MOST).execute()

/** The first moment stands. */
export const noteTrouble = async (work: SystemWork, what: string): Promise<void> => {
  await work.db.insertInto('serviceTroubles').values({ partnershipId: work.partnership.id, what, since: work.now }).onConflict(conflict => conflict.doNothing()).execute()
}
export const noteTold = async (work: SystemWork, what: string): Promise<void> => {
  await work.db.updateTable('serviceTroubles').set({ toldAt: work.now }).where('what', '=', what).execute()
}
/** @returns whether its administrators had been told of it */
export const endTrouble = async (work: SystemWork, what: string): Promise<boolean> =>
  (await work.db.deleteFrom('serviceTroubles').where('what', '=', what).returning('toldAt').executeTakeFirst())?.toldAt instanceof Date
