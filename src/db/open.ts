// Opens the database: checks the server, makes the roles, migrates, and hands out the only two ways in (web and owner).
import { createHash, createHmac } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { Kysely } from 'kysely'
import pg from 'pg'
import { parse, toClientConfig } from 'pg-connection-string'
import { CannotOpen } from './cannot-open.ts'
import { EagerDialect } from './eager-dialect.ts'
import { migrate, type MigrateOptions } from './migrate.ts'
import { camelRows } from './names.ts'
import { RememberingClient, writtenOnce } from './plan-once.ts'
import { ensureRoles } from './roles.ts'
import type { DB } from './tables.ts'

// Numbers we count with fit a double; calendar dates stay 'YYYY-MM-DD' and never become an instant.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number)
pg.types.setTypeParser(pg.types.builtins.DATE, text => text)

export type Database = {
  /** Connects as a role that owns nothing and cannot bypass a policy. Only Work uses it. */
  readonly web: Kysely<DB>
  /** The same login on a read replica, where there is one: measures and exports, by Work's `aside`. */
  readonly copy?: Kysely<DB> | undefined
  /** The owner's connections: migrations, back-up, the outbox relay and the audit sealer. Never a page. */
  readonly owner: pg.Pool
  /** How the owner connects, for a library that opens its own connections (pg-boss). */
  readonly ownerConfig: pg.PoolConfig
  readonly secret: string
  /** How many connections each pool holds now, and how many wait for one. */
  connections(): Readonly<Record<'web' | 'owner', Connections>>
  close(): Promise<void>
}

export type Connections = { readonly open: number; readonly idle: number; readonly asked: number }
const connectionsOf = ({ totalCount, idleCount, waitingCount }: pg.Pool): Connections => ({ open: totalCount, idle: idleCount, asked: waitingCount })

/** One statement as a page sent it, and how long it was until the answer was here. */
export type Heard = { readonly sql: string; readonly parameters: readonly unknown[]; readonly ms: number }

export type OpenOptions = MigrateOptions & {
  readonly owner: pg.PoolConfig; readonly secret: string
  /** How many connections the pages have at most; MOST_AT_ONCE unless said. */
  readonly connections?: number | undefined
  /** How the owner would connect to a read replica. */
  readonly copy?: pg.PoolConfig | undefined
  /** Is told of each statement of the pages: only a bench or a test listens. */
  readonly heard?: (statement: Heard) => void
}

/** Opens and migrates. Throws CannotOpen with a plain sentence when the server or its data will not do. */
export const openDatabase = async ({ owner, secret, copy, heard, connections: most = MOST_AT_ONCE, ...migrating }: OpenOptions): Promise<Database> => {
  const ownerConfig = plainConfig(owner)
  const ownerPool = ownersPool({ max: 5, ...ownerConfig, verify: refuseStandby })
  try {
    await checkServer(ownerPool)
    const login = loginFor(ownerConfig, secret)
    await ensureRoles(ownerPool, login)
    await migrate(ownerPool, migrating)
    const webPool = lastingPool({ ...ownerConfig, user: login.name, password: login.password, max: most, idleTimeoutMillis: KEPT_WARM, pipeline: true, Client: RememberingClient, verify: refuseStandby })
    const web = pages(webPool, heard)
    const reading = copy === undefined ? undefined : pages(lastingPool({ ...plainConfig(copy), user: login.name, password: login.password, max: 5 }))
    const connections = () => ({ web: connectionsOf(webPool), owner: connectionsOf(ownerPool) })
    return { web, copy: reading, owner: ownerPool, ownerConfig, secret, connections, close: async () => { await web.destroy(); await reading?.destroy(); await ownerPool.end() } }
  } catch (problem) {
    await ownerPool.end()
    throw problem
  }
}

const pages = (pool: pg.Pool, heard?: (statement: Heard) => void): Kysely<DB> => new Kysely<DB>({
  dialect: new EagerDialect({ pool }),
  plugins: [camelRows, writtenOnce],
  ...(heard === undefined ? {} : { log: ({ query: { sql, parameters }, queryDurationMillis: ms }) => { heard({ sql, parameters, ms }) } }),
})

/** How long a request waits for a connection, free or new. After that it is told that we are busy, and asks again. */
const PATIENCE = 10_000

