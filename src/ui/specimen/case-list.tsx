// Specimen: an officer's list of cases, with figures, a filter, sorting and a pager.
import { Badge, Clock, Stats } from '#ui/casework.tsx'
import type { ClockState, Tone } from '#ui/casework.tsx'
import { FilterLayout, FilterPanel } from '#ui/filters.tsx'
import { ChoicesField, emptyForm, SelectField, TextField } from '#ui/forms.tsx'
import { Button } from '#ui/govuk/components.tsx'
import type { Html } from '#ui/html.ts'
import { PageHeading, SearchBox } from '#ui/page-parts.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { officerFrame } from '#ui/specimen/frame.ts'
import type { Column } from '#ui/tables.tsx'
import { DataTable, KeysetPager } from '#ui/tables.tsx'

type Row = {
  readonly reference: string; readonly what: string; readonly place: string; readonly risk: string; readonly tone: Tone
  readonly officer: string; readonly clock: ClockState; readonly due: string; readonly reports: number; readonly opened: string
}

const rows: readonly Row[] = [
  { reference: 'BR-2041', what: 'Threats and harassment', place: 'Larch Court, Ashcombe', risk: 'High', tone: 'red', officer: 'Farida Osei', clock: 'overdue', due: '2 working days overdue', reports: 9, opened: '3 Feb 2026' },
  { reference: 'BR-2038', what: 'Loud music at night', place: 'Mill Road, Brook Lane', risk: 'Medium', tone: 'orange', officer: 'Tom Arden', clock: 'soon', due: 'Due tomorrow', reports: 14, opened: '29 Jan 2026' },
  { reference: 'BR-2033', what: 'Drug dealing from a flat', place: 'Weir House, Ashcombe', risk: 'High', tone: 'red', officer: 'Farida Osei', clock: 'due', due: 'Due in 6 working days', reports: 22, opened: '21 Jan 2026' },
  { reference: 'BR-2029', what: 'Off-road motorbikes', place: 'Common Lane, Hetherby', risk: 'Standard', tone: 'green', officer: 'Not allocated', clock: 'paused', due: 'Waiting for the police', reports: 5, opened: '14 Jan 2026' },
  { reference: 'BR-2017', what: 'Fly-tipping and neighbour dispute', place: 'Garden Row, Brook Lane', risk: 'Standard', tone: 'green', officer: 'Tom Arden', clock: 'met', due: 'Reviewed in time', reports: 3, opened: '5 Jan 2026' },
]

const columns: readonly Column<Row>[] = [
  { heading: 'Case', cell: ({ reference }) => reference, rowHeader: true, nowrap: true, sortHref: '?sort=reference' },
  { heading: 'What is happening', cell: ({ what, place }) => <>{what}<br /><span class="amity-quiet">{place}</span></> },
  { heading: 'Risk', cell: ({ risk, tone }) => <Badge text={risk} tone={tone} />, sortHref: '?sort=risk' },
  { heading: 'Lead officer', cell: ({ officer }) => officer },
  { heading: 'Next', cell: ({ clock, due }) => <Clock state={clock} words={due} />, sortHref: '?sort=due', sorted: 'ascending' },
  { heading: 'Reports', cell: ({ reports }) => reports, numeric: true },
  { heading: 'Opened', cell: ({ opened }) => opened, nowrap: true, sortHref: '?sort=opened' },
]

function Filter(): Html {
  return (
    <FilterPanel action="/cases" clearHref="/cases" carry={{ sort: 'due' }} selected={[
      { group: 'Ward', text: 'Ashcombe', removeHref: '/cases?risk=high' }, { group: 'Risk', text: 'High', removeHref: '/cases?ward=ashcombe' },
    ]}>
      <TextField name="words" label="Words" state={emptyForm} />
      <SelectField name="filter-ward" label="Ward" state={emptyForm} empty="All wards" options={[{ value: 'a', text: 'Ashcombe' }]} />
      <ChoicesField name="risk" label="Risk" state={{ values: { risk: ['high'] }, errors: [] }} small choices={[
        { value: 'high', text: 'High' }, { value: 'medium', text: 'Medium' }, { value: 'standard', text: 'Standard' },
      ]} />
    </FilterPanel>
  )
}

/** The list. */
export function CaseListSpecimen({ assets }: { readonly assets: (name: string) => string }): Html {
  return (
    <OfficerPage frame={{ ...officerFrame({ title: 'Cases', assets }), notice: 'Case BR-2017 reviewed.' }} search={<SearchBox action="/search" label="Reference, name or place" />}>
      <PageHeading heading="Cases">
        <Button text="Open a case" href="/cases/new" /><Button text="Export" href="/cases.csv" classes="govuk-button--secondary" />
      </PageHeading>
      <Stats stats={[
        { value: 42, caption: 'Open cases', href: '/cases?status=open', detail: '6 more than last month' }, { value: 5, caption: 'High risk', href: '/cases?risk=high', tone: 'red' },
        { value: 3, caption: 'Overdue', href: '/cases?late=yes', tone: 'orange' }, { value: '94%', caption: 'First contact in time', tone: 'green', detail: 'Target 95%' },
      ]} />
      <FilterLayout filter={<Filter />}>
        <DataTable id="cases" narrow="stack" caption="Open cases, soonest due first" captionSize="s" columns={columns} rows={rows} rowHref={({ reference }) => `/cases/${reference}`} rowTone={({ clock }) => (clock === 'overdue' ? 'red' : clock === 'soon' ? 'orange' : undefined)} />
        <KeysetPager label="Cases" newerHref="/cases?before=1" olderHref="/cases?after=1" />
        <DataTable id="none" caption="Cases shared with you" columns={columns} rows={[]} empty="No partner has shared a case with you." />
      </FilterLayout>
    </OfficerPage>
  )
}
