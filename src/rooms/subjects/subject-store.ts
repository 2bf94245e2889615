// All SQL on subjects, their facts and what happened to them elsewhere.
import { looksLikeId } from '#db/ids.ts'
import type { ToolFactsTable } from '#db/tables.ts'
import type { OfficerWork, Work } from '#db/work.ts'
import type { Day } from '#kernel/time.ts'
import type { Insertable } from 'kysely'

const MOST = 500

/** Every version, the latest of each first. */
export const factVersionsOf = (work: Work, caseId: string) => work.db.selectFrom('toolFacts').selectAll().where('caseId', '=', caseId).orderBy('madeAt', 'desc').orderBy('id', 'desc').limit(MOST).execute()
export type FactRow = Awaited<ReturnType<typeof factVersionsOf>>[number]

/** The subjects of a case as they stand, in the order they were first named. */
export const subjectsOf = async (work: Work, caseId: string): Promise<readonly FactRow[]> => {
  const latest = new Map<string, FactRow>()
  const versions = await factVersionsOf(work, caseId)
  for (const row of versions) if (!latest.has(row.subjectId)) latest.set(row.subjectId, row)
  const order = versions.toReversed().map(({ subjectId }) => subjectId)
  return [...latest.values()].toSorted((a, b) => order.indexOf(a.subjectId) - order.indexOf(b.subjectId))
}

export const subjectWith = async (work: Work, caseId: string, id: string): Promise<FactRow | undefined> =>
  looksLikeId(id) ? (await subjectsOf(work, caseId)).find(({ subjectId }) => subjectId === id) : undefined

export type NewFacts = Omit<Insertable<ToolFactsTable>, 'partnershipId' | 'id' | 'caseId' | 'subjectId' | 'madeAt' | 'madeBy' | 'visibleTo' | 'hiddenFrom'>
/** A first version names the subject; a later one is of the same. @returns the subject's id. */
export const insertFacts = async (work: OfficerWork, caseId: string, subjectId: string | undefined, facts: NewFacts): Promise<string> => {
  const id = work.newId()
  await work.db.insertInto('toolFacts').values({ partnershipId: work.partnership.id, id, caseId, subjectId: subjectId ?? id, ...facts, madeAt: work.now, madeBy: work.actor.officerId }).execute()
  return subjectId ?? id
}

export const happeningsOf = (work: Work, caseId: string) => work.db.selectFrom('toolEvents').select(['id', 'subjectId', 'kind', 'onDay', 'saidBy']).where('caseId', '=', caseId).orderBy('onDay').orderBy('id').limit(MOST).execute()
export type Happening = Awaited<ReturnType<typeof happeningsOf>>[number]

export const insertHappening = async (work: OfficerWork, caseId: string, happening: { readonly subjectId: string; readonly kind: string; readonly onDay: Day; readonly saidBy: string }): Promise<void> => {
  await work.db.insertInto('toolEvents').values({ partnershipId: work.partnership.id, id: work.newId(), caseId, ...happening, madeAt: work.now, madeBy: work.actor.officerId }).execute()
}
