// Extends an order before it expires: by whom, why, and to which day the law allows. Its clock in the diary is started anew.
import type { OfficerWork } from '#db/work.ts'
import { addDays, sayDay, startOfDay } from '#kernel/time.ts'
import type { Law } from '#law/rule.ts'
import { note, settleAbout } from '#rooms/diary/index.ts'
import { lawOf } from '#rooms/law-book/index.ts'
import { DateField, Form, SubmitButton, TextArea, TextField } from '#ui/forms.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { notThere, refused, seeOther } from '#web/answers.ts'
import { futureDate, pastDate, words } from '#web/fields.ts'
import { form } from '#web/form.ts'
import { whyNotExtend } from './order-rules.ts'
import { insertExtension, orderWith, type SpacesOrder } from './order-store.ts'

const fields = {
  made: pastDate({ empty: 'Enter the day it was decided', called: 'The day it was decided' }), to: futureDate({ empty: 'Enter the new last day', called: 'The new last day' }),
  why: words({ empty: 'Enter why it is necessary', max: 2000, called: 'Why' }), authority: words({ empty: 'Enter who decided', called: 'Who decided' }),
}
type Loaded = { readonly order: SpacesOrder; readonly law: Law }

export const ABOUT = 'public spaces order'

export const extendOrder = form<OfficerWork, typeof fields, Loaded>({
  fields,
  load: async (work, ask) => {
    const order = await orderWith(work, ask.params['order'] ?? '')
    if (order === undefined) return notThere
    return work.actor.agencyId === work.partnership.triageAgencyId ? { order, law: await lawOf(work) } : refused('The council that keeps the orders extends them.')
  },
  rules: [({ made, to }, { loaded: { order, law }, at }) => { const why = made === undefined || to === undefined ? undefined : whyNotExtend(order, made, to, at.today, law); return why === undefined ? undefined : { field: 'to', part: 'day', text: why } }],
  act: async (work, { order }, { made, to, why, authority }) => {
    await insertExtension(work, order, { madeOn: made, endsOn: to, why, authority })
    await settleAbout(work, ABOUT, order.id, `Extended to ${sayDay(to)}`)
    await note(work, { kind: 'legal', title: `${order.name} expires`.slice(0, 200), dueAt: startOfDay(addDays(to, 1)), because: `Its last day is ${sayDay(to)}; an extension must be made before it is over (ASBCPA 2014 s60(2))`, caseId: null, officerId: work.actor.officerId, agencyId: work.actor.agencyId, aboutKind: ABOUT, aboutId: order.id, warn: 'days' })
    return seeOther(`/public-spaces-orders/${order.id}`)
  },
  show: ({ loaded: { order }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Extend an order' }} state={state} narrow back={{ href: `/public-spaces-orders/${order.id}` }}>
      <h1 class="govuk-heading-l">Extend {order.name}</h1>
      <p class="govuk-body">Its last day is {sayDay(order.endsOn)}. An extension must be necessary to stop the behaviour from happening again or growing, be consulted on as the order was, and be made before that day is over.</p>
      <Form action={action} csrf={csrf} once={once} keep={`order-${order.id}`}>
        <DateField name="made" label="On which day was it decided?" state={state} />
        <DateField name="to" label="What is the new last day?" state={state} />
        <TextArea name="why" label="Why is it necessary?" rows={4} maxLength={2000} state={state} />
        <TextField name="authority" label="Who decided?" state={state} />
        <SubmitButton text="Extend it" />
      </Form>
    </OfficerPage>
  ),
})
