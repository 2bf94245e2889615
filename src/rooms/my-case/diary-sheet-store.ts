// All SQL on diary sheets and the files that came with them.
import { settleAbout } from '#rooms/diary/index.ts'
import type { OfficerWork, PersonWork, SystemWork, Work } from '#db/work.ts'

export type NewSheet = { readonly happenedAt: Date | null; readonly happenedAbout: string | null; readonly what: string; readonly effect: string; readonly seenBy: string }
export const keepSheet = async (work: PersonWork, sheet: NewSheet): Promise<string> => {
  const id = work.newId()
  await work.db.insertInto('diarySheets').values({ partnershipId: work.partnership.id, id, caseId: work.actor.caseId, personId: work.actor.personId, ...sheet, givenAt: work.now }).execute()
  return id
}

export type SheetFile = { readonly storedAs: string; readonly fileName: string; readonly mediaType: string; readonly size: number; readonly sha256: string; readonly kind: 'photo' | 'audio' | 'video' }
export const keepSheetFile = async (work: PersonWork, agencyId: string, diarySheetId: string, file: SheetFile): Promise<void> => {
  await work.db.insertInto('attachments').values({
    partnershipId: work.partnership.id, id: work.newId(), caseId: work.actor.caseId, personId: work.actor.personId, diarySheetId, ...file, givenBy: 'person harmed', givenAt: work.now, visibility: 'public', agencyId,
  }).execute()
}

const sheets = (work: Work) => work.db.selectFrom('diarySheets').select(['id', 'happenedAt', 'happenedAbout', 'what', 'effect', 'seenBy', 'givenAt', 'readAt', 'incidentId', 'personId'])
export type Sheet = Awaited<ReturnType<typeof mySheets>>[number]

export const mySheets = (work: PersonWork) => sheets(work).orderBy('givenAt', 'desc').orderBy('id', 'desc').limit(200).execute()

/** What nobody has read yet comes first. */
export const sheetsOf = (work: OfficerWork, caseId: string) => sheets(work).where('caseId', '=', caseId).orderBy(({ eb }) => eb('readAt', 'is', null), 'desc').orderBy('givenAt', 'desc').limit(100).execute()

export const sheetFiles = (work: Work, sheetIds: readonly string[]) => sheetIds.length === 0 ? Promise.resolve([])
  : work.db.selectFrom('attachments').select(['id', 'diarySheetId', 'fileName', 'kind', 'size', 'scan']).where('diarySheetId', 'in', [...sheetIds]).orderBy('givenAt').orderBy('id').execute()

export const sheetWith = (work: OfficerWork, caseId: string, id: string) => sheets(work).where('caseId', '=', caseId).where('id', '=', id).executeTakeFirst()

export const markRead = async (work: OfficerWork, id: string): Promise<void> => {
  const read = await work.db.updateTable('diarySheets').set({ readAt: work.now, readBy: work.actor.officerId }).where('id', '=', id).where('readAt', 'is', null).returning('caseId').executeTakeFirst()
  if (read === undefined) return
  const more = await work.db.selectFrom('diarySheets').select('id').where('caseId', '=', read.caseId).where('readAt', 'is', null).limit(1).executeTakeFirst()
  if (more === undefined) await settleAbout(work, 'diary sheets', read.caseId, 'All read')
}

/** Cases with a sheet nobody has read: given before this moment, or on a case that has ended; and nobody is told of it yet. */
export const unreadSheets = (work: SystemWork, before: Date) => work.db.selectFrom('diarySheets as s').innerJoin('cases as c', join => join.onRef('c.partnershipId', '=', 's.partnershipId').onRef('c.id', '=', 's.caseId'))
  .innerJoin('officers as o', join => join.onRef('o.partnershipId', '=', 'c.partnershipId').onRef('o.id', '=', 'c.leadOfficerId'))
  .select(['s.caseId', 'c.status', 'c.circleId', 'c.leadAgencyId', 'c.leadOfficerId', 'o.leftAt as leadLeftAt']).distinct().where('s.readAt', 'is', null).where(where => where.or([where('s.givenAt', '<', before), where('c.status', 'in', ['closed', 'merged'])]))
  .where(where => where.not(where.exists(where.selectFrom('diaryItems as d').select('d.id').whereRef('d.partnershipId', '=', 's.partnershipId').whereRef('d.caseId', '=', 's.caseId').where('d.aboutKind', '=', 'diary sheets').where('d.doneAt', 'is', null).where('d.cancelledAt', 'is', null)))).limit(500).execute()
export type Unread = Awaited<ReturnType<typeof unreadSheets>>[number]

export const whoMaySee = async (work: SystemWork, circleId: string): Promise<readonly string[]> => (await work.db.selectFrom('circleMembers as m')
  .innerJoin('officers as o', join => join.onRef('o.partnershipId', '=', 'm.partnershipId').onRef('o.id', '=', 'm.officerId')).select('m.officerId').where('m.circleId', '=', circleId).where('m.endedAt', 'is', null).where('o.leftAt', 'is', null).orderBy('m.addedAt').execute()).map(({ officerId }) => officerId)

/** Sheets nobody has read on cases that have ended, as whoever asks may see them. */
export const unreadOnEnded = (work: OfficerWork) => work.db.selectFrom('diarySheets as s').innerJoin('cases as c', join => join.onRef('c.partnershipId', '=', 's.partnershipId').onRef('c.id', '=', 's.caseId'))
  .innerJoin('officers as o', join => join.onRef('o.partnershipId', '=', 'c.partnershipId').onRef('o.id', '=', 'c.leadOfficerId'))
  .select(['s.id', 's.givenAt', 'c.reference', 'c.title', 'c.status', 'o.name as owner']).where('s.readAt', 'is', null).where('c.status', 'in', ['closed', 'merged']).orderBy('s.givenAt').limit(200).execute()

/** Waits for a colleague who is making an incident of it. False when it is one already. */
export const claimSheet = async (work: OfficerWork, id: string): Promise<boolean> =>
  await work.db.selectFrom('diarySheets').select('id').where('id', '=', id).where('incidentId', 'is', null).forUpdate().executeTakeFirst() !== undefined

export const nameIncident = async (work: OfficerWork, id: string, incidentId: string): Promise<void> => {
  await work.db.updateTable('diarySheets').set({ incidentId }).where('id', '=', id).execute()
}

export const sheetFile = (work: OfficerWork, caseId: string, id: string) =>
  work.db.selectFrom('attachments').select(['id', 'storedAs', 'mediaType', 'fileName', 'scan']).where('caseId', '=', caseId).where('id', '=', id).where('diarySheetId', 'is not', null).executeTakeFirst()
