// All SQL on bundles.
import type { OfficerWork } from '#db/work.ts'
import type { CourtPaper } from '#ui/papers/court-paper.ts'
import { readCourtPaper, readLeftOut, readPictures, type KeptPicture, type LeftOut } from './court-shape.ts'
import type { Kept } from './keep-document.ts'

const bundles = (work: OfficerWork) => work.db.selectFrom('courtBundles as b').leftJoin('officers as o', join => join.onRef('o.partnershipId', '=', 'b.partnershipId').onRef('o.id', '=', 'b.madeBy'))
const HEAD = ['b.id', 'b.version', 'b.title', 'b.madeAt', 'b.storedAs', 'b.sha256', 'b.size', 'b.pages', 'o.name as maker'] as const
export const bundlesOf = (work: OfficerWork, caseId: string) => bundles(work).select(HEAD).where('b.caseId', '=', caseId).orderBy('b.version', 'desc').limit(200).execute()

export const bundleWith = async (work: OfficerWork, caseId: string, id: string) => {
  const row = await bundles(work).select([...HEAD, 'b.drawnFrom', 'b.pictures', 'b.leftOut']).where('b.caseId', '=', caseId).where('b.id', '=', id).executeTakeFirst()
  return row === undefined ? undefined : { ...row, drawnFrom: readCourtPaper(row.drawnFrom), pictures: readPictures(row.pictures), leftOut: readLeftOut(row.leftOut) }
}
export type Bundle = NonNullable<Awaited<ReturnType<typeof bundleWith>>>

export type NewBundle = Kept & { readonly caseId: string; readonly version: number; readonly title: string; readonly pages: number; readonly drawnFrom: CourtPaper; readonly pictures: readonly KeptPicture[]; readonly leftOut: readonly LeftOut[] }
/** @returns its key; undefined when somebody else has made this version meanwhile */
export const insertBundle = async (work: OfficerWork, { drawnFrom, pictures, leftOut, ...rest }: NewBundle): Promise<string | undefined> => {
  const id = work.newId()
  const made = await work.db.insertInto('courtBundles').values({ partnershipId: work.partnership.id, id, matterId: null, madeAt: work.now, madeBy: work.actor.officerId, ...rest, drawnFrom: JSON.stringify(drawnFrom), pictures: JSON.stringify(pictures), leftOut: JSON.stringify(leftOut) }).onConflict(conflict => conflict.doNothing()).executeTakeFirst()
  return made.numInsertedOrUpdatedRows === 1n ? id : undefined
}
