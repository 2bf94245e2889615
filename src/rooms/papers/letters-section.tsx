// The letters of a case, on the case file.
import { sayMoment } from '#kernel/time.ts'
import { isOpen, type CaseSection } from '#rooms/cases/index.ts'
import { Badge } from '#ui/casework.tsx'
import { lettersOf } from './letter-store.ts'
import { LETTER_TONE, sayLetter } from './letter-words.ts'

const SHOWN = 8
export const lettersSection: CaseSection = {
  id: 'letters', title: 'Letters and notices', place: 'aside', holds: ['letters'],
  show: async (work, theCase, _ask, held) => {
    const letters = held('letters') ? await lettersOf(work, theCase.id) : []
    const mayWrite = work.may('work on cases') && (isOpen(theCase) || theCase.status === 'closed') && theCase.offeredToAgencyId !== work.actor.agencyId
    if (letters.length === 0 && !mayWrite) return undefined
    return (
      <>
        {letters.length === 0 ? <p class="govuk-body">None yet.</p> : (
          <ul class="govuk-list govuk-list--spaced">
            {letters.slice(0, SHOWN).map(letter => <li><a class="govuk-link" href={`/cases/${theCase.reference}/letters/${letter.id}`}>{letter.title}</a><br />{letter.to}, {sayMoment(letter.readyAt ?? letter.writtenAt)}<br /><Badge text={sayLetter(letter)} tone={LETTER_TONE[letter.state]} /></li>)}
          </ul>
        )}
        {mayWrite ? <p class="govuk-body"><a class="govuk-link amity-not-on-paper" href={`/cases/${theCase.reference}/letters/new`}>Begin a letter or notice</a></p> : null}
      </>
    )
  },
}
