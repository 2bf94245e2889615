// The people who work here, and adding one: the new officer gets a link to choose a password.
import type { OfficerWork } from '#db/work.ts'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable } from '#ui/tables.tsx'
import { Form, SelectField, SubmitButton, TextField } from '#ui/forms.tsx'
import { page, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { email, optionalWords, words } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { addOfficer, agencies, offerPasswordLink, officersWithPosts, officerWithEmail, roles } from './partnership-store.ts'

export const seeOfficers = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const officers = await officersWithPosts(work)
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'Officers' }}>
      <h1 class="govuk-heading-l">Officers</h1>
      <p class="govuk-body"><a class="govuk-link" href="/officers/add">Add an officer</a></p>
      <DataTable id="officers" caption="Officers, their agency and their role" captionSize="hidden" narrow="stack" rows={officers} empty="Nobody yet." columns={[
        { heading: 'Name', rowHeader: true, cell: officer => officer.agencyId === work.actor.agencyId ? <><a class="govuk-link" href={`/officers/${officer.id}/sign-in`}>{officer.name}</a>{officer.leftAt === null ? '' : ' (left)'}</> : `${officer.name}${officer.leftAt === null ? '' : ' (left)'}` }, { heading: 'Agency', cell: officer => officer.agency },
        { heading: 'Role', cell: officer => officer.role }, { heading: 'Email', cell: officer => officer.email },
      ]} />
    </OfficerPage>,
  )
}

const fields = {
  name: words({ empty: 'Enter their name', max: 120, called: 'Name' }),
  email: email({ empty: 'Enter their email address' }),
  jobTitle: optionalWords({ max: 120, called: 'Job title' }),
  agencyId: words({ empty: 'Select the agency they work for' }),
  roleId: words({ empty: 'Select their role' }),
}
type Loaded = { readonly agencies: readonly { id: string; name: string }[]; readonly roles: readonly { id: string; name: string }[] }

export const addAnOfficer = form<OfficerWork, typeof fields, Loaded>({
  fields,
  load: async work => ({ agencies: await agencies(work), roles: await roles(work) }),
  act: async (work, loaded, values, ask) => {
    if (!loaded.agencies.some(agency => agency.id === values.agencyId)) return problems({ field: 'agencyId', text: 'Select the agency they work for' })
    if (!loaded.roles.some(role => role.id === values.roleId)) return problems({ field: 'roleId', text: 'Select their role' })
    if (await officerWithEmail(work, values.email) !== undefined) return problems({ field: 'email', text: 'Somebody here already signs in with this email address' })
    const id = await addOfficer(work, values)
    const link = `${ask.baseUrl}/choose-password/${await offerPasswordLink(work, id)}`
    return page(
      <OfficerPage frame={{ ...ask.frame, title: 'Officer added' }} narrow>
        <h1 class="govuk-heading-l">{values.name} has been added</h1>
        <p class="govuk-body">Give them this link by a safe way. It works once, for three days, and lets them choose a password.</p>
        <p class="govuk-body"><code>{link}</code></p>
        <p class="govuk-body"><a class="govuk-link" href="/officers">Back to officers</a></p>
      </OfficerPage>,
      { about: { kind: 'officer', id } },
    )
  },
  show: ({ loaded, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Add an officer' }} state={state} narrow>
      <h1 class="govuk-heading-l">Add an officer</h1>
      <Form action={action} csrf={csrf} once={once}>
        <TextField name="name" label="Name" state={state} />
        <TextField name="email" label="Work email address" type="email" state={state} />
        <TextField name="jobTitle" label="Job title (optional)" state={state} />
        <SelectField name="agencyId" label="Agency" state={state} empty="Choose" options={loaded.agencies.map(toOption)} />
        <SelectField name="roleId" label="Role" state={state} empty="Choose" options={loaded.roles.map(toOption)} />
        <SubmitButton text="Add officer" />
      </Form>
    </OfficerPage>
  ),
})

const toOption = ({ id, name }: { readonly id: string; readonly name: string }) => ({ value: id, text: name })
