// Teams of an agency: the list, adding one, renaming one, and ending one nobody is in.
import type { OfficerWork } from '#db/work.ts'
import { agencies } from '#rooms/partnership/index.ts'
import { Badge } from '#ui/casework.tsx'
import { Form, SelectField, SubmitButton, TextField, YesNoField } from '#ui/forms.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable } from '#ui/tables.tsx'
import { notThere, page, seeOther, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { words, yesNo } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { addTeam, saveTeam, teamsOf, type Team } from './post-store.ts'
import { looksAfter } from './reach.ts'

export const seeTeams = async (work: OfficerWork, ask: Ask): Promise<Answer> => page(
  <OfficerPage frame={{ ...ask.frame, title: 'Teams' }} back={{ href: '/officers', text: 'Officers' }}>
    <h1 class="govuk-heading-l">Teams</h1>
    <p class="govuk-body"><a class="govuk-link" href="/teams/add">Add a team</a></p>
    <DataTable id="teams" caption="Teams" captionSize="hidden" rows={await teamsOf(work)} empty="No agency of yours has teams. They are not needed." narrow="stack" rowHref={team => `/teams/${team.id}`} columns={[
      { heading: 'Team', rowHeader: true, cell: team => team.name }, { heading: 'Agency', cell: team => team.agency }, { heading: 'Officers', cell: team => String(team.members ?? 0) }, { heading: 'In use', cell: team => team.endedOn === null ? 'yes' : <Badge text="ended" tone="grey" /> },
    ]} />
  </OfficerPage>,
)

const TAKEN = { field: 'name', text: 'The agency has, or had, a team of this name. Enter another name' }
const newFields = { agencyId: words({ empty: 'Select the agency' }), name: words({ empty: 'Enter the name of the team', max: 120, called: 'Name' }) }
type Named = { readonly id: string; readonly name: string }

export const addATeam = form<OfficerWork, typeof newFields, { readonly all: readonly Named[] }>({
  fields: newFields,
  load: async work => ({ all: (await agencies(work)).filter(({ id }) => looksAfter(work, id)) }),
  start: ({ all }) => ({ agencyId: all.length === 1 ? all[0]?.id ?? '' : '' }),
  act: async (work, { all }, { agencyId, name }) => {
    if (!all.some(({ id }) => id === agencyId)) return problems({ field: 'agencyId', text: 'Select the agency' })
    return await addTeam(work, agencyId, name) ? seeOther('/teams') : problems(TAKEN)
  },
  show: ({ loaded: { all }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Add a team' }} state={state} back={{ href: '/teams', text: 'Teams' }} narrow>
      <h1 class="govuk-heading-l">Add a team</h1>
      <Form action={action} csrf={csrf} once={once}>
        <SelectField name="agencyId" label="Agency" state={state} empty="Choose" options={all.map(({ id, name }) => ({ value: id, text: name }))} />
        <TextField name="name" label="Name" state={state} />
        <SubmitButton text="Add team" />
      </Form>
    </OfficerPage>
  ),
})

const fields = { name: words({ empty: 'Enter the name of the team', max: 120, called: 'Name' }), inUse: yesNo({ empty: 'Select whether it is in use' }) }
export const editTeam = form<OfficerWork, typeof fields, { readonly team: Team; readonly taken: readonly string[] }>({
  fields,
  load: async (work, ask) => {
    const all = await teamsOf(work)
    const team = all.find(({ id }) => id === ask.params['id'])
    return team === undefined ? notThere : { team, taken: all.filter(one => one.agencyId === team.agencyId && one.id !== team.id).map(({ name }) => name) }
  },
  start: ({ team }) => ({ name: team.name, inUse: team.endedOn === null ? 'yes' : 'no' }),
  rules: [
    ({ inUse }, { loaded }) => inUse === false && (loaded.team.members ?? 0) > 0 ? { field: 'inUse', text: 'Officers are in this team. Give them another first' } : undefined,
    ({ name }, { loaded }) => name !== undefined && loaded.taken.includes(name) ? TAKEN : undefined,
  ],
  act: async (work, { team }, { name, inUse }) => {
    await saveTeam(work, team.id, name, inUse ? null : team.endedOn ?? work.today)
    return seeOther('/teams', { about: { kind: 'team', id: team.id } })
  },
  show: ({ loaded: { team }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: team.name }} state={state} back={{ href: '/teams', text: 'Teams' }} narrow>
      <span class="govuk-caption-l">{team.agency}</span>
      <h1 class="govuk-heading-l">{team.name}</h1>
      <Form action={action} csrf={csrf} once={once}>
        <TextField name="name" label="Name" state={state} />
        <YesNoField name="inUse" label="Is it in use?" state={state} />
        <SubmitButton text="Save" />
      </Form>
    </OfficerPage>
  ),
})
