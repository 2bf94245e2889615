// All SQL on the people of a case, each in their role.
import type { OfficerWork } from '#db/work.ts'
import type { CasePartiesTable } from '#db/tables.ts'
import { CONTACTS } from '#rooms/people/index.ts'

export type PartyRole = CasePartiesTable['role']
export const insertParty = async (work: OfficerWork, caseId: string, party: { role: PartyRole; personId: string | null; describedAs: string | null; isChild?: boolean }): Promise<void> => {
  await work.db.insertInto('caseParties').values({ partnershipId: work.partnership.id, caseId, ...party, joinedAt: work.now }).execute()
}

/** Other cases opened since then in which somebody harmed or reporting here was so too, with who; only what this officer may see. */
export const earlierCasesOf = (work: OfficerWork, { id, circleId }: { readonly id: string; readonly circleId: string | null }, since: Date) => work.db.selectFrom('caseParties as here')
  .innerJoin('caseParties as there', join => join.onRef('there.partnershipId', '=', 'here.partnershipId').onRef('there.personId', '=', 'here.personId').onRef('there.caseId', '!=', 'here.caseId'))
  .innerJoin('cases as c', join => join.onRef('c.partnershipId', '=', 'there.partnershipId').onRef('c.id', '=', 'there.caseId'))
  .innerJoin('people as p', join => join.onRef('p.partnershipId', '=', 'here.partnershipId').onRef('p.id', '=', 'here.personId'))
  .select(['c.reference', 'p.givenName', 'p.familyName']).distinct()
  .where('here.caseId', '=', id).where('here.leftAt', 'is', null).where('here.role', 'in', ['harmed', 'reporting']).where('there.role', 'in', ['harmed', 'reporting'])
  // A reference that is written down here is read by everybody on this case: never one that is kept to another circle.
  .where(where => where.or([where('c.circleId', 'is', null), ...(circleId === null ? [] : [where('c.circleId', '=', circleId)])]))
  .where('c.openedAt', '>=', since).where('c.status', '!=', 'merged').orderBy('c.reference').limit(20).execute()

export const partiesOf = (work: OfficerWork, caseId: string) => work.db.selectFrom('caseParties as cp')
  .leftJoin('people as p', join => join.onRef('p.partnershipId', '=', 'cp.partnershipId').onRef('p.id', '=', 'cp.personId'))
  .select(['cp.id', 'cp.role', 'cp.describedAs', 'cp.isChild', 'cp.personId', 'p.givenName', 'p.familyName', 'p.safeMeans', 'p.safeTimes', 'p.mayLeaveMessage', 'p.mustNotKnow', 'p.vulnerability', 'p.confidential'])
  .select(CONTACTS)
  .where('cp.caseId', '=', caseId).where('cp.leftAt', 'is', null).orderBy('cp.joinedAt').orderBy('cp.id').limit(100).execute()
