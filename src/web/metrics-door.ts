// Who may read the figures at /metrics: this machine itself, or whoever holds the token; never through the public's host name.
import { timingSafeEqual, createHash } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Database } from '#db/open.ts'
import { asGate } from '#jobs/outbox.ts'
import { answerUnknown } from './problems.ts'
import type { Metrics } from './metrics.ts'
import type { WebOptions } from './serve.ts'

export type MetricsTerms = { readonly read: Metrics['read']; /** Undefined: this machine alone, and nobody through a proxy on it. */ readonly token: string | undefined }

const LOOPBACK = /^(?:127(?:\.\d{1,3}){3}|::1|::ffff:127(?:\.\d{1,3}){3})$/
const LOCAL_NAME = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/
/** What every proxy adds. The socket of one on this machine is loopback too. */
const OF_A_PROXY = ['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'forwarded', 'via']

const isThisMachine = ({ raw, headers }: Pick<FastifyRequest, 'raw' | 'headers'>): boolean =>
  LOOPBACK.test(raw.socket.remoteAddress ?? '') && LOCAL_NAME.test(headers.host ?? '') && OF_A_PROXY.every(name => headers[name] === undefined)

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
const holds = (token: string, { headers }: Pick<FastifyRequest, 'headers'>): boolean =>
  timingSafeEqual(digest(`Bearer ${token}`), digest(headers.authorization ?? ''))

const isPublicHost = async (database: Database, baseUrl: string, host: string): Promise<boolean> => {
  const name = host.replace(/:\d+$/, '').toLowerCase()
  if (LOCAL_NAME.test(name)) return false
  if (name === URL.parse(baseUrl)?.hostname) return true
  const { rows: [found] } = await asGate(database, client => client.query<{ ours: boolean }>('select exists (select from partnerships where $1 = any (hosts)) as ours', [name]))
  return found?.ours !== false
}

/** With a token: whoever holds it, by a name that is not the public's. Without: this machine. Others are told there is no such page. */
export const mayReadMetrics = async (options: Pick<WebOptions, 'database' | 'baseUrl'>, { token }: Pick<MetricsTerms, 'token'>, request: Pick<FastifyRequest, 'raw' | 'headers'>): Promise<boolean> => {
  if (token === undefined) return isThisMachine(request)
  if (!holds(token, request)) return false
  const hosts = [request.headers.host ?? '', ...[request.headers['x-forwarded-host'] ?? []].flat()]
  for (const host of hosts) if (await isPublicHost(options.database, options.baseUrl, host)) return false
  return true
}

export const addMetricsDoor = (server: FastifyInstance, options: WebOptions, terms: MetricsTerms): void => {
  server.get('/metrics', { logLevel: 'warn' }, async (request, reply) => {
    if (!await mayReadMetrics(options, terms, request)) return answerUnknown(options, request, reply)
    const { mediaType, text } = await terms.read()
    return reply.header('cache-control', 'private, no-store').type(mediaType).send(text)
  })
}
