// Begins the plan with what the person wants, in their words; and puts it anew when that changes.
import type { OfficerWork } from '#db/work.ts'
import { namedToPerson } from '#rooms/cases/index.ts'
import { Form, HiddenField, SubmitButton, TextArea, valueOf } from '#ui/forms.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { seeOther } from '#web/answers.ts'
import { wholeNumber, words } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { loadPerson, nameOf, type ForPerson } from './plan-at.ts'
import { keepWants } from './plan-store.ts'

const fields = {
  wants: words({ empty: 'Enter what they want to come of it', max: 4000, called: 'What they want' }),
  version: wholeNumber({ empty: 'Open this page again', called: 'The version', min: 0, max: 1_000_000 }),
}
const MEANWHILE = 'Somebody else has changed this plan meanwhile. What you typed is kept: open the case in another tab and read theirs first'

export const writePlan = form<OfficerWork, typeof fields, ForPerson>({
  fields,
  load: loadPerson,
  start: ({ plan }) => ({ wants: plan?.wants ?? '', version: String(plan?.version ?? 0) }),
  act: async (work, { theCase, contact, plan }, { wants, version }) => {
    const named = await namedToPerson(work, theCase.id, { wants })
    if (named.length > 0) return problems(...named)
    if (!await keepWants(work, { caseId: theCase.id, personId: contact.personId }, wants, version)) return problems({ field: 'wants', text: MEANWHILE })
    return seeOther(plan === undefined ? `/cases/${theCase.reference}/plan/${contact.personId}/step` : `/cases/${theCase.reference}#plan`, { about: { kind: 'case', id: theCase.id } })
  },
  show: ({ loaded: { theCase, contact }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'What they want' }} state={state} narrow back={{ href: `/cases/${theCase.reference}#plan` }}>
      <h1 class="govuk-heading-l">What {nameOf(contact)} wants</h1>
      <p class="govuk-body">Ask, and write it as they say it. It is shown to them. Then add what each of you will do.</p>
      <Form action={action} csrf={csrf} once={once} keep={`plan-${contact.personId}`}>
        <HiddenField name="version" value={valueOf(state, 'version')} />
        <TextArea name="wants" label="What do they want to come of it?" hint="For example: to sleep at night, and to know it is taken seriously" rows={4} maxLength={4000} state={state} />
        <SubmitButton text="Save" />
      </Form>
    </OfficerPage>
  ),
})
