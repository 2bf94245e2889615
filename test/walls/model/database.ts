// One invented partnership inside a transaction that is never kept, and what the database shows in it to each officer as the pages' role.
import type pg from 'pg'
import { digestOf } from '#web/csrf.ts'
import { at, id, insertPost, P } from './steps.ts'
import type { Seen } from './rules.ts'
import type { State } from './state.ts'

const AS_SYSTEM = `select set_config('amity.actor', 'system', true), set_config('amity.principals', '{1}', true), set_config('amity.officer', '', true), set_config('amity.agency', '', true), set_config('amity.partnership', '${P}', true)`
const clock = (state: State): string => `select set_config('amity.now', '${at(state.hour)}', true)`
const token = (officer: number, agency: number): string => digestOf(`model ${officer} ${agency}`)

/** Agencies, officers with their posts, places, and a session of everybody at every agency. */
export const begin = async (client: pg.Client, state: State): Promise<void> => {
  const agencies = Array.from({ length: state.agencies }, (_, n) => n)
  const statements = [
    'begin', 'set local jit = off', 'set local plan_cache_mode = force_generic_plan', 'set local role amity_gate', AS_SYSTEM, clock(state), `insert into partnerships (id, name, is_demonstration) values (${P}, 'Model', true)`,
    ...agencies.map(n => `insert into agencies (partnership_id, id, name, short_name, kind) values (${P}, '${id('agency', n)}', 'Agency ${n}', 'A${n}', 'other')`),
    `update partnerships set triage_agency_id = '${id('agency', 0)}' where id = ${P}`,
    `insert into roles (partnership_id, id, name, acts) values (${P}, '${id('role', 0)}', 'Officer', '{}'), (${P}, '${id('role', 1)}', 'Manager', array['see restricted']), (${P}, '${id('role', 2)}', 'Administrator', array['run the partnership'])`,
    // Somebody must run the partnership; they take no part.
    `insert into officers (partnership_id, id, name, email) values (${P}, '${id('officer', 99)}', 'Ada', 'ada@model.test')`, `insert into posts (partnership_id, officer_id, agency_id, role_id) values (${P}, '${id('officer', 99)}', '${id('agency', 0)}', '${id('role', 2)}')`,
    ...Array.from({ length: state.places }, (_, n) => `insert into places (partnership_id, id, kind, address) values (${P}, '${id('place', n)}', 'home', 'Home ${n}')`),
    ...state.officers.flatMap(officer => [
      `insert into officers (partnership_id, id, name, email) values (${P}, '${id('officer', officer.n)}', 'O${officer.n}', 'o${officer.n}@model.test')`,
      ...officer.posts.map(post => insertPost(officer.n, post.agency, post.manager)),
      ...agencies.map(agency => `select amity.start_session(${P}, '${token(officer.n, agency)}', '${id('officer', officer.n)}', '${id('agency', agency)}', '${at(0)}', '${at(100_000)}', '')`),
    ]),
    'set local role amity_web',
  ]
  await client.query(statements.join(';\n'))
  if (prepared.has(client)) return
  prepared.add(client)
  await client.query(PREPARE)
}

/** Rows of the narrow table (0090) that do not say what the case, its diary or its words say now. */
const STALE = `(select a.case_id as id from case_access a join cases c on c.partnership_id = a.partnership_id and c.id = a.case_id
  where (a.status, a.stage, a.opened_at, a.lead_agency_id, a.lead_officer_id, a.ward_code, a.category_code, a.severity, a.risk_band, a.flags, a.harmed_spoke_last, a.hidden_from)
    is distinct from (c.status, c.stage, c.opened_at, c.lead_agency_id, c.lead_officer_id, c.ward_code, c.category_code, c.severity, c.risk_band, c.flags, c.harmed_spoke_last, c.hidden_from)
  or a.next_due_at <> coalesce((select min(d.due_at) from diary_items d where d.case_id = c.id and d.done_at is null and d.cancelled_at is null), '9999-01-01 00:00+00') or a.last_line_at <> coalesce((select max(e.happened_at) from entries e where e.case_id = c.id), '1900-01-01 00:00+00')) stale`
/** Officers of whom the team's board (0305) says otherwise than the cases: how many are late, and how many nothing was written in. */
const OVERDUE = `with board as (select officer_id, late, stale from amity.team_overdue('${at(40)}', '${at(20)}')),
    counted as (select lead_officer_id, late, stale from (select lead_officer_id, count(distinct case_id) filter (where next_due_at < '${at(40)}')::int as late, count(distinct case_id) filter (where status = 'open' and last_line_at < '${at(20)}' and opened_at < '${at(20)}')::int as stale
      from case_access where status in ('open', 'on hold') and lead_agency_id = amity.agency() group by 1) n where late + stale > 0)
  (select * from board except select * from counted) union all (select * from counted except select * from board)`
