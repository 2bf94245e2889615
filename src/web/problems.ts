// Errors that reach the web layer: known ones get their page, unknown ones a reference in the log and on the page.
import { randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { newReference } from '#kernel/reference.ts'
import { whatFailed } from '#kernel/what-failed.ts'
import type { Frame } from '#ui/frame.ts'
import type { SayProblem } from './doors.ts'
import { RETRY_AFTER, SAYS, troubleOf, type Trouble } from './out-of-reach.ts'
import { AwayPage, BusyPage, FaultPage, NoRoomPage, NotTherePage, TooLargePage, TooManyPage } from './problem-pages.tsx'
import { sendPage } from './reply.ts'
import { findPartnership, findSession, lastKnown } from './visitors.ts'
import { cameFrom } from './watching.ts'
import { frameFor } from './frame-for.ts'
import type { WebOptions } from './serve.ts'

/** No door has this address: the same page as for what is not yours. A file of a page that is not there is nobody’s to read: it costs the database nothing. */
export const answerUnknown = async (options: WebOptions, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> =>
  sendPage(reply, 404, NotTherePage({ frame: request.url.startsWith('/assets/') ? plainFrame(options, reply) : await frameOrPlain(options, request, reply) }))

const TOO_LARGE = new Set(['FST_ERR_CTP_BODY_TOO_LARGE', 'FST_REQ_FILE_TOO_LARGE', 'FST_FILES_LIMIT', 'FST_FIELDS_LIMIT', 'FST_PARTS_LIMIT'])
const TROUBLE_PAGES: Readonly<Record<Trouble, typeof AwayPage>> = { busy: BusyPage, away: AwayPage, 'no room': NoRoomPage }

export const answerProblem = async (options: WebOptions, problem: unknown, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
  const code = problem instanceof Error && 'code' in problem ? String(problem.code) : ''
  const status = problem instanceof Error && 'statusCode' in problem ? Number(problem.statusCode) : 500
  const { sayProblem } = request.routeOptions.config
  if (status === 429 || status === 413 || status === 415 || TOO_LARGE.has(code)) request.log.warn({ event: status === 429 ? 'too many requests' : 'a body refused', code, route: request.routeOptions.url, address: cameFrom(request) }, 'refused')
  if (sayProblem !== undefined) return tellSystem(sayProblem, problem, { code, status }, request, reply)
  const trouble = troubleOf(problem)
  if (trouble !== undefined) {
    readToItsEnd(request)
    return answerTrouble(options, trouble, problem, request, reply)
  }
  const frame = await frameOrPlain(options, request, reply).catch(() => plainFrame(options, reply))
  if (status === 429) return sendPage(reply.header('retry-after', '60'), 429, TooManyPage({ frame }))
  if (status === 413 || TOO_LARGE.has(code)) return sendPage(reply, 413, TooLargePage({ frame }))
  if (status >= 400 && status < 500) return sendPage(reply, status === 404 || status === 415 ? status : 400, NotTherePage({ frame }))
  const reference = newReference(randomBytes(8))
  request.log.error({ reference, code, err: whatFailed(problem), method: request.method, route: request.routeOptions.url }, 'a request failed')
  return sendPage(reply, 500, FaultPage({ frame, reference }))
}

/** Nothing is asked of the database: it may be the one that is away. What was last heard of the partnership says whom to call. */
const answerTrouble = (options: WebOptions, trouble: Trouble, problem: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  request.log.error({ trouble, err: whatFailed(problem), method: request.method, route: request.routeOptions.url }, 'a request could not be served')
  const known = lastKnown(options.database, hostOf(request))
  return sendPage(reply.header('retry-after', String(RETRY_AFTER[trouble])), 503, TROUBLE_PAGES[trouble]({ frame: plainFrame(options, reply), phone: known?.phone ?? null }))
}

/** A file we had no room for is still on its way: left unread, it would hold up whatever this browser asks next on the same connection. */
const readToItsEnd = ({ raw }: FastifyRequest): void => {
  if (raw.complete) return
  raw.unpipe()
  raw.resume()
}

export const hostOf = (request: FastifyRequest): string => request.hostname.split(':')[0] ?? ''

/** The same, to another system and in its own format. */
const tellSystem = (say: SayProblem, problem: unknown, { code, status }: { code: string; status: number }, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const send = (as: number, says: string): FastifyReply => {
    const { mediaType, body } = say(as, says)
    return reply.code(as).header('cache-control', 'private, no-store').type(mediaType).send(body)
  }
  if (status === 429) return send(429, 'Too many requests. Wait a minute and send this again.')
  if (status === 413 || TOO_LARGE.has(code)) return send(413, 'Too large. Nothing has been kept: send less at once, and files as links.')
  if (status >= 400 && status < 500) return send(status, 'This request cannot be read.')
  const trouble = troubleOf(problem)
  if (trouble !== undefined) {
    request.log.error({ trouble, err: whatFailed(problem), method: request.method, route: request.routeOptions.url }, 'a request could not be served')
    reply.header('retry-after', String(RETRY_AFTER[trouble]))
    return send(503, SAYS[trouble])
  }
  const reference = newReference(randomBytes(8))
  request.log.error({ reference, code, err: whatFailed(problem), method: request.method, route: request.routeOptions.url }, 'a request failed')
  return send(500, `Something went wrong. Nothing has been kept: send this again later. Reference ${reference}`)
}

const frameOrPlain = async (options: WebOptions, request: FastifyRequest, reply: FastifyReply): Promise<Omit<Frame, 'title'>> => {
  const partnership = await findPartnership(options.database, hostOf(request))
  if (partnership === undefined) return plainFrame(options, reply)
  const now = options.clock()
  const session = await findSession(options.database, partnership, request.cookies['amity_session'], now)
  return frameFor(options, { partnership, session, now, visit: request.cookies['amity_visit'] ?? '', began: performance.now() }, request, reply).frame
}

/** Before there is a partnership, or when the database cannot be asked. */
export const plainFrame = (options: WebOptions, reply: FastifyReply): Omit<Frame, 'title'> => ({
  nonce: reply.cspNonce.script, language: 'en', direction: 'ltr', service: { name: 'Amity', homeHref: '/' }, theme: {},
  assets: options.assets, demonstration: false,
})
