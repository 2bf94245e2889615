// Adds a step to a plan: what, whose, by when, and whether the person reads it. Each has a clock in somebody's diary.
import type { OfficerWork } from '#db/work.ts'
import { londonMoment, sayDay } from '#kernel/time.ts'
import { namedToPerson, type Case } from '#rooms/cases/index.ts'
import { note } from '#rooms/diary/index.ts'
import { officersOf } from '#rooms/partnership/index.ts'
import { ChoiceField, DateField, Form, SelectField, SubmitButton, TextField, YesNoField } from '#ui/forms.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { seeOther, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { choice, futureDate, optionalWords, words, yesNo } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { loadPlan, nameOf, type WithPlan } from './plan-at.ts'
import { insertStep, type Step } from './plan-store.ts'
import { whoWill } from './plan-words.ts'

const WHOSE = ['us', 'partner', 'the person'] as const
const fields = {
  what: words({ empty: 'Enter what will be done', max: 500, called: 'What will be done' }),
  whose: choice(WHOSE, { empty: 'Select who does it' }),
  partner: optionalWords({ max: 200, called: 'Which organisation' }),
  officerId: words({ empty: 'Select the officer who sees to it', max: 40, called: 'The officer' }),
  due: futureDate({ empty: 'Enter by when', called: 'By when' }),
  shown: yesNo({ empty: 'Select whether the person may read this step' }),
}
type Loaded = WithPlan & { readonly officers: readonly { readonly id: string; readonly name: string }[] }

const load = async (work: OfficerWork, ask: Ask): Promise<Loaded | Answer> => {
  const found = await loadPlan(work, ask)
  return 'kind' in found ? found : { ...found, officers: await officersOf(work, found.theCase.leadAgencyId) }
}

/** What stands in the diary of whoever sees to it. What the person or a partner does is asked after. */
export const noteStep = (work: OfficerWork, theCase: Case, step: Pick<Step, 'id' | 'what' | 'whose' | 'partner' | 'officerId' | 'dueOn'>): Promise<void> => note(work, {
  kind: 'plan action', title: (step.whose === 'us' ? step.what : `Ask whether it was done: ${step.what}`).slice(0, 200), dueAt: londonMoment(step.dueOn, '23:59') ?? work.now,
  because: `${step.whose === 'the person' ? 'They will' : whoWill(step)} do this by ${sayDay(step.dueOn)}: in the action plan`, caseId: theCase.id, officerId: step.officerId, agencyId: theCase.leadAgencyId, aboutKind: 'plan step', aboutId: step.id,
})

export const addStep = form<OfficerWork, typeof fields, Loaded>({
  fields, load,
  rules: [({ whose, partner }) => whose === 'partner' && partner === '' ? { field: 'partner', text: 'Enter which organisation does it' } : undefined],
  start: ({ theCase }) => ({ whose: 'us', officerId: theCase.leadOfficerId, shown: 'yes' }),
  act: async (work, { theCase, contact, plan, officers }, { what, whose, partner, officerId, due, shown }) => {
    if (!officers.some(({ id }) => id === officerId)) return problems({ field: 'officerId', text: 'Select the officer who sees to it' })
    const named = shown ? await namedToPerson(work, theCase.id, { what, ...(whose === 'partner' ? { partner } : {}) }) : []
    if (named.length > 0) return problems(...named)
    const step = { caseId: theCase.id, planId: plan.id, personId: contact.personId, what, whose, partner: whose === 'partner' ? partner : null, officerId, shown, dueOn: due }
    const id = await insertStep(work, step)
    await noteStep(work, theCase, { ...step, id })
    return seeOther(`/cases/${theCase.reference}#plan`, { about: { kind: 'case', id: theCase.id } })
  },
  show: ({ loaded: { theCase, contact, officers }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Add a step' }} state={state} narrow back={{ href: `/cases/${theCase.reference}#plan` }}>
      <h1 class="govuk-heading-l">Add a step to the plan with {nameOf(contact)}</h1>
      <Form action={action} csrf={csrf} once={once} keep={`step-${contact.personId}`}>
        <ChoiceField name="whose" label="Who does it?" state={state} choices={[{ value: 'us', text: 'We do' }, { value: 'partner', text: 'Another organisation' }, { value: 'the person', text: nameOf(contact) }]} />
        <TextField name="partner" label="Which organisation? (only if it is another’s)" state={state} />
        <TextField name="what" label="What will be done?" hint="Begin with a small letter: visit the block, fit a stronger lock, keep the diary" state={state} />
        <DateField name="due" label="By when?" state={state} />
        <SelectField name="officerId" label="Which officer sees to it?" empty={null} options={officers.map(({ id, name }) => ({ value: id, text: name }))} state={state} />
        <YesNoField name="shown" label="May the person read this step?" hint="No, for what would give an enquiry away. Never name an alleged perpetrator in what they read." state={state} />
        <SubmitButton text="Add the step" />
      </Form>
    </OfficerPage>
  ),
})
