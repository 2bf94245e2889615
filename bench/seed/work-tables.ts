// What was done on a case: reports, incidents, chronology, diary, risk, lawful tools, files, sharing and promises.
import { chance, keysOf, pick, share } from './chance.ts'
import { diaryOf, lineAt, LINES } from './diary-of.ts'
import type { Office } from './office.ts'
import type { One } from './one-case.ts'
import { reportReferenceOf } from './reference-of.ts'
import { at, dayOf, ints, made, table, texts, type Cell, type Table } from './table.ts'
import { sentences } from './words.ts'

const DAY = 86_400_000
const HOUR = 3_600_000
const key = ({ partnershipId }: Office) => keysOf(partnershipId)
const agencyId = (office: Office, agency: number): string | null => office.agencies[agency]?.id ?? null

function* reports(office: Office, family: readonly One[]): Generator<readonly Cell[]> {
  for (const one of family) {
    const { n, openedAt, parties: [first] } = one
    const person = first?.person
    const story = sentences(n, 100, 20 + chance(n, 102) % 30)
    // Giving a part of the case writes who sees the report anew, which counts as a version.
    yield [office.partnershipId, key(office)('report', n * 2), reportReferenceOf(n * 2), chance(n, 103) % 3 === 0 ? 'phone' : 'web', at(openedAt - 4 * HOUR), at(openedAt - 4 * HOUR), one.category.code, story, at(openedAt - DAY), 'most nights', true, one.home?.address ?? null, one.home?.code ?? null, one.ward,
      person === undefined ? null : `${person.given} ${person.family}`, person?.phone ?? null, 'case opened', one.severity, one.lead.id, agencyId(office, one.agency), true, at(openedAt), one.lead.id, 'A case was opened', one.id, one.category.code === 'domestic-abuse', one.grant === undefined ? 1 : 2, ints(one.seers)]
    // One in ten more came to nothing, but for the newest, which still wait in the pot.
    if (n % 10 !== 3 || one.circle !== undefined) continue
    const waits = openedAt > office.now - 5 * DAY
    const triage = office.agencies[one.agency]
    yield [office.partnershipId, key(office)('report', n * 2 + 1), reportReferenceOf(n * 2 + 1), 'web', at(openedAt - 2 * HOUR), at(openedAt - 2 * HOUR), 'noise', sentences(n, 104, 25), at(openedAt - DAY), 'now and then', false, null, null, one.ward, null, null,
      waits ? 'waiting' : 'advised and closed', waits ? null : 'standard', null, triage?.id ?? null, waits ? null : false, waits ? null : at(openedAt), waits ? null : one.manager.id, waits ? null : 'Everyday noise', null, false, 1, ints([1, triage?.principal ?? 0])]
  }
}
function* incidents(office: Office, family: readonly One[]): Generator<readonly Cell[]> {
  for (const one of family) for (let k = 0; k < 1 + chance(one.n, 106) % 2; k += 1) {
    yield [office.partnershipId, key(office)('incident', one.n * 4 + k), one.id, k === 0 ? key(office)('report', one.n * 2) : null, at(one.openedAt - DAY + k * 3 * DAY), at(one.openedAt + k * 3 * DAY), one.lead.id, one.category.code, sentences(one.n * 4 + k, 107, 20), ints(one.seersOf('incidents'))]
  }
}
const KINDS = ['call', 'visit', 'contact attempt', 'letter', 'email', 'note', 'meeting', 'decision', 'action', 'evidence'] as const
const SUMMARIES = ['Rang the person harmed', 'Visited the address', 'Rang, no answer', 'Letter sent', 'Email from the landlord', 'Note for the file', 'Met with partners', 'What was decided', 'What was done', 'Recording listened to'] as const
function* entries(office: Office, family: readonly One[]): Generator<readonly Cell[]> {
  for (const one of family) {
    const seen = ints(one.seersOf('chronology'))
    for (let k = 0; k < LINES; k += 1) {
      const n = one.n * 16 + k
      const kind = k === 0 ? 0 : 1 + chance(n, 110) % KINDS.length
      const moment = at(lineAt(office, one, k))
      const isOurs = k > 0 && kind <= 5
      yield [office.partnershipId, key(office)('entry', n), one.id, kind === 0 ? 'report' : pick(KINDS, kind - 1), kind === 0 ? 'in' : isOurs ? 'out' : null, moment, moment, kind === 0 ? null : one.lead.id, kind === 0 ? 'Amity' : one.lead.name, kind === 3 ? false : isOurs ? true : null,
        kind === 0 ? 'Reported to us (web)' : pick(SUMMARIES, kind - 1), sentences(n, 112, 20 + chance(n, 114) % 20), n % 7 === 0 ? 'public' : 'staff', seen]
    }
  }
}
function* diary(office: Office, family: readonly One[]): Generator<readonly Cell[]> {
  for (const one of family) for (const [n, { kind, title, because, dueAt, madeAt, doneAt }] of diaryOf(office, one).entries()) {
    yield [office.partnershipId, key(office)('diary', one.n * 8 + n), kind, title, at(dueAt), because, one.id, one.lead.id, agencyId(office, one.agency), at(madeAt), doneAt === null ? null : at(doneAt), doneAt === null ? null : one.lead.id, doneAt === null ? null : 'Done', at(dueAt), ints(one.seers)]
  }
}
const ANSWERS = '{"often":2,"linked":1,"worse":0,"known":1,"affected":2}'
function* risks(office: Office, family: readonly One[]): Generator<readonly Cell[]> {
  for (const one of family) if (one.risk !== undefined) {
    const { band, score, at: when } = one.risk
    yield [office.partnershipId, key(office)('risk', one.n), one.id, '1', ANSWERS, score, band, true, true, at(when), one.lead.id, dayOf(when + 28 * DAY), 'Within 28 days', 'by phone', ints(one.seersOf('risk'))]
  }
}
const TOOLS = ['warning-letter', 'abc', 'cpw', 'mediation-referral', 'tenancy-warning', 'good-neighbour-agreement'] as const
const hasMatter = (one: One): boolean => share(one.n, 116) < 0.1
function* subjects(office: Office, family: readonly One[]): Generator<readonly Cell[]> {
  for (const one of family.filter(hasMatter)) {
    const id = key(office)('subject', one.n)
    yield [office.partnershipId, id, one.id, id, 'Whoever it is about', 'individual', 'council', 'secure', 'unknown', 'The tenancy file', at(one.openedAt + 2 * DAY / 3), one.lead.id, ints(one.seers)]
  }
}
function* matters(office: Office, family: readonly One[]): Generator<readonly Cell[]> {
  for (const one of family.filter(hasMatter)) {
    const began = one.openedAt + 2 * DAY / 3
    yield [office.partnershipId, key(office)('matter', one.n), one.id, pick(TOOLS, chance(one.n, 117)), key(office)('subject', one.n), 'Whoever it is about', dayOf(began), one.closedAt === null ? 'preparing' : 'ended', at(one.closedAt ?? began), at(began), one.lead.id, one.lead.id,
      'It went on after they were spoken to', one.closedAt === null ? null : at(one.closedAt), one.closedAt === null ? null : 'complied with', ints(one.seers)]
  }
}
const shaOf = (n: number): string => Array.from({ length: 8 }, (_, at8) => chance(n * 8 + at8, 118).toString(16).padStart(8, '0')).join('')
type File = { readonly id: string; readonly sha: string; readonly name: string; readonly size: number }
const filesOf = (office: Office, one: One): readonly File[] => Array.from({ length: share(one.n, 119) < 0.3 ? 1 + chance(one.n, 120) % 2 : 0 }, (_, k) => ({ id: key(office)('file', one.n * 2 + k), sha: shaOf(one.n * 2 + k), name: `recording ${k + 1}.mp3`, size: 20_000 + chance(one.n * 2 + k, 121) % 4_000_000 }))
function* files(office: Office, family: readonly One[]): Generator<readonly Cell[]> {
  for (const one of family) for (const { id, sha, name, size } of filesOf(office, one)) {
    yield [office.partnershipId, id, one.id, `bench/${sha}`, name, 'audio/mpeg', size, sha, 'audio', 'officer', at(one.openedAt + DAY / 2), one.lead.id, 'clean', at(one.openedAt + DAY / 2), agencyId(office, one.agency), at(one.openedAt + DAY / 2), ints(one.seersOf('evidence'))]
  }
}
function* custody(office: Office, family: readonly One[]): Generator<readonly Cell[]> {
  for (const one of family) for (const [k, { id, sha, name, size }] of filesOf(office, one).entries()) {
    yield [office.partnershipId, key(office)('custody', one.n * 2 + k), id, one.id, 'received', at(office.now), 'Amity', `${name}, ${size} bytes, SHA-256 ${sha}, from an officer`, ints(one.seersOf('evidence'))]
  }
}
const PURPOSE = 'Keeping the person harmed safe'
const NECESSITY = 'They visit the same address'
const granted = (family: readonly One[]) => family.flatMap(one => one.grant === undefined ? [] : [{ one, grant: one.grant }])
function* grants(office: Office, family: readonly One[]): Generator<readonly Cell[]> {
  for (const { one, grant } of granted(family)) {
    yield [office.partnershipId, key(office)('grant', one.n), one.id, agencyId(office, grant.to), texts(grant.parts), false, PURPOSE, 'safeguarding', NECESSITY, one.manager.id, at(grant.givenAt), one.lead.id, at(grant.endsAt), grant.endedAt === null ? null : at(grant.endedAt),
      grant.endedAt === null ? null : 'The case closed', ints([...one.seers, office.agencies[grant.to]?.principal ?? 0])]
  }
}
const sayParts = (parts: readonly string[]): string => `These parts of the case: ${parts.join(', ')}`
function* disclosures(office: Office, family: readonly One[]): Generator<readonly Cell[]> {
  for (const { one, grant } of granted(family)) {
    yield [office.partnershipId, key(office)('disclosure', one.n), one.id, key(office)('grant', one.n), agencyId(office, one.agency), 'shared', agencyId(office, grant.to), office.agencies[grant.to]?.name ?? '', sayParts(grant.parts), texts(grant.parts), PURPOSE, 'safeguarding', NECESSITY, 'in Amity',
      one.manager.id, at(grant.givenAt), at(office.now), one.lead.id, ints(one.seers)]
  }
}
const longDay = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', day: 'numeric', month: 'long', year: 'numeric' })
function* told(office: Office, family: readonly One[]): Generator<readonly Cell[]> {
  for (const { one, grant } of granted(family)) {
    yield [office.partnershipId, key(office)('told', one.n), one.id, 'sharing', at(office.now), at(office.now), 'Amity', `Shared with ${office.agencies[grant.to]?.name ?? ''} until ${longDay.format(grant.endsAt)}`, `${sayParts(grant.parts)}.\\nFor: ${PURPOSE}.\\nNeeded because: ${NECESSITY}`,
      'restricted', agencyId(office, one.agency), ints(one.seers)]
  }
}
function* promises(office: Office, family: readonly One[]): Generator<readonly Cell[]> {
  for (const one of family) {
    const person = one.parties[0]?.person
    if (one.status === 'closed' || person === undefined || share(one.n, 122) >= 0.3) continue
    yield [office.partnershipId, key(office)('promise', one.n), one.id, key(office)('person', person.n), 5 + chance(one.n, 123) % 3 * 5, 'phone', 'After six', at(one.openedAt + DAY / 4), one.lead.id, ints(one.seersOf('plan'))]
  }
}

