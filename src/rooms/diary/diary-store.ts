// All SQL on diary items.
import { sql } from 'kysely'
import type { Act } from '#db/acts.ts'
import type { OfficerWork, Work } from '#db/work.ts'
import type { DiaryItemsTable } from '#db/tables.ts'

export type DiaryKind = DiaryItemsTable['kind']
export type NewItem = {
  readonly kind: DiaryKind; readonly title: string; readonly dueAt: Date; readonly because: string
  readonly caseId: string | null; readonly officerId: string | null; readonly agencyId: string
  /** What it is about when that is not the case itself: an improvement, a survey, a report. */
  readonly aboutKind?: string; readonly aboutId?: string
}

/** Notes what is due. An open item of the same kind on the same case is replaced: there is one next update, not two. */
export const note = async (work: Work, item: NewItem): Promise<void> => {
  if (item.caseId !== null && item.aboutId === undefined && item.kind !== 'task' && item.kind !== 'plan action') await close(work, item.kind, item.caseId, 'replaced')
  await work.db.insertInto('diaryItems').values({ partnershipId: work.partnership.id, id: work.newId(), ...item, madeAt: work.now }).execute()
}

/** The same, unless one of its kind on the same case is due as soon: a clock that runs is only ever brought forward. */
export const noteSooner = async (work: Work, item: NewItem): Promise<void> => {
  const running = item.caseId === null ? undefined : await work.db.selectFrom('diaryItems').select('dueAt').where('kind', '=', item.kind).where('caseId', '=', item.caseId).where('doneAt', 'is', null).where('cancelledAt', 'is', null).orderBy('dueAt').executeTakeFirst()
  if (running === undefined || running.dueAt > item.dueAt) await note(work, item)
}

/** Marks the open items of this kind on this case as done. */
export const settle = async (work: Work, kind: DiaryKind, caseId: string, outcome: string): Promise<void> => {
  await work.db.updateTable('diaryItems').set({ doneAt: work.now, doneBy: work.actor.kind === 'officer' ? work.actor.officerId : null, outcome })
    .where('kind', '=', kind).where('caseId', '=', caseId).where('doneAt', 'is', null).where('cancelledAt', 'is', null).execute()
}

/** Marks the open items about this very thing as done. */
export const settleAbout = async (work: Work, aboutKind: string, aboutId: string, outcome: string): Promise<void> => {
  await work.db.updateTable('diaryItems').set({ doneAt: work.now, doneBy: work.actor.kind === 'officer' ? work.actor.officerId : null, outcome })
    .where('aboutKind', '=', aboutKind).where('aboutId', '=', aboutId).where('doneAt', 'is', null).where('cancelledAt', 'is', null).execute()
}

const close = async (work: Work, kind: DiaryKind, caseId: string, because: string): Promise<void> => {
  await work.db.updateTable('diaryItems').set({ cancelledAt: work.now, cancelledBecause: because })
    .where('kind', '=', kind).where('caseId', '=', caseId).where('doneAt', 'is', null).where('cancelledAt', 'is', null).execute()
}

/** Nothing more is due on a case that has ended. */
export const cancelAll = async (work: Work, caseId: string, because: string): Promise<void> => {
  await work.db.updateTable('diaryItems').set({ cancelledAt: work.now, cancelledBecause: because })
    .where('caseId', '=', caseId).where('doneAt', 'is', null).where('cancelledAt', 'is', null).execute()
}

const open = (work: OfficerWork) => work.db.selectFrom('diaryItems as d')
  .leftJoin('cases as c', join => join.onRef('c.partnershipId', '=', 'd.partnershipId').onRef('c.id', '=', 'd.caseId'))
  .select(['d.id', 'd.kind', 'd.title', 'd.dueAt', 'd.because', 'd.aboutKind', 'd.aboutId', 'c.reference', 'c.title as caseTitle', 'c.severity', 'c.harmedSpokeLast'])
  .where('d.doneAt', 'is', null).where('d.cancelledAt', 'is', null)

const MOST = 100

/** What nobody has by name waits for whoever in the agency may do it. */
const ANYBODYS: readonly (readonly [DiaryKind, Act])[] = [['closing answer', 'approve a closure'], ['transfer answer', 'change who leads']]

/** This officer's open items, what is late first, those of colleagues they cover for, and what anybody with their acts may answer. */
export const myItems = (work: OfficerWork) => open(work)
  .where(where => where.or([
    where('d.officerId', '=', work.actor.officerId),
    where('d.officerId', 'in', where.selectFrom('officers').select('id').where('coveredBy', '=', work.actor.officerId).where('awayUntil', '>=', work.today)),
    ...ANYBODYS.filter(([, act]) => work.may(act)).map(([kind]) => where.and([where('d.officerId', 'is', null), where('d.agencyId', '=', work.actor.agencyId), where('d.kind', '=', kind)])),
  ])).orderBy('d.dueAt').orderBy('d.id').limit(MOST + 1).execute()

export const itemsOfCase = (work: OfficerWork, caseId: string) => open(work).where('d.caseId', '=', caseId).orderBy('d.dueAt').limit(MOST).execute()

/** Open and late items by officer of my agency: a manager's view of the load. */
export const teamLoad = (work: OfficerWork) => work.db.selectFrom('diaryItems as d')
  .innerJoin('officers as o', join => join.onRef('o.partnershipId', '=', 'd.partnershipId').onRef('o.id', '=', 'd.officerId'))
  .select(({ fn }) => ['o.name', fn.countAll<number>().as('open'), sql<number>`count(*) filter (where d.due_at < ${work.now})`.as('late'), fn.count<number>('d.caseId').distinct().as('cases')])
  .where('d.agencyId', '=', work.actor.agencyId).where('d.doneAt', 'is', null).where('d.cancelledAt', 'is', null).groupBy('o.name').orderBy('o.name').limit(MOST).execute()
