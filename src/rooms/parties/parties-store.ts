// The SQL of this room: finding people, their roles in cases through time, and editing a person as it was read.
import { sql, type Updateable } from 'kysely'
import type { PeopleTable } from '#db/tables.ts'
import type { OfficerWork } from '#db/work.ts'
import { CONTACTS, contactOf } from '#rooms/people/index.ts'
import { seeksNothing, type Role, type Sought } from './party-rules.ts'

export const MOST_FOUND = 20

/** Of a name as common as this, the first by the alphabet are shown from so many: whoever looks adds a word. */
const MOST_LOOKED_AT = 500

/** People this officer may see, and nobody else: found through an index of one's own (amity.find_people), and the row policy decides again. One more than shown. */
export const findPeople = async (asked: OfficerWork, sought: Sought) => {
  if (seeksNothing(sought)) return []
  const work = asked.byKey()
  const found = sql<string>`(select person_id from amity.find_people(${[...sought.words]}::text[], ${sought.digits}, ${sought.postcode}, ${sought.bornOn}::date, ${MOST_LOOKED_AT}))`
  return work.db.selectFrom('people as p').select(['p.id', 'p.givenName', 'p.familyName', 'p.bornOn', 'p.isChild', 'p.confidential', contactOf('address').as('address'), contactOf('postcode').as('postcode'), contactOf('phone').as('phone')])
    .where('p.id', 'in', found).orderBy('p.familyName').orderBy('p.givenName').orderBy('p.id').limit(MOST_FOUND + 1).execute()
}
export type Found = Awaited<ReturnType<typeof findPeople>>[number]

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/
export const personWith = async (work: OfficerWork, id: string) => !UUID.test(id) ? undefined : work.db.selectFrom('people as p')
  .leftJoin('officers as o', join => join.onRef('o.partnershipId', '=', 'p.partnershipId').onRef('o.id', '=', 'p.changedBy'))
  .selectAll('p').select('o.name as changedByName').select(CONTACTS).where('p.id', '=', id).executeTakeFirst()
export type Person = NonNullable<Awaited<ReturnType<typeof personWith>>>

/** Whether this officer's agency keeps the record, or they see a case the person is in; not where it is only shown to them. */
export const mayChangePerson = async (work: OfficerWork, id: string): Promise<boolean> =>
  (await sql<{ may: boolean }>`select amity.may_change_person(${id}::uuid) as may`.execute(work.db)).rows[0]?.may === true

/** The cases a person is or was in that this officer may see. Nothing counts those they may not. */
export const casesOfPerson = (work: OfficerWork, personId: string) => work.db.selectFrom('caseParties as cp')
  .innerJoin('cases as c', join => join.onRef('c.partnershipId', '=', 'cp.partnershipId').onRef('c.id', '=', 'cp.caseId'))
  .select(['c.id', 'c.reference', 'c.title', 'c.status', 'cp.role', 'cp.joinedAt', 'cp.leftAt']).where('cp.personId', '=', personId).orderBy('cp.joinedAt', 'desc').orderBy('cp.id').limit(100).execute()

/** False when somebody changed the record since it was read. */
export const changePerson = async (work: OfficerWork, { id, version }: { readonly id: string; readonly version: number }, set: Updateable<PeopleTable>): Promise<boolean> => {
  const { numUpdatedRows } = await work.db.updateTable('people').set({ ...set, version: version + 1, changedAt: work.now, changedBy: work.actor.officerId }).where('id', '=', id).where('version', '=', version).executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Everybody who is or was part of a case, in the order they joined. */
export const everParties = (work: OfficerWork, caseId: string) => work.db.selectFrom('caseParties as cp')
  .leftJoin('people as p', join => join.onRef('p.partnershipId', '=', 'cp.partnershipId').onRef('p.id', '=', 'cp.personId'))
  .select(['cp.id', 'cp.role', 'cp.describedAs', 'cp.isChild', 'cp.personId', 'cp.forPartyId', 'cp.note', 'cp.joinedAt', 'cp.leftAt', 'cp.leftBecause', 'cp.identifiedFromId', 'p.givenName', 'p.familyName', 'p.vulnerability', 'p.confidential', contactOf('phone').as('phone')])
  .where('cp.caseId', '=', caseId).orderBy('cp.joinedAt').orderBy('cp.id').limit(300).execute()
export type Party = Awaited<ReturnType<typeof everParties>>[number]

export type NewParty = { readonly role: Role; readonly personId: string | null; readonly describedAs: string | null; readonly isChild: boolean; readonly forPartyId: string | null; readonly identifiedFromId?: string }
export const addParty = async (work: OfficerWork, caseId: string, party: NewParty): Promise<void> => {
  await work.db.insertInto('caseParties').values({ partnershipId: work.partnership.id, id: work.newId(), caseId, ...party, joinedAt: work.now, addedBy: work.actor.officerId }).execute()
}

/** False when they had left already. */
export const leaveCase = async (work: OfficerWork, partyId: string, at: Date, because: string): Promise<boolean> => {
  const { numUpdatedRows } = await work.db.updateTable('caseParties').set({ leftAt: at, leftBy: work.actor.officerId, leftBecause: because }).where('id', '=', partyId).where('leftAt', 'is', null).executeTakeFirst()
  return numUpdatedRows === 1n
}

export const nameOf = ({ personId, givenName, familyName, describedAs }: { readonly personId: string | null; readonly givenName: string | null; readonly familyName: string | null; readonly describedAs: string | null }): string =>
  personId === null ? describedAs ?? 'Unknown' : `${givenName ?? ''} ${familyName ?? ''}`.trim() || 'No name'
