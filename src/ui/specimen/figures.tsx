// Specimen: charts and a map, each with its table first.
import { BarChart, Figure, LineChart, StackedBars } from '#ui/charts.tsx'
import { Tabs, TaskList } from '#ui/govuk/components.tsx'
import type { Html } from '#ui/html.ts'
import { LocatorMap } from '#ui/map.tsx'
import type { MapArea } from '#ui/map.tsx'
import { PageHeading } from '#ui/page-parts.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { officerFrame } from '#ui/specimen/frame.ts'
import { DataTable } from '#ui/tables.tsx'

const scores = [{ label: '3 Feb', value: 24 }, { label: '17 Feb', value: 31 }, { label: '3 Mar', value: 36 }, { label: '17 Mar', value: 22 }]
const kinds = [{ label: 'Noise', value: 128 }, { label: 'Harassment and threats', value: 74 }, { label: 'Vehicle nuisance', value: 51 }, { label: 'Drugs', value: 33 }, { label: 'Litter and fly-tipping', value: 19 }]
const quarters = [{ label: 'Q1', values: [40, 22, 12] }, { label: 'Q2', values: [52, 30, 9] }, { label: 'Q3', values: [61, 28, 15] }, { label: 'Q4', values: [38, 25, 11] }]
const wards: readonly (MapArea & { readonly count: number })[] = [
  { name: 'Ashcombe', count: 88, level: 4, rings: [[[-0.24, 51.81], [-0.21, 51.82], [-0.18, 51.8], [-0.2, 51.77], [-0.24, 51.78], [-0.24, 51.81]]] },
  { name: 'Brook Lane', count: 41, level: 2, rings: [[[-0.21, 51.82], [-0.15, 51.83], [-0.14, 51.79], [-0.18, 51.8], [-0.21, 51.82]]] },
  { name: 'Hetherby', count: 17, level: 1, href: '/hotspots/hetherby', rings: [[[-0.2, 51.77], [-0.18, 51.8], [-0.14, 51.79], [-0.13, 51.75], [-0.19, 51.74], [-0.2, 51.77]]] },
]

const table = (id: string, caption: string, first: string, rows: readonly { readonly label: string; readonly value: number | string }[]): Html => (
  <DataTable id={id} caption={caption} captionSize="hidden" rows={rows} columns={[
    { heading: first, cell: ({ label }) => label, rowHeader: true }, { heading: 'Number', cell: ({ value }) => value, numeric: true },
  ]} />
)

function Charts(): Html {
  return (
    <>
      <Figure caption="Risk score over time" source="Risk matrix version 3. Latest score 17 March 2026." table={table('t-risk', 'Risk score over time', 'Date', scores)} chart={
        <LineChart id="c-risk" title="Risk score over time" description="The score rose from 24 to 36 and fell to 22." points={scores} max={40} bands={[
          { from: 0, to: 15, label: 'Standard', tone: 'green' }, { from: 15, to: 30, label: 'Medium', tone: 'yellow' }, { from: 30, to: 40, label: 'High', tone: 'red' },
        ]} />
      } />
      <Figure caption="Reports by kind" table={table('t-kind', 'Reports by kind', 'Kind', kinds)} chart={<BarChart id="c-kind" title="Reports by kind" description="Noise is the most reported, 128 of 305." bars={kinds} />} />
      <Figure caption="Cases opened by quarter and risk" table={table('t-quarter', 'Cases opened by quarter', 'Quarter', quarters.map(({ label, values }) => ({ label, value: values.join(' / ') })))} chart={
        <StackedBars id="c-quarter" title="Cases opened by quarter and risk" description="The third quarter had most cases, 104." series={['Standard', 'Medium', 'High']} columns={quarters} />
      } />
      <Figure caption="Reports by ward" source="Ward outlines are made up." table={table('t-ward', 'Reports by ward', 'Ward', wards.map(({ name, count }) => ({ label: name, value: count })))} chart={
        <LocatorMap id="m-ward" title="Reports by ward" description="Three wards; Ashcombe has most reports." areas={wards} showNames points={[{ at: [-0.2, 51.79], label: 'Larch Court' }, { at: [-0.16, 51.77], label: 'Common Lane', tone: 'blue' }]} />
      } />
    </>
  )
}

/** Charts, a map, and two more official components. */
export function FiguresSpecimen({ assets }: { readonly assets: (name: string) => string }): Html {
  return (
    <OfficerPage frame={officerFrame({ title: 'Figures', assets })} back={{ href: '/home' }}>
      <PageHeading heading="Figures" caption="Measures" />
      <Charts />
      <h2 class="govuk-heading-m">Before the panel</h2>
      <TaskList items={[
        { title: { text: 'Check the agreement' }, href: '#agreement', status: { text: 'Completed' } },
        { title: { text: 'Write the summary' }, href: '#summary', status: { tag: { text: 'Not started', classes: 'govuk-tag--blue' } } },
      ]} />
      <Tabs items={[{ id: 'tab-one', label: 'This month', panel: { html: <p class="govuk-body">42 cases</p> } }, { id: 'tab-two', label: 'Last month', panel: { text: '36 cases' } }]} />
    </OfficerPage>
  )
}
