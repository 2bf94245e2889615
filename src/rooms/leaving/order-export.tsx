// An officer orders what their agency wrote, of what they may see, sees how far it is, and takes it away while it lasts.
import type { OfficerWork } from '#db/work.ts'
import { londonDay, sayDay, sayMoment } from '#kernel/time.ts'
import { Badge } from '#ui/casework.tsx'
import { Form, SubmitButton, TextArea, type FormState } from '#ui/forms.tsx'
import { InsetText } from '#ui/govuk/components.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable } from '#ui/tables.tsx'
import { body, notThere, seeOther, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { words } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { ourLeaving, type Leaving } from './leaving-store.ts'
import { exportWith, insertOrder, ordersOf, stopOrder, type Order } from './order-store.ts'
import { sayFar } from './write-export.ts'
import { KEPT_DAYS } from './write-ordered.ts'

const TONES = { waiting: 'grey', writing: 'blue', made: 'green', stopped: 'yellow', failed: 'red' } as const
const STANDS = { waiting: 'waiting', writing: 'being written', made: 'written', stopped: 'stopped', failed: 'not written' } as const
const fields = { because: words({ empty: 'Enter why you need it', max: 1000, called: 'Why' }) }
type Loaded = { readonly orders: readonly Order[]; readonly leaving: Pick<Leaving, 'state'> | undefined; readonly agency: string; readonly runs: boolean; readonly now: Date }
const sizeOf = (bytes: number): string => bytes < 1_048_576 ? `${Math.max(1, Math.ceil(bytes / 1024))} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`

export const orderExport = form<OfficerWork, typeof fields, Loaded>({
  fields,
  load: async work => ({ orders: await ordersOf(work), leaving: await ourLeaving(work), agency: work.actor.agencyName, runs: work.partnership.triageAgencyId === work.actor.agencyId, now: work.now }),
  act: async (work, _loaded, { because }) => {
    const id = await insertOrder(work, because)
    return id === undefined ? problems({ field: 'because', text: 'Wait until the one you ordered is written, or stop it' }) : seeOther('/our-records', { about: { kind: 'agency export', id } })
  },
  show: ({ loaded: { orders, leaving, agency, runs, now }, state, frame, action, csrf, once }) => {
    const open = orders.find(order => order.state === 'waiting' || order.state === 'writing')
    return (
      <OfficerPage frame={{ ...frame, title: 'Our records' }} state={state}>
        <h1 class="govuk-heading-l">What {agency} has written</h1>
        <p class="govuk-body">Cases your agency led, what it wrote and gave in any case, and the people whose records it keeps: as CSV files, the files themselves, and a list with the digest of each, in one archive (tar). It holds what you may see, and only you may take it away, for {KEPT_DAYS} days. All of it, restricted cases too, is written out at the console.</p>
        <Orders orders={orders} now={now} />
        {open === undefined ? <OrderForm state={state} action={action} csrf={csrf} once={once} /> : <Underway order={open} csrf={csrf} state={state} />}
        <InsetText text="Keep it where only those who may read it can. That it was written out and taken away is recorded, and which records it held." />
        {runs ? null : <p class="govuk-body"><a class="govuk-link" href="/our-records/leave">{leaving === undefined ? 'Leave the partnership' : `Leaving the partnership: ${leaving.state}`}</a></p>}
      </OfficerPage>
    )
  },
})

const Orders = ({ orders, now }: Pick<Loaded, 'orders' | 'now'>): Html => (
  <DataTable id="exports" caption="Ordered by you" captionSize="s" narrow="stack" rows={orders} empty="Nothing yet." columns={[
    { heading: 'Ordered', rowHeader: true, cell: one => sayMoment(one.orderedAt) }, { heading: 'Why', cell: one => one.because }, { heading: 'Stands', cell: one => <Badge text={STANDS[one.state]} tone={TONES[one.state]} /> },
    { heading: 'Digest (SHA-256)', cell: one => one.sha256 === null ? '' : <span class="amity-digest">{one.sha256}</span> }, { heading: 'Take it away', cell: one => takeAway(one, now) },
  ]} />
)
const takeAway = ({ id, state, problem, size, endsAt, removedAt }: Order, now: Date): Html | string => {
  if (state === 'failed') return `${problem ?? 'It was not written'}.`
  if (state !== 'made' || endsAt === null) return ''
  return removedAt !== null || endsAt <= now ? 'gone' : <><a class="govuk-link" href={`/our-records/${id}`}>Save it ({sizeOf(size ?? 0)})</a>, until {sayDay(londonDay(new Date(endsAt.getTime() - 1)))}</>
}

const OrderForm = ({ state, action, csrf, once }: { readonly state: FormState; readonly action: string; readonly csrf: string; readonly once: string }): Html => (
  <Form action={action} csrf={csrf} once={once}>
    <TextArea name="because" label="Why do you need it?" hint="For the record" rows={2} maxLength={1000} state={state} />
    <SubmitButton text="Write it out" />
  </Form>
)
const Underway = ({ order, csrf, state }: { readonly order: Order; readonly csrf: string; readonly state: FormState }): Html => (
  <>
    <h2 class="govuk-heading-m" id="because">Being written: {order.because}</h2>
    {state.errors.map(({ text }) => <p class="govuk-error-message">{text}</p>)}
    <p class="govuk-body" role="status">{order.state === 'waiting' ? 'It waits its turn.' : sayFar(order)}</p>
    <p class="govuk-body">It goes on by itself; you may leave this page. For a large agency it takes minutes. <a class="govuk-link" href="/our-records">See how far it is</a></p>
    <Form action={`/our-records/${order.id}/stop`} csrf={csrf}><SubmitButton text="Stop it" look="secondary" /></Form>
  </>
)

export const stopExport = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  // One that has ended meanwhile shows how.
  const id = ask.params['export'] ?? ''
  return await stopOrder(work, id) ? seeOther('/our-records', { about: { kind: 'agency export', id } }) : seeOther('/our-records')
}

export const saveExport = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const made = await exportWith(work, ask.params['export'] ?? '')
  if (made === undefined || made.storedAs === null || made.madeAt === null) return notThere
  return body('application/x-tar', (await ask.files.open(made.storedAs)).stream, { fileName: `our-records-${londonDay(made.madeAt)}.tar`, about: { kind: 'agency export', id: made.id } })
}
