// Open items change hands: to another officer or agency with the lead, and to another case with a merge, and back.
import type { Work } from '#db/work.ts'
import type { DiaryItemsTable } from '#db/tables.ts'

type Kind = DiaryItemsTable['kind']
/** Of these a case has one open at most (diary_items_one_open). */
const ONE_OPEN: readonly Kind[] = ['first contact', 'risk assessment', 'victim update', 'hold ends', 'manager review', 'closing answer']

/** What the old lead had to do the new lead now has to do, by the same times: no clock stops. */
export const handOverItems = async (work: Work, caseId: string, from: { readonly officerId: string; readonly agencyId: string }, to: { readonly officerId: string; readonly agencyId: string }): Promise<void> => {
  const open = work.db.updateTable('diaryItems').where('caseId', '=', caseId).where('doneAt', 'is', null).where('cancelledAt', 'is', null)
  await open.set({ officerId: to.officerId, agencyId: to.agencyId }).where('officerId', '=', from.officerId).execute()
  // What nobody by name, or a manager of the old agency, had to do is the new agency's now.
  if (from.agencyId !== to.agencyId) await open.set({ officerId: null, agencyId: to.agencyId }).where('agencyId', '=', from.agencyId).execute()
}

/** An item and its copy on the other case; null where that case had its own. */
export type Moved = { readonly from: string; readonly to: string | null }

/** Moves the open items of a case to the case it is merged into. */
export const moveItems = async (work: Work, fromCase: string, toCase: string, because: string): Promise<readonly Moved[]> => {
  const open = (caseId: string) => work.db.selectFrom('diaryItems').selectAll().where('caseId', '=', caseId).where('doneAt', 'is', null).where('cancelledAt', 'is', null).execute()
  const theirs = new Set((await open(toCase)).map(item => item.kind))
  const moved: Moved[] = []
  for (const { kind, title, dueAt, because: rule, officerId, agencyId, aboutKind, aboutId, warn, id } of await open(fromCase)) {
    const to = ONE_OPEN.includes(kind) && theirs.has(kind) || kind === 'hold ends' ? null : work.newId()
    if (to !== null) await work.db.insertInto('diaryItems').values({ partnershipId: work.partnership.id, id: to, kind, title, dueAt, because: rule, caseId: toCase, officerId, agencyId, aboutKind, aboutId, warn, madeAt: work.now }).execute()
    await work.db.updateTable('diaryItems').set({ cancelledAt: work.now, cancelledBecause: because }).where('id', '=', id).execute()
    moved.push({ from: id, to })
  }
  return moved
}

/** Undoes that: what is still open goes back, what was done there counts as done here. */
export const moveItemsBack = async (work: Work, moved: readonly Moved[], because: string): Promise<void> => {
  for (const { from, to } of moved) {
    const there = to === null ? undefined : await work.db.selectFrom('diaryItems').select(['doneAt', 'doneBy', 'outcome', 'cancelledAt']).where('id', '=', to).executeTakeFirst()
    if (there?.doneAt !== undefined && there.doneAt !== null) {
      await work.db.updateTable('diaryItems').set({ cancelledAt: null, cancelledBecause: null, doneAt: there.doneAt, doneBy: there.doneBy, outcome: there.outcome }).where('id', '=', from).execute()
      continue
    }
    if (to !== null) await work.db.updateTable('diaryItems').set({ cancelledAt: work.now, cancelledBecause: because }).where('id', '=', to).where('cancelledAt', 'is', null).execute()
    if (there?.cancelledAt === undefined || there.cancelledAt === null) await work.db.updateTable('diaryItems').set({ cancelledAt: null, cancelledBecause: null }).where('id', '=', from).execute()
  }
}
