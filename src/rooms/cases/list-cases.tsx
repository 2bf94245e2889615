// The list of cases: filters, a search, three orders, page by page without counting the table.
import type { OfficerWork } from '#db/work.ts'
import { looksLikeId } from '#db/ids.ts'
import { oneOf } from '#kernel/literal.ts'
import { tidy } from '#kernel/text.ts'
import { addDays, londonDay, sayDue, sayShortDay, startOfDay } from '#kernel/time.ts'
import { categories, officersOf, readSetting, STALE_DAYS } from '#rooms/partnership/index.ts'
import { Badge, Flags } from '#ui/casework.tsx'
import { FilterLayout, FilterPanel } from '#ui/filters.tsx'
import { ChoicesField, SelectField, TextField, type FormState } from '#ui/forms.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable, KeysetPager } from '#ui/tables.tsx'
import { page, shown, type Answer } from '#web/answers.ts'
import { textOf, type Ask } from '#web/ask.ts'
import { RESTRICTED } from './case-store.ts'
import { sayFlag } from './flag-words.ts'
import { listCases, PAGE, SORTS, wardNames, type CaseFilter, type Listed } from './list-store.ts'

const STATUSES = ['open', 'on hold', 'closed', 'all'] as const
const WORDS = ['whole', 'longer'] as const
const BANDS = ['high', 'medium', 'standard'] as const
const FLAGS = ['hate', 'domestic abuse', 'marac', 'safeguarding', 'staff matter', 'sensitive location', 'child', 'repeat', 'vulnerable'] as const
const plain = (list: readonly string[]) => list.map(value => ({ value, text: sayFlag(value).replace(/^./, first => first.toUpperCase()) }))
const CAPTIONS = { opened: 'Newest first', due: 'What is due soonest first', contact: 'Longest without contact first' } as const

export const seeCases = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const filter = filterOf(ask)
  const listed = async () => {
    const days = await readSetting(work, STALE_DAYS)
    return { days, found: await listCases(work, filter, startOfDay(addDays(work.today, -days))) }
  }
  const [{ days, found }, all, wards, officers] = await work.together(listed, () => categories(work), () => wardNames(work), () => officersOf(work, work.actor.agencyId))
  const rows = found.rows.slice(0, PAGE)
  const last = found.rows.length > PAGE ? rows.at(-1) : undefined
  const query = queryOf({ ...filter, words: found.words })
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'Cases' }}>
      <h1 class="govuk-heading-l">Cases</h1>
      <p class="govuk-body"><a class="govuk-link" href="/places/wards">Open cases by ward</a>{work.may('open a case') ? <> · <a class="govuk-link" href="/cases/new">Open a case without a report</a></> : null}</p>
      <FilterLayout filter={filters(work, filter, { days, all, wards, officers })}>
        {howSought(filter, found.words)}
        <DataTable id="cases" caption={CAPTIONS[filter.sort]} captionSize="s" rows={rows} empty="No cases match. Change or clear the filter." narrow="stack" rowHref={row => `/cases/${row.reference}`} columns={columnsOf(work)} />
        <KeysetPager label="Pages of cases" {...(last === undefined ? {} : { olderHref: `/cases?${query}&after=${new Date(last.sortedBy).toISOString()}_${last.id}` })} {...(filter.after === undefined ? {} : { newerHref: `/cases?${query}` })} newer="Back to the first page" older="Next page" />
      </FilterLayout>
    </OfficerPage>,
    { shown: shown('case', rows, filter.search === '' ? 'list' : 'search') },
  )
}

/** A full page of words as they were typed leaves out longer ones: said, with the way to them. */
const howSought = (filter: CaseFilter, words: CaseFilter['words']): Html | null => {
  if (words === 'whole') return <p class="govuk-body">Cases that hold the words as they were typed. <a class="govuk-link" href={`/cases?${queryOf({ ...filter, words: 'longer' })}`}>Show longer words too</a></p>
  return filter.words === 'longer' ? <p class="govuk-body">Cases that hold the words, also as parts of longer ones. <a class="govuk-link" href={`/cases?${queryOf({ ...filter, words: 'whole' })}`}>Only as they were typed</a></p> : null
}

const columnsOf = (work: OfficerWork) => [
  { heading: 'Reference', rowHeader: true, nowrap: true, cell: (row: Listed) => row.reference },
  { heading: 'Case', cell: (row: Listed) => <>{row.title} <Flags flags={[...row.flags.map(text => ({ text: sayFlag(text), tone: RESTRICTED.has(text) ? 'purple' as const : 'blue' as const })), ...statesOf(row)]} /></> },
  { heading: 'Risk', cell: (row: Listed) => row.riskBand === null ? <Badge text="not assessed" tone="orange" /> : <Badge text={row.riskBand} tone={row.riskBand === 'high' ? 'red' : row.riskBand === 'medium' ? 'yellow' : 'grey'} /> },
  { heading: 'Lead', cell: (row: Listed) => row.officer ?? '' }, { heading: 'Ward', cell: (row: Listed) => row.ward ?? '' },
  { heading: 'Next due', nowrap: true, cell: (row: Listed) => row.nextDue === null ? '' : sayDue(londonDay(row.nextDue), work.today) },
  { heading: 'Opened', nowrap: true, cell: (row: Listed) => sayShortDay(londonDay(row.openedAt)) },
]

