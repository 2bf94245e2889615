// Native partitions by partnership, with the real row policies on: 300 partnerships in one table, in 16 and in 64 parts by hash, and in one part each.
// npm run bench -- partitions [--partnerships 300] [--cases 300000] [--times 1500]
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type pg from 'pg'
import { startEmbedded } from '#db/embedded.ts'
import { openDatabase } from '#db/open.ts'

const { values } = parseArgs({ options: { partnerships: { type: 'string', default: '300' }, cases: { type: 'string', default: '300000' }, times: { type: 'string', default: '1500' } }, allowPositionals: true })
const [PARTNERSHIPS, CASES, TIMES] = [Number(values.partnerships), Number(values.cases), Number(values.times)]
const say = (line: string): void => { process.stdout.write(`${line}\n`) }

/** Parts of a table: how it is cut, and the parts. */
const LAYOUTS: Readonly<Record<string, { readonly cut: string; readonly parts: (table: string) => readonly string[] }>> = {
  'one table': { cut: '', parts: () => [] },
  '16 by hash': { cut: 'partition by hash (partnership_id)', parts: table => byHash(table, 16) },
  '64 by hash': { cut: 'partition by hash (partnership_id)', parts: table => byHash(table, 64) },
  'one each': { cut: 'partition by list (partnership_id)', parts: table => Array.from({ length: PARTNERSHIPS }, (_none, at) => `create table ${table}_${at + 1} partition of ${table} for values in (${at + 1})`) },
}
const byHash = (table: string, parts: number): readonly string[] => Array.from({ length: parts }, (_none, at) => `create table ${table}_${at} partition of ${table} for values with (modulus ${parts}, remainder ${at})`)

const tableOf = (layout: string): string => `bench_${layout.replaceAll(' ', '_')}`

/** The shape of cases and of their narrow list, with the policies every protected table has. Sizes differ as places do: the largest has hundreds of times the smallest. */
const make = async (owner: pg.Pool, layout: string): Promise<number> => {
  const [table, how] = [tableOf(layout), LAYOUTS[layout]]
  if (how === undefined) throw new Error('no such layout')
  await owner.query(`create table ${table} (partnership_id int not null, id uuid not null default amity.new_id(), reference text not null, title text not null, status text not null, opened_at timestamptz not null,
    visible_to int[] not null, hidden_from int[] not null default '{}', primary key (partnership_id, id)) ${how.cut}`)
  for (const part of how.parts(table)) await owner.query(part)
  await owner.query(`create index on ${table} (partnership_id, status, opened_at desc, id desc)`)
  await owner.query(`create unique index on ${table} (partnership_id, reference)`)
  await owner.query(`select amity.wall_rows('${table}', false)`)
  const began = performance.now()
  await owner.query(`set role amity_gate; insert into ${table} (partnership_id, reference, title, status, opened_at, visible_to)
    select 1 + floor(${PARTNERSHIPS} * power(random(), 3))::int, 'R' || n, 'Noise at number ' || n, case when random() < 0.1 then 'open' else 'closed' end, now() - random() * interval '5 years', array[1, 2 + (n % 7)]
    from generate_series(1, ${CASES}) n; reset role`)
  const seconds = (performance.now() - began) / 1000
  await owner.query(`vacuum analyze ${table}`)
  return CASES / seconds
}

const asOfficer = async <Answer>(pool: pg.Pool, partnership: number, act: (client: pg.PoolClient) => Promise<Answer>): Promise<Answer> => {
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query('set local role amity_web')
    await client.query(`select set_config('amity.partnership', $1, true), set_config('amity.actor', 'officer', true), set_config('amity.principals', '{2,3,4}', true), set_config('jit', 'off', true)`, [String(partnership)])
    return await act(client)
  } finally {
    await client.query('rollback')
    client.release()
  }
}

