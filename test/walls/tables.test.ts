// No table is born without its policy: row security is on and forced everywhere, and the web role owns nothing.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { ownersPool } from '#db/open.ts'
import { tablesSource } from '#db/generate-tables.ts'

let owner: pg.Pool
beforeAll(() => { owner = ownersPool(inject('database').owner) })
afterAll(() => owner.end())

const KEPT_BY_MIGRATE = ['migrations']

test('row security is forced on every table, and each has a policy', async () => {
  const { rows } = await owner.query<{ name: string; forced: boolean; policies: number }>(`
    select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as forced,
      (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind in ('r', 'p')`)
  expect(rows.length).toBeGreaterThan(30)
  expect(rows.filter(row => !KEPT_BY_MIGRATE.includes(row.name) && (!row.forced || row.policies === 0)).map(row => row.name)).toEqual([])
})

test('whatever hangs on a case is found by its case, whole, when who sees the case changes', async () => {
  const { rows } = await owner.query<{ name: string; found: boolean }>(`select t.name, exists (select from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[1]
      where i.indrelid = t.name::regclass and a.attname = 'case_id' and (i.indpred is null or pg_get_expr(i.indpred, i.indrelid) = '(case_id IS NOT NULL)')) as found from case_child_tables t`)
  expect(rows.length).toBeGreaterThan(40)
  expect(rows.filter(({ found }) => !found).map(({ name }) => `${name}: give it an index of (partnership_id, case_id), and of all its rows`)).toEqual([])
})

test('each flag that a case may have is found by an index of its own', async () => {
  const { rows } = await owner.query<{ flags: string; indexes: string }>(`select (select pg_get_constraintdef(oid) from pg_constraint where conname = 'case_flags_flag_check') as flags,
      (select string_agg(pg_get_expr(i.indpred, i.indrelid), ' ') from pg_index i where i.indrelid = 'case_access'::regclass and i.indpred is not null) as indexes`)
  const flags = [...(rows[0]?.flags ?? '').matchAll(/'([^']+)'::text/g)].map(([, flag]) => flag)
  expect(flags.length).toBeGreaterThan(8)
  expect(flags.filter(flag => !rows[0]?.indexes.includes(`('${flag}'::text = ANY (flags))`))).toEqual([])
})

const SUMS = ['closed_case_counts', 'open_case_counts']
test('every view looks with the eyes of whoever asks', async () => {
  const { rows } = await owner.query<{ name: string }>(`select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and (c.relkind = 'm' or c.relkind = 'v' and not coalesce(c.reloptions @> array['security_invoker=true'], false))`)
  // Sums whose lines nobody may see: behind a barrier, and every reading in them asks whose it is.
  const { rows: sums } = await owner.query<{ name: string; definition: string }>(`select c.relname as name, pg_get_viewdef(c.oid) as definition from pg_class c where c.relname = any ($1) and c.reloptions @> array['security_barrier=true']`, [SUMS])
  expect(sums.map(({ name }) => name).toSorted()).toEqual(SUMS)
  for (const { name, definition } of sums) expect([name, definition.split(/\b(?:open_counts|closed_counts|count_changes) [kl]\b/).length - 1, definition.match(/partnership_id = amity\.partnership\(\)/g)?.length, definition.match(/visible_to && \( SELECT amity\.principals\(\) AS principals\)/g)?.length, definition.match(/NOT \(?\w+\.hidden_from && \( SELECT amity\.principals\(\) AS principals\)/g)?.length]).toEqual([name, 2, 2, 2, 2])
  expect(rows.filter(({ name }) => !SUMS.includes(name)).map(row => `${row.name} would bypass the policies: create it with (security_invoker = true)`)).toEqual([])
})

test('the web role can bypass nothing, owns nothing, and reads nothing without a context', async () => {
  const { rows: roles } = await owner.query<{ rolname: string }>(`select rolname from pg_roles where (rolname like 'amity\\_login\\_%' or rolname in ('amity_web', 'amity_gate')) and (rolsuper or rolbypassrls)`)
  expect(roles).toEqual([])
  const { rows: owned } = await owner.query<{ relname: string }>(`select relname from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname = 'amity_web' or r.rolname like 'amity\\_login\\_%'`)
  expect(owned).toEqual([])
  const { rows: readable } = await owner.query<{ name: string }>(`select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind = 'r' and has_table_privilege('amity_web', c.oid, 'select')`)
  const client = await owner.connect()
  try {
    await client.query('begin')
    await client.query('set local role amity_web')
    for (const { name } of readable) expect([name, (await client.query(`select 1 from ${name} limit 1`)).rowCount]).toEqual([name, 0])
  } finally {
    await client.query('rollback')
    client.release()
  }
})

test('every definer function is the gate’s, fixes its search path, and is not open to everybody', async () => {
  const { rows } = await owner.query<{ name: string; owner: string; path: boolean; open: boolean; trigger: boolean }>(`
    select p.proname as name, r.rolname as owner, coalesce(p.proconfig::text like '%search_path%', false) as path,
      has_function_privilege('public', p.oid, 'execute') as open, p.prorettype = 'trigger'::regtype as trigger
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace join pg_roles r on r.oid = p.proowner where n.nspname = 'amity' and p.prosecdef`)
  expect(rows.filter(row => row.owner !== 'amity_gate' || !row.path || (row.open && !row.trigger)).map(row => row.name)).toEqual([])
})

test('tables.ts is what the migrations make (npm run tables writes it)', async () => {
  const written = readFileSync(fileURLToPath(new URL('../../src/db/tables.ts', import.meta.url)), 'utf8')
  expect(await tablesSource(owner)).toBe(written)
})
