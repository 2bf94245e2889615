// Case number n of a partnership: everything about it, worked out from its number alone, and who sees it as the triggers would say.
import { chance, keysOf, pick, share } from './chance.ts'
import { agencyAt, ORDINARY, type Office, type Officer } from './office.ts'
import { familyName, givenName, postcode, problem, sentences, street } from './words.ts'

const DAY = 86_400_000
/** One case in so many belongs to a circle of its own. */
const RESTRICTED_EVERY = 50
export const FAMILY = 5

export type Person = { readonly n: number; readonly given: string; readonly family: string; readonly home: string; readonly code: string; readonly phone: string }
export type Party = { readonly role: 'reporting' | 'harmed' | 'witness' | 'alleged perpetrator'; readonly person: Person | undefined; readonly described: string | null }
export type Grant = { readonly to: number; readonly parts: readonly string[]; readonly givenAt: number; readonly endsAt: number; readonly endedAt: number | null }
export type Circle = { readonly number: number; readonly flag: 'hate' | 'domestic abuse' }
export type One = {
  readonly n: number; readonly id: string; readonly agency: number; readonly lead: Officer; readonly manager: Officer; readonly status: 'open' | 'on hold' | 'closed'
  readonly stage: 'investigating' | 'action' | 'monitoring' | 'closing'; readonly openedAt: number; readonly closedAt: number | null; readonly lastContactAt: number; readonly spokeLast: boolean
  readonly category: { readonly code: string; readonly strand: string }; readonly severity: 'high' | 'medium' | 'standard'; readonly title: string; readonly summary: string; readonly ward: string
  readonly risk: { readonly band: 'standard' | 'medium' | 'high'; readonly score: number; readonly at: number } | undefined
  readonly flags: readonly string[]; readonly circle: Circle | undefined; readonly home: { readonly address: string; readonly code: string } | undefined
  readonly parties: readonly Party[]; readonly grant: Grant | undefined
  /** Who sees the case, and with them who sees the parts that were given to another agency. */
  readonly seers: readonly number[]; readonly seersOf: (part: string) => readonly number[]
}

const circlesBefore = (n: number): number => Math.floor((n + RESTRICTED_EVERY - 8) / RESTRICTED_EVERY)
const circleOf = (n: number): Circle | undefined => n % RESTRICTED_EVERY !== 7 ? undefined
  : { number: circlesBefore(n), flag: chance(n, 20) % 3 === 0 ? 'hate' : 'domestic abuse' }

const officersIn = new WeakMap<Office, readonly (readonly Officer[])[]>()
const officersOf = (office: Office, agency: number): readonly Officer[] => {
  const all = officersIn.get(office) ?? office.agencies.map((_, at) => office.officers.filter(one => one.agency === at))
  officersIn.set(office, all)
  return all[agency] ?? []
}

const personAt = (n: number): Person => ({
  n, given: givenName(chance(n, 30)), family: familyName(chance(n, 31)), home: `${1 + chance(n, 32) % 180} ${street(chance(n, 33))}`, code: postcode(chance(n, 34)), phone: `07700 9${String(chance(n, 35) % 100_000).padStart(5, '0')}`,
})
const hasNamed = (n: number): boolean => share(n, 36) < 0.6
/** Of five cases in a row, the last is reported by whoever reported the second; the fourth is about whoever the third is about. */
const partiesOf = (n: number): readonly Party[] => {
  const harmed = personAt((n % FAMILY === 4 ? n - 3 : n) * 4)
  const about = n % FAMILY === 3 && hasNamed(n - 1) ? n - 1 : n
  const parties: Party[] = [{ role: 'harmed', person: harmed, described: null }]
  if (share(n, 37) < 0.3) parties.push({ role: 'reporting', person: harmed, described: null })
  parties.push(hasNamed(n) ? { role: 'alleged perpetrator', person: personAt(about * 4 + 1), described: null } : { role: 'alleged perpetrator', person: undefined, described: `Whoever lives at number ${1 + chance(n, 38) % 90}` })
  if (share(n, 39) < 0.15) parties.push({ role: 'witness', person: personAt(n * 4 + 2), described: null })
  return parties
}
/** The case that first named them: their record is its agency's. */
export const ownerOf = (person: Person): number => Math.floor(person.n / 4)

/** Three in ten are open, and those are the newest; a few old ones never end. */
const timesOf = (office: Office, n: number): Pick<One, 'openedAt' | 'closedAt' | 'status'> => {
  const part = n / office.most
  const isOpen = share(n, 40) < (part >= 0.7 ? 0.85 : 0.0643)
  const age = part >= 0.7 ? 0.2 + (1 - part) / 0.3 * 180 : 180 + (0.7 - part) / 0.7 * 1000
  const openedAt = office.now - Math.floor((age + share(n, 41) * 0.5) * DAY)
  if (isOpen) return { openedAt, closedAt: null, status: share(n, 42) < 0.06 ? 'on hold' : 'open' }
  return { openedAt, closedAt: openedAt + Math.floor((office.now - openedAt) * (0.1 + share(n, 43) * 0.85)), status: 'closed' }
}