const statesOf = (row: Listed) => [
  ...(row.harmedSpokeLast ? [{ text: 'Spoke last', tone: 'orange' as const }] : []),
  ...(row.status === 'on hold' || row.status === 'closed' || row.status === 'merged' ? [{ text: row.status, tone: 'grey' as const }] : row.stage === 'closing' ? [{ text: 'Closing', tone: 'yellow' as const }] : []),
]

type Choices = { readonly days: number; readonly all: Awaited<ReturnType<typeof categories>>; readonly wards: Awaited<ReturnType<typeof wardNames>>; readonly officers: Awaited<ReturnType<typeof officersOf>> }
const filters = (work: OfficerWork, filter: CaseFilter, { days, all, wards, officers }: Choices): Html => {
  const state: FormState = { errors: [], values: { ...filter, q: filter.search, late: filter.late ? 'yes' : '', stale: filter.stale ? 'yes' : '', spoke: filter.spoke ? 'yes' : '', after: '' } }
  return (
    <FilterPanel action="/cases" clearHref="/cases">
      <TextField name="q" label="Reference, name, address or words" type="search" state={state} />
      <SelectField name="status" label="Which" empty={null} options={plain(STATUSES)} state={state} />
      <SelectField name="officer" label="Lead officer" empty="Anybody" options={[{ value: 'me', text: 'Me' }, ...officers.filter(({ id }) => id !== work.actor.officerId).map(({ id, name }) => ({ value: id, text: name }))]} state={state} />
      <SelectField name="ward" label="Ward" empty="Any" options={wards.map(({ code, name }) => ({ value: code, text: name }))} state={state} />
      <SelectField name="category" label="Category" empty="Any" options={all.map(({ code, name }) => ({ value: code, text: name }))} state={state} />
      <SelectField name="severity" label="Severity" empty="Any" options={plain(BANDS)} state={state} />
      <SelectField name="risk" label="Risk" empty="Any" options={plain([...BANDS, 'not assessed'])} state={state} />
      <SelectField name="flag" label="Flag" empty="Any" options={plain(FLAGS)} state={state} />
      <ChoicesField name="late" label="Late" small state={state} choices={[{ value: 'yes', text: 'Something is overdue' }]} />
      <ChoicesField name="stale" label="Stale" small state={state} choices={[{ value: 'yes', text: `Nothing for ${days} days` }]} />
      <ChoicesField name="spoke" label="Spoke last" small state={state} choices={[{ value: 'yes', text: 'The person harmed spoke last' }]} />
      <SelectField name="sort" label="Order" empty={null} options={SORTS.map(value => ({ value, text: CAPTIONS[value] }))} state={state} />
    </FilterPanel>
  )
}

const queryOf = (filter: CaseFilter): string => new URLSearchParams(Object.entries({
  q: filter.search, status: filter.status, officer: filter.officer, ward: filter.ward, category: filter.category, severity: filter.severity, risk: filter.risk, flag: filter.flag,
  late: filter.late ? 'yes' : '', stale: filter.stale ? 'yes' : '', spoke: filter.spoke ? 'yes' : '', sort: filter.sort, words: filter.words,
}).filter(([, value]) => value !== '')).toString()

const filterOf = (ask: Ask): CaseFilter => {
  const read = (name: string): string => tidy(textOf(ask.query, name)).slice(0, 200)
  const [status, sort, officer, words] = [read('status'), read('sort'), read('officer'), read('words')]
  const [at, id] = textOf(ask.query, 'after').split('_')
  const when = new Date(at ?? '')
  return {
    status: oneOf(STATUSES, status) ? status : 'open', sort: oneOf(SORTS, sort) ? sort : 'opened', officer: officer === 'me' || looksLikeId(officer) ? officer : read('whose') === 'mine' ? 'me' : '',
    ward: read('ward'), category: read('category'), severity: read('severity'), risk: read('risk'), flag: read('flag'), late: read('late') === 'yes', stale: read('stale') === 'yes', spoke: read('spoke') === 'yes', search: read('q'), words: oneOf(WORDS, words) ? words : '',
    after: id !== undefined && looksLikeId(id) && !Number.isNaN(when.getTime()) ? { at: when, id } : undefined,
  }
}
