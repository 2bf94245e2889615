// Steps of a random history: each changes the model and says the SQL that does the same as the service itself. A step that could not
// happen as things stand says nothing.
import { PARTS, RESTRICTING, type Case, type Member, type Officer, type State } from './state.ts'

export const P = 900_001
const KINDS = { agency: 1, officer: 2, place: 3, case: 4, person: 5, row: 6, role: 7, agreement: 8 } as const
export const id = (kind: keyof typeof KINDS, n: number): string => `00000000-0000-7000-8000-0000${String(KINDS[kind]).padStart(2, '0')}${String(n).padStart(6, '0')}`
const q = (value: string | null): string => value === null ? 'null' : `'${value}'`
export const at = (hour: number): string => new Date(Date.UTC(2026, 5, 1, 9) + hour * 3_600_000).toISOString()
/** Three numbers of chance. */
export type Luck = readonly [number, number, number]
type Step = (state: State, luck: Luck) => string | undefined

const pick = <T>(all: readonly T[], n: number): T | undefined => all[n % Math.max(1, all.length)]
const next = (state: State): number => { state.last += 1; return state.last }
const isRestricting = (flags: readonly string[]): boolean => flags.some(flag => RESTRICTING.some(one => one === flag))
const holds = (officer: Officer, agency: number, manager: boolean): boolean => officer.posts.some(post => post.agency === agency && !post.ended && (!manager || post.manager))

const letIn = (one: Case, officer: number, because: Member['because']): void => {
  if (one.circle === null || one.circle.some(member => member.officer === officer && member.ended === false)) return
  one.circle.push({ officer, because, ended: false })
}
const letManagersIn = (state: State, one: Case): void => {
  for (const officer of state.officers) if (holds(officer, one.lead, true) && !one.circle?.some(member => member.officer === officer.n && member.ended === 'taken out')) letIn(one, officer.n, 'manager')
}
const endGrants = (state: State, which: (grant: State['grants'][number]) => boolean): void => { for (const grant of state.grants) if (which(grant)) grant.ended = true }
/** Gives a case its circle, or none; what was merged into it follows, and what was shared of either ends. */
const setCircle = (state: State, one: Case, circle: Member[] | null): void => {
  const before = one.circle
  one.circle = circle
  if (circle !== null) endGrants(state, grant => grant.case === one.n)
  for (const merged of state.cases.filter(found => found.mergedInto === one.n && found.circle === before)) setCircle(state, merged, circle)
}
const restrict = (state: State, one: Case): void => {
  const restricted = isRestricting(one.flags)
  if (restricted && one.circle === null) {
    one.offeredTo = null
    setCircle(state, one, [])
    letIn(one, one.leadOfficer, 'lead officer')
    letManagersIn(state, one)
  } else if (!restricted && one.circle !== null) setCircle(state, one, null)
}
/** Cases that still go on: nothing is done to one that went into another. */
const going = (state: State): Case[] => state.cases.filter(one => one.mergedInto === null)

