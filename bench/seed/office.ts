// Who works here: forty agencies of unequal size, their officers, teams, wards and open sessions. Written through the triggers, as few as they are.
import { createHash } from 'node:crypto'
import type pg from 'pg'
import { hashPassword } from '#rooms/partnership/index.ts'
import { CATEGORIES } from '#rooms/partnership/defaults.ts'
import { foundingOf } from '#rooms/partnership/found.ts'
import { keysOf, share } from './chance.ts'
import { familyName, givenName } from './words.ts'

export type Agency = { readonly id: string; readonly name: string; readonly shortName: string; readonly principal: number; /** That of its managers. */ readonly managers: number }
export type Officer = { readonly id: string; readonly name: string; readonly principal: number; /** Theirs as a member of circles. */ readonly member: number; readonly agency: number; readonly isManager: boolean }
export type Office = {
  readonly partnershipId: number
  /** Cases in it, and the moment the seed takes to be now. */
  readonly most: number; readonly now: number
  readonly agencies: readonly Agency[]; readonly officers: readonly Officer[]
  readonly wards: readonly string[]
}
export type Plan = { readonly most: number; readonly now: Date; readonly host: string | undefined; readonly number: number }

export const PASSWORD = 'three bench words'
/** What the cookie `amity_session` of an officer holds. Never anywhere but in a bench: whoever knows the number is in. */
export const tokenOf = (partnershipId: number, officer: number | 'admin'): string => `bench-p${partnershipId}-o${officer}`
const KINDS = ['council', 'landlord', 'police', 'landlord', 'landlord', 'fire', 'health', 'charity', 'landlord', 'school'] as const

/** One of them is the partnership's own office, which leads no case: hence one fewer here. */
const agenciesFor = (most: number): number => Math.max(3, Math.min(39, Math.round(most / 60)))
const officersFor = (most: number, agencies: number): number => Math.max(agencies * 2, Math.min(399, Math.round(most / 20)))
/** Sizes fall as a square: of 39 the first leads 16 in 100 cases, the third 5. */
export const agencyAt = (agencies: number, part: number): number => Math.min(agencies - 1, Math.floor(agencies * part ** 2))

const officersOf = (agencies: number, officers: number): readonly { readonly agency: number; readonly isManager: boolean }[] => {
  const seats = Array.from({ length: officers }, (_, n) => n < agencies * 2 ? Math.floor(n / 2) : agencyAt(agencies, (n - agencies * 2 + 0.5) / (officers - agencies * 2))).toSorted((a, b) => a - b)
  return seats.map((agency, n) => ({ agency, isManager: seats[n - 1] !== agency || (n - seats.indexOf(agency)) % 12 === 11 }))
}

type Ids = { readonly partnershipId: number; readonly key: ReturnType<typeof keysOf> }

/** Rows of one table in one statement, one after the other: their triggers give them principals in that order. */
const addRows = async (client: pg.ClientBase, table: string, columns: string, rows: readonly (readonly (string | null)[])[], values: string): Promise<void> => {
  await client.query(`insert into ${table} (${columns}) select ${values} from jsonb_array_elements($1::jsonb) with ordinality r(v, n) order by n`, [JSON.stringify(rows)])
}

const addAgencies = async (client: pg.ClientBase, { partnershipId, key }: Ids, many: number): Promise<void> => {
  const all = Array.from({ length: many }, (_, n) => n)
  await addRows(client, 'agencies', 'partnership_id, id, name, short_name, kind, phone, email', all.map(n => [key('agency', n), `${givenName(n * 7)}ham ${n === 0 ? 'Borough Council' : n % 3 === 0 ? 'Police' : 'Homes'} ${n}`, `Agency ${n}`, KINDS[n % KINDS.length] ?? null, `agency${n}@bench.test`]),
    `${partnershipId}, (v ->> 0)::uuid, v ->> 1, v ->> 2, v ->> 3, '01632 960 001', v ->> 4`)
  await addRows(client, 'teams', 'partnership_id, id, agency_id, name', all.map(n => [key('team', n), key('agency', n)]), `${partnershipId}, (v ->> 0)::uuid, (v ->> 1)::uuid, 'Neighbourhood safety'`)
}

const addOfficers = async (client: pg.ClientBase, { partnershipId, key }: Ids, seats: ReturnType<typeof officersOf>, passwordHash: string): Promise<void> => {
  await addRows(client, 'officers', 'partnership_id, id, name, email, job_title, password_hash, created_at', seats.map(({ isManager }, n) => [key('officer', n), `${givenName(Math.floor(share(n, 3) * 1e6))} ${familyName(Math.floor(share(n, 4) * 1e9))}`, `officer${n}@bench.test`, isManager ? 'Manager' : 'Officer', passwordHash]),
    `${partnershipId}, (v ->> 0)::uuid, v ->> 1, v ->> 2, v ->> 3, v ->> 4, amity.now()`)
  await addRows(client, 'posts', 'partnership_id, id, officer_id, agency_id, team_id, role_id', seats.map(({ agency, isManager }, n) => [key('post', n), key('officer', n), key('agency', agency), key('team', agency), isManager ? 'Team manager' : 'Case officer']),
    `${partnershipId}, (v ->> 0)::uuid, (v ->> 1)::uuid, (v ->> 2)::uuid, (v ->> 3)::uuid, (select id from roles where partnership_id = ${partnershipId} and name = v ->> 4)`)
}

