// All SQL on incidents: what happened, where and when, apart from when we heard of it. Corrected beside their original.
import type { OfficerWork } from '#db/work.ts'

type NewIncident = {
  readonly reportId: string | null; readonly happenedAt: Date | null; readonly happenedAbout: string | null; readonly categoryCode: string; readonly description: string; readonly effect: string | null; readonly placeDescribed: string | null
  readonly happenedUntil?: Date | null; readonly postcode?: string | null; readonly harmedPartyIds?: string[]; readonly correctsId?: string; readonly correctedBecause?: string
}

export const insertIncident = async (work: OfficerWork, caseId: string, incident: NewIncident): Promise<string> => {
  const id = work.newId()
  await work.db.insertInto('incidents').values({ partnershipId: work.partnership.id, id, caseId, ...incident, enteredAt: work.now, enteredBy: work.actor.officerId }).execute()
  return id
}

const MOST = 50

/** The incidents of a case as they stand, the latest first; one more than is shown. */
export const incidentsOf = (work: OfficerWork, caseId: string) => work.db.selectFrom('incidents as i')
  .leftJoin('officers as o', join => join.onRef('o.partnershipId', '=', 'i.partnershipId').onRef('o.id', '=', 'i.enteredBy'))
  .leftJoin('categories as c', join => join.onRef('c.partnershipId', '=', 'i.partnershipId').onRef('c.code', '=', 'i.categoryCode'))
  .select(['i.id', 'i.happenedAt', 'i.happenedUntil', 'i.happenedAbout', 'i.description', 'i.effect', 'i.placeDescribed', 'i.postcode', 'i.harmedPartyIds', 'i.categoryCode', 'i.enteredAt', 'i.correctsId', 'i.correctedBecause', 'i.supersededAt', 'i.reportId', 'o.name as enteredBy', 'c.name as category'])
  .where('i.caseId', '=', caseId).where('i.supersededAt', 'is', null).orderBy('i.happenedAt', 'desc').orderBy('i.id', 'desc').limit(MOST).execute()
export type Incident = Awaited<ReturnType<typeof incidentsOf>>[number]

/** What was corrected, by its id: shown beside what stands now. */
export const supersededIncidents = (work: OfficerWork, caseId: string) =>
  work.db.selectFrom('incidents').select(['id', 'happenedAt', 'happenedAbout', 'description', 'correctsId']).where('caseId', '=', caseId).where('supersededAt', 'is not', null).limit(200).execute()

/** False when somebody corrected it meanwhile. */
export const supersedeIncident = async (work: OfficerWork, id: string): Promise<boolean> => {
  const { numUpdatedRows } = await work.db.updateTable('incidents').set({ supersededAt: work.now }).where('id', '=', id).where('supersededAt', 'is', null).executeTakeFirst()
  return numUpdatedRows === 1n
}
