// All SQL on bundles being made: ordered by an officer, taken up by the worker, stopped or ended.
import { sql } from 'kysely'
import { z } from 'zod'
import type { OfficerWork, SystemWork, Work } from '#db/work.ts'
import { MOST_TRIES, SILENT } from '#jobs/underway.ts'
import type { CourtPaper } from '#ui/papers/court-paper.ts'
import { readCourtPaper, readLeftOut, readPictures, type KeptPicture, type LeftOut } from './court-shape.ts'

export type Frozen = { readonly drawnFrom: CourtPaper; readonly pictures: readonly KeptPicture[]; readonly leftOut: readonly LeftOut[] }
export type Choices = Readonly<Record<string, string>>
export type NewOrder = Frozen & { readonly caseId: string; readonly matterId: string | null; readonly version: number; readonly title: string; readonly choices: Choices; readonly used: readonly string[] }

const orders = (work: Work) => work.db.selectFrom('bundleOrders as b').leftJoin('officers as o', join => join.onRef('o.partnershipId', '=', 'b.partnershipId').onRef('o.id', '=', 'b.orderedBy'))
  .leftJoin('officers as s', join => join.onRef('s.partnershipId', '=', 'b.partnershipId').onRef('s.id', '=', 'b.stoppedBy'))
  .select(['b.id', 'b.caseId', 'b.matterId', 'b.version', 'b.title', 'b.orderedAt', 'b.choices', 'b.state', 'b.doing', 'b.done', 'b.total', 'b.problem', 'b.endedAt', 'o.name as orderer', 's.name as stopper'])
export const ordersOf = (work: Work, caseId: string) => orders(work).where('b.caseId', '=', caseId).orderBy('b.version', 'desc').limit(200).execute()
export type Order = Awaited<ReturnType<typeof ordersOf>>[number]
export const orderWith = (work: Work, caseId: string, id: string) => orders(work).where('b.caseId', '=', caseId).where('b.id', '=', id).executeTakeFirst()
export const readChoices = (stored: unknown): Choices => z.record(z.string(), z.string()).parse(stored)

/** The number after every bundle of the case that was ordered or made, whatever became of it. */
export const nextVersion = async (work: Work, caseId: string): Promise<number> => {
  const { rows } = await sql<{ newest: number }>`select coalesce(max(version), 0) as newest from (select version from bundle_orders where case_id = ${caseId} union all select version from court_bundles where case_id = ${caseId}) b`.execute(work.db)
  return (rows[0]?.newest ?? 0) + 1
}

/** @returns its key; undefined when somebody else has ordered this version meanwhile */
export const insertOrder = async (work: OfficerWork, { drawnFrom, pictures, leftOut, choices, used, ...rest }: NewOrder): Promise<string | undefined> => {
  const id = work.newId()
  const made = await work.db.insertInto('bundleOrders').values({ partnershipId: work.partnership.id, id, orderedAt: work.now, orderedBy: work.actor.officerId, ...rest, used: [...used], total: pictures.length, choices: JSON.stringify(choices), drawnFrom: JSON.stringify(drawnFrom), pictures: JSON.stringify(pictures), leftOut: JSON.stringify(leftOut) })
    .onConflict(conflict => conflict.doNothing()).executeTakeFirst()
  return made.numInsertedOrUpdatedRows === 1n ? id : undefined
}

const FORGOTTEN = { drawnFrom: null, pictures: null, leftOut: null } as const
/** False when it had ended meanwhile. */
export const stopOrder = async (work: OfficerWork, id: string): Promise<boolean> =>
  (await work.db.updateTable('bundleOrders').set({ state: 'stopped', stoppedBy: work.actor.officerId, endedAt: work.now, ...FORGOTTEN }).where('id', '=', id).where('endedAt', 'is', null).executeTakeFirst()).numUpdatedRows === 1n

/** Takes up the oldest that waits, or that whoever began it has left lying. Another process takes another. */
export const takeOrder = async (work: SystemWork) => {
  const row = await work.db.updateTable('bundleOrders').set(set => ({ state: 'drawing', doing: 'reading', done: 0, tries: set('tries', '+', 1), seenAt: work.now }))
    .where('id', 'in', from => from.selectFrom('bundleOrders').select('id').where('tries', '<', MOST_TRIES)
      .where(where => where.or([where('state', '=', 'waiting'), where.and([where('state', '=', 'drawing'), where('seenAt', '<', new Date(work.now.getTime() - SILENT))])])).orderBy('orderedAt').limit(1).forUpdate().skipLocked())
    .returning(['id', 'caseId', 'matterId', 'version', 'title', 'orderedAt', 'orderedBy', 'tries', 'used', 'drawnFrom', 'pictures', 'leftOut']).executeTakeFirst()
  return row === undefined ? undefined : { ...row, drawnFrom: readCourtPaper(row.drawnFrom), pictures: readPictures(row.pictures), leftOut: readLeftOut(row.leftOut) }
}
export type Taken = NonNullable<Awaited<ReturnType<typeof takeOrder>>>

export type Progress = { readonly doing: 'reading' | 'drawing'; readonly done: number }
/** Says how far it is. False when it is no longer ours: stopped, or taken up by another. */
export const sayProgress = async (work: SystemWork, { id, tries }: Pick<Taken, 'id' | 'tries'>, { doing, done }: Progress): Promise<boolean> =>
  (await work.db.updateTable('bundleOrders').set({ doing, done, seenAt: work.now }).where('id', '=', id).where('tries', '=', tries).where('state', '=', 'drawing').executeTakeFirst()).numUpdatedRows === 1n

export const endOrder = async (work: SystemWork, { id, tries }: Pick<Taken, 'id' | 'tries'>, problem?: string): Promise<boolean> =>
  (await work.db.updateTable('bundleOrders').set({ state: problem === undefined ? 'made' : 'failed', problem: problem ?? null, endedAt: work.now, ...FORGOTTEN }).where('id', '=', id).where('tries', '=', tries).where('state', '=', 'drawing').executeTakeFirst()).numUpdatedRows === 1n

/** What was begun too often and left lying each time is given up. */
export const giveUp = async (work: SystemWork): Promise<void> => {
  await work.db.updateTable('bundleOrders').set({ state: 'failed', problem: 'The service stopped each time it was being drawn', endedAt: work.now, ...FORGOTTEN })
    .where('state', '=', 'drawing').where('tries', '>=', MOST_TRIES).where('seenAt', '<', new Date(work.now.getTime() - SILENT)).execute()
}
