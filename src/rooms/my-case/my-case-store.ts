// What the person harmed reads and writes of their own case: through row policies, and a few narrow functions of the database.
import { sql } from 'kysely'
import type { PersonWork } from '#db/work.ts'
import { readDay, type Day } from '#kernel/time.ts'

type Told = {
  readonly reference: string; readonly status: 'open' | 'on hold' | 'closed' | 'merged'; readonly stage: 'investigating' | 'action' | 'monitoring' | 'closing'; readonly severity: 'high' | 'medium' | 'standard'
  readonly openedOn: string; readonly closedOn: string | null; readonly agencyId: string
  readonly officerName: string; readonly officerJob: string | null; readonly officerPhone: string | null; readonly officerEmail: string | null; readonly awayUntil: string | null; readonly coverName: string | null
  readonly agencyName: string; readonly agencyPhone: string | null; readonly agencyEmail: string | null
  readonly firstContactBy: string | null; readonly updateBy: string | null; readonly answerBy: string | null
}
export type MyCase = Omit<Told, 'closedOn' | 'awayUntil' | 'firstContactBy' | 'updateBy' | 'answerBy'> & {
  readonly closedOn: Day | undefined; readonly awayUntil: Day | undefined; readonly firstContactBy: Date | undefined; readonly updateBy: Date | undefined; readonly answerBy: Date | undefined
}

const dayOf = (text: string | null): Day | undefined => text === null ? undefined : readDay(text)
const momentOf = (text: string | null): Date | undefined => text === null ? undefined : new Date(text)

/** Where it stands; neither the case's title nor anybody else in it. */
export const myCase = async (work: PersonWork): Promise<MyCase> => {
  const { rows } = await sql<{ told: Told | null }>`select amity.my_case() as told`.execute(work.db)
  const told = rows[0]?.told
  if (told === null || told === undefined) throw new Error('amity.my_case answered nothing')
  return { ...told, closedOn: dayOf(told.closedOn), awayUntil: dayOf(told.awayUntil), firstContactBy: momentOf(told.firstContactBy), updateBy: momentOf(told.updateBy), answerBy: momentOf(told.answerBy) }
}

const MOST = 200
/** Public entries of this case that are for this person, newest first. `names`: it names somebody said to be responsible. */
export const myEntries = (work: PersonWork, which: 'messages' | 'the rest') => {
  const entries = work.db.selectFrom('entries').select(['id', 'kind', 'direction', 'happenedAt', 'summary', 'body', sql<boolean>`direction is distinct from 'in' and amity.names_responsible(case_id, summary || ' ' || body)`.as('names')])
  return (which === 'messages' ? entries.where('kind', '=', 'message') : entries.where('kind', '!=', 'message')).orderBy('happenedAt', 'desc').orderBy('id', 'desc').limit(MOST).execute()
}

export type OwnWords = { readonly kind: 'message' | 'incident' | 'complaint' | 'case review'; readonly summary: string; readonly body: string }
/** Puts the person's own words in the chronology. Only they and the officers of the case read them. */
export const writeEntry = async (work: PersonWork, own: OwnWords): Promise<string> => {
  const id = work.newId()
  await work.db.insertInto('entries').values({
    partnershipId: work.partnership.id, id, caseId: work.actor.caseId, personId: work.actor.personId, ...own, direction: 'in', happenedAt: work.now, enteredAt: work.now, enteredAs: 'The person harmed', visibility: 'public',
  }).execute()
  return id
}

export type Wanted = { readonly kind: 'message to answer' | 'task'; readonly title: string; readonly dueAt: Date; readonly because: string; readonly aboutKind: string; readonly aboutId: string; readonly manager: boolean }
/** The victim spoke last, and somebody has to answer by then: the lead officer, or a manager who is not the lead officer. */
export const wantAnswer = async (work: PersonWork, { kind, title, dueAt, because, aboutKind, aboutId, manager }: Wanted): Promise<void> => {
  await sql`select amity.person_wants_answer(${kind}, ${title}, ${dueAt}, ${because}, ${aboutKind}, ${aboutId}::uuid, ${manager})`.execute(work.db)
}

export type Again = { readonly reference: string; readonly story: string; readonly effect: string; readonly happenedAt: Date | null; readonly happenedAbout: string; readonly inDanger: boolean }
/** Reports it on the open case, or as a report that follows the closed one. Answers whether the case is open. */
export const happenedAgain = async (work: PersonWork, again: Again): Promise<boolean> => {
  const { rows } = await sql<{ open: boolean }>`select amity.happened_again(${JSON.stringify(again)}::jsonb) as open`.execute(work.db)
  return rows[0]?.open === true
}

/** A file this person may open: their own, or one shared on their case. */
export const myFile = (work: PersonWork, id: string) => work.db.selectFrom('attachments').select(['id', 'storedAs', 'shownAs', 'mediaType', 'kind', 'personId']).where('id', '=', id).executeTakeFirst()

/** What was agreed with this person: what they want, the steps meant for them, and how often we are in touch. `names` as above. */
export const myPlan = async (work: PersonWork) => ({
  plan: await work.db.selectFrom('plans').select('wants').executeTakeFirst(),
  steps: await work.db.selectFrom('planSteps').select(['id', 'what', 'whose', 'partner', 'dueOn', 'state', 'outcome', sql<boolean>`amity.names_responsible(case_id, what || ' ' || coalesce(partner, '') || ' ' || coalesce(outcome, ''))`.as('names')])
    .orderBy(sql`state <> 'open'`).orderBy('dueOn').orderBy('id').limit(MOST).execute(),
  promise: await work.db.selectFrom('contactPromises').select(['everyDays', 'means', 'times']).executeTakeFirst(),
})
export type MyPlan = Awaited<ReturnType<typeof myPlan>>
