// How often one address came to a door: counted here, and for doors kept narrow counted by the database for all web processes together.
import { createHmac } from 'node:crypto'
import type { FastifyRateLimitStore } from '@fastify/rate-limit'
import type { FastifyBaseLogger } from 'fastify'
import { sql } from 'kysely'
import type { Database } from '#db/open.ts'
import { whatFailed } from '#kernel/what-failed.ts'

/** The limit of an ordinary door. It is generous, so that each process may count for itself. */
export const ORDINARY = 600

type Count = { readonly current: number; readonly ttl: number }
const MOST_KEPT = 5_000

/** A minute of this process's own. Whoever floods it from many addresses makes it forget, not grow. */
const countHere = (): ((key: string, window: number) => Count) => {
  let [counts, ends] = [new Map<string, number>(), 0]
  return (key, window) => {
    const now = Date.now()
    if (now >= ends || counts.size > MOST_KEPT) [counts, ends] = [new Map(), now + window]
    const current = (counts.get(key) ?? 0) + 1
    counts.set(key, current)
    return { current, ttl: ends - now }
  }
}

type Shared = { readonly database: Database; readonly secret: string; readonly log: Pick<FastifyBaseLogger, 'warn'> }
const storeFor = ({ database, secret, log }: Shared, door: string, most: number): FastifyRateLimitStore => {
  const here = countHere()
  const everywhere = async (key: string): Promise<Count> => {
    const digest = createHmac('sha256', secret).update(`${door} ${key}`).digest('base64url')
    const { rows: [count] } = await sql<Count>`select current, ttl from amity.count_request(${digest})`.execute(database.web)
    if (count === undefined) throw new Error('no count')
    return count
  }
  return {
    incr: (key, tell, window) => {
      const own = here(key, window)
      // Too many already by our own count: the database is spared. When it does not answer, our own count stands.
      if (most >= ORDINARY || own.current > most) tell(null, own)
      else everywhere(key).then(count => { tell(null, count) }, (problem: unknown) => { log.warn({ event: 'a count failed', err: whatFailed(problem) }, 'each process counts for itself meanwhile'); tell(null, own) })
    },
    child: route => storeFor({ database, secret, log }, String(Reflect.get(Object(Reflect.get(route, 'routeInfo')), 'url')), Number(Reflect.get(route, 'max'))),
  }
}

/** As the rate limit's own library asks for it: something to make with `new`. */
export const sharedRates = (shared: Shared) => class SharedRates implements FastifyRateLimitStore {
  readonly #store = storeFor(shared, '', ORDINARY)
  readonly incr = this.#store.incr
  readonly child = this.#store.child
}