type Asked = { readonly name: string; readonly sql: (table: string) => string; readonly values: (partnership: number, reference: string) => readonly unknown[] }
/** As our stores ask: by no partnership, for the policy says it; and the same with the partnership said. */
const ASKED: readonly Asked[] = [
  { name: 'list of 20', sql: table => `select reference, title, opened_at from ${table} where status = 'open' order by opened_at desc, id desc limit 20`, values: () => [] },
  { name: 'list, partnership said', sql: table => `select reference, title, opened_at from ${table} where partnership_id = $1 and status = 'open' order by opened_at desc, id desc limit 20`, values: partnership => [partnership] },
  { name: 'one by reference', sql: table => `select reference, title from ${table} where reference = $1`, values: (_partnership, reference) => [reference] },
  { name: 'insert', sql: table => `insert into ${table} (partnership_id, reference, title, status, opened_at, visible_to) values ($1, amity.new_id()::text, 'x', 'open', now(), '{1,2}')`, values: partnership => [partnership] },
]

const quantile = (times: readonly number[], q: number): number => times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * q))] ?? 0
const measure = async (owner: pg.Pool, layout: string, asked: Asked): Promise<{ readonly p50: number; readonly p99: number }> => {
  const [table, times] = [tableOf(layout), [] as number[]]
  const { rows } = await owner.query<{ partnership: number; reference: string }>(`select partnership_id as partnership, reference from ${table} tablesample bernoulli (3) limit ${TIMES}`)
  for (let n = 0; n < TIMES + 100; n += 1) {
    const { partnership, reference } = rows[n % rows.length] ?? { partnership: 1, reference: '' }
    const took = await asOfficer(owner, partnership, async client => {
      const began = performance.now()
      await client.query(asked.sql(table), [...asked.values(partnership, reference)])
      return performance.now() - began
    })
    if (n >= 100) times.push(took)
  }
  return { p50: quantile(times, 0.5), p99: quantile(times, 0.99) }
}

type Plan = { readonly 'Relation Name'?: string; readonly 'Actual Loops'?: number; readonly Plans?: readonly Plan[] }
const scanned = (plan: Plan): readonly string[] => [...plan['Relation Name'] === undefined || plan['Actual Loops'] === 0 ? [] : [plan['Relation Name']], ...(plan.Plans ?? []).flatMap(scanned)]
/** How many parts a question really reads, and what planning it costs. */
const planOf = async (owner: pg.Pool, layout: string, { sql, values: valuesFor }: Asked): Promise<{ readonly parts: number; readonly planning: number }> => asOfficer(owner, 7, async client => {
  const found: number[] = []
  let parts = 0
  for (let n = 0; n < 9; n += 1) {
    const { rows: [row] } = await client.query<{ 'QUERY PLAN': readonly { readonly Plan: Plan; readonly 'Planning Time': number }[] }>(`explain (analyze, format json) ${sql(tableOf(layout))}`, [...valuesFor(7, 'R7')])
    const [explained] = row?.['QUERY PLAN'] ?? []
    if (explained !== undefined) { found.push(explained['Planning Time']); parts = new Set(scanned(explained.Plan)).size }
  }
  return { parts, planning: quantile(found, 0.5) }
})

const run = async (): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'amity-partitions-'))
  chmodSync(folder, 0o711)
  const embedded = await startEmbedded(folder, () => undefined, { fast: true })
  const database = await openDatabase({ owner: embedded.owner, secret: 'for benches only: thirty-two characters or more', say: () => undefined })
  try {
    say(`${PARTNERSHIPS} partnerships, ${CASES} cases, each asked ${TIMES} times, milliseconds\n`)
    say('| Layout | Rows loaded a second | Asked | p50 | p99 | Planning | Parts read |\n|---|---:|---|---:|---:|---:|---:|')
    for (const layout of Object.keys(LAYOUTS)) {
      const loaded = await make(database.owner, layout)
      for (const asked of ASKED) {
        const plan = asked.name === 'insert' ? { parts: 1, planning: 0 } : await planOf(database.owner, layout, asked)
        const { p50, p99 } = await measure(database.owner, layout, asked)
        say(`| ${layout} | ${Math.round(loaded)} | ${asked.name} | ${p50.toFixed(2)} | ${p99.toFixed(2)} | ${asked.name === 'insert' ? '' : plan.planning.toFixed(2)} | ${asked.name === 'insert' ? '' : plan.parts} |`)
      }
    }
  } finally {
    await database.close()
    await embedded.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

await run()