const openCase: Step = (state, [a, b, c]) => {
  const officer = pick(state.officers.filter(one => one.posts.length > 0), a)
  const agency = officer?.posts[0]?.agency
  if (officer === undefined || agency === undefined || state.cases.length > 4) return undefined
  const flags = b % 4 === 0 ? [RESTRICTING[c % 6] ?? 'hate'] : []
  const one: Case = { n: next(state), lead: agency, leadOfficer: officer.n, ledBy: new Set([agency]), offeredTo: null, place: c % 3 === 0 ? b % state.places : null, flags, mergedInto: null, circle: null, parties: [], incidents: [], entries: [], files: [], risks: [], plans: [], transfers: [] }
  state.cases.push(one)
  restrict(state, one)
  return `insert into cases (partnership_id, id, reference, title, category_code, strand, severity, lead_agency_id, lead_officer_id, opened_at, place_id, flags) values (${P}, ${q(id('case', one.n))}, 'M-${one.n}', 'Case', 'noise', 'nuisance', 'standard', ${q(id('agency', agency))}, ${q(id('officer', officer.n))}, ${q(at(state.hour))}, ${q(one.place === null ? null : id('place', one.place))}, array[${flags.map(q).join(', ')}]::text[])`
}
const newPerson: Step = (state, [a, b]) => {
  const [n, owner, place] = [next(state), a % state.agencies, b % 2 === 0 ? b % state.places : null]
  state.people.push({ n, owner, place })
  return `insert into people (partnership_id, id, given_name, owner_agency_id, place_id) values (${P}, ${q(id('person', n))}, 'P${n}', ${q(id('agency', owner))}, ${q(place === null ? null : id('place', place))})`
}
const join: Step = (state, [a, b]) => {
  const [one, person] = [pick(state.cases, a), pick(state.people, b)]
  if (one === undefined || person === undefined) return undefined
  const row = next(state)
  one.parties.push({ id: row, person: person.n, left: false })
  return `insert into case_parties (partnership_id, id, case_id, role, person_id) values (${P}, ${q(id('row', row))}, ${q(id('case', one.n))}, 'harmed', ${q(id('person', person.n))})`
}
const leave: Step = (state, [a]) => {
  const party = pick(state.cases.flatMap(one => one.parties).filter(one => !one.left), a)
  if (party === undefined) return undefined
  party.left = true
  return `update case_parties set left_at = ${q(at(state.hour))} where partnership_id = ${P} and id = ${q(id('row', party.id))}`
}
const flag: Step = (state, [a, b]) => {
  const [one, which] = [pick(going(state), a), RESTRICTING[b % 6]]
  if (one === undefined || which === undefined) return undefined
  one.flags = one.flags.includes(which) ? one.flags.filter(up => up !== which) : [...one.flags, which]
  restrict(state, one)
  return `update cases set flags = array[${one.flags.map(q).join(', ')}]::text[] where partnership_id = ${P} and id = ${q(id('case', one.n))}`
}
const lowerAll: Step = (state, [a]) => {
  const one = pick(going(state).filter(found => found.circle !== null), a)
  if (one === undefined) return undefined
  one.flags = []
  restrict(state, one)
  return `update cases set flags = '{}' where partnership_id = ${P} and id = ${q(id('case', one.n))}`
}
const lead: Step = (state, [a, b]) => {
  const [one, officer] = [pick(going(state), a), pick(state.officers, b)]
  if (one === undefined || officer === undefined || !holds(officer, one.lead, false)) return undefined
  const changes = officer.n !== one.leadOfficer
  one.leadOfficer = officer.n
  if (changes && one.circle !== null) { letIn(one, officer.n, 'lead officer'); letManagersIn(state, one) }
  return `update cases set lead_officer_id = ${q(id('officer', officer.n))} where partnership_id = ${P} and id = ${q(id('case', one.n))}`
}
const offer: Step = (state, [a, b]) => {
  const [one, agency] = [pick(going(state).filter(found => found.circle === null), a), b % state.agencies]
  if (one === undefined || agency === one.lead) return undefined
  one.offeredTo = b % 3 === 0 ? null : agency
  return `update cases set offered_to_agency_id = ${q(one.offeredTo === null ? null : id('agency', one.offeredTo))} where partnership_id = ${P} and id = ${q(id('case', one.n))}`
}
const transfer: Step = (state, [a, b]) => {
  const [one, officer] = [pick(going(state), a), pick(state.officers, b)]
  const agency = officer?.posts.find(post => !post.ended)?.agency
  if (one === undefined || officer === undefined || agency === undefined || agency === one.lead) return undefined
  const [row, from] = [next(state), one.lead]
  one.transfers.push(row)
  Object.assign(one, { lead: agency, leadOfficer: officer.n, offeredTo: null })
  one.ledBy.add(agency)
  if (one.circle !== null) { letIn(one, officer.n, 'lead officer'); letManagersIn(state, one) }
  endGrants(state, grant => grant.case === one.n && grant.to === agency)
  return `insert into case_transfers (partnership_id, id, case_id, from_agency_id, to_agency_id, from_officer_id, reason, offered_at, offered_by, answer_due_at, state, answered_at) values (${P}, ${q(id('row', row))}, ${q(id('case', one.n))}, ${q(id('agency', from))}, ${q(id('agency', agency))}, ${q(id('officer', officer.n))}, 'Theirs', ${q(at(state.hour))}, ${q(id('officer', officer.n))}, ${q(at(state.hour))}, 'accepted', ${q(at(state.hour))});
    update cases set lead_agency_id = ${q(id('agency', agency))}, lead_officer_id = ${q(id('officer', officer.n))}, offered_to_agency_id = null where partnership_id = ${P} and id = ${q(id('case', one.n))}`
}
const merge: Step = (state, [a, b]) => {
  const [one, into] = [pick(going(state), a), pick(going(state), b)]
  // Different people may see two cases of different circles: those are not merged.
  if (one === undefined || into === undefined || one === into || one.circle !== into.circle) return undefined
  one.mergedInto = into.n
  endGrants(state, grant => grant.case === one.n)
  return `update cases set status = 'merged', merged_into_id = ${q(id('case', into.n))} where partnership_id = ${P} and id = ${q(id('case', one.n))}`
}

