// What lies behind a failed request, as far as whoever asked can do something about it: busy, the records away, or no room left.

export type Trouble = 'busy' | 'away' | 'no room'

/** PostgreSQL: query cancelled by the time limit, too many connections, lock not available. */
const BUSY = new Set(['57014', '53300', '55P03'])
/**
 * PostgreSQL: shutting down, crashed, starting up, read-only; any fault of the connection. Of the machine: nobody listens there,
 * or the connection broke.
 */
const AWAY = new Set(['57P01', '57P02', '57P03', '57P05', '25006', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'])
/** PostgreSQL: disk full, fault of reading or writing. Of the machine: the same, and a folder that may only be read. */
const NO_ROOM = new Set(['53100', '58030', 'ENOSPC', 'EDQUOT', 'EROFS', 'EIO'])

/** What pg and its pool say in words alone. */
const AWAY_IN_WORDS = /^Connection terminated|^Client (?:has encountered a connection error|was closed) and is not queryable|^Cannot use a pool after/
const BUSY_IN_WORDS = /^timeout exceeded when trying to connect/

const part = (problem: Error, name: string): string => name in problem ? String(Reflect.get(problem, name)) : ''

/** Undefined: a fault of ours, and nothing the person who asked could do about it. */
export const troubleOf = (problem: unknown): Trouble | undefined => {
  if (!(problem instanceof Error)) return undefined
  const code = part(problem, 'code')
  if (NO_ROOM.has(code)) return 'no room'
  if (BUSY.has(code) || BUSY_IN_WORDS.test(problem.message)) return 'busy'
  // A socket that is not there yet: PostgreSQL is being started.
  const noSocket = code === 'ENOENT' && part(problem, 'syscall') === 'connect'
  return AWAY.has(code) || code.startsWith('08') || noSocket || AWAY_IN_WORDS.test(problem.message) ? 'away' : undefined
}

/** Seconds after which it is worth asking again. */
export const RETRY_AFTER: Readonly<Record<Trouble, number>> = { busy: 10, away: 10, 'no room': 120 }

/** In one sentence, for another system. */
export const SAYS: Readonly<Record<Trouble, string>> = {
  busy: 'The service is busy. Nothing has been kept: send this again in a moment.',
  away: 'The service cannot reach its records, so it cannot say that this was kept. Try again in a moment.',
  'no room': 'The service has no room left to keep this. Nothing has been kept: send this again later.',
}
