// The case an address speaks of, for every door under /cases/:reference.
import type { OfficerWork } from '#db/work.ts'
import { readReference } from '#kernel/reference.ts'
import { notThere, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { caseWith, type Case } from './case-store.ts'

/** The case at this address, or notThere. */
export const caseAt = async (work: OfficerWork, ask: Ask): Promise<Case | Answer> => {
  const reference = readReference(ask.params['reference'] ?? '')
  return (reference === undefined ? undefined : await caseWith(work, reference)) ?? notThere
}

export const loadCase = async (work: OfficerWork, ask: Ask): Promise<{ theCase: Case } | Answer> => {
  const theCase = await caseAt(work, ask)
  return 'kind' in theCase ? theCase : { theCase }
}
