// An officer leaves an agency: access ends at once, and their work goes to a colleague in the same transaction.
import type { OfficerWork } from '#db/work.ts'
import { officersOf, officersWhoMay } from '#rooms/partnership/index.ts'
import { Form, SelectField, SubmitButton, TextField } from '#ui/forms.tsx'
import { InsetText, WarningText } from '#ui/govuk/components.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { notThere, refused, seeOther, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { words } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { isCurrent, leaveAgency, officerWith, type Account } from './officer-store.ts'
import { looksAfter, OWN } from './reach.ts'

type Colleague = { readonly id: string; readonly name: string; readonly agencyId: string; readonly agency: string }
type Loaded = { readonly officer: Account; readonly from: readonly { readonly id: string; readonly name: string }[]; readonly colleagues: readonly Colleague[]; readonly elsewhere: boolean }

/** Who may take over: whoever may work on cases, where the leaver could; else anybody of the agency. */
const colleaguesAt = async (work: OfficerWork, officerId: string, agency: { readonly id: string; readonly name: string }): Promise<readonly Colleague[]> => {
  const workers = await officersWhoMay(work, agency.id, 'work on cases')
  const all = workers.some(({ id }) => id === officerId) ? workers : await officersOf(work, agency.id)
  return all.filter(({ id }) => id !== officerId).map(({ id, name }) => ({ id, name, agencyId: agency.id, agency: agency.name }))
}

const load = async (work: OfficerWork, ask: Ask): Promise<Loaded | Answer> => {
  const known = await officerWith(work, ask.params['id'] ?? '')
  if (known === undefined) return notThere
  if (known.officer.id === work.actor.officerId) return refused(OWN)
  const now = known.posts.filter(isCurrent)
  const from = [...new Map(now.filter(post => looksAfter(work, post.agencyId)).map(post => [post.agencyId, { id: post.agencyId, name: post.agency }])).values()]
  if (from.length === 0) return notThere
  const colleagues: Colleague[] = []
  for (const agency of from) colleagues.push(...await colleaguesAt(work, known.officer.id, agency))
  return { officer: known.officer, from, colleagues, elsewhere: new Set(now.map(({ agencyId }) => agencyId)).size > 1 }
}

const fields = { agencyId: words({ empty: 'Select the agency they leave' }), toId: words({ empty: 'Select who takes over their work' }), because: words({ empty: 'Enter why, for whoever asks later', max: 200, called: 'Why' }) }
const WHY_NOT: Readonly<Record<string, { readonly field: string; readonly text: string }>> = {
  'last administrator': { field: 'agencyId', text: 'They are the last administrator of the partnership. Make somebody else one first' },
  outranked: { field: 'agencyId', text: 'They run the partnership. Only another administrator of the partnership can end that' },
  'no such colleague': { field: 'toId', text: 'Select a colleague who works for that agency now' },
}

export const leave = form<OfficerWork, typeof fields, Loaded>({
  fields, load,
  start: ({ from }) => ({ agencyId: from.length === 1 ? from[0]?.id ?? '' : '' }),
  act: async (work, { officer, from, colleagues }, { agencyId, toId, because }) => {
    if (!from.some(({ id }) => id === agencyId)) return problems({ field: 'agencyId', text: 'Select the agency they leave' })
    if (!colleagues.some(one => one.id === toId && one.agencyId === agencyId)) return problems({ field: 'toId', text: 'Select a colleague who works for that agency' })
    const became = await leaveAgency(work, officer.id, agencyId, toId, because)
    if (became === 'done') return seeOther(`/officers/${officer.id}`, { about: { kind: 'officer', id: officer.id } })
    return problems(WHY_NOT[became] ?? { field: 'agencyId', text: 'Somebody else has ended this meanwhile' })
  },
  show: ({ loaded: { officer, from, colleagues, elsewhere }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Leaving' }} state={state} back={{ href: `/officers/${officer.id}`, text: officer.name }} narrow>
      <h1 class="govuk-heading-l">{officer.name} is leaving</h1>
      <WarningText text={elsewhere ? "Their access to this agency ends the moment you send this." : "Their access ends the moment you send this: they are signed out everywhere."} iconFallbackText="Warning" />
      <p class="govuk-body">Cases they lead, what is due in their diary, reports they own and approvals that wait for them go to the colleague you name, who is told. What only a few may see goes to somebody who may see it already. You are not told what that was.</p>
      {elsewhere ? <InsetText text="They work for another agency too. What they do there goes on." /> : null}
      {colleagues.length === 0 ? <InsetText text="There is no colleague who could take over. Add one first." /> : null}
      <Form action={action} csrf={csrf} once={once}>
        <SelectField name="agencyId" label="Which agency do they leave?" state={state} empty={from.length === 1 ? null : 'Choose'} options={from.map(({ id, name }) => ({ value: id, text: name }))} />
        <SelectField name="toId" label="Who takes over their work?" state={state} empty="Choose" options={colleagues.map(({ id, name, agency }) => ({ value: id, text: from.length > 1 ? `${agency}: ${name}` : name }))} />
        <TextField name="because" label="Why?" hint="For example: resigned, moved to another council" state={state} />
        <SubmitButton text="End their access and hand over" look="warning" />
      </Form>
    </OfficerPage>
  ),
})
