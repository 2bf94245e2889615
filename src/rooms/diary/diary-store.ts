// All SQL on diary items.
import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { Act } from '#db/acts.ts'
import type { OfficerWork, Work } from '#db/work.ts'
import type { DiaryItemsTable } from '#db/tables.ts'

export type DiaryKind = DiaryItemsTable['kind']
export type NewItem = {
  readonly kind: DiaryKind; readonly title: string; readonly dueAt: Date; readonly because: string
  readonly caseId: string | null; readonly officerId: string | null; readonly agencyId: string
  /** What it is about when that is not the case itself: an improvement, a survey, a report. */
  readonly aboutKind?: string; readonly aboutId?: string
  /** A clock that runs out: warned of by days or hours before. */
  readonly warn?: 'days' | 'hours'
}

/** Notes what is due. An open item of the same kind on the same case is replaced: there is one next update, not two. */
export const note = async (work: Work, item: NewItem): Promise<void> => {
  if (item.caseId !== null && item.aboutId === undefined && item.kind !== 'task' && item.kind !== 'plan action') await close(work, item.kind, item.caseId, 'replaced')
  await work.db.insertInto('diaryItems').values({ partnershipId: work.partnership.id, id: work.newId(), ...item, madeAt: work.now }).execute()
}

/** The same, unless one of its kind on the same case is due as soon: a clock that runs is only ever brought forward. */
export const noteSooner = async (work: Work, item: NewItem): Promise<void> => {
  const running = item.caseId === null ? undefined : await work.db.selectFrom('diaryItems').select('dueAt').where('kind', '=', item.kind).where('caseId', '=', item.caseId).where('doneAt', 'is', null).where('cancelledAt', 'is', null).orderBy('dueAt').executeTakeFirst()
  if (running === undefined || running.dueAt > item.dueAt) await note(work, item)
}

/** Marks the open items of this kind on this case as done. */
export const settle = async (work: Work, kind: DiaryKind, caseId: string, outcome: string): Promise<void> => {
  await work.db.updateTable('diaryItems').set({ doneAt: work.now, doneBy: work.actor.kind === 'officer' ? work.actor.officerId : null, outcome })
    .where('kind', '=', kind).where('caseId', '=', caseId).where('doneAt', 'is', null).where('cancelledAt', 'is', null).execute()
}

/** Marks the open items about this very thing as done. */
export const settleAbout = async (work: Work, aboutKind: string, aboutId: string, outcome: string): Promise<void> => {
  await work.db.updateTable('diaryItems').set({ doneAt: work.now, doneBy: work.actor.kind === 'officer' ? work.actor.officerId : null, outcome })
    .where('aboutKind', '=', aboutKind).where('aboutId', '=', aboutId).where('doneAt', 'is', null).where('cancelledAt', 'is', null).execute()
}

/** What is still to do about these very things, the soonest first. */
export const openAbout = async (work: Work, aboutKinds: readonly string[], aboutIds: readonly string[]) => aboutIds.length === 0 ? []
  : work.db.selectFrom('diaryItems').select(['id', 'aboutKind', 'aboutId', 'title', 'dueAt', 'warn']).where('aboutKind', 'in', [...aboutKinds]).where('aboutId', 'in', [...aboutIds]).where('doneAt', 'is', null).where('cancelledAt', 'is', null).orderBy('dueAt').orderBy('id').limit(500).execute()

/** Marks every open item about this kind of thing as done: what it was about is over for all. */
export const settleKind = async (work: Work, aboutKind: string, outcome: string): Promise<void> => {
  await work.db.updateTable('diaryItems').set({ doneAt: work.now, doneBy: null, outcome }).where('aboutKind', '=', aboutKind).where('doneAt', 'is', null).where('cancelledAt', 'is', null).execute()
}

/** Whether this officer has this very thing to do already. */
export const isNoted = async (work: Work, officerId: string, aboutKind: string, aboutId: string, title: string): Promise<boolean> =>
  await work.db.selectFrom('diaryItems').select('id').where('officerId', '=', officerId).where('aboutKind', '=', aboutKind).where('aboutId', '=', aboutId).where('title', '=', title).where('doneAt', 'is', null).where('cancelledAt', 'is', null).limit(1).executeTakeFirst() !== undefined

const close = async (work: Work, kind: DiaryKind, caseId: string, because: string): Promise<void> => {
  await work.db.updateTable('diaryItems').set({ cancelledAt: work.now, cancelledBecause: because })
    .where('kind', '=', kind).where('caseId', '=', caseId).where('doneAt', 'is', null).where('cancelledAt', 'is', null).execute()
}

/** Nothing more is due on a case that has ended, but an answer to somebody who complained or asked for a case review, and the clocks of an order. */
export const cancelAll = async (work: Work, caseId: string, because: string): Promise<void> => {
  await work.db.updateTable('diaryItems').set({ cancelledAt: work.now, cancelledBecause: because })
    .where('caseId', '=', caseId).where('doneAt', 'is', null).where('cancelledAt', 'is', null).where(where => where.or([where('aboutKind', 'is', null), where('aboutKind', 'not in', [...OUTLIVES])])).execute()
}

