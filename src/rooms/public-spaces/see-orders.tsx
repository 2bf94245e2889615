// The orders for anyone: the list, and each with its text, its map and its last day.
import type { PublicWork } from '#db/work.ts'
import { sayDay } from '#kernel/time.ts'
import { Badge, type Tone } from '#ui/casework.tsx'
import { LocatorMap, type LonLat } from '#ui/map.tsx'
import { PublicPage } from '#ui/page.tsx'
import { DataTable } from '#ui/tables.tsx'
import { notThere, page, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { orderNow, type OrderNow } from './order-rules.ts'
import { allOrders, extensionsOf, orderWith, type SpacesOrder } from './order-store.ts'

const TONES: Readonly<Record<OrderNow, Tone>> = { 'in force': 'green', 'not yet in effect': 'blue', expired: 'red', discharged: 'grey' }
const isPoint = (one: unknown): one is LonLat => Array.isArray(one) && one.length === 2 && one.every(part => typeof part === 'number')
const ringOf = ({ ring }: SpacesOrder): readonly LonLat[] => Array.isArray(ring) ? ring.filter(isPoint) : []

export const seeOrders = async (work: PublicWork, ask: Ask): Promise<Answer> => page(
  <PublicPage frame={{ ...ask.frame, title: 'Public spaces protection orders' }} back={{ href: '/' }}>
    <h1 class="govuk-heading-l">Public spaces protection orders</h1>
    <p class="govuk-body">An order bans certain behaviour in a public place. Breaking one without a reasonable excuse is an offence.</p>
    <DataTable id="orders" caption="Orders in this area" captionSize="s" narrow="stack" rows={await allOrders(work)} empty="There is no such order." rowHref={one => `/public-spaces-orders/${one.id}`} columns={[
      { heading: 'Order', rowHeader: true, cell: one => one.name }, { heading: 'Now', cell: one => { const now = orderNow(one, work.today); return <Badge text={now} tone={TONES[now]} /> } }, { heading: 'Last day', cell: one => sayDay(one.endsOn) },
    ]} />
  </PublicPage>,
)

export const seeOrder = async (work: PublicWork, ask: Ask): Promise<Answer> => {
  const order = await orderWith(work, ask.params['order'] ?? '')
  if (order === undefined) return notThere
  const [now, ring, extensions] = [orderNow(order, work.today), ringOf(order), await extensionsOf(work, order.id)]
  return page(
    <PublicPage frame={{ ...ask.frame, title: order.name }} back={{ href: '/public-spaces-orders' }}>
      <h1 class="govuk-heading-l">{order.name}</h1>
      <p class="govuk-body"><Badge text={now} tone={TONES[now]} /> {now === 'expired' ? `It expired at the end of ${sayDay(order.endsOn)}: nothing in it can be enforced.` : `In effect from ${sayDay(order.effectOn)}. Its last day is ${sayDay(order.endsOn)}.`}</p>
      <h2 class="govuk-heading-m">What it bans</h2>
      <ul class="govuk-list govuk-list--bullet">{order.bans.map(ban => <li>{ban}</li>)}</ul>
      <h2 class="govuk-heading-m">Where</h2>
      <p class="govuk-body">{order.place}</p>
      {ring.length < 3 ? <p class="govuk-body">We hold no map of its outline yet. Signs on the land show where it applies.</p> : <LocatorMap id="order-map" title={`Where ${order.name} applies`} description={order.place} areas={[{ name: order.name, rings: [ring], level: 3 }]} />}
      <h2 class="govuk-heading-m">Penalty</h2>
      <p class="govuk-body">{order.penalty}</p>
      <h2 class="govuk-heading-m">Made</h2>
      <p class="govuk-body">{sayDay(order.madeOn)}, {order.authority}.</p>
      {extensions.length === 0 ? null : <ul class="govuk-list govuk-list--bullet">{extensions.map(one => <li>Extended on {sayDay(one.madeOn)} to {sayDay(one.endsOn)}: {one.why}</li>)}</ul>}
    </PublicPage>,
  )
}
