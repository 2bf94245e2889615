// Records that an order was varied: what it says from then on. What it said before is kept, for an offence is judged by the words of its day.
import type { OfficerWork } from '#db/work.ts'
import { Form, SubmitButton, TextArea } from '#ui/forms.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { seeOther } from '#web/answers.ts'
import { words } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { authorityOf, decisionFields, DecisionFields, ruleOfLaw } from './decision.tsx'
import { outlineOf, sayOutline } from './order-rules.ts'
import { insertVariation } from './order-store.ts'
import { loadToChange, orderPath, proposalPath, type WithOrder } from './proposal-at.ts'
import { orderText, OrderTextFields } from './text-fields.tsx'

const fields = { ...decisionFields, ...orderText, why: words({ empty: 'Enter what changes and why', max: 2000, called: 'What changes' }) }

export const varyOrder = form<OfficerWork, typeof fields, WithOrder>({
  fields, load: (work, ask) => loadToChange(work, ask, 'pspo-variation'),
  start: ({ order: { place, bans, penalty, ring } }) => ({ place, bans: bans.join('\n'), penalty, ring: sayOutline(outlineOf(ring)) }),
  rules: [
    ruleOfLaw,
    ({ bans, place, penalty, ring }, { loaded: { order } }) => bans?.join('\n') === order.bans.join('\n') && place === order.place && penalty === order.penalty && ring !== undefined && sayOutline(ring) === sayOutline(outlineOf(order.ring))
      ? { field: 'bans', text: 'Change what the order says: as typed it says what it said before' } : undefined,
  ],
  act: async (work, { proposal, order }, { by, made, authority: where, why, place, bans, penalty, ring }) => {
    const authority = await authorityOf(work, by, where)
    if (typeof authority !== 'string') return problems(authority)
    await insertVariation(work, order, { proposalId: proposal.id, madeOn: made, why, authority, place, bans, penalty, ring })
    return seeOther(orderPath(order))
  },
  show: ({ loaded: { proposal, order }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Vary an order' }} state={state} narrow back={{ href: proposalPath(proposal) }}>
      <h1 class="govuk-heading-l">Vary {order.name}</h1>
      <p class="govuk-body">The boxes hold what it says now. Its last day stays as it is.</p>
      <Form action={action} csrf={csrf} once={once} keep={`vary-${proposal.id}`}>
        <DecisionFields state={state} />
        <OrderTextFields state={state} />
        <TextArea name="why" label="What changes, and why?" hint="Anyone can read this: name nobody" rows={4} maxLength={2000} state={state} />
        <SubmitButton text="Vary it" />
      </Form>
    </OfficerPage>
  ),
})
