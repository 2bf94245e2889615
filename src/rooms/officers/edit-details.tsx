// Change an officer's name, email, phone and job title. For whoever looks after the whole account.
import type { OfficerWork } from '#db/work.ts'
import { Form, SubmitButton, TextField } from '#ui/forms.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { notThere, refused, seeOther } from '#web/answers.ts'
import { email, optionalPhone, optionalWords, words } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { keepsAccount, officerWith, officerWithEmail, saveDetails, type Account } from './officer-store.ts'

const fields = { name: words({ empty: 'Enter their name', max: 120, called: 'Name' }), email: email({ empty: 'Enter their email address' }), phone: optionalPhone, jobTitle: optionalWords({ max: 120, called: 'Job title' }) }

export const editDetails = form<OfficerWork, typeof fields, { readonly officer: Account }>({
  fields,
  load: async (work, ask) => {
    const known = await officerWith(work, ask.params['id'] ?? '')
    if (known === undefined) return notThere
    return await keepsAccount(work, known.officer.id) ? { officer: known.officer } : refused('This officer works for another agency too, or runs the partnership. Only an administrator of the partnership changes their account.')
  },
  start: ({ officer }) => ({ name: officer.name, email: officer.email, phone: officer.phone ?? '', jobTitle: officer.jobTitle ?? '' }),
  act: async (work, { officer }, values) => {
    const same = await officerWithEmail(work, values.email)
    if (same !== undefined && same.id !== officer.id) return problems({ field: 'email', text: 'Somebody else here signs in, or signed in, with this email address' })
    await saveDetails(work, officer.id, { name: values.name, email: values.email, phone: values.phone || null, jobTitle: values.jobTitle || null })
    return seeOther(`/officers/${officer.id}`, { about: { kind: 'officer', id: officer.id } })
  },
  show: ({ loaded: { officer }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Change details' }} state={state} back={{ href: `/officers/${officer.id}`, text: officer.name }} narrow>
      <h1 class="govuk-heading-l">Details of {officer.name}</h1>
      <Form action={action} csrf={csrf} once={once}>
        <TextField name="name" label="Name" state={state} />
        <TextField name="email" label="Work email address" hint="They sign in with it" type="email" state={state} />
        <TextField name="phone" label="Phone (optional)" type="tel" width={20} state={state} />
        <TextField name="jobTitle" label="Job title (optional)" state={state} />
        <SubmitButton text="Save" />
      </Form>
    </OfficerPage>
  ),
})
