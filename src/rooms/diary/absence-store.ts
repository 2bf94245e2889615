// All SQL on absences: who is away from when until when, and who covers. On the day it begins the officer's own row says so, and on its end no more.
import type { OfficerWork, SystemWork, Work } from '#db/work.ts'
import type { Day } from '#kernel/time.ts'

export const comingAbsence = (work: OfficerWork, officerId: string) => work.db.selectFrom('absences as a')
  .innerJoin('officers as o', join => join.onRef('o.partnershipId', '=', 'a.partnershipId').onRef('o.id', '=', 'a.coverId'))
  .select(['a.id', 'a.fromDay', 'a.untilDay', 'a.coverId', 'o.name as cover']).where('a.officerId', '=', officerId).where('a.endedAt', 'is', null).where('a.untilDay', '>=', work.today).orderBy('a.fromDay').limit(1).executeTakeFirst()

export const coverOf = async (work: OfficerWork) => ({
  mine: await comingAbsence(work, work.actor.officerId),
  forMe: await work.db.selectFrom('officers').select(['name', 'awayUntil']).where('coveredBy', '=', work.actor.officerId).where('awayUntil', '>=', work.today).orderBy('name').limit(20).execute(),
})
export type Cover = Awaited<ReturnType<typeof coverOf>>

const markAway = async (work: Work, officerId: string, away: { readonly awayUntil: Day | null; readonly coveredBy: string | null }): Promise<void> => {
  await work.db.updateTable('officers').set(away).where('id', '=', officerId).execute()
}

export type NewAbsence = { readonly officerId: string; readonly coverId: string; readonly fromDay: Day; readonly untilDay: Day }
/** A new absence takes the place of the one that was said before. */
export const keepAbsence = async (work: OfficerWork, absence: NewAbsence): Promise<void> => {
  await endAbsence(work, absence.officerId)
  await work.db.insertInto('absences').values({ partnershipId: work.partnership.id, id: work.newId(), ...absence, madeAt: work.now, madeBy: work.actor.officerId }).execute()
  if (absence.fromDay <= work.today) await markAway(work, absence.officerId, { awayUntil: absence.untilDay, coveredBy: absence.coverId })
}

export const endAbsence = async (work: OfficerWork, officerId: string): Promise<void> => {
  await work.db.updateTable('absences').set({ endedAt: work.now }).where('officerId', '=', officerId).where('endedAt', 'is', null).execute()
  await markAway(work, officerId, { awayUntil: null, coveredBy: null })
}

/** Begins the absences of today and ends those that are over. Safe to repeat. */
export const turnOverAbsences = async (work: SystemWork): Promise<void> => {
  const current = await work.db.selectFrom('absences').select(['id', 'officerId', 'coverId', 'fromDay', 'untilDay']).where('endedAt', 'is', null).where('fromDay', '<=', work.today).orderBy('fromDay').limit(2000).execute()
  for (const { id, officerId, coverId, untilDay } of current) {
    const isOver = untilDay < work.today
    if (isOver) await work.db.updateTable('absences').set({ endedAt: work.now }).where('id', '=', id).execute()
    await markAway(work, officerId, isOver ? { awayUntil: null, coveredBy: null } : { awayUntil: untilDay, coveredBy: coverId })
  }
}
