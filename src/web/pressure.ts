// Sheds load before the service falls over: whoever must wait is told so at once (503, Retry-After), and whoever reports is turned away last.
import underPressure from '@fastify/under-pressure'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { BusyPage } from './problem-pages.tsx'
import { hostOf, plainFrame } from './problems.ts'
import { sendPage } from './reply.ts'
import type { WebOptions } from './serve.ts'
import { lastKnown } from './visitors.ts'

/** What is still borne: requests that wait for a connection to the database, and how late the process is with what it should do (milliseconds, the mean of a second). */
export type Borne = { readonly waiting: number; readonly lateMs: number }
export type Patience = { readonly others: Borne; readonly last: Borne }

/** With the connections of db/open.ts and pages of some 10 ms of database time, 100 wait a moment and 400 a few seconds. */
export const PATIENCE: Patience = { others: { waiting: 100, lateMs: 1_000 }, last: { waiting: 400, lateMs: 4_000 } }

const RETRY_AFTER = '10'
/** The files of pages that were shown, and whoever asks whether we live: they cost nothing. */
const isFree = (url: string): boolean => url.startsWith('/assets/') || url.startsWith('/health/')

export const shedUnderPressure = async (server: FastifyInstance, options: WebOptions, patience: Patience): Promise<void> => {
  // Measures alone; what follows from it is decided below, since its own limits know no order of who goes first.
  await server.register(underPressure, { sampleInterval: 1_000 })
  const lateMs = lastMeasured(() => server.memoryUsage().eventLoopDelay)
  server.addHook('onRequest', async (request, reply) => {
    if (isFree(request.url)) return undefined
    const borne = request.routeOptions.config.shedLast === true ? patience.last : patience.others
    const now: Borne = { waiting: options.database.connections().web.asked, lateMs: lateMs() }
    if (now.waiting < borne.waiting && now.lateMs < borne.lateMs) return undefined
    request.log.warn({ event: 'turned away under pressure', route: request.routeOptions.url, waiting: now.waiting, lateMs: Math.round(now.lateMs) }, 'busy')
    return turnAway(options, request, reply.header('retry-after', RETRY_AFTER))
  })
}

/**
 * A second in which nothing was measured is told as infinite: a process that was just reading its own code, or stood still. It says
 * nothing of now, and a process that is late again and again was measured so before: what was last measured counts, at first nothing.
 */
export const lastMeasured = (measure: () => number): (() => number) => {
  let last = 0
  return () => {
    const now = measure()
    if (Number.isFinite(now)) last = now
    return last
  }
}

/** Without asking the database anything. */
const turnAway = (options: WebOptions, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const { sayProblem } = request.routeOptions.config
  if (sayProblem === undefined) return sendPage(reply, 503, BusyPage({ frame: plainFrame(options, reply), phone: lastKnown(options.database, hostOf(request))?.phone ?? null }))
  const { mediaType, body } = sayProblem(503, 'The service is busy. Nothing has been kept: send this again in a moment.')
  return reply.code(503).header('cache-control', 'private, no-store').type(mediaType).send(body)
}
