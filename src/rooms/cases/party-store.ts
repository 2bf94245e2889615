// All SQL on the people of a case, each in their role.
import type { OfficerWork } from '#db/work.ts'
import type { CasePartiesTable } from '#db/tables.ts'

export type PartyRole = CasePartiesTable['role']
export const insertParty = async (work: OfficerWork, caseId: string, party: { role: PartyRole; personId: string | null; describedAs: string | null; isChild?: boolean }): Promise<void> => {
  await work.db.insertInto('caseParties').values({ partnershipId: work.partnership.id, caseId, ...party, joinedAt: work.now }).execute()
}

export const partiesOf = (work: OfficerWork, caseId: string) => work.db.selectFrom('caseParties as cp')
  .leftJoin('people as p', join => join.onRef('p.partnershipId', '=', 'cp.partnershipId').onRef('p.id', '=', 'cp.personId'))
  .select(['cp.id', 'cp.role', 'cp.describedAs', 'cp.isChild', 'cp.personId', 'p.givenName', 'p.familyName', 'p.phone', 'p.email', 'p.address', 'p.safeMeans', 'p.safeTimes', 'p.mayLeaveMessage', 'p.mustNotKnow', 'p.vulnerability', 'p.contactWarning'])
  .where('cp.caseId', '=', caseId).where('cp.leftAt', 'is', null).orderBy('cp.joinedAt').limit(100).execute()
