// The SQL of the list of cases, driven from the narrow table of who sees which (case_access): filters, three orders, keyset pages, a search.
import { sql, type RawBuilder, type SqlBool } from 'kysely'
import { readReference } from '#kernel/reference.ts'
import type { OfficerWork } from '#db/work.ts'

export const SORTS = ['opened', 'due', 'contact'] as const
export type Sort = (typeof SORTS)[number]
export type CaseFilter = {
  readonly status: 'open' | 'on hold' | 'closed' | 'all'; readonly officer: string; readonly ward: string; readonly category: string; readonly severity: string; readonly risk: string; readonly flag: string
  readonly late: boolean; readonly stale: boolean; readonly spoke: boolean; readonly search: string; readonly sort: Sort
  /** Whether the words sought must stand whole; where neither is said, whole ones first, and longer ones where those fill no page. */
  readonly words: '' | 'whole' | 'longer'
  /** Where the page before ended: the value sorted by, and the key. */
  readonly after: { readonly at: Date; readonly id: string } | undefined
}
export const PAGE = 20
/** An index finds no shorter words: one this long must be among them, else titles are looked through as the list shows them. */
const SHORTEST = 3
const MOST_WORDS = 6

const SORTED_BY = { opened: sql<Date>`a.opened_at`, due: sql<Date>`a.next_due_at`, contact: sql<Date>`a.last_contact_at` } as const

const like = (word: string): string => `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`

const wordsOf = (typed: string): readonly string[] => {
  const words = typed.toLowerCase().split(/[\s,;]+/).filter(word => word !== '').slice(0, MOST_WORDS)
  return words.some(word => word.length >= SHORTEST) ? words : []
}

/** Who types "12 Larch Walk" means that house, and not 120 (as amity.is_address has it of people). */
const isAddress = (words: readonly string[]): boolean => words.length > 1 && words.some(word => /^[0-9]/.test(word))

/** What the typed words ask for: one case by its reference, or titles with a short word; longer words are found first (see from). */
const soughtBy = (typed: string) => {
  const reference = readReference(typed)
  if (reference !== undefined) return sql<SqlBool>`a.case_id in (select id from cases where reference = ${reference})`
  const words = wordsOf(typed)
  if (words.length > 0) return undefined
  return typed === '' ? undefined : sql<SqlBool>`exists (select 1 from cases t where t.partnership_id = a.partnership_id and t.id = a.case_id and t.title ilike ${like(typed)})`
}
const conditions = (work: OfficerWork, filter: CaseFilter, staleBefore: Date) => {
  const all: ReturnType<typeof sql<SqlBool>>[] = [sql<SqlBool>`a.partnership_id = ${work.partnership.id}`]
  if (filter.status === 'open') all.push(sql<SqlBool>`a.status in ('open', 'on hold')`)
  if (filter.status === 'on hold') all.push(sql<SqlBool>`a.status = 'on hold'`)
  if (filter.status === 'closed') all.push(sql<SqlBool>`a.status = 'closed'`)
  if (filter.officer === 'me') all.push(sql<SqlBool>`a.lead_officer_id = ${work.actor.officerId}::uuid`)
  else if (filter.officer !== '') all.push(sql<SqlBool>`a.lead_officer_id = ${filter.officer}::uuid`)
  if (filter.ward !== '') all.push(sql<SqlBool>`a.ward_code = ${filter.ward}`)
  if (filter.category !== '') all.push(sql<SqlBool>`a.category_code = ${filter.category}`)
  if (filter.severity !== '') all.push(sql<SqlBool>`a.severity = ${filter.severity}`)
  if (filter.risk !== '') all.push(filter.risk === 'not assessed' ? sql<SqlBool>`a.risk_band is null` : sql<SqlBool>`a.risk_band = ${filter.risk}`)
  // That there are any is said too: few cases have a flag, and these have an index of their own.
  if (filter.flag !== '') all.push(sql<SqlBool>`${filter.flag} = any (a.flags) and a.flags <> '{}'`)
  if (filter.late) all.push(sql<SqlBool>`a.next_due_at < ${work.now}`)
  if (filter.stale) all.push(sql<SqlBool>`a.status = 'open' and a.opened_at < ${staleBefore} and a.last_line_at < ${staleBefore}`)
  if (filter.spoke) all.push(sql<SqlBool>`a.harmed_spoke_last`)
  const sought = soughtBy(filter.search)
  if (sought !== undefined) all.push(sought)
  return all
}

