// All SQL on cases, their parties, incidents and chronology.
import { sql } from 'kysely'
import { randomBytes } from 'node:crypto'
import { newReference } from '#kernel/reference.ts'
import type { Day } from '#kernel/time.ts'
import type { OfficerWork } from '#db/work.ts'
import type { CasePartiesTable, EntriesTable } from '#db/tables.ts'
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

export type PartyRole = CasePartiesTable['role']
export const insertParty = async (work: OfficerWork, caseId: string, party: { role: PartyRole; personId: string | null; describedAs: string | null; isChild?: boolean }): Promise<void> => {
  await work.db.insertInto('caseParties').values({ partnershipId: work.partnership.id, caseId, ...party, joinedAt: work.now }).execute()
}

export const insertIncident = async (work: OfficerWork, caseId: string, incident: { reportId: string | null; happenedAt: Date | null; happenedAbout: string | null; categoryCode: string; description: string; effect: string | null; placeDescribed: string | null }): Promise<void> => {
  await work.db.insertInto('incidents').values({ partnershipId: work.partnership.id, caseId, ...incident, enteredAt: work.now, enteredBy: work.actor.officerId }).execute()
}

export type EntryKind = EntriesTable['kind']
export type NewEntry = { readonly kind: EntryKind; readonly happenedAt: Date; readonly summary: string; readonly body: string; readonly visibility: 'public' | 'staff' | 'restricted'; readonly means?: string | null; readonly reached?: boolean | null; readonly correctsId?: string | null }

export const insertEntry = async (work: OfficerWork, caseId: string, entry: NewEntry): Promise<void> => {
  await work.db.insertInto('entries').values({ partnershipId: work.partnership.id, id: work.newId(), caseId, ...entry, enteredAt: work.now, enteredBy: work.actor.officerId, enteredAs: work.actor.officerName }).execute()
}

export const caseWith = (work: OfficerWork, reference: string) => work.db.selectFrom('cases').selectAll().where('reference', '=', reference).executeTakeFirst()
export type Case = NonNullable<Awaited<ReturnType<typeof caseWith>>>

export const partiesOf = (work: OfficerWork, caseId: string) => work.db.selectFrom('caseParties as cp')
  .leftJoin('people as p', join => join.onRef('p.partnershipId', '=', 'cp.partnershipId').onRef('p.id', '=', 'cp.personId'))
  .select(['cp.id', 'cp.role', 'cp.describedAs', 'cp.isChild', 'cp.personId', 'p.givenName', 'p.familyName', 'p.phone', 'p.email', 'p.address', 'p.safeMeans', 'p.safeTimes', 'p.mayLeaveMessage', 'p.mustNotKnow', 'p.vulnerability', 'p.contactWarning'])
  .where('cp.caseId', '=', caseId).where('cp.leftAt', 'is', null).orderBy('cp.joinedAt').limit(100).execute()

export const incidentsOf = (work: OfficerWork, caseId: string) =>
  work.db.selectFrom('incidents').select(['id', 'happenedAt', 'happenedAbout', 'description', 'effect', 'placeDescribed']).where('caseId', '=', caseId).orderBy('happenedAt', 'desc').limit(50).execute()

/** Newest first. `before` goes on from the last entry of the page before. */
export const entriesOf = (work: OfficerWork, caseId: string, only: { readonly visibility?: 'public'; readonly before?: { readonly happenedAt: Date; readonly id: string } | undefined }, most = 50) => {
  let query = work.db.selectFrom('entries').selectAll().where('caseId', '=', caseId)
  if (only.visibility !== undefined) query = query.where('visibility', '=', only.visibility)
  if (only.before !== undefined) query = query.where(sql<boolean>`(happened_at, id) < (${only.before.happenedAt}, ${only.before.id}::uuid)`)
  return query.orderBy('happenedAt', 'desc').orderBy('id', 'desc').limit(most + 1).execute()
}

/** On how many different days somebody tried to reach a person of this case. */
export const attemptDays = async (work: OfficerWork, caseId: string): Promise<number> => {
  const found = await work.db.selectFrom('entries').select(sql<number>`count(distinct (happened_at at time zone 'Europe/London')::date)`.as('days'))
    .where('caseId', '=', caseId).where('kind', '=', 'contact attempt').where('reached', '=', false).executeTakeFirst()
  return Number(found?.days ?? 0)
}

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
