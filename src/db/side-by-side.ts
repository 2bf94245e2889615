// A transaction whose statements need not wait for one another: PostgreSQL is sent them as they come and answers in their order, so that a page
// that reads thirty things waits for a few answers and not for thirty.
import { PostgresDialect, Transaction, type KyselyConfig } from 'kysely'
import type { DB } from './tables.ts'

/** What Kysely keeps beside a transaction's way to its connection. A transaction opens no other, so neither is ever asked. */
const dialect = new PostgresDialect({ pool: () => Promise.reject(new Error('A transaction has its connection')) })
const config: KyselyConfig = { dialect }
const driver = dialect.createDriver()

/**
 * The same transaction without Kysely's queue, which sends a statement only when the last was answered. Over a pool with `pipeline`
 * (db/open.ts) alone. Once it has ended it refuses every statement, as Kysely's own does: a connection given back is somebody else's.
 */
export const sideBySide = async (transaction: Transaction<DB>): Promise<Transaction<DB>> => {
  const executor = transaction.getExecutor()
  const connection = await executor.provideConnection(async held => held)
  return new Transaction<DB>({ config, dialect, driver, executor: executor.withConnectionProvider({ provideConnection: use => use(connection) }) })
}
