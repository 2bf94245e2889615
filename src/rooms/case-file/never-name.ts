// What a public entry must not say: anything that names or describes an alleged perpetrator of the case.
import type { OfficerWork } from '#db/work.ts'
import { namesResponsible, partiesOf } from '#rooms/cases/index.ts'
import type { Problem } from '#web/form.ts'

const ADDRESS = /\b\d+\w?(?:\s+\p{Lu}[\p{L}'’]*)+/gu
const NAME = /\p{Lu}[\p{L}'’-]{2,}/gu
// Words that begin a description and are nobody's name.
const NOT_NAMES = new Set(['the', 'two', 'three', 'man', 'men', 'woman', 'women', 'boy', 'boys', 'girl', 'girls', 'group', 'young', 'youths', 'unknown', 'not', 'someone', 'somebody', 'people', 'person',
  'tenant', 'tenants', 'neighbour', 'neighbours', 'flat', 'house', 'upstairs', 'downstairs', 'top', 'bottom', 'next', 'male', 'female', 'teenager', 'teenagers', 'child', 'children', 'mother', 'father', 'son', 'daughter', 'family', 'known', 'dog', 'owner', 'visitor', 'visitors'])

/** The names in a description: "Danny from 12 Larch Walk" has "danny". An address alone names nobody. */
export const namesIn = (describedAs: string): readonly string[] =>
  [...describedAs.replaceAll(ADDRESS, ' ').matchAll(NAME)].map(([name]) => name.toLowerCase()).filter(name => !NOT_NAMES.has(name))

/** Whether a text uses a description of somebody, whole, or a name that stands in it. */
export const describes = (describedAs: string, said: string): boolean => {
  const heard = said.toLowerCase()
  const whole = describedAs.trim().toLowerCase()
  if (whole.length >= 3 && heard.includes(whole)) return true
  const words = new Set(heard.match(/[\p{L}'’-]+/gu)?.map(word => word.replace(/['’]s$/u, '')) ?? [])
  return namesIn(describedAs).some(name => words.has(name))
}

type Said = { readonly visibility: string; readonly summary: string; readonly body: string }
const WHY = 'This names or describes somebody said to be responsible, and the person harmed would read it. Take it out, or let only staff see it'

/** The problems of a public entry, at the field that names somebody; none for what only staff read. */
export const namedPublicly = async (work: OfficerWork, caseId: string, { visibility, summary, body }: Said): Promise<readonly Problem[]> => {
  if (visibility !== 'public') return []
  const described = (await partiesOf(work, caseId)).flatMap(party => party.role === 'alleged perpetrator' && party.personId === null && party.describedAs !== null ? [party.describedAs] : [])
  const found: Problem[] = []
  for (const [field, said] of [['summary', summary], ['body', body]] as const) {
    if (described.some(one => describes(one, said)) || await namesResponsible(work, caseId, said)) found.push({ field, text: WHY })
  }
  // A name may lie across the two: the page of the person harmed reads them as one.
  if (found.length === 0 && await namesResponsible(work, caseId, `${summary} ${body}`)) found.push({ field: 'summary', text: WHY })
  return found
}
