// All SQL of the measures. Counts are taken from what the reader may open, by the views' own wall.
import { sql, type RawBuilder } from 'kysely'
import type { OfficerWork } from '#db/work.ts'
import { startOfDay, type Day } from '#kernel/time.ts'
import type { Before } from '#web/keyset.ts'
import type { Counted } from './measure-rules.ts'
import { dayAfter, type Period } from './periods.ts'

export type By = 'month' | 'ward' | 'category'
/** '' for any ward or category. */
export type Narrowed = { readonly period: Period; readonly ward: string; readonly category: string }

const KEYS = { ward: sql<string>`coalesce(ward_code, '')`, category: sql<string>`coalesce(category_code, '')` } as const
const closedInLondon = sql<string>`to_char(closed_at at time zone 'Europe/London', 'YYYY-MM')`
const narrowedTo = ({ ward, category }: Narrowed): RawBuilder<boolean> =>
  sql<boolean>`(${ward} = '' or ward_code = ${ward}) and (${category} = '' or category_code = ${category})`

/** Closed cases by what the person harmed said. */
export const verdicts = (work: OfficerWork, by: By, { period, ward, category }: Narrowed): Promise<Counted[]> =>
  work.byKey().db.selectFrom('closedCaseCounts').select([COUNTED_BY[by].as('key'), 'verdict as answer', sql<number>`sum(n)::int`.as('n')])
    .where('month', '>=', period.from).where('month', '<=', period.until)
    // Each month is counted once for all wards and categories ('*') and once for each; all periods are whole months. '*' stands in the text, for the indexes that are of it alone.
    .where(ward !== '' ? sql<boolean>`ward_code = ${ward} and ward_code <> '*'` : by === 'ward' ? sql<boolean>`ward_code <> '*'` : sql<boolean>`ward_code = '*'`)
    .where(category !== '' ? sql<boolean>`category_code = ${category} and category_code <> '*'` : by === 'category' ? sql<boolean>`category_code <> '*'` : sql<boolean>`category_code = '*'`)
    .groupBy(['key', 'verdict']).having(sql<boolean>`sum(n) <> 0`).execute().then(readCounts)
const COUNTED_BY = { month: sql<string>`to_char(month, 'YYYY-MM')`, ward: sql<string>`ward_code`, category: sql<string>`category_code` } as const

/** Answers to the survey by what was said of the handling, in the month the case closed. */
export const handlings = (work: OfficerWork, by: By, narrowed: Narrowed): Promise<Counted[]> =>
  work.db.selectFrom('surveyOutcomes').select(({ fn }) => [(by === 'month' ? sql<string>`to_char(closed_on, 'YYYY-MM')` : KEYS[by]).as('key'), 'handling as answer', fn.countAll<number>().as('n')])
    .where('closedOn', '>=', narrowed.period.from).where('closedOn', '<=', narrowed.period.until).where(narrowedTo(narrowed))
    .groupBy(['key', 'handling']).execute().then(readCounts)

/** People asked, answered or not, in the month their case closed. */
export const asked = (work: OfficerWork, by: By, narrowed: Narrowed): Promise<Counted[]> =>
  work.db.selectFrom('surveys as s').innerJoin('cases as c', join => join.onRef('c.partnershipId', '=', 's.partnershipId').onRef('c.id', '=', 's.caseId'))
    .select(({ fn }) => [(by === 'month' ? closedInLondon : KEYS[by]).as('key'), sql<string>`'asked'`.as('answer'), fn.countAll<number>().as('n')])
    .where('s.state', 'in', ['asked', 'answered', 'no answer']).where('c.closedAt', '>=', startOfDay(narrowed.period.from)).where('c.closedAt', '<', startOfDay(dayAfter(narrowed.period)))
    .where(narrowedTo(narrowed)).groupBy('key').execute().then(readCounts)

const readCounts = (rows: readonly { key: string | null; answer: string | null; n: number | string | bigint }[]): Counted[] =>
  rows.map(({ key, answer, n }) => ({ key: key ?? '', answer: answer ?? '', n: Number(n) }))

