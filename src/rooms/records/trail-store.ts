// All SQL on the audit trail as people read it. Each goes through a function of the database that asks who reads.
import { sql } from 'kysely'
import type { OfficerWork } from '#db/work.ts'
import type { Before } from '#web/keyset.ts'

export const PAGE = 30
const after = (before: Before | undefined) => sql`${before?.at ?? null}::timestamptz, ${before?.id ?? null}::uuid, ${PAGE + 1}`

export type Look = { readonly id: string; readonly at: Date; readonly actor: string; readonly officer: string | null; readonly agency: string | null; readonly how: string; readonly action: string | null; readonly purpose: string | null }
/** Who came near a case, newest first; empty to whoever does not keep it. */
export const whoLooked = async (work: OfficerWork, caseId: string, agencyId: string | undefined, before: Before | undefined): Promise<readonly Look[]> =>
  (await sql<Look>`select * from amity.who_looked(${caseId}::uuid, ${agencyId ?? null}::uuid, ${after(before)})`.execute(work.db)).rows

/** Whether whoever asks is the lead officer, or a manager of the agency that leads. */
export const keepsCase = async (work: OfficerWork, caseId: string): Promise<boolean> =>
  (await sql<{ keeps: boolean }>`select amity.keeps_case(${caseId}::uuid) as keeps`.execute(work.db)).rows[0]?.keeps === true

export type OwnLine = { readonly id: string; readonly at: Date; readonly agency: string | null; readonly how: string | null; readonly action: string; readonly purpose: string | null; readonly about: string | null; readonly asked: string | null; readonly shown: number }
export const ownTrail = async (work: OfficerWork, before: Before | undefined): Promise<readonly OwnLine[]> =>
  (await sql<OwnLine>`select * from amity.own_trail(${after(before)})`.execute(work.db)).rows

export type Wanted = {
  readonly officerId: string | undefined; readonly from: Date; readonly until: Date; readonly how: string | undefined
  readonly record: { readonly kind: 'case' | 'report'; readonly id: string } | undefined; readonly rows: boolean; readonly before: Before | undefined
}
export type Line = OwnLine & { readonly actor: string; readonly officer: string | null; readonly subjectKind: string | null }
export const searchTrail = async (work: OfficerWork, { officerId, from, until, how, record, rows, before }: Wanted): Promise<readonly Line[]> =>
  (await sql<Line>`select * from amity.search_trail(${officerId ?? null}::uuid, ${from}, ${until}, ${how ?? null}, ${record?.kind ?? null}, ${record?.id ?? null}::uuid, ${rows}, ${after(before)})`.execute(work.db)).rows

/** The case or report of this reference, as far as this officer may see it. */
export const recordNamed = async (work: OfficerWork, reference: string): Promise<Wanted['record']> => {
  const theCase = await work.db.selectFrom('cases').select('id').where('reference', '=', reference).executeTakeFirst()
  if (theCase !== undefined) return { kind: 'case', id: theCase.id }
  const report = await work.db.selectFrom('reports').select('id').where('reference', '=', reference).executeTakeFirst()
  return report === undefined ? undefined : { kind: 'report', id: report.id }
}
/** Officers, to choose one from. */
export const allOfficers = (work: OfficerWork) => work.db.selectFrom('officers').select(['id', 'name']).orderBy('name').orderBy('id').limit(1000).execute()
