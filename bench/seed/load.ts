// Writes the cases with COPY, five thousand at a time, each five thousand whole or not at all: a seed that was stopped goes on where it stood.
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { CASE_TABLES } from './case-tables.ts'
import { caseAt, FAMILY, type One } from './one-case.ts'
import type { Office } from './office.ts'
import { lineOf, type Table } from './table.ts'
import { WORK_TABLES } from './work-tables.ts'

export const TABLES: readonly Table[] = [...CASE_TABLES, ...WORK_TABLES]
/** Cases written whole or not at all. A multiple of FAMILY. */
export const CHUNK = 5_000
const BLOCK = 1 << 18

export type Loading = {
  readonly pool: pg.Pool
  /** Let the service's own triggers fill what they keep: slow, and only to compare with. */
  readonly throughTriggers: boolean
  readonly signal: AbortSignal
  readonly chunk: number
  readonly done: (cases: number) => void
}
export type Chunk = { readonly number: number; readonly office: Office; readonly first: number }

/** A line longer than this is not one of ours. */
const LONGEST = 1 << 16

/** Written into bytes line by line: the seed's words are ASCII, and turning one long text into bytes costs more than all the rest. */
function* blocks(table: Table, office: Office, families: readonly (readonly One[])[], columns: readonly number[] | undefined): Generator<Buffer> {
  let block = Buffer.allocUnsafe(BLOCK + LONGEST)
  let at = 0
  for (const family of families) {
    for (const row of table.rows(office, family)) {
      at += block.write(lineOf(columns === undefined ? row : columns.map(column => row[column] ?? null)), at, 'latin1')
      if (at < BLOCK) continue
      yield block.subarray(0, at)
      block = Buffer.allocUnsafe(BLOCK + LONGEST)
      at = 0
    }
  }
  if (at > 0) yield block.subarray(0, at)
}

const familiesFrom = (office: Office, first: number, chunk: number): readonly (readonly One[])[] => {
  const last = Math.min(office.most, first + chunk)
  return Array.from({ length: Math.ceil((last - first) / FAMILY) }, (_, family) =>
    Array.from({ length: Math.min(FAMILY, last - first - family * FAMILY) }, (_one, at) => caseAt(office, first + family * FAMILY + at)))
}

const copyTable = async (client: pg.PoolClient, table: Table, { office }: Chunk, families: readonly (readonly One[])[], throughTriggers: boolean): Promise<void> => {
  if (throughTriggers && table.isMade) return
  const columns = throughTriggers ? table.columns.flatMap((name, at) => table.kept.includes(name) ? [] : [at]) : undefined
  const names = columns === undefined ? table.columns : columns.map(at => table.columns[at])
  await pipeline(Readable.from(blocks(table, office, families, columns)), client.query(copyFrom(`copy ${table.name} (${names.join(', ')}) from stdin`)))
}

/** The whole session writes past the triggers, or as the service itself through them. Only the owner may turn them off. */
const prepare = async (client: pg.PoolClient, { office }: Chunk, throughTriggers: boolean): Promise<void> => {
  if (!throughTriggers) { await client.query('set local session_replication_role = replica'); return }
  await client.query(`select set_config('amity.partnership', $1, true), set_config('amity.actor', 'system', true), set_config('amity.now', $2, true)`, [String(office.partnershipId), new Date(office.now).toISOString()])
}

const writeChunk = async (client: pg.PoolClient, chunk: Chunk, { throughTriggers, chunk: size }: Loading): Promise<void> => {
  const families = familiesFrom(chunk.office, chunk.first, size)
  await client.query('begin')
  try {
    await client.query('set local synchronous_commit = off')
    await prepare(client, chunk, throughTriggers)
    for (const table of TABLES) await copyTable(client, table, chunk, families, throughTriggers)
    await client.query('insert into bench.chunks (number, first) values ($1, $2)', [chunk.number, chunk.first])
    await client.query('commit')
  } catch (problem) {
    await client.query('rollback')
    throw problem
  }
}

/** Two lanes: while one waits for the database, the other writes down its next five thousand cases. Through triggers, one: they count circles in order. */
export const load = async (chunks: readonly Chunk[], loading: Loading): Promise<void> => {
  const { pool, throughTriggers, signal, chunk: size, done } = loading
  const waiting = [...chunks]
  const lane = async (): Promise<void> => {
    const client = await pool.connect()
    try {
      for (let chunk = waiting.shift(); chunk !== undefined && !signal.aborted; chunk = waiting.shift()) {
        await writeChunk(client, chunk, loading)
        done(Math.min(size, chunk.office.most - chunk.first))
      }
    } finally {
      client.release()
    }
  }
  const lanes = await Promise.allSettled(Array.from({ length: throughTriggers ? 1 : 2 }, lane))
  for (const one of lanes) if (one.status === 'rejected') throw one.reason
}
