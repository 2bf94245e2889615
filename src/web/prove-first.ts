// Before a dangerous act, or where an agency asks for a second factor: first prove who you are, then go on where you were.
import type { FastifyRequest } from 'fastify'
import type { Ask } from './ask.ts'
import type { Door } from './doors.ts'
import type { Arrival } from './go-through.ts'
import { keepFor } from './session-ended.ts'
import type { WebOptions } from './serve.ts'

/** How long a proof of who it is holds for dangerous acts. */
const PROOF = 10 * 60_000

/** Where an officer must go first, or undefined when they may go on. What they had typed is kept for them. */
export const proveFirst = async (options: WebOptions, door: Door, arrival: Arrival, ask: Ask, request: FastifyRequest): Promise<string | undefined> => {
  const { session, now } = arrival
  const forOfficers = typeof door.may === 'string' || door.may.way === 'signed in'
  if (!forOfficers || session === undefined || !('actor' in session)) return undefined
  const stale = asksProof(door, ask) && session.provenAt.getTime() + PROOF <= now.getTime()
  if (session.mustProve && !door.beforeSecondFactor) return `/account/second-factor?next=${encodeURIComponent(await backTo(options, door, arrival, ask, request, session.actor.officerId))}`
  return stale ? `/prove?next=${encodeURIComponent(await backTo(options, door, arrival, ask, request, session.actor.officerId))}` : undefined
}

const asksProof = ({ stepUp }: Door, { params }: Ask): boolean => typeof stepUp === 'function' ? stepUp(params) : stepUp

/** The page itself; for a form its page with what was typed; for a button the page it stood on. */
const backTo = async (options: WebOptions, door: Door, arrival: Arrival, ask: Ask, request: FastifyRequest, officerId: string): Promise<string> => {
  if (door.method === 'GET') return request.url
  if (options.doors.some(one => one.method === 'GET' && one.path === door.path)) {
    const kept = await keepFor(options, arrival, ask, officerId)
    return kept === undefined ? ask.path : `${ask.path}?kept=${kept}`
  }
  const stoodOn = URL.parse(ask.header('referer') ?? '')
  return stoodOn !== null && stoodOn.host === request.host ? stoodOn.pathname : '/account'
}
