// A proposal on one page: what it is for, all the law asks for first and how far that is done, and the decision once nothing is missing.
import type { OfficerWork } from '#db/work.ts'
import { londonDay, sayMoment, sayShortDay } from '#kernel/time.ts'
import { Badge } from '#ui/casework.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable } from '#ui/tables.tsx'
import { page, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { loadProposal, mayPrepare, orderPath, proposalPath, proposalTitle, isOurs, type AtProposal } from './proposal-at.ts'
import { askedOf, DECIDES, partsStanding, toolOf, type Asked } from './proposal-rules.ts'
import type { SpacesPart } from './proposal-store.ts'

export const seeProposal = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const found = await loadProposal(work, ask)
  if ('kind' in found) return found
  const { proposal, order } = found
  const open = proposal.endedAt === null
  const mayDecide = isOurs(work) && work.may('authorise legal steps') && proposal.begunBy !== work.actor.officerId
  return page(
    <OfficerPage frame={{ ...ask.frame, title: proposalTitle(proposal) }} back={{ href: order === undefined ? '/public-spaces' : orderPath(order) }}>
      <h1 class="govuk-heading-l">{proposalTitle(proposal)}</h1>
      <p class="govuk-body">Begun by {proposal.beginner ?? 'an officer'}, {sayMoment(proposal.begunAt)}. {proposal.reason}</p>
      {proposal.endedAt === null ? null : <p class="govuk-body"><Badge text={proposal.outcome ?? ''} tone={proposal.outcome === 'decided' ? 'green' : 'grey'} /> {proposal.ender ?? 'An officer'}, {sayShortDay(londonDay(proposal.endedAt))}{proposal.outcomeWords === '' ? '' : `: ${proposal.outcomeWords}`}</p>}
      {open ? <Stands {...found} mayDecide={mayDecide} mayDrop={mayPrepare(work)} /> : null}
      <AskedFirst {...found} mayWork={open && mayPrepare(work)} />
    </OfficerPage>,
  )
}

const Stands = ({ proposal, order, stands, mayDecide, mayDrop }: AtProposal & { readonly mayDecide: boolean; readonly mayDrop: boolean }): Html => {
  const { path, text } = DECIDES[proposal.tool]
  return (
    <section id="next">
      <h2 class="govuk-heading-m">What next</h2>
      {order === undefined ? null : <p class="govuk-body">The last day of the order is {sayShortDay(order.endsOn)}.</p>}
      {stands.standing === 'open now' ? <p class="govuk-body">Nothing is missing. {mayDecide ? '' : 'Somebody other than who began it, who may authorise legal steps, records the decision.'}</p>
        : stands.standing === 'past its time' ? <p class="govuk-body"><Badge text="past its time" tone="red" /> {stands.reasons.map(({ sentence }) => sentence).join(' ')} Drop it, and prepare a new order.</p>
          : <><p class="govuk-body">Before it can be decided on, {stands.reasons.length} {stands.reasons.length === 1 ? 'thing is' : 'things are'} missing; each stands in the list below as “not yet”.</p>{stands.reasons.filter(({ kind }) => !['element', 'prior step', 'consultation'].includes(kind)).map(({ sentence }) => <p class="govuk-body">{sentence}</p>)}</>}
      <ul class="govuk-list">
        {mayDecide && stands.standing === 'open now' ? <li><a class="govuk-link" href={`${proposalPath(proposal)}/${path}`}>{text}</a></li> : null}
        {mayDrop ? <li><a class="govuk-link" href={`${proposalPath(proposal)}/drop`}>Drop it</a></li> : null}
      </ul>
    </section>
  )
}

const Done = ({ part }: { readonly part: SpacesPart | undefined }): Html | string => part === undefined ? <Badge text="not yet" tone="grey" /> : !part.done ? <><Badge text="not after all" tone="orange" /> {sayShortDay(part.onDay)}: {part.words}</> : (
  <>
    <Badge text="done" tone="green" /> {sayShortDay(part.onDay)}{part.withWhom === '' ? '' : `, with ${part.withWhom}`}: {part.words}{part.reply === null || part.repliedOn === null ? part.kind === 'consultation' ? ' No reply is recorded.' : '' : ` Reply of ${sayShortDay(part.repliedOn)}: ${part.reply}`}
  </>
)

const KIND: Readonly<Record<Asked['kind'], string>> = { element: 'To be shown', step: 'To be done', consultation: 'To be asked' }
const AskedFirst = ({ proposal, parts, mayWork }: AtProposal & { readonly mayWork: boolean }): Html => {
  const standing = partsStanding(parts)
  return (
    <section id="asked">
      <DataTable id="asked-table" caption="What the law asks for first" captionSize="m" rows={askedOf(toolOf(proposal.tool))} narrow="stack" empty="Nothing." columns={[
        { heading: 'What', rowHeader: true, cell: one => <>{one.kind === 'element' ? `It is shown that ${one.says}` : one.says}<br /><span class="govuk-hint govuk-!-font-size-16">{KIND[one.kind]}. {one.source}</span></> },
        { heading: 'How far', cell: one => <Done part={standing.get(one.id)} /> },
        { heading: 'Do', cell: one => mayWork ? <a class="govuk-link" href={`${proposalPath(proposal)}/parts/${one.id}`}>Record<span class="govuk-visually-hidden">: {one.says}</span></a> : '' },
      ]} />
    </section>
  )
}
