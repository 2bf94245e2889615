// On the case file: who leads, holds, offers, and how the case hangs together with others.
import type { OfficerWork } from '#db/work.ts'
import { sayAgo, sayDay, sayMoment } from '#kernel/time.ts'
import { caseById, isOpen, latestOf, survivorOf, type Case, type CaseSection, type Entry } from '#rooms/cases/index.ts'
import { namesOfPost } from '#rooms/partnership/index.ts'
import { Form, SubmitButton } from '#ui/forms.tsx'
import type { Html } from '#ui/html.ts'
import { Details } from '#ui/govuk/components.tsx'
import type { Ask } from '#web/ask.ts'
import { followersOf, mergedInto, openOffer } from './handling-store.ts'

const MOST = 30
const Link = ({ reference, title }: { readonly reference: string; readonly title: string }): Html => <><a class="govuk-link" href={`/cases/${reference}`}>{reference}</a> {title}</>

/** Short facts and what may be done about them. */
export const handlingSection: CaseSection = {
  id: 'handling', title: 'How it is handled', place: 'aside', holds: ['caseTransfers'],
  show: async (work, theCase, ask, held) => {
    const path = `/cases/${theCase.reference}`
    const mine = isOpen(theCase) && theCase.leadAgencyId === work.actor.agencyId
    return (
      <>
        <p class="govuk-body"><strong>Lead:</strong> {await leadOf(work, theCase)}</p>
        {held('caseTransfers') ? await offerOf(work, theCase, ask) : null}
        {theCase.status === 'on hold' ? <p class="govuk-body"><strong>On hold</strong>{theCase.holdEndsOn === null ? '' : ` until ${sayDay(theCase.holdEndsOn)}`}: {theCase.holdReason}</p> : null}
        {await linkedOf(work, theCase)}
        {mine ? (
          <ul class="govuk-list">
            {work.may('change who leads') && theCase.offeredToAgencyId === null ? <li><a class="govuk-link amity-not-on-paper" href={`${path}/lead`}>Change who leads</a></li> : null}
            {work.may('work on cases') ? <li><a class="govuk-link amity-not-on-paper" href={theCase.status === 'on hold' ? `${path}/hold/end` : `${path}/hold`}>{theCase.status === 'on hold' ? 'End the hold' : 'Put on hold'}</a></li> : null}
            {work.may('merge cases') ? <li><a class="govuk-link amity-not-on-paper" href={`${path}/merge`}>Merge into another case</a></li> : null}
          </ul>
        ) : null}
      </>
    )
  },
}

const leadOf = async (work: OfficerWork, theCase: Case): Promise<string> => {
  const { officer, agency } = await namesOfPost(work, theCase.leadOfficerId, theCase.leadAgencyId)
  return [officer ?? 'an officer who has left', agency].filter(part => part !== undefined).join(', ')
}

const offerOf = async (work: OfficerWork, theCase: Case, ask: Ask): Promise<Html | null> => {
  const offer = await openOffer(work, theCase.id)
  if (offer === undefined) return null
  if (offer.toAgencyId === work.actor.agencyId) return <p class="govuk-body"><strong>The lead is offered to you</strong> by {offer.from}. <a class="govuk-link amity-not-on-paper" href={`/transfers/${offer.id}`}>Answer the offer</a></p>
  return (
    <>
      <p class="govuk-body"><strong>Offered to {offer.to}</strong>, {sayAgo(offer.offeredAt, work.now)}. You lead until they accept.</p>
      {work.may('change who leads') && offer.fromAgencyId === work.actor.agencyId ? <Form action={`/cases/${theCase.reference}/lead/recall`} csrf={ask.csrf}><SubmitButton text="Take the offer back" look="secondary" /></Form> : null}
    </>
  )
}

const linkedOf = async (work: OfficerWork, theCase: Case): Promise<Html | null> => {
  const [followed, followers] = [theCase.followsCaseId === null ? undefined : await caseById(work, theCase.followsCaseId), await followersOf(work, theCase.id)]
  return followed === undefined && followers.length === 0 ? null : (
    <ul class="govuk-list">
      {followed === undefined ? null : <li><strong>Follows</strong> <Link {...followed} /></li>}
      {followers.map(one => <li><strong>Followed by</strong> <Link {...one} /></li>)}
    </ul>
  )
}

/** Where a merged case went; and on the case it went to, its history, readable there. */
export const mergedSection: CaseSection = {
  id: 'merged', title: 'Merged', place: 'main', holds: ['caseMerges'],
  show: async (work, theCase, _ask, held) => {
    if (theCase.status === 'merged') {
      const survivor = await survivorOf(work, theCase)
      return <p class="govuk-body">The work on this went on in <Link {...survivor} />. {work.may('merge cases') && theCase.leadAgencyId === work.actor.agencyId ? <a class="govuk-link amity-not-on-paper" href={`/cases/${theCase.reference}/unmerge`}>Undo the merge</a> : null}</p>
    }
    const merged = held('caseMerges') ? await mergedInto(work, theCase.id) : []
    if (merged.length === 0) return undefined
    const histories = await latestOf(work, merged.map(({ id }) => id), MOST + 1)
    return <>{merged.map(one => historyOf(work, one, histories.get(one.id) ?? []))}</>
  },
}

const historyOf = (work: OfficerWork, one: Awaited<ReturnType<typeof mergedInto>>[number], entries: readonly Entry[]): Html => (
  <>
    <p class="govuk-body"><Link {...one} /> was merged into this, {sayAgo(one.mergedAt, work.now)}: {one.reason}</p>
    <Details summaryText={`Its chronology${entries.length > MOST ? ` (the latest ${MOST})` : ''}`}>
      <ul class="govuk-list govuk-list--bullet">{entries.slice(0, MOST).map(entry => <li><strong>{sayMoment(entry.happenedAt)}</strong>, {entry.enteredAs}: {entry.summary}{entry.body === '' ? '' : `. ${entry.body}`}</li>)}</ul>
    </Details>
  </>
)
