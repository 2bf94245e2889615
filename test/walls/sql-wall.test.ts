// The wall as SQL meets it: the pages' own login, with no context, a wrong one or a forged one, tries every table, key, function and side
// door there is. Found from the catalogue: a new table, index or function joins by existing.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { HIDDEN, hideAll } from './inference/hidden.ts'
import { keysOf, type Keys } from './inference/keys.ts'
import { actorOf } from './inference/rows.ts'
import { makeBase, openWorld, type Base, type World } from './inference/worlds.ts'
import { sourceFiles } from './source.ts'
import { look, type Context } from './sql/looker.ts'

let base: Base
let world: World & { readonly close: () => Promise<void> }
let hidden: Keys
let tables: readonly { readonly name: string; readonly hasCase: boolean; readonly columns: readonly string[]; readonly updates: readonly string[]; readonly inserts: boolean }[]
let dan: Context
let priya: Context

const contextOf = async (who: string): Promise<Context> => {
  const walker = base.walkers.find(one => one.who === who)
  const actor = walker === undefined ? undefined : await actorOf(world, walker)
  if (actor === undefined || actor.kind !== 'officer') throw new Error(`${who} is not there`)
  return { partnership: '1', actor: 'officer', principals: `{${actor.principals.join(',')}}`, officer: actor.officerId, agency: actor.agencyId, now: world.now.toISOString() }
}

beforeAll(async () => {
  base = await makeBase(30)
  world = await openWorld('sql', base, async (database, now) => { await hideAll(database, now) })
  hidden = await keysOf(world.database, 'hidden')
  const { rows } = await world.database.owner.query<(typeof tables)[number]>(`
    select c.relname as name, bool_or(a.attname = 'case_id') as "hasCase", has_table_privilege('amity_web', c.oid, 'insert') as inserts,
      coalesce(array_agg(a.attname::text order by a.attnum) filter (where has_column_privilege('amity_web', c.oid, a.attnum, 'select')), '{}') as columns,
      coalesce(array_agg(a.attname::text order by a.attnum) filter (where has_column_privilege('amity_web', c.oid, a.attnum, 'update') and a.attname not in ('id', 'partnership_id')), '{}') as updates
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where n.nspname = 'public' and c.relkind in ('r', 'v', 'p') group by c.oid, c.relname order by 1`)
  tables = rows
  dan = await contextOf('an officer of another agency')
  priya = await contextOf('an officer of the same agency outside the circle')
}, 600_000)
afterAll(async () => { await world.close(); await base.drop() })

const readable = () => tables.filter(({ columns }) => columns.length > 0)
const hiddenIn = (table: string): readonly string[] => hidden.filter(key => key.table === table).map(({ id }) => id)

test('without a context, and in the context of another partnership, no table shows a row', async () => {
  const everything: Context = { actor: 'officer', principals: `{${Array.from({ length: 200 }, (_, at) => at - 60).join(',')}}`, officer: dan.officer ?? '', agency: dan.agency ?? '' }
  for (const context of [{}, { partnership: '1' }, { partnership: '1', actor: 'public' }, { ...everything, partnership: '2' }, { ...everything, partnership: '' }, { ...everything, partnership: '0' }]) {
    const shown = await look(world.database, context, async ask => {
      const found: string[] = []
      for (const { name, columns } of readable()) if ((await ask(`select ${columns[0] ?? ''} from ${name} limit 1`)).count > 0) found.push(name)
      return found
    })
    expect([context, shown]).toEqual([context, 'partnership' in context && context.partnership === '1' ? PUBLISHED : []])
  }
})
/** What anybody may read of a partnership: what its public pages say. */
const PUBLISHED = ['agencies', 'categories', 'partnerships', 'postcodes', 'public_spaces_orders', 'settings', 'signposts', 'wards']

test('nobody reads, changes or takes away a hidden row of any table', async () => {
  for (const context of [dan, priya]) {
    const faults = await look(world.database, context, async ask => {
      const found: string[] = []
      for (const { name, updates, columns } of tables) {
        const ids = hiddenIn(name)
        if (ids.length === 0) continue
        if (columns.includes('id') && (await ask(`select id from ${name} where id = any ($1)`, [ids])).count > 0 && !(name === 'case_grants')) found.push(`${name} is read`)
        const [column] = updates
        if (column !== undefined && (await ask(`update ${name} set ${column} = ${column} where id = any ($1)`, [ids])).count > 0) found.push(`${name} is changed`)
        if ((await ask(`delete from ${name} where id = any ($1)`, [ids])).count > 0) found.push(`${name} is taken away`)
      }
      return found
    })
    expect(faults).toEqual([])
  }
})

