// Agrees the plan with the person, or writes down why they do not; and sends it to them by a means that is safe.
import type { OfficerWork } from '#db/work.ts'
import { addDays, londonMoment } from '#kernel/time.ts'
import { insertEntry } from '#rooms/cases/index.ts'
import { note } from '#rooms/diary/index.ts'
import { writeMessage } from '#rooms/letters/index.ts'
import { ChoiceField, DateField, Form, SelectField, SubmitButton, TextArea } from '#ui/forms.tsx'
import { InsetText } from '#ui/govuk/components.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { seeOther } from '#web/answers.ts'
import { choice, optionalWords, pastDate, yesNo } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { loadPlan, nameOf, type WithPlan } from './plan-at.ts'
import { insertAgreement } from './plan-store.ts'
import { sayPlan } from './plan-words.ts'

const HOW = ['in person', 'by phone', 'in writing', 'through someone else'] as const
const fields = {
  agreed: yesNo({ empty: 'Select whether they agree' }), how: choice(HOW, { empty: 'Select how you talked it over' }), on: pastDate({ empty: 'Enter the day', called: 'The day' }),
  whyNot: optionalWords({ max: 2000, called: 'Why they do not agree' }), send: yesNo({ empty: 'Select whether to send it to them' }),
}

/** By a safe means; where there is none, somebody gives it to them in person. @returns the message's id */
const sendIt = async (work: OfficerWork, { theCase, contact }: WithPlan, said: string): Promise<string | null> => {
  const written = await writeMessage(work, contact, { purpose: 'action plan', subject: 'What we agreed', body: `Hello ${contact.givenName}\n\nThis is what we agreed.\n\n${said}\n\n${work.partnership.agencyName ?? work.partnership.name}` }, { caseId: theCase.id, reportId: null, agencyId: theCase.leadAgencyId })
  if (written.state === 'waiting') return written.id
  await note(work, { kind: 'task', title: `Give ${nameOf(contact)} the plan in a way that is safe`.slice(0, 200), dueAt: londonMoment(addDays(work.today, 2), '23:59') ?? work.now, because: written.because, caseId: theCase.id, officerId: theCase.leadOfficerId, agencyId: theCase.leadAgencyId })
  return null
}

export const agreePlan = form<OfficerWork, typeof fields, WithPlan>({
  fields,
  load: loadPlan,
  rules: [({ agreed, whyNot }) => agreed === false && whyNot === '' ? { field: 'whyNot', text: 'Enter why they do not agree' } : undefined],
  act: async (work, loaded, { agreed, how, on, whyNot, send }) => {
    const { theCase, contact, plan, steps } = loaded
    if (!steps.some(({ state }) => state === 'open')) return problems({ field: 'agreed', text: 'Add a step before you agree the plan: there is nothing to do in it yet' })
    const said = sayPlan(plan.wants, steps)
    const messageId = send ? await sendIt(work, loaded, said) : null
    await insertAgreement(work, { caseId: theCase.id, planId: plan.id, personId: contact.personId, agreed, how, onDay: on, whyNot: agreed ? null : whyNot, said, messageId })
    await insertEntry(work, theCase.id, { kind: 'plan', happenedAt: work.now, summary: agreed ? `Plan agreed with ${nameOf(contact)}` : `${nameOf(contact)} does not agree with the plan`, body: `${said}${agreed ? '' : `\n\nWhy not: ${whyNot}`}`, visibility: 'staff', personId: contact.personId })
    return seeOther(`/cases/${theCase.reference}#plan`, { about: { kind: 'case', id: theCase.id } })
  },
  show: ({ loaded: { theCase, contact, plan, steps }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Agree the plan' }} state={state} narrow back={{ href: `/cases/${theCase.reference}#plan` }}>
      <h1 class="govuk-heading-l">Agree the plan with {nameOf(contact)}</h1>
      <InsetText html={<>{sayPlan(plan.wants, steps).split('\n\n').map(line => <p class="govuk-body">{line}</p>)}</>} />
      <p class="govuk-hint">This is what they are sent. Steps you keep to yourselves are left out.</p>
      <Form action={action} csrf={csrf} once={once} keep={`agree-${plan.id}`}>
        <ChoiceField name="agreed" label="Do they agree with it?" inline state={state} choices={[{ value: 'yes', text: 'Yes' }, { value: 'no', text: 'No' }]} />
        <TextArea name="whyNot" label="Why not? (only if they do not)" rows={3} maxLength={2000} state={state} />
        <SelectField name="how" label="How did you talk it over?" empty="Choose" options={HOW.map(value => ({ value, text: value }))} state={state} />
        <DateField name="on" label="On which day?" state={state} />
        <ChoiceField name="send" label="Send it to them?" hint="By a means they called safe. Where there is none, you get a task to give it to them." inline state={state} choices={[{ value: 'yes', text: 'Yes' }, { value: 'no', text: 'No' }]} />
        <SubmitButton text="Save" />
      </Form>
    </OfficerPage>
  ),
})
