// The web server: security headers, cookies, limits and static files; each door goes through handle() in go-through.ts.
import { randomBytes } from 'node:crypto'
import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import staticFiles from '@fastify/static'
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import type { Database } from '#db/open.ts'
import type { NavigationItem } from '#ui/frame.ts'
import type { Act } from '#db/acts.ts'
import type { Watch } from '#jobs/watch.ts'
import { BODY_LIMIT, readBodiesOf } from './bodies.ts'
import { bareCookies, isSecure } from './cookies.ts'
import type { Door, SayProblem } from './doors.ts'
import type { FileStore } from './file-store.ts'
import { goThrough } from './go-through.ts'
import { addHealth } from './health.ts'
import { addMetricsDoor, type MetricsTerms } from './metrics-door.ts'
import { shedUnderPressure, type Patience } from './pressure.ts'
import { answerProblem, answerUnknown } from './problems.ts'
import { ORDINARY, sharedRates } from './shared-rates.ts'
import { watchRequests } from './watching.ts'

/** An entry of the officers' navigation and the act that shows it. */
export type NavigationEntry = Pick<NavigationItem, 'text' | 'href'> & {
  readonly act?: Act
  /** Stands on the page More when an officer has many places to go. */
  readonly more?: true
}

declare module 'fastify' {
  interface FastifyContextConfig { readonly sayProblem?: SayProblem | undefined; readonly shedLast?: boolean }
}

export type WebOptions = {
  readonly database: Database
  readonly doors: readonly Door[]
  readonly navigation: readonly NavigationEntry[]
  readonly files: FileStore
  readonly secret: string
  /** Where people reach the service; links in messages begin with it. https here makes cookies Secure. */
  readonly baseUrl: string
  readonly clock: () => Date
  readonly log: FastifyBaseLogger
  readonly assetsFolder: string
  readonly assets: (name: string) => string
  /** False only where one address stands for many people (tests). */
  readonly limitRates: boolean
  /** When to turn requests away. Left out: never (tests, where one process does everything). */
  readonly patience?: Patience
  /** Whose X-Forwarded- headers are believed; this machine alone unless told otherwise. */
  readonly proxies?: readonly string[]
  /** Who is told of each request that was answered. */
  readonly watch?: Watch
  /** Without them /metrics is no address of ours. */
  readonly metrics?: MetricsTerms | undefined
  /** True from the first signal to stop: no new work is asked for, what is in hand is finished, and connections are given up. */
  readonly isStopping?: () => boolean
}

/** What cannot be decoded is no address of ours. Left alone, the router would answer it by itself, without our headers. */
const NO_ADDRESS = '/no/such/address'
/** The path alone, also where the whole address was sent as proxies do (RFC 9112, 3.2.2): the host in it is not ours to repeat. */
const pathOf = (url: string): string => {
  const { pathname = '', search = '' } = url.startsWith('/') ? {} : URL.parse(url) ?? {}
  const path = url.startsWith('/') ? url : pathname + search
  try {
    decodeURIComponent(path.split('?')[0] ?? '')
    return path.startsWith('/') ? path : NO_ADDRESS
  } catch {
    return NO_ADDRESS
  }
}

/** Builds the server, ready to listen or to inject. */
export const buildServer = async (options: WebOptions): Promise<FastifyInstance> => {
  const server = Fastify({
    loggerInstance: options.log, logController: new LogController({ disableRequestLogging: true }), bodyLimit: BODY_LIMIT, trustProxy: [...options.proxies ?? ['loopback']],
    routerOptions: { maxParamLength: 300 }, forceCloseConnections: 'idle', return503OnClosing: false, requestTimeout: 120_000,
    rewriteUrl: ({ url = '/' }) => pathOf(url),
    genReqId: () => randomBytes(8).toString('hex'),
  })
  const secure = isSecure(options.baseUrl)
  watchRequests(server, options.watch)
  if (options.isStopping !== undefined) giveUpConnections(server, options.isStopping)
  await server.register(helmet, securityHeaders(secure))
  await server.register(compress, { global: true, threshold: 1024, globalDecompression: false })
  await server.register(cookie)
  server.addHook('onRequest', async request => { request.cookies = bareCookies(request.cookies, secure) })
  if (options.patience !== undefined) await shedUnderPressure(server, options, options.patience)
  await readBodiesOf(server)
  if (options.limitRates) await server.register(rateLimit, { global: false, max: ORDINARY, timeWindow: '1 minute', store: sharedRates(options) })
  await server.register(staticFiles, { root: options.assetsFolder, prefix: '/assets/', immutable: true, maxAge: '365d', preCompressed: true, index: false })
  addHealth(server, options)
  if (options.metrics !== undefined) addMetricsDoor(server, options, options.metrics)
  for (const door of options.doors) {
    server.route({
      method: door.method, url: door.path, exposeHeadRoute: false,
      config: { sayProblem: door.sayProblem, shedLast: door.shedLast, ...(options.limitRates ? { rateLimit: { max: door.perMinute, timeWindow: '1 minute' } } : {}) },
      handler: (request, reply) => goThrough(options, door, request, reply),
    })
  }
  server.setNotFoundHandler((request, reply) => answerUnknown(options, request, reply))
  server.setErrorHandler((problem, request, reply) => answerProblem(options, problem, request, reply))
  return server
}

/** A proxy that keeps connections open takes its next request elsewhere, before this one is shut under it. */
const giveUpConnections = (server: FastifyInstance, isStopping: () => boolean): void => {
  server.addHook('onSend', async (_request, reply) => { if (isStopping()) reply.header('connection', 'close') })
}

const securityHeaders = (secure: boolean): object => ({
  enableCSPNonces: true,
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"], objectSrc: ["'none'"], baseUri: ["'none'"], formAction: ["'self'"], frameAncestors: ["'none'"],
      scriptSrc: ["'self'"], styleSrc: ["'self'"], imgSrc: ["'self'", 'data:'], fontSrc: ["'self'"], mediaSrc: ["'self'"],
      connectSrc: ["'self'"], manifestSrc: ["'self'"], workerSrc: ["'self'"],
    },
  },
  crossOriginEmbedderPolicy: false,
  referrerPolicy: { policy: 'same-origin' },
  frameguard: { action: 'deny' },
  strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: true } : false,
})