test('nobody writes a row into a hidden case, whatever else it says', async () => {
  const rows = new Map<string, string>()
  const client = await world.database.owner.connect()
  await client.query('begin')
  await client.query('set local role amity_gate')
  for (const { name, hasCase, inserts } of tables) if (hasCase && inserts) {
    const { rows: [row] } = await client.query<{ row: string }>(`select to_jsonb(t)::text as row from ${name} t where case_id = $1 limit 1`, [HIDDEN[0]?.id])
    if (row !== undefined) rows.set(name, row.row)
  }
  await client.query('rollback')
  client.release()
  expect(rows.size).toBeGreaterThan(20)
  for (const context of [dan, priya]) {
    const taken = await look(world.database, context, async ask => {
      const found: string[] = []
      for (const [name, row] of rows) {
        const copy = JSON.stringify({ ...JSON.parse(row), id: crypto.randomUUID(), visible_to: [1, 2, 3], hidden_from: [] })
        const answer = await ask(`insert into ${name} select (jsonb_populate_record(null::${name}, $1::jsonb)).*`, [copy])
        if (answer.code === '') found.push(name)
      }
      return found
    })
    expect(taken).toEqual([])
  }
})

/** Keys by which a row names another, tried with a hidden record and with none: what is said must be the same. */
test('a foreign key to a hidden record is answered like one to nothing', async () => {
  const { rows: keys } = await world.database.owner.query<{ from: string; column: string; to: string }>(`
    select f.relname as from, a.attname as column, t.relname as to from pg_constraint k join pg_class f on f.oid = k.conrelid join pg_class t on t.oid = k.confrelid
      join pg_attribute a on a.attrelid = f.oid and a.attnum = k.conkey[2]
    where k.contype = 'f' and cardinality(k.conkey) = 2 and has_table_privilege('amity_web', f.oid, 'insert') and exists (select from pg_attribute v where v.attrelid = t.oid and v.attname = 'visible_to') order by 1, 2`)
  expect(keys.length).toBeGreaterThan(30)
  const told: string[] = []
  for (const key of keys) {
    const [target] = hiddenIn(key.to)
    if (target === undefined) { told.push(`${key.from}.${key.column}: nothing hidden in ${key.to}`); continue }
    const own = await ownRow(key.from)
    if (own === undefined) { told.push(`${key.from}.${key.column}: no row of their own`); continue }
    const tried = (value: string) => look(world.database, priya, ask => ask(`insert into ${key.from} select (jsonb_populate_record(null::${key.from}, $1::jsonb)).*`, [JSON.stringify({ ...own, id: crypto.randomUUID(), [key.column]: value })]))
    const [yes, no] = [await tried(target), await tried('01890000-0000-7000-8000-000000000000')]
    if (yes.code !== no.code) told.push(`${key.from}.${key.column}: ${yes.code} ${yes.says} against ${no.code} ${no.says}`)
  }
  expect(told).toEqual(FOREIGN_KEYS)
})
/** Keys that could not be tried this way, because an officer has no row of these to copy: grants and broken glass are tried in sharing.test.ts, secrets and links are written blind. */
const FOREIGN_KEYS: readonly string[] = [
  'case_grant_drafts.case_id: no row of their own', 'case_grants.case_id: no row of their own', 'disclosures.case_id: no row of their own', 'half_uploads.case_id: no row of their own', 'import_files.id: nothing hidden in imports', 'import_refusals.import_id: nothing hidden in imports', 'imported_rows.import_id: nothing hidden in imports', 'marker_evidence.marker_id: nothing hidden in markers', 'marker_reviews.marker_id: nothing hidden in markers',
  'message_secrets.message_id: no row of their own', 'referral_details.referral_id: nothing hidden in referrals', 'referrals.case_id: no row of their own', 'referrals.person_id: no row of their own', 'survey_links.survey_id: no row of their own',
]

