// What a public entry must not say: anything that names or describes an alleged perpetrator of the case, or where they live.
import type { OfficerWork } from '#db/work.ts'
import type { Problem } from '#web/form.ts'
import { namesResponsible } from './entry-store.ts'
import { partiesOf } from './party-store.ts'

const ADDRESS = /\b\d+\w?(?:\s+\p{Lu}[\p{L}'’]*)+/gu
const NAME = /\p{Lu}[\p{L}'’-]{2,}/gu
// Words that begin a description and are nobody's name.
const NOT_NAMES = new Set(['the', 'two', 'three', 'man', 'men', 'woman', 'women', 'boy', 'boys', 'girl', 'girls', 'group', 'young', 'youths', 'unknown', 'not', 'someone', 'somebody', 'people', 'person',
  'tenant', 'tenants', 'neighbour', 'neighbours', 'flat', 'house', 'upstairs', 'downstairs', 'top', 'bottom', 'next', 'male', 'female', 'teenager', 'teenagers', 'child', 'children', 'mother', 'father', 'son', 'daughter', 'family', 'known', 'dog', 'owner', 'visitor', 'visitors'])

/** The names in a description: "Danny from 12 Larch Walk" has "danny". An address alone names nobody. */
export const namesIn = (describedAs: string): readonly string[] =>
  [...describedAs.replaceAll(ADDRESS, ' ').matchAll(NAME)].map(([name]) => name.toLowerCase()).filter(name => !NOT_NAMES.has(name))

// What is written where nobody is known, which describes nobody.
const VAGUE = new Set(['not known', 'not known yet', 'unknown', 'nobody known', 'not sure', 'do not know', "don't know"])

/** Whether a text uses a description of somebody, whole, or a name that stands in it. */
export const describes = (describedAs: string, said: string): boolean => {
  const heard = said.toLowerCase()
  const whole = describedAs.trim().toLowerCase()
  if (whole.length >= 3 && !VAGUE.has(whole) && heard.includes(whole)) return true
  const words = new Set(heard.match(/[\p{L}'’-]+/gu)?.map(word => word.replace(/['’]s$/u, '')) ?? [])
  return namesIn(describedAs).some(name => words.has(name))
}

const HOUSE = /(?<![\p{L}\d])(\d+\w?)[\s,]+(\p{L}[\p{L}'’.-]*)(?:[\s,]+(\p{L}[\p{L}'’-]*))?/gu
/** House numbers with the word that follows ("12 larch"), or two where the first is as short as "the". A street alone tells nothing. */
export const housesIn = (address: string): readonly string[] =>
  [...address.toLowerCase().matchAll(HOUSE)].map(([, number = '', street = '', next = '']) => `${number} ${street}${street.length < 4 && next !== '' ? ` ${next}` : ''}`)

/** Whether a text gives one of these houses, however it is spaced and written. */
export const givesHouse = (houses: ReadonlySet<string>, said: string): boolean => housesIn(said).some(house => houses.has(house))

/** Whether a text has one of these given names, written as a name: "Will" and "WILL", but not "we will". */
export const callsByName = (givenNames: readonly string[], said: string): boolean => {
  const words = new Set(said.match(/[\p{L}'’-]+/gu)?.map(word => word.replace(/['’]s$/iu, '')) ?? [])
  return givenNames.some(name => words.has(name) || words.has(name.toUpperCase()))
}

/** Given names of those said to be responsible, apart from what others on the case are called too. */
const givenNamesOf = (parties: Awaited<ReturnType<typeof partiesOf>>): readonly string[] => {
  const responsible = parties.filter(({ role, personId }) => role === 'alleged perpetrator' && personId !== null)
  const others = new Set(parties.filter(({ personId }) => !responsible.some(one => one.personId === personId)).map(({ givenName }) => givenName?.trim().toLowerCase()))
  return responsible.map(({ givenName }) => givenName?.trim() ?? '').filter(name => name.length >= 3 && !others.has(name.toLowerCase()))
}

/** Where those said to be responsible live, apart from what others on the case share with them: that tells nothing. */
const housesOf = (parties: Awaited<ReturnType<typeof partiesOf>>): ReadonlySet<string> => {
  const responsible = new Set(parties.filter(({ role }) => role === 'alleged perpetrator').map(({ id, personId }) => personId ?? id))
  const shared = new Set(parties.filter(({ id, personId }) => !responsible.has(personId ?? id)).flatMap(({ address }) => housesIn(address ?? '')))
  return new Set(parties.filter(({ role }) => role === 'alleged perpetrator').flatMap(({ address, describedAs }) => [...housesIn(address ?? ''), ...(describedAs?.match(ADDRESS) ?? []).flatMap(housesIn)]).filter(house => !shared.has(house)))
}

const WHY = 'This names or describes somebody said to be responsible, or gives their address, and the person harmed would read it. Take it out, or let only staff see it'

/** The problems of words the person harmed will read, at the fields that name somebody. `said`: field to text, read as one. */
export const namedToPerson = async (work: OfficerWork, caseId: string, said: Readonly<Record<string, string>>): Promise<readonly Problem[]> => {
  const parties = await partiesOf(work, caseId)
  const [houses, givenNames] = [housesOf(parties), givenNamesOf(parties)]
  const described = parties.flatMap(party => party.role === 'alleged perpetrator' && party.personId === null && party.describedAs !== null ? [party.describedAs] : [])
  const found: Problem[] = []
  for (const [field, text] of Object.entries(said)) {
    if (described.some(one => describes(one, text)) || givesHouse(houses, text) || callsByName(givenNames, text) || await namesResponsible(work, caseId, text)) found.push({ field, text: WHY })
  }
  // A name may lie across two fields: the person reads them as one.
  const [first] = Object.keys(said)
  if (found.length === 0 && first !== undefined && await namesResponsible(work, caseId, Object.values(said).join(' '))) found.push({ field: first, text: WHY })
  return found
}
