// The case an address speaks of, for every door under /cases/:reference.
import type { OfficerWork, Work } from '#db/work.ts'
import { readReference } from '#kernel/reference.ts'
import { notThere, refused, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { caseById, caseWith, mayAddTo, sharedCaseWith, type Case, type Part } from './case-store.ts'

/** The case at this address, or notThere. */
export const caseAt = async (work: OfficerWork, ask: Ask): Promise<Case | Answer> => {
  const reference = readReference(ask.params['reference'] ?? '')
  return (reference === undefined ? undefined : await caseWith(work, reference)) ?? notThere
}

/** `parts`: only these are shared with our agency; undefined when the case is ours. */
export type CaseOrParts = { readonly theCase: Case; readonly parts: readonly Part[] | undefined }

/** As caseAt, and also a case another agency shares parts of with ours. Only doors that know about parts may use it. */
export const caseOrPartsAt = async (work: OfficerWork, ask: Ask): Promise<CaseOrParts | Answer> => {
  const reference = readReference(ask.params['reference'] ?? '')
  if (reference === undefined) return notThere
  const own = await caseWith(work, reference)
  if (own !== undefined) return { theCase: own, parts: undefined }
  return await sharedCaseWith(work, reference) ?? notThere
}

/** Whether this is the head of a case another agency shares with ours: the database masks who else may see it. */
export const isShared = ({ visibleTo }: Pick<Case, 'visibleTo'>): boolean => visibleTo.length === 0

/** A case this officer may add to, in this part of it: their own agency's, or one shared with leave to add. */
export const caseToAddTo = async (work: OfficerWork, ask: Ask, part: Part): Promise<{ readonly theCase: Case } | Answer> => {
  const found = await caseOrPartsAt(work, ask)
  if ('kind' in found) return found
  if (found.parts === undefined) return { theCase: found.theCase }
  if (!found.parts.includes(part)) return notThere
  return await mayAddTo(work, found.theCase.id, part) ? { theCase: found.theCase } : refused('This case is shared with your agency to read. Ask the agency that leads it if you need to add to it.')
}

export const loadCase = async (work: OfficerWork, ask: Ask): Promise<{ theCase: Case } | Answer> => {
  const theCase = await caseAt(work, ask)
  return 'kind' in theCase ? theCase : { theCase }
}

export const isOpen = ({ status }: Pick<Case, 'status'>): boolean => status === 'open' || status === 'on hold'

const LONGEST_CHAIN = 10

/** Where a merged case went, however many merges ago; the case itself when it was not merged. */
export const survivorOf = async (work: Work, theCase: Case): Promise<Case> => {
  let now = theCase
  for (let step = 0; now.mergedIntoId !== null && step < LONGEST_CHAIN; step += 1) {
    const next = await caseById(work, now.mergedIntoId)
    if (next === undefined) break
    now = next
  }
  return now
}

/** What to say of a typed reference that names no case this officer may see. A slip of the finger shows in its check character. */
export const whyNoCase = (typed: string): string => readReference(typed) === undefined
  ? 'Check the reference: a letter or number in it is wrong. It has 9 characters, like 4KD-7WM-X3P'
  : 'There is no case with this reference that you can see'

/** The open case a typed reference means, following merges; or why there is none. */
export const openCaseNamed = async (work: OfficerWork, typed: string): Promise<Case | string> => {
  const reference = readReference(typed)
  const found = reference === undefined ? undefined : await caseWith(work, reference)
  if (found === undefined) return whyNoCase(typed)
  const theCase = await survivorOf(work, found)
  return isOpen(theCase) ? theCase : `${theCase.reference} is closed. Open a new case instead: it can be linked to this one`
}