const inForce = (state: State, agency: number, one: Case): number | null => state.agreements.find(agreement => !agreement.ended && agreement.parties.has(agency) && agreement.parties.has(one.lead))?.n ?? null
const grant: Step = (state, [a, b, c]) => {
  const [one, to] = [pick(going(state).filter(found => found.circle === null), a), b % state.agencies]
  if (one === undefined || to === one.lead || state.grants.some(found => !found.ended && found.case === one.n && found.to === to)) return undefined
  const agreement = c % 2 === 0 ? inForce(state, to, one) : null
  const ends = agreement === null ? undefined : state.agreements.find(({ n }) => n === agreement)?.until
  const until = Math.min(state.hour + 1 + c % 60, ends ?? Infinity)
  if (until <= state.hour) return undefined
  const parts = PARTS.filter((_, n) => (c >> n) % 2 === 1 || n === c % 6)
  const n = next(state)
  state.grants.push({ n, case: one.n, to, parts, until, agreement, ended: false })
  return `insert into case_grants (partnership_id, id, case_id, to_agency_id, parts, purpose, gateway, agreement_id, necessity, authorised_by, given_by, given_at, ends_at) values (${P}, ${q(id('row', n))}, ${q(id('case', one.n))}, ${q(id('agency', to))}, array[${parts.map(q).join(', ')}], 'Safety', ${agreement === null ? `'safeguarding', null` : `'agreement', ${q(id('agreement', agreement))}`}, 'Needed', ${q(id('officer', one.leadOfficer))}, ${q(id('officer', one.leadOfficer))}, ${q(at(state.hour))}, ${q(at(until))})`
}
const endGrant: Step = (state, [a]) => {
  const found = pick(state.grants.filter(({ ended }) => !ended), a)
  if (found === undefined) return undefined
  found.ended = true
  return `update case_grants set ended_at = ${q(at(state.hour))}, ended_because = 'Done' where partnership_id = ${P} and id = ${q(id('row', found.n))}`
}
const agree: Step = (state, [a, b]) => {
  const parties = new Set([a % state.agencies, b % state.agencies])
  if (parties.size < 2 || state.agreements.length > 2) return undefined
  const n = next(state)
  // It lapses at midnight in London, 23:00 by UTC in June: fourteen hours after nine.
  const days = 1 + b % 3
  state.agreements.push({ n, parties, until: days * 24 - 10, ended: days * 24 - 10 <= state.hour })
  const made = at(state.hour)
  return `insert into sharing_agreements (partnership_id, id, name, purposes, parts, gateway, starts_on, review_on, ends_on, made_at) values (${P}, ${q(id('agreement', n))}, 'A${n}', array['Safety'], array['people', 'incidents', 'chronology', 'evidence', 'risk', 'plan'], 's115', '2026-05-01', '2026-05-02', date '2026-05-31' + ${days}, ${q(made)});
    ${[...parties].map(agency => `insert into sharing_parties (partnership_id, id, agreement_id, agency_id, signed_on, signed_by) values (${P}, ${q(id('row', next(state)))}, ${q(id('agreement', n))}, ${q(id('agency', agency))}, '2026-05-01', 'X')`).join('; ')}`
}
const endAgreement: Step = (state, [a]) => {
  const found = pick(state.agreements.filter(({ ended }) => !ended), a)
  if (found === undefined) return undefined
  found.ended = true
  endGrants(state, one => one.agreement === found.n)
  return `update sharing_agreements set ended_at = ${q(at(state.hour))}, ended_because = 'Over' where partnership_id = ${P} and id = ${q(id('agreement', found.n))}`
}
const withdraw: Step = (state, [a, b]) => {
  const found = pick(state.agreements.filter(({ ended, parties }) => !ended && parties.size > 0), a)
  const agency = found === undefined ? undefined : pick([...found.parties], b)
  if (found === undefined || agency === undefined) return undefined
  found.parties.delete(agency)
  endGrants(state, one => one.agreement === found.n && (one.to === agency || state.cases.find(({ n }) => n === one.case)?.lead === agency))
  return `update sharing_parties set withdrew_at = ${q(at(state.hour))}, withdrew_because = 'Left' where partnership_id = ${P} and agreement_id = ${q(id('agreement', found.n))} and agency_id = ${q(id('agency', agency))} and withdrew_at is null`
}

