// All SQL on people.
import type { OfficerWork, Work } from '#db/work.ts'
import { CONTACTS } from './kept-contact.ts'

export const SAFE_MEANS = ['phone', 'text', 'email', 'post', 'visit', 'through someone else'] as const

export type NewPerson = {
  readonly givenName: string; readonly familyName: string; readonly phone: string | null; readonly email: string | null; readonly address: string | null; readonly postcode: string | null
  readonly safeMeans: readonly (typeof SAFE_MEANS)[number][]; readonly safeTimes: string | null; readonly mayLeaveMessage: boolean; readonly mustNotKnow: string | null
  readonly vulnerability: string | null; readonly language: string | null; readonly formatNeeds: string | null; readonly mayShare: boolean | null
}

export const addPerson = async (work: OfficerWork, person: NewPerson): Promise<string> => {
  const id = work.newId()
  await work.db.insertInto('people').values({ partnershipId: work.partnership.id, id, ...person, safeMeans: [...person.safeMeans], ownerAgencyId: work.actor.agencyId, createdAt: work.now }).execute()
  return id
}

/** "Irene Larkin" as given name and family name: the last word is the family name. */
export const splitName = (name: string): { givenName: string; familyName: string } => {
  const words = name.trim().split(/\s+/)
  return words.length === 1 ? { givenName: words[0] ?? '', familyName: '' } : { givenName: words.slice(0, -1).join(' '), familyName: words.at(-1) ?? '' }
}

/** How somebody may be written to, as writeMessage takes it; undefined when there is no such person for this work. */
export const addresseeOf = async (work: Work, personId: string) => {
  const person = await work.db.selectFrom('people as p').select(['p.id as personId', 'p.givenName', 'p.familyName', 'p.language', 'p.safeMeans', 'p.safeTimes', 'p.mayLeaveMessage', 'p.mustNotKnow']).select(CONTACTS).where('p.id', '=', personId).executeTakeFirst()
  return person === undefined ? undefined : { ...person, name: `${person.givenName} ${person.familyName}`.trim() }
}

/** What the law may turn on for somebody: their age, and whether they may need help. Undefined: not there for this officer. */
export const bornOf = (work: OfficerWork, personId: string) => work.db.selectFrom('people').select(['bornOn', 'isChild', 'vulnerability', 'kind']).where('id', '=', personId).executeTakeFirst()