const KEPT = 'visible_to'
export const WORK_TABLES: readonly Table[] = [
  table('reports', 'partnership_id, id, reference, channel, received_at, entered_at, category_code, story, happened_at, how_often, still_happening, place_described, postcode, ward_code, reporter_name, reporter_phone, state, severity, owner_id, agency_id, is_asb, decided_at, decided_by, decision_reason, case_id, restricted, version, visible_to', 'restricted, version, visible_to', reports),
  table('incidents', 'partnership_id, id, case_id, report_id, happened_at, entered_at, entered_by, category_code, description, visible_to', KEPT, incidents),
  table('entries', 'partnership_id, id, case_id, kind, direction, happened_at, entered_at, entered_by, entered_as, reached, summary, body, visibility, visible_to', KEPT, entries),
  table('diary_items', 'partnership_id, id, kind, title, due_at, because, case_id, officer_id, agency_id, made_at, done_at, done_by, outcome, first_due_at, visible_to', KEPT, diary),
  table('risk_assessments', 'partnership_id, id, case_id, matrix_version, answers, score, band, with_the_person, person_agreed, assessed_at, assessed_by, review_due_on, because, how, visible_to', KEPT, risks),
  table('tool_facts', 'partnership_id, id, case_id, subject_id, name, kind, landlord, tenancy, vulnerable, said_by, made_at, made_by, visible_to', KEPT, subjects),
  table('matters', 'partnership_id, id, case_id, tool, subject_id, about, law_on, state, state_since, began_at, began_by, owner_id, reason, ended_at, ended_as, visible_to', KEPT, matters),
  table('attachments', 'partnership_id, id, case_id, stored_as, file_name, media_type, size, sha256, kind, given_by, given_at, officer_id, scan, scanned_at, agency_id, facts_read_at, visible_to', KEPT, files),
  made('custody_events', 'partnership_id, id, attachment_id, case_id, what, at, who, says, visible_to', custody),
  table('case_grants', 'partnership_id, id, case_id, to_agency_id, parts, may_add, purpose, gateway, necessity, authorised_by, given_at, given_by, ends_at, ended_at, ended_because, visible_to', KEPT, grants),
  made('disclosures', 'partnership_id, id, case_id, grant_id, agency_id, decision, to_agency_id, to_whom, what, parts, purpose, gateway, necessity, method, authorised_by, disclosed_at, written_at, written_by, visible_to', disclosures),
  made('entries', 'partnership_id, id, case_id, kind, happened_at, entered_at, entered_as, summary, body, visibility, agency_id, visible_to', told),
  table('contact_promises', 'partnership_id, id, case_id, person_id, every_days, means, times, made_at, made_by, visible_to', KEPT, promises),
]
