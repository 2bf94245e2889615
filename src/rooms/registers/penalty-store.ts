// All SQL on what became of fixed penalties. What was written stands.
import type { PenaltyEventsTable } from '#db/tables.ts'
import type { OfficerWork } from '#db/work.ts'
import type { Day } from '#kernel/time.ts'

export const penaltyEventsOf = async (work: OfficerWork, matterIds: readonly string[]) => matterIds.length === 0 ? []
  : work.db.selectFrom('penaltyEvents').select(['id', 'matterId', 'kind', 'onDay', 'pence', 'earlyPence', 'words']).where('matterId', 'in', [...matterIds]).orderBy('madeAt').orderBy('id').execute()
export type PenaltyRow = Awaited<ReturnType<typeof penaltyEventsOf>>[number]

export type NewPenaltyEvent = { readonly kind: PenaltyEventsTable['kind']; readonly onDay: Day; readonly pence: number | null; readonly earlyPence: number | null; readonly words: string }
export const insertPenaltyEvent = async (work: OfficerWork, { id: matterId, caseId }: { readonly id: string; readonly caseId: string }, event: NewPenaltyEvent): Promise<void> => {
  await work.db.insertInto('penaltyEvents').values({ partnershipId: work.partnership.id, id: work.newId(), caseId, matterId, ...event, madeAt: work.now, madeBy: work.actor.officerId }).execute()
}
