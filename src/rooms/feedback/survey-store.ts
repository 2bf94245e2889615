// All SQL on surveys and their answers.
import { sql } from 'kysely'
import type { OfficerWork, PublicWork, SystemWork, Work } from '#db/work.ts'
import { addDays, type Day } from '#kernel/time.ts'
import { contactOf } from '#rooms/people/index.ts'
import type { Before } from '#web/keyset.ts'
import type { Satisfaction, SurveyQuestion } from './survey-questions.ts'

export type NewSurvey = { readonly caseId: string; readonly personId: string; readonly agencyId: string; readonly formVersion: string; readonly askOn: Day; readonly notAskedBecause: string | null }

/** One request a person and case: asking for the same a second time changes nothing. */
export const insertSurvey = async (work: SystemWork, { notAskedBecause, ...survey }: NewSurvey): Promise<void> => {
  await work.db.insertInto('surveys').values({
    partnershipId: work.partnership.id, id: work.newId(), ...survey, notAskedBecause, state: notAskedBecause === null ? 'to ask' : 'not asked', madeAt: work.now,
  }).onConflict(conflict => conflict.columns(['partnershipId', 'caseId', 'personId']).doNothing()).execute()
}

const MOST = 500

/** Surveys whose day to ask, to remind or to end has come. */
export const surveysDue = (work: SystemWork) => work.db.selectFrom('surveys').selectAll()
  .where(where => where.or([
    where.and([where('state', '=', 'to ask'), where('askOn', '<=', work.today)]),
    where.and([where('state', '=', 'asked'), where('remindOn', '<=', work.today)]),
    where.and([where('state', '=', 'asked'), where('expiresOn', '<', work.today)]),
  ])).orderBy('madeAt').limit(MOST).forUpdate().skipLocked().execute()
export type DueSurvey = Awaited<ReturnType<typeof surveysDue>>[number]

/** Asked, or reminded, with one more link that opens it. */
export const markAsked = async (work: SystemWork, id: string, { tokenHash, expiresOn, remindOn, reminders }: { tokenHash: string; expiresOn: Day; remindOn: Day | null; reminders: number }): Promise<void> => {
  await work.db.insertInto('surveyLinks').values({ partnershipId: work.partnership.id, tokenHash, surveyId: id }).execute()
  await work.db.updateTable('surveys').set({ state: 'asked', askedAt: sql<Date>`coalesce(asked_at, ${work.now})`, expiresOn, remindOn, reminders }).where('id', '=', id).execute()
}

/** Looked at again tomorrow: its time begins when it is asked. */
export const putOffAsking = async (work: SystemWork, id: string): Promise<void> => {
  await work.db.updateTable('surveys').set({ askOn: addDays(work.today, 1) }).where('id', '=', id).where('state', '=', 'to ask').execute()
}

export const markNotAsked = async (work: SystemWork, id: string, because: string): Promise<void> => {
  await work.db.updateTable('surveys').set({ state: 'not asked', notAskedBecause: because, remindOn: null }).where('id', '=', id).execute()
}

export const markUnanswered = async (work: SystemWork, id: string): Promise<void> => {
  await work.db.updateTable('surveys').set({ state: 'no answer', remindOn: null }).where('id', '=', id).execute()
}

/** The survey behind a private link's digest while it is open. */
export const openSurvey = async (work: PublicWork, tokenHash: string): Promise<{ id: string; formVersion: string } | undefined> => {
  const { rows } = await sql<{ found: { id: string; formVersion: string } | null }>`select amity.find_survey(${tokenHash}) as found`.execute(work.db)
  return rows[0]?.found ?? undefined
}

export type NewAnswer = {
  readonly surveyId: string; readonly tokenHash: string | null; readonly by: 'link' | 'telephone'; readonly isKnown: boolean
  readonly questions: readonly SurveyQuestion[]; readonly answers: Readonly<Record<string, Satisfaction>>; readonly comment: string; readonly handling: Satisfaction
}

/** Writes an answer, once. Undefined when the survey is no longer open: answered, ended or taken back meanwhile. */
export const keepAnswer = async (work: Work, { surveyId, tokenHash, by, isKnown, questions, answers, comment, handling }: NewAnswer): Promise<string | undefined> => {
  const { rows } = await sql<{ id: string | null }>`
    select amity.answer_survey(${surveyId}, ${tokenHash}, ${by}, ${isKnown}, ${JSON.stringify(questions)}::jsonb, ${JSON.stringify(answers)}::jsonb, ${comment}, ${handling}) as id`.execute(work.db)
  return rows[0]?.id ?? undefined
}

export const answerWith = (work: SystemWork, id: string) => work.db.selectFrom('surveyAnswers').selectAll().where('id', '=', id).executeTakeFirst()

export const SURVEY_PAGE = 20

/** Surveys this officer may know of, newest first, by state. */
export const surveysIn = (work: OfficerWork, state: 'to ask' | 'asked' | 'no answer' | 'not asked', before: Before | undefined) => {
  let query = work.db.selectFrom('surveys as s')
    .innerJoin('people as p', join => join.onRef('p.partnershipId', '=', 's.partnershipId').onRef('p.id', '=', 's.personId'))
    .innerJoin('cases as c', join => join.onRef('c.partnershipId', '=', 's.partnershipId').onRef('c.id', '=', 's.caseId'))
    .select(['s.id', 's.caseId', 's.askOn', 's.askedAt', 's.expiresOn', 's.reminders', 's.notAskedBecause', 's.madeAt', 'p.givenName', 'p.familyName', 'p.safeMeans', 'c.leadOfficerId', 'c.reference'])
    .where('s.state', '=', state)
  if (before !== undefined) query = query.where(sql<boolean>`(s.made_at, s.id) < (${before.at}, ${before.id}::uuid)`)
  return query.orderBy('s.madeAt', 'desc').orderBy('s.id', 'desc').limit(SURVEY_PAGE + 1).execute()
}

/** A survey somebody could still answer by telephone, with how that person may be reached. */
export const surveyToAsk = (work: OfficerWork, id: string) => work.db.selectFrom('surveys as s')
  .innerJoin('people as p', join => join.onRef('p.partnershipId', '=', 's.partnershipId').onRef('p.id', '=', 's.personId'))
  .innerJoin('cases as c', join => join.onRef('c.partnershipId', '=', 's.partnershipId').onRef('c.id', '=', 's.caseId'))
  .select(['s.id', 's.state', 's.formVersion', 's.agencyId', 'p.givenName', 'p.familyName', contactOf('phone').as('phone'), 'p.safeMeans', 'p.safeTimes', 'p.mayLeaveMessage', 'p.mustNotKnow', 'c.leadOfficerId'])
  .where('s.id', '=', id).where('s.state', 'in', ['to ask', 'asked']).executeTakeFirst()
