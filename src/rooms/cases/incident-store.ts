// All SQL on incidents: what happened, where and when, apart from when we heard of it.
import type { OfficerWork } from '#db/work.ts'

export const insertIncident = async (work: OfficerWork, caseId: string, incident: { reportId: string | null; happenedAt: Date | null; happenedAbout: string | null; categoryCode: string; description: string; effect: string | null; placeDescribed: string | null }): Promise<string> => {
  const id = work.newId()
  await work.db.insertInto('incidents').values({ partnershipId: work.partnership.id, id, caseId, ...incident, enteredAt: work.now, enteredBy: work.actor.officerId }).execute()
  return id
}

export const incidentsOf = (work: OfficerWork, caseId: string) =>
  work.db.selectFrom('incidents').select(['id', 'happenedAt', 'happenedAbout', 'description', 'effect', 'placeDescribed']).where('caseId', '=', caseId).orderBy('happenedAt', 'desc').limit(50).execute()
