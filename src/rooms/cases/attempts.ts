// How somebody of a case was tried and not reached, since they were last reached: what "could not reach" rests on.
import { sql } from 'kysely'
import type { Work } from '#db/work.ts'

export type Attempts = { readonly days: number; readonly means: number; readonly reachedAt: Date | null }

/** A call nobody answered counts as an attempt does. Different days in London; different means as recorded. */
export const attemptsToReach = async (work: Work, caseId: string): Promise<Attempts> => {
  const reached = await work.db.selectFrom('entries').select(({ fn }) => fn.max('happenedAt').as('at')).where('caseId', '=', caseId).where('supersededAt', 'is', null)
    .where(where => where.or([where('reached', '=', true), where.and([where('direction', '=', 'in'), where('kind', 'in', ['call', 'visit', 'email', 'text', 'message', 'letter'])])])).executeTakeFirst()
  const since = reached?.at ?? null
  let tried = work.db.selectFrom('entries').select([
    sql<number>`count(distinct (happened_at at time zone 'Europe/London')::date)::int`.as('days'),
    sql<number>`count(distinct coalesce(nullif(means, 'contact attempt'), kind))::int`.as('means'),
  ]).where('caseId', '=', caseId).where('supersededAt', 'is', null).where(where => where.or([
    where.and([where('kind', '=', 'contact attempt'), sql<boolean>`reached is not true`]),
    where.and([where('kind', 'in', ['call', 'visit', 'letter', 'email', 'text']), where('reached', '=', false)]),
  ]))
  if (since !== null) tried = tried.where('happenedAt', '>', since)
  const found = await tried.executeTakeFirst()
  return { days: found?.days ?? 0, means: found?.means ?? 0, reachedAt: since }
}
