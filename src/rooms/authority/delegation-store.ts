// All SQL on delegations.
import { looksLikeId } from '#db/ids.ts'
import type { OfficerWork, SystemWork, Work } from '#db/work.ts'
import type { Day } from '#kernel/time.ts'
import { delegationInForce } from './delegation-rules.ts'
import type { Power } from './powers.ts'

const delegations = (work: Work) => work.db.selectFrom('delegations as d')
  .innerJoin('officers as o', join => join.onRef('o.partnershipId', '=', 'd.partnershipId').onRef('o.id', '=', 'd.officerId')).innerJoin('agencies as a', join => join.onRef('a.partnershipId', '=', 'd.partnershipId').onRef('a.id', '=', 'd.agencyId'))
  .select(['d.id', 'd.officerId', 'd.agencyId', 'd.power', 'd.delegatedBy', 'd.instrument', 'd.document', 'd.fromDay', 'd.untilDay', 'd.recordedAt', 'd.endedAt', 'd.endedBecause', 'd.alerted', 'o.name as officer', 'a.name as agency'])
export type Delegation = Awaited<ReturnType<typeof delegationsOf>>[number]

export const delegationsOf = (work: Work, officerId: string) => delegations(work).where('d.officerId', '=', officerId).orderBy('d.untilDay', 'desc').limit(200).execute()
/** Of an agency: those in force or to come, by when they end; then those that are over. */
export const delegationsAt = (work: Work, agencyId: string) => delegations(work).where('d.agencyId', '=', agencyId).orderBy('d.untilDay').orderBy('o.name').limit(1000).execute()
export const delegationWith = async (work: OfficerWork, id: string) => looksLikeId(id) ? delegations(work).where('d.id', '=', id).executeTakeFirst() : undefined

/**
 * The delegation by which whoever works may use this power today, for their agency. Undefined: they may not.
 * A use case that needs one keeps its id with what was done under it.
 */
export const hasDelegation = async (work: OfficerWork, power: Power): Promise<Delegation | undefined> =>
  delegationInForce(await delegationsOf(work, work.actor.officerId), { officerId: work.actor.officerId, agencyId: work.actor.agencyId, power }, work.today)

export type NewDelegation = { readonly officerId: string; readonly agencyId: string; readonly power: Power; readonly delegatedBy: string; readonly instrument: string; readonly document: string | null; readonly fromDay: Day; readonly untilDay: Day }
export const insertDelegation = async (work: OfficerWork, delegation: NewDelegation): Promise<string> => {
  const id = work.newId()
  await work.db.insertInto('delegations').values({ partnershipId: work.partnership.id, id, ...delegation, recordedAt: work.now, recordedBy: work.actor.officerId }).execute()
  return id
}
/** False: it had ended. */
export const endDelegation = async (work: OfficerWork, id: string, because: string): Promise<boolean> =>
  (await work.db.updateTable('delegations').set({ endedAt: work.now, endedBy: work.actor.officerId, endedBecause: because }).where('id', '=', id).where('endedAt', 'is', null).executeTakeFirst()).numUpdatedRows === 1n

export const delegationsEndingBy = (work: SystemWork, by: Day) => delegations(work).where('d.endedAt', 'is', null).where('d.untilDay', '<=', by).where('o.leftAt', 'is', null)
  .where(where => where.or([where('d.alerted', 'is', null), where('d.alerted', '>', 0)])).limit(5000).execute()
export const markDelegationAlerted = async (work: SystemWork, id: string, alerted: number): Promise<void> => { await work.db.updateTable('delegations').set({ alerted }).where('id', '=', id).execute() }
