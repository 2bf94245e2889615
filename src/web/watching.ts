// Watches every request: one line in the log with its number, its route and how it ended, and the same to the watchers.
import { isIP } from 'node:net'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Watch } from '#jobs/watch.ts'

/** Answers of no interest one by one: what a page is made of, and what machines ask each second. */
const QUIET = /^\/(?:assets\/|health\/|metrics$)/

/** From where somebody came, for a line about a refusal. What stands in X-Forwarded-For is whatever was written there: words are not logged. */
export const cameFrom = ({ ip }: Pick<FastifyRequest, 'ip'>): string => isIP(ip) === 0 ? 'no address' : ip

/** Never the address itself: words people searched for, references and private links stand in it. */
export const watchRequests = (server: FastifyInstance, watch: Watch | undefined): void => {
  server.addHook('onRequest', async (_request, reply) => {
    watch?.inHand?.(1)
    reply.raw.once('close', () => watch?.inHand?.(-1))
  })
  server.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'no such address'
    const { statusCode: status, elapsedTime: milliseconds } = reply
    watch?.done({ kind: 'request', name: route, method: request.method, status, reference: request.id, endedAt: new Date(), milliseconds, failed: status >= 500 })
    if (!QUIET.test(route)) request.log.info({ event: 'answered', method: request.method, route, status, ms: Math.round(milliseconds) }, 'answered')
  })
}
