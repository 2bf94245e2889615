// On the case file, for those who see the case itself: with whom it is shared, until when, and the way to its record.
import type { OfficerWork } from '#db/work.ts'
import { londonDay, sayDate, sayDay, sayDue } from '#kernel/time.ts'
import type { Case, CaseSection } from '#rooms/cases/index.ts'
import { Details } from '#ui/govuk/components.tsx'
import { Badge } from '#ui/casework.tsx'
import type { Html } from '#ui/html.ts'
import { grantsOf, type Grant } from './grant-store.ts'
import { sayParts } from './sharing-words.ts'

const mayShare = (work: OfficerWork, theCase: Case): boolean => work.may('share a case') && theCase.leadAgencyId === work.actor.agencyId && theCase.circleId === null && theCase.status !== 'merged'

export const sharedSection: CaseSection = {
  id: 'shared', title: 'Shared with', place: 'aside', holds: ['caseGrants'],
  show: async (work, theCase, _ask, held) => {
    const grants = held('caseGrants') ? await grantsOf(work, theCase.id) : []
    const [live, over] = [grants.filter(({ endedAt }) => endedAt === null), grants.filter(({ endedAt }) => endedAt !== null)]
    const [path, may] = [`/cases/${theCase.reference}`, mayShare(work, theCase)]
    return (
      <>
        {theCase.circleId !== null ? <p class="govuk-body">Nobody: it is kept to its circle.</p> : live.length === 0 ? <p class="govuk-body">Nobody.</p> : <ul class="govuk-list">{live.map(grant => <Live grant={grant} path={path} may={may} work={work} />)}</ul>}
        {over.length === 0 ? null : (
          <Details summaryText={`Shared before (${over.length})`}>
            <ul class="govuk-list">{over.map(grant => <li><strong>{grant.agency}</strong>, {sayDate(londonDay(grant.givenAt))} to {sayDate(londonDay(grant.endedAt ?? grant.endsAt))}: {sayParts(grant.parts)}. {grant.endedBecause}</li>)}</ul>
          </Details>
        )}
        <ul class="govuk-list amity-not-on-paper">
          {may ? <li><a class="govuk-link" href={`${path}/share`}>Share with an agency</a></li> : null}
          <li><a class="govuk-link" href={`${path}/disclosures`}>What was shared or refused</a></li>
        </ul>
      </>
    )
  },
}

const Live = ({ grant, path, may, work }: { readonly grant: Grant; readonly path: string; readonly may: boolean; readonly work: OfficerWork }): Html => {
  const ends = londonDay(grant.endsAt)
  const soon = grant.endsAt.getTime() - work.now.getTime() < 7 * 24 * 3_600_000
  return (
    <li>
      <strong>{grant.agency}</strong>{grant.mayAdd ? '' : ' (reads only)'}: {sayParts(grant.parts)}
      <br /><span class="govuk-hint">For {grant.purpose}. {grant.agreement === null ? `Rests on: ${grant.gateway}.` : `Under “${grant.agreement}”.`} Until {sayDay(ends)}.</span>
      {soon ? <Badge text={`ends ${sayDue(ends, work.today).toLowerCase()}`} tone="yellow" /> : null}
      {may ? <span class="amity-not-on-paper"><br /><a class="govuk-link" href={`${path}/share/${grant.toAgencyId}?after=${grant.id}`}>Extend or change<span class="govuk-visually-hidden"> what {grant.agency} sees</span></a> <a class="govuk-link" href={`${path}/grants/${grant.id}/end`}>End<span class="govuk-visually-hidden"> sharing with {grant.agency}</span></a></span> : null}
    </li>
  )
}
