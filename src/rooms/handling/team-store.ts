// All SQL of the team's view: open cases by who leads them, of this agency, as far as this manager may open them; counted from the
// narrow table of who sees which.
import { sql } from 'kysely'
import type { OfficerWork } from '#db/work.ts'

const MOST = 200
const LATE = (now: Date) => sql`c.next_due_at < ${now}`
const STALE = (before: Date) => sql`c.status = 'open' and c.opened_at < ${before} and not exists (select 1 from entries e where e.partnership_id = c.partnership_id and e.case_id = c.case_id and e.happened_at >= ${before})`
/** Each open case once, by however many of my principals I see it. */
const OPEN = (work: OfficerWork) => work.db.selectFrom('caseAccess').distinctOn('caseId').selectAll().where('leadAgencyId', '=', work.actor.agencyId).where('status', 'in', ['open', 'on hold']).orderBy('caseId').as('c')

/** @param staleBefore an open case without a line since then is stale */
export const teamLoad = (work: OfficerWork, staleBefore: Date) => work.db.selectFrom(OPEN(work))
  .innerJoin('officers as o', join => join.onRef('o.partnershipId', '=', 'c.partnershipId').onRef('o.id', '=', 'c.leadOfficerId'))
  .leftJoin('officersAway as w', join => join.onRef('w.partnershipId', '=', 'o.partnershipId').onRef('w.officerId', '=', 'o.id'))
  .leftJoin('officers as v', join => join.onRef('v.partnershipId', '=', 'w.partnershipId').onRef('v.id', '=', 'w.coverId'))
  .select([
    'o.id as officerId', 'o.name', 'o.leftAt', 'w.untilDay as awayUntil', 'v.name as cover', sql<number>`count(*)::int`.as('open'), sql<number>`(count(*) filter (where c.risk_band = 'high'))::int`.as('high'),
    sql<number>`(count(*) filter (where ${LATE(work.now)}))::int`.as('late'), sql<number>`(count(*) filter (where ${STALE(staleBefore)}))::int`.as('stale'),
    sql<number>`(count(*) filter (where c.harmed_spoke_last))::int`.as('spoke'), sql<number>`(count(*) filter (where c.stage = 'closing'))::int`.as('closing'),
    sql<boolean>`exists (select 1 from posts p where p.partnership_id = o.partnership_id and p.officer_id = o.id and p.agency_id = ${work.actor.agencyId}::uuid and p.ended_on is null)`.as('isOurs'),
  ])
  .groupBy(['o.partnershipId', 'o.id', 'o.name', 'o.leftAt', 'w.untilDay', 'v.name']).orderBy('o.name').limit(MOST).execute()
export type Load = Awaited<ReturnType<typeof teamLoad>>[number]
