// All SQL on what belongs to a matter: proof, steps, terms, service, events, breaches, overrides, costs. What was written stands.
import type { MatterBreachesTable, MatterCostsTable, MatterElementsTable, MatterEventsTable, MatterServicesTable, MatterStepsTable, MatterTermsTable } from '#db/tables.ts'
import type { OfficerWork, Work } from '#db/work.ts'
import type { Day } from '#kernel/time.ts'
import { sql, type Insertable } from 'kysely'

const MOST = 500
type Base = 'partnershipId' | 'id' | 'caseId' | 'matterId' | 'madeAt' | 'madeBy' | 'visibleTo' | 'hiddenFrom'
type Of = { readonly id: string; readonly caseId: string }
const base = (work: OfficerWork, { id, caseId }: Of) => ({ partnershipId: work.partnership.id, id: work.newId(), caseId, matterId: id, madeAt: work.now, madeBy: work.actor.officerId })

/** The latest word on each element of the test. */
export const elementsOf = (work: Work, caseId: string) => work.db.selectFrom('matterElements as e').distinctOn(['e.matterId', 'e.element'])
  .select(['e.id', 'e.matterId', 'e.element', 'e.support', 'e.note', 'e.entryIds', 'e.attachmentIds', 'e.madeAt']).where('e.caseId', '=', caseId).orderBy('e.matterId').orderBy('e.element').orderBy('e.madeAt', 'desc').orderBy('e.id', 'desc').limit(MOST).execute()
export type ElementSaid = Awaited<ReturnType<typeof elementsOf>>[number]
export const insertElement = async (work: OfficerWork, of: Of, element: Omit<Insertable<MatterElementsTable>, Base>): Promise<void> => { await work.db.insertInto('matterElements').values({ ...base(work, of), ...element }).execute() }

export const stepsOf = (work: Work, caseId: string) => work.db.selectFrom('matterSteps').select(['id', 'matterId', 'kind', 'step', 'onDay', 'withWhom', 'words', 'reply', 'repliedOn', 'undone', 'madeAt']).where('caseId', '=', caseId).orderBy('madeAt').orderBy('id').limit(MOST).execute()
export type StepDone = Awaited<ReturnType<typeof stepsOf>>[number]
/** Of one matter, what stands: what was taken back since counts no more. */
export const stepsStanding = (all: readonly StepDone[], matterId: string): readonly StepDone[] => {
  const theirs = all.filter(one => one.matterId === matterId)
  const takenBack = new Map(theirs.filter(({ undone }) => undone).map(({ step, madeAt }) => [step, madeAt]))
  return theirs.filter(({ step, madeAt, undone }) => { const at = takenBack.get(step); return !undone && (at === undefined || madeAt > at) })
}
export const insertStep = async (work: OfficerWork, of: Of, step: Omit<Insertable<MatterStepsTable>, Base>): Promise<void> => { await work.db.insertInto('matterSteps').values({ ...base(work, of), ...step }).execute() }

export const termsOf = (work: Work, matterId: string) => work.db.selectFrom('matterTerms').select(['id', 'kind', 'words', 'supervisor', 'beginsOn', 'endsOn', 'liftedOn', 'liftedBecause']).where('matterId', '=', matterId).orderBy('kind').orderBy('id').limit(MOST).execute()
export type Term = Awaited<ReturnType<typeof termsOf>>[number]
export const insertTerm = async (work: OfficerWork, of: Of, term: Omit<Insertable<MatterTermsTable>, Base>): Promise<void> => { await work.db.insertInto('matterTerms').values({ ...base(work, of), ...term }).execute() }
/** False when it was lifted already. */
export const liftTerm = async (work: OfficerWork, id: string, on: Day, because: string): Promise<boolean> =>
  (await work.db.updateTable('matterTerms').set({ liftedOn: on, liftedBecause: because, liftedBy: work.actor.officerId }).where('id', '=', id).where('liftedOn', 'is', null).executeTakeFirst()).numUpdatedRows === 1n

export const servicesOf = (work: Work, matterId: string) => work.db.selectFrom('matterServices').select(['id', 'paper', 'onWhom', 'method', 'servedAt', 'deemedAt', 'servedBy', 'proof', 'counts', 'countsBecause']).where('matterId', '=', matterId).orderBy('servedAt').orderBy('id').limit(MOST).execute()
export type Service = Awaited<ReturnType<typeof servicesOf>>[number]
export const insertService = async (work: OfficerWork, of: Of, service: Omit<Insertable<MatterServicesTable>, Base>): Promise<string> => {
  const row = { ...base(work, of), ...service }
  await work.db.insertInto('matterServices').values(row).execute()
  return row.id
}
export const countNoMore = async (work: OfficerWork, ids: readonly string[], because: string): Promise<void> => {
  if (ids.length > 0) await work.db.updateTable('matterServices').set({ counts: false, countsBecause: because }).where('id', 'in', [...ids]).execute()
}

