// Give an officer a post, in a second agency too; change one from a day, or end one of several.
import type { OfficerWork } from '#db/work.ts'
import { sayDay } from '#kernel/time.ts'
import { officersWhoMay } from '#rooms/partnership/index.ts'
import { ChoiceField, DateField, Form, SelectField, SubmitButton } from '#ui/forms.tsx'
import { InsetText } from '#ui/govuk/components.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { notThere, refused, seeOther, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { choice, optionalDate, optionalWords, words } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { linkPage, teamOptions, toChoose, toOption, wrongWith, type ToChoose } from './add-officer.tsx'
import { isCurrent, officerWith, type Known, type Post } from './officer-store.ts'
import { cancelMove, endPost, givePost, handOverWork, movePost, planMove } from './post-store.ts'
import { looksAfter, mayGive, OWN } from './reach.ts'
import { sayPost } from './see-officers.tsx'

const load = async (work: OfficerWork, ask: Ask): Promise<(Known & ToChoose) | Answer> => {
  const known = await officerWith(work, ask.params['id'] ?? '')
  if (known === undefined) return notThere
  return known.officer.id === work.actor.officerId ? refused(OWN) : { ...known, ...await toChoose(work) }
}

const newFields = { agencyId: words({ empty: 'Select the agency they work for' }), roleId: words({ empty: 'Select their role' }), teamId: optionalWords() }
export const giveAPost = form<OfficerWork, typeof newFields, Known & ToChoose>({
  fields: newFields, load,
  start: ({ agencies }) => ({ agencyId: agencies.length === 1 ? agencies[0]?.id ?? '' : '' }),
  act: async (work, loaded, values, ask) => {
    const wrong = wrongWith(work, loaded, values)
    if (wrong !== undefined) return problems(wrong)
    const { officer, posts } = loaded
    if (posts.some(post => isCurrent(post) && post.agencyId === values.agencyId && post.roleId === values.roleId && (post.teamId ?? '') === values.teamId)) return problems({ field: 'roleId', text: 'They have this post already' })
    await givePost(work, { officerId: officer.id, agencyId: values.agencyId, roleId: values.roleId, teamId: values.teamId || null })
    if (officer.leftAt !== null) return linkPage(work, ask, officer, `${officer.name} may come back`)
    return seeOther(`/officers/${officer.id}`, { about: { kind: 'officer', id: officer.id } })
  },
  show: ({ loaded, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Give a post' }} state={state} back={{ href: `/officers/${loaded.officer.id}`, text: loaded.officer.name }} narrow>
      <h1 class="govuk-heading-l">Give {loaded.officer.name} a post</h1>
      {loaded.officer.leftAt === null ? null : <InsetText text="They left. A post lets them back in; they choose a password again with a new link." />}
      <Form action={action} csrf={csrf} once={once}>
        <SelectField name="agencyId" label="Agency" state={state} empty="Choose" options={loaded.agencies.map(toOption)} />
        <SelectField name="roleId" label="Role" state={state} empty="Choose" options={loaded.roles.map(toOption)} />
        {loaded.teams.length === 0 ? null : <SelectField name="teamId" label="Team (optional)" state={state} empty="None" options={teamOptions(loaded)} />}
        <SubmitButton text="Give the post" />
      </Form>
    </OfficerPage>
  ),
})

type Changing = Known & ToChoose & { readonly post: Post; readonly others: number; readonly colleagues: readonly { readonly id: string; readonly name: string }[] }
const fields = { what: choice(['change', 'cancel', 'end'], { empty: 'Select what becomes of this post' }), roleId: optionalWords(), teamId: optionalWords(), from: optionalDate({ called: 'From' }), toId: optionalWords() }

/** Whether they could work on cases here and will not any more: then somebody takes over what is open, whether there is any or not. */
const losesCases = ({ post, posts, roles }: Changing, roleId: string): boolean =>
  post.acts.includes('work on cases') && roles.find(({ id }) => id === roleId)?.acts.includes('work on cases') === false
    && !posts.some(one => isCurrent(one) && one.agencyId === post.agencyId && one.id !== post.id && one.acts.includes('work on cases'))

const loadPost = async (work: OfficerWork, ask: Ask): Promise<Changing | Answer> => {
  const loaded = await load(work, ask)
  if ('kind' in loaded) return loaded
  const post = loaded.posts.find(one => one.id === ask.params['post'] && isCurrent(one) && looksAfter(work, one.agencyId))
  if (post === undefined) return notThere
  if (!mayGive(work, post.agencyId, post.acts)) return refused('This post reaches over all agencies. Only an administrator of the partnership changes it.')
  return { ...loaded, post, others: loaded.posts.filter(one => isCurrent(one) && one.agencyId === post.agencyId && one.id !== post.id).length, colleagues: (await officersWhoMay(work, post.agencyId, 'work on cases')).filter(({ id }) => id !== loaded.officer.id) }
}

export const changePost = form<OfficerWork, typeof fields, Changing>({
  fields, load: loadPost,
  start: ({ post }) => ({ what: 'change', roleId: post.roleId, teamId: post.teamId ?? '' }),
  rules: [
    ({ what, from }, { at }) => what === 'change' && from !== null && from !== undefined && from < at.today ? { field: 'from', part: 'day', text: 'Enter today or a day to come' } : undefined,
    ({ what }, { loaded }) => what === 'end' && loaded.others === 0 ? { field: 'what', text: 'This is their only post here. Say that they are leaving, so that their work is handed over' } : undefined,
    ({ what }, { loaded }) => what === 'change' && loaded.post.suspendedAt !== null ? { field: 'what', text: 'This post is suspended. Confirm it in the quarterly check first' } : undefined,
  ],
  act: async (work, loaded, { what, roleId, teamId, from, toId }) => {
    const { post, officer } = loaded
    const done = seeOther(`/officers/${officer.id}`, { about: { kind: 'officer', id: officer.id } })
    if (what === 'cancel') return cancelMove(work, post.id).then(() => done)
    if (what === 'end') return await endPost(work, post.id, 'Ended by an administrator') ? done : problems({ field: 'what', text: 'Somebody else has ended this post meanwhile' })
    const wrong = wrongWith(work, loaded, { agencyId: post.agencyId, roleId, teamId })
    if (wrong !== undefined) return problems(wrong)
    if (roleId === post.roleId && teamId === (post.teamId ?? '')) return problems({ field: 'roleId', text: 'This is what they are now. Select another role or team' })
    if (losesCases(loaded, roleId)) {
      if (from !== null && from > work.today) return problems({ field: 'from', part: 'day', text: 'They will no longer work on cases: make this change on the day, so that their work goes to somebody at once' })
      if (!loaded.colleagues.some(({ id }) => id === toId) || !await handOverWork(work, officer.id, post.agencyId, toId)) return problems({ field: 'toId', text: 'They will no longer work on cases. Select who takes over their open work' })
    }
    const to = { roleId, teamId: teamId || null }
    if (from !== null && from > work.today) await planMove(work, post, { ...to, fromDay: from })
    else {
      await cancelMove(work, post.id)
      if (!await movePost(work, post, to)) return problems({ field: 'what', text: 'Somebody else has ended this post meanwhile' })
    }
    return done
  },
  show: ({ loaded, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Change a post' }} state={state} back={{ href: `/officers/${loaded.officer.id}`, text: loaded.officer.name }} narrow>
      <span class="govuk-caption-l">{loaded.officer.name}, {loaded.post.agency}</span>
      <h1 class="govuk-heading-l">{sayPost(loaded.post)}</h1>
      {loaded.post.movesOn === null ? null : <InsetText text={`Planned: ${loaded.post.movesTo ?? ''} from ${sayDay(loaded.post.movesOn)}.`} />}
      <Form action={action} csrf={csrf} once={once}>
        <ChoiceField name="what" label="What becomes of this post?" state={state} choices={[
          { value: 'change', text: 'Another role or team', hint: 'Their cases stay with them, unless they may no longer work on cases: then say who takes over' },
          ...(loaded.post.movesOn === null ? [] : [{ value: 'cancel', text: 'The planned change is off' }]),
          ...(loaded.others === 0 ? [] : [{ value: 'end', text: 'It ends now', hint: 'They keep their other post here' }]),
        ]} />
        <SelectField name="roleId" label="Role" state={state} empty="Choose" options={loaded.roles.map(toOption)} />
        <SelectField name="teamId" label="Team" state={state} empty="None" options={loaded.teams.filter(({ agencyId }) => agencyId === loaded.post.agencyId).map(toOption)} />
        <SelectField name="toId" label="Who takes over their open work? (only where they will no longer work on cases)" state={state} empty="Nobody needs to" options={loaded.colleagues.map(toOption)} />
        <DateField name="from" label="From (optional)" hint="Empty: from now" state={state} />
        <SubmitButton text="Save" />
      </Form>
    </OfficerPage>
  ),
})
