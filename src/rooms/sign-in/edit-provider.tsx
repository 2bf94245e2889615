// An administrator configures an agency's own sign-in: where it is, who we are to it, and which group is which role.
import type { OfficerWork } from '#db/work.ts'
import { ChoiceField, Form, SelectField, SubmitButton, TextArea, TextField, YesNoField, type FormState } from '#ui/forms.tsx'
import { PasswordInput } from '#ui/govuk/components.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { notThere, seeOther, type Answer } from '#web/answers.ts'
import { textOf, type Answers, type Ask } from '#web/ask.ts'
import { choice, optionalWords, words, type Field } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { seal } from '#web/sealed.ts'
import { checkProvider, whyNoIssuer } from './oidc.ts'
import { isId, providerOfAgency, providersToConfigure, providerWith, rolesToGive, saveProvider, SECOND_FACTORS, secretPurpose, teamsOf, type NewTerms } from './provider-store.ts'
import { clientOf, isLocal, redirectUri } from './with-provider.tsx'

const MOST_GROUPS = 40
const SPARE = 3
const SAYS = { here: 'It asks nobody for one, or we do not rely on it: officers prove it here', claim: 'It says so each time (the claim “amr”); otherwise officers prove it here', provider: 'It asks everybody for one, always: we rely on that unless it says that somebody gave only one' } as const

type Group = NewTerms['groups'][number]
/** Rows of group, role and team; an empty row is no row. */
const groups: Field<readonly Group[]> = {
  read: (name, answers) => {
    const typed = Array.from({ length: MOST_GROUPS }, (_, n) => ({ n, group: textOf(answers, `${name}-${n}-group`).trim(), roleId: textOf(answers, `${name}-${n}-role`), teamId: textOf(answers, `${name}-${n}-team`) })).filter(({ group, roleId }) => group !== '' || roleId !== '')
    const half = typed.find(({ group, roleId, teamId }) => group === '' || group.length > 300 || !isId(roleId) || (teamId !== '' && !isId(teamId)))
    if (half !== undefined) return { ok: false, text: `Group ${half.n + 1} needs both its name and a role`, part: `${half.n}-${half.group === '' || half.group.length > 300 ? 'group' : 'role'}` }
    return { ok: true, value: typed.map(({ group, roleId, teamId }) => ({ group, roleId, teamId })) }
  },
}
const domains: Field<readonly string[]> = {
  read: (name, answers) => {
    const typed = [...new Set(textOf(answers, name).toLowerCase().split(/[\s,;]+/).map(one => one.replace(/^@/, '')).filter(one => one !== ''))]
    const wrong = typed.find(one => !/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(one))
    return typed.length === 0 || typed.length > 50 || wrong !== undefined ? { ok: false, text: wrong === undefined ? 'Enter the domains of your officers’ email addresses, like council.gov.uk' : `“${wrong.slice(0, 60)}” is not a domain, like council.gov.uk` } : { ok: true, value: typed }
  },
}
const fields = {
  label: words({ empty: 'Enter what stands on the button', max: 80, called: 'Words on the button' }), issuer: words({ empty: 'Enter the issuer', max: 300, called: 'Issuer' }), clientId: words({ empty: 'Enter the client id', max: 300, called: 'Client id' }),
  clientSecret: optionalWords({ max: 500, called: 'Client secret' }), groupClaim: words({ empty: 'Enter the claim with the groups', max: 100, called: 'Claim' }), emailDomains: domains,
  secondFactor: choice(SECOND_FACTORS, { empty: 'Select who proves the second factor' }), groups, enabled: choice(['yes', 'no'], { empty: 'Select whether officers can use it now' }),
}

type Named = { readonly id: string; readonly name: string }
type Loaded = { readonly agencyId: string; readonly agencyName: string; readonly now: Awaited<ReturnType<typeof providerOfAgency>>; readonly roles: readonly Named[]; readonly teams: readonly Named[]; readonly redirectUri: string }

const load = async (work: OfficerWork, ask: Ask): Promise<Loaded | Answer> => {
  const { agencyId } = ask.params
  const agency = (await providersToConfigure(work)).find(one => one.agencyId === agencyId)
  if (agency === undefined) return notThere
  return { agencyId: agency.agencyId, agencyName: agency.agencyName, now: await providerOfAgency(work, agency.agencyId), roles: await rolesToGive(work), teams: await teamsOf(work, agency.agencyId), redirectUri: redirectUri(ask, agency.agencyId) }
}

const start = ({ now, agencyName }: Loaded): Answers => now === undefined ? { label: `Sign in with ${agencyName}`.slice(0, 80), groupClaim: 'groups', secondFactor: 'here', enabled: 'no' } : {
  label: now.label, issuer: now.issuer, clientId: now.clientId, groupClaim: now.groupClaim, emailDomains: now.emailDomains.join('\n'), secondFactor: now.secondFactor, enabled: now.enabled ? 'yes' : 'no',
  ...Object.fromEntries(now.groups.flatMap(({ group, roleId, teamId }, n) => [[`groups-${n}-group`, group], [`groups-${n}-role`, roleId], [`groups-${n}-team`, teamId ?? '']])),
}