export type Listed = {
  readonly id: string; readonly reference: string; readonly title: string; readonly severity: string; readonly status: string; readonly stage: string; readonly riskBand: string | null; readonly flags: readonly string[]
  readonly openedAt: Date; readonly lastContactAt: Date | null; readonly categoryCode: string; readonly harmedSpokeLast: boolean; readonly officer: string | null; readonly ward: string | null; readonly sortedBy: Date; readonly nextDue: Date | null
}

type Order = { readonly by: RawBuilder<Date>; readonly way: RawBuilder<unknown> }
const orderOf = ({ sort }: CaseFilter): Order => ({ by: SORTED_BY[sort], way: sort === 'opened' ? sql`desc` : sql`asc` })

const goingOn = (filter: CaseFilter, by: RawBuilder<Date>): readonly RawBuilder<SqlBool>[] => filter.after === undefined ? []
  : [filter.sort === 'opened' ? sql<SqlBool>`(a.opened_at, a.case_id) < (${filter.after.at}, ${filter.after.id}::uuid)` : sql<SqlBool>`(${by}, a.case_id) > (${filter.after.at}, ${filter.after.id}::uuid)`]

/** How many rows, as a number and as the statement says it: in its text, for a plan that is made once for any number reads a tenth of the list. */
const [ONE_PAGE, NEAR, FAR] = [{ rows: PAGE + 1, limit: sql`21` }, { rows: 200, limit: sql`200` }, { rows: 2_000, limit: sql`2000` }]
type Many = typeof ONE_PAGE

/** The first rows of each principal's own list in its order, put together. Nothing is counted: a list costs what is read of it. */
const inOrder = (work: OfficerWork, filter: CaseFilter, staleBefore: Date, { limit }: Many) => {
  const { by, way } = orderOf(filter)
  const where = [...conditions(work, filter, staleBefore), ...goingOn(filter, by)]
  return sql`select distinct x.case_id, x.sorted_by, x.next_due_at from unnest(amity.principals()) mine(principal) cross join lateral (
      select a.case_id, ${by} as sorted_by, a.next_due_at from case_access a where a.principal = mine.principal and ${sql.join(where, sql` and `)} order by ${by} ${way}, a.case_id ${way} limit ${limit}) x
    order by x.sorted_by ${way}, x.case_id ${way} limit ${limit}`
}
/** The first of what was found, in the same order. By the case: an officer in many circles has as many principals, and each would be asked of every one. */
const firstFound = (work: OfficerWork, filter: CaseFilter, staleBefore: Date, { limit }: Many) => {
  const { by, way } = orderOf(filter)
  const where = [...conditions(work, filter, staleBefore), ...goingOn(filter, by)]
  return sql`select distinct a.case_id, ${by} as sorted_by, a.next_due_at from found f join case_access a on a.partnership_id = ${work.partnership.id} and a.case_id = f.case_id
    where a.principal = any (amity.principals()) and ${sql.join(where, sql` and `)} order by ${by} ${way}, a.case_id ${way} limit ${limit}`
}

type Shown = { readonly rows: readonly Listed[]; readonly hits: number; readonly looked: number }
/** Those of `listed` as the list shows them. `hits`: how many there are of them; `looked`: at how many cases for it. */
const shown = async (work: OfficerWork, filter: CaseFilter, listed: RawBuilder<unknown>, hits = sql`0`, looked = sql`0`): Promise<Shown> => {
  const { way } = orderOf(filter)
  const { rows } = await sql<Listed & { readonly hits: number; readonly looked: number }>`
    with ${listed}
    select c.id, c.reference, c.title, c.severity, c.status, c.stage, c.risk_band, c.flags, c.opened_at, c.last_contact_at, c.category_code, c.harmed_spoke_last, o.name as officer, w.name as ward, l.sorted_by,
      nullif(l.next_due_at, timestamptz '9999-01-01 00:00+00') as next_due, n.hits, n.looked
    from (select ${hits} as hits, ${looked} as looked) n left join (listed l join cases c on c.partnership_id = ${work.partnership.id} and c.id = l.case_id
      left join officers o on o.partnership_id = c.partnership_id and o.id = c.lead_officer_id left join wards w on w.partnership_id = c.partnership_id and w.code = c.ward_code) on true
    order by l.sorted_by ${way}, l.case_id ${way}`.execute(work.db)
  return { rows: rows.filter(({ id }) => id !== null), hits: rows[0]?.hits ?? 0, looked: rows[0]?.looked ?? 0 }
}

