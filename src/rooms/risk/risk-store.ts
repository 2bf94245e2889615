// All SQL on risk assessments.
import type { OfficerWork } from '#db/work.ts'
import type { RiskAssessmentsTable } from '#db/tables.ts'
import type { Day } from '#kernel/time.ts'
import type { Band, Force } from './matrix.ts'

export type NewAssessment = {
  readonly caseId: string; readonly matrixVersion: string; readonly answers: Readonly<Record<string, number>>; readonly score: number; readonly band: Band
  readonly forcedBy: readonly Force[]; readonly reason: string; readonly how: NonNullable<RiskAssessmentsTable['how']>; readonly theirWords: string; readonly withThePerson: boolean; readonly personAgreed: boolean | null; readonly reviewDueOn: Day; readonly because: string
}

export const insertAssessment = async (work: OfficerWork, assessment: NewAssessment): Promise<void> => {
  await work.db.insertInto('riskAssessments').values({
    partnershipId: work.partnership.id, id: work.newId(), ...assessment, answers: JSON.stringify(assessment.answers), forcedBy: [...assessment.forcedBy], assessedAt: work.now, assessedBy: work.actor.officerId,
  }).execute()
}

/** What forced the latest assessment of a case to High; empty when nothing did, or there is none. */
export const latestForces = async (work: OfficerWork, caseId: string): Promise<readonly string[]> => {
  const latest = await work.db.selectFrom('riskAssessments').select('forcedBy').where('caseId', '=', caseId).orderBy('assessedAt', 'desc').orderBy('id', 'desc').limit(1).executeTakeFirst()
  return latest?.forcedBy ?? []
}

const MOST = 50
/** Newest first. */
export const assessmentsOf = (work: OfficerWork, caseId: string) => work.db.selectFrom('riskAssessments as r')
  .leftJoin('officers as o', join => join.onRef('o.partnershipId', '=', 'r.partnershipId').onRef('o.id', '=', 'r.assessedBy'))
  .selectAll('r').select('o.name as assessor').where('r.caseId', '=', caseId).orderBy('r.assessedAt', 'desc').orderBy('r.id', 'desc').limit(MOST).execute()
export type Assessment = Awaited<ReturnType<typeof assessmentsOf>>[number]

export const assessmentWith = async (work: OfficerWork, caseId: string, id: string): Promise<Assessment | undefined> => (await assessmentsOf(work, caseId)).find(one => one.id === id)