const grantOf = (office: Office, n: number, agency: number, { openedAt, closedAt }: { readonly openedAt: number; readonly closedAt: number | null }): Grant | undefined => {
  if (share(n, 45) >= (closedAt === null ? 0.3 : 0.1)) return undefined
  const to = (agency + 1 + chance(n, 46) % (office.agencies.length - 1)) % office.agencies.length
  const givenAt = openedAt + DAY / 24
  return { to, givenAt, endsAt: office.now + 90 * DAY, endedAt: closedAt, parts: chance(n, 47) % 2 === 0 ? ['people', 'chronology'] : ['people', 'incidents', 'chronology', 'evidence'] }
}

const BANDS = ['standard', 'standard', 'medium', 'medium', 'high'] as const
const SCORES = { standard: 6, medium: 14, high: 25 } as const
const riskOf = (n: number, openedAt: number): One['risk'] => {
  const band = pick(BANDS, chance(n, 49))
  return share(n, 48) < 0.7 ? { band, score: SCORES[band] + chance(n, 50) % 6, at: openedAt + 2 * DAY / 3 } : undefined
}
const flagsOf = (n: number, circle: Circle | undefined): readonly string[] => [...circle === undefined ? [] : [circle.flag], ...share(n, 52) < 0.06 ? ['vulnerable'] : [], ...share(n, 53) < 0.03 ? ['child'] : []]
const categoryOf = (n: number, circle: Circle | undefined): One['category'] => circle === undefined ? pick(ORDINARY, Math.floor(ORDINARY.length * share(n, 54) ** 1.7)) : { code: circle.flag === 'hate' ? 'hate' : 'domestic-abuse', strand: 'personal' }

export const caseAt = (office: Office, n: number): One => {
  const key = keysOf(office.partnershipId)
  const agency = agencyAt(office.agencies.length, share(n, 55))
  const staff = officersOf(office, agency)
  const times = timesOf(office, n)
  const circle = circleOf(n)
  const parties = partiesOf(n)
  const grant = circle === undefined ? grantOf(office, n, agency, times) : undefined
  const home = share(n, 56) < 0.6 ? { address: `${1 + chance(n, 57) % 180} ${street(chance(n, 58))}`, code: postcode(chance(n, 59)) } : undefined
  const lead = pick(staff, chance(n, 63))
  // Of a circle: all the agency's managers, who stand as one, and whoever leads.
  const seers = [1, ...circle === undefined ? [office.agencies[agency]?.principal ?? 0] : [office.agencies[agency]?.managers ?? 0, lead.member]]
  const given = grant === undefined || grant.endedAt !== null ? undefined : grant
  const withGiven = given === undefined ? seers : [...seers, office.agencies[given.to]?.principal ?? 0]
  const end = times.closedAt ?? office.now
  return {
    n, id: key('case', n), agency, lead, manager: pick(staff, 0), ...times, circle, parties, grant, home, seers, seersOf: part => given?.parts.includes(part) === true ? withGiven : seers,
    stage: times.status === 'closed' ? 'closing' : pick(['investigating', 'investigating', 'action', 'monitoring'], chance(n, 64)), lastContactAt: times.openedAt + Math.floor((end - times.openedAt) * (0.5 + share(n, 65) * 0.45)),
    spokeLast: times.status === 'open' && share(n, 66) < 0.12, category: categoryOf(n, circle), severity: pick(['standard', 'standard', 'standard', 'medium', 'medium', 'high'], chance(n, 67)),
    title: `${problem(chance(n, 68))}, ${street(chance(n, home === undefined ? 69 : 58))}`, summary: sentences(n, 70, 30 + chance(n, 72) % 50), ward: pick(office.wards, chance(n, 73)),
    risk: riskOf(n, times.openedAt), flags: flagsOf(n, circle),
  }
}
/** Who sees a person: as amity.person_visibility says, from every case of the five that names them. */
export const seersOfPerson = (office: Office, person: Person, family: readonly One[]): readonly number[] => {
  const owner = family.find(one => one.n === ownerOf(person))
  const theirs = family.filter(one => one.parties.some(party => party.person?.n === person.n))
  const isKnown = !theirs.some(one => one.circle !== undefined) || theirs.some(one => one.circle === undefined && one.agency === owner?.agency)
  const mine = isKnown ? [office.agencies[owner?.agency ?? 0]?.principal ?? 0] : []
  return [...new Set([1, ...mine, ...theirs.flatMap(one => one.seersOf('people'))])].toSorted((a, b) => a - b)
}
