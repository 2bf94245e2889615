// The officers of an agency: who works here now as what, who no longer does, and where to look after them.
import type { OfficerWork } from '#db/work.ts'
import { sayShortDay, londonDay } from '#kernel/time.ts'
import { agencies } from '#rooms/partnership/index.ts'
import { Badge } from '#ui/casework.tsx'
import { Form, SelectField, SubmitButton } from '#ui/forms.tsx'
import { Details } from '#ui/govuk/components.tsx'
import type { Content, Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable } from '#ui/tables.tsx'
import { notThere, page, type Answer } from '#web/answers.ts'
import { textOf, type Ask } from '#web/ask.ts'
import { formerlyAt, postsAt, type Post } from './officer-store.ts'
import { looksAfter, runsPartnership } from './reach.ts'

export const sayPost = ({ role, team }: Pick<Post, 'role' | 'team'>): string => team === null ? role : `${role}, ${team}`

const stateOf = (post: Post, today: string): Content => {
  if (post.suspendedAt !== null) return <Badge text="suspended" tone="red" />
  if (post.movesOn !== null) return `${post.movesTo ?? ''} from ${sayShortDay(post.movesOn)}`
  return post.awayUntil !== null && post.awayUntil >= today ? `Away until ${sayShortDay(post.awayUntil)}` : ''
}

/** The agency the page is about: the one asked for, if it is theirs to look after, else their own. */
export const agencyAsked = async (work: OfficerWork, ask: Ask) => {
  const all = (await agencies(work)).filter(({ id }) => looksAfter(work, id))
  const asked = textOf(ask.query, 'agency')
  return { all, one: all.find(({ id }) => id === (asked === '' ? work.actor.agencyId : asked)) }
}

export const ChooseAgency = ({ action, all, one }: { readonly action: string; readonly all: readonly { readonly id: string; readonly name: string }[]; readonly one: { readonly id: string } }): Html | null => all.length < 2 ? null : (
  <Form action={action} method="get">
    <SelectField name="agency" label="Agency" empty={null} options={all.map(({ id, name }) => ({ value: id, text: name }))} state={{ values: { agency: one.id }, errors: [] }} />
    <SubmitButton text="Show" look="secondary" />
  </Form>
)

export const seeOfficers = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const { all, one } = await agencyAsked(work, ask)
  if (one === undefined) return notThere
  const [now, formerly] = [await postsAt(work, one.id), await formerlyAt(work, one.id)]
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'Officers' }}>
      <h1 class="govuk-heading-l">Officers of {one.name}</h1>
      <ul class="govuk-list">
        <li><a class="govuk-link" href="/officers/add">Add an officer</a> · <a class="govuk-link" href="/teams">Teams</a> · <a class="govuk-link" href="/officers/accounts">Accounts to look at</a> · <a class="govuk-link" href="/certifications">Quarterly check of access</a></li>
        <li><a class="govuk-link" href="/delegations">Delegations</a> · <a class="govuk-link" href="/training">Training</a>{runsPartnership(work) ? <> · <a class="govuk-link" href="/roles">Roles</a> · <a class="govuk-link" href="/content#agencies">Agencies</a></> : null}</li>
      </ul>
      <ChooseAgency action="/officers" all={all} one={one} />
      <DataTable id="officers" caption="Officers, with the role and team of each post" captionSize="hidden" narrow="stack" rows={now} empty="Nobody yet." rowHref={post => `/officers/${post.officerId}`} columns={[
        { heading: 'Name', rowHeader: true, cell: post => post.name }, { heading: 'Role and team', cell: sayPost }, { heading: 'Email', cell: post => post.email }, { heading: 'Now', cell: post => stateOf(post, work.today) },
      ]} />
      {formerly.length === 0 ? null : (
        <Details summaryText={`No longer here (${formerly.length}${formerly.length === 100 ? ' shown' : ''})`}>
          <ul class="govuk-list">{formerly.map(({ id, name, endedAt }) => <li><a class="govuk-link" href={`/officers/${id}`}>{name}</a>{endedAt === null ? '' : `, until ${sayShortDay(londonDay(endedAt))}`}</li>)}</ul>
        </Details>
      )}
    </OfficerPage>,
  )
}
