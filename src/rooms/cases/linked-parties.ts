// People who come with a merged case, and leave with it again.
import type { OfficerWork } from '#db/work.ts'
import { partiesOf } from './party-store.ts'

/** Adds to one case the parties of another it does not have yet. @returns the ids of what was added. */
export const joinParties = async (work: OfficerWork, fromCase: string, toCase: string): Promise<string[]> => {
  const there = await partiesOf(work, toCase)
  const added: string[] = []
  for (const { role, personId, describedAs, isChild } of await partiesOf(work, fromCase)) {
    if (there.some(other => other.role === role && other.personId === personId && other.describedAs === describedAs)) continue
    const id = work.newId()
    await work.db.insertInto('caseParties').values({ partnershipId: work.partnership.id, id, caseId: toCase, role, personId, describedAs, isChild, joinedAt: work.now }).execute()
    added.push(id)
  }
  return added
}

/** They are no longer part of the case; that they were stays on record. */
export const leaveParties = async (work: OfficerWork, ids: readonly string[]): Promise<void> => {
  if (ids.length > 0) await work.db.updateTable('caseParties').set({ leftAt: work.now }).where('id', 'in', [...ids]).where('leftAt', 'is', null).execute()
}
