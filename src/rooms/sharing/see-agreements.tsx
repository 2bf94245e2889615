// Information sharing agreements: the list with who has signed nothing, and one agreement with its parties and what can be done.
import type { OfficerWork } from '#db/work.ts'
import { londonDay, sayDate, sayDay, sayDue, type Day } from '#kernel/time.ts'
import { agencies } from '#rooms/partnership/index.ts'
import { Badge } from '#ui/casework.tsx'
import { Button, InsetText, SummaryList } from '#ui/govuk/components.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { PageHeading } from '#ui/page-parts.tsx'
import { DataTable } from '#ui/tables.tsx'
import { notThere, page, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { agenciesWithAgreement, agreementsOf, agreementWith, followerOf, partiesTo, type Agreement, type Party } from './agreement-store.ts'
import { warningFor } from './sharing-rules.ts'
import { sayParts } from './sharing-words.ts'

type Standing = Pick<Agreement, 'endedAt' | 'startsOn' | 'endsOn' | 'reviewOn'>
const Stands = ({ agreement, today }: { readonly agreement: Standing; readonly today: Day }): Html => {
  if (agreement.endedAt !== null) return <Badge text="ended" tone="grey" />
  if (agreement.startsOn > today) return <Badge text="not begun" tone="blue" />
  if (agreement.reviewOn < today) return <Badge text="review overdue" tone="red" />
  return warningFor(today, agreement.endsOn) === undefined && warningFor(today, agreement.reviewOn) === undefined ? <Badge text="in force" tone="green" /> : <Badge text="in force, soon due" tone="yellow" />
}

export const seeAgreements = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const [all, signed, everybody] = [await agreementsOf(work), await agenciesWithAgreement(work), await agencies(work)]
  const without = everybody.filter(({ id }) => !signed.has(id))
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'Sharing agreements' }}>
      <PageHeading heading="Sharing agreements"><Button text="Add an agreement" href="/sharing/add" /></PageHeading>
      <p class="govuk-body">What agencies have promised each other about information. When one ends, everything that was shared under it ends in the same moment.</p>
      {without.length === 0 ? null : <InsetText html={<><strong>Agencies that have signed no agreement in force:</strong> {without.map(({ name }) => name).join(', ')}. Cases can be shared with them only where safeguarding, a vital interest, a court or consent carries it.</>} />}
      <DataTable id="agreements" caption="Agreements" captionSize="m" narrow="stack" rows={all} empty="There is no agreement yet. Add the first one." rowHref={row => `/sharing/agreements/${row.id}`} columns={[
        { heading: 'Agreement', rowHeader: true, cell: row => row.name }, { heading: 'Signed by', cell: row => row.signedBy.length === 0 ? 'nobody yet' : row.signedBy.join(', ') },
        { heading: 'Carries', cell: row => sayParts(row.parts) }, { heading: 'Stands', cell: row => <Stands agreement={row} today={work.today} /> },
        { heading: 'Review', nowrap: true, cell: row => row.endedAt === null ? sayDue(row.reviewOn, work.today) : '' }, { heading: 'Ends', nowrap: true, cell: row => row.endedAt === null ? sayDate(row.endsOn) : `ended ${sayDate(londonDay(row.endedAt))}` },
      ]} />
      <p class="govuk-body"><a class="govuk-link" href="/sharing/disclosures">Everything our agency has shared or refused to share</a></p>
    </OfficerPage>,
  )
}

const row = (key: string, value: string) => value === '' ? [] : [{ key: { text: key }, value: { text: value } }]

export const seeAgreement = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const agreement = await agreementWith(work, ask.params['agreement'] ?? '')
  if (agreement === undefined) return notThere
  const [parties, follower, before] = [await partiesTo(work, agreement.id), await followerOf(work, agreement.id), agreement.followsId === null ? undefined : await agreementWith(work, agreement.followsId)]
  const path = `/sharing/agreements/${agreement.id}`
  return page(
    <OfficerPage frame={{ ...ask.frame, title: agreement.name }} breadcrumbs={[{ text: 'Sharing agreements', href: '/sharing' }, { text: agreement.name }]}>
      <PageHeading heading={agreement.name}><Stands agreement={agreement} today={work.today} /></PageHeading>
      {agreement.endedAt === null ? null : <InsetText text={`Ended ${sayDay(londonDay(agreement.endedAt))}: ${agreement.endedBecause ?? ''}`} />}
      {follower === undefined ? null : <InsetText html={<>Renewed as <a class="govuk-link" href={`/sharing/agreements/${follower.id}`}>{follower.name}</a> from {sayDay(follower.startsOn)}.</>} />}
      {before === undefined ? null : <p class="govuk-body">Follows <a class="govuk-link" href={`/sharing/agreements/${before.id}`}>{before.name}</a>, which {before.endedAt === null ? 'ends' : 'ended'} {sayDate(before.endedAt === null ? before.endsOn : londonDay(before.endedAt))}.</p>}
      <SummaryList rows={[
        ...row('For', agreement.purposes.join('; ')), ...row('Carries', sayParts(agreement.parts)), ...row('Categories of data', agreement.categories), ...row('Lawful gateway', agreement.gateway), ...row('Document', agreement.document),
        ...row('Starts', sayDay(agreement.startsOn)), ...row('To be reviewed', `${sayDay(agreement.reviewOn)} (${sayDue(agreement.reviewOn, work.today)})`), ...row('Ends', sayDay(agreement.endsOn)),
      ]} />
      <Parties parties={parties} path={path} ended={agreement.endedAt !== null} />
      {agreement.endedAt !== null && follower !== undefined ? null : (
        <div class="govuk-button-group">
          {agreement.endedAt === null ? <Button text="Sign an agency" href={`${path}/sign`} /> : null}
          {follower === undefined ? <a class="govuk-link" href={`${path}/renew`}>Renew it</a> : null}
          {agreement.endedAt === null ? <a class="govuk-link" href={`${path}/end`}>End it</a> : null}
        </div>
      )}
    </OfficerPage>, { about: { kind: 'sharing agreement', id: agreement.id } },
  )
}

const Parties = ({ parties, path, ended }: { readonly parties: readonly Party[]; readonly path: string; readonly ended: boolean }): Html => (
  <DataTable id="parties" caption="Parties" captionSize="m" narrow="stack" rows={parties} empty="Nobody has signed it yet. It carries nothing until two agencies have." columns={[
    { heading: 'Agency', rowHeader: true, cell: one => one.name }, { heading: 'Signed', nowrap: true, cell: one => sayDate(one.signedOn) }, { heading: 'By', cell: one => one.signedBy },
    { heading: 'Stands', cell: one => one.withdrewAt === null ? ended ? '' : <a class="govuk-link" href={`${path}/parties/${one.id}/withdraw`}>Withdraw<span class="govuk-visually-hidden"> {one.name}</span></a> : `left ${sayDate(londonDay(one.withdrewAt))}: ${one.withdrewBecause ?? ''}` },
  ]} />
)