/** A row of this table that Priya sees, as a pattern for one of her own. */
const ownRow = (table: string): Promise<Record<string, unknown> | undefined> => look(world.database, priya, async ask => {
  const columns = tables.find(({ name }) => name === table)?.columns ?? []
  const { rows: [found] } = await ask(`select to_jsonb(t) as row from (select ${columns.join(', ')} from ${table}) t limit 1`)
  return found === undefined ? undefined : JSON.parse(JSON.stringify(found['row'])) as Record<string, unknown>
})

test('every unique index a page can meet is known, and why it tells nothing', async () => {
  const { rows } = await world.database.owner.query<{ name: string }>(`select i.relname as name from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and x.indisunique and not x.indisprimary and has_any_column_privilege('amity_web', c.oid, 'insert') order by 1`)
  expect(rows.map(({ name }) => name)).toEqual(Object.keys(UNIQUE).toSorted())
})
/** Why a collision tells nobody of a row they do not see. */
const REFUSED_FIRST = 'a row that names what its writer does not see is refused before any index is asked'
const SEEN_BY_ALL = 'every officer of the partnership sees these rows'
const RANDOM = 'random and made by us, never chosen: a collision is tried again unseen'
const SERVICE = 'only the service writes these'
const OWN = 'an officer writes only their own, and may write it'
const UNIQUE: Readonly<Record<string, string>> = {
  agencies_partnership_id_name_key: SEEN_BY_ALL, categories_partnership_id_code_key: SEEN_BY_ALL, officers_email: SEEN_BY_ALL, paper_templates_partnership_id_agency_id_key_version_key: SEEN_BY_ALL, places_uprn: SEEN_BY_ALL, roles_partnership_id_name_key: SEEN_BY_ALL, setting_changes_number: SEEN_BY_ALL, settings_key: SEEN_BY_ALL,
  sharing_agreements_named: SEEN_BY_ALL, sharing_agreements_followed_once: SEEN_BY_ALL, certification_lines_partnership_id_certification_id_post_id_key: SEEN_BY_ALL, certifications_partnership_id_agency_id_quarter_key: SEEN_BY_ALL, certifiers_one: SEEN_BY_ALL, post_moves_one: SEEN_BY_ALL, training_gates_one: SEEN_BY_ALL, training_kinds_partnership_id_name_key: SEEN_BY_ALL, sharing_parties_once: SEEN_BY_ALL, signposts_partnership_id_code_key: SEEN_BY_ALL, teams_partnership_id_agency_id_name_key: SEEN_BY_ALL, context_files_partnership_id_source_month_force_key: SEEN_BY_ALL, context_incidents_partnership_id_source_source_file_source__key: SEEN_BY_ALL,
  api_keys_key_hash_key: RANDOM, calendar_feeds_partnership_id_token_hash_key: RANDOM, calendar_feeds_one: OWN, agency_exports_one: OWN, own_page_links_token_hash_key: RANDOM, report_drafts_partnership_id_key_key: RANDOM, cases_partnership_id_reference_key: RANDOM, reports_partnership_id_reference_key: RANDOM,
  circle_members_once: SERVICE, circles_standing: SERVICE, audit_heads_sent_partnership_id_agency_id_day_key: SERVICE, unusual_access_partnership_id_officer_id_rule_day_keeper_ag_key: SERVICE,
  case_closings_one_open: REFUSED_FIRST, case_flags_up: REFUSED_FIRST, case_grants_one: REFUSED_FIRST, case_merges_one: REFUSED_FIRST, case_parties_identified_once: REFUSED_FIRST, case_transfers_one_open: REFUSED_FIRST, contact_promises_one: REFUSED_FIRST, entries_corrects: REFUSED_FIRST,
  bundle_orders_partnership_id_case_id_version_key: REFUSED_FIRST, court_bundles_partnership_id_case_id_version_key: REFUSED_FIRST, court_chronologies_partnership_id_case_id_version_key: REFUSED_FIRST, court_chronology_lines_partnership_id_case_id_chronology_id_key: REFUSED_FIRST, statement_signatures_partnership_id_case_id_version_id_key: REFUSED_FIRST, witness_statements_partnership_id_case_id_statement_id_vers_key: REFUSED_FIRST,
  exhibits_file: REFUSED_FIRST, exhibits_named: REFUSED_FIRST, exhibits_sheet: REFUSED_FIRST, redactions_copy: REFUSED_FIRST,
  improvements_one_an_answer: REFUSED_FIRST, letters_partnership_id_case_id_number_key: REFUSED_FIRST, incidents_corrected_once: REFUSED_FIRST, own_page_links_one: REFUSED_FIRST, plans_partnership_id_case_id_person_id_key: REFUSED_FIRST, quality_reviews_partnership_id_case_id_month_key: REFUSED_FIRST, surveys_partnership_id_case_id_person_id_key: REFUSED_FIRST,
  diary_items_one_open: 'refused first; an agency with a grant that may add tasks learns of a task of the same kind in the case it was given',
  conflicts_once: 'each who declares has a key of their own: what others declared for somebody does not meet it',
  sensitive_places_once: 'the circle is part of it, and who writes one is in that circle',
  reports_external: 'the sender’s own key is part of it',
}

