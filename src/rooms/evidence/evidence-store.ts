// All SQL on files given to us.
import type { OfficerWork, SystemWork, Work } from '#db/work.ts'
import type { FileKind } from './kinds.ts'

const SHOWN = ['id', 'caseId', 'reportId', 'storedAs', 'shownAs', 'fileName', 'mediaType', 'size', 'sha256', 'kind', 'givenBy', 'givenAt', 'says', 'visibility', 'scan', 'copyFailed'] as const

export const fileWith = (work: OfficerWork, id: string) => work.db.selectFrom('attachments').select(SHOWN).where('id', '=', id).executeTakeFirst()
export type EvidenceFile = NonNullable<Awaited<ReturnType<typeof fileWith>>>

const MOST = 200
export const filesOfCase = (work: OfficerWork, caseId: string) => work.db.selectFrom('attachments').select(SHOWN).where('caseId', '=', caseId).orderBy('givenAt', 'desc').orderBy('id').limit(MOST).execute()

export type NewFile = { readonly caseId: string; readonly storedAs: string; readonly fileName: string; readonly mediaType: string; readonly size: number; readonly sha256: string; readonly kind: FileKind; readonly says: string; readonly visibility: 'public' | 'staff' | 'restricted'; readonly givenBy?: 'officer' | 'partner' }
export const insertFile = async (work: OfficerWork, file: NewFile): Promise<string> => {
  const id = work.newId()
  await work.db.insertInto('attachments').values({ partnershipId: work.partnership.id, id, ...file, givenBy: file.givenBy ?? 'officer', officerId: work.actor.officerId, givenAt: work.now, agencyId: work.actor.agencyId }).execute()
  return id
}

/** Files nobody has looked at for viruses yet, oldest first. */
export const toScan = (work: SystemWork, most: number) => work.db.selectFrom('attachments').select(['id', 'storedAs', 'fileName', 'caseId', 'reportId', 'agencyId']).where('scan', '=', 'not scanned').where('scannedAt', 'is', null).orderBy('givenAt').limit(most).execute()

export const setScan = async (work: SystemWork, id: string, scan: 'clean' | 'infected'): Promise<void> => {
  await work.db.updateTable('attachments').set({ scan, scannedAt: work.now }).where('id', '=', id).execute()
}

/** Photos without a clean copy, of those that carry no virus as far as we know. */
export const toCopy = (work: SystemWork, { onlyClean }: { readonly onlyClean: boolean }, most: number) => {
  const photos = work.db.selectFrom('attachments').select(['id', 'storedAs']).where('kind', '=', 'photo').where('shownAs', 'is', null).where('copyFailed', 'is', null)
  return (onlyClean ? photos.where('scan', '=', 'clean') : photos.where('scan', '!=', 'infected')).orderBy('givenAt').limit(most).execute()
}

export const setCopy = async (work: SystemWork, id: string, made: { readonly shownAs: string } | { readonly failed: string }): Promise<void> => {
  await work.db.updateTable('attachments').set({ copyTriedAt: work.now, ...'shownAs' in made ? { shownAs: made.shownAs } : { copyFailed: made.failed } }).where('id', '=', id).execute()
}

/** Whoever leads the case a file is in, to be told of it. */
export const leadOf = (work: Work, caseId: string) => work.db.selectFrom('cases').select(['leadOfficerId', 'leadAgencyId']).where('id', '=', caseId).executeTakeFirst()
