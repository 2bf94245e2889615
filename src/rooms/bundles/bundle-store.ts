// All SQL on bundles.
import type { OfficerWork, SystemWork } from '#db/work.ts'
import { noteCustody } from '#rooms/evidence/index.ts'
import { readCourtPaper, readLeftOut, readPictures } from './court-shape.ts'
import type { Frozen } from './order-store.ts'
import type { Kept } from '#rooms/statements/index.ts'

const bundles = (work: OfficerWork) => work.db.selectFrom('courtBundles as b').leftJoin('officers as o', join => join.onRef('o.partnershipId', '=', 'b.partnershipId').onRef('o.id', '=', 'b.madeBy'))
const HEAD = ['b.id', 'b.matterId', 'b.version', 'b.title', 'b.madeAt', 'b.storedAs', 'b.sha256', 'b.size', 'b.pages', 'b.used', 'b.scheduleStoredAs', 'b.scheduleSha256', 'b.scheduleSize', 'o.name as maker'] as const
export const bundlesOf = (work: OfficerWork, caseId: string) => bundles(work).select(HEAD).where('b.caseId', '=', caseId).orderBy('b.version', 'desc').limit(200).execute()

export const bundleWith = async (work: OfficerWork, caseId: string, id: string) => {
  const row = await bundles(work).select([...HEAD, 'b.drawnFrom', 'b.pictures', 'b.leftOut']).where('b.caseId', '=', caseId).where('b.id', '=', id).executeTakeFirst()
  return row === undefined ? undefined : { ...row, drawnFrom: readCourtPaper(row.drawnFrom), pictures: readPictures(row.pictures), leftOut: readLeftOut(row.leftOut) }
}
export type Bundle = NonNullable<Awaited<ReturnType<typeof bundleWith>>>

export type NewBundle = Kept & Frozen & {
  readonly id: string; readonly caseId: string; readonly matterId: string | null; readonly version: number; readonly title: string; readonly pages: number; readonly used: readonly string[]
  readonly madeAt: Date; readonly madeBy: string; readonly scheduleStoredAs: string; readonly scheduleSha256: string; readonly scheduleSize: number
}
/** As it was ordered: when, by whom, under the order's key. */
export const insertBundle = async (work: SystemWork, { drawnFrom, pictures, leftOut, used, ...rest }: NewBundle): Promise<void> => {
  await work.db.insertInto('courtBundles').values({ partnershipId: work.partnership.id, ...rest, used: [...used], drawnFrom: JSON.stringify(drawnFrom), pictures: JSON.stringify(pictures), leftOut: JSON.stringify(leftOut) }).execute()
}

export const caseAndMaker = (work: SystemWork, caseId: string, officerId: string): Promise<{ readonly reference: string; readonly maker: string }> =>
  work.db.selectFrom('cases as c').innerJoin('officers as o', join => join.onRef('o.partnershipId', '=', 'c.partnershipId').on('o.id', '=', officerId))
    .select(['c.reference', 'o.name as maker']).where('c.id', '=', caseId).executeTakeFirstOrThrow()

/** A line in the custody of every file a bundle shows, each time the bundle is taken out. */
export const noteTakenOut = async (work: OfficerWork, { used, version, sha256 }: Pick<Bundle, 'used' | 'version' | 'sha256'>, reference: string): Promise<void> => {
  for (const file of used) await noteCustody(work, file, 'exported', `Court bundle ${version} of ${reference}, SHA-256 ${sha256}`)
}
