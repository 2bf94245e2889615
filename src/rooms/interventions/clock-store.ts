// All SQL on the clocks of matters: what the law said when each was started, and that each stands in a diary until it has ended.
import type { OfficerWork, Work } from '#db/work.ts'
import type { Day } from '#kernel/time.ts'
import { note, settleAbout } from '#rooms/diary/index.ts'
import type { Matter } from './matter-store.ts'

const MOST = 500

export const clocksOf = (work: Work, caseId: string) => work.db.selectFrom('matterClocks').select(['id', 'matterId', 'rule', 'starts', 'dueOn', 'dueAt', 'bound', 'sentence', 'source', 'mustConfirm', 'endedAt', 'endedBecause']).where('caseId', '=', caseId).orderBy('dueAt').orderBy('id').limit(MOST).execute()
export type MatterClock = Awaited<ReturnType<typeof clocksOf>>[number]

export type NewClock = { readonly rule: string; readonly starts: string; readonly dueOn: Day; readonly dueAt: Date; readonly bound: 'by' | 'not before' | 'ends'; readonly title: string; readonly sentence: string; readonly source: string; readonly mustConfirm: boolean }

/** A closure notice lasts hours, so its warnings come by the hour. */
const warnedBy = ({ tool }: Pick<Matter, 'tool'>): 'days' | 'hours' => tool === 'closure-notice' || tool === 'closure-notice-48' ? 'hours' : 'days'

/** Starts a clock and puts it in the owner's diary, with its sentence and source. One of the same rule and start is replaced. */
export const startClock = async (work: OfficerWork, matter: Pick<Matter, 'id' | 'caseId' | 'ownerId' | 'tool'>, agencyId: string, diary: 'legal' | 'tenancy', { title, ...clock }: NewClock): Promise<void> => {
  for (const old of await running(work, matter)) if (old.rule === clock.rule && old.starts === clock.starts) await endClock(work, old.id, 'Started anew')
  const id = work.newId()
  await work.db.insertInto('matterClocks').values({ partnershipId: work.partnership.id, id, caseId: matter.caseId, matterId: matter.id, ...clock, madeAt: work.now }).execute()
  await note(work, { kind: diary, title: title.slice(0, 200), dueAt: clock.dueAt, because: clock.sentence, caseId: matter.caseId, officerId: matter.ownerId, agencyId, aboutKind: 'matter clock', aboutId: id, ...clock.bound === 'not before' ? {} : { warn: warnedBy(matter) } })
}

const running = (work: Work, matter: Pick<Matter, 'id'>) => work.db.selectFrom('matterClocks').select(['id', 'rule', 'starts']).where('matterId', '=', matter.id).where('endedAt', 'is', null).limit(MOST).execute()

/** False: it had ended. */
export const endClock = async (work: OfficerWork, id: string, because: string): Promise<boolean> => {
  const ended = await work.db.updateTable('matterClocks').set({ endedAt: work.now, endedBecause: because }).where('id', '=', id).where('endedAt', 'is', null).executeTakeFirst()
  await settleAbout(work, 'matter clock', id, because)
  return ended.numUpdatedRows === 1n
}

/** An extension moves the end: a clock that ended sooner has been overtaken, and says so instead of seeming to have ended the matter. */
export const supersedeEnds = async (work: OfficerWork, matter: Pick<Matter, 'id'>, endsAt: Date, keep: string, because: string): Promise<void> => {
  const ends = await work.db.selectFrom('matterClocks').select(['id', 'rule']).where('matterId', '=', matter.id).where('bound', '=', 'ends').where('endedAt', 'is', null).where('dueAt', '<', endsAt).limit(MOST).execute()
  for (const { id, rule } of ends) if (rule !== keep) await endClock(work, id, because)
}

/** Of a matter that has ended: nothing more is due, but what the law still bounds afterwards (`keep`: rules of an appeal, say). */
export const endClocks = async (work: OfficerWork, matter: Pick<Matter, 'id'>, because: string, keep: (rule: string) => boolean = () => false): Promise<void> => {
  for (const one of await running(work, matter)) if (!keep(one.rule)) await endClock(work, one.id, because)
}
