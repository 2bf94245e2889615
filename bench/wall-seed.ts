// A partnership of forty agencies and as many cases as asked for, loaded with COPY past the triggers, as they would have kept it.
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { newReference } from '#kernel/reference.ts'
import type { Database } from '#db/open.ts'

/** Cases with a chronology as long as a case has that is worked on; the others have two lines. */
const LONG = 20_000
const AGENCIES = 40
const OFFICERS = 400
const WARDS = 60
/** One case in so many is restricted to a circle, one is shared by an offer, and one officer in so many has a conflict. */
const [RESTRICTED, OFFERED, CONFLICT] = [50, 12, 500]
const FAMILIES = ['Larkin', 'Okafor', 'Novak', 'Ellery', 'Whitcombe', 'Adeyemi', 'Pritchard', 'Szymanski', 'Hargreaves', 'Desai', 'Fernsby', 'Quillfeather', 'Abernathy', 'Mbeki', 'Lindqvist']
const PROBLEMS = ['Loud music at night', 'Shouting in the stairwell', 'Off-road bikes on the green', 'Threats from a neighbour', 'Drinking by the shops', 'Barking all day', 'Fly-tipping behind the garages', 'Dealing from the flat above']
const STREETS = ['Larch Walk', 'Mill Green', 'Weavers Drive', 'Hatfield Road', 'Orchard Way', 'Station Approach', 'Beech Close', 'Church Lane']

