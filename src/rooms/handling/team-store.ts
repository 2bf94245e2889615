// All SQL of the team's view: open cases by who leads them, of this agency, as far as this manager may open them. What stands is read from
// the counts that are kept (0212), what a day's passing changes from those that are late or stale.
import { sql } from 'kysely'
import type { OfficerWork } from '#db/work.ts'

const MOST = 200

/** @param staleBefore an open case without a line since then is stale */
export const teamLoad = (work: OfficerWork, staleBefore: Date) => work.db
  .with('c', db => db.selectFrom('openCaseCounts').where('leadAgencyId', '=', work.actor.agencyId)
    .select(['leadOfficerId as officerId', sql<number>`sum(n)::int`.as('open'), sql<number>`sum(high)::int`.as('high'), sql<number>`sum(spoke)::int`.as('spoke'), sql<number>`sum(closing)::int`.as('closing')])
    .groupBy('leadOfficerId').having(sql<boolean>`sum(n) > 0`))
  .with('t', () => sql<{ officerId: string; late: number; stale: number }>`(select officer_id, late, stale from amity.team_overdue(${work.now}, ${staleBefore}))`)
  .selectFrom('c')
  .leftJoin('t', 't.officerId', 'c.officerId')
  .innerJoin('officers as o', join => join.on('o.partnershipId', '=', work.partnership.id).onRef('o.id', '=', 'c.officerId'))
  .leftJoin('officersAway as w', join => join.onRef('w.partnershipId', '=', 'o.partnershipId').onRef('w.officerId', '=', 'o.id'))
  .leftJoin('officers as v', join => join.onRef('v.partnershipId', '=', 'w.partnershipId').onRef('v.id', '=', 'w.coverId'))
  .select([
    'o.id as officerId', 'o.name', 'o.leftAt', 'w.untilDay as awayUntil', 'v.name as cover', 'c.open', 'c.high', 'c.spoke', 'c.closing', sql<number>`coalesce(t.late, 0)`.as('late'), sql<number>`coalesce(t.stale, 0)`.as('stale'),
    sql<boolean>`exists (select 1 from posts p where p.partnership_id = o.partnership_id and p.officer_id = o.id and p.agency_id = ${work.actor.agencyId}::uuid and p.ended_on is null)`.as('isOurs'),
  ])
  .orderBy('o.name').orderBy('o.id').limit(MOST).execute()
export type Load = Awaited<ReturnType<typeof teamLoad>>[number]
