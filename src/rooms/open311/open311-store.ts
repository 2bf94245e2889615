// All SQL of this room: what may be published (one function looks across the wall for it) and the keys of other systems.
import { sql } from 'kysely'
import type { KeyWork, OfficerWork } from '#db/work.ts'
import { digestOf, newToken } from '#web/csrf.ts'

/** A report as other systems may know it. Times are as published: whole days, except for the system that sent it. */
export type Published = {
  readonly reference: string; readonly serviceCode: string; readonly serviceName: string; readonly status: 'open' | 'closed'
  readonly outcome: 'waiting' | 'taken up' | 'finished' | 'advised' | 'passed on' | 'withdrawn'
  readonly told: string | null; readonly agency: string | null; readonly ward: string | null; readonly latitude: number | null; readonly longitude: number | null
  readonly requestedAt: Date; readonly decidedAt: Date | null; readonly closedAt: Date | null
}

export type Wanted =
  | { readonly ids: readonly string[] }
  | { readonly by: 'requested' | 'updated'; readonly from: Date; readonly until: Date; readonly codes: readonly string[] | null; readonly status: 'open' | 'closed' | null }

export const MOST = 1000

export const published = async (work: KeyWork, wanted: Wanted): Promise<readonly Published[]> => {
  const { ids, by, from, until, codes, status } = 'ids' in wanted ? { ...wanted, by: 'requested', from: null, until: null, codes: null, status: null } : { ids: null, ...wanted }
  const { rows } = await sql<Published>`select * from amity.open311_requests(${ids}::text[], ${codes}::text[], ${status}::text, ${by}::text, ${from}::timestamptz, ${until}::timestamptz, ${MOST}::int)`.execute(work.db)
  return rows
}

/** The report of this number, if it was this key that sent it. */
export const sentByThisKey = async (work: KeyWork, reference: string): Promise<{ reference: string; serviceCode: string } | undefined> => {
  const { rows } = await sql<{ found: { reference: string; serviceCode: string } | null }>`select amity.open311_sent(${reference}) as found`.execute(work.db)
  return rows[0]?.found ?? undefined
}

export const apiKeys = (work: OfficerWork) =>
  work.db.selectFrom('apiKeys as k').innerJoin('agencies as a', join => join.onRef('a.partnershipId', '=', 'k.partnershipId').onRef('a.id', '=', 'k.agencyId'))
    .leftJoin('officers as o', join => join.onRef('o.partnershipId', '=', 'k.partnershipId').onRef('o.id', '=', 'k.madeBy'))
    .select(['k.id', 'k.name', 'a.name as agency', 'k.madeAt', 'k.usedAt', 'k.endedAt', 'o.name as madeBy']).orderBy('k.endedAt', order => order.desc().nullsFirst()).orderBy('k.madeAt', 'desc').limit(500).execute()

export const apiKeyWith = (work: OfficerWork, id: string) =>
  work.db.selectFrom('apiKeys').select(['id', 'name', 'endedAt']).where('id', '=', id).executeTakeFirst()

/** Makes a key and answers it, once: only its digest is kept. */
export const makeApiKey = async (work: OfficerWork, agencyId: string, name: string): Promise<{ id: string; key: string }> => {
  const [id, key] = [work.newId(), newToken()]
  await work.db.insertInto('apiKeys').values({ partnershipId: work.partnership.id, id, keyHash: digestOf(key), agencyId, name, madeAt: work.now, madeBy: work.actor.officerId }).execute()
  return { id, key }
}

/** Ends a key. False when it had ended before. */
export const endApiKey = async (work: OfficerWork, id: string): Promise<boolean> => {
  const { numUpdatedRows } = await work.db.updateTable('apiKeys').set({ endedAt: work.now }).where('id', '=', id).where('endedAt', 'is', null).executeTakeFirst()
  return numUpdatedRows === 1n
}
