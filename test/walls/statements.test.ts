// No statement crosses from one partnership to another, but for these: so the same schema can be shared out over machines by partnership.
import { readFileSync } from 'node:fs'
import type pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { ownersPool } from '#db/open.ts'
import { sourceFiles } from './source.ts'
import { unbound } from './sql/bound.ts'

let owner: pg.Pool
let tables: ReadonlySet<string>
beforeAll(async () => {
  owner = ownersPool(inject('database').owner)
  const { rows } = await owner.query<{ name: string }>(`select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attname = 'partnership_id' where n.nspname = 'public' and c.relkind in ('r', 'p')`)
  tables = new Set(rows.map(({ name }) => name))
})
afterAll(() => owner.end())

/** Small, and the same everywhere: on several machines each would have a copy. */
const OF_ALL = ['case_child_tables', 'migrations', 'partnerships']

test('every table leads with its partnership, and so do its keys, its unique indexes and its foreign keys', async () => {
  const led = async (sql: string): Promise<readonly string[]> => (await owner.query<{ name: string }>(sql)).rows.map(({ name }) => name)
  expect(tables.size).toBeGreaterThan(100)
  expect(await led(`select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind in ('r', 'p')
    and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'partnership_id' and a.attnum = 1) order by 1`)).toEqual(OF_ALL)
  expect(await led(`select i.relname as name from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and x.indisunique and not c.relname = any ('{${OF_ALL.join(',')}}') and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'partnership_id' and a.attnum = x.indkey[0]) order by 1`)).toEqual(Object.keys(UNIQUE_ALONE))
  expect(await led(`select c.conname as name from pg_constraint c join pg_namespace n on n.oid = c.connamespace where n.nspname = 'public' and c.contype = 'f'
    and not exists (select from pg_attribute a where a.attrelid = c.conrelid and a.attname = 'partnership_id' and a.attnum = c.conkey[1]) order by 1`)).toEqual(['partnerships_id_triage_agency_id_fkey'])
  expect(await led(`select conname as name from pg_constraint where contype = 'x'`)).toEqual([])
})
/** Digests of 256 random bits: the partnership in front of them would change nothing, and every look-up knows it. */
const UNIQUE_ALONE: Readonly<Record<string, string>> = Object.fromEntries(['api_keys_key_hash_key', 'one_time_links_token_hash_key', 'own_page_links_token_hash_key', 'own_page_sessions_token_hash_key', 'sessions_token_hash_key', 'sign_in_steps_token_hash_key'].map(name => [name, 'a digest']))

test('whatever a page asks is held to its partnership by the policy of every table it touches', async () => {
  const { rows } = await owner.query<{ table: string; policy: string; using: string | null; check: string | null }>(`select tablename as table, policyname as policy, qual as using, with_check as check from pg_policies
    where schemaname = 'public' and permissive = 'PERMISSIVE' and not 'amity_gate' = any (roles)`)
  expect(rows.length).toBeGreaterThan(150)
  const held = (text: string | null): boolean => text === null || /\(*(?:partnership_id|id) = amity\.partnership\(\)/.test(text)
  // One that is joined by "or" at its outermost would let other rows in beside.
  const isOpen = (text: string | null): boolean => text !== null && /partnership_id = amity\.partnership\(\)\)?\s+OR\b/i.test(text)
  expect(rows.filter(({ using, check }) => !held(using) || !held(check) || (using === null && check === null) || isOpen(using) || isOpen(check)).map(({ table, policy }) => `${table}: ${policy}`)).toEqual([])
})