export const PAGE = 20

/** The closed cases behind a figure, newest first. */
export const closedCases = (work: OfficerWork, narrowed: Narrowed, verdict: string, before: Before | undefined) => {
  let query = work.db.selectFrom('closedCaseOutcomes').select(['id', 'reference', 'title', 'closedAt', 'closeReason', 'verdict'])
    .where('closedAt', '>=', startOfDay(narrowed.period.from)).where('closedAt', '<', startOfDay(dayAfter(narrowed.period))).where(narrowedTo(narrowed))
  if (verdict !== '') query = query.where('verdict', '=', verdict)
  if (before !== undefined) query = query.where(sql<boolean>`(closed_at, id) < (${before.at}, ${before.id}::uuid)`)
  return query.orderBy('closedAt', 'desc').orderBy('id', 'desc').limit(PAGE + 1).execute()
}

/** The answers behind a figure, in an order that says nothing: by day, one without a name would stand between two with. */
export const answersBehind = (work: OfficerWork, narrowed: Narrowed, withoutNames: boolean, after: string) =>
  work.db.selectFrom('surveyOutcomes as a').leftJoin('cases as c', join => join.onRef('c.partnershipId', '=', 'a.partnershipId').onRef('c.id', '=', 'a.caseId'))
    .select(['a.handling', 'a.comment', 'c.id as caseId', 'c.reference', sql<string>`md5(a.id::text)`.as('place')])
    .where('a.closedOn', '>=', narrowed.period.from).where('a.closedOn', '<=', narrowed.period.until)
    .where(sql<boolean>`(${narrowed.ward} = '' or a.ward_code = ${narrowed.ward}) and (${narrowed.category} = '' or a.category_code = ${narrowed.category})`)
    .$if(!withoutNames, query => query.where('a.caseId', 'is not', null))
    .where(sql<boolean>`md5(a.id::text) > ${after}`).orderBy('place').limit(PAGE + 1).execute()

export type NewResult = {
  readonly heldFrom: Day; readonly heldUntil: Day; readonly wardCode: string | null; readonly satisfied: number; readonly answered: number; readonly asked: number | null
  readonly source: string; readonly method: string
}

export const insertResult = async (work: OfficerWork, result: NewResult): Promise<string> => {
  const id = work.newId()
  await work.db.insertInto('neighbourhoodResults').values({ partnershipId: work.partnership.id, id, ...result, enteredAt: work.now, enteredBy: work.actor.officerId }).execute()
  return id
}

/** A whole borough's results and a ward's are never added together: '' are the borough's. Newest first, at most 200. */
export const results = (work: OfficerWork, ward: string, { from, until }: Pick<Period, 'from' | 'until'>) =>
  work.db.selectFrom('neighbourhoodResults as r').leftJoin('officers as o', join => join.onRef('o.partnershipId', '=', 'r.partnershipId').onRef('o.id', '=', 'r.enteredBy'))
    .selectAll('r').select('o.name as enteredByName').where('r.heldUntil', '>=', from).where('r.heldUntil', '<=', until)
    .where('r.wardCode', ward === '' ? 'is' : '=', ward === '' ? null : ward).orderBy('r.heldUntil', 'desc').orderBy('r.id', 'desc').limit(200).execute()
export type Result = Awaited<ReturnType<typeof results>>[number]

export const resultToWithdraw = (work: OfficerWork, id: string) =>
  work.db.selectFrom('neighbourhoodResults').selectAll().where('id', '=', id).where('withdrawnAt', 'is', null).executeTakeFirst()

/** False when somebody else has taken it back meanwhile. */
export const withdrawResult = async (work: OfficerWork, id: string, because: string): Promise<boolean> => {
  const done = await work.db.updateTable('neighbourhoodResults').set({ withdrawnAt: work.now, withdrawnBy: work.actor.officerId, withdrawnBecause: because })
    .where('id', '=', id).where('withdrawnAt', 'is', null).executeTakeFirst()
  return done.numUpdatedRows === 1n
}