export const eventsOf = (work: Work, caseId: string) => work.db.selectFrom('matterEvents').select(['id', 'matterId', 'kind', 'at', 'untilAt', 'words', 'madeAt']).where('caseId', '=', caseId).orderBy('at').orderBy('id').limit(MOST).execute()
export type MatterEvent = Awaited<ReturnType<typeof eventsOf>>[number]
export const insertEvent = async (work: OfficerWork, of: Of, event: Omit<Insertable<MatterEventsTable>, Base>): Promise<void> => { await work.db.insertInto('matterEvents').values({ ...base(work, of), ...event }).execute() }

export const breachesOf = (work: Work, matterId: string) => work.db.selectFrom('matterBreaches').select(['id', 'at', 'what', 'termId', 'entryIds', 'attachmentIds', 'support', 'nextStep', 'because']).where('matterId', '=', matterId).orderBy('at').orderBy('id').limit(MOST).execute()
export type Breach = Awaited<ReturnType<typeof breachesOf>>[number]
export const insertBreach = async (work: OfficerWork, of: Of, breach: Omit<Insertable<MatterBreachesTable>, Base>): Promise<void> => { await work.db.insertInto('matterBreaches').values({ ...base(work, of), ...breach }).execute() }

export const costsOf = (work: Work, matterId: string) => work.db.selectFrom('matterCosts').select(['id', 'what', 'onDay', 'pence', 'minutes']).where('matterId', '=', matterId).orderBy('onDay').orderBy('id').limit(MOST).execute()
export type Cost = Awaited<ReturnType<typeof costsOf>>[number]
export const insertCost = async (work: OfficerWork, of: Of, cost: Omit<Insertable<MatterCostsTable>, Base>): Promise<void> => { await work.db.insertInto('matterCosts').values({ ...base(work, of), ...cost }).execute() }

export const overridesOf = (work: Work, matterId: string) => work.db.selectFrom('matterOverrides as v').leftJoin('officers as q', join => join.onRef('q.partnershipId', '=', 'v.partnershipId').onRef('q.id', '=', 'v.askedBy'))
  .leftJoin('officers as r', join => join.onRef('r.partnershipId', '=', 'v.partnershipId').onRef('r.id', '=', 'v.answeredBy'))
  .select(['v.id', 'v.fromState', 'v.toState', 'v.reason', 'v.leftOut', 'v.askedAt', 'v.askedBy', 'v.answeredAt', 'v.answer', 'v.answerWords', 'q.name as asker', 'r.name as answerer']).where('v.matterId', '=', matterId).orderBy('v.askedAt').orderBy('v.id').limit(MOST).execute()
export type Override = Awaited<ReturnType<typeof overridesOf>>[number]
export const insertOverride = async (work: OfficerWork, { id: matterId, caseId }: Of, override: { readonly fromState: string; readonly toState: string; readonly reason: string; readonly leftOut: readonly string[] }): Promise<string> => {
  const id = work.newId()
  await work.db.insertInto('matterOverrides').values({ partnershipId: work.partnership.id, id, caseId, matterId, ...override, leftOut: [...override.leftOut], askedAt: work.now, askedBy: work.actor.officerId }).execute()
  return id
}
/** False when somebody has answered it meanwhile. */
export const answerOverride = async (work: OfficerWork, id: string, answer: 'authorised' | 'refused', words: string): Promise<boolean> =>
  (await work.db.updateTable('matterOverrides').set({ answeredAt: work.now, answeredBy: work.actor.officerId, answer, answerWords: words }).where('id', '=', id).where('answeredAt', 'is', null).executeTakeFirst()).numUpdatedRows === 1n

/** What evidence of a case can be pointed at: its entries and files, the newest first. */
export const evidenceOf = async (work: OfficerWork, caseId: string): Promise<{ readonly entries: readonly { readonly id: string; readonly summary: string; readonly happenedAt: Date }[]; readonly files: readonly { readonly id: string; readonly fileName: string; readonly says: string }[] }> => ({
  entries: await work.db.selectFrom('entries').select(['id', 'summary', 'happenedAt']).where('caseId', '=', caseId).where('supersededAt', 'is', null).where(sql<boolean>`kind not in ('survey', 'sharing', 'transfer', 'merge', 'hold')`).orderBy('happenedAt', 'desc').orderBy('id').limit(100).execute(),
  files: await work.db.selectFrom('attachments').select(['id', 'fileName', 'says']).where('caseId', '=', caseId).where('scan', '!=', 'infected').orderBy('givenAt', 'desc').orderBy('id').limit(100).execute(),
})
