// All SQL on files given to us.
import { sql } from 'kysely'
import type { OfficerWork, SystemWork, Work } from '#db/work.ts'
import type { FileKind } from './kinds.ts'
import type { Read } from './read-file.ts'

const SHOWN = ['id', 'caseId', 'reportId', 'storedAs', 'shownAs', 'fileName', 'mediaType', 'size', 'sha256', 'kind', 'givenBy', 'givenAt', 'says', 'visibility', 'scan', 'copyFailed', 'trouble', 'officerId'] as const

export const fileWith = (work: OfficerWork, id: string) => work.db.selectFrom('attachments').select(SHOWN).where('id', '=', id).executeTakeFirst()
export type EvidenceFile = NonNullable<Awaited<ReturnType<typeof fileWith>>>

const MOST = 200
export const filesOfCase = (work: OfficerWork, caseId: string) => work.db.selectFrom('attachments').select(SHOWN).where('caseId', '=', caseId).orderBy('givenAt', 'desc').orderBy('id').limit(MOST).execute()

export type NewFile = { readonly caseId: string; readonly storedAs: string; readonly fileName: string; readonly mediaType: string; readonly size: number; readonly sha256: string; readonly kind: FileKind; readonly says: string; readonly visibility: 'public' | 'staff' | 'restricted'; readonly givenBy?: 'officer' | 'partner'; readonly shownAs?: string }
export const insertFile = async (work: OfficerWork, file: NewFile): Promise<string> => {
  const id = work.newId()
  await work.db.insertInto('attachments').values({ partnershipId: work.partnership.id, id, ...file, givenBy: file.givenBy ?? 'officer', officerId: work.actor.officerId, givenAt: work.now, agencyId: work.actor.agencyId }).execute()
  return id
}

/** Files nobody has looked at for viruses yet, oldest first. */
export const toScan = (work: SystemWork, most: number) => work.db.selectFrom('attachments').select(['id', 'storedAs', 'fileName', 'caseId', 'reportId', 'agencyId']).where('scan', '=', 'not scanned').where('scannedAt', 'is', null).orderBy('givenAt').limit(most).execute()

/** False when another worker was first. */
export const setScan = async (work: SystemWork, id: string, scan: 'clean' | 'infected'): Promise<boolean> =>
  (await work.db.updateTable('attachments').set({ scan, scannedAt: work.now }).where('id', '=', id).where('scannedAt', 'is', null).executeTakeFirst()).numUpdatedRows === 1n

/** Photos without a clean copy, of those that carry no virus as far as we know. */
export const toCopy = (work: SystemWork, { onlyClean }: { readonly onlyClean: boolean }, most: number) => {
  const photos = work.db.selectFrom('attachments').select(['id', 'storedAs']).where('kind', '=', 'photo').where('shownAs', 'is', null).where('copyFailed', 'is', null)
  return (onlyClean ? photos.where('scan', '=', 'clean') : photos.where('scan', '!=', 'infected')).orderBy('givenAt').limit(most).execute()
}

/** False when another worker was first: its copy stands. */
export const setCopy = async (work: SystemWork, id: string, made: { readonly shownAs: string } | { readonly failed: string }): Promise<boolean> =>
  (await work.db.updateTable('attachments').set({ copyTriedAt: work.now, ...'shownAs' in made ? { shownAs: made.shownAs } : { copyFailed: made.failed } }).where('id', '=', id).where('shownAs', 'is', null).executeTakeFirst()).numUpdatedRows === 1n

/** Files that have not been asked yet what they say of themselves. Before the scanner has seen them they are not opened, where there is one. */
export const toRead = (work: SystemWork, { onlyClean }: { readonly onlyClean: boolean }, most: number) => {
  const files = work.db.selectFrom('attachments').select(['id', 'storedAs', 'kind', 'mediaType']).where('factsReadAt', 'is', null)
  return (onlyClean ? files.where('scan', '=', 'clean') : files.where('scan', '!=', 'infected')).orderBy('givenAt').limit(most).execute()
}

/** What a file says of itself is written beside what people say, and never instead. */
export const setRead = async (work: SystemWork, id: string, { says, trouble }: Read): Promise<void> => {
  const first = await work.db.updateTable('attachments').set({ factsReadAt: work.now, trouble }).where('id', '=', id).where('factsReadAt', 'is', null).executeTakeFirst()
  if (first.numUpdatedRows === 1n && Object.keys(says).length > 0) await work.db.insertInto('fileFacts').values({ partnershipId: work.partnership.id, attachmentId: id, source: 'file', capturedAt: says.takenAt ?? null, capturedAbout: says.takenAbout ?? '', capturedWhere: says.where ?? '', device: says.device ?? '', writtenAt: work.now }).execute()
}

/** A line in the custody of a file, for what no table shows by itself. */
export const noteCustody = async (work: OfficerWork, id: string, what: 'original downloaded' | 'original taken from quarantine' | 'file opened' | 'custody list printed' | 'exported' | 'printed', says = ''): Promise<void> => {
  await sql`select amity.custody(${id}::uuid, ${what}, ${says})`.execute(work.db)
}

