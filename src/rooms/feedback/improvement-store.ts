// All SQL on improvements: what we change, whose it is, by when, and what came of it.
import { sql } from 'kysely'
import type { OfficerWork, Work } from '#db/work.ts'
import type { Day } from '#kernel/time.ts'
import type { Before } from '#web/keyset.ts'

export type NewImprovement = {
  readonly caseId: string | null; readonly surveyAnswerId: string | null; readonly agencyId: string; readonly title: string; readonly why: string
  readonly theme: string | null; readonly ownerId: string | null; readonly dueOn: Day
}

/** @returns its id; undefined when the same answer has one already. */
export const insertImprovement = async (work: Work, improvement: NewImprovement): Promise<string | undefined> => {
  const id = work.newId()
  const made = await work.db.insertInto('improvements').values({
    partnershipId: work.partnership.id, id, ...improvement, openedAt: work.now, openedBy: work.actor.kind === 'officer' ? work.actor.officerId : null,
  }).onConflict(conflict => conflict.columns(['partnershipId', 'surveyAnswerId']).where('surveyAnswerId', 'is not', null).doNothing()).executeTakeFirst()
  return made.numInsertedOrUpdatedRows === 1n ? id : undefined
}

const withOwner = (work: OfficerWork) => work.db.selectFrom('improvements as i')
  .leftJoin('officers as o', join => join.onRef('o.partnershipId', '=', 'i.partnershipId').onRef('o.id', '=', 'i.ownerId'))
  .leftJoin('cases as c', join => join.onRef('c.partnershipId', '=', 'i.partnershipId').onRef('c.id', '=', 'i.caseId'))
  .select(['i.id', 'i.version', 'i.title', 'i.why', 'i.theme', 'i.dueOn', 'i.state', 'i.outcome', 'i.openedAt', 'i.endedAt', 'i.ownerId', 'i.agencyId', 'i.caseId', 'i.surveyAnswerId', 'o.name as owner', 'c.reference'])

export const PAGE = 20

export const improvementsIn = (work: OfficerWork, state: 'open' | 'ended', before: Before | undefined) => {
  let query = state === 'open' ? withOwner(work).where('i.state', '=', 'open') : withOwner(work).where('i.state', '!=', 'open')
  if (before !== undefined) query = query.where(sql<boolean>`(i.opened_at, i.id) < (${before.at}, ${before.id}::uuid)`)
  return query.orderBy('i.openedAt', 'desc').orderBy('i.id', 'desc').limit(PAGE + 1).execute()
}

export const improvementWith = (work: OfficerWork, id: string) => withOwner(work).where('i.id', '=', id).executeTakeFirst()
export type Improvement = NonNullable<Awaited<ReturnType<typeof improvementWith>>>

export type Change = { readonly ownerId: string | null; readonly dueOn: Day; readonly state: 'open' | 'done' | 'not pursued'; readonly outcome: string }

/** False when somebody else has changed it since the version this officer saw. */
export const changeImprovement = async (work: OfficerWork, id: string, version: number, { ownerId, dueOn, state, outcome }: Change): Promise<boolean> => {
  const ended = state === 'open' ? { endedAt: null, endedBy: null } : { endedAt: work.now, endedBy: work.actor.officerId }
  const { numUpdatedRows } = await work.db.updateTable('improvements').set({ ownerId, dueOn, state, outcome: outcome || null, version: version + 1, ...ended })
    .where('id', '=', id).where('version', '=', version).where('state', '=', 'open').executeTakeFirst()
  return numUpdatedRows === 1n
}

/** The one of these officers with the fewest open improvements; the first by name when equal. Undefined of none. */
export const leastBusy = async (work: Work, officers: readonly { readonly id: string; readonly name: string }[]): Promise<string | undefined> => {
  if (officers.length === 0) return undefined
  const counted = await work.db.selectFrom('improvements').select(({ fn }) => ['ownerId', fn.countAll<string>().as('n')])
    .where('state', '=', 'open').where('ownerId', 'in', officers.map(({ id }) => id)).groupBy('ownerId').execute()
  const load = new Map(counted.map(({ ownerId, n }) => [ownerId, Number(n)]))
  return officers.toSorted((a, b) => (load.get(a.id) ?? 0) - (load.get(b.id) ?? 0))[0]?.id
}
