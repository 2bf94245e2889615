// All SQL on absences: who is away from when until when, and who covers. The day itself says whether one holds (the view officers_away).
import type { OfficerWork } from '#db/work.ts'
import type { Day } from '#kernel/time.ts'

export const comingAbsence = (work: OfficerWork, officerId: string) => work.db.selectFrom('absences as a')
  .innerJoin('officers as o', join => join.onRef('o.partnershipId', '=', 'a.partnershipId').onRef('o.id', '=', 'a.coverId'))
  .select(['a.id', 'a.fromDay', 'a.untilDay', 'a.coverId', 'o.name as cover']).where('a.officerId', '=', officerId).where('a.endedAt', 'is', null).where('a.untilDay', '>=', work.today).orderBy('a.fromDay').limit(1).executeTakeFirst()

export const coverOf = async (asked: OfficerWork) => {
  const work = asked.byKey()
  const [mine, forMe] = await work.together(() => comingAbsence(work, work.actor.officerId), () => work.db.selectFrom('officersAway as w').innerJoin('officers as o', join => join.onRef('o.partnershipId', '=', 'w.partnershipId').onRef('o.id', '=', 'w.officerId'))
    .select(['o.name', 'w.untilDay as awayUntil']).where('w.coverId', '=', work.actor.officerId).orderBy('o.name').limit(20).execute())
  return { mine, forMe }
}
export type Cover = Awaited<ReturnType<typeof coverOf>>

export type NewAbsence = { readonly officerId: string; readonly coverId: string; readonly fromDay: Day; readonly untilDay: Day }
/** A new absence takes the place of the one that was said before. */
export const keepAbsence = async (work: OfficerWork, absence: NewAbsence): Promise<void> => {
  await endAbsence(work, absence.officerId)
  await work.db.insertInto('absences').values({ partnershipId: work.partnership.id, id: work.newId(), ...absence, madeAt: work.now, madeBy: work.actor.officerId }).execute()
}

export const endAbsence = async (work: OfficerWork, officerId: string): Promise<void> => {
  await work.db.updateTable('absences').set({ endedAt: work.now }).where('officerId', '=', officerId).where('endedAt', 'is', null).execute()
}
