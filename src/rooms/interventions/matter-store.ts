// All SQL on matters themselves. What belongs to one has a store beside this (part-store.ts, clock-store.ts).
import { looksLikeId } from '#db/ids.ts'
import type { MattersTable } from '#db/tables.ts'
import type { OfficerWork, Work } from '#db/work.ts'
import type { Day } from '#kernel/time.ts'
import type { Updateable } from 'kysely'

const MOST = 200

const matters = (work: Work) => work.db.selectFrom('matters as m').leftJoin('officers as o', join => join.onRef('o.partnershipId', '=', 'm.partnershipId').onRef('o.id', '=', 'm.ownerId'))
  .leftJoin('officers as a', join => join.onRef('a.partnershipId', '=', 'm.partnershipId').onRef('a.id', '=', 'm.authorisedOfficer'))
  .select(['m.id', 'm.caseId', 'm.tool', 'm.subjectId', 'm.about', 'm.lawOn', 'm.state', 'm.stateSince', 'm.beganAt', 'm.ownerId', 'm.reason', 'm.skippedBecause', 'm.authority', 'm.authorisedAt', 'm.inForceAt', 'm.endsAt', 'm.underAppeal', 'm.overridden', 'm.endedAt', 'm.endedAs', 'm.endedWords', 'm.version', 'o.name as owner', 'a.name as authoriser'])

/** Of a case, in the order they began. */
export const mattersOf = (work: Work, caseId: string) => matters(work).where('m.caseId', '=', caseId).orderBy('m.beganAt').orderBy('m.id').limit(MOST).execute()
export type Matter = Awaited<ReturnType<typeof mattersOf>>[number]

export const matterWith = async (work: Work, caseId: string, id: string): Promise<Matter | undefined> =>
  looksLikeId(id) ? matters(work).where('m.caseId', '=', caseId).where('m.id', '=', id).executeTakeFirst() : undefined

export type NewMatter = { readonly caseId: string; readonly tool: string; readonly subjectId: string; readonly about: string; readonly lawOn: Day; readonly reason: string; readonly skippedBecause: string | null }
export const insertMatter = async (work: OfficerWork, matter: NewMatter): Promise<string> => {
  const id = work.newId()
  await work.db.insertInto('matters').values({ partnershipId: work.partnership.id, id, ...matter, stateSince: work.now, beganAt: work.now, beganBy: work.actor.officerId, ownerId: work.actor.officerId }).execute()
  return id
}

/** False when somebody else has changed it since it was read. */
export const changeMatter = async (work: OfficerWork, { id, version }: Pick<Matter, 'id' | 'version'>, set: Updateable<MattersTable>): Promise<boolean> =>
  (await work.db.updateTable('matters').set({ ...set, version: version + 1 }).where('id', '=', id).where('version', '=', version).executeTakeFirst()).numUpdatedRows === 1n