/** Sessions that last: seen far in the future, so that no driver's pause ends one; a second factor proven, so that circles open. */
const addSessions = async (client: pg.ClientBase, { partnershipId, key }: Ids, seats: ReturnType<typeof officersOf>, admin: { readonly id: string; readonly agencyId: string }): Promise<void> => {
  const one = (n: number, token: string, officer: string, agency: string): readonly string[] => [key('session', n), createHash('sha256').update(token).digest('hex'), officer, agency]
  await addRows(client, 'sessions', 'partnership_id, id, token_hash, officer_id, agency_id, started_at, seen_at, expires_at, device, assurance, proven_at',
    [...seats.map(({ agency }, n) => one(n, tokenOf(partnershipId, n), key('officer', n), key('agency', agency))), one(seats.length, tokenOf(partnershipId, 'admin'), admin.id, admin.agencyId)],
    `${partnershipId}, (v ->> 0)::uuid, v ->> 1, (v ->> 2)::uuid, (v ->> 3)::uuid, amity.now(), '2090-01-01', '2099-01-01', 'bench', 'second factor', '2090-01-01'`)
}

const read = async (client: pg.ClientBase, { partnershipId, key }: Ids, plan: Plan, seats: ReturnType<typeof officersOf>, many: number): Promise<Office> => {
  const { rows: agencies } = await client.query<Agency>(`select a.id, a.name, a.short_name as "shortName", a.principal, q.principal as managers from agencies a join circles q on q.partnership_id = a.partnership_id and q.agency_id = a.id and q.kind = 'agency' and q.for_flag = 'managers' where a.partnership_id = $1`, [partnershipId])
  const { rows: officers } = await client.query<{ id: string; name: string; principal: number; member: number }>(`select o.id, o.name, o.principal, x.id as member from officers o join principals x on x.partnership_id = o.partnership_id and x.kind = 'member' and x.subject_id = o.id where o.partnership_id = $1`, [partnershipId])
  const { rows: wards } = await client.query<{ code: string }>('select code from wards where partnership_id = $1 order by code', [partnershipId])
  const found = <T extends { readonly id: string }>(all: readonly T[], id: string): T => { const one = all.find(row => row.id === id); if (one === undefined) throw new Error(`${id} was not written`); return one }
  return {
    partnershipId, most: plan.most, now: plan.now.getTime(), wards: wards.map(({ code }) => code),
    agencies: Array.from({ length: many }, (_, n) => found(agencies, key('agency', n))), officers: seats.map((seat, n) => ({ ...found(officers, key('officer', n)), ...seat })),
  }
}

/** Founds one partnership in this transaction, as the gate and by its triggers. */
export const addOffice = async (client: pg.ClientBase, plan: Plan): Promise<Office> => {
  const passwordHash = await hashPassword(PASSWORD)
  const name = `Bench partnership ${plan.number}`
  const { rows: [made] } = await client.query<{ found: { partnershipId: number; agencyId: string; officerId: string } }>('select amity.found($1::jsonb) as found', [foundingOf({
    name, hosts: plan.host === undefined ? [] : [plan.host], agency: { name: `${name}, office`, shortName: 'Office', kind: 'other', phone: '01632 960 000' }, officer: { name: 'Ada Administrator', email: 'admin@bench.test', passwordHash } })])
  if (made === undefined) throw new Error('amity.found answered nothing')
  const ids = { partnershipId: made.found.partnershipId, key: keysOf(made.found.partnershipId) }
  await client.query(`select set_config('amity.partnership', $1, true), set_config('amity.actor', 'system', true), set_config('amity.now', $2, true)`, [String(ids.partnershipId), plan.now.toISOString()])
  const many = agenciesFor(plan.most)
  const seats = officersOf(many, officersFor(plan.most, many))
  await addAgencies(client, ids, many)
  await client.query('update partnerships set triage_agency_id = $2 where id = $1', [ids.partnershipId, ids.key('agency', 0)])
  for (let n = 0; n < 24; n += 1) await client.query('insert into wards (partnership_id, code, name, households, residents) values ($1, $2, $3, 2400, 5600)', [ids.partnershipId, `ZW${String(n).padStart(2, '0')}`, `${familyName(n * 977)} ward`])
  await addOfficers(client, ids, seats, passwordHash)
  await addSessions(client, ids, seats, { id: made.found.officerId, agencyId: made.found.agencyId })
  return read(client, ids, plan, seats, many)
}

/** Categories by how common they are; two of them restrict a case and stand apart. */
export const ORDINARY = CATEGORIES.filter(({ code }) => code !== 'domestic-abuse' && code !== 'hate')
