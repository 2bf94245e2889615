// All SQL on plans, their steps, agreements and contact promises.
import type { Insertable } from 'kysely'
import { sql } from 'kysely'
import type { OfficerWork, Work } from '#db/work.ts'
import type { ContactPromisesTable, PlanAgreementsTable, PlanStepsTable } from '#db/tables.ts'
import type { Day } from '#kernel/time.ts'

export const plansOf = (work: OfficerWork, caseId: string) => work.db.selectFrom('plans').selectAll().where('caseId', '=', caseId).orderBy('madeAt').limit(50).execute()
export type Plan = Awaited<ReturnType<typeof plansOf>>[number]

export const planOf = (work: OfficerWork, caseId: string, personId: string) => work.db.selectFrom('plans').selectAll().where('caseId', '=', caseId).where('personId', '=', personId).executeTakeFirst()

/** Makes the plan, or puts their words anew. False when somebody else has changed it since `version` was read. */
export const keepWants = async (work: OfficerWork, to: { readonly caseId: string; readonly personId: string }, wants: string, version: number): Promise<boolean> => {
  if (version === 0) {
    const made = await work.db.insertInto('plans').values({ partnershipId: work.partnership.id, id: work.newId(), ...to, wants, madeAt: work.now, madeBy: work.actor.officerId })
      .onConflict(conflict => conflict.columns(['partnershipId', 'caseId', 'personId']).doNothing()).executeTakeFirst()
    return made.numInsertedOrUpdatedRows === 1n
  }
  const changed = await work.db.updateTable('plans').set({ wants, version: version + 1 }).where('caseId', '=', to.caseId).where('personId', '=', to.personId).where('version', '=', version).executeTakeFirst()
  return changed.numUpdatedRows === 1n
}

const MOST = 200
export const stepsOf = (work: OfficerWork, caseId: string) => work.db.selectFrom('planSteps').selectAll().where('caseId', '=', caseId)
  .orderBy(sql`state <> 'open'`).orderBy('dueOn').orderBy('id').limit(MOST).execute()
export type Step = Awaited<ReturnType<typeof stepsOf>>[number]

export const stepWith = (work: OfficerWork, caseId: string, id: string) => work.db.selectFrom('planSteps').selectAll().where('caseId', '=', caseId).where('id', '=', id).executeTakeFirst()

export type NewStep = Pick<Insertable<PlanStepsTable>, 'caseId' | 'planId' | 'personId' | 'what' | 'whose' | 'partner' | 'officerId' | 'shown'> & { readonly dueOn: Day }
export const insertStep = async (work: OfficerWork, step: NewStep): Promise<string> => {
  const id = work.newId()
  await work.db.insertInto('planSteps').values({ partnershipId: work.partnership.id, id, ...step, firstDueOn: step.dueOn, madeAt: work.now, madeBy: work.actor.officerId }).execute()
  return id
}

type StepChange = { readonly to: 'done' | 'not done'; readonly outcome: string } | { readonly to: 'put off'; readonly dueOn: Day; readonly outcome: string }
/** False when somebody else has changed it since. */
export const changeStep = async (work: OfficerWork, step: Step, change: StepChange): Promise<boolean> => {
  const set = change.to === 'put off' ? { dueOn: change.dueOn, outcome: change.outcome, putOff: step.putOff + 1 } : { state: change.to, outcome: change.outcome, endedAt: work.now, endedBy: work.actor.officerId }
  const changed = await work.db.updateTable('planSteps').set({ ...set, version: step.version + 1 }).where('id', '=', step.id).where('version', '=', step.version).where('state', '=', 'open').executeTakeFirst()
  return changed.numUpdatedRows === 1n
}

export type NewAgreement = Pick<Insertable<PlanAgreementsTable>, 'caseId' | 'planId' | 'personId' | 'agreed' | 'how' | 'whyNot' | 'said' | 'messageId'> & { readonly onDay: Day }
export const insertAgreement = async (work: OfficerWork, agreement: NewAgreement): Promise<void> => {
  await work.db.insertInto('planAgreements').values({ partnershipId: work.partnership.id, id: work.newId(), ...agreement, madeAt: work.now, madeBy: work.actor.officerId }).execute()
}

/** The latest of each plan first. */
export const agreementsOf = (work: OfficerWork, caseId: string) => work.db.selectFrom('planAgreements').select(['planId', 'agreed', 'how', 'onDay', 'whyNot', 'madeAt', 'messageId']).where('caseId', '=', caseId).orderBy('madeAt', 'desc').orderBy('id', 'desc').limit(MOST).execute()

export const promisesOf = (work: Work, caseId: string) => work.db.selectFrom('contactPromises').selectAll().where('caseId', '=', caseId).where('endedAt', 'is', null).orderBy('everyDays').execute()
export type ContactPromise = Awaited<ReturnType<typeof promisesOf>>[number]

export type NewPromise = Pick<Insertable<ContactPromisesTable>, 'caseId' | 'personId' | 'everyDays' | 'means' | 'times'>
/** A new promise ends the one before it, which stays on record. */
export const keepPromise = async (work: OfficerWork, promise: NewPromise): Promise<void> => {
  await work.db.updateTable('contactPromises').set({ endedAt: work.now, endedBecause: 'Another was agreed' }).where('caseId', '=', promise.caseId).where('personId', '=', promise.personId).where('endedAt', 'is', null).execute()
  await work.db.insertInto('contactPromises').values({ partnershipId: work.partnership.id, id: work.newId(), ...promise, madeAt: work.now, madeBy: work.actor.officerId }).execute()
}

/** How many updates of this case were on time, and how many late. */
export const promisesKept = async (work: OfficerWork, caseId: string): Promise<{ readonly onTime: number; readonly late: number }> => {
  const found = await work.db.selectFrom('diaryItems').select([sql<number>`(count(*) filter (where done_at <= due_at))::int`.as('onTime'), sql<number>`(count(*) filter (where done_at > due_at))::int`.as('late')])
    .where('caseId', '=', caseId).where('kind', 'in', ['victim update', 'first contact']).where('doneAt', 'is not', null).executeTakeFirst()
  return { onTime: found?.onTime ?? 0, late: found?.late ?? 0 }
}
