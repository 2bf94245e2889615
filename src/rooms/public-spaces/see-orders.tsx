// The orders for anyone: the list, and each with its text, its map and its last day. Nothing here is counted from cases.
import type { PublicWork } from '#db/work.ts'
import { sayDay } from '#kernel/time.ts'
import { Badge, type Tone } from '#ui/casework.tsx'
import type { Html } from '#ui/html.ts'
import { LocatorMap } from '#ui/map.tsx'
import { PublicPage } from '#ui/page.tsx'
import { DataTable } from '#ui/tables.tsx'
import { notThere, page, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { orderNow, outlineOf, type OrderNow } from './order-rules.ts'
import { allOrders, extensionsOf, orderWith, variationsOf, type SpacesOrder } from './order-store.ts'
import { toolOf } from './proposal-rules.ts'

export const TONES: Readonly<Record<OrderNow, Tone>> = { 'in force': 'green', 'not yet in effect': 'blue', expired: 'red', discharged: 'grey' }

export const seeOrders = async (work: PublicWork, ask: Ask): Promise<Answer> => page(
  <PublicPage frame={{ ...ask.frame, title: 'Public spaces protection orders' }} back={{ href: '/' }}>
    <h1 class="govuk-heading-l">Public spaces protection orders</h1>
    <p class="govuk-body">An order bans certain behaviour in a public place. Breaking one without a reasonable excuse is an offence.</p>
    <DataTable id="orders" caption="Orders in this area" captionSize="s" narrow="stack" rows={await allOrders(work)} empty="There is no such order." rowHref={one => `/public-spaces-orders/${one.id}`} columns={[
      { heading: 'Order', rowHeader: true, cell: one => one.name }, { heading: 'Now', cell: one => { const now = orderNow(one, work.today); return <Badge text={now} tone={TONES[now]} /> } }, { heading: 'Last day', cell: one => sayDay(one.endsOn) },
    ]} />
  </PublicPage>,
)

const sayStands = ({ effectOn, endsOn, dischargedOn }: SpacesOrder, now: OrderNow): string =>
  now === 'expired' ? `It expired at the end of ${sayDay(endsOn)}: nothing in it can be enforced.`
    : now === 'discharged' ? `It was ended early, on ${sayDay(dischargedOn ?? endsOn)}: nothing in it can be enforced.`
      : `In effect from ${sayDay(effectOn)}. Its last day is ${sayDay(endsOn)}.`

const Where = ({ order }: { readonly order: SpacesOrder }): Html => {
  const ring = outlineOf(order.ring)
  return (
    <>
      <h2 class="govuk-heading-m">Where</h2>
      <p class="govuk-body">{order.place}</p>
      {ring.length < 3 ? <p class="govuk-body">We hold no map of its outline yet. Signs on the land show where it applies.</p> : <LocatorMap id="order-map" title={`Where ${order.name} applies`} description={order.place} areas={[{ name: order.name, rings: [ring], level: 3 }]} />}
    </>
  )
}

export const seeOrder = async (work: PublicWork, ask: Ask): Promise<Answer> => {
  const order = await orderWith(work, ask.params['order'] ?? '')
  if (order === undefined) return notThere
  const [now, extensions, variations] = [orderNow(order, work.today), await extensionsOf(work, order.id), await variationsOf(work, order.id)]
  const { appeal } = toolOf('pspo')
  return page(
    <PublicPage frame={{ ...ask.frame, title: order.name }} back={{ href: '/public-spaces-orders' }}>
      <h1 class="govuk-heading-l">{order.name}</h1>
      <p class="govuk-body"><Badge text={now} tone={TONES[now]} /></p>
      <p class="govuk-body">{sayStands(order, now)}</p>
      <h2 class="govuk-heading-m">What it bans or asks for</h2>
      <ul class="govuk-list govuk-list--bullet">{order.bans.map(ban => <li>{ban}</li>)}</ul>
      <Where order={order} />
      <h2 class="govuk-heading-m">If it is broken</h2>
      <p class="govuk-body">{order.penalty}</p>
      <h2 class="govuk-heading-m">How it was made</h2>
      <p class="govuk-body">Made on {sayDay(order.madeOn)}. {order.authority}</p>
      {extensions.length + variations.length + (order.dischargedOn === null ? 0 : 1) === 0 ? null : (
        <ul class="govuk-list govuk-list--bullet">
          {extensions.map(one => <li>Extended on {sayDay(one.madeOn)} to {sayDay(one.endsOn)}: {one.why} {one.authority}</li>)}
          {variations.map(one => <li>Changed on {sayDay(one.madeOn)}: {one.why} {one.authority}</li>)}
          {order.dischargedOn === null ? null : <li>Ended early on {sayDay(order.dischargedOn)}: {order.dischargedBecause}</li>}
        </ul>
      )}
      {appeal === undefined ? null : <><h2 class="govuk-heading-m">How to challenge it</h2><p class="govuk-body">{appeal.says} <span class="govuk-hint govuk-!-font-size-16">{appeal.source}</span></p></>}
    </PublicPage>,
  )
}
