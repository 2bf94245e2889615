// The SQL of the registers: matters of some tools over all cases the reader sees, and their clocks; the row policies of matters and cases decide which.
import { sql } from 'kysely'
import type { OfficerWork } from '#db/work.ts'
import type { Before } from '#web/keyset.ts'
import type { Now } from './matter-rules.ts'

export type RegisterWanted = { readonly tools: readonly string[]; readonly state: Now | undefined; readonly from: Date | undefined; readonly until: Date | undefined; readonly before: Before | undefined }

/** The latest begun first; one more than `most`, so that the reader knows whether there is another page. */
export const registerOf = (work: OfficerWork, { tools, state, from, until, before }: RegisterWanted, most: number) => {
  // As standsAt says it, at this instant.
  const now = sql<Now>`case when m.state = 'in force' and m.ends_at <= ${work.now} then 'expired' when m.state = 'in force' and m.under_appeal then 'under appeal' else m.state end`
  let query = work.db.selectFrom('matters as m').innerJoin('cases as c', join => join.onRef('c.partnershipId', '=', 'm.partnershipId').onRef('c.id', '=', 'm.caseId'))
    .leftJoin('officers as o', join => join.onRef('o.partnershipId', '=', 'm.partnershipId').onRef('o.id', '=', 'm.ownerId'))
    .select(['m.id', 'm.caseId', 'm.tool', 'm.about', 'm.beganAt', 'm.inForceAt', 'm.endsAt', 'm.endedAt', 'm.endedAs', 'm.overridden', 'c.reference', 'o.name as owner', now.as('now')])
    .where('m.tool', 'in', [...tools])
  if (state !== undefined) query = query.where(now, '=', state)
  if (from !== undefined) query = query.where('m.inForceAt', '>=', from)
  if (until !== undefined) query = query.where('m.inForceAt', '<', until)
  if (before !== undefined) query = query.where(sql<boolean>`(m.began_at, m.id) < (${before.at}, ${before.id}::uuid)`)
  return query.orderBy('m.beganAt', 'desc').orderBy('m.id', 'desc').limit(most + 1).execute()
}
export type Registered = Awaited<ReturnType<typeof registerOf>>[number]

/** Every clock of these matters, also those that have ended: a limit to prosecute is read after it was settled, too. */
export const clocksOfMatters = async (work: OfficerWork, ids: readonly string[]) => ids.length === 0 ? []
  : work.db.selectFrom('matterClocks').select(['matterId', 'rule', 'dueOn', 'dueAt', 'bound', 'endedAt']).where('matterId', 'in', [...ids]).orderBy('dueAt').orderBy('id').execute()
export type RegisterClock = Awaited<ReturnType<typeof clocksOfMatters>>[number]
