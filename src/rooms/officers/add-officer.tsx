// Add an officer to an agency: they get a one-time link to choose a password.
import type { OfficerWork } from '#db/work.ts'
import { agencies, offerPasswordLink } from '#rooms/partnership/index.ts'
import { Form, SelectField, SubmitButton, TextField } from '#ui/forms.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { page, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { email, optionalWords, words } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { addOfficer, officerWithEmail } from './officer-store.ts'
import { rolesToGive, teamsOf, type RoleToGive, type Team } from './post-store.ts'
import { looksAfter, mayGive } from './reach.ts'

type Named = { readonly id: string; readonly name: string }
const fields = {
  name: words({ empty: 'Enter their name', max: 120, called: 'Name' }), email: email({ empty: 'Enter their email address' }), jobTitle: optionalWords({ max: 120, called: 'Job title' }),
  agencyId: words({ empty: 'Select the agency they work for' }), roleId: words({ empty: 'Select their role' }), teamId: optionalWords(),
}
export type ToChoose = { readonly agencies: readonly Named[]; readonly roles: readonly RoleToGive[]; readonly teams: readonly Team[] }

export const toChoose = async (work: OfficerWork): Promise<ToChoose> => ({
  agencies: (await agencies(work)).filter(({ id }) => looksAfter(work, id)), roles: await rolesToGive(work), teams: (await teamsOf(work)).filter(({ endedOn }) => endedOn === null),
})

/** What is wrong with a post as chosen; undefined when it may be given. */
export const wrongWith = (work: OfficerWork, { agencies: all, roles, teams }: ToChoose, { agencyId, roleId, teamId }: { readonly agencyId: string; readonly roleId: string; readonly teamId: string }) => {
  const role = roles.find(({ id }) => id === roleId)
  if (!all.some(({ id }) => id === agencyId)) return { field: 'agencyId', text: 'Select the agency they work for' }
  if (role === undefined) return { field: 'roleId', text: 'Select their role' }
  if (!mayGive(work, agencyId, role.acts)) return { field: 'roleId', text: 'This role reaches over all agencies. It is given only in the agency that runs the partnership, by an administrator of it' }
  return teamId === '' || teams.some(team => team.id === teamId && team.agencyId === agencyId) ? undefined : { field: 'teamId', text: 'Select a team of that agency' }
}

/** What stands once they are in: the link, shown once. */
export const linkPage = async (work: OfficerWork, ask: Ask, officer: Named, says: string): Promise<Answer> => page(
  <OfficerPage frame={{ ...ask.frame, title: says }} narrow>
    <h1 class="govuk-heading-l">{says}</h1>
    <p class="govuk-body">Give them this link by a safe way. It works once, for three days, and lets them choose a password.</p>
    <p class="govuk-body"><code>{`${ask.baseUrl}/choose-password/${await offerPasswordLink(work, officer.id)}`}</code></p>
    <p class="govuk-body"><a class="govuk-link" href={`/officers/${officer.id}`}>{officer.name}</a> · <a class="govuk-link" href="/officers">Back to officers</a></p>
  </OfficerPage>, { about: { kind: 'officer', id: officer.id } },
)

export const toOption = ({ id, name }: Named) => ({ value: id, text: name })
/** Teams say whose they are where more than one agency is to choose from. */
export const teamOptions = ({ agencies: all, teams }: ToChoose) => teams.map(({ id, name, shortName }) => ({ value: id, text: all.length > 1 ? `${shortName}: ${name}` : name }))

export const addAnOfficer = form<OfficerWork, typeof fields, ToChoose>({
  fields, load: toChoose,
  start: ({ agencies: all }) => ({ agencyId: all.length === 1 ? all[0]?.id ?? '' : '' }),
  act: async (work, loaded, values, ask) => {
    const wrong = wrongWith(work, loaded, values)
    if (wrong !== undefined) return problems(wrong)
    const known = await officerWithEmail(work, values.email)
    if (known !== undefined) return problems({ field: 'email', text: known.leftAt === null ? 'Somebody here already signs in with this email address. If they work for two agencies, give them a second post' : 'Somebody who left had this email address. If it is the same person, open their page and give them a post' })
    const id = await addOfficer(work, values)
    return linkPage(work, ask, { id, name: values.name }, `${values.name} has been added`)
  },
  show: ({ loaded, state, frame, action, csrf, once }): Html => (
    <OfficerPage frame={{ ...frame, title: 'Add an officer' }} state={state} back={{ href: '/officers', text: 'Officers' }} narrow>
      <h1 class="govuk-heading-l">Add an officer</h1>
      <p class="govuk-body">One account for one person. A shared account would say in the record that everybody did everything.</p>
      <Form action={action} csrf={csrf} once={once}>
        <TextField name="name" label="Name" state={state} />
        <TextField name="email" label="Work email address" type="email" state={state} />
        <TextField name="jobTitle" label="Job title (optional)" state={state} />
        <SelectField name="agencyId" label="Agency" state={state} empty="Choose" options={loaded.agencies.map(toOption)} />
        <SelectField name="roleId" label="Role" state={state} empty="Choose" options={loaded.roles.map(toOption)} />
        {loaded.teams.length === 0 ? null : <SelectField name="teamId" label="Team (optional)" state={state} empty="None" options={teamOptions(loaded)} />}
        <SubmitButton text="Add officer" />
      </Form>
    </OfficerPage>
  ),
})
