// All SQL on what an officer ordered of their agency's records: ordered, taken up by the worker, stopped or ended, and gone when its time is over.
import { sql } from 'kysely'
import { z } from 'zod'
import { acts } from '#db/acts.ts'
import { looksLikeId } from '#db/ids.ts'
import type { OfficerActor, OfficerWork, SystemWork } from '#db/work.ts'
import { MOST_TRIES, SILENT } from '#jobs/underway.ts'
import type { Far } from './write-export.ts'

const mine = (work: OfficerWork) => work.db.selectFrom('agencyExports').where('orderedBy', '=', work.actor.officerId)
export const ordersOf = (work: OfficerWork) => mine(work).select(['id', 'orderedAt', 'because', 'state', 'doing', 'done', 'total', 'problem', 'size', 'sha256', 'endsAt', 'removedAt']).orderBy('orderedAt', 'desc').limit(20).execute()
export type Order = Awaited<ReturnType<typeof ordersOf>>[number]
export const exportWith = async (work: OfficerWork, id: string) => looksLikeId(id)
  ? mine(work).select(['id', 'storedAs', 'madeAt']).where('id', '=', id).where('state', '=', 'made').where('removedAt', 'is', null).where('endsAt', '>', work.now).executeTakeFirst() : undefined

/** @returns its key; undefined while another of theirs is being written */
export const insertOrder = async (work: OfficerWork, because: string): Promise<string | undefined> => {
  const id = work.newId()
  const made = await work.db.insertInto('agencyExports').values({ partnershipId: work.partnership.id, id, agencyId: work.actor.agencyId, orderedBy: work.actor.officerId, orderedAt: work.now, because }).onConflict(conflict => conflict.doNothing()).executeTakeFirst()
  return made.numInsertedOrUpdatedRows === 1n ? id : undefined
}
/** False when it had ended meanwhile, or is not theirs. */
export const stopOrder = async (work: OfficerWork, id: string): Promise<boolean> => looksLikeId(id)
  && (await work.db.updateTable('agencyExports').set({ state: 'stopped', endedAt: work.now }).where('id', '=', id).where('orderedBy', '=', work.actor.officerId).where('endedAt', 'is', null).executeTakeFirst()).numUpdatedRows === 1n

const silentSince = (work: SystemWork): Date => new Date(work.now.getTime() - SILENT)
/** Takes up the oldest that waits, or that whoever began it has left lying. Another process takes another. */
export const takeOrder = (work: SystemWork) => work.db.updateTable('agencyExports').set(set => ({ state: 'writing', doing: 'rows', done: 0, total: 0, tries: set('tries', '+', 1), seenAt: work.now }))
  .where('id', 'in', from => from.selectFrom('agencyExports').select('id').where('tries', '<', MOST_TRIES)
    .where(where => where.or([where('state', '=', 'waiting'), where.and([where('state', '=', 'writing'), where('seenAt', '<', silentSince(work))])])).orderBy('orderedAt').limit(1).forUpdate().skipLocked())
  .returning(['id', 'because', 'tries']).executeTakeFirst()
export type Taken = NonNullable<Awaited<ReturnType<typeof takeOrder>>>

const ours = (work: SystemWork, { id, tries }: Pick<Taken, 'id' | 'tries'>) => work.db.updateTable('agencyExports').where('id', '=', id).where('tries', '=', tries).where('state', '=', 'writing')
/** Says how far it is. False when it is no longer ours: stopped, or taken up by another. */
export const sayFar = async (work: SystemWork, order: Taken, far: Far): Promise<boolean> => (await ours(work, order).set({ ...far, seenAt: work.now }).executeTakeFirst()).numUpdatedRows === 1n
/** Puts it back for another process: this one is to end, and that counts as no try. */
export const handBack = async (work: SystemWork, order: Taken): Promise<void> => {
  await ours(work, order).set({ state: 'waiting', seenAt: null, tries: order.tries - 1 }).execute()
}
export type Archive = { readonly storedAs: string; readonly size: number; readonly sha256: string; readonly endsAt: Date }
export const endOrder = async (work: SystemWork, order: Taken, end: Archive | { readonly problem: string }): Promise<boolean> =>
  (await ours(work, order).set('problem' in end ? { state: 'failed', problem: end.problem, endedAt: work.now } : { state: 'made', madeAt: work.now, endedAt: work.now, ...end }).executeTakeFirst()).numUpdatedRows === 1n
/** What was begun too often and left lying each time is given up. */
export const giveUp = async (work: SystemWork): Promise<void> => {
  await work.db.updateTable('agencyExports').set({ state: 'failed', problem: 'It could not be written to its end, three times. The log of the service says why', endedAt: work.now })
    .where('state', '=', 'writing').where('tries', '>=', MOST_TRIES).where('seenAt', '<', silentSince(work)).execute()
}

const shape = z.object({ officerId: z.string(), officerName: z.string(), agencyId: z.string(), agencyName: z.string(), assurance: z.enum(['password', 'second factor']), acts: z.array(z.enum(acts)), principals: z.array(z.number()) })
/** Whoever ordered it, as what they are now; undefined once they may no longer. */
export const writerOf = async (work: SystemWork, { id }: Pick<Taken, 'id'>): Promise<OfficerActor | undefined> => {
  const { rows: [row] } = await sql<{ writer: unknown }>`select amity.export_writer(${id}::uuid) as writer`.execute(work.db)
  return row?.writer == null ? undefined : { kind: 'officer', sessionId: null, ...shape.parse(row.writer) }
}

export const exportsOver = (work: SystemWork) => work.db.selectFrom('agencyExports').select(['id', 'storedAs']).where('removedAt', 'is', null).where('endsAt', '<=', work.now).limit(100).execute()
export const exportIsGone = async (work: SystemWork, id: string): Promise<void> => {
  await work.db.updateTable('agencyExports').set({ removedAt: work.now }).where('id', '=', id).execute()
}
