// Chooses in a database through whose eyes to look, and what to look for: any seeded one, none by name.
import type { Pool } from 'pg'
import type { Known, Who } from './list.ts'

export type Eyes = { readonly officerId: string; readonly agencyId: string }
export type Chosen = { readonly partnershipId: number; readonly host: string; readonly cases: number; readonly entries: number; readonly people: number; readonly sees: number; readonly eyes: Readonly<Record<Who, Eyes>>; readonly known: Known }

type Row = Record<string, string | number | Date | null>
const one = async (pool: Pool, text: string, values: readonly unknown[] = []): Promise<Row> => {
  const client = await pool.connect()
  try {
    // An owner who is no superuser sees rows only as the gate.
    await client.query('begin; set local role amity_gate')
    return (await client.query<Row>(text, [...values])).rows[0] ?? {}
  } finally {
    await client.query('rollback')
    client.release()
  }
}
const text = (value: Row[string] | undefined, otherwise = ''): string => value === null || value === undefined ? otherwise : value instanceof Date ? value.toISOString() : String(value)

/** "Larkin" as somebody in a hurry types it: two letters change places. */
const misspell = (name: string): string => name.length < 5 ? `${name}e` : `${name.slice(0, 2)}${name[3] ?? ''}${name[2] ?? ''}${name.slice(4)}`

const eyesOf = async (pool: Pool, partnershipId: number): Promise<Record<Who, Eyes>> => {
  const led = await one(pool, `select a.lead_agency_id as agency, a.lead_officer_id as officer from case_access a join posts x on x.partnership_id = a.partnership_id and x.officer_id = a.lead_officer_id and x.agency_id = a.lead_agency_id and x.ended_on is null
      join roles r on r.partnership_id = x.partnership_id and r.id = x.role_id and r.name = 'Case officer' join agencies g on g.partnership_id = a.partnership_id and g.id = a.lead_agency_id and g.principal = a.principal
    where a.partnership_id = $1 and a.status in ('open', 'on hold') group by 1, 2 order by count(*) desc limit 1`, [partnershipId])
  const agencyId = text(led['agency'])
  const holding = async (act: string, anywhere = false): Promise<Eyes> => {
    const found = await one(pool, `select x.officer_id as officer, x.agency_id as agency from posts x join roles r on r.partnership_id = x.partnership_id and r.id = x.role_id where x.partnership_id = $1 and $2 = any (r.acts) and x.ended_on is null order by (x.agency_id = $3::uuid) desc, x.officer_id limit 1`, [partnershipId, act, agencyId])
    return { officerId: text(found['officer']), agencyId: text(found['agency'], anywhere ? '' : agencyId) }
  }
  return { officer: { officerId: text(led['officer']), agencyId }, manager: await holding('see the team'), administrator: await holding('see the audit trail', true) }
}

/** The partnership with the most cases, its busiest officer, and a case of theirs with a long chronology. */
export const choose = async (pool: Pool): Promise<Chosen> => {
  const all = await one(pool, 'select partnership_id as id, count(*)::int as n from cases group by 1 order by 2 desc limit 1')
  const partnershipId = Number(all['id'])
  const counts = await one(pool, `select (select count(*)::int from entries where partnership_id = $1) as entries, (select count(*)::int from people where partnership_id = $1) as people, (select coalesce(hosts[1], '127.0.0.1') from partnerships where id = $1) as host`, [partnershipId])
  const eyes = await eyesOf(pool, partnershipId)
  const { officerId, agencyId } = eyes.officer
  const mine = `select a.* from case_access a join agencies g on g.partnership_id = a.partnership_id and g.id = $2 and a.principal = g.principal where a.partnership_id = $1`
  const sees = await one(pool, `select count(*)::int as n from (${mine}) m`, [partnershipId, agencyId])
  const found = await one(pool, `select c.id, c.reference, c.ward_code, c.category_code, c.title, (select count(*) from entries e where e.partnership_id = c.partnership_id and e.case_id = c.id) as long,
      p.id as person, p.family_name, p.given_name, p.phone, p.postcode, p.address, to_char(p.born_on, 'FMDD/FMMM/YYYY') as born
    from (${mine} and a.status = 'open' and a.lead_officer_id = $3 order by a.opened_at desc limit 4000) m join cases c on c.partnership_id = m.partnership_id and c.id = m.case_id
      join case_parties cp on cp.partnership_id = c.partnership_id and cp.case_id = c.id and cp.left_at is null join people p on p.partnership_id = cp.partnership_id and p.id = cp.person_id
    where p.address is not null order by (p.phone is not null)::int + (p.postcode is not null)::int + (p.born_on is not null)::int desc, long desc, c.id limit 1`, [partnershipId, agencyId, officerId])
  const report = await one(pool, `select r.reference from reports r join agencies g on g.partnership_id = r.partnership_id and g.id = $2 where r.partnership_id = $1 and g.principal = any (r.visible_to) order by (r.state = 'waiting') desc, (r.reporter_phone is not null) desc, r.received_at limit 1`, [partnershipId, agencyId])
  const colleague = await one(pool, `select lead_officer_id as id from (${mine} and a.status = 'open' order by a.opened_at limit 2000) m where lead_officer_id <> $3 limit 1`, [partnershipId, agencyId, officerId])
  const middle = await one(pool, `${mine} and a.status in ('open', 'on hold') order by a.opened_at desc, a.case_id desc offset 1000 limit 1`, [partnershipId, agencyId])
  const older = await one(pool, 'select happened_at, id from entries where partnership_id = $1 and case_id = $2 order by happened_at desc, id desc offset 5 limit 1', [partnershipId, text(found['id'])])
  const familyName = text(found['family_name'], 'larkin')
  return {
    partnershipId, host: text(counts['host']), cases: Number(all['n']), entries: Number(counts['entries']), people: Number(counts['people']), sees: Number(sees['n']), eyes,
    known: {
      reference: text(found['reference']), person: text(found['person']), report: text(report['reference'], 'none'), ward: text(found['ward_code']), category: text(found['category_code']), colleague: text(colleague['id']),
      familyName, misspelt: misspell(familyName), address: text(found['address'], '12 Larch Walk').split(',')[0] ?? '', words: text(found['title']).split(' ').slice(0, 2).join(' '), bornOn: text(found['born'], '14/3/1984'), phone: text(found['phone'], '07700900123'), postcode: text(found['postcode'], 'AL8 6AE'),
      middle: `${text(middle['opened_at'], '2026-01-01T00:00:00.000Z')}_${text(middle['case_id'], '01890000-0000-7000-8000-000000000000')}`, older: `${text(older['happened_at'], '2026-01-01T00:00:00.000Z')}_${text(older['id'], '01890000-0000-7000-8000-000000000000')}`,
    },
  }
}