/** One for each count that is kept (0212) and is not what counting the cases says. */
const WRONG_COUNTS = `(select coalesce(jsonb_agg(1), '[]') from (
  with kept as (select lead_agency_id::text, lead_officer_id::text, ward_code, '' as verdict, sum(n) as n, sum(high) as high, sum(spoke) as spoke, sum(closing) as closing from open_case_counts group by 1, 2, 3
      union all select month::text, category_code, ward_code, verdict, sum(n), 0, 0, 0 from closed_case_counts group by 1, 2, 3, 4),
    counted as (select lead_agency_id::text, lead_officer_id::text, coalesce(ward_code, '') as ward_code, '' as verdict, count(*) as n, count(*) filter (where risk_band = 'high') as high, count(*) filter (where harmed_spoke_last) as spoke, count(*) filter (where stage = 'closing') as closing from cases where status in ('open', 'on hold') group by 1, 2, 3
      union all select date_trunc('month', closed_at at time zone 'Europe/London')::date::text, y, w, coalesce(harmed_verdict, 'not asked'), count(*), 0, 0, 0 from cases cross join lateral unnest(array[coalesce(ward_code, ''), '*']) w cross join lateral unnest(array[category_code, '*']) y where status = 'closed' group by 1, 2, 3, 4)
  (select * from kept where (n, high, spoke, closing) <> (0, 0, 0, 0) except select * from counted) union all (select * from counted except select * from kept)
  union all (select officer_id::text, '', '', '', late, stale, 0, 0 from (${OVERDUE}) o)) wrong)`
/** Fails when what stands for a circle, and on its case, is not what its members say (0298). */
const UNSETTLED = `set local role amity_gate; do $$ begin
  if exists (select from circles q join cases c on c.partnership_id = q.partnership_id and c.circle_id = q.id where q.partnership_id = ${P} and (q.seers <> amity.circle_seers(q.partnership_id, q.id) or not c.visible_to @> q.seers
    or exists (select from unnest(c.visible_to) v where v <> 1 and v <> all (q.seers) and not exists (select from glass_breaks b join officers o on o.id = b.officer_id where b.case_id = c.id and b.ended_at is null and o.principal = v))))
  then raise exception 'A circle is not what its members say'; end if;
  if exists (select from circle_members m join circles q on q.partnership_id = m.partnership_id and q.id = m.circle_id where m.partnership_id = ${P} and m.holds <> (q.kind <> 'case')) then raise exception 'A membership says otherwise than its circle'; end if;
end $$; set local role amity_web`
const TABLES = ['cases', 'case_parties', 'incidents', 'entries', 'attachments', 'risk_assessments', 'plans', 'case_transfers', 'case_grants', 'people', 'diary_items', 'reports'] as const
/** Rows of the history itself: what the service adds by itself (a task for a manager, say) has keys of its own. */
const listed = (from: string): string => `(select coalesce(jsonb_agg(substr(id::text, 31)::int order by id), '[]') from ${from} where id::text like '00000000-0000-7000-8000-%')`

/** Sessions are looked up as at the beginning: that they end unused is not what is tried here. */
const lookAs = (state: State, officer: number, agency: number): string => `
  select set_config('amity.actor', case when s.f is null or (s.f ->> 'ended')::boolean then '' else 'officer' end, true), set_config('amity.officer', coalesce(s.f ->> 'officerId', ''), true), set_config('amity.agency', coalesce(s.f ->> 'agencyId', ''), true),
    set_config('amity.principals', case when s.f is null or (s.f ->> 'ended')::boolean then '' else coalesce(translate(s.f ->> 'principals', '[]', '{}'), '') end, true) from (select amity.find_officer(${P}, '${token(officer, agency)}', '${at(0)}', '1 hour') as f) s;
  execute look(array[${state.cases.map(one => `'M-${one.n}'`).join(', ')}]::text[])`

/** Planned once for all looks: planning it takes longer than looking. The plan is the pages' role's. */
const PREPARE = `prepare look(text[]) as select amity.actor() as asking, jsonb_build_object('heads', ${listed('unnest($1) r cross join lateral amity.shared_case(r)')}, 'case_access', ${listed('(select distinct case_id as id from case_access) mine')}, 'stale_access', ${listed(STALE)}, 'wrong_counts', ${WRONG_COUNTS}, ${TABLES.map(table => `'${table}', ${listed(table)}`).join(', ')}) as seen`
const prepared = new WeakSet<pg.Client>()

export type Looked = { readonly officer: number; readonly agency: number; readonly seen: Seen | undefined }

/** Takes one step and looks as every officer at every agency they ever had a post in. */
export const stepAndLook = async (client: pg.Client, state: State, step: string): Promise<readonly Looked[]> => {
  const who = state.officers.flatMap(officer => officer.posts.map(post => ({ officer: officer.n, agency: post.agency })))
  // Now and then what changed is folded, half of it: neither must be seen in the sums.
  const fold = state.hour % 3 === 0 ? ['select amity.fold_counts(4)'] : []
  const text = [AS_SYSTEM, clock(state), step, ...fold, `select amity.end_lapsed(${P}, '${at(state.hour)}')`, UNSETTLED, ...who.map(one => lookAs(state, one.officer, one.agency))].join(';\n')
  // Several statements in one message answer a list of results.
  const results = await client.query(text) as unknown as readonly pg.QueryResult<{ asking?: string | null; seen?: Seen }>[]
  const looks = results.flatMap(({ rows }) => rows).filter(row => row.seen !== undefined)
  return who.map((one, place) => ({ ...one, seen: looks[place]?.asking === 'officer' ? looks[place].seen : undefined }))
}