const GroupRows = ({ now, roles, teams, state }: Pick<Loaded, 'now' | 'roles' | 'teams'> & { readonly state: FormState }): Html => {
  const options = (list: readonly Named[]) => list.map(({ id, name }) => ({ value: id, text: name }))
  const typed = Array.from({ length: MOST_GROUPS }, (_, n) => n).findLast(n => (state.values[`groups-${n}-group`] ?? '') !== '') ?? -1
  return (
    <fieldset class="govuk-fieldset" id="groups" tabindex={-1}>
      <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">Which group is which role</legend>
      <p class="govuk-hint">The group as the provider sends it: in Entra ID its object id. Whoever is in none of them is refused. To take one away, empty its row.</p>
      {Array.from({ length: Math.min(MOST_GROUPS, Math.max(now?.groups.length ?? 0, typed + 1) + SPARE) }, (_, n) => (
        <>
          <TextField name={`groups-${n}-group`} label={`Group ${n + 1}`} state={state} spellcheck={false} />
          <SelectField name={`groups-${n}-role`} label={`Role of group ${n + 1}`} state={state} empty="Choose" options={options(roles)} />
          {teams.length === 0 ? null : <SelectField name={`groups-${n}-team`} label={`Team of group ${n + 1} (optional)`} state={state} empty="None" options={options(teams)} />}
        </>
      ))}
    </fieldset>
  )
}

export const editProvider = form<OfficerWork, typeof fields, Loaded>({
  fields,
  load,
  start,
  act: async (work, { agencyId, now, roles, teams }, { enabled: typedEnabled, clientSecret, ...values }, ask) => {
    const enabled = typedEnabled === 'yes'
    const wrong = whyNoIssuer(values.issuer, isLocal(ask))
    if (wrong !== undefined) return problems({ field: 'issuer', text: wrong })
    if (values.groups.some(({ roleId, teamId }) => !roles.some(({ id }) => id === roleId) || (teamId !== '' && !teams.some(({ id }) => id === teamId)))) return problems({ field: 'groups', text: 'Select roles and teams from the lists' })
    if (clientSecret === '' && (now?.hasSecret !== true || now.issuer !== values.issuer)) return problems({ field: 'clientSecret', text: 'Enter the client secret the provider gave you for this issuer' })
    if (enabled && values.groups.length === 0) return problems({ field: 'groups', part: '0-group', text: 'Map one group at least to a role before officers can use it' })
    const id = await saveProvider(work, agencyId, { ...values, enabled }, clientSecret === '' ? null : seal(ask.secret, secretPurpose(agencyId), clientSecret))
    if (id === undefined) return notThere
    if (enabled) {
      const saved = await providerWith(work, id)
      const client = saved === undefined ? undefined : clientOf(ask, saved)
      const checked = client === undefined ? { failed: 'the client secret cannot be read' } : await checkProvider(client, isLocal(ask))
      if ('failed' in checked) return problems({ field: 'issuer', text: `It cannot be turned on: ${checked.failed}` })
    }
    return seeOther(`/single-sign-on/${agencyId}/check`, { about: { kind: 'agency', id: agencyId } })
  },
  show: ({ loaded, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Single sign-on' }} state={state} narrow breadcrumbs={[{ text: 'Single sign-on', href: '/single-sign-on' }]}>
      <span class="govuk-caption-l">{loaded.agencyName}</span>
      <h1 class="govuk-heading-l">Single sign-on</h1>
      <p class="govuk-body">Officers sign in with your agency’s own accounts (Entra ID, or any provider of OpenID Connect). Once somebody has come that way, their groups there decide their role here each time, and their password here no longer lets them in.</p>
      <p class="govuk-body">Register this service with the provider as a web application with this redirect address: <code>{loaded.redirectUri}</code></p>
      <Form action={action} csrf={csrf} once={once}>
        <TextField name="label" label="Words on the button" state={state} />
        <TextField name="issuer" label="Issuer" hint="For Entra ID: https://login.microsoftonline.com/ your tenant’s id /v2.0" type="url" spellcheck={false} state={state} />
        <TextField name="clientId" label="Client id" spellcheck={false} state={state} />
        <PasswordInput id="clientSecret" name="clientSecret" label={{ text: loaded.now?.hasSecret === true ? 'New client secret (leave empty to keep the one there is)' : 'Client secret' }} hint={{ text: 'Kept encrypted and never shown again' }} autocomplete="off" errorMessage={state.errors.filter(({ field }) => field === 'clientSecret').map(({ text }) => ({ text }))[0]} />
        <TextField name="groupClaim" label="Claim with the groups" hint="Usually groups; roles where the provider gives application roles; a path like realm_access.roles also works" spellcheck={false} state={state} />
        <TextArea name="emailDomains" label="Email domains of your officers" hint="One a line. Nobody with another address gets in this way" rows={3} state={state} />
        <ChoiceField name="secondFactor" label="Second factor" state={state} choices={SECOND_FACTORS.map(value => ({ value, text: SAYS[value] }))} />
        <GroupRows now={loaded.now} roles={loaded.roles} teams={loaded.teams} state={state} />
        <YesNoField name="enabled" label="Officers can use it now" hint="With no you can try it yourself first" state={state} />
        <SubmitButton text="Save and check" />
      </Form>
    </OfficerPage>
  ),
})
