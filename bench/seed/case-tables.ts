// The case itself and who is on it: circles, places, people, cases, flags, parties, and the two narrow tables lists and search read.
import { chance, keysOf, share } from './chance.ts'
import { diaryOf, holdEndsAt, lastLineAt, nextDueOf, updateDueAt } from './diary-of.ts'
import type { Office } from './office.ts'
import { ownerOf, seersOfPerson, type One, type Person } from './one-case.ts'
import { referenceOf } from './reference-of.ts'
import { at, dayOf, ints, made, table, texts, type Cell, type Table } from './table.ts'

const key = ({ partnershipId }: Office) => keysOf(partnershipId)
const circleId = (office: Office, one: One): string | null => one.circle === undefined ? null : key(office)('circle', one.circle.number)

function* circles(office: Office, family: readonly One[]): Generator<readonly Cell[]> {
  for (const one of family) if (one.circle !== undefined) yield [office.partnershipId, circleId(office, one), `Case ${referenceOf(one.n)}, ${circleId(office, one)}`, one.circle.flag, office.agencies[one.agency]?.id ?? null, ints(one.seers.filter(seer => seer !== 1))]
}
function* members(office: Office, family: readonly One[]): Generator<readonly Cell[]> {
  for (const one of family) {
    if (one.circle === undefined) continue
    const managers = office.officers.filter(officer => officer.agency === one.agency && officer.isManager && officer.id !== one.lead.id)
    for (const [n, officer] of [one.lead, ...managers].entries()) yield [office.partnershipId, key(office)('member', one.n * 64 + n), circleId(office, one), officer.id, n === 0 ? 'lead officer' : 'manager', at(office.now)]
  }
}
function* places(office: Office, family: readonly One[]): Generator<readonly Cell[]> {
  for (const { n, home, ward } of family) if (home !== undefined) yield [office.partnershipId, key(office)('place', n), 'home', home.address, home.code, ward, 51.7 + share(n, 90) / 5, -0.3 + share(n, 91) / 4]
}
const peopleOf = (family: readonly One[]): readonly Person[] => [...new Map(family.flatMap(one => one.parties.flatMap(({ person }) => person === undefined ? [] : [[person.n, person] as const]))).values()].toSorted((a, b) => a.n - b.n)
function* people(office: Office, family: readonly One[]): Generator<readonly Cell[]> {
  for (const person of peopleOf(family)) {
    const owner = family.find(one => one.n === ownerOf(person))
    if (owner === undefined) throw new Error(`Person ${person.n} belongs to another family of cases`)
    yield [office.partnershipId, key(office)('person', person.n), person.given, person.family, `19${40 + chance(person.n, 92) % 60}-0${1 + chance(person.n, 93) % 9}-1${chance(person.n, 94) % 10}`, person.phone, person.home, person.code,
      texts(['phone', 'post']), office.agencies[owner.agency]?.id ?? null, at(owner.openedAt), ints(seersOfPerson(office, person, family))]
  }
}
const REASONS = ['resolved, behaviour stopped', 'resolved, informal action', 'no evidence', 'unable to contact victim', 'not ASB'] as const
function* cases(office: Office, family: readonly One[]): Generator<readonly Cell[]> {
  for (const one of family) {
    const isClosed = one.closedAt !== null
    const update = updateDueAt(diaryOf(office, one))
    const reason = REASONS[chance(one.n, 95) % REASONS.length] ?? null
    yield [office.partnershipId, one.id, referenceOf(one.n), office.agencies[one.agency]?.id ?? null, one.lead.id, one.title, one.summary, one.category.code, one.category.strand, one.severity, one.home === undefined ? null : key(office)('place', one.n), one.ward,
      texts(one.flags), one.status, one.stage, at(one.openedAt), one.lead.id, one.status === 'on hold' ? dayOf(holdEndsAt(office, one)) : null, one.status === 'on hold' ? 'Waiting for the hearing' : null, one.risk?.band ?? null, one.risk?.score ?? null,
      one.risk === undefined ? null : at(one.risk.at), one.risk === undefined ? null : dayOf(one.risk.at + 28 * 86_400_000), update === undefined ? null : dayOf(update), at(one.lastContactAt), one.spokeLast,
      one.closedAt === null ? null : at(one.closedAt), isClosed ? one.lead.id : null, isClosed ? reason : null, isClosed ? 'What was done has ended it' : null, isClosed ? reason === 'unable to contact victim' ? 'could not reach' : (['yes', 'partly', 'no'] as const)[chance(one.n, 96) % 3] ?? null : null,
      circleId(office, one), ints(one.seers)]
  }
}
const FLAGGED = new Set(['hate', 'domestic abuse', 'child', 'vulnerable'])
function* flags(office: Office, family: readonly One[]): Generator<readonly Cell[]> {
  for (const one of family) for (const [n, flag] of one.flags.filter(each => FLAGGED.has(each)).entries()) yield [office.partnershipId, key(office)('flag', one.n * 8 + n), one.id, flag, at(one.openedAt), 'Known when the case was opened', ints(one.seers)]
}
function* parties(office: Office, family: readonly One[]): Generator<readonly Cell[]> {
  for (const one of family) for (const [n, { role, person, described }] of one.parties.entries()) {
    yield [office.partnershipId, key(office)('party', one.n * 8 + n), one.id, role, person === undefined ? null : key(office)('person', person.n), described, at(one.openedAt), one.lead.id, ints(one.seersOf('people'))]
  }
}
function* access(office: Office, family: readonly One[]): Generator<readonly Cell[]> {
  for (const one of family) {
    const due = nextDueOf(diaryOf(office, one))
    for (const principal of one.seers.filter(seer => seer !== 1)) {
      yield [office.partnershipId, principal, one.id, one.status, one.stage, at(one.openedAt), due === undefined ? '9999-01-01 00:00+00' : at(due), at(one.lastContactAt), office.agencies[one.agency]?.id ?? null, one.lead.id, one.ward, one.category.code, one.severity,
        one.risk?.band ?? null, texts(one.flags), one.spokeLast, '{}', at(lastLineAt(office, one))]
    }
  }
}
/** The words of amity.words_of, in its order. */
function* words(office: Office, family: readonly One[]): Generator<readonly Cell[]> {
  for (const one of family) {
    const named = one.parties.map(({ person, described }) => [...person === undefined ? [] : [person.given, person.family, person.home, person.code], ...described === null ? [] : [described]].join(' '))
    yield [office.partnershipId, one.id, [one.title, one.summary, ...one.home === undefined ? [] : [one.home.address, one.home.code], named.join(' ')].join(' ').toLowerCase(), ints(one.seers)]
  }
}

