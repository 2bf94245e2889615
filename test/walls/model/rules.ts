// Who sees what, as docs/security.md says it: slow, plain, and written from that page alone. Nothing here knows of arrays, principals or SQL.
import type { Case, Officer, Part, Person, State } from './state.ts'

export type Seen = Readonly<Record<'cases' | 'heads' | 'case_parties' | 'incidents' | 'entries' | 'attachments' | 'risk_assessments' | 'plans' | 'case_transfers' | 'case_grants' | 'people' | 'diary_items' | 'reports' | 'case_access' | 'stale_access' | 'wrong_counts', readonly number[]>>

const caseOf = (state: State, n: number): Case => {
  const found = state.cases.find(one => one.n === n)
  if (found === undefined) throw new Error(`no case ${n}`)
  return found
}

/** Rule 1. */
export const inConflict = (state: State, officer: Officer, one: Case): boolean => state.conflicts.some(({ officer: whose, kind, subject, ended }) => {
  if (ended || whose !== officer.n) return false
  if (kind === 'case') return subject === one.n
  if (kind === 'person') return one.parties.some(({ person }) => person === subject)
  return one.place === subject || one.incidents.some(({ place }) => place === subject) || one.parties.some(({ person }) => state.people.find(({ n }) => n === person)?.place === subject)
})

const inCircle = (officer: Officer, one: Case): boolean => one.circle?.some(member => member.officer === officer.n && member.ended === false) ?? false
const hasGlass = (state: State, officer: Officer, one: Case): boolean => state.glass.some(glass => !glass.ended && glass.case === one.n && glass.officer === officer.n)

/** Rules 2 and 3, whatever the officer's conflicts. */
const letIn = (state: State, officer: Officer, agency: number, one: Case): boolean =>
  hasGlass(state, officer, one) || (one.circle === null ? one.lead === agency || one.offeredTo === agency : inCircle(officer, one))
const seesCase = (state: State, officer: Officer, agency: number, one: Case): boolean => letIn(state, officer, agency, one) && !inConflict(state, officer, one)

/** Rule 4: what a grant to this agency shows of an ordinary case. */
const granted = (state: State, agency: number, one: Case): readonly Part[] | undefined =>
  one.circle !== null ? undefined : state.grants.find(grant => !grant.ended && grant.case === one.n && grant.to === agency)?.parts
const seesPart = (state: State, officer: Officer, agency: number, one: Case, part: Part): boolean =>
  !inConflict(state, officer, one) && (letIn(state, officer, agency, one) || (granted(state, agency, one)?.includes(part) ?? false))

/** Rule 6. */
const seesPerson = (state: State, officer: Officer, agency: number, person: Person): boolean => {
  if (state.conflicts.some(({ officer: whose, kind, subject, ended }) => !ended && whose === officer.n && ((kind === 'person' && subject === person.n) || (kind === 'place' && subject === person.place)))) return false
  const theirs = state.cases.filter(one => one.parties.some(party => party.person === person.n))
  const showing = theirs.filter(one => one.circle !== null || one.parties.some(party => party.person === person.n && !party.left))
  const shows = (as: number, one: Case): boolean => letIn(state, officer, as, one) || (granted(state, as, one)?.includes('people') ?? false)
  const openly = (cases: readonly Case[]): boolean => cases.some(one => one.circle === null && one.ledBy.has(person.owner))
  const mine = person.owner === agency && (theirs.every(one => one.circle === null) || openly(theirs))
  if (!mine && !showing.some(one => shows(agency, one))) return false
  const clear = theirs.filter(one => !inConflict(state, officer, one))
  if (clear.length === theirs.length) return true
  // Some of their cases are in conflict with this officer: is there another way, by any post or circle?
  const agencies = officer.posts.filter(post => !post.ended).map(post => post.agency)
  return (agencies.includes(person.owner) && openly(clear)) || agencies.some(as => showing.some(one => clear.includes(one) && shows(as, one)))
}

/** Everything an officer sees, asking as one agency; undefined when they cannot ask at all. */
export const seen = (state: State, officer: Officer, agency: number): Seen | undefined => {
  if (officer.left || !officer.posts.some(post => post.agency === agency && !post.ended)) return undefined
  const cases = state.cases.filter(one => seesCase(state, officer, agency, one))
  const part = <T>(which: Part, rows: (one: Case) => readonly T[], restricted: (row: T) => boolean = () => false): readonly T[] =>
    state.cases.flatMap(one => rows(one).filter(row => restricted(row) ? seesCase(state, officer, agency, one) : seesPart(state, officer, agency, one, which)))
  return {
    cases: cases.map(({ n }) => n), case_access: cases.map(({ n }) => n), stale_access: [], wrong_counts: [],
    heads: state.cases.filter(one => granted(state, agency, one) !== undefined && !inConflict(state, officer, one)).map(({ n }) => n),
    case_parties: part('people', one => one.parties).map(({ id }) => id), incidents: part('incidents', one => one.incidents).map(({ id }) => id),
    entries: part('chronology', one => one.entries, ({ restricted }) => restricted).map(({ id }) => id), attachments: part('evidence', one => one.files, ({ restricted }) => restricted).map(({ id }) => id),
    risk_assessments: part('risk', one => one.risks), plans: part('plan', one => one.plans), case_transfers: cases.flatMap(one => one.transfers),
    case_grants: state.grants.filter(grant => { const one = caseOf(state, grant.case); return !inConflict(state, officer, one) && (letIn(state, officer, agency, one) || grant.to === agency) }).map(({ n }) => n),
    people: state.people.filter(person => seesPerson(state, officer, agency, person)).map(({ n }) => n),
    diary_items: state.tasks.filter(task => task.case === null ? task.agency === agency : cases.some(({ n }) => n === task.case)
      || (task.agency === agency && granted(state, agency, caseOf(state, task.case)) !== undefined && !inConflict(state, officer, caseOf(state, task.case)))).map(({ id }) => id),
    reports: state.reports.filter(report => report.case !== null ? cases.some(({ n }) => n === report.case)
      : report.agency === agency && !state.conflicts.some(({ ended, officer: whose, kind, subject }) => !ended && whose === officer.n && ((kind === 'place' && subject === report.place) || (kind === 'person' && subject === report.person)))).map(({ id }) => id),
  }
}
