// A bundle while it is being made, or that was not made: how far it is, stopping it, and what was in the way.
import { looksLikeId } from '#db/ids.ts'
import type { OfficerWork } from '#db/work.ts'
import { sayMoment } from '#kernel/time.ts'
import type { Case } from '#rooms/cases/index.ts'
import { courtPath, courtToWork, toPaper } from '#rooms/statements/index.ts'
import { Badge } from '#ui/casework.tsx'
import { Form, SubmitButton } from '#ui/forms.tsx'
import { InsetText } from '#ui/govuk/components.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { notThere, page, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { orderWith, stopOrder, type Order } from './order-store.ts'

const TONES = { waiting: 'grey', drawing: 'blue', made: 'green', stopped: 'yellow', failed: 'red' } as const
const STANDS = { waiting: 'waiting', drawing: 'being drawn', made: 'made', stopped: 'stopped', failed: 'not made' } as const
export const OrderBadge = ({ state }: Pick<Order, 'state'>): Html => <Badge text={STANDS[state]} tone={TONES[state]} />

/** How far it is, in words. */
export const sayFar = ({ state, doing, done, total }: Pick<Order, 'state' | 'doing' | 'done' | 'total'>): string => {
  if (state === 'waiting') return 'It waits its turn.'
  return doing === 'reading' ? `Pictures are being read and checked: ${done} of ${total}.` : 'Its pages are being drawn. For 300 of them that takes some seconds.'
}

export const seeOrder = async (work: OfficerWork, ask: Ask, theCase: Case): Promise<Answer> => {
  const id = ask.params['bundle'] ?? ''
  const order = looksLikeId(id) ? await orderWith(work, theCase.id, id) : undefined
  if (order === undefined) return notThere
  const here = `${courtPath(theCase)}/bundles/${order.id}`
  const mayWork = work.may('work on cases') && theCase.leadAgencyId === work.actor.agencyId
  return page(
    <OfficerPage frame={{ ...ask.frame, title: `${order.title}, bundle ${order.version}` }} narrow back={{ href: courtPath(theCase) }}>
      <span class="govuk-caption-l">{theCase.reference}, bundle {order.version}</span>
      <h1 class="govuk-heading-l">{order.title}</h1>
      <p class="govuk-body"><OrderBadge state={order.state} /> Ordered by {order.orderer ?? 'somebody'}, {sayMoment(order.orderedAt)}.</p>
      {order.endedAt === null ? <Underway order={order} here={here} csrf={ask.csrf} mayWork={mayWork} /> : <Ended order={order} next={`${courtPath(theCase)}/bundles/new?from=${order.id}`} mayWork={mayWork} />}
    </OfficerPage>,
    { about: { kind: 'case', id: theCase.id } },
  )
}

const Underway = ({ order, here, csrf, mayWork }: { readonly order: Order; readonly here: string; readonly csrf: string; readonly mayWork: boolean }): Html => (
  <>
    <p class="govuk-body" role="status">{sayFar(order)}</p>
    <p class="govuk-body">It goes on by itself; you may leave this page. <a class="govuk-link" href={here}>See how far it is</a></p>
    {mayWork ? <Form action={`${here}/stop`} csrf={csrf}><SubmitButton text="Stop it" look="secondary" /></Form> : null}
  </>
)
const Ended = ({ order, next, mayWork }: { readonly order: Order; readonly next: string; readonly mayWork: boolean }): Html => (
  <>
    {order.state === 'failed' ? <InsetText text={`It was not made. ${order.problem ?? ''}.`} /> : <p class="govuk-body">Stopped by {order.stopper ?? 'somebody'}{order.endedAt === null ? '' : `, ${sayMoment(order.endedAt)}`}. Nothing of it was kept but what was answered.</p>}
    {mayWork ? <p class="govuk-body"><a class="govuk-button" role="button" href={next}>Make it again with the same answers</a></p> : null}
  </>
)

export const stopBundle = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const found = await courtToWork(work, ask)
  if ('kind' in found) return found
  const id = ask.params['bundle'] ?? ''
  const order = looksLikeId(id) ? await orderWith(work, found.theCase.id, id) : undefined
  if (order === undefined) return notThere
  // One that has ended meanwhile shows how.
  await stopOrder(work, order.id)
  return toPaper(found.theCase, `bundles/${order.id}`)
}
