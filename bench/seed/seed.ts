// One seed from beginning to end: found the partnerships, write their cases, prove what was written, measure the tables.
import type pg from 'pg'
import { makeIndexesAgain, takeIndexesAway, tidy } from './indexes.ts'
import { CHUNK, load, TABLES, type Chunk } from './load.ts'
import { addOffice, type Office } from './office.ts'
import { brokenReferences, wrongKept } from './prove.ts'
import { whole } from './whole.ts'

export type Seeding = {
  readonly pool: pg.Pool; readonly cases: number; readonly partnerships: number; readonly now: Date
  readonly say: (line: string) => void; readonly progress: (line: string) => void; readonly signal: AbortSignal
  readonly throughTriggers?: boolean; readonly chunk?: number
}
export type Seeded = { readonly finished: boolean; readonly cases: number; readonly seconds: number; readonly offices: readonly Office[] }

/** Unequal as councils are: the largest holds about a sixth of 300. */
export const sizesOf = (cases: number, partnerships: number): readonly number[] => {
  const weights = Array.from({ length: partnerships }, (_, n) => 1 / (n + 1))
  const all = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map(weight => Math.max(20, Math.round(cases * weight / all)))
}

type Begun = { readonly number: number; readonly office: Office }
const begun = async (pool: pg.Pool): Promise<readonly Begun[]> => {
  await pool.query(`create schema if not exists bench; create table if not exists bench.seeds (number int primary key, asked text not null, office jsonb not null);
    create table if not exists bench.chunks (number int not null, first int not null, primary key (number, first))`)
  return (await pool.query<Begun>('select number, office from bench.seeds order by number')).rows
}

const found = async (pool: pg.Pool, asked: string, number: number, { cases, now, host }: { readonly cases: number; readonly now: Date; readonly host: string | undefined }): Promise<void> =>
  whole(pool, async client => {
    await client.query('set local role amity_gate')
    const office = await addOffice(client, { most: cases, now, host, number })
    // The trail of the seed itself is this one line: a million cases were not opened by anybody.
    await client.query(`select amity.write_audit('seed', 'partnerships', $1, 'a bench', $2::jsonb)`, [String(office.partnershipId), JSON.stringify({ cases })])
    await client.query('reset role')
    await client.query('insert into bench.seeds (number, asked, office) values ($1, $2, $3)', [number, asked, JSON.stringify(office)])
  })

const begin = async ({ pool, cases, partnerships, now, say }: Seeding): Promise<readonly Begun[]> => {
  const asked = `${cases} cases in ${partnerships}`
  const { rows: [owner] } = await pool.query<{ rolsuper: boolean }>('select rolsuper from pg_roles where rolname = current_user')
  if (owner?.rolsuper !== true) throw new Error('A seed turns triggers off while it writes, which only a superuser may: connect as one.')
  const before = await begun(pool)
  const { rows: [there] } = await pool.query<{ others: number; asked: string | null }>(`select (select count(*) from partnerships)::int as others, (select min(asked) from bench.seeds) as asked`)
  if (before.length === 0 && there?.others !== 0) throw new Error('This database holds a partnership already. Give an empty one.')
  if (before.length > 0 && there?.asked !== asked) throw new Error(`This database was begun with ${there?.asked}. Go on with that, or give an empty one.`)
  if (before.length > 0) say('Going on with a seed that was stopped.')
  const sizes = sizesOf(cases, partnerships)
  for (let number = before.length + 1; number <= partnerships; number += 1) {
    await found(pool, asked, number, { cases: sizes[number - 1] ?? 0, now, host: partnerships === 1 ? undefined : `p${number}.bench.localhost` })
  }
  return begun(pool)
}

const left = async (pool: pg.Pool, all: readonly Begun[], size: number): Promise<readonly Chunk[]> => {
  const { rows } = await pool.query<{ number: number; first: number }>('select number, first from bench.chunks')
  const done = new Set(rows.map(({ number, first }) => `${number} ${first}`))
  return all.flatMap(({ number, office }) => Array.from({ length: Math.ceil(office.most / size) }, (_, at) => ({ number, office, first: at * size }))).filter(({ number, first }) => !done.has(`${number} ${first}`))
}

const prove = async ({ pool, say, progress }: Seeding): Promise<void> => {
  const client = await pool.connect()
  try {
    say('Checking that every reference leads somewhere, and what is kept against what the service would keep.')
    const problems = [...await brokenReferences(client, progress), ...await wrongKept(client)]
    if (problems.length > 0) throw new Error(`The seed is not as the service would have made it:\n${problems.join('\n')}`)
  } finally {
    client.release()
  }
}

/** The counts that the service keeps, which triggers would have written case by case. */
const countCases = (pool: pg.Pool): Promise<unknown> => whole(pool, client => client.query('set local role amity_gate; select amity.refill_counts()'))

const said = (seconds: number): string => seconds < 90 ? `${Math.round(seconds)} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`

export const seed = async (seeding: Seeding): Promise<Seeded> => {
  const { pool, throughTriggers = false, chunk = CHUNK, signal, progress, say } = seeding
  const began = performance.now()
  const seconds = (): number => (performance.now() - began) / 1000
  const all = await begin(seeding)
  const chunks = await left(pool, all, chunk)
  const tables = [...new Set(TABLES.map(({ name }) => name))]
  if (chunks.length > 0) await takeIndexesAway(pool, seeding.cases, tables)
  const wanted = chunks.reduce((sum, { office, first }) => sum + Math.min(chunk, office.most - first), 0)
  let cases = 0
  await load(chunks, { pool, throughTriggers, signal, chunk, done: many => {
    cases += many
    progress(`${cases.toLocaleString('en-GB')} of ${wanted.toLocaleString('en-GB')} cases, ${Math.round(cases / seconds())} a second, about ${said((wanted - cases) * seconds() / cases)} to go`)
  } })
  const offices = all.map(({ office }) => office)
  if (signal.aborted) return { finished: false, cases, seconds: seconds(), offices }
  say(`${cases.toLocaleString('en-GB')} cases written in ${said(seconds())}.`)
  if (!throughTriggers) await countCases(pool)
  await makeIndexesAgain(pool, progress)
  say(`Indexes made: ${said(seconds())}.`)
  await tidy(pool, tables)
  say(`Tidied: ${said(seconds())}.`)
  if (!throughTriggers) await prove(seeding)
  return { finished: true, cases, seconds: seconds(), offices }
}
