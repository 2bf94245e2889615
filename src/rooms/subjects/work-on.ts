// Who may work on the lawful tools of a case: the agency that leads it, whatever became of the case since, and never by broken glass.
import type { OfficerWork } from '#db/work.ts'
import { caseAt, isOpen, seesByGlass, type Case } from '#rooms/cases/index.ts'
import { refused, seeOther, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'

const ONLY_LEAD = 'Only the agency that leads this case does this. If the lead is offered to yours, accept it first.'
const ONLY_LOOKS = 'You see this case because you broke the glass. You may read it and add a note; whoever keeps it does the rest.'

/** An order outlives the case it was made in, so its matter may be worked on after the case is closed. */
export const loadToFinish = async (work: OfficerWork, ask: Ask): Promise<{ readonly theCase: Case } | Answer> => {
  const theCase = await caseAt(work, ask)
  if ('kind' in theCase) return theCase
  if (theCase.leadAgencyId !== work.actor.agencyId) return refused(ONLY_LEAD)
  return theCase.circleId !== null && await seesByGlass(work, theCase.id) ? refused(ONLY_LOOKS) : { theCase }
}

/** What is new is begun on an open case only: a closed or merged one leads to itself. */
export const loadToWork = async (work: OfficerWork, ask: Ask): Promise<{ readonly theCase: Case } | Answer> => {
  const found = await loadToFinish(work, ask)
  return 'kind' in found || isOpen(found.theCase) ? found : seeOther(`/cases/${found.theCase.reference}`)
}
