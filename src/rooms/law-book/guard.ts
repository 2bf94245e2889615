// The law is the same for every agency, so only the agency that runs the partnership records what is known of it.
import type { OfficerWork } from '#db/work.ts'
import { refused, type Answer } from '#web/answers.ts'

export const onlyWhoRuns = (work: OfficerWork): Answer | undefined => work.actor.agencyId === work.partnership.triageAgencyId ? undefined
  : refused('What is recorded about the law stands for all agencies. Only an administrator of the agency that runs the partnership records it.')
