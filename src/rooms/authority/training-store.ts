// All SQL on training: its kinds, what each officer has done, and which acts ask for it.
import { sql } from 'kysely'
import { looksLikeId } from '#db/ids.ts'
import type { Act } from '#db/acts.ts'
import type { OfficerWork, SystemWork, Work } from '#db/work.ts'
import type { Day } from '#kernel/time.ts'

export const kinds = (work: Work) => work.db.selectFrom('trainingKinds').select(['id', 'name', 'validMonths', 'endedOn']).orderBy('name').limit(200).execute()
export type Kind = Awaited<ReturnType<typeof kinds>>[number]
/** With `id` null it is new. False: another kind has this name. */
export const saveKind = async (work: OfficerWork, id: string | null, kind: { readonly name: string; readonly validMonths: number | null; readonly endedOn: Day | null }): Promise<boolean> => {
  if (id === null) return (await work.db.insertInto('trainingKinds').values({ partnershipId: work.partnership.id, id: work.newId(), ...kind }).onConflict(on => on.columns(['partnershipId', 'name']).doNothing()).executeTakeFirst()).numInsertedOrUpdatedRows === 1n
  return (await work.db.updateTable('trainingKinds').set(kind).where('id', '=', id).where(where => where.not(where.exists(where.selectFrom('trainingKinds as o').select('o.id').where('o.name', '=', kind.name).where('o.id', '!=', id)))).executeTakeFirst()).numUpdatedRows === 1n
}

const records = (work: Work) => work.db.selectFrom('trainingRecords as t')
  .innerJoin('trainingKinds as k', join => join.onRef('k.partnershipId', '=', 't.partnershipId').onRef('k.id', '=', 't.kindId')).innerJoin('officers as o', join => join.onRef('o.partnershipId', '=', 't.partnershipId').onRef('o.id', '=', 't.officerId'))
  .select(['t.id', 't.officerId', 't.agencyId', 't.kindId', 't.doneOn', 't.expiresOn', 't.evidence', 't.recordedAt', 't.withdrawnAt', 't.withdrawnBecause', 't.alerted', 'k.name as kind', 'o.name as officer'])
export type TrainingRecord = Awaited<ReturnType<typeof recordsOf>>[number]
export const recordsOf = (work: Work, officerId: string) => records(work).where('t.officerId', '=', officerId).orderBy('k.name').orderBy('t.doneOn', 'desc').limit(300).execute()
/** The newest record of each kind of each officer who works for the agency now. */
export const latestAt = (work: Work, agencyId: string) => records(work).distinctOn(['t.officerId', 't.kindId']).where('t.agencyId', '=', agencyId).where('t.withdrawnAt', 'is', null)
  .where(where => where.exists(where.selectFrom('posts as p').select('p.id').whereRef('p.partnershipId', '=', 't.partnershipId').whereRef('p.officerId', '=', 't.officerId').where('p.agencyId', '=', agencyId).where('p.endedOn', 'is', null)))
  .orderBy('t.officerId').orderBy('t.kindId').orderBy(sql`t.expires_on desc nulls first`).limit(3000).execute()
export const recordWith = async (work: OfficerWork, id: string) => looksLikeId(id) ? records(work).where('t.id', '=', id).executeTakeFirst() : undefined

export type NewRecord = { readonly officerId: string; readonly agencyId: string; readonly kindId: string; readonly doneOn: Day; readonly expiresOn: Day | null; readonly evidence: string }
export const insertRecord = async (work: OfficerWork, record: NewRecord): Promise<string> => {
  const id = work.newId()
  await work.db.insertInto('trainingRecords').values({ partnershipId: work.partnership.id, id, ...record, recordedAt: work.now, recordedBy: work.actor.officerId }).execute()
  return id
}
/** False: it had been withdrawn. */
export const withdrawRecord = async (work: OfficerWork, id: string, because: string): Promise<boolean> =>
  (await work.db.updateTable('trainingRecords').set({ withdrawnAt: work.now, withdrawnBy: work.actor.officerId, withdrawnBecause: because }).where('id', '=', id).where('withdrawnAt', 'is', null).executeTakeFirst()).numUpdatedRows === 1n

export const gates = (work: Work) => work.db.selectFrom('trainingGates as g').innerJoin('trainingKinds as k', join => join.onRef('k.partnershipId', '=', 'g.partnershipId').onRef('k.id', '=', 'g.kindId'))
  .innerJoin('officers as o', join => join.onRef('o.partnershipId', '=', 'g.partnershipId').onRef('o.id', '=', 'g.madeBy')).select(['g.id', 'g.act', 'g.kindId', 'g.fromDay', 'g.why', 'g.madeAt', 'g.endedAt', 'k.name as kind', 'o.name as by']).orderBy('g.act').orderBy('g.fromDay').limit(500).execute()
/** False: this act asks for this training already. */
export const addGate = async (work: OfficerWork, gate: { readonly act: Act; readonly kindId: string; readonly fromDay: Day; readonly why: string }): Promise<boolean> =>
  (await work.db.insertInto('trainingGates').values({ partnershipId: work.partnership.id, ...gate, madeAt: work.now, madeBy: work.actor.officerId }).onConflict(on => on.doNothing()).executeTakeFirst()).numInsertedOrUpdatedRows === 1n
export const endGate = async (work: OfficerWork, id: string): Promise<boolean> =>
  looksLikeId(id) && (await work.db.updateTable('trainingGates').set({ endedAt: work.now, endedBy: work.actor.officerId }).where('id', '=', id).where('endedAt', 'is', null).executeTakeFirst()).numUpdatedRows === 1n

/** Records that end by a day, are the newest of their kind, and whose last alert is still to come. */
export const recordsEndingBy = (work: SystemWork, by: Day) => records(work).where('t.withdrawnAt', 'is', null).where('t.expiresOn', '<=', by).where('o.leftAt', 'is', null).where(where => where.or([where('t.alerted', 'is', null), where('t.alerted', '>', 0)]))
  .where(where => where.not(where.exists(where.selectFrom('trainingRecords as n').select('n.id').whereRef('n.partnershipId', '=', 't.partnershipId').whereRef('n.officerId', '=', 't.officerId').whereRef('n.kindId', '=', 't.kindId').where('n.withdrawnAt', 'is', null)
    .where(sql<boolean>`(n.expires_on is null or n.expires_on > t.expires_on)`)))).limit(5000).execute()
export const markRecordAlerted = async (work: SystemWork, id: string, alerted: number): Promise<void> => { await work.db.updateTable('trainingRecords').set({ alerted }).where('id', '=', id).execute() }
