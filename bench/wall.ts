// The cost of the wall at a million cases: lists, points, badges and search as the pages' role with row security on, against the same
// statements by the owner with it off. DATABASE_URL=<an empty scratch database> node bench/run.mjs wall [CASES] [RUNS]
import { cpus, tmpdir, totalmem } from 'node:os'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { openDatabase } from '#db/open.ts'
import { seedWall, type Seeded } from './wall-seed.ts'
import { wallQueries, type WallQuery } from './wall-queries.ts'

const [howMany = '1000000', howOften = '60'] = process.argv.slice(2)
const url = process.env['DATABASE_URL']
if (url === undefined || !/^\d+$/.test(howMany) || !/^\d+$/.test(howOften)) throw new Error('DATABASE_URL=… node bench/run.mjs wall [CASES] [RUNS]')
const [cases, runs] = [Number(howMany), Number(howOften)]

const quantile = (values: readonly number[], share: number): number => values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0
const round = (value: number): number => Math.round(value * 1000) / 1000

const contextOf = ({ partnershipId, officer }: Seeded): string => `select set_config('amity.partnership', '${partnershipId}', true), set_config('amity.actor', 'officer', true), set_config('amity.principals', '{${officer.principals.join(',')}}', true),
  set_config('amity.officer', '${officer.id}', true), set_config('amity.agency', '${officer.agencyId}', true), set_config('amity.now', '2026-06-01T09:00:00Z', true)`

/** Times one statement alone, in a transaction whose context is set before the clock starts. @returns milliseconds and rows */
const timeOne = async (client: pg.Client, seeded: Seeded, role: string | undefined, text: string): Promise<{ readonly ms: number; readonly rows: number }> => {
  await client.query('begin read only')
  if (role !== undefined) await client.query(`set local role ${role}`)
  await client.query(contextOf(seeded))
  const began = performance.now()
  const { rowCount, rows } = await client.query<{ n?: number }>(text)
  const ms = performance.now() - began
  await client.query('rollback')
  return { ms, rows: rowCount === 1 && typeof rows[0]?.n === 'number' ? rows[0].n : rowCount ?? 0 }
}

/** On and off by turns, so that whatever else the machine does falls on both. */
const measure = async (client: pg.Client, seeded: Seeded, { name, on, off }: WallQuery) => {
  const [with_, without]: [number[], number[]] = [[], []]
  let rows: readonly number[] = []
  for (let run = 0; run < runs + 3; run += 1) {
    const [a, b] = [await timeOne(client, seeded, 'amity_web', on), await timeOne(client, seeded, undefined, off)]
    rows = [a.rows, b.rows]
    // The first few warm the caches.
    if (run >= 3) { with_.push(a.ms); without.push(b.ms) }
  }
  return { name, rows, on: round(quantile(with_, 0.5)), off: round(quantile(without, 0.5)), on95: round(quantile(with_, 0.95)), off95: round(quantile(without, 0.95)), ratio: round(quantile(with_, 0.5) / quantile(without, 0.5)) }
}

const database = await openDatabase({ owner: { connectionString: url }, secret: 'a bench is no secret, and long', say: line => { console.log(line) } })
const began = performance.now()
const seeded = await seedWall(database, cases)
console.log(`${cases} cases in ${Math.round((performance.now() - began) / 1000)} s; the officer sees ${seeded.officer.sees}`)
const client = new pg.Client(url)
await client.connect()
await client.query(`set jit = off`)
const results = []
for (const query of wallQueries(seeded)) {
  const result = await measure(client, seeded, query)
  results.push(result)
  console.log(`${result.name.padEnd(46)} on ${String(result.on).padStart(9)} ms  off ${String(result.off).padStart(9)} ms  ratio ${String(result.ratio).padStart(6)}  rows ${result.rows.join('/')}`)
}
const { rows: sizes } = await client.query<{ name: string; size: string }>(`select relname as name, pg_size_pretty(pg_total_relation_size(oid)) as size from pg_class where relname in ('cases', 'case_access', 'case_words', 'entries', 'diary_items') order by 1`)
await client.end()
const worst = Math.max(...results.map(({ ratio }) => ratio))
const report = { on: new Date().toISOString().slice(0, 10), machine: `${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), ${(totalmem() / 1e9).toFixed(0)} GB`, cases, runs, sees: seeded.officer.sees, sizes, worst, within: worst <= 1.5, results }
writeFileSync(join(tmpdir(), 'amity-bench-wall.json'), JSON.stringify(report, undefined, 2))
console.log(JSON.stringify({ ...report, results: undefined }, undefined, 2))
await database.close()