export type Seeded = {
  readonly partnershipId: number; readonly officer: { readonly id: string; readonly agencyId: string; readonly principals: readonly number[]; readonly sees: number }
  readonly reference: string; readonly caseId: string; readonly ward: string; readonly word: string; readonly rareWord: string; readonly misspelt: string; readonly middle: { readonly at: string; readonly id: string }
}
const P = 1
const idOf = (kind: number, n: number): string => `01890000-${String(kind).padStart(4, '0')}-7000-8000-${n.toString(16).padStart(12, '0')}`
const pick = <T>(all: readonly T[], n: number): T => { const found = all[n % all.length]; if (found === undefined) throw new Error('nothing to pick'); return found }
/** A number that looks like chance and is the same every time. */
const chance = (n: number, salt: number): number => {
  let mixed = Math.imul(n ^ Math.imul(salt, 0x9e3779b1), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}

const copyIn = async (client: pg.PoolClient, into: string, rows: Iterable<string>): Promise<void> => {
  await pipeline(Readable.from(rows), client.query(copyFrom(`copy ${into} from stdin`)))
}
const line = (...cells: readonly (string | number | null)[]): string => `${cells.map(cell => cell === null ? '\\N' : String(cell)).join('\t')}\n`

/** All different: a step that shares no factor with their number. */
const referenceOf = (n: number): string => {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE((BigInt(n) * 70_001n) % 23n ** 8n)
  return newReference(bytes)
}

type One = { readonly n: number; readonly agency: number; readonly officer: number; readonly status: string; readonly openedAt: string; readonly circle: boolean; readonly offered: number | null; readonly hidden: number | null }
const caseAt = (n: number): One => {
  // Agencies differ: the first has an eighth of all cases, the last few hundred.
  const agency = Math.min(AGENCIES - 1, Math.floor(AGENCIES * ((chance(n, 1) % 10_000) / 10_000) ** 2.2))
  const open = chance(n, 2) % 100 < 18
  return {
    n, agency, officer: agency + AGENCIES * (chance(n, 3) % (OFFICERS / AGENCIES)), status: open ? (chance(n, 4) % 12 === 0 ? 'on hold' : 'open') : 'closed',
    openedAt: new Date(Date.UTC(2026, 5, 1) - (open ? chance(n, 5) % 400 : 100 + chance(n, 5) % 3000) * 86_400_000 - (chance(n, 6) % 86_400) * 1000).toISOString(),
    circle: chance(n, 7) % RESTRICTED === 0, offered: open && chance(n, 8) % OFFERED === 0 ? (agency + 1 + chance(n, 9) % (AGENCIES - 1)) % AGENCIES : null, hidden: chance(n, 10) % CONFLICT === 0 ? chance(n, 11) % OFFICERS : null,
  }
}
const agencyPrincipal = (n: number): number => 2 + n
const officerPrincipal = (n: number): number => 2 + AGENCIES + n
const seersOf = (one: One): readonly number[] => one.circle ? [-1 - one.n] : [agencyPrincipal(one.agency), ...one.offered === null ? [] : [agencyPrincipal(one.offered)]]
const titleOf = (n: number): string => `${pick(PROBLEMS, chance(n, 12))}${n % 997 === 7 ? ' near Zephyrhampton' : ''}`
const wardOf = (n: number): string => `W${String(chance(n, 13) % WARDS).padStart(3, '0')}`

function* cases(most: number): Generator<string> {
  for (let n = 0; n < most; n += 1) {
    const one = caseAt(n)
    const closed = one.status === 'closed'
    yield line(P, idOf(4, n), referenceOf(n), idOf(1, one.agency), idOf(2, one.officer), titleOf(n), 'What was told, in a line or two, so that a row is as wide as it would be', 'noise', 'nuisance', pick(['high', 'medium', 'standard'], chance(n, 14)), wardOf(n), '{}',
      one.status, one.openedAt, one.status === 'on hold' ? '2026-07-01' : null, closed ? one.openedAt : null, one.circle ? idOf(5, n) : null, one.offered === null ? null : idOf(1, one.offered), `{${[1, ...seersOf(one)].join(',')}}`, one.hidden === null ? '{}' : `{${officerPrincipal(one.hidden)}}`)
  }
}
function* circles(most: number): Generator<string> {
  for (let n = 0; n < most; n += 1) if (caseAt(n).circle) yield line(P, idOf(5, n), `Case ${n}`, 'hate', -1 - n)
}
function* access(most: number): Generator<string> {
  for (let n = 0; n < most; n += 1) {
    const one = caseAt(n)
    const due = one.status === 'closed' ? '9999-01-01T00:00:00Z' : new Date(Date.UTC(2026, 5, 1) + (chance(n, 15) % 60 - 12) * 86_400_000).toISOString()
    for (const principal of seersOf(one)) yield line(P, principal, idOf(4, n), one.status, 'investigating', one.openedAt, due, one.openedAt, idOf(1, one.agency), idOf(2, one.officer), wardOf(n), 'noise', pick(['high', 'medium', 'standard'], chance(n, 14)), null, '{}', 'f', one.hidden === null ? '{}' : `{${officerPrincipal(one.hidden)}}`)
  }
}
function* words(most: number): Generator<string> {
  for (let n = 0; n < most; n += 1) yield line(P, idOf(4, n), `${titleOf(n)} what was told, in a line or two ${1 + chance(n, 16) % 200} ${pick(STREETS, chance(n, 17))} irene ${pick(FAMILIES, chance(n, 18))}${n % 5021 === 11 ? ' featherstonehaugh' : ''}`.toLowerCase(), `{${[1, ...seersOf(caseAt(n))].join(',')}}`)
}
function* entries(most: number): Generator<string> {
  for (let n = 0; n < most; n += 1) for (let at = 0; at < (n < LONG ? 30 : 2); at += 1) yield line(P, idOf(n < LONG ? 7 : 6, n * 30 + at), idOf(4, n), 'note', caseAt(n).openedAt, caseAt(n).openedAt, 'An officer', 'Rang, no answer', `{${[1, ...seersOf(caseAt(n))].join(',')}}`)
}

const INTO: readonly (readonly [string, (most: number) => Iterable<string>])[] = [
  ['circles (partnership_id, id, name, for_flag, principal)', circles],
  ['cases (partnership_id, id, reference, lead_agency_id, lead_officer_id, title, summary, category_code, strand, severity, ward_code, flags, status, opened_at, hold_ends_on, closed_at, circle_id, offered_to_agency_id, visible_to, hidden_from)', cases],
  ['case_access (partnership_id, principal, case_id, status, stage, opened_at, next_due_at, last_contact_at, lead_agency_id, lead_officer_id, ward_code, category_code, severity, risk_band, flags, harmed_spoke_last, hidden_from)', access],
  ['case_words (partnership_id, case_id, words, seers)', words], ['entries (partnership_id, id, case_id, kind, happened_at, entered_at, entered_as, summary, visible_to)', entries],
]

/** Loads, with triggers off, and says through whose eyes to look: an officer of the largest agency who is also in three circles. */
export const seedWall = async (database: Database, most: number): Promise<Seeded> => {
  const client = await database.owner.connect()
  try {
    await client.query('set session_replication_role = replica')
    await client.query(`insert into partnerships (id, name) values (${P}, 'Bench')`)
    await copyIn(client, 'agencies (partnership_id, id, name, short_name, kind, principal)', Array.from({ length: AGENCIES }, (_, n) => line(P, idOf(1, n), `Agency ${n}`, `A${n}`, 'other', agencyPrincipal(n))))
    await copyIn(client, 'officers (partnership_id, id, name, email, principal)', Array.from({ length: OFFICERS }, (_, n) => line(P, idOf(2, n), `Officer ${n}`, `officer${n}@bench.test`, officerPrincipal(n))))
    for (const [into, rows] of INTO) await copyIn(client, into, rows(most))
    await client.query('reset session_replication_role')
    await addOpen(client)
    await client.query('vacuum analyze')
    return await through(client, most)
  } finally {
    client.release()
  }
}

/** The functions as they would be without a wall: the same statements, and nobody asks whose the hits are, or who must not see them. */
const addOpen = async (client: pg.PoolClient): Promise<void> => {
  for (const [name, args, without] of [['find_cases', 'text[], int', 'a.principal = any (mine) and not a.hidden_from && mine'], ['open_by_ward', '', `(a.hidden_from = '{}' or not a.hidden_from && mine)`], ['team_counts', 'timestamptz, timestamptz', `(a.hidden_from = '{}' or not a.hidden_from && mine)`]]) {
    const { rows: [found] } = await client.query<{ text: string }>(`select pg_get_functiondef('amity.${name}(${args})'::regprocedure) as text`)
    const text = found?.text ?? ''
    const open = text.replace(`amity.${name}`, `public.bench_${name}`).replace(/SECURITY DEFINER/i, '').replaceAll(without ?? '', 'true')
    if (!text.includes(without ?? '')) throw new Error(`${name} has changed: say in the bench what it is without the wall`)
    await client.query(open)
  }
}

const through = async (client: pg.PoolClient, most: number): Promise<Seeded> => {
  const all = Array.from({ length: Math.min(most, 20_000) }, (_, n) => caseAt(n))
  const mine = all.filter(one => one.agency === 0 && !one.circle && one.status === 'open' && one.hidden === null)
  const [first] = mine
  if (first === undefined) throw new Error('Too few cases')
  const theirCircles = all.filter(one => one.circle && one.agency === 0).slice(0, 3).map(one => -1 - one.n)
  const principals = [officerPrincipal(0), agencyPrincipal(0), ...theirCircles]
  const { rows: [count] } = await client.query<{ sees: number }>('select count(distinct case_id)::int as sees from case_access where partnership_id = $1 and principal = any ($2)', [P, principals])
  const { rows: [middle] } = await client.query<{ at: Date; id: string }>(`select opened_at as at, case_id as id from case_access where partnership_id = $1 and principal = $2 and status = 'open' order by opened_at desc offset 3000 limit 1`, [P, agencyPrincipal(0)])
  const { rows: [point] } = await client.query<{ reference: string }>('select reference from cases where partnership_id = $1 and id = $2', [P, idOf(4, first.n)])
  return {
    partnershipId: P, officer: { id: idOf(2, 0), agencyId: idOf(1, 0), principals, sees: count?.sees ?? 0 }, reference: point?.reference ?? '', caseId: idOf(4, first.n), ward: wardOf(first.n),
    word: 'larkin', rareWord: 'zephyrhampton', misspelt: 'fetherstonehaugh', middle: { at: (middle?.at ?? new Date()).toISOString(), id: middle?.id ?? idOf(4, 0) },
  }
}