// An order outlives the case it was made in, and so do its clocks.
const OUTLIVES = ['complaint', 'case review', 'matter clock'] as const
/** Whether somebody's complaint about how this case is handled still waits for its answer. */
export const complaintWaits = async (work: Work, caseId: string): Promise<boolean> =>
  await work.db.selectFrom('diaryItems').select('id').where('caseId', '=', caseId).where('aboutKind', '=', 'complaint').where('doneAt', 'is', null).where('cancelledAt', 'is', null).limit(1).executeTakeFirst() !== undefined

const open = (work: OfficerWork) => work.db.selectFrom('diaryItems as d')
  .leftJoin('cases as c', join => join.onRef('c.partnershipId', '=', 'd.partnershipId').onRef('c.id', '=', 'd.caseId'))
  .leftJoin('officers as o', join => join.onRef('o.partnershipId', '=', 'd.partnershipId').onRef('o.id', '=', 'd.officerId'))
  .select(['d.id', 'd.kind', 'd.title', 'd.dueAt', 'd.because', 'd.aboutKind', 'd.aboutId', 'd.officerId', 'd.putOff', 'd.putOffBecause', 'd.warn', 'c.id as caseId', 'c.reference', 'c.title as caseTitle', 'c.severity', 'c.harmedSpokeLast', 'o.name as officer'])
  .where('d.doneAt', 'is', null).where('d.cancelledAt', 'is', null)
export type Item = Awaited<ReturnType<typeof itemsOfCase>>[number]

const MOST = 100
export const PAGE = 30
/**
 * How many rows, as a number and as the statement says one more than it: in its text, for a plan that is made once for any number reads too many. Of
 * what is late or due today at most so many: whoever has more needs help, not a longer page.
 */
export const [A_PAGE, ALL_OF_TODAY] = [{ rows: PAGE, limit: sql<number>`31` }, { rows: 200, limit: sql<number>`201` }]

/** What nobody has by name waits for whoever in the agency may do it. */
const ANYBODYS: readonly (readonly [DiaryKind, Act])[] = [['closing answer', 'approve a closure'], ['transfer answer', 'change who leads'], ['referral answer', 'work on cases'], ['legal', 'authorise legal steps'], ['tenancy', 'authorise legal steps']]

export type Wanted = { readonly kind: DiaryKind | undefined; readonly reference: string | undefined; readonly from: Date | undefined; readonly until: Date | undefined; readonly after: { readonly at: Date; readonly id: string } | undefined; readonly clocks?: { readonly are: 'alone' | 'left out'; readonly days: Date; readonly hours: Date } }

const limitsOf = ({ kind, reference, from, until, after, clocks }: Wanted): readonly RawBuilder<SqlBool>[] => [
  sql<SqlBool>`d.done_at is null and d.cancelled_at is null`,
  ...kind === undefined ? [] : [sql<SqlBool>`d.kind = ${kind}`],
  ...reference === undefined ? [] : [sql<SqlBool>`d.case_id = (select c.id from cases c where c.reference = ${reference})`],
  ...from === undefined ? [] : [sql<SqlBool>`d.due_at >= ${from}`],
  ...until === undefined ? [] : [sql<SqlBool>`d.due_at < ${until}`],
  ...clocks === undefined ? [] : [clocks.are === 'alone'
    // Said so that the index of clocks serves: few of what is due are clocks.
    ? sql<SqlBool>`d.warn is not null and d.due_at <= case d.warn when 'days' then ${clocks.days}::timestamptz when 'hours' then ${clocks.hours}::timestamptz end`
    : sql<SqlBool>`coalesce(d.due_at > case d.warn when 'days' then ${clocks.days}::timestamptz when 'hours' then ${clocks.hours}::timestamptz end, true)`],
  ...after === undefined ? [] : [sql<SqlBool>`(d.due_at, d.id) > (${after.at}, ${after.id}::uuid)`],
]

// Without a case to look for one plan is the best for everybody.
const planned = (work: OfficerWork, { reference }: Wanted): OfficerWork => reference === undefined ? work.byKey() : work

/** This officer's open items, those of colleagues they cover for today, and what anybody with their acts may answer; not in order, and up to the limit of each. */
const mine = (work: OfficerWork, wanted: Wanted, { limit }: typeof A_PAGE): RawBuilder<unknown> => {
  const kinds = ANYBODYS.filter(([, act]) => work.may(act)).map(([one]) => one)
  const whose = [
    sql<SqlBool>`d.officer_id = ${work.actor.officerId}::uuid`,
    sql<SqlBool>`d.officer_id in (select w.officer_id from officers_away w where w.cover_id = ${work.actor.officerId}::uuid)`,
    ...kinds.length === 0 ? [] : [sql<SqlBool>`d.officer_id is null and d.agency_id = ${work.actor.agencyId}::uuid and d.kind in (${sql.join(kinds)})`],
  ]
  // Each by its own index and no longer than the page: said with "or" it would read all that is open in the agency.
  return sql.join(whose.map(one => sql`(select d.id, d.due_at, d.kind, d.case_id from diary_items d where ${sql.join([one, ...limitsOf(wanted)], sql` and `)} order by d.due_at, d.id limit ${limit})`), sql` union `)
}

