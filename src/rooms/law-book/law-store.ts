// All SQL on what this partnership has recorded about the law.
import { looksLikeId } from '#db/ids.ts'
import type { OfficerWork, Work } from '#db/work.ts'
import type { Day } from '#kernel/time.ts'
import { CHANGES, type Change, type Commencement, type Law } from '#law/rule.ts'
import { confirmedBySettings, DECIDED_BY } from './settings-in-law.ts'

const MOST = 2000

const commencements = (work: Work) => work.db.selectFrom('lawCommencements as r').leftJoin('officers as o', join => join.onRef('o.partnershipId', '=', 'r.partnershipId').onRef('o.id', '=', 'r.recordedBy'))
  .select(['r.id', 'r.change', 'r.began', 'r.notBegunOn', 'r.source', 'r.recordedAt', 'r.takenBackAt', 'r.takenBackBecause', 'o.name as officer']).orderBy('r.recordedAt', 'desc').orderBy('r.id', 'desc').limit(MOST)
export const commencementsRecorded = (work: Work) => commencements(work).execute()
export type CommencementRecord = Awaited<ReturnType<typeof commencementsRecorded>>[number]

const confirmations = (work: Work) => work.db.selectFrom('lawConfirmations as r').leftJoin('officers as o', join => join.onRef('o.partnershipId', '=', 'r.partnershipId').onRef('o.id', '=', 'r.recordedBy'))
  .select(['r.id', 'r.rule', 'r.fromDay', 'r.value', 'r.source', 'r.recordedAt', 'r.takenBackAt', 'r.takenBackBecause', 'o.name as officer']).orderBy('r.recordedAt', 'desc').orderBy('r.id', 'desc').limit(MOST)
export const confirmationsRecorded = (work: Work) => confirmations(work).execute()
export type ConfirmationRecord = Awaited<ReturnType<typeof confirmationsRecorded>>[number]

const isChange = (text: string): text is Change => CHANGES.some(change => change === text)

const asCommencement = ({ change, began, notBegunOn, source }: CommencementRecord): readonly Commencement[] => {
  if (!isChange(change)) return []
  if (began !== null) return [{ change, began, source }]
  return notBegunOn === null ? [] : [{ change, notBegunOn, source }]
}

/** What this partnership has recorded about the law and not taken back, and what it confirmed as a setting: the last argument of every function of src/law. */
export const lawOf = async (asked: Work): Promise<Law> => {
  const work = asked.byKey()
  const [began, confirmed, bySettings] = await work.together(() => commencementsRecorded(work), () => confirmationsRecorded(work), () => confirmedBySettings(work))
  return {
    commencements: began.filter(one => one.takenBackAt === null).flatMap(asCommencement),
    // Of two for one rule from one day the later recorded counts, so it stands last.
    confirmations: [...confirmed.filter(one => one.takenBackAt === null && !DECIDED_BY.has(one.rule)).toReversed().map(({ rule, fromDay, value, source }) => ({ rule, from: fromDay, value, source })), ...bySettings],
  }
}

export const insertCommencement = async (work: OfficerWork, record: { readonly change: Change; readonly began: Day | null; readonly notBegunOn: Day | null; readonly source: string }): Promise<void> => {
  await work.db.insertInto('lawCommencements').values({ partnershipId: work.partnership.id, id: work.newId(), ...record, recordedAt: work.now, recordedBy: work.actor.officerId }).execute()
}

export const insertConfirmation = async (work: OfficerWork, { value, ...record }: { readonly rule: string; readonly fromDay: Day; readonly value: unknown; readonly source: string }): Promise<void> => {
  await work.db.insertInto('lawConfirmations').values({ partnershipId: work.partnership.id, id: work.newId(), ...record, value: value === null ? null : JSON.stringify(value), recordedAt: work.now, recordedBy: work.actor.officerId }).execute()
}

export type LawRecord = { readonly table: 'lawCommencements' | 'lawConfirmations'; readonly id: string; readonly of: string }
/** A record that still stands. */
export const recordWith = async (work: OfficerWork, id: string): Promise<LawRecord | undefined> => {
  if (!looksLikeId(id)) return undefined
  const commencement = (await commencementsRecorded(work)).find(one => one.id === id && one.takenBackAt === null)
  if (commencement !== undefined) return { table: 'lawCommencements', id, of: commencement.change }
  const confirmation = (await confirmationsRecorded(work)).find(one => one.id === id && one.takenBackAt === null)
  return confirmation === undefined ? undefined : { table: 'lawConfirmations', id, of: confirmation.rule }
}

/** False when somebody has taken it back meanwhile. */
export const takeBack = async (work: OfficerWork, { table, id }: LawRecord, because: string): Promise<boolean> =>
  (await work.db.updateTable(table).set({ takenBackAt: work.now, takenBackBy: work.actor.officerId, takenBackBecause: because }).where('id', '=', id).where('takenBackAt', 'is', null).executeTakeFirst()).numUpdatedRows === 1n
