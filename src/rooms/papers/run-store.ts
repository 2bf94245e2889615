// All SQL on print runs.
import { z } from 'zod'
import type { OfficerWork } from '#db/work.ts'

const line = z.object({ letterId: z.string(), reference: z.string(), from: z.number(), to: z.number() })
export type ManifestLine = z.infer<typeof line>
export type Run = { readonly letters: number; readonly pages: number; readonly sha256: string; readonly manifest: readonly ManifestLine[]; readonly envelopesChecked: boolean }

export const insertRun = async (work: OfficerWork, id: string, { manifest, ...run }: Run): Promise<void> => {
  await work.db.insertInto('printRuns').values({ partnershipId: work.partnership.id, id, ...run, manifest: JSON.stringify(manifest), madeAt: work.now, madeBy: work.actor.officerId }).execute()
}
const COLUMNS = ['id', 'madeAt', 'letters', 'pages', 'sha256', 'manifest', 'envelopesChecked'] as const
/** The officer's own: a run holds letters of many cases, and nobody else's eyes go with it. */
export const runsOf = (work: OfficerWork) => work.db.selectFrom('printRuns').select(['id', 'madeAt', 'letters', 'pages']).orderBy('madeAt', 'desc').orderBy('id', 'desc').limit(50).execute()
export const runWith = async (work: OfficerWork, id: string) => {
  const row = await work.db.selectFrom('printRuns').select(COLUMNS).where('id', '=', id).executeTakeFirst()
  return row === undefined ? undefined : { ...row, manifest: z.array(line).parse(row.manifest) }
}