/** Nobody turns so many pages. */
const MOST_HITS = 1_000_000

/**
 * Those of the next cases of the list in which all the words stand, also inside others unless `whole`. `hits`: in how many they stand at all. It is gone
 * down before an index is asked: for words that many cases hold it costs a tenth of that.
 */
const walkDown = (work: OfficerWork, filter: CaseFilter, staleBefore: Date, words: readonly string[], far: Many, whole: boolean): Promise<Shown> => {
  const { way } = orderOf(filter)
  return shown(work, filter, sql`gone as materialized (${inOrder(work, filter, staleBefore, far)}), said as materialized (select * from amity.cases_with(array(select case_id from gone), ${words})),
    listed as (select g.* from gone g join said f on f.case_id = g.case_id ${whole ? sql`where f.whole` : sql``} order by g.sorted_by ${way}, g.case_id ${way} limit ${ONE_PAGE.limit})`, sql`(select count(*)::int from said)`, sql`(select count(*)::int from gone)`)
}
/** Those an index finds, all of them, as the list shows them. */
const fromIndex = (work: OfficerWork, filter: CaseFilter, staleBefore: Date, hits: RawBuilder<unknown>): Promise<Shown> =>
  shown(work, filter, sql`found as materialized (select case_id from ${hits}), listed as (${firstFound(work, filter, staleBefore, ONE_PAGE)})`, sql`(select count(*)::int from found)`)

/** `words`: how they were sought in the end, and are on the next page. */
export type Found = { readonly rows: readonly Listed[]; readonly words: CaseFilter['words'] }

const search = async (work: OfficerWork, filter: CaseFilter, staleBefore: Date, words: readonly string[]): Promise<Found> => {
  const near = await walkDown(work, filter, staleBefore, words, NEAR, filter.words !== 'longer')
  if (near.rows.length > PAGE) return { rows: near.rows, words: filter.words === 'longer' ? 'longer' : 'whole' }
  if (filter.words !== 'longer') {
    const { rows } = await fromIndex(work, filter, staleBefore, sql`amity.find_whole(${words})`)
    if (rows.length > PAGE || filter.words === 'whole' || (rows.length > 0 && isAddress(words))) return { rows, words: 'whole' }
  }
  const further = () => walkDown(work, filter, staleBefore, words, FAR, false)
  // Where none of the nearest holds them, the next would hold no page of them.
  const next = near.hits > 0 ? await further() : undefined
  if (next !== undefined && (next.rows.length > PAGE || (next.looked < FAR.rows && next.hits > 0))) return { rows: next.rows, words: 'longer' }
  const { rows, hits } = await fromIndex(work, filter, staleBefore, sql`amity.find_cases(${words}, ${MOST_HITS})`)
  // Part of a word, or signs between words, are in no index: what the top of the list holds of them is all that is found.
  return { rows: hits > 0 ? rows : (next ?? await further()).rows, words: 'longer' }
}

/**
 * Whether one plan is the best for everybody, and is made once: of the list as it stands, and of open cases by one filter that has an index. For a flag that is rare another is best than
 * for one that is not, and so for several filters together: those want a plan for what is asked.
 */
const hasOnePlan = (filter: CaseFilter): boolean => {
  const filters = [filter.officer !== '', filter.ward !== '', filter.category !== '', filter.severity !== '', filter.risk !== '', filter.late, filter.stale, filter.spoke].filter(Boolean).length
  if (filter.flag !== '' || soughtBy(filter.search) !== undefined) return false
  return filters === 0 || (filters === 1 && filter.status === 'open' && filter.search === '')
}

/** One page and one row more. */
export const listCases = async (asked: OfficerWork, filter: CaseFilter, staleBefore: Date): Promise<Found> => {
  const work = hasOnePlan(filter) ? asked.byKey() : asked
  const words = readReference(filter.search) === undefined ? wordsOf(filter.search) : []
  if (words.length > 0) return search(work, filter, staleBefore, words)
  return { rows: (await shown(work, filter, sql`listed as (${inOrder(work, filter, staleBefore, ONE_PAGE)})`)).rows, words: '' }
}

export const wardNames = (work: OfficerWork) => work.byKey().db.selectFrom('wards').select(['code', 'name']).orderBy('name').limit(200).execute()
