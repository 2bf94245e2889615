// All SQL on risk assessments and the matrices they are asked with.
import { z } from 'zod'
import type { OfficerWork } from '#db/work.ts'
import type { RiskAssessmentsTable } from '#db/tables.ts'
import type { Day } from '#kernel/time.ts'
import { BUILT_IN, type Band, type Matrix, type Question } from './matrix.ts'

export type NewAssessment = {
  readonly caseId: string; readonly matrixVersion: string; readonly answers: Readonly<Record<string, number>>; readonly score: number; readonly band: Band
  readonly forcedBy: readonly string[]; readonly reason: string; readonly how: NonNullable<RiskAssessmentsTable['how']>; readonly theirWords: string; readonly withThePerson: boolean; readonly personAgreed: boolean | null; readonly reviewDueOn: Day; readonly because: string
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

const questionsShape: z.ZodType<readonly Question[]> = z.array(z.object({ code: z.string(), asks: z.string(), answers: z.array(z.object({ says: z.string(), scores: z.number() })) }))

/** Every matrix of the partnership in the order they start, the built-in one first. */
export const matricesOf = async (work: OfficerWork): Promise<readonly Matrix[]> => {
  const rows = await work.db.selectFrom('riskMatrices').selectAll().orderBy('startsOn').orderBy('version').limit(200).execute()
  return [BUILT_IN, ...rows.map(({ version, startsOn, source, questions, forces, mediumFrom, highFrom }): Matrix => ({
    version: String(version), from: startsOn, source, questions: questionsShape.parse(questions), forces,
    bands: [{ band: 'high', from: highFrom }, { band: 'medium', from: mediumFrom }, { band: 'standard', from: 0 }],
  }))]
}

export type NewMatrix = { readonly startsOn: Day; readonly source: string; readonly why: string; readonly questions: readonly Question[]; readonly forces: readonly string[]; readonly mediumFrom: number; readonly highFrom: number }

/** Publishes the next version after the one the administrator saw. False: another was published meanwhile. */
export const publishMatrix = async (work: OfficerWork, version: number, { questions, forces, ...matrix }: NewMatrix): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await work.db.insertInto('riskMatrices')
    .values({ partnershipId: work.partnership.id, version, ...matrix, questions: JSON.stringify(questions), forces: [...forces], publishedAt: work.now, publishedBy: work.actor.officerId })
    .onConflict(clash => clash.doNothing()).executeTakeFirstOrThrow()
  return Number(numInsertedOrUpdatedRows) === 1
}