test('functions that look across the wall between agencies stay in one partnership all the same, but for these', async () => {
  const { rows } = await owner.query<{ name: string; body: string }>(`select p.proname as name, p.prosrc as body from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'amity' and p.prosecdef order by 1`)
  expect(rows.length).toBeGreaterThan(300)
  expect(rows.filter(({ body }) => unbound(body, tables).length > 0).map(({ name }) => name)).toEqual(Object.keys(FUNCTIONS))
})
const FUNCTIONS: Readonly<Record<string, string>> = {
  count_request: 'counts at a door before the partnership is known; its rows belong to none', court_papers_leave: 'both halves of a union are held to the partnership that is left, behind it',
  fold_counts: 'takes rows by keys found in its own partnership', marker_rules: 'the circle’s partnership is compared as a row', refill_case_access: 'writes the narrow table anew, for a restore or a migration: all partnerships, or one', refill_counts: 'counts all anew, for a restore or a migration', refill_last_lines: 'the same',
  sharing_follows_merge: 'a common table expression of the same grants is read again',
}

type Written = { readonly file: string; readonly sql: string }
/** Texts in code that connects as the owner or the gate, where row security holds nothing back. */
const ownersStatements = (): readonly Written[] => sourceFiles('src').filter(({ path, text }) => !path.includes('.test.') && /asGate|owner|\.query[<(]/.test(text)).flatMap(({ path, text }) =>
  [...text.matchAll(/`((?:[^`\\]|\\.)*)`|'((?:[^'\\\n]|\\.)*)'/g)].map(([, quoted, plain]) => quoted ?? plain ?? '').filter(sql => /\b(?:select|insert\s+into|update|delete\s+from)\b/i.test(sql)).map(sql => ({ file: path, sql })))

test('statements of the worker, the sealer and the console name their partnership, but for these', () => {
  const all = ownersStatements()
  expect(all.length).toBeGreaterThan(60)
  const crossing = all.filter(({ sql }) => unbound(sql, tables).length > 0).map(({ file }) => file.replace('src/', ''))
  expect([...new Set(crossing)].toSorted()).toEqual(Object.keys(ACROSS).filter(file => file !== 'jobs/queue-figures.ts').toSorted())
  // Put together from pieces, so that no single text shows it.
  expect(readFileSync('src/jobs/queue-figures.ts', 'utf8')).toContain('select ${moment} as moment from ${from}')
})
/** Each asks all partnerships at once which of them has work, or is done at the console for the whole service. */
const ACROSS: Readonly<Record<string, string>> = {
  'db/restore.ts': 'a restore is of the whole database', 'jobs/audit-rows.ts': 'its condition is put behind it where it is used', 'jobs/back-up-runs.ts': 'a back-up is of the whole database', 'jobs/outbox.ts': 'the relay takes news of all partnerships, oldest first', 'jobs/queue-figures.ts': 'counts for whoever runs the machines',
  'jobs/seal-audit.ts': 'which partnerships have lines to seal', 'jobs/verify-audit.ts': 'which partnerships have a trail', 'rooms/bundles/carry-out-orders.ts': 'which partnerships have a bundle to draw', 'rooms/evidence/look-after-files.ts': 'which partnerships have files to look after',
  'rooms/leaving/write-ordered.ts': 'which partnerships have own records to write', 'rooms/letters/send-waiting.ts': 'which partnerships have messages to send', 'rooms/sign-in/make-way-in.ts': 'seals every secret again under another key, at the console',
}

test('this way of reading finds what it is for', () => {
  const some = new Set(['cases', 'people'])
  for (const crossing of ['select * from cases where id = $1', 'select * from cases c join people p on p.id = c.person_id where c.partnership_id = $1', 'update cases set title = $1', 'delete from people', 'select 1 from cases c, people p where c.partnership_id = 1', 'select * from cases where $1 is null or partnership_id = $1']) expect([crossing, unbound(crossing, some).length]).toEqual([crossing, 1])
  for (const held of ['select * from cases where partnership_id = $1', 'select * from cases c join people p on p.partnership_id = c.partnership_id and p.id = c.person_id where c.partnership_id = $1', 'insert into cases (partnership_id, id) values ($1, $2)', 'select 1 from elsewhere', 'select * from cases c join people p using (partnership_id, id) where c.partnership_id = $1']) expect([held, unbound(held, some)]).toEqual([held, []])
})
