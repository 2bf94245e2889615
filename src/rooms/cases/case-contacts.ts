// Whom we may tell about a case: the people reporting and harmed, once each, never anybody said to be responsible.
import type { Work } from '#db/work.ts'
import { CONTACTS } from '#rooms/people/index.ts'

/** Shaped as letters' writeMessage takes it. Somebody who is also an alleged perpetrator of the case is left out. */
export const contactsOf = async (work: Work, caseId: string) => {
  const found = await work.db.selectFrom('caseParties as cp')
    .innerJoin('people as p', join => join.onRef('p.partnershipId', '=', 'cp.partnershipId').onRef('p.id', '=', 'cp.personId'))
    .select(['p.id as personId', 'p.givenName', 'p.familyName', 'p.language', 'p.formatNeeds', 'p.safeMeans', 'p.safeTimes', 'p.mayLeaveMessage', 'p.mustNotKnow', 'p.confidential', 'cp.isChild', 'cp.role'])
    .select(CONTACTS)
    .where('cp.caseId', '=', caseId).where('cp.leftAt', 'is', null).orderBy('cp.joinedAt').limit(200).execute()
  const blamed = new Set(found.filter(party => party.role === 'alleged perpetrator').map(party => party.personId))
  const told = found.filter(party => (party.role === 'harmed' || party.role === 'reporting') && !blamed.has(party.personId))
  return [...Map.groupBy(told, party => party.personId).values()].flatMap(parties => {
    const [first] = parties
    return first === undefined ? [] : [{ ...first, isChild: parties.some(party => party.isChild), isHarmed: parties.some(party => party.role === 'harmed') }]
  })
}
export type Contact = Awaited<ReturnType<typeof contactsOf>>[number]
