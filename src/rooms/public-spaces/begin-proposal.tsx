// Begins to prepare an order, or the extension, variation or discharge of one: what for. Begun for an order, the looks at it are begun too.
import type { OfficerWork } from '#db/work.ts'
import { settleAbout } from '#rooms/diary/index.ts'
import { Form, SubmitButton, TextArea, TextField } from '#ui/forms.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { notThere, refused, seeOther, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { words } from '#web/fields.ts'
import { form } from '#web/form.ts'
import { LOOK_AGAIN } from './order-clocks.ts'
import { orderWith, type SpacesOrder } from './order-store.ts'
import { isOurs, NOT_OURS, orderPath, proposalPath, whyNotBegin } from './proposal-at.ts'
import { CHANGES_ONE, MAKES, toolOf, type SpacesTool } from './proposal-rules.ts'
import { insertProposal } from './proposal-store.ts'

const reason = words({ empty: 'Enter why', max: 4000, called: 'Why' })
const newFields = { name: words({ empty: 'Enter a name for the order, like the place it is for', max: 200, called: 'The name' }), reason }

type Loaded = { readonly tool: SpacesTool }
const loadNew = (work: OfficerWork, ask: Ask): Promise<Loaded | Answer> => {
  const tool = MAKES.find(one => one === ask.params['tool'])
  return Promise.resolve(tool === undefined ? notThere : isOurs(work) ? { tool } : refused(NOT_OURS))
}

export const beginOrder = form<OfficerWork, typeof newFields, Loaded>({
  fields: newFields, load: loadNew,
  act: async (work, { tool }, { name, reason: why }) => seeOther(proposalPath({ id: await insertProposal(work, { tool, orderId: null, name, reason: why }) })),
  show: ({ loaded: { tool }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Prepare an order' }} state={state} narrow back={{ href: '/public-spaces' }}>
      <h1 class="govuk-heading-l">Prepare: {toolOf(tool).name}</h1>
      <p class="govuk-body">Next comes the list of what the law asks for before it can be made.</p>
      <Form action={action} csrf={csrf} once={once} keep={`prepare-${tool}`}>
        <TextField name="name" label="Which place is it for?" hint="The order is called this. Anyone can read it once it is made" state={state} />
        <TextArea name="reason" label="Why is it needed?" hint="For the file. The public does not read this" rows={4} maxLength={4000} state={state} />
        <SubmitButton text="Begin" />
      </Form>
    </OfficerPage>
  ),
})

const fields = { reason }
type About = { readonly order: SpacesOrder; readonly tool: (typeof CHANGES_ONE)[number] }
const ASKS: Readonly<Record<About['tool'], string>> = { 'pspo-extension': 'Why is it still needed?', 'pspo-variation': 'What should change, and why?', 'pspo-discharge': 'Why should it end early?' }

export const beginChange = form<OfficerWork, typeof fields, About>({
  fields,
  load: async (work, ask) => {
    const [order, tool] = [await orderWith(work, ask.params['order'] ?? ''), CHANGES_ONE.find(one => one === ask.params['tool'])]
    if (order === undefined || tool === undefined) return notThere
    if (!isOurs(work)) return refused(NOT_OURS)
    const why = whyNotBegin(tool, order, work.today)
    return why === undefined ? { order, tool } : refused(why)
  },
  act: async (work, { order, tool }, { reason: why }) => {
    const id = await insertProposal(work, { tool, orderId: order.id, name: order.name, reason: why })
    await settleAbout(work, LOOK_AGAIN, order.id, `Begun: ${toolOf(tool).name}`)
    return seeOther(proposalPath({ id }))
  },
  show: ({ loaded: { order, tool }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: toolOf(tool).name }} state={state} narrow back={{ href: orderPath(order) }}>
      <h1 class="govuk-heading-l">{toolOf(tool).name}: {order.name}</h1>
      <Form action={action} csrf={csrf} once={once} keep={`prepare-${order.id}-${tool}`}>
        <TextArea name="reason" label={ASKS[tool]} hint="For the file. The public does not read this" rows={4} maxLength={4000} state={state} />
        <SubmitButton text="Begin" />
      </Form>
    </OfficerPage>
  ),
})
