// Makes a circle for a class of restricted case, with its keeper: a manager who may see restricted cases, as whoever makes it is.
import type { OfficerWork } from '#db/work.ts'
import { addMonths, type Day } from '#kernel/time.ts'
import { sayFlag } from '#rooms/cases/index.ts'
import { RESTRICTING } from '#rooms/flags/index.ts'
import { officersWhoMay } from '#rooms/partnership/index.ts'
import { Form, SelectField, SubmitButton, TextArea, TextField } from '#ui/forms.tsx'
import { InsetText } from '#ui/govuk/components.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { seeOther } from '#web/answers.ts'
import { choice, words } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { makeCircle } from './circle-store.ts'

const fields = {
  name: words({ empty: 'Enter a name', max: 100, called: 'Name' }), flag: choice(RESTRICTING, { empty: 'Select the flag' }),
  purpose: words({ empty: 'Enter what it is for', max: 1000, called: 'What it is for' }), keeperId: words({ empty: 'Select who keeps it', max: 40 }),
}
type Loaded = { readonly keepers: readonly { readonly id: string; readonly name: string }[] }

/** How long a circle may go without being looked through; the database allows no longer. */
export const nextReview = (today: Day): Day => addMonths(today, 3)

export const makeACircle = form<OfficerWork, typeof fields, Loaded>({
  fields,
  load: async work => ({ keepers: await officersWhoMay(work, work.actor.agencyId, 'see restricted') }),
  start: (_loaded, _ask, work) => ({ keeperId: work.actor.officerId }),
  act: async (work, { keepers }, values) => {
    const id = keepers.some(({ id: one }) => one === values.keeperId) ? await makeCircle(work, { ...values, reviewOn: nextReview(work.today) }) : undefined
    if (id === undefined) return problems({ field: 'keeperId', text: 'Select a manager of your agency who may see restricted cases' })
    // Somebody else's circle does not exist for whoever made it.
    return seeOther(values.keeperId === work.actor.officerId ? `/circles/${id}` : '/circles', { about: { kind: 'circle', id } })
  },
  show: ({ loaded: { keepers }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Make a circle' }} state={state} narrow back={{ href: '/circles' }}>
      <h1 class="govuk-heading-l">Make a circle</h1>
      <InsetText text="Its members are let into each new case of its flag that your agency leads, from when they join. If you name somebody else as keeper, the circle does not exist for you." />
      <Form action={action} csrf={csrf} once={once} keep="make-circle">
        <TextField name="name" label="Name" hint="For example, Domestic abuse. Only its members read it" state={state} />
        <SelectField name="flag" label="For cases flagged" empty="Choose" options={RESTRICTING.map(value => ({ value, text: sayFlag(value).replace(/^./, first => first.toUpperCase()) }))} state={state} />
        <TextArea name="purpose" label="What is it for, and who belongs in it?" maxLength={1000} state={state} />
        <SelectField name="keeperId" label="Who keeps it?" hint="They say who is in it, and look through it every three months" empty="Choose" options={keepers.map(({ id, name }) => ({ value: id, text: name }))} state={state} />
        <SubmitButton text="Make it" />
      </Form>
    </OfficerPage>
  ),
})
