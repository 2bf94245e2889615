// When the same work may be done again: PostgreSQL asked for it, or its server went away before anything was asked to be kept.
import { setTimeout as pause } from 'node:timers/promises'
import { isOutdated } from '#db/plan-once.ts'

/** PostgreSQL: serialization failure, deadlock; and what somebody wrote at the same moment (a button pressed twice): done again, the work sees it and says so. */
const ASKED_FOR = new Set(['40001', '40P01', '23505'])
/** Shutting down, crashed, starting, a standby just now; the machine: nobody listens, or the connection broke. */
const AWAY = /^(57P0[1-5]|25006|08.{3}|ECONNREFUSED|ECONNRESET|EPIPE)$/
const AWAY_IN_WORDS = /^(Connection terminated|Client has encountered a connection error)/
/** Milliseconds: enough for connections that died in the pool and for a switch of servers, and nobody waits long. */
const PAUSES = [50, 250, 700, 1_500]

const codeOf = (problem: unknown): string => (problem instanceof Error && 'code' in problem ? String(problem.code) : '')
const isAway = (problem: unknown): boolean => problem instanceof Error && (AWAY.test(codeOf(problem)) || AWAY_IN_WORDS.test(problem.message))

/**
 * Does `act` again where that is safe. `mayStand`: whether it may have been kept although it failed, because its commit was
 * asked for and the answer never came. Then nobody may repeat it but who asked.
 */
export const tryAgain = async <T>(act: () => Promise<T>, mayStand: () => boolean = () => false): Promise<T> => {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await act()
    } catch (problem) {
      const wait = PAUSES[attempt]
      if ((ASKED_FOR.has(codeOf(problem)) || isOutdated(problem)) && attempt < 2) continue
      if (!isAway(problem) || mayStand() || wait === undefined) throw problem
      await pause(wait)
    }
  }
}
