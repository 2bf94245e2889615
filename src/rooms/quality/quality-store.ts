// All SQL on reviews of casework.
import { sql } from 'kysely'
import type { OfficerWork, SystemWork } from '#db/work.ts'
import type { Day } from '#kernel/time.ts'
import type { Before } from '#web/keyset.ts'
import type { QualityAnswer } from './standards.ts'

export type Drawn = { readonly caseId: string; readonly agencyId: string; readonly officerId: string }

/** Up to `perOfficer` of each officer's cases, by chance that falls the same way for a month: open for 28 days or closed in the last 31; never a restricted one, never one read in the last half year. */
export const drawCases = async (work: SystemWork, month: string, perOfficer: number): Promise<readonly Drawn[]> => {
  const { rows } = await sql<Drawn>`
    select "caseId", "agencyId", "officerId" from (
      select c.id as "caseId", c.lead_agency_id as "agencyId", c.lead_officer_id as "officerId", row_number() over (partition by c.lead_agency_id, c.lead_officer_id order by md5(c.id::text || ${month})) as place
      from cases c where c.circle_id is null
        and ((c.status in ('open', 'on hold') and c.opened_at < ${new Date(work.now.getTime() - 28 * DAY)}) or (c.status = 'closed' and c.closed_at >= ${new Date(work.now.getTime() - 31 * DAY)}))
        and not exists (select 1 from quality_reviews q where q.partnership_id = c.partnership_id and q.case_id = c.id and q.drawn_at > ${new Date(work.now.getTime() - 183 * DAY)})
    ) chosen where place <= ${perOfficer} order by "agencyId", "officerId", "caseId"`.execute(work.db)
  return rows
}
const DAY = 24 * 3_600_000

export const isDrawn = async (work: SystemWork, month: string): Promise<boolean> => (await work.db.selectFrom('qualityReviews').select('id').where('month', '=', month).limit(1).executeTakeFirst()) !== undefined

export const insertReview = async (work: SystemWork, review: Drawn & { readonly reviewerId: string; readonly month: string; readonly formVersion: string; readonly dueOn: Day }): Promise<string> => {
  const id = work.newId()
  await work.db.insertInto('qualityReviews').values({ partnershipId: work.partnership.id, id, ...review, drawnAt: work.now }).execute()
  return id
}

const read = (work: OfficerWork) => work.db.selectFrom('qualityReviews as q')
  .innerJoin('cases as c', join => join.onRef('c.partnershipId', '=', 'q.partnershipId').onRef('c.id', '=', 'q.caseId'))
  .leftJoin('officers as o', join => join.onRef('o.partnershipId', '=', 'q.partnershipId').onRef('o.id', '=', 'q.officerId'))
  .leftJoin('officers as r', join => join.onRef('r.partnershipId', '=', 'q.partnershipId').onRef('r.id', '=', 'q.reviewerId'))
  .selectAll('q').select(['c.reference', 'c.title', 'c.status', 'o.name as officer', 'r.name as reviewer'])

export const PAGE = 20
export const reviewsToDo = (work: OfficerWork) => read(work).where('q.state', '=', 'to do').orderBy('q.dueOn').orderBy('q.id').limit(200).execute()
/** Newest first; of one officer when named. */
export const reviewsDone = (work: OfficerWork, officerId: string | undefined, before: Before | undefined) => {
  let query = read(work).where('q.state', '!=', 'to do')
  if (officerId !== undefined) query = query.where('q.officerId', '=', officerId).where('q.state', '=', 'done')
  if (before !== undefined) query = query.where(sql<boolean>`(q.done_at, q.id) < (${before.at}, ${before.id}::uuid)`)
  return query.orderBy('q.doneAt', 'desc').orderBy('q.id', 'desc').limit(PAGE + 1).execute()
}
export const reviewWith = (work: OfficerWork, id: string) => read(work).where('q.id', '=', id).executeTakeFirst()
export type Review = NonNullable<Awaited<ReturnType<typeof reviewWith>>>

export type Result = { readonly state: 'done' | 'not possible'; readonly answers: Readonly<Record<string, QualityAnswer>>; readonly comment: string; readonly met: number | null; readonly asked: number | null; readonly action: string | null }
/** False when somebody has ended it meanwhile. */
export const endReview = async (work: OfficerWork, id: string, { answers, ...result }: Result): Promise<boolean> => {
  const ended = await work.db.updateTable('qualityReviews').set({ ...result, answers: JSON.stringify(answers), doneAt: work.now, doneBy: work.actor.officerId }).where('id', '=', id).where('state', '=', 'to do').executeTakeFirst()
  return ended.numUpdatedRows === 1n
}

/** The last twelve months that were read, newest first: how much was asked and met. */
export const byMonth = (work: OfficerWork) => work.db.selectFrom('qualityReviews').select(['month', sql<number>`count(*)::int`.as('reviews'), sql<number>`sum(met)::int`.as('met'), sql<number>`sum(asked)::int`.as('asked')])
  .where('state', '=', 'done').groupBy('month').orderBy('month', 'desc').limit(12).execute()

/** By standard over a year: how often each was met, partly met and not. */
export const byStandard = (work: OfficerWork) => work.db.selectFrom('qualityReviews').innerJoin(sql<{ key: string; value: string }>`lateral jsonb_each_text(answers)`.as('answer'), join => join.onTrue())
  .select(['answer.key as code', 'answer.value as answer', sql<number>`count(*)::int`.as('n')]).where('state', '=', 'done').where('doneAt', '>', new Date(work.now.getTime() - 365 * DAY)).groupBy(['answer.key', 'answer.value']).execute()
