// One officer: their account, their posts now and before, absence and cover, and what an administrator may do.
import type { OfficerWork } from '#db/work.ts'
import { londonDay, sayDay, sayShortDay } from '#kernel/time.ts'
import { Badge, KeyFacts } from '#ui/casework.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable } from '#ui/tables.tsx'
import { InsetText } from '#ui/govuk/components.tsx'
import type { Html } from '#ui/html.ts'
import { notThere, page, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { agencyNameOn, isCurrent, keepsAccount, officerWith, type Known, type Post } from './officer-store.ts'
import { looksAfter, mayGive, OWN } from './reach.ts'
import { sayPost } from './see-officers.tsx'

type Past = Post & { readonly agencyThen: string }
/** Posts that ended, each with the name its agency had then. */
const pastOf = async (work: OfficerWork, { posts }: Known): Promise<readonly Past[]> => {
  const past: Past[] = []
  for (const post of posts.filter(one => !isCurrent(one))) past.push({ ...post, agencyThen: post.endedAt === null ? post.agency : await agencyNameOn(work, post.agencyId, post.endedAt) ?? post.agency })
  return past
}

export const seeOfficer = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const known = await officerWith(work, ask.params['id'] ?? '')
  if (known === undefined) return notThere
  const { officer, posts } = known
  const [past, isMe, keeps] = [await pastOf(work, known), officer.id === work.actor.officerId, await keepsAccount(work, officer.id)]
  const now = posts.filter(isCurrent)
  const ours = now.filter(post => looksAfter(work, post.agencyId))
  return page(
    <OfficerPage frame={{ ...ask.frame, title: officer.name }} back={{ href: '/officers', text: 'Officers' }}>
      <h1 class="govuk-heading-l">{officer.name} {officer.leftAt === null ? null : <Badge text={`left ${sayShortDay(londonDay(officer.leftAt))}`} tone="grey" />}</h1>
      <KeyFacts facts={[{ label: 'Job title', value: officer.jobTitle }, { label: 'Email', value: officer.email }, { label: 'Phone', value: officer.phone }, { label: 'Here since', value: sayShortDay(londonDay(officer.createdAt)) },
        { label: 'Away', value: officer.awayUntil !== null && officer.awayUntil >= work.today ? `until ${sayDay(officer.awayUntil)}, covered by ${officer.cover ?? 'nobody'}` : null }]} />
      {isMe ? <InsetText text={OWN} /> : null}
      <DataTable id="posts" caption="Posts" rows={now} empty="None now: they cannot sign in." narrow="stack" columns={[
        { heading: 'Agency', rowHeader: true, cell: post => post.agency }, { heading: 'Role and team', cell: post => <>{sayPost(post)} {post.suspendedAt === null ? null : <Badge text="suspended" tone="red" />}{post.movesOn === null ? null : <><br />{post.movesTo} from {sayDay(post.movesOn)}</>}</> },
        { heading: 'Since', cell: post => post.startedOn === null ? '' : sayShortDay(post.startedOn) },
        { heading: 'Do', cell: post => !isMe && mayGive(work, post.agencyId, post.acts) ? <a class="govuk-link" href={`/officers/${officer.id}/posts/${post.id}`}>Change<span class="govuk-visually-hidden"> {post.role}, {post.agency}</span></a> : '' },
      ]} />
      <Actions id={officer.id} isMe={isMe} keeps={keeps} hasPost={ours.length > 0} atOurs={now.some(post => post.agencyId === work.actor.agencyId)} maySayAbsence={work.may('see the team')} />
      {past.length === 0 ? null : <DataTable id="past" caption="Posts before" rows={past} narrow="stack" columns={[
        { heading: 'Agency, as it was called', rowHeader: true, cell: post => post.agencyThen }, { heading: 'Role and team', cell: sayPost }, { heading: 'From', cell: post => post.startedOn === null ? '' : sayShortDay(post.startedOn) },
        { heading: 'Until', cell: post => post.endedAt === null ? '' : sayShortDay(londonDay(post.endedAt)) }, { heading: 'Why it ended', cell: post => post.endedBecause ?? '' },
      ]} />}
    </OfficerPage>, { about: { kind: 'officer', id: officer.id } },
  )
}

const Actions = ({ id, isMe, keeps, hasPost, atOurs, maySayAbsence }: { readonly id: string; readonly isMe: boolean; readonly keeps: boolean; readonly hasPost: boolean; readonly atOurs: boolean; readonly maySayAbsence: boolean }): Html => (
  <ul class="govuk-list">
    {keeps ? <li><a class="govuk-link" href={`/officers/${id}/details`}>Change name, email, phone or job title</a></li> : null}
    {isMe ? null : <li><a class="govuk-link" href={`/officers/${id}/posts/add`}>Give another post</a></li>}
    {atOurs && maySayAbsence ? <li><a class="govuk-link" href={isMe ? '/diary/absence' : `/team/${id}/absence`}>Absence and cover</a></li> : null}
    <li><a class="govuk-link" href={`/officers/${id}/authority`}>Delegations and training</a></li>
    {isMe || !hasPost ? null : <li><a class="govuk-link" href={`/officers/${id}/leave`}>They are leaving</a></li>}
  </ul>
)
