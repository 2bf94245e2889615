// A transaction whose statements need not wait for one another: PostgreSQL is sent them as they come and answers in their order, so that a page
// that reads thirty things waits for a few answers and not for thirty.
import { PostgresDialect, Transaction, type DatabaseConnection, type KyselyConfig, type RawBuilder } from 'kysely'
import type { DB } from './tables.ts'

/** What Kysely keeps beside a transaction's way to its connection. A transaction opens no other, so neither is ever asked. */
const dialect = new PostgresDialect({ pool: () => Promise.reject(new Error('A transaction has its connection')) })
const config: KyselyConfig = { dialect }
const driver = dialect.createDriver()

/** How many `together` are under way on a transaction, and the connection it has until it ends. One for each transaction, by whichever way to it. */
export type Beside = { underWay: number; connection: DatabaseConnection | undefined }
const besides = new WeakMap<Transaction<DB>, Beside>()
/** Of this way to a transaction; `from` another way to the same one. */
export const besideOf = (transaction: Transaction<DB>, from?: Beside): Beside => {
  const beside = from ?? besides.get(transaction) ?? { underWay: 0, connection: undefined }
  besides.set(transaction, beside)
  return beside
}

/**
 * The same transaction without Kysely's queue, which sends a statement only when the last was answered. Over a pool with `pipeline`
 * (db/open.ts) alone. Once `act` has ended it refuses every statement: one sent behind the commit would be in no transaction, and a connection given back is
 * somebody else's.
 */
export const sideBySide = async <T>(transaction: Transaction<DB>, act: (sideBySide: Transaction<DB>) => Promise<T>): Promise<T> => {
  const executor = transaction.getExecutor()
  const connection = await executor.provideConnection(async held => held)
  const beside: Beside = { underWay: 0, connection }
  const held = (): DatabaseConnection => {
    if (beside.connection === undefined) throw new Error('The work has already ended')
    return beside.connection
  }
  const eager = new Transaction<DB>({ config, dialect, driver, executor: executor.withConnectionProvider({ provideConnection: async use => use(held()) }) })
  besideOf(eager, beside)
  try {
    return await act(eager)
  } finally {
    beside.connection = undefined
  }
}

/**
 * Sends a statement before it returns, so that whatever is asked afterwards is asked behind it, and nobody need wait for its answer first: through
 * Kysely a statement is sent some turns later. Where a transaction is not held side by side, it is asked as any other.
 */
export const sendFirst = async (transaction: Transaction<DB>, { connection }: Beside, statement: RawBuilder<unknown>): Promise<unknown> =>
  connection === undefined ? statement.execute(transaction) : connection.executeQuery(statement.compile(transaction))

/** What else was asked at the same time would be read with somebody else's eyes. */
export const refuseBeside = (transaction: Transaction<DB>): void => { if ((besides.get(transaction)?.underWay ?? 0) > 0) throw new Error('Nobody else’s view is read beside other reads of the same work') }

/** PostgreSQL of whatever is asked after the statement that failed. By the failure itself it is decided whether the work is done again, and what is said of it. */
const isSequel = (problem: unknown): boolean => problem instanceof Error && 'code' in problem && problem.code === '25P02'

export type Reads<T extends readonly unknown[]> = { readonly [K in keyof T]: () => Promise<T[K]> | T[K] }
/** All of them at once, each answer in its place. */
export const together = async <T extends readonly unknown[]>(beside: Beside, reads: Reads<T>): Promise<T> => {
  beside.underWay += 1
  try {
    const asked = reads.map(async read => read())
    // Not before the others have ended: nothing may still be asking when its transaction is over.
    const ended = await Promise.allSettled(asked)
    const cause = ended.findIndex(one => one.status === 'rejected' && !isSequel(one.reason))
    if (cause >= 0) await asked[cause]
    const answers: readonly unknown[] = await Promise.all(asked)
    // Each is the answer of the read in its place.
    return answers as T
  } finally {
    beside.underWay -= 1
  }
}
