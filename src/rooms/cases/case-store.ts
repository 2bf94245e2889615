// All SQL on cases themselves. Parties, incidents and chronology have a store each beside this one.
import { sql, type Updateable } from 'kysely'
import { withNewReference } from '#db/new-reference.ts'
import type { Day } from '#kernel/time.ts'
import type { CasesTable } from '#db/tables.ts'
import type { OfficerWork, Work } from '#db/work.ts'

export type NewCase = {
  readonly title: string; readonly summary: string; readonly categoryCode: string; readonly strand: 'personal' | 'nuisance' | 'environmental'; readonly severity: 'high' | 'medium' | 'standard'
  readonly leadOfficerId: string; readonly wardCode: string | null; readonly flags: readonly string[]; readonly followsCaseId: string | null; readonly placeId?: string | null
}

/** A case of these categories has its flag from the first moment: domestic abuse is restricted before anybody else can read it. */
const FLAG_OF_CATEGORY: Readonly<Record<string, readonly string[]>> = { 'domestic-abuse': ['domestic abuse'], hate: ['hate'] }

export const insertCase = async (work: OfficerWork, values: NewCase): Promise<{ id: string; reference: string }> => {
  const id = work.newId()
  const flags = [...new Set([...values.flags, ...FLAG_OF_CATEGORY[values.categoryCode] ?? []])]
  // No conflict target: naming one asks for the right to read the row, which a restricted case does not give at once.
  const reference = await withNewReference(async fresh => (await work.db.insertInto('cases').values({
    partnershipId: work.partnership.id, id, reference: fresh, ...values, flags, leadAgencyId: work.actor.agencyId, openedAt: work.now, openedBy: work.actor.officerId,
  }).onConflict(conflict => conflict.doNothing()).executeTakeFirst()).numInsertedOrUpdatedRows === 1n)
  return { id, reference }
}

export const caseWith = (work: OfficerWork, reference: string) => work.byKey().db.selectFrom('cases').selectAll().where('reference', '=', reference).executeTakeFirst()
export type Case = NonNullable<Awaited<ReturnType<typeof caseWith>>>

/**
 * The head of a case another agency shares with ours, as the database masks it: what no granted part carries is null or empty.
 * `parts` says what may be seen beside it; the rows of the other parts are not there.
 */
export const sharedCaseWith = async (work: OfficerWork, reference: string): Promise<{ readonly theCase: Case; readonly parts: readonly Part[] } | undefined> => {
  const { rows } = await sql<Case>`select * from amity.shared_case(${reference})`.execute(work.db)
  const theCase = rows[0]
  if (theCase === undefined) return undefined
  const parts = await sql<{ parts: Part[] | null }>`select amity.shared_parts(${theCase.id}::uuid) as parts`.execute(work.db)
  return { theCase, parts: parts.rows[0]?.parts ?? [] }
}
/** Whether our agency may add to this part of a case that is shared with it. */
export const mayAddTo = async (work: OfficerWork, caseId: string, part: Part): Promise<boolean> =>
  (await sql<{ may: boolean }>`select amity.may_add(${caseId}::uuid, ${part}) as may`.execute(work.db)).rows[0]?.may === true

export const PARTS = ['people', 'incidents', 'chronology', 'evidence', 'risk', 'plan'] as const
export type Part = (typeof PARTS)[number]
/** Flags that restrict a case to its circle, as the database knows them (amity.restricting_flags). */
export const RESTRICTED: ReadonlySet<string> = new Set(['domestic abuse', 'marac', 'hate', 'safeguarding', 'staff matter', 'sensitive location'])

/** Whether whoever asks sees this restricted case only because they broke the glass: then they look, and change nothing. */
export const seesByGlass = async (work: OfficerWork, caseId: string): Promise<boolean> =>
  (await sql<{ glass: boolean }>`select amity.sees_by_glass(${caseId}::uuid) as glass`.execute(work.db)).rows[0]?.glass === true

export const caseById = (work: Work, id: string) => work.db.selectFrom('cases').selectAll().where('id', '=', id).executeTakeFirst()

/** Cases whose hold ends on this day, or should have ended. */
export const heldUntil = (work: Work, today: Day) => work.db.selectFrom('cases').selectAll().where('status', '=', 'on hold').where('holdEndsOn', '<=', today).orderBy('holdEndsOn').limit(1000).execute()

/** Changes an open case as it was read. False when somebody changed it since: say so, and keep what was typed. */
export const changeCase = async (work: Work, theCase: Pick<Case, 'id' | 'version'>, set: Updateable<CasesTable>): Promise<boolean> => {
  const { numUpdatedRows } = await work.db.updateTable('cases').set(set).where('id', '=', theCase.id).where('version', '=', theCase.version).executeTakeFirst()
  return numUpdatedRows === 1n
}

/**
 * We spoke with them. A contact entered late never moves the clock back, nor hides that they have spoken since.
 * @returns when we last spoke with them, as far as we know now: the next promise counts from there.
 */
export const touchContact = async (work: OfficerWork, caseId: string, at: Date): Promise<Date> => {
  const changed = await work.db.updateTable('cases').set({
    lastContactAt: sql`greatest(last_contact_at, ${at})`,
    harmedSpokeLast: sql<boolean>`harmed_spoke_last and exists (select 1 from entries e where e.partnership_id = cases.partnership_id and e.case_id = cases.id and e.direction = 'in' and e.happened_at > ${at})`,
  }).where('id', '=', caseId).returning('lastContactAt').executeTakeFirst()
  return changed?.lastContactAt ?? at
}

/** They spoke to us: it shows until we have answered. */
export const harmedSpoke = async (work: Work, caseId: string): Promise<void> => {
  await work.db.updateTable('cases').set({ harmedSpokeLast: true }).where('id', '=', caseId).execute()
}

/** What the chronology gained since a moment, newest first: shown to whoever was writing meanwhile. */
export const enteredSince = (work: Work, caseId: string, since: Date) => work.db.selectFrom('entries').select(['summary', 'enteredAs', 'enteredAt'])
  .where('caseId', '=', caseId).where('enteredAt', '>=', since).orderBy('enteredAt', 'desc').limit(5).execute()

/** What the latest risk assessment found, kept on the case for lists and for closing. */
export const recordRisk = async (work: OfficerWork, theCase: Case, risk: { band: 'standard' | 'medium' | 'high'; score: number; reviewDueOn: Day }): Promise<void> => {
  await work.db.updateTable('cases').set({ riskBand: risk.band, riskScore: risk.score, riskAssessedAt: work.now, riskReviewDueOn: risk.reviewDueOn }).where('id', '=', theCase.id).execute()
}