const conflict: Step = (state, [a, b, c]) => {
  const [officer, kind] = [pick(state.officers, a), (['case', 'person', 'place'] as const)[b % 3] ?? 'case']
  const subject = kind === 'case' ? pick(state.cases, c)?.n : kind === 'person' ? pick(state.people, c)?.n : c % state.places
  if (officer === undefined || subject === undefined || state.conflicts.some(one => !one.ended && one.officer === officer.n && one.kind === kind && one.subject === subject)) return undefined
  const n = next(state)
  state.conflicts.push({ n, officer: officer.n, kind, subject, ended: false })
  return `insert into conflicts (partnership_id, id, officer_id, subject_kind, subject_id, relation, because, declared_at, declared_by) values (${P}, ${q(id('row', n))}, ${q(id('officer', officer.n))}, '${kind}', ${q(id(kind, subject))}, 'family', 'x', ${q(at(state.hour))}, ${q(id('officer', officer.n))})`
}
const endConflict: Step = (state, [a]) => {
  const found = pick(state.conflicts.filter(({ ended }) => !ended), a)
  if (found === undefined) return undefined
  found.ended = true
  return `update conflicts set ended_at = ${q(at(state.hour))}, ended_because = 'x' where partnership_id = ${P} and id = ${q(id('row', found.n))}`
}
const breakGlass: Step = (state, [a, b]) => {
  const [one, officer] = [pick(state.cases.filter(({ circle }) => circle !== null), a), pick(state.officers, b)]
  const agency = officer?.posts[0]?.agency
  if (one === undefined || officer === undefined || agency === undefined) return undefined
  const n = next(state)
  state.glass.push({ n, officer: officer.n, case: one.n, until: state.hour + 1, ended: false })
  return `insert into glass_breaks (partnership_id, id, case_id, officer_id, agency_id, reason, broken_at, until) values (${P}, ${q(id('row', n))}, ${q(id('case', one.n))}, ${q(id('officer', officer.n))}, ${q(id('agency', agency))}, 'Somebody may be in danger tonight', ${q(at(state.hour))}, ${q(at(state.hour + 1))})`
}
/** Time passes; what has run out ends when the next session is looked up. */
const wait: Step = (state, [a]) => {
  state.hour += 1 + a % 30
  for (const glass of state.glass) if (glass.until <= state.hour) glass.ended = true
  for (const one of state.grants) if (one.until <= state.hour) one.ended = true
  for (const agreement of state.agreements) if (agreement.until <= state.hour) { agreement.ended = true; endGrants(state, one => one.agreement === agreement.n) }
  return 'select 1'
}

