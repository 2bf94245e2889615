// A read replica: asked for measures and exports alone, and only once it has replayed all that the primary held when it was asked.
import { setTimeout as pause } from 'node:timers/promises'
import { sql, type Kysely, type Transaction } from 'kysely'
import type { DB } from './tables.ts'

/** Milliseconds that are worth waiting for a replica before the primary answers itself. */
const PATIENCE = 1_000

/**
 * What a replica answers that could not finish: away, starting, or made to cancel by what it had to replay. Everything
 * asked of it is only reading, so that the primary may always be asked instead.
 */
const notNow = (problem: unknown): boolean => {
  if (!(problem instanceof Error)) return false
  const code = 'code' in problem ? String(problem.code) : ''
  return /^(57P0[1-5]|53300|40001|08.{3}|E(CONN|PIPE|TIMEDOUT|HOSTUNREACH|NETUNREACH|NOTFOUND|AI_AGAIN).*)$/.test(code) || /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered)/.test(problem.message)
}

class Behind extends Error {}

/** A grant that was ended a moment ago must be ended here too: not "recent enough", but everything up to now. */
const untilCaughtUp = async (primary: Transaction<DB>, copy: Kysely<DB>): Promise<void> => {
  const { rows: [at] } = await sql<{ lsn: string }>`select pg_current_wal_flush_lsn()::text as lsn`.execute(primary)
  const deadline = performance.now() + PATIENCE
  for (;;) {
    // Null where it is no replica at all: then it is never asked.
    const { rows: [there] } = await sql<{ reached: boolean | null }>`select pg_last_wal_replay_lsn() >= ${at?.lsn ?? ''}::pg_lsn as reached`.execute(copy)
    if (there?.reached === true) return
    if (there?.reached === null || performance.now() > deadline) throw new Behind()
    await pause(10)
  }
}

/** Reads from the replica within `asked`'s own context, or answers undefined: then the primary is to be asked. */
export const fromCopy = async <T>(primary: Transaction<DB>, copy: Kysely<DB>, read: (on: Transaction<DB>) => Promise<T>): Promise<{ readonly answer: T } | undefined> => {
  try {
    await untilCaughtUp(primary, copy)
    return { answer: await copy.transaction().setAccessMode('read only').execute(read) }
  } catch (problem) {
    if (problem instanceof Behind || notNow(problem)) return undefined
    throw problem
  }
}
