// The list of cases: filters, newest first, page by page without counting the table.
import type { OfficerWork } from '#db/work.ts'
import { looksLikeId } from '#db/ids.ts'
import { londonDay, sayShortDay } from '#kernel/time.ts'
import { categories } from '#rooms/partnership/index.ts'
import { Badge, Flags } from '#ui/casework.tsx'
import { FilterLayout, FilterPanel } from '#ui/filters.tsx'
import { ChoiceField, SelectField, type FormState } from '#ui/forms.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable, KeysetPager } from '#ui/tables.tsx'
import { page, type Answer } from '#web/answers.ts'
import { textOf, type Ask } from '#web/ask.ts'
import { listCases, PAGE, type CaseFilter } from './case-store.ts'

export const seeCases = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const filter = filterOf(ask)
  const [found, all] = [await listCases(work, filter), await categories(work)]
  const rows = found.slice(0, PAGE)
  const last = found.length > PAGE ? rows.at(-1) : undefined
  const state: FormState = { values: { status: filter.status, whose: filter.mine ? 'mine' : 'all', category: filter.category }, errors: [] }
  const query = `status=${filter.status}&whose=${filter.mine ? 'mine' : 'all'}&category=${encodeURIComponent(filter.category)}`
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'Cases' }}>
      <h1 class="govuk-heading-l">Cases</h1>
      <p class="govuk-body"><a class="govuk-link" href="/places/wards">Open cases by ward</a></p>
      <FilterLayout filter={(
        <FilterPanel action="/cases" clearHref="/cases">
          <ChoiceField name="status" label="Which" state={state} choices={[{ value: 'open', text: 'Open' }, { value: 'closed', text: 'Closed' }, { value: 'all', text: 'All' }]} />
          <ChoiceField name="whose" label="Whose" state={state} choices={[{ value: 'all', text: 'Everybody’s' }, { value: 'mine', text: 'Mine' }]} />
          <SelectField name="category" label="Category" empty="Any" options={all.map(({ code, name }) => ({ value: code, text: name }))} state={state} />
        </FilterPanel>
      )}>
        <DataTable id="cases" caption="Newest first" captionSize="s" rows={rows} empty="No cases match. Change or clear the filter." narrow="stack" rowHref={row => `/cases/${row.reference}`} columns={[
          { heading: 'Reference', rowHeader: true, nowrap: true, cell: row => row.reference },
          { heading: 'Case', cell: row => <>{row.title} <Flags flags={row.flags.map(text => ({ text, tone: text === 'hate' || text === 'domestic abuse' ? 'purple' : 'blue' }))} /></> },
          { heading: 'Risk', cell: row => row.riskBand === null ? <Badge text="not assessed" tone="orange" /> : <Badge text={row.riskBand} tone={row.riskBand === 'high' ? 'red' : row.riskBand === 'medium' ? 'yellow' : 'grey'} /> },
          { heading: 'Lead', cell: row => row.officer ?? '' }, { heading: 'Ward', cell: row => row.ward ?? '' },
          { heading: 'Opened', nowrap: true, cell: row => sayShortDay(londonDay(row.openedAt)) },
        ]} />
        <KeysetPager label="Pages of cases" {...(last === undefined ? {} : { olderHref: `/cases?${query}&before=${last.openedAt.toISOString()}_${last.id}` })} {...(filter.before === undefined ? {} : { newerHref: `/cases?${query}` })} newer="Back to the newest" />
      </FilterLayout>
    </OfficerPage>,
  )
}

const filterOf = (ask: Ask): CaseFilter => {
  const status = textOf(ask.query, 'status')
  const [at, id] = textOf(ask.query, 'before').split('_')
  const openedAt = new Date(at ?? '')
  return {
    status: status === 'closed' || status === 'all' ? status : 'open', mine: textOf(ask.query, 'whose') === 'mine', category: textOf(ask.query, 'category').slice(0, 60),
    before: id !== undefined && looksLikeId(id) && !Number.isNaN(openedAt.getTime()) ? { openedAt, id } : undefined,
  }
}
