// All SQL on diary sheets and the files that came with them.
import type { OfficerWork, PersonWork, Work } from '#db/work.ts'

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
  await work.db.updateTable('diarySheets').set({ readAt: work.now, readBy: work.actor.officerId }).where('id', '=', id).where('readAt', 'is', null).execute()
}

/** Waits for a colleague who is making an incident of it. False when it is one already. */
export const claimSheet = async (work: OfficerWork, id: string): Promise<boolean> =>
  await work.db.selectFrom('diarySheets').select('id').where('id', '=', id).where('incidentId', 'is', null).forUpdate().executeTakeFirst() !== undefined

export const nameIncident = async (work: OfficerWork, id: string, incidentId: string): Promise<void> => {
  await work.db.updateTable('diarySheets').set({ incidentId }).where('id', '=', id).execute()
}

export const sheetFile = (work: OfficerWork, caseId: string, id: string) =>
  work.db.selectFrom('attachments').select(['id', 'storedAs', 'mediaType', 'fileName', 'scan']).where('caseId', '=', caseId).where('id', '=', id).where('diarySheetId', 'is not', null).executeTakeFirst()
