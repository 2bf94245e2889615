// All SQL on cases themselves. Parties, incidents and chronology have a store each beside this one.
import { sql } from 'kysely'
import { randomBytes } from 'node:crypto'
import { newReference } from '#kernel/reference.ts'
import type { Day } from '#kernel/time.ts'
import type { OfficerWork, Work } from '#db/work.ts'
import type { CloseReason, Verdict } from './case-rules.ts'

export type NewCase = {
  readonly title: string; readonly summary: string; readonly categoryCode: string; readonly strand: 'personal' | 'nuisance' | 'environmental'; readonly severity: 'high' | 'medium' | 'standard'
  readonly leadOfficerId: string; readonly wardCode: string | null; readonly flags: readonly string[]; readonly followsCaseId: string | null
}

export const insertCase = async (work: OfficerWork, values: NewCase): Promise<{ id: string; reference: string }> => {
  const [id, reference] = [work.newId(), newReference(randomBytes(16))]
  await work.db.insertInto('cases').values({
    partnershipId: work.partnership.id, id, reference, ...values, flags: [...values.flags], leadAgencyId: work.actor.agencyId, openedAt: work.now, openedBy: work.actor.officerId,
  }).execute()
  return { id, reference }
}

export const caseWith = (work: OfficerWork, reference: string) => work.db.selectFrom('cases').selectAll().where('reference', '=', reference).executeTakeFirst()
export const caseById = (work: Work, id: string) => work.db.selectFrom('cases').selectAll().where('id', '=', id).executeTakeFirst()
export type Case = NonNullable<Awaited<ReturnType<typeof caseWith>>>

export type CaseFilter = { readonly status: 'open' | 'closed' | 'all'; readonly mine: boolean; readonly category: string; readonly before: { readonly openedAt: Date; readonly id: string } | undefined }
export const PAGE = 20

export const listCases = (work: OfficerWork, { status, mine, category, before }: CaseFilter) => {
  let query = work.db.selectFrom('cases as c')
    .leftJoin('officers as o', join => join.onRef('o.partnershipId', '=', 'c.partnershipId').onRef('o.id', '=', 'c.leadOfficerId'))
    .leftJoin('wards as w', join => join.onRef('w.partnershipId', '=', 'c.partnershipId').onRef('w.code', '=', 'c.wardCode'))
    .select(['c.id', 'c.reference', 'c.title', 'c.severity', 'c.status', 'c.riskBand', 'c.flags', 'c.openedAt', 'c.categoryCode', 'c.harmedSpokeLast', 'o.name as officer', 'w.name as ward'])
  if (status === 'open') query = query.where('c.status', 'in', ['open', 'on hold'])
  if (status === 'closed') query = query.where('c.status', '=', 'closed')
  if (mine) query = query.where('c.leadOfficerId', '=', work.actor.officerId)
  if (category !== '') query = query.where('c.categoryCode', '=', category)
  if (before !== undefined) query = query.where(sql<boolean>`(c.opened_at, c.id) < (${before.openedAt}, ${before.id}::uuid)`)
  return query.orderBy('c.openedAt', 'desc').orderBy('c.id', 'desc').limit(PAGE + 1).execute()
}

/** Ends a case. False when somebody changed it since it was read. */
export const endCase = async (work: OfficerWork, theCase: Case, how: { verdict: Verdict; reason: CloseReason; summary: string; approverId: string | null }): Promise<boolean> => {
  const { numUpdatedRows } = await work.db.updateTable('cases').set({
    status: 'closed', stage: 'closing', closedAt: work.now, closedBy: work.actor.officerId, closeReason: how.reason, closeSummary: how.summary, harmedVerdict: how.verdict, closeApprovedBy: how.approverId, holdReason: null, holdEndsOn: null,
  }).where('id', '=', theCase.id).where('version', '=', theCase.version).where('status', 'in', ['open', 'on hold']).executeTakeFirst()
  return numUpdatedRows === 1n
}

export const touchContact = async (work: OfficerWork, caseId: string, at: Date): Promise<void> => {
  await work.db.updateTable('cases').set({ lastContactAt: at, harmedSpokeLast: false }).where('id', '=', caseId).execute()
}

/** Managers of my agency who may approve a closure. */
export const approvers = (work: OfficerWork) => work.db.selectFrom('officers as o')
  .innerJoin('posts as p', join => join.onRef('p.partnershipId', '=', 'o.partnershipId').onRef('p.officerId', '=', 'o.id'))
  .innerJoin('roles as r', join => join.onRef('r.partnershipId', '=', 'p.partnershipId').onRef('r.id', '=', 'p.roleId'))
  .select(['o.id', 'o.name']).distinct().where('p.agencyId', '=', work.actor.agencyId).where('p.endedOn', 'is', null).where('o.leftAt', 'is', null)
  .where(sql<boolean>`'approve a closure' = any(r.acts)`).orderBy('o.name').limit(100).execute()

/** What the latest risk assessment found, kept on the case for lists and for closing. */
export const recordRisk = async (work: OfficerWork, theCase: Case, risk: { band: 'standard' | 'medium' | 'high'; score: number; reviewDueOn: Day }): Promise<void> => {
  await work.db.updateTable('cases').set({ riskBand: risk.band, riskScore: risk.score, riskAssessedAt: work.now, riskReviewDueOn: risk.reviewDueOn }).where('id', '=', theCase.id).execute()
}
