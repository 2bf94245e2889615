// The council's own list of its orders: how each stands, what is due before it ends, and what is being prepared. Filtered, and as a file.
import type { OfficerWork } from '#db/work.ts'
import { BYTE_ORDER_MARK, csvLine } from '#kernel/csv.ts'
import { londonDay, sayShortDay } from '#kernel/time.ts'
import { Badge } from '#ui/casework.tsx'
import { FilterLayout, FilterPanel } from '#ui/filters.tsx'
import { SelectField } from '#ui/forms.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable } from '#ui/tables.tsx'
import { body, page, type Answer } from '#web/answers.ts'
import { textOf, type Ask } from '#web/ask.ts'
import { alarmsOf, type OrderAlarm } from './order-clocks.ts'
import { ORDER_STATES, orderNow, type OrderNow } from './order-rules.ts'
import { allOrders, type SpacesOrder } from './order-store.ts'
import { isOurs, mayPrepare, orderPath, proposalPath, proposalTitle } from './proposal-at.ts'
import { MAKES, toolOf } from './proposal-rules.ts'
import { openProposals, type Proposal } from './proposal-store.ts'
import { TONES } from './see-orders.tsx'

type Row = SpacesOrder & { readonly now: OrderNow; readonly alarms: readonly OrderAlarm[] }
const rowsFor = async (work: OfficerWork, ask: Ask): Promise<{ readonly state: OrderNow | undefined; readonly rows: readonly Row[] }> => {
  const state = ORDER_STATES.find(one => one === textOf(ask.query, 'state'))
  const orders = (await allOrders(work)).map(order => ({ ...order, now: orderNow(order, work.today) })).filter(({ now }) => state === undefined || now === state)
  const alarms = Map.groupBy(await alarmsOf(work, orders.map(({ id }) => id)), ({ orderId }) => orderId)
  return { state, rows: orders.map(order => ({ ...order, alarms: alarms.get(order.id) ?? [] })) }
}

/** What of an order is due, each with its warning where one has been reached. */
export const Alarms = ({ alarms }: { readonly alarms: readonly OrderAlarm[] }): Html | string => alarms.length === 0 ? '' : (
  <ul class="govuk-list govuk-!-margin-bottom-0">{alarms.map(({ says, dueAt, alert }) => <li>{says}: by the end of {sayShortDay(londonDay(new Date(dueAt.getTime() - 1)))} {alert === undefined ? '' : <Badge text={alert.text} tone={alert.tone} />}</li>)}</ul>
)

const Prepared = ({ proposals }: { readonly proposals: readonly Proposal[] }): Html | null => proposals.length === 0 ? null : (
  <DataTable id="proposals" caption="Being prepared" captionSize="m" rows={proposals} narrow="stack" empty="Nothing." rowHref={proposalPath} columns={[
    { heading: 'What', rowHeader: true, cell: proposalTitle }, { heading: 'Begun', cell: one => `${sayShortDay(londonDay(one.begunAt))}, ${one.beginner ?? 'an officer'}` },
  ]} />
)

export const seeOrderList = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const [{ state, rows }, proposals] = [await rowsFor(work, ask), await openProposals(work)]
  const panel = (
    <FilterPanel action="/public-spaces" clearHref="/public-spaces">
      <SelectField name="state" label="Now" empty="Any" options={ORDER_STATES.map(value => ({ value, text: value }))} state={{ values: { state: state ?? '' }, errors: [] }} />
    </FilterPanel>
  )
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'Public spaces protection orders' }} back={{ href: '/registers' }}>
      <h1 class="govuk-heading-l">Public spaces protection orders</h1>
      <p class="govuk-body">Anyone reads them on <a class="govuk-link" href="/public-spaces-orders">the public page</a>. <a class="govuk-link" href={`/public-spaces/csv${state === undefined ? '' : `?state=${encodeURIComponent(state)}`}`}>Save as a file (CSV)</a></p>
      <FilterLayout filter={panel}>
        <DataTable id="orders" caption="Orders" captionSize="m" narrow="stack" rows={rows} empty="None. Change or clear the filter." rowHref={orderPath} rowTone={({ alarms }) => alarms.some(({ alert }) => alert?.tone === 'red') ? 'red' : undefined} columns={[
          { heading: 'Order', rowHeader: true, cell: one => one.name }, { heading: 'Now', cell: one => <Badge text={one.now} tone={TONES[one.now]} /> }, { heading: 'Last day', nowrap: true, cell: one => sayShortDay(one.endsOn) }, { heading: 'To do', cell: one => <Alarms alarms={one.alarms} /> },
        ]} />
        <Prepared proposals={proposals} />
        {isOurs(work) ? <ul class="govuk-list">{mayPrepare(work) ? MAKES.map(tool => <li><a class="govuk-link" href={`/public-spaces/begin/${tool}`}>Prepare: {toolOf(tool).name.toLowerCase()}</a></li>) : null}{work.may('authorise legal steps') ? <li><a class="govuk-link" href="/public-spaces/record">Write down an order made elsewhere</a></li> : null}</ul> : null}
      </FilterLayout>
    </OfficerPage>,
  )
}

const HEADINGS = ['Order', 'Kind', 'Now', 'Where', 'Bans', 'Penalty', 'Made', 'In effect from', 'Last day', 'Discharged', 'Decided by', 'Made elsewhere', 'Next to do', 'By']
export const saveOrderList = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const { rows } = await rowsFor(work, ask)
  const line = (one: Row): string => {
    const [next] = one.alarms
    return csvLine([one.name, one.kind, one.now, one.place, one.bans.join('; '), one.penalty, one.madeOn, one.effectOn, one.endsOn, one.dischargedOn, one.authority, one.recordedBecause, next === undefined ? '' : next.what === 'end' ? 'expires' : 'look again', next === undefined ? '' : londonDay(new Date(next.dueAt.getTime() - 1))])
  }
  return body('text/csv; charset=utf-8', [BYTE_ORDER_MARK, csvLine(HEADINGS), ...rows.map(line)].join(''), { fileName: 'public-spaces-orders.csv' })
}
