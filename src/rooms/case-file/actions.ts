// What an officer may do from the top of a case file, in the order it is shown: never a link to what cannot be done.
import type { Act } from '#db/acts.ts'
import type { OfficerWork } from '#db/work.ts'
import { isOpen, type Case } from '#rooms/cases/index.ts'

export type CaseAction = { readonly text: string; readonly path: string; readonly act: Act; readonly isOffered: (theCase: Case, work: OfficerWork) => boolean }

const leads = (theCase: Case, work: OfficerWork): boolean => theCase.leadAgencyId === work.actor.agencyId
/** An agency the lead is only offered to reads, and adds nothing; a closed case still takes a late note. */
export const mayAdd = (theCase: Case, work: OfficerWork): boolean => work.may('work on cases') && theCase.status !== 'merged' && theCase.offeredToAgencyId !== work.actor.agencyId

export const ACTIONS: readonly CaseAction[] = [
  { text: 'Add to the chronology', path: 'add', act: 'work on cases', isOffered: mayAdd },
  { text: 'Assess the risk', path: 'risk', act: 'work on cases', isOffered: (theCase, work) => isOpen(theCase) && mayAdd(theCase, work) },
  { text: 'What the person harmed sees', path: 'as-seen', act: 'see cases', isOffered: () => true },
  { text: 'Who has looked', path: 'looked', act: 'see cases', isOffered: (theCase, work) => leads(theCase, work) && (theCase.leadOfficerId === work.actor.officerId || work.may('see the team')) },
  { text: 'Print', path: 'print', act: 'see cases', isOffered: () => true },
  { text: 'I know the people in this case', path: 'conflict', act: 'see cases', isOffered: isOpen },
  // While a request to close waits for its answer there is nothing to ask for.
  { text: 'Close the case', path: 'close', act: 'close a case', isOffered: (theCase, work) => isOpen(theCase) && leads(theCase, work) && theCase.stage !== 'closing' },
]

/** What this officer may do on this case now. */
export const actionsOn = (theCase: Case, work: OfficerWork): readonly CaseAction[] => ACTIONS.filter(({ act, isOffered }) => work.may(act) && isOffered(theCase, work))