/**
 * A new connection reads the catalogue and plans every statement anew, which takes several times what the page takes. So those that a burst of
 * requests needed stay for the next, until nobody used them for ten minutes; and a burst opens no more of them than the processors
 * can serve, or each would wait for all the others' planning. Where PostgreSQL has a machine of its own, AMITY_CONNECTIONS says how many.
 */
export const MOST_AT_ONCE = Math.min(20, Math.max(8, 4 * availableParallelism()))
const KEPT_WARM = 600_000

/**
 * A pool that outlives its server. A connection that breaks is replaced on the next request; unheard, its error would end
 * the process, and the pool itself hears only those that lie idle. Keep-alive: a machine that is gone says no good-bye.
 */
export const lastingPool = (config: pg.PoolConfig): pg.Pool => {
  const pool = new pg.Pool({ connectionTimeoutMillis: PATIENCE, keepAlive: true, keepAliveInitialDelayMillis: PATIENCE, ...config })
  pool.on('error', () => undefined)
  pool.on('connect', client => { client.on('error', () => undefined) })
  return pool
}

type Verify = NonNullable<pg.PoolConfig['verify']>
const problemOf = (problem: unknown): Error => problem instanceof Error ? problem : new Error(String(problem))

/** For the owner, who may well be called amity: tables are then neither made nor looked for in the schema of that name before they are in public. */
export const ownersPool = (config: pg.PoolConfig): pg.Pool => {
  // Before the connection is given to anybody, and awaited: pg 9 refuses a statement that is asked while another runs.
  const verify: Verify = (client, done) => {
    client.query(`select set_config('search_path', 'public', false) where current_setting('search_path') = '"$user", public'`).then(
      () => { if (config.verify === undefined) done(); else config.verify(client, done) }, (problem: unknown) => done(problemOf(problem)))
  }
  return lastingPool({ ...config, verify })
}

/** PostgreSQL's own code for it, so that it is treated as any server that cannot be written to just now. */
class OnlyReads extends Error {
  readonly code = '25006'
}

/** In the moment of a failover an address may lead to a standby: such a connection never comes into the pool. */
const refuseStandby: Verify = (client, done) => {
  client.query<{ standby: boolean }>('select pg_is_in_recovery() as standby').then(
    ({ rows }) => done(rows[0]?.standby === true ? new OnlyReads('This PostgreSQL is a standby just now') : undefined),
    (problem: unknown) => done(problemOf(problem)))
}

/** How a library that opens its own connections to the primary (pg-boss) comes by the same ones: its poll would keep one that leads to a standby for ever. */
export const asThePrimary = ({ host, port, user, password, database, ssl }: pg.PoolConfig) => ({
  keepAlive: true, keepAliveInitialDelayMillis: PATIENCE, connectionTimeoutMillis: PATIENCE, verify: refuseStandby,
  ...(host === undefined ? {} : { host }), ...(port === undefined ? {} : { port }), ...(user === undefined ? {} : { user }),
  ...(typeof password === 'string' ? { password } : {}), ...(database === undefined ? {} : { database }), ...(ssl === undefined ? {} : { ssl }),
})

const plainConfig = (config: pg.PoolConfig): pg.PoolConfig => {
  if (config.connectionString === undefined) return config
  const { connectionString, ...rest } = config
  return { ...rest, ...toClientConfig(parse(connectionString)) }
}

const checkServer = async (pool: pg.Pool): Promise<void> => {
  const { rows } = await pool.query<{ version: number; name: string; letters: string }>(
    `select current_setting('server_version_num')::int as version, current_setting('server_version') as name, current_setting('server_encoding') as letters`)
  const server = rows[0]
  if (server === undefined || server.version < 150000) {
    throw new CannotOpen(`This PostgreSQL is version ${server?.name ?? 'unknown'}. Amity needs version 15 or newer.`)
  }
  if (server.letters !== 'UTF8') throw new CannotOpen(`This database keeps text as ${server.letters}. Amity needs one made with encoding UTF8: names are written in all languages.`)
}

/** The web login of one database: its name from the database's, its password from the secret, so every machine agrees. */
const loginFor = (config: pg.PoolConfig, secret: string): { name: string; password: string } => {
  const database = config.database ?? 'amity'
  const name = `amity_login_${createHash('sha256').update(database).digest('hex').slice(0, 12)}`
  return { name, password: createHmac('sha256', secret).update(`web login of ${database}`).digest('hex') }
}
