// What the person harmed added to their diary is read by somebody: in days on an open case, and at once on one that has ended.
import type { SystemWork } from '#db/work.ts'
import type { Chore } from '#jobs/chores.ts'
import { note } from '#rooms/diary/index.ts'
import { managersOf } from '#rooms/partnership/index.ts'
import { unreadSheets, whoMaySee, type Unread } from './diary-sheet-store.ts'

const DAY = 24 * 3_600_000
const DAYS = 3

/** Its lead officer; when that officer has left, a manager who may see the case. */
const whoseTurn = async (work: SystemWork, { leadOfficerId, leadLeftAt, leadAgencyId, circleId }: Unread): Promise<string> => {
  if (leadLeftAt === null) return leadOfficerId
  const may = circleId === null ? (await managersOf(work, leadAgencyId, 'approve a closure')).map(({ id }) => id) : await whoMaySee(work, circleId)
  return may.find(id => id !== leadOfficerId) ?? leadOfficerId
}

export const tellOfUnreadSheets = async (work: SystemWork): Promise<void> => {
  for (const one of await unreadSheets(work, new Date(work.now.getTime() - DAYS * DAY))) {
    const ended = one.status === 'closed' || one.status === 'merged'
    await note(work, {
      kind: 'evidence to home', title: ended ? `Read what was added to the diary of a case that is ${one.status}` : 'Read what was added to the diary', dueAt: work.now,
      because: ended ? 'Nobody works on it any more, so nobody would see it' : `Not read for ${DAYS} days`, caseId: one.caseId, officerId: await whoseTurn(work, one), agencyId: one.leadAgencyId, aboutKind: 'diary sheets', aboutId: one.caseId,
    })
  }
}

export const tellingOfUnreadSheets: Chore = { name: 'my-case.unread-sheets', cron: '*/30 * * * *', each: work => tellOfUnreadSheets(work) }
