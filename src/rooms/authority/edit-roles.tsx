// Roles: what each lets its holders do, in plain English, who changed that when and why. Nobody adds to their own.
import { acts, reachesOverAll, type Act } from '#db/acts.ts'
import type { OfficerWork } from '#db/work.ts'
import { oneOf } from '#kernel/literal.ts'
import { sayMoment } from '#kernel/time.ts'
import { Badge } from '#ui/casework.tsx'
import { ChoicesField, Form, HiddenField, SubmitButton, TextArea, TextField, valueOf, YesNoField } from '#ui/forms.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable } from '#ui/tables.tsx'
import { notThere, page, refused, seeOther, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { choices, optionalWords, words, yesNo } from '#web/fields.ts'
import { form, problems, type FormView } from '#web/form.ts'
import { runsPartnership } from '#rooms/officers/index.ts'
import { addRole, changeRole, holdsRole, otherAdministrators, rolesWithHolders, roleVersions, type Role, type RoleVersion } from './role-store.ts'

const ONLY_RUNNER = refused('Roles stand for all agencies. Only an administrator of the agency that runs the partnership changes them.')

export const seeRoles = async (work: OfficerWork, ask: Ask): Promise<Answer> => runsPartnership(work) ? page(
  <OfficerPage frame={{ ...ask.frame, title: 'Roles' }} back={{ href: '/officers', text: 'Officers' }}>
    <h1 class="govuk-heading-l">Roles</h1>
    <p class="govuk-body">A role is what its holders may do. <a class="govuk-link" href="/roles/add">Add a role</a> · <a class="govuk-link" href="/training">Training an act asks for</a></p>
    <DataTable id="roles" caption="Roles" captionSize="hidden" rows={await rolesWithHolders(work)} narrow="stack" rowHref={role => `/roles/${role.id}`} columns={[
      { heading: 'Role', rowHeader: true, cell: role => role.name }, { heading: 'May', cell: role => role.acts.toSorted().join(', ') }, { heading: 'Officers', numeric: true, cell: role => String(role.holders ?? 0) },
      { heading: 'Given', cell: role => role.endedOn !== null ? <Badge text="no longer given" tone="grey" /> : reachesOverAll(role.acts) ? 'only by whoever runs the partnership' : 'by any administrator, in their agency' },
    ]} />
  </OfficerPage>,
) : ONLY_RUNNER

type Loaded = { readonly role: Role | undefined; readonly taken: readonly string[]; readonly versions: readonly RoleVersion[]; readonly isOwn: boolean; readonly others: number }
const load = async (work: OfficerWork, ask: Ask): Promise<Loaded | Answer> => {
  const [all, id] = [await rolesWithHolders(work), ask.params['id']]
  const role = all.find(one => one.id === id)
  if (id !== undefined && role === undefined) return notThere
  if (!runsPartnership(work)) return ONLY_RUNNER
  return {
    role, taken: all.filter(one => one.id !== id).map(({ name }) => name.toLowerCase()), versions: role === undefined ? [] : await roleVersions(work, role.id),
    isOwn: role !== undefined && await holdsRole(work, role.id), others: role === undefined ? 1 : await otherAdministrators(work, role.id),
  }
}

const fields = {
  name: words({ empty: 'Enter the name of the role', max: 80, called: 'Name' }), acts: choices(acts, { empty: 'Tick at least one thing its holders may do' }),
  inUse: yesNo({ empty: 'Select whether it is given' }), why: words({ empty: 'Say why, for whoever asks later', max: 500, called: 'Why' }), seen: optionalWords(),
}
const known = (given: readonly string[]): readonly Act[] => given.filter((act): act is Act => oneOf(acts, act))

export const editRole = form<OfficerWork, typeof fields, Loaded>({
  fields, load,
  start: ({ role }) => role === undefined ? { inUse: 'yes' } : { name: role.name, acts: [...known(role.acts)], inUse: role.endedOn === null ? 'yes' : 'no', seen: String(role.number) },
  rules: [
    ({ name }, { loaded }) => name !== undefined && loaded.taken.includes(name.toLowerCase()) ? { field: 'name', text: 'Another role has this name' } : undefined,
    ({ acts: given }, { loaded: { role, isOwn } }) => {
      const added = role === undefined || given === undefined ? [] : given.filter(act => !role.acts.includes(act))
      return isOwn && added.length > 0 ? { field: 'acts', text: `You hold this role, and nobody adds to what they may do themselves (${added.join(', ')}). Make another role, and let another administrator give it to you` } : undefined
    },
    ({ acts: given }, { loaded: { role, others } }) => role !== undefined && given !== undefined && role.acts.includes('run the partnership') && !given.includes('run the partnership') && others === 0 ? { field: 'acts', text: 'At least one administrator must remain: nobody else runs the partnership' } : undefined,
    ({ inUse }, { loaded: { role } }) => inUse === false && (role?.holders ?? 0) > 0 ? { field: 'inUse', text: 'Officers hold this role. Give them another first' } : undefined,
  ],
  act: async (work, { role }, { name, acts: given, inUse, why, seen }) => {
    const change = { name, acts: given, why, endedOn: inUse ? null : role?.endedOn ?? work.today }
    const kept = role === undefined ? await addRole(work, change) : await changeRole(work, role.id, Number(seen) || 0, change)
    return kept ? seeOther('/roles', { about: { kind: 'role', id: role?.id ?? name } }) : problems({ field: 'name', text: 'Somebody else has changed this since you opened it. What you typed is kept: read the history below, then open it again' })
  },
  show: view => <RolePage {...view} />,
})

const RolePage = ({ loaded: { role, versions, isOwn }, state, frame, action, csrf, once }: FormView<Loaded>): Html => (
  <OfficerPage frame={{ ...frame, title: role?.name ?? 'Add a role' }} state={state} back={{ href: '/roles', text: 'Roles' }} narrow>
    <h1 class="govuk-heading-l">{role?.name ?? 'Add a role'}</h1>
    {isOwn ? <p class="govuk-body">You hold this role: you may take something away, but not add to it.</p> : null}
    {role === undefined ? null : <p class="govuk-body">{role.holders ?? 0} {role.holders === 1 ? 'officer holds' : 'officers hold'} it. A change counts for them from their next page on.</p>}
    <Form action={action} csrf={csrf} once={once} keep="role">
      <HiddenField name="seen" value={valueOf(state, 'seen')} />
      <TextField name="name" label="Name" state={state} />
      <ChoicesField name="acts" label="What may its holders do?" state={state} choices={acts.map(act => ({ value: act, text: act.replace(/^./, first => first.toUpperCase()), ...(reachesOverAll([act]) ? { hint: 'Reaches over all agencies: a role with it is given only by whoever runs the partnership' } : {}) }))} />
      <YesNoField name="inUse" label="Is it given to officers?" state={state} />
      <TextArea name="why" label="Why" hint="For the history: what was decided, and by whom" rows={2} state={state} />
      <SubmitButton text="Save" />
    </Form>
    {versions.length === 0 ? null : <h2 class="govuk-heading-m" id="history">History</h2>}
    {versions.map((version, at) => <Version version={version} before={versions[at + 1]} />)}
  </OfficerPage>
)

const Version = ({ version, before }: { readonly version: RoleVersion; readonly before: RoleVersion | undefined }): Html => {
  const [added, gone] = [version.acts.filter(act => before !== undefined && !before.acts.includes(act)), (before?.acts ?? []).filter(act => !version.acts.includes(act))]
  return (
    <section>
      <h3 class="govuk-heading-s govuk-!-margin-bottom-1">{sayMoment(version.changedAt)}, {version.by ?? 'Amity'}</h3>
      <p class="govuk-body">{version.why || 'As it began'}{before === undefined || before.name === version.name ? '' : `. Renamed from “${before.name}”`}{version.endedOn === null ? '' : '. No longer given'}</p>
      <ul class="govuk-list govuk-list--bullet">
        {before === undefined ? <li>May: {version.acts.join(', ') || 'nothing'}</li> : null}
        {added.length === 0 ? null : <li>Added: {added.join(', ')}</li>}
        {gone.length === 0 ? null : <li>Taken away: {gone.join(', ')}</li>}
      </ul>
    </section>
  )
}