/** What is this officer's to do, whole; what is due first, first. */
export const myItems = (asked: OfficerWork, wanted: Wanted, most: typeof A_PAGE) => {
  const work = planned(asked, wanted)
  const listed = sql<string>`(select m.id from (${mine(work, wanted, most)}) m order by m.due_at, m.id limit ${most.limit})`
  return open(work).where('d.id', 'in', listed).orderBy('d.dueAt').orderBy('d.id').limit(most.limit).execute()
}

/** The same, no more of each than says whose turn it is: a page counts many and draws few of them. The case is looked at where it matters alone: joined, it would be for every item. */
export const myTurns = async (asked: OfficerWork, wanted: Wanted, most: typeof A_PAGE): Promise<readonly Turn[]> => {
  const work = planned(asked, wanted)
  return (await sql<Turn>`select m.id, m.kind, case when m.kind = 'victim update' then (select c.harmed_spoke_last from cases c where c.id = m.case_id) end as "harmedSpokeLast"
    from (${mine(work, wanted, most)}) m order by m.due_at, m.id limit ${most.limit}`.execute(work.db)).rows
}
export type Turn = Pick<Item, 'id' | 'kind' | 'harmedSpokeLast'>
export const itemsWith = (work: OfficerWork, ids: readonly string[]) => open(work.byKey()).where('d.id', '=', sql<string>`any (${ids}::uuid[])`).orderBy('d.dueAt').orderBy('d.id').execute()

/** Clocks of all colleagues of the agency, as far as the reader may see their cases; those that end first, first. */
export const clocksOfAgency = (work: OfficerWork, { days, hours, officerId, after }: { readonly days?: Date; readonly hours?: Date; readonly officerId?: string; readonly after?: { readonly at: Date; readonly id: string } | undefined }, most: number) => {
  let query = open(work).where('d.agencyId', '=', work.actor.agencyId).where('d.warn', 'is not', null)
  if (days !== undefined && hours !== undefined) query = query.where(sql<boolean>`d.due_at <= case d.warn when 'days' then ${days}::timestamptz else ${hours}::timestamptz end`)
  if (officerId !== undefined) query = query.where('d.officerId', '=', officerId)
  if (after !== undefined) query = query.where(sql<boolean>`(d.due_at, d.id) > (${after.at}, ${after.id}::uuid)`)
  return query.orderBy('d.dueAt').orderBy('d.id').limit(most + 1).execute()
}

export const itemsOfCase = (work: OfficerWork, caseId: string) => open(work).where('d.caseId', '=', caseId).orderBy('d.dueAt').orderBy('d.id').limit(MOST).execute()

/** An open item, as whoever may see it sees it. */
export const itemWith = (work: OfficerWork, id: string) => open(work).select(['d.caseId', 'd.agencyId', 'd.firstDueAt']).where('d.id', '=', id).executeTakeFirst()
export type OneItem = NonNullable<Awaited<ReturnType<typeof itemWith>>>

/** An open case an officer may put a task on: one they see, or one shared with their agency with leave to add. */
export const caseIdOf = async (work: OfficerWork, reference: string): Promise<string | undefined> =>
  (await work.db.selectFrom('cases').select('id').where('reference', '=', reference).where('status', 'in', ['open', 'on hold']).executeTakeFirst())?.id
  ?? (await sql<{ id: string }>`select id from amity.shared_case(${reference}) where status in ('open', 'on hold') and exists (select from unnest(amity.shared_parts(id)) part where amity.may_add(id, part))`.execute(work.db)).rows[0]?.id

export type OwnTask = { readonly title: string; readonly dueAt: Date; readonly caseId: string | null; readonly officerId: string; readonly because: string }
export const insertTask = async (work: OfficerWork, task: OwnTask): Promise<void> => {
  await work.db.insertInto('diaryItems').values({ partnershipId: work.partnership.id, id: work.newId(), kind: 'task', ...task, agencyId: work.actor.agencyId, madeAt: work.now, madeBy: work.actor.officerId }).execute()
}

export type ItemChange = { readonly to: 'done'; readonly outcome: string } | { readonly to: 'put off'; readonly dueAt: Date; readonly because: string } | { readonly to: 'handed over'; readonly officerId: string }
/** False when somebody has settled it meanwhile. */
export const changeItem = async (work: OfficerWork, { id, dueAt, firstDueAt, putOff }: OneItem, change: ItemChange): Promise<boolean> => {
  const set = change.to === 'done' ? { doneAt: work.now, doneBy: work.actor.officerId, outcome: change.outcome }
    : change.to === 'put off' ? { dueAt: change.dueAt, putOff: putOff + 1, putOffBecause: change.because, firstDueAt: firstDueAt ?? dueAt } : { officerId: change.officerId }
  const changed = await work.db.updateTable('diaryItems').set(set).where('id', '=', id).where('doneAt', 'is', null).where('cancelledAt', 'is', null).where('putOff', '=', putOff).executeTakeFirst()
  return changed.numUpdatedRows === 1n
}
