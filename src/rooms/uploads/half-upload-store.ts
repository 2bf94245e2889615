// All SQL on half uploads.
import type { OfficerWork, SystemWork } from '#db/work.ts'

const SHOWN = ['id', 'caseId', 'fileName', 'size', 'received', 'changedAt', 'says', 'visibility', 'shared', 'beganAt', 'lastAt', 'attachmentId'] as const

/** This officer's own, in any case they still see. */
const own = (work: OfficerWork) => work.db.selectFrom('halfUploads').where('officerId', '=', work.actor.officerId)
export const halfUploadsIn = (work: OfficerWork, caseId: string) => own(work).select(SHOWN).where('caseId', '=', caseId).where('doneAt', 'is', null).orderBy('lastAt', 'desc').limit(20).execute()
/** Those that became files, until they are tidied away. */
export const wholeUploadsIn = (work: OfficerWork, caseId: string) => own(work).select(SHOWN).where('caseId', '=', caseId).where('doneAt', 'is not', null).orderBy('lastAt', 'desc').limit(20).execute()
export type HalfUpload = Awaited<ReturnType<typeof halfUploadsIn>>[number]

/** All that this officer has begun anywhere, and how long it will be. A row they no longer see counts no more; it is tidied away. */
export const begunBy = async (work: OfficerWork): Promise<{ readonly n: number; readonly bytes: number }> => {
  const { n, bytes } = await own(work).select(({ fn }) => [fn.countAll<string>().as('n'), fn.sum<string | null>('size').as('bytes')]).where('doneAt', 'is', null).executeTakeFirstOrThrow()
  return { n: Number(n), bytes: Number(bytes ?? 0) }
}

/** Held until the transaction ends, so that two parts sent at once come one after the other. */
export const holdHalfUpload = (work: OfficerWork, id: string, caseId: string) => own(work).select(SHOWN).where('id', '=', id).where('caseId', '=', caseId).forUpdate().executeTakeFirst()

export type NewHalfUpload = { readonly caseId: string; readonly fileName: string; readonly size: number; readonly changedAt: Date | null; readonly says: string; readonly visibility: 'staff' | 'restricted'; readonly shared: boolean }
export const insertHalfUpload = async (work: OfficerWork, begun: NewHalfUpload): Promise<string> => {
  const id = work.newId()
  await work.db.insertInto('halfUploads').values({ partnershipId: work.partnership.id, id, officerId: work.actor.officerId, beganAt: work.now, lastAt: work.now, ...begun }).execute()
  return id
}
export const countReceived = async (work: OfficerWork, id: string, received: number): Promise<void> => {
  await work.db.updateTable('halfUploads').set({ received, lastAt: work.now }).where('id', '=', id).execute()
}
export const endHalfUpload = async (work: OfficerWork, id: string, attachmentId: string): Promise<void> => {
  await work.db.updateTable('halfUploads').set({ attachmentId, doneAt: work.now }).where('id', '=', id).execute()
}
/** @returns false when it was not theirs, or is gone */
export const forgetHalfUpload = async (work: OfficerWork, id: string): Promise<boolean> => (await work.db.deleteFrom('halfUploads').where('id', '=', id).executeTakeFirst()).numDeletedRows === 1n

/** Those that became files, and those nobody has gone on with since `before`. */
export const toTidy = (work: SystemWork, before: Date, most: number) => work.db.selectFrom('halfUploads').select(['id', 'size', 'doneAt']).where(where => where.or([where('doneAt', 'is not', null), where('lastAt', '<', before)])).orderBy('lastAt').limit(most).execute()
export const tidied = async (work: SystemWork, id: string): Promise<void> => {
  await work.db.deleteFrom('halfUploads').where('id', '=', id).execute()
}
