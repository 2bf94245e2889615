// Ways to an end: an order discharged early, a proposal dropped, and what came of an order that ends by itself. Each with its reason.
import type { OfficerWork } from '#db/work.ts'
import { sayDay } from '#kernel/time.ts'
import { settleAbout } from '#rooms/diary/index.ts'
import { Form, SubmitButton, TextArea } from '#ui/forms.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { notThere, refused, seeOther } from '#web/answers.ts'
import { words } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { authorityOf, decisionFields, DecisionFields, ruleOfLaw } from './decision.tsx'
import { LOOK_AGAIN, ORDER_ENDS } from './order-clocks.ts'
import { orderNow } from './order-rules.ts'
import { discharge, orderWith, type SpacesOrder } from './order-store.ts'
import { isOurs, loadToChange, loadToPrepare, NOT_OURS, orderPath, proposalPath, proposalTitle, type AtProposal, type WithOrder } from './proposal-at.ts'
import { dropProposal } from './proposal-store.ts'

const why = words({ empty: 'Enter why', max: 2000, called: 'Why' })
const dischargeFields = { ...decisionFields, why }

export const dischargeOrder = form<OfficerWork, typeof dischargeFields, WithOrder>({
  fields: dischargeFields, load: (work, ask) => loadToChange(work, ask, 'pspo-discharge'),
  rules: [ruleOfLaw, ({ made }, { loaded: { order } }) => made !== undefined && made < order.madeOn ? { field: 'made', part: 'day', text: `It was made on ${sayDay(order.madeOn)}, and is not discharged before` } : undefined],
  act: async (work, { proposal, order }, { by, made, authority: where, why: because }) => {
    const authority = await authorityOf(work, by, where)
    if (typeof authority !== 'string') return problems(authority)
    if (!await discharge(work, order, { proposalId: proposal.id, madeOn: made, why: `${because} ${authority}` })) return problems({ field: 'made', part: 'day', text: 'Somebody else has discharged it meanwhile' })
    for (const kind of [ORDER_ENDS, LOOK_AGAIN]) await settleAbout(work, kind, order.id, `Discharged on ${sayDay(made)}`)
    return seeOther(orderPath(order))
  },
  show: ({ loaded: { proposal, order }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Discharge an order' }} state={state} narrow back={{ href: proposalPath(proposal) }}>
      <h1 class="govuk-heading-l">Discharge {order.name}</h1>
      <p class="govuk-body">From the day it is discharged nothing in it can be enforced.</p>
      <Form action={action} csrf={csrf} once={once} keep={`discharge-${proposal.id}`}>
        <DecisionFields state={state} />
        <TextArea name="why" label="Why does it end early?" hint="Anyone can read this: name nobody" rows={4} maxLength={2000} state={state} />
        <SubmitButton text="Discharge it" look="warning" />
      </Form>
    </OfficerPage>
  ),
})

const fields = { why }

export const dropAProposal = form<OfficerWork, typeof fields, AtProposal>({
  fields, load: loadToPrepare,
  act: async (work, { proposal, order }, { why: because }) => {
    if (!await dropProposal(work, proposal.id, because)) return problems({ field: 'why', text: 'Somebody else has ended it meanwhile: open it again to read how' })
    return seeOther(order === undefined ? '/public-spaces' : orderPath(order))
  },
  show: ({ loaded: { proposal }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Drop a proposal' }} state={state} narrow back={{ href: proposalPath(proposal) }}>
      <h1 class="govuk-heading-l">Drop: {proposalTitle(proposal)}</h1>
      <p class="govuk-body">What was done for it stays to be read. It cannot be taken up again; another can be begun.</p>
      <Form action={action} csrf={csrf} once={once} keep={`drop-${proposal.id}`}>
        <TextArea name="why" label="Why?" rows={3} maxLength={2000} state={state} />
        <SubmitButton text="Drop it" look="warning" />
      </Form>
    </OfficerPage>
  ),
})

/** Before its end: that it is let end, which answers the looks at it and leaves the end in the diary. After: what came of it, which answers both. */
export const letEnd = form<OfficerWork, typeof fields, { readonly order: SpacesOrder; readonly over: boolean }>({
  fields,
  load: async (work, ask) => {
    const order = await orderWith(work, ask.params['order'] ?? '')
    if (order === undefined) return notThere
    return isOurs(work) ? { order, over: ['expired', 'discharged'].includes(orderNow(order, work.today)) } : refused(NOT_OURS)
  },
  act: async (work, { order, over }, { why: because }) => {
    await settleAbout(work, LOOK_AGAIN, order.id, `To end by itself: ${because}`.slice(0, 2000))
    if (over) await settleAbout(work, ORDER_ENDS, order.id, `Ended: ${because}`.slice(0, 2000))
    return seeOther(orderPath(order))
  },
  show: ({ loaded: { order, over }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: over ? 'It has ended' : 'Let it end' }} state={state} narrow back={{ href: orderPath(order) }}>
      <h1 class="govuk-heading-l">{over ? `${order.name} has ended` : `Let ${order.name} end`}</h1>
      <p class="govuk-body">{over ? 'Say what came of it: signs taken down, officers told, a new order begun. Its clock is settled with it.' : `It ends by itself at the end of ${sayDay(order.endsOn)}. The looks at it are answered; its end stays among the clocks.`}</p>
      <Form action={action} csrf={csrf} once={once} keep={`end-${order.id}`}>
        <TextArea name="why" label={over ? 'What came of it?' : 'Why is it not extended?'} rows={3} maxLength={2000} state={state} />
        <SubmitButton text="Save" />
      </Form>
    </OfficerPage>
  ),
})