export const CASE_TABLES: readonly Table[] = [
  made('circles', 'partnership_id, id, name, for_flag, agency_id, seers', circles),
  table('places', 'partnership_id, id, kind, address, postcode, ward_code, latitude, longitude', '', places),
  table('people', 'partnership_id, id, given_name, family_name, born_on, phone, address, postcode, safe_means, owner_agency_id, created_at, visible_to', 'visible_to', people),
  table('cases', 'partnership_id, id, reference, lead_agency_id, lead_officer_id, title, summary, category_code, strand, severity, place_id, ward_code, flags, status, stage, opened_at, opened_by, hold_ends_on, hold_reason, risk_band, risk_score, risk_assessed_at, risk_review_due_on, next_update_due_on, last_contact_at, harmed_spoke_last, closed_at, closed_by, close_reason, close_summary, harmed_verdict, circle_id, visible_to', 'circle_id, visible_to', cases),
  made('circle_members', 'partnership_id, id, circle_id, officer_id, because, added_at', members),
  made('case_flags', 'partnership_id, id, case_id, flag, raised_at, raised_because, visible_to', flags),
  table('case_parties', 'partnership_id, id, case_id, role, person_id, described_as, joined_at, added_by, visible_to', 'visible_to', parties),
  made('case_access', 'partnership_id, principal, case_id, status, stage, opened_at, next_due_at, last_contact_at, lead_agency_id, lead_officer_id, ward_code, category_code, severity, risk_band, flags, harmed_spoke_last, hidden_from, last_line_at', access),
  made('case_words', 'partnership_id, case_id, words, seers', words),
]