const hang: Step = (state, [a, b, c]) => {
  const one = pick(state.cases, a)
  if (one === undefined) return undefined
  const [n, base, now] = [next(state), `${P}, '00000000-0000-7000-8000-000006${'%'}', ${q(id('case', one.n))}`, q(at(state.hour))]
  const start = base.replace('%', String(n).padStart(6, '0'))
  const restricted = c % 3 === 0
  switch (b % 5) {
    case 0: { const place = c % 2 === 0 ? c % state.places : null; one.incidents.push({ id: n, place }); return `insert into incidents (partnership_id, id, case_id, happened_at, entered_at, category_code, description, place_id) values (${start}, ${now}, ${now}, 'noise', 'x', ${q(place === null ? null : id('place', place))})` }
    case 1: one.entries.push({ id: n, restricted }); return `insert into entries (partnership_id, id, case_id, kind, happened_at, entered_at, entered_as, summary, visibility) values (${start}, 'note', ${now}, ${now}, 'x', 'x', '${restricted ? 'restricted' : 'staff'}')`
    case 2: one.files.push({ id: n, restricted }); return `insert into attachments (partnership_id, id, case_id, stored_as, file_name, media_type, size, sha256, kind, given_by, given_at, agency_id, visibility) values (${start}, 'x', 'x', 'x', 1, 'x', 'photo', 'officer', ${now}, ${q(id('agency', one.lead))}, '${restricted ? 'restricted' : 'staff'}')`
    case 3: one.risks.push(n); return `insert into risk_assessments (partnership_id, id, case_id, matrix_version, answers, score, band, with_the_person, assessed_at, assessed_by, review_due_on, because) values (${start}, '1', '{}', 1, 'standard', false, ${now}, ${q(id('officer', one.leadOfficer))}, '2026-09-01', 'x')`
    default: {
      const person = pick(one.parties, c)?.person
      if (person === undefined || one.plans.length > 0) return undefined
      one.plans.push(n)
      return `insert into plans (partnership_id, id, case_id, person_id, wants, made_at, made_by) values (${start}, ${q(id('person', person))}, 'x', ${now}, ${q(id('officer', one.leadOfficer))})`
    }
  }
}
const task: Step = (state, [a, b, c]) => {
  const [one, agency, row] = [c % 3 === 0 ? undefined : pick(state.cases, a), b % state.agencies, next(state)]
  state.tasks.push({ id: row, case: one?.n ?? null, agency })
  return `insert into diary_items (partnership_id, id, kind, title, due_at, because, case_id, agency_id, made_at) values (${P}, ${q(id('row', row))}, 'task', 'x', ${q(at(state.hour + 24))}, 'x', ${q(one === undefined ? null : id('case', one.n))}, ${q(id('agency', agency))}, ${q(at(state.hour))})`
}
const report: Step = (state, [a, b, c]) => {
  const [one, agency, row] = [c % 2 === 0 ? undefined : pick(state.cases, a), b % state.agencies, next(state)]
  const [place, person] = [b % 2 === 0 ? c % state.places : null, null]
  state.reports.push({ id: row, case: one?.n ?? null, agency, place, person })
  return `insert into reports (partnership_id, id, reference, channel, received_at, entered_at, category_code, story, agency_id, case_id, place_id, person_id, state) values (${P}, ${q(id('row', row))}, 'R-${row}', 'phone', ${q(at(state.hour))}, ${q(at(state.hour))}, 'noise', 'x', ${q(id('agency', agency))}, ${q(one === undefined ? null : id('case', one.n))}, ${q(place === null ? null : id('place', place))}, ${q(person === null ? null : id('person', person))}, '${one === undefined ? 'waiting' : 'case opened'}')`
}

