// The SQL of the list of cases: filters, three orders, and keyset pages.
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

// A date no diary reaches, so that cases with nothing due come last, and one before all contact, so that the never contacted come first.
const NEVER_DUE = sql<Date>`timestamptz '9999-01-01 00:00+00'`
const NEVER = sql<Date>`timestamptz '1900-01-01 00:00+00'`
const OPEN_ITEM = sql`d.partnership_id = c.partnership_id and d.case_id = c.id and d.done_at is null and d.cancelled_at is null`
const sortedBy = (sort: Sort) => sort === 'due' ? sql<Date>`coalesce((select min(d.due_at) from diary_items d where ${OPEN_ITEM}), ${NEVER_DUE})`
  : sort === 'contact' ? sql<Date>`coalesce(c.last_contact_at, ${NEVER})` : sql<Date>`c.opened_at`

const conditions = (work: OfficerWork, filter: CaseFilter, staleBefore: Date) => {
  const found: ReturnType<typeof sql<SqlBool>>[] = []
  if (filter.status === 'open') found.push(sql<SqlBool>`c.status in ('open', 'on hold')`)
  if (filter.status === 'on hold' || filter.status === 'closed') found.push(sql<SqlBool>`c.status = ${filter.status}`)
  if (filter.officer === 'me') found.push(sql<SqlBool>`c.lead_officer_id = ${work.actor.officerId}`)
  else if (filter.officer !== '') found.push(sql<SqlBool>`c.lead_officer_id = ${filter.officer}::uuid`)
  if (filter.ward !== '') found.push(sql<SqlBool>`c.ward_code = ${filter.ward}`)
  if (filter.category !== '') found.push(sql<SqlBool>`c.category_code = ${filter.category}`)
  if (filter.severity !== '') found.push(sql<SqlBool>`c.severity = ${filter.severity}`)
  if (filter.risk !== '') found.push(filter.risk === 'not assessed' ? sql<SqlBool>`c.risk_band is null` : sql<SqlBool>`c.risk_band = ${filter.risk}`)
  if (filter.flag !== '') found.push(sql<SqlBool>`${filter.flag} = any (c.flags)`)
  if (filter.late) found.push(sql<SqlBool>`exists (select 1 from diary_items d where ${OPEN_ITEM} and d.due_at < ${work.now})`)
  if (filter.stale) found.push(sql<SqlBool>`c.status = 'open' and c.opened_at < ${staleBefore} and not exists (select 1 from entries e where e.partnership_id = c.partnership_id and e.case_id = c.id and e.happened_at >= ${staleBefore})`)
  if (filter.spoke) found.push(sql<SqlBool>`c.harmed_spoke_last`)
  const reference = readReference(filter.search)
  if (reference !== undefined) found.push(sql<SqlBool>`c.reference = ${reference}`)
  else if (filter.search !== '') found.push(sql<SqlBool>`c.title ilike ${`%${filter.search.replaceAll(/[\\%_]/g, '\\$&')}%`}`)
  return found
}

/** One page and one row more. Nothing is counted: a page costs what it shows. */
export const listCases = (work: OfficerWork, filter: CaseFilter, staleBefore: Date) => {
  const by = sortedBy(filter.sort)
  let query = work.db.selectFrom('cases as c')
    .leftJoin('officers as o', join => join.onRef('o.partnershipId', '=', 'c.partnershipId').onRef('o.id', '=', 'c.leadOfficerId'))
    .leftJoin('wards as w', join => join.onRef('w.partnershipId', '=', 'c.partnershipId').onRef('w.code', '=', 'c.wardCode'))
    .select(['c.id', 'c.reference', 'c.title', 'c.severity', 'c.status', 'c.stage', 'c.riskBand', 'c.flags', 'c.openedAt', 'c.lastContactAt', 'c.categoryCode', 'c.harmedSpokeLast', 'o.name as officer', 'w.name as ward', by.as('sortedBy'),
      sql<Date | null>`(select min(d.due_at) from diary_items d where ${OPEN_ITEM})`.as('nextDue')])
  for (const condition of conditions(work, filter, staleBefore)) query = query.where(condition)
  if (filter.after !== undefined) {
    const { at, id } = filter.after
    query = query.where(filter.sort === 'opened' ? sql<SqlBool>`(c.opened_at, c.id) < (${at}, ${id}::uuid)` : sql<SqlBool>`(${by}, c.id) > (${at}, ${id}::uuid)`)
  }
  const way = filter.sort === 'opened' ? 'desc' : 'asc'
  return query.orderBy(by, way).orderBy('c.id', way).limit(PAGE + 1).execute()
}
export type Listed = Awaited<ReturnType<typeof listCases>>[number]

export const wardNames = (work: OfficerWork) => work.db.selectFrom('wards').select(['code', 'name']).orderBy('name').limit(200).execute()
