// Opens the database: checks the server, makes the roles, migrates, and hands out the only two ways in (web and owner).
import { createHash, createHmac } from 'node:crypto'
import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { parse, toClientConfig } from 'pg-connection-string'
import { CannotOpen } from './cannot-open.ts'
import { migrate } from './migrate.ts'
import { ensureRoles } from './roles.ts'
import type { DB } from './tables.ts'

// Numbers we count with fit a double; calendar dates stay 'YYYY-MM-DD' and never become an instant.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number)
pg.types.setTypeParser(pg.types.builtins.DATE, text => text)

export type Database = {
  /** Connects as a role that owns nothing and cannot bypass a policy. Only Work uses it. */
  readonly web: Kysely<DB>
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

export type OpenOptions = { readonly owner: pg.PoolConfig; readonly secret: string; readonly say: (line: string) => void }

/** Opens and migrates. Throws CannotOpen with a plain sentence when the server or its data will not do. */
export const openDatabase = async ({ owner, secret, say }: OpenOptions): Promise<Database> => {
  const ownerConfig = plainConfig(owner)
  const ownerPool = new pg.Pool({ max: 5, ...ownerConfig })
  ownerPool.on('error', () => undefined)
  try {
    await checkServer(ownerPool)
    const login = loginFor(ownerConfig, secret)
    await ensureRoles(ownerPool, login)
    await migrate(ownerPool, say)
    const webPool = new pg.Pool({ ...ownerConfig, user: login.name, password: login.password, max: 20 })
    // A connection that breaks while idle is replaced on the next request; unheard, it would end the process.
    webPool.on('error', () => undefined)
    const web = new Kysely<DB>({
      dialect: new PostgresDialect({ pool: webPool }),
      plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
    })
    const connections = () => ({ web: connectionsOf(webPool), owner: connectionsOf(ownerPool) })
    return { web, owner: ownerPool, ownerConfig, secret, connections, close: async () => { await web.destroy(); await ownerPool.end() } }
  } catch (problem) {
    await ownerPool.end()
    throw problem
  }
}

const plainConfig = (config: pg.PoolConfig): pg.PoolConfig => {
  if (config.connectionString === undefined) return config
  const { connectionString, ...rest } = config
  return { ...rest, ...toClientConfig(parse(connectionString)) }
}

const checkServer = async (pool: pg.Pool): Promise<void> => {
  const { rows } = await pool.query<{ version: number; name: string }>(
    `select current_setting('server_version_num')::int as version, current_setting('server_version') as name`)
  const server = rows[0]
  if (server === undefined || server.version < 150000) {
    throw new CannotOpen(`This PostgreSQL is version ${server?.name ?? 'unknown'}. Amity needs version 15 or newer.`)
  }
}

/** The web login of one database: its name from the database's, its password from the secret, so every machine agrees. */
const loginFor = (config: pg.PoolConfig, secret: string): { name: string; password: string } => {
  const database = config.database ?? 'amity'
  const name = `amity_login_${createHash('sha256').update(database).digest('hex').slice(0, 12)}`
  return { name, password: createHmac('sha256', secret).update(`web login of ${database}`).digest('hex') }
}
