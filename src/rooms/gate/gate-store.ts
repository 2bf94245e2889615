// All SQL on gate assessments.
import { looksLikeId } from '#db/ids.ts'
import type { OfficerWork, Work } from '#db/work.ts'
import type { GateAnswer, GateStage } from '#law/gate-questions.ts'
import type { Verdict } from './gate-rules.ts'

const MOST = 300

export const assessmentsOf = (work: Work, caseId: string) => work.db.selectFrom('gateAssessments as g').leftJoin('officers as m', join => join.onRef('m.partnershipId', '=', 'g.partnershipId').onRef('m.id', '=', 'g.madeBy'))
  .leftJoin('officers as s', join => join.onRef('s.partnershipId', '=', 'g.partnershipId').onRef('s.id', '=', 'g.signedBy'))
  .select(['g.id', 'g.tool', 'g.subjectId', 'g.stage', 'g.questions', 'g.answers', 'g.madeAt', 'g.madeBy', 'g.signedAt', 'g.verdict', 'g.signedWords', 'm.name as writer', 's.name as signer'])
  .where('g.caseId', '=', caseId).orderBy('g.madeAt', 'desc').orderBy('g.id', 'desc').limit(MOST).execute()
export type Assessment = Awaited<ReturnType<typeof assessmentsOf>>[number]

export const assessmentWith = async (work: Work, caseId: string, id: string): Promise<Assessment | undefined> =>
  looksLikeId(id) ? (await assessmentsOf(work, caseId)).find(one => one.id === id) : undefined

export type NewAssessment = { readonly tool: string; readonly subjectId: string; readonly stage: GateStage; readonly questions: string; readonly answers: Readonly<Record<string, GateAnswer>> }
export const insertAssessment = async (work: OfficerWork, caseId: string, { answers, ...one }: NewAssessment): Promise<string> => {
  const id = work.newId()
  await work.db.insertInto('gateAssessments').values({ partnershipId: work.partnership.id, id, caseId, ...one, answers: JSON.stringify(answers), madeAt: work.now, madeBy: work.actor.officerId }).execute()
  return id
}

/** False when somebody has signed it meanwhile. */
export const signAssessment = async (work: OfficerWork, id: string, verdict: Verdict, signedWords: string): Promise<boolean> =>
  (await work.db.updateTable('gateAssessments').set({ signedAt: work.now, signedBy: work.actor.officerId, verdict, signedWords }).where('id', '=', id).where('signedAt', 'is', null).executeTakeFirst()).numUpdatedRows === 1n
