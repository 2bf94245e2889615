// Whose officers somebody may look after: all of them, or those of their own agency. The database says the same (0065).
import type { OfficerWork } from '#db/work.ts'
import { reachesOverAll } from '#db/acts.ts'

export const runsPartnership = (work: OfficerWork): boolean => work.may('run the partnership') && work.partnership.triageAgencyId === work.actor.agencyId
export const looksAfter = (work: OfficerWork, agencyId: string): boolean => runsPartnership(work) || (work.may('run the agency') && agencyId === work.actor.agencyId)

/** Whether this officer may give, or take away, a role with these acts in this agency. */
export const mayGive = (work: OfficerWork, agencyId: string, acts: readonly string[]): boolean =>
  looksAfter(work, agencyId) && (!reachesOverAll(acts) || (runsPartnership(work) && agencyId === work.partnership.triageAgencyId))

export const OWN = 'Nobody changes their own posts or access. Ask another administrator.'
