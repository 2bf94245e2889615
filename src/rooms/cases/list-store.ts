// The SQL of the list of cases, driven from the narrow table of who sees which (case_access): filters, three orders, keyset pages, a search.
import { sql, type SqlBool } from 'kysely'
import { readReference } from '#kernel/reference.ts'
import type { OfficerWork } from '#db/work.ts'

export const SORTS = ['opened', 'due', 'contact'] as const
export type Sort = (typeof SORTS)[number]
export type CaseFilter = {
  readonly status: 'open' | 'on hold' | 'closed' | 'all'; readonly officer: string; readonly ward: string; readonly category: string; readonly severity: string; readonly risk: string; readonly flag: string
  readonly late: boolean; readonly stale: boolean; readonly spoke: boolean; readonly search: string; readonly sort: Sort
  /** Where the page before ended: the value sorted by, and the key. */
  readonly after: { readonly at: Date; readonly id: string } | undefined
}
export const PAGE = 20
/** An index finds no shorter words: one this long must be among them, else titles are looked through as the list shows them. */
const SHORTEST = 3
const MOST_WORDS = 6
const MOST_HITS = 2000

const SORTED_BY = { opened: sql<Date>`a.opened_at`, due: sql<Date>`a.next_due_at`, contact: sql<Date>`a.last_contact_at` } as const

const like = (word: string): string => `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`

const wordsOf = (typed: string): readonly string[] => {
  const words = typed.toLowerCase().split(/[\s,;]+/).filter(word => word !== '').slice(0, MOST_WORDS)
  return words.some(word => word.length >= SHORTEST) ? words : []
}

/** What the typed words ask for: one case by its reference, or titles with a short word; longer words are found first (see from). */
const soughtBy = (typed: string) => {
  const reference = readReference(typed)
  if (reference !== undefined) return sql<SqlBool>`a.case_id in (select id from cases where reference = ${reference})`
  const words = wordsOf(typed)
  if (words.length > 0) return undefined
  return typed === '' ? undefined : sql<SqlBool>`exists (select 1 from cases t where t.partnership_id = a.partnership_id and t.id = a.case_id and t.title ilike ${like(typed)})`
}
/** Where the rows of one principal come from: its whole list in order, or one by one what the search found. */
const from = (work: OfficerWork, typed: string) => {
  const words = readReference(typed) === undefined ? wordsOf(typed) : []
  return words.length === 0 ? sql`case_access a` : sql`amity.find_cases(${words}, ${MOST_HITS}) f cross join lateral (
    select * from case_access z where z.partnership_id = ${work.partnership.id} and z.principal = mine.principal and z.case_id = f.case_id limit 1) a`
}

const conditions = (work: OfficerWork, filter: CaseFilter, staleBefore: Date) => {
  const all: ReturnType<typeof sql<SqlBool>>[] = [sql<SqlBool>`a.partnership_id = ${work.partnership.id}`]
  if (filter.status === 'open') all.push(sql<SqlBool>`a.status in ('open', 'on hold')`)
  if (filter.status === 'on hold' || filter.status === 'closed') all.push(sql<SqlBool>`a.status = ${filter.status}`)
  if (filter.officer === 'me') all.push(sql<SqlBool>`a.lead_officer_id = ${work.actor.officerId}::uuid`)
  else if (filter.officer !== '') all.push(sql<SqlBool>`a.lead_officer_id = ${filter.officer}::uuid`)
  if (filter.ward !== '') all.push(sql<SqlBool>`a.ward_code = ${filter.ward}`)
  if (filter.category !== '') all.push(sql<SqlBool>`a.category_code = ${filter.category}`)
  if (filter.severity !== '') all.push(sql<SqlBool>`a.severity = ${filter.severity}`)
  if (filter.risk !== '') all.push(filter.risk === 'not assessed' ? sql<SqlBool>`a.risk_band is null` : sql<SqlBool>`a.risk_band = ${filter.risk}`)
  if (filter.flag !== '') all.push(sql<SqlBool>`${filter.flag} = any (a.flags)`)
  if (filter.late) all.push(sql<SqlBool>`a.next_due_at < ${work.now}`)
  if (filter.stale) all.push(sql<SqlBool>`a.status = 'open' and a.opened_at < ${staleBefore} and not exists (select 1 from entries e where e.partnership_id = a.partnership_id and e.case_id = a.case_id and e.happened_at >= ${staleBefore})`)
  if (filter.spoke) all.push(sql<SqlBool>`a.harmed_spoke_last`)
  const sought = soughtBy(filter.search)
  if (sought !== undefined) all.push(sought)
  return all
}

export type Listed = {
  readonly id: string; readonly reference: string; readonly title: string; readonly severity: string; readonly status: string; readonly stage: string; readonly riskBand: string | null; readonly flags: readonly string[]
  readonly openedAt: Date; readonly lastContactAt: Date | null; readonly categoryCode: string; readonly harmedSpokeLast: boolean; readonly officer: string | null; readonly ward: string | null; readonly sortedBy: Date; readonly nextDue: Date | null
}

/** One page and one row more, of each principal's own list in its order, put together. Nothing is counted: a page costs what it shows. */
export const listCases = async (work: OfficerWork, filter: CaseFilter, staleBefore: Date): Promise<readonly Listed[]> => {
  const by = SORTED_BY[filter.sort]
  const way = filter.sort === 'opened' ? sql`desc` : sql`asc`
  const where = conditions(work, filter, staleBefore)
  if (filter.after !== undefined) where.push(filter.sort === 'opened' ? sql<SqlBool>`(a.opened_at, a.case_id) < (${filter.after.at}, ${filter.after.id}::uuid)` : sql<SqlBool>`(${by}, a.case_id) > (${filter.after.at}, ${filter.after.id}::uuid)`)
  const { rows } = await sql<Listed>`
    with listed as (
      select distinct x.case_id, x.sorted_by, x.next_due_at from unnest(amity.principals()) mine(principal) cross join lateral (
        select a.case_id, ${by} as sorted_by, a.next_due_at from ${from(work, filter.search)} where a.principal = mine.principal and ${sql.join(where, sql` and `)} order by ${by} ${way}, a.case_id ${way} limit ${PAGE + 1}) x
      order by x.sorted_by ${way}, x.case_id ${way} limit ${PAGE + 1})
    select c.id, c.reference, c.title, c.severity, c.status, c.stage, c.risk_band, c.flags, c.opened_at, c.last_contact_at, c.category_code, c.harmed_spoke_last, o.name as officer, w.name as ward, l.sorted_by,
      nullif(l.next_due_at, timestamptz '9999-01-01 00:00+00') as next_due
    from listed l join cases c on c.partnership_id = ${work.partnership.id} and c.id = l.case_id
      left join officers o on o.partnership_id = c.partnership_id and o.id = c.lead_officer_id left join wards w on w.partnership_id = c.partnership_id and w.code = c.ward_code
    order by l.sorted_by ${way}, l.case_id ${way}`.execute(work.db)
  return rows
}

export const wardNames = (work: OfficerWork) => work.db.selectFrom('wards').select(['code', 'name']).orderBy('name').limit(200).execute()
