// The person and the plan an address under /cases/:reference/plan/:person speaks of.
import type { OfficerWork } from '#db/work.ts'
import { looksLikeId } from '#db/ids.ts'
import { contactsOf, loadToAdd, type Case, type Contact } from '#rooms/cases/index.ts'
import { notThere, seeOther, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { planOf, stepsOf, type Plan, type Step } from './plan-store.ts'

export type ForPerson = { readonly theCase: Case; readonly contact: Contact; readonly plan: Plan | undefined; readonly steps: readonly Step[] }
export type WithPlan = ForPerson & { readonly plan: Plan }

export const nameOf = ({ givenName, familyName }: Pick<Contact, 'givenName' | 'familyName'>): string => `${givenName} ${familyName}`.trim()

/** Somebody harmed or reporting on an open case, with their plan when there is one. A closed case leads to itself. */
export const loadPerson = async (work: OfficerWork, ask: Ask): Promise<ForPerson | Answer> => {
  const found = await loadToAdd(work, ask)
  if ('kind' in found) return found
  if (found.late) return seeOther(`/cases/${found.theCase.reference}`)
  const id = ask.params['person'] ?? ''
  const contact = looksLikeId(id) ? (await contactsOf(work, found.theCase.id)).find(({ personId }) => personId === id) : undefined
  if (contact === undefined) return notThere
  const plan = await planOf(work, found.theCase.id, contact.personId)
  return { theCase: found.theCase, contact, plan, steps: (await stepsOf(work, found.theCase.id)).filter(({ personId }) => personId === contact.personId) }
}

/** As above; without a plan it leads to where one is begun. */
export const loadPlan = async (work: OfficerWork, ask: Ask): Promise<WithPlan | Answer> => {
  const found = await loadPerson(work, ask)
  if ('kind' in found) return found
  return found.plan === undefined ? seeOther(`/cases/${found.theCase.reference}/plan/${found.contact.personId}`) : { ...found, plan: found.plan }
}