test('every function that looks across the wall answers nothing about a hidden case to the wrong context', async () => {
  const { rows: functions } = await world.database.owner.query<{ name: string; types: string[] }>(`select p.proname as name, array(select format_type(t, null) from unnest(p.proargtypes) t)::text[] as types from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname = 'amity' and p.prosecdef and has_function_privilege('amity_web', p.oid, 'execute') and p.prorettype <> 'trigger'::regtype order by 1`)
  expect(functions.length).toBeGreaterThan(40)
  const [secret] = HIDDEN
  // What was asked with may be said back; what it leads to may not.
  const spoken = ['Zephyr', secret?.personId ?? '']
  const said: string[] = []
  for (const context of [{}, { partnership: '2', actor: 'officer', principals: '{1,2,3}', officer: dan.officer ?? '', agency: dan.agency ?? '' }, { partnership: '1', actor: 'public' }, { partnership: '1', actor: 'person', own_case: HIDDEN[1]?.id ?? '' }, dan, priya]) {
    for (const { name, types } of functions) {
      const values = types.map(type => VALUES[type] ?? (type === 'uuid' ? secret?.id : type === 'text' ? secret?.reference : type === 'text[]' ? `{${secret?.reference ?? ''}}` : null))
      const answer = await look(world.database, context, ask => ask(`select to_jsonb(f) as said from amity.${name}(${values.map((_, at) => `$${at + 1}::${types[at] ?? 'text'}`).join(', ')}) f`, values))
      const text = JSON.stringify(answer.rows)
      if (spoken.some(word => text.includes(word)) || (answer.rows.some(row => row['said'] === true) && !(name in TRUE_OF_NO_CASE))) said.push(`${name}: ${text.slice(0, 100)}`)
    }
  }
  expect(said).toEqual([])
})
/** Functions that say yes to anything, and of what. */
const TRUE_OF_NO_CASE: Readonly<Record<string, string>> = { change_password: 'one’s own password', is_last_administrator: 'the officer named, and no record', spend_challenge: 'a number one made up oneself' }
const VALUES: Readonly<Record<string, unknown>> = { integer: 1, 'timestamp with time zone': '2026-01-01T00:00:00Z', interval: '1 hour', boolean: true, jsonb: '{}' }

test('what the planner knows is not told: statistics are shut, and an estimate for a hidden value is that for any other', async () => {
  await look(world.database, priya, async ask => {
    expect((await ask(`select from pg_stats where schemaname = 'public' and tablename <> 'migrations'`)).count).toBe(0)
    expect((await ask(`select from pg_stats_ext`)).count).toBe(0)
    expect((await ask('select * from pg_statistic limit 1')).code).toBe('42501')
    const rowsFor = async (title: string) => (await ask(`explain (format json) select * from cases where title = '${title}'`)).rows.map(row => JSON.stringify(row).match(/"Plan Rows":(\d+)/)?.[1])
    expect(await rowsFor(HIDDEN[0]?.marker ?? '')).toEqual(await rowsFor('Nothing is called this at all'))
  })
})

