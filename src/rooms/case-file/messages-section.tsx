// What we wrote to the people of a case, on the case file.
import { sayMoment } from '#kernel/time.ts'
import { isOpen, type CaseSection } from '#rooms/cases/index.ts'
import { sayMessageState, sentOnCase, TONE, toWhom } from '#rooms/letters/index.ts'
import { Badge } from '#ui/casework.tsx'

export const messagesSection: CaseSection = {
  id: 'messages', title: 'Written to them', place: 'aside', holds: ['outgoingMessages'],
  show: async (work, theCase, _ask, held) => {
    const messages = held('outgoingMessages') ? await sentOnCase(work, theCase.id) : []
    const mayWrite = work.may('work on cases') && isOpen(theCase) && theCase.offeredToAgencyId !== work.actor.agencyId
    if (messages.length === 0 && !mayWrite) return undefined
    return (
      <>
        {messages.length === 0 ? <p class="govuk-body">Nothing yet.</p> : (
          <ul class="govuk-list govuk-list--spaced">
            {messages.slice(0, 8).map(message => <li>{work.may('work on cases') ? <a class="govuk-link" href={`/messages/${message.id}`}>{message.subject ?? message.purpose}</a> : message.subject ?? message.purpose}<br />{toWhom(message)}, by {message.means}, {sayMoment(message.writtenAt)}<br /><Badge text={sayMessageState(message)} tone={TONE[message.state]} /></li>)}
          </ul>
        )}
        {mayWrite ? <p class="govuk-body"><a class="govuk-link amity-not-on-paper" href={`/cases/${theCase.reference}/write`}>Write to somebody</a></p> : null}
      </>
    )
  },
}
