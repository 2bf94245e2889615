// Records that an order was made, once all the law asks for was done; or writes down one that was made elsewhere, marked so for ever.
import type { OfficerWork } from '#db/work.ts'
import { type Day } from '#kernel/time.ts'
import type { Law } from '#law/rule.ts'
import { lawOf } from '#rooms/law-book/index.ts'
import { ChoiceField, DateField, Form, SubmitButton, TextArea, TextField, type FormState } from '#ui/forms.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { refused, seeOther } from '#web/answers.ts'
import { choice, date, pastDate, words } from '#web/fields.ts'
import { form, problems, type Problem } from '#web/form.ts'
import { authorityOf, decisionFields, DecisionFields, ruleOfLaw } from './decision.tsx'
import { startOrderClocks } from './order-clocks.ts'
import { whyNotLast } from './order-rules.ts'
import { insertOrder, type NewOrder } from './order-store.ts'
import { isOurs, loadToDecide, NOT_OURS, orderPath, proposalPath, type AtProposal } from './proposal-at.ts'
import { MAKES, toolOf } from './proposal-rules.ts'
import { orderText, OrderTextFields } from './text-fields.tsx'

const name = words({ empty: 'Enter what the order is called', max: 200, called: 'The name' })
const lasting = { effect: date({ empty: 'Enter its first day', called: 'Its first day' }), ends: date({ empty: 'Enter its last day', called: 'Its last day' }) }

type Typed = { readonly made?: Day | undefined; readonly effect?: Day | undefined; readonly ends?: Day | undefined }
const whyNotSo = (kind: NewOrder['kind'], { made, effect, ends }: Typed, law: Law): Problem | undefined => {
  const why = made === undefined || effect === undefined || ends === undefined ? undefined : whyNotLast(kind, { madeOn: made, effectOn: effect, endsOn: ends }, law)
  return why === undefined ? undefined : { ...why, part: 'day' }
}

const keep = async (work: OfficerWork, order: NewOrder, law: Law) => {
  const id = await insertOrder(work, order)
  if (order.endsOn >= work.today) await startOrderClocks(work, { ...order, id }, { officerId: work.actor.officerId, agencyId: work.actor.agencyId, law, since: work.today })
  return seeOther(orderPath({ id }))
}

const LastingFields = ({ state, hint }: { readonly state: FormState; readonly hint?: string }): Html => (
  <>
    <DateField name="effect" label="On which day does it take effect?" hint={hint} state={state} />
    <DateField name="ends" label="What is its last day?" hint="An order lasts 3 years at most, an expedited one 6 months, from the day it takes effect" state={state} />
  </>
)

const fields = { name, ...decisionFields, ...lasting, ...orderText }

export const makeOrder = form<OfficerWork, typeof fields, AtProposal>({
  fields, load: (work, ask) => loadToDecide(work, ask, MAKES), start: ({ proposal }) => ({ name: proposal.name }),
  rules: [ruleOfLaw, (values, { loaded: { proposal, law } }) => whyNotSo(proposal.tool === 'pspo-expedited' ? 'expedited' : 'standard', values, law)],
  act: async (work, { proposal, law }, { by, made, authority: where, effect, ends, name: called, place, bans, penalty, ring }) => {
    const authority = await authorityOf(work, by, where)
    if (typeof authority !== 'string') return problems(authority)
    return keep(work, { name: called, kind: proposal.tool === 'pspo-expedited' ? 'expedited' : 'standard', place, bans, penalty, ring, authority, madeOn: made, effectOn: effect, endsOn: ends, proposalId: proposal.id }, law)
  },
  show: ({ loaded: { proposal }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Make an order' }} state={state} narrow back={{ href: proposalPath(proposal) }}>
      <h1 class="govuk-heading-l">Record that it is made: {toolOf(proposal.tool).name}</h1>
      <p class="govuk-body">Once saved it stands on the public page, word for word.</p>
      <Form action={action} csrf={csrf} once={once} keep={`make-${proposal.id}`}>
        <TextField name="name" label="What is it called?" state={state} />
        <DecisionFields state={state} />
        <LastingFields state={state} />
        <OrderTextFields state={state} />
        <SubmitButton text="Make it" />
      </Form>
    </OfficerPage>
  ),
})

const KINDS = ['standard', 'expedited'] as const
const recordFields = {
  name, kind: choice(KINDS, { empty: 'Select which kind it is' }), made: pastDate({ empty: 'Enter the day it was made or last extended', called: 'The day it was made' }), authority: words({ empty: 'Enter who decided, and where the decision stands', max: 300, called: 'Who decided' }),
  ...lasting, ...orderText, because: words({ empty: 'Enter where it was made and why it is written down here', max: 2000, called: 'Why' }),
}

export const recordOrder = form<OfficerWork, typeof recordFields, { readonly law: Law }>({
  fields: recordFields,
  load: async work => isOurs(work) ? { law: await lawOf(work) } : refused(NOT_OURS),
  rules: [(values, { loaded: { law } }) => values.kind === undefined ? undefined : whyNotSo(values.kind, values, law)],
  act: (work, { law }, { kind, made, effect, ends, because, ...order }) => keep(work, { ...order, kind, madeOn: made, effectOn: effect, endsOn: ends, recordedBecause: because }, law),
  show: ({ state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'An order made elsewhere' }} state={state} narrow back={{ href: '/public-spaces' }}>
      <h1 class="govuk-heading-l">Write down an order made elsewhere</h1>
      <p class="govuk-body">For an order that was made before this service was used, or outside it. It stays marked: this service holds nothing of its consultation. To make one, prepare it.</p>
      <Form action={action} csrf={csrf} once={once} keep="record-order">
        <TextField name="name" label="What is it called?" state={state} />
        <ChoiceField name="kind" label="Which kind is it?" inline state={state} choices={[{ value: 'standard', text: 'An order' }, { value: 'expedited', text: 'An expedited order' }]} />
        <DateField name="made" label="On which day was it made, or last extended?" state={state} />
        <TextField name="authority" label="Who decided, and where does the decision stand?" hint="Anyone can read this" state={state} />
        <LastingFields state={state} hint="Where it was extended, the first day of its latest extension" />
        <OrderTextFields state={state} />
        <TextArea name="because" label="Where was it made, and why is it written down here?" rows={3} maxLength={2000} state={state} />
        <SubmitButton text="Write it down" />
      </Form>
    </OfficerPage>
  ),
})
