// Indexes that only make reading fast are taken away while millions of rows are written, remembered, and made again at the end.
import type pg from 'pg'
import { whole } from './whole.ts'

/** Fewer rows than this are written faster with their indexes in place. */
const WORTH = 50_000
/** Sorting for an index is faster with memory. */
const MEMORY = '512MB'

/** Those that hold no key or uniqueness, which COPY must not write past. Idempotent: what is already away stays remembered. */
export const takeIndexesAway = async (pool: pg.Pool, cases: number, tables: readonly string[]): Promise<void> => {
  await pool.query('create table if not exists bench.indexes (name text primary key, made_by text not null)')
  if (cases < WORTH) return
  await whole(pool, async client => {
    const { rows } = await client.query<{ name: string; made_by: string }>(`select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as made_by from pg_index i
      where i.indrelid::regclass::text = any ($1) and not i.indisunique`, [tables])
    for (const { name, made_by: madeBy } of rows) {
      await client.query('insert into bench.indexes (name, made_by) values ($1, $2)', [name, madeBy])
      await client.query(`drop index ${name}`)
    }
    for (const table of tables) await client.query(`alter table ${table} set (autovacuum_enabled = off)`)
  })
}

/** Two at a time, each in a session of its own. */
const inLanes = async <T>(pool: pg.Pool, all: readonly T[], one: (client: pg.PoolClient, what: T) => Promise<unknown>): Promise<void> => {
  const waiting = [...all]
  const lane = async (): Promise<void> => {
    const client = await pool.connect()
    try {
      await client.query(`set maintenance_work_mem = '${MEMORY}'; set max_parallel_maintenance_workers = 0`)
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await one(client, next)
    } finally {
      await client.query('rollback; reset all').catch(() => undefined)
      client.release()
    }
  }
  const lanes = await Promise.allSettled([lane(), lane()])
  for (const each of lanes) if (each.status === 'rejected') throw each.reason
}

/** The longest first, as their kind tells. One that was made before a stop is not made twice. */
export const makeIndexesAgain = async (pool: pg.Pool, say: (line: string) => void): Promise<void> => {
  const { rows } = await pool.query<{ name: string; made_by: string }>(`select name, made_by from bench.indexes order by made_by like '%USING gin%' desc, name like 'entries%' desc, name`)
  await inLanes(pool, rows, async (client, { name, made_by: madeBy }) => {
    say(`Making ${name}`)
    await client.query('begin')
    await client.query(madeBy)
    await client.query('delete from bench.indexes where name = $1', [name])
    await client.query('commit')
  })
}

/** Dead rows there are none; what is visible to all is marked, and the planner told what there is. */
export const tidy = async (pool: pg.Pool, tables: readonly string[]): Promise<void> => {
  for (const table of tables) await pool.query(`alter table ${table} reset (autovacuum_enabled)`)
  const { rows } = await pool.query<{ name: string }>(`select oid::regclass::text as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by relpages desc`)
  await inLanes(pool, rows, (client, { name }) => client.query(`vacuum (analyze) ${name}`))
}