/** Side doors out of the database: [statement, the refusal]. */
const REFUSED: readonly (readonly [string, readonly string[]])[] = [
  ['set role amity_gate', ['42501']], ['set role postgres', ['42501', '22023']], ['set session authorization amity_gate', ['42501']], ['reset session authorization', ['']], ['alter role current_user superuser', ['42501']], ['alter role current_user bypassrls', ['42501']],
  ['create temporary table stolen (x int)', ['42501']], ['create table stolen (x int)', ['42501']], ['create table amity.stolen (x int)', ['42501']], ['create schema stolen', ['42501']], ['create function public.stolen() returns int language sql as $$ select 1 $$', ['42501']], ['create extension dblink', ['42501', '58P01', '0A000']],
  [`copy (select 1) to '/tmp/stolen'`, ['42501']], [`copy cases to program 'cat'`, ['42501']], [`copy cases from '/etc/passwd'`, ['42501', '0A000']], [`select pg_read_file('/etc/passwd')`, ['42501']], [`select pg_ls_dir('.')`, ['42501']], [`select lo_import('/etc/passwd')`, ['42501']], [`select lo_export(1, '/tmp/stolen')`, ['42501']],
  ['select * from pg_authid', ['42501']], ['select * from pg_largeobject', ['42501']], [`alter table cases disable row level security`, ['42501']], [`alter table cases no force row level security`, ['42501']], [`drop policy seen on cases`, ['42501']], [`create policy mine on cases using (true)`, ['42501']], [`truncate cases`, ['42501']], [`alter table cases disable trigger all`, ['42501']],
  [`set session_replication_role = replica`, ['42501']], [`select nextval('partnerships_id_seq')`, ['42501']], [`select last_value from partnerships_id_seq`, ['42501']], [`delete from audit_events`, ['42501']], [`insert into audit_events (partnership_id, actor, action, salt, digest, row_hash) values (1, 'officer', 'x', '', '', '')`, ['42501']], [`update sessions set officer_id = officer_id`, ['42501']],
  [`select password_hash from officers`, ['42501']], ['do $$ begin execute $x$set role amity_gate$x$; end $$', ['42501']], ['listen news', ['']],
]
test('no way out: roles, files, programs, temporary tables, policies, triggers and sequences are refused', async () => {
  await look(world.database, dan, async ask => {
    for (const [statement, codes] of REFUSED) expect([statement, codes.includes((await ask(statement)).code)]).toEqual([statement, true])
  })
})

test('switching row security off does not: the query is refused instead', async () => {
  await look(world.database, priya, async ask => {
    await ask('select 1')
    expect((await ask(`select set_config('row_security', 'off', true), (select count(*) from cases)`)).code).toMatch(/42501|^$/)
  })
})

test('no value a visitor sends can become SQL: every query is a template of fixed text with values beside it', () => {
  const faults = sourceFiles('src').filter(({ path }) => !/\.test\.tsx?$/.test(path)).flatMap(({ path, text }) => {
    const raw = /\bsql\.(raw|lit|literal)\b/.test(text) ? [`${path}: sql.raw`] : []
    const named = [...text.matchAll(/\bsql\.(id|ref|table)\(([^)'"`]*[a-z][^)]*)\)/gi)].map(([all]) => `${path}: ${all}`)
    const joined = /^src\/(db|jobs|cli)\//.test(path) ? [] : [...text.matchAll(/\.query(<[^(]*>)?\(`[^`]*\$\{/g)].map(([all]) => `${path}: ${all.slice(0, 60)}`)
    return [...raw, ...named, ...joined]
  })
  expect(faults).toEqual(FIXED_PIECES)
})
/** Statements put together from a list that stands in the file, or in the sections of a case, never from what is sent. */
const FIXED_PIECES = ['src/rooms/case-file/held-store.ts: sql.table(table)', 'src/rooms/leaving/export-store.ts: sql.raw', 'src/rooms/leaving/export-store.ts: sql.table(table)', 'src/rooms/leaving/export-store.ts: sql.table(table)']

test('the few functions that put SQL together take names from the catalogue or from fixed pieces alone', async () => {
  const { rows } = await world.database.owner.query<{ name: string }>(`select p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'amity' and p.prosrc ~* '\\mexecute\\M' order by 1`)
  expect(rows.map(({ name }) => name)).toEqual(['bury', 'merge_agencies', 'names_only_seen', 'open311_requests', 'protect', 'search_trail', 'sight_follows_merge', 'spread_case', 'spread_file', 'wall_by_act', 'wall_case_child', 'wall_file_child', 'wall_inside', 'wall_published', 'wall_rows'])
})