const circleOf = (one: Case): string => `(select circle_id from cases where partnership_id = ${P} and id = ${q(id('case', one.n))})`
const name: Step = (state, [a, b]) => {
  const [one, officer] = [pick(state.cases.filter(({ circle }) => circle !== null), a), pick(state.officers, b)]
  if (one === undefined || officer === undefined || one.circle?.some(member => member.officer === officer.n && member.ended === false)) return undefined
  letIn(one, officer.n, 'named')
  return `insert into circle_members (partnership_id, circle_id, officer_id) select ${P}, circle, ${q(id('officer', officer.n))} from ${circleOf(one)} c (circle)`
}
const takeOut: Step = (state, [a, b]) => {
  const one = pick(state.cases.filter(({ circle }) => circle !== null), a)
  const member = one === undefined ? undefined : pick(one.circle?.filter(found => found.ended === false && found.officer !== one.leadOfficer) ?? [], b)
  if (one === undefined || member === undefined) return undefined
  member.ended = 'taken out'
  return `update circle_members set ended_at = ${q(at(state.hour))}, ended_because = 'x' where partnership_id = ${P} and circle_id = ${circleOf(one)} and officer_id = ${q(id('officer', member.officer))} and ended_at is null`
}
const postEnds: Step = (state, [a, b]) => {
  const officer = pick(state.officers, a)
  const post = officer === undefined ? undefined : pick(officer.posts.filter(({ ended }) => !ended), b)
  if (officer === undefined || post === undefined) return undefined
  post.ended = true
  for (const one of state.cases) if (one.lead === post.agency) for (const member of one.circle ?? []) if (member.officer === officer.n && member.ended === false && member.because === 'manager') member.ended = 'post'
  return `update posts set ended_on = '2026-05-01' where partnership_id = ${P} and officer_id = ${q(id('officer', officer.n))} and agency_id = ${q(id('agency', post.agency))} and ended_on is null`
}
const postBegins: Step = (state, [a, b, c]) => {
  const [officer, agency, manager] = [pick(state.officers, a), b % state.agencies, c % 2 === 0]
  if (officer === undefined || officer.posts.some(post => post.agency === agency)) return undefined
  officer.posts.push({ agency, manager, ended: false })
  // Whoever had left is back.
  officer.left = false
  for (const one of state.cases) if (one.circle !== null && one.lead === agency) letManagersIn(state, one)
  return insertPost(officer.n, agency, manager)
}
export const insertPost = (officer: number, agency: number, manager: boolean): string =>
  `insert into posts (partnership_id, officer_id, agency_id, role_id) values (${P}, ${q(id('officer', officer))}, ${q(id('agency', agency))}, ${q(id('role', manager ? 1 : 0))})`
const leaves: Step = (state, [a]) => {
  const officer = pick(state.officers, a)
  if (officer === undefined || officer.left || a % 3 !== 0) return undefined
  officer.left = true
  // A leaving is a function of its own for the pages, which hands the work over as well: only that they have left matters here.
  return `set local role amity_gate; update officers set left_at = ${q(at(state.hour))} where partnership_id = ${P} and id = ${q(id('officer', officer.n))}; set local role amity_web`
}
const moves: Step = (state, [a, b]) => {
  const person = pick(state.people, a)
  if (person === undefined) return undefined
  person.place = b % 3 === 0 ? null : b % state.places
  return `update people set place_id = ${q(person.place === null ? null : id('place', person.place))} where partnership_id = ${P} and id = ${q(id('person', person.n))}`
}

/** What is likelier stands more often. */
export const STEPS: Readonly<Record<string, Step>> = {
  openCase, newPerson, join, leave, flag, lowerAll, lead, offer, transfer, merge, grant, endGrant, agree, endAgreement, withdraw, conflict, endConflict, breakGlass, wait, hang, task, report, name, takeOut, postEnds, postBegins, leaves, moves,
  join2: join, openCase2: openCase, grant2: grant, conflict2: conflict, hang2: hang, hang3: hang,
}