/** Whoever leads the case a file is in, to be told of it. */
export const leadOf = (work: Work, caseId: string) => work.db.selectFrom('cases').select(['leadOfficerId', 'leadAgencyId']).where('id', '=', caseId).executeTakeFirst()

/** Who must hear of a file that came with a report: its owner, or else somebody who may see it. */
export const watcherOfReport = async (work: SystemWork, reportId: string) => {
  const report = await work.db.selectFrom('reports').select(['ownerId', 'agencyId', 'restricted']).where('id', '=', reportId).executeTakeFirst()
  if (report === undefined || report.ownerId !== null || !report.restricted) return report
  const [reader] = (await sql<{ id: string }>`select officer_id as id from amity.who_reads_restricted(${report.agencyId}::uuid)`.execute(work.db)).rows
  return { ...report, ownerId: reader?.id ?? null }
}

/** Files set apart because they belong to nothing, oldest first, with whoever has to find them a home. */
export const filesWithoutHome = (work: OfficerWork) => work.db.selectFrom('attachments as a').select(['a.id', 'a.fileName', 'a.kind', 'a.size', 'a.sha256', 'a.givenBy', 'a.givenAt', 'a.says', 'a.visibility', 'a.scan', 'a.shownAs', 'a.copyFailed'])
  .select(eb => eb.selectFrom('diaryItems as d').innerJoin('officers as o', join => join.onRef('o.partnershipId', '=', 'd.partnershipId').onRef('o.id', '=', 'd.officerId'))
    .select(sql<string>`string_agg(o.name, ', ' order by o.name)`.as('names')).whereRef('d.partnershipId', '=', 'a.partnershipId').where('d.aboutKind', '=', 'attachment').whereRef('d.aboutId', '=', 'a.id').where('d.doneAt', 'is', null).where('d.cancelledAt', 'is', null).as('owners'))
  .where('a.caseId', 'is', null).where('a.reportId', 'is', null).where('a.unhomedAt', 'is not', null).orderBy('a.givenAt').limit(MOST).execute()

/** Files that a scanner should have looked at by now, oldest first. */
export const filesNotScanned = (work: OfficerWork, before: Date) => work.db.selectFrom('attachments as a').leftJoin('cases as c', join => join.onRef('c.partnershipId', '=', 'a.partnershipId').onRef('c.id', '=', 'a.caseId'))
  .leftJoin('reports as r', join => join.onRef('r.partnershipId', '=', 'a.partnershipId').onRef('r.id', '=', 'a.reportId')).leftJoin('officers as o', join => join.onRef('o.partnershipId', '=', 'a.partnershipId').on(sql<boolean>`o.id = coalesce(c.lead_officer_id, r.owner_id)`))
  .select(['a.id', 'a.fileName', 'a.givenAt', 'c.reference as caseReference', 'r.reference as reportReference', 'o.name as owner'])
  .where('a.scan', '=', 'not scanned').where('a.scannedAt', 'is', null).where('a.givenAt', '<', before).where(where => where.or([where('a.caseId', 'is not', null), where('a.reportId', 'is not', null)])).orderBy('a.givenAt').limit(MOST).execute()

/** Gives a file its home, once. False when somebody has done so meanwhile. */
export const homeFile = async (work: OfficerWork, id: string, { reportId, caseId }: { readonly reportId: string | null; readonly caseId: string | null }): Promise<boolean> =>
  (await work.db.updateTable('attachments').set({ reportId, caseId, unhomedAt: null }).where('id', '=', id).where('caseId', 'is', null).where('reportId', 'is', null).executeTakeFirst()).numUpdatedRows === 1n

/** The bytes of rows that are going: removed after this transaction stands, and not at all if it fails. */
export const removeLater = async (work: SystemWork, storedAs: readonly string[]): Promise<void> => {
  if (storedAs.length > 0) await work.db.insertInto('filesToRemove').values(storedAs.map(name => ({ partnershipId: work.partnership.id, storedAs: name, since: work.now }))).onConflict(conflict => conflict.doNothing()).execute()
}
export const namedForRemoval = (work: SystemWork, most: number) => work.db.selectFrom('filesToRemove').select('storedAs').orderBy('since').limit(most).execute()
export const forgetRemoved = async (work: SystemWork, storedAs: string): Promise<void> => {
  await work.db.deleteFrom('filesToRemove').where('storedAs', '=', storedAs).execute()
}

/** How long the oldest file of this partnership has waited for the scanner. */
export const oldestNotScanned = (work: SystemWork) => work.db.selectFrom('attachments').select(({ fn }) => [fn.min('givenAt').as('since'), fn.countAll<string>().as('n')]).where('scan', '=', 'not scanned').where('scannedAt', 'is', null).executeTakeFirstOrThrow()
export const scannerAlarmStands = async (work: Work): Promise<boolean> =>
  await work.db.selectFrom('diaryItems').select('id').where('aboutKind', '=', 'scanner').where('doneAt', 'is', null).where('cancelledAt', 'is', null).limit(1).executeTakeFirst() !== undefined
