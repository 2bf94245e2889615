// What was written past triggers and constraints, held against both: every reference leads somewhere, every kept column is what the service would keep.
import type pg from 'pg'
import { TABLES } from './load.ts'

type Reference = { readonly name: string; readonly child: string; readonly parent: string; readonly here: string[]; readonly there: string[] }
const NAMES = [...new Set(TABLES.map(({ name }) => name))]

const referencesOf = async (client: pg.ClientBase): Promise<readonly Reference[]> => (await client.query<Reference>(`
  select k.conname as name, k.conrelid::regclass::text as child, k.confrelid::regclass::text as parent,
    (select array_agg(a.attname::text order by x.n) from unnest(k.conkey) with ordinality x(attnum, n) join pg_attribute a on a.attrelid = k.conrelid and a.attnum = x.attnum) as here,
    (select array_agg(a.attname::text order by x.n) from unnest(k.confkey) with ordinality x(attnum, n) join pg_attribute a on a.attrelid = k.confrelid and a.attnum = x.attnum) as there
  from pg_constraint k where k.contype = 'f' and k.conrelid::regclass::text = any ($1) order by 2, 1`, [NAMES])).rows

/** Check constraints hold while COPY writes; foreign keys do not where triggers are off, so each is asked here of every row. */
export const brokenReferences = async (client: pg.ClientBase, say: (line: string) => void): Promise<readonly string[]> => {
  const broken: string[] = []
  for (const { name, child, parent, here, there } of await referencesOf(client)) {
    say(`Checking ${child}: ${name}`)
    const { rows: [found] } = await client.query<{ n: number }>(`select count(*)::int as n from ${child} c where ${here.map(column => `c.${column} is not null`).join(' and ')}
      and not exists (select from ${parent} p where ${here.map((column, at) => `p.${there[at]} = c.${column}`).join(' and ')})`)
    if (found?.n !== 0) broken.push(`${child}: ${found?.n} rows break ${name}`)
  }
  return broken
}

/** Of so many cases, by a hash of their key. */
const SAMPLE = 2_000
const CHILDREN = ['case_parties', 'incidents', 'entries', 'attachments', 'risk_assessments', 'contact_promises', 'matters', 'tool_facts', 'diary_items', 'reports', 'case_flags', 'disclosures'] as const
const WRONG: readonly (readonly [string, string])[] = [
  ['words a search finds', 'select count(*)::int from sample c left join case_words w on w.partnership_id = c.partnership_id and w.case_id = c.id where w.words is distinct from amity.words_of(c.partnership_id, c.id) or w.seers <> c.visible_to'],
  ['who is shown the case in lists', `select count(*)::int from sample c where array(select a.principal from case_access a where a.partnership_id = c.partnership_id and a.case_id = c.id order by 1) <> array(select v from unnest(c.visible_to) v where v <> 1 order by 1)`],
  ['what lists show', `select count(*)::int from sample c join case_access a on a.partnership_id = c.partnership_id and a.case_id = c.id where (a.status, a.stage, a.opened_at, a.next_due_at, a.last_contact_at, a.lead_agency_id, a.lead_officer_id, a.ward_code, a.category_code, a.severity, a.risk_band, a.flags, a.harmed_spoke_last, a.hidden_from, a.last_line_at)
    is distinct from (c.status, c.stage, c.opened_at, amity.next_due(c.partnership_id, c.id), coalesce(c.last_contact_at, '1900-01-01 00:00+00'), c.lead_agency_id, c.lead_officer_id, c.ward_code, c.category_code, c.severity, c.risk_band, c.flags, c.harmed_spoke_last, c.hidden_from, amity.last_line(c.partnership_id, c.id))`],
  ['counts of closed cases', `with kept as (select partnership_id, month, ward_code, category_code, verdict, sum(n) as n from closed_counts where ward_code <> '*' and category_code <> '*' group by 1, 2, 3, 4, 5),
    counted as (select partnership_id, date_trunc('month', closed_at at time zone 'Europe/London')::date as month, coalesce(ward_code, '') as ward_code, coalesce(category_code, '') as category_code, coalesce(harmed_verdict, 'not asked') as verdict, count(*) as n from cases where status = 'closed' group by 1, 2, 3, 4, 5)
    select count(*)::int as count from kept k full join counted c using (partnership_id, month, ward_code, category_code, verdict) where k.n is distinct from c.n`],
  ['counts of open cases', `with kept as (select partnership_id, lead_officer_id, ward_code, sum(n) as n, sum(high) as high, sum(spoke) as spoke from open_counts group by 1, 2, 3),
    counted as (select partnership_id, lead_officer_id, coalesce(ward_code, '') as ward_code, count(*) as n, count(*) filter (where risk_band = 'high') as high, count(*) filter (where harmed_spoke_last) as spoke from cases where status in ('open', 'on hold') group by 1, 2, 3)
    select count(*)::int as count from kept k full join counted c using (partnership_id, lead_officer_id, ward_code) where (k.n, k.high, k.spoke) is distinct from (c.n, c.high, c.spoke)`],
  ['who sees a case', `select count(*)::int from sample c where c.visible_to <> 1 || case when c.circle_id is not null then amity.circle_seers(c.partnership_id, c.circle_id) else array(select principal from agencies g where g.partnership_id = c.partnership_id and g.id = c.lead_agency_id) end`],
  ...CHILDREN.map(name => [`who sees ${name}`, `select count(*)::int from sample c join ${name} x on x.partnership_id = c.partnership_id and x.case_id = c.id left join case_child_tables t on t.name = '${name}'
    where x.visible_to <> c.visible_to || case when t.part is null${name === 'entries' || name === 'attachments' ? ` or x.visibility = 'restricted'` : ''} then '{}' else amity.part_viewers(c.partnership_id, c.id, t.part) end`] as const),
  ['circles without somebody in them', 'select count(*)::int from sample c where c.circle_id is not null and not exists (select from circle_members m where m.partnership_id = c.partnership_id and m.circle_id = c.circle_id and m.ended_at is null and m.officer_id = c.lead_officer_id)'],
]

/** What the database's own functions say of a sample, against what was written. @returns a line for each that differs */
export const wrongKept = async (client: pg.ClientBase): Promise<readonly string[]> => {
  await client.query('begin')
  try {
    await client.query(`create temporary table sample on commit drop as select * from cases order by hashint8(('x' || right(id::text, 8))::bit(32)::int8) limit ${SAMPLE}`)
    const wrong: string[] = []
    for (const [what, sql] of WRONG) {
      const { rows: [found] } = await client.query<{ count: number }>(sql)
      if (found?.count !== 0) wrong.push(`${what}: ${found?.count} differ`)
    }
    return wrong
  } finally {
    await client.query('rollback')
  }
}
