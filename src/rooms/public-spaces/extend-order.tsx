// Records that an order was extended before it expired: by whom, why, and to which day the law allows. Its clocks are begun anew.
import type { OfficerWork } from '#db/work.ts'
import { sayDay } from '#kernel/time.ts'
import { DateField, Form, SubmitButton, TextArea } from '#ui/forms.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { seeOther } from '#web/answers.ts'
import { futureDate, words } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { authorityOf, decisionFields, DecisionFields, ruleOfLaw } from './decision.tsx'
import { startOrderClocks } from './order-clocks.ts'
import { whyNotExtend } from './order-rules.ts'
import { insertExtension } from './order-store.ts'
import { loadToChange, orderPath, proposalPath, type WithOrder } from './proposal-at.ts'

const fields = { ...decisionFields, to: futureDate({ empty: 'Enter the new last day', called: 'The new last day' }), why: words({ empty: 'Enter why it is necessary', max: 2000, called: 'Why' }) }

export const extendOrder = form<OfficerWork, typeof fields, WithOrder>({
  fields, load: (work, ask) => loadToChange(work, ask, 'pspo-extension'),
  rules: [
    ruleOfLaw,
    ({ made, to }, { loaded: { order, law }, at }) => { const why = made === undefined || to === undefined ? undefined : whyNotExtend(order, made, to, at.today, law); return why === undefined ? undefined : { field: 'to', part: 'day', text: why } },
  ],
  act: async (work, { proposal, order, law }, { by, made, authority: where, to, why }) => {
    const authority = await authorityOf(work, by, where)
    if (typeof authority !== 'string') return problems(authority)
    await insertExtension(work, order, { proposalId: proposal.id, madeOn: made, endsOn: to, why, authority })
    await startOrderClocks(work, { ...order, endsOn: to }, { officerId: work.actor.officerId, agencyId: work.actor.agencyId, law, since: work.today })
    return seeOther(orderPath(order))
  },
  show: ({ loaded: { proposal, order }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Extend an order' }} state={state} narrow back={{ href: proposalPath(proposal) }}>
      <h1 class="govuk-heading-l">Extend {order.name}</h1>
      <p class="govuk-body">Its last day is {sayDay(order.endsOn)}. An extension is made before that day is over, for 3 years at most, and goes on from there.</p>
      <Form action={action} csrf={csrf} once={once} keep={`extend-${proposal.id}`}>
        <DecisionFields state={state} />
        <DateField name="to" label="What is the new last day?" state={state} />
        <TextArea name="why" label="Why is it necessary?" hint="Anyone can read this: name nobody" rows={4} maxLength={2000} state={state} />
        <SubmitButton text="Extend it" />
      </Form>
    </OfficerPage>
  ),
})
