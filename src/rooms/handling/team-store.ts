// All SQL of the team's view: open cases by who leads them, of this agency, as far as this manager may open them; counted from the
// narrow table of who sees which.
import { sql } from 'kysely'
import type { OfficerWork } from '#db/work.ts'

const MOST = 200
type Counts = { readonly officerId: string; readonly open: number; readonly high: number; readonly late: number; readonly stale: number; readonly spoke: number; readonly closing: number }

/** @param staleBefore an open case without a line since then is stale */
export const teamLoad = (work: OfficerWork, staleBefore: Date) => work.db.selectFrom(sql<Counts>`amity.team_counts(${work.now}, ${staleBefore})`.as('c'))
  .innerJoin('officers as o', join => join.on('o.partnershipId', '=', work.partnership.id).onRef('o.id', '=', 'c.officerId'))
  .leftJoin('officersAway as w', join => join.onRef('w.partnershipId', '=', 'o.partnershipId').onRef('w.officerId', '=', 'o.id'))
  .leftJoin('officers as v', join => join.onRef('v.partnershipId', '=', 'w.partnershipId').onRef('v.id', '=', 'w.coverId'))
  .select([
    'o.id as officerId', 'o.name', 'o.leftAt', 'w.untilDay as awayUntil', 'v.name as cover', 'c.open', 'c.high', 'c.late', 'c.stale', 'c.spoke', 'c.closing',
    sql<boolean>`exists (select 1 from posts p where p.partnership_id = o.partnership_id and p.officer_id = o.id and p.agency_id = ${work.actor.agencyId}::uuid and p.ended_on is null)`.as('isOurs'),
  ])
  .orderBy('o.name').orderBy('o.id').limit(MOST).execute()
export type Load = Awaited<ReturnType<typeof teamLoad>>[number]
