// Promises somebody harmed how often they hear from us, and by which safe means. The clock starts from when we last spoke.
import type { OfficerWork } from '#db/work.ts'
import { insertEntry } from '#rooms/cases/index.ts'
import { Form, SelectField, SubmitButton, TextField } from '#ui/forms.tsx'
import { InsetText } from '#ui/govuk/components.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { seeOther } from '#web/answers.ts'
import { optionalWords, wholeNumber, words } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { saySafeContact } from '#rooms/people/index.ts'
import { noteNextUpdate } from './next-update.ts'
import { loadPerson, nameOf, type ForPerson } from './plan-at.ts'
import { keepPromise } from './plan-store.ts'

const fields = {
  every: wholeNumber({ empty: 'Enter how often, in working days', called: 'How often', min: 1, max: 60 }),
  means: words({ empty: 'Select by which means', max: 40, called: 'The means' }), times: optionalWords({ max: 200, called: 'When' }),
}
const often = (days: number): string => days === 1 ? 'every working day' : `every ${days} working days`

export const promiseContact = form<OfficerWork, typeof fields, ForPerson>({
  fields,
  load: loadPerson,
  start: ({ contact }) => ({ every: '10', times: contact.safeTimes ?? '' }),
  act: async (work, { theCase, contact }, { every, means, times }) => {
    if (!contact.safeMeans.some(safe => safe === means)) return problems({ field: 'means', text: 'Select a means this person called safe' })
    await keepPromise(work, { caseId: theCase.id, personId: contact.personId, everyDays: every, means, times })
    await noteNextUpdate(work, theCase, theCase.lastContactAt ?? work.now)
    await insertEntry(work, theCase.id, { kind: 'plan', happenedAt: work.now, summary: `We promised ${nameOf(contact)} to be in touch ${often(every)}, by ${means}`, body: times, visibility: 'staff', personId: contact.personId })
    return seeOther(`/cases/${theCase.reference}#plan`, { about: { kind: 'case', id: theCase.id } })
  },
  show: ({ loaded: { theCase, contact }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Promise contact' }} state={state} narrow back={{ href: `/cases/${theCase.reference}#plan` }}>
      <h1 class="govuk-heading-l">How often will {nameOf(contact)} hear from us?</h1>
      <InsetText text={saySafeContact(contact)} />
      {contact.safeMeans.length === 0 ? <p class="govuk-body">Nothing can be promised until a safe means is known. Ask them, and record it.</p> : (
        <Form action={action} csrf={csrf} once={once} keep={`promise-${contact.personId}`}>
          <TextField name="every" label="Every how many working days?" inputMode="numeric" width={3} state={state} />
          <SelectField name="means" label="By which means?" empty="Choose" options={contact.safeMeans.map(value => ({ value, text: value }))} state={state} />
          <TextField name="times" label="When suits them? (optional)" hint="For example, after 6pm" state={state} />
          <SubmitButton text="Promise it" />
        </Form>
      )}
    </OfficerPage>
  ),
})
