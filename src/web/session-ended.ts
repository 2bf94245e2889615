// When nobody is signed in at an officers' door: what was typed is kept, and signing in leads back to it.
import { sql } from 'kysely'
import type { FastifyReply } from 'fastify'
import type { Ask } from './ask.ts'
import { digestOf } from './csrf.ts'
import type { Door } from './doors.ts'
import type { Arrival } from './go-through.ts'
import type { WebOptions } from './serve.ts'

/** Keeps a form posted after its session had ended, for the same officer alone. Answers the key to it. */
export const keepTyped = async (options: WebOptions, door: Door, arrival: Arrival, ask: Ask): Promise<string | undefined> => {
  if (typeof door.may === 'object' && door.may.way === 'person') return keepOwnWords(options, arrival, ask)
  if (arrival.session === undefined || !('endedFor' in arrival.session)) return undefined
  return keepFor(options, arrival, ask, arrival.session.endedFor)
}

/** Keeps what this officer typed, to be taken up once by them at the same address with ?kept=. Answers its key. */
export const keepFor = async (options: WebOptions, arrival: Arrival, ask: Ask, officerId: string): Promise<string | undefined> => {
  const typed = typedOf(ask)
  const { rows } = await sql<{ id: string }>`
    select amity.keep_answers(${arrival.partnership.id}, ${officerId}::uuid, ${ask.path}, ${JSON.stringify(typed)}::jsonb, ${arrival.now}) as id`.execute(options.database.web)
  return rows[0]?.id
}

/** A postcode is no code. */
const SECRETS = /password|secret|(?<!post)code$/i

const typedOf = (ask: Ask): object => Object.fromEntries(Object.entries(ask.answers).filter(([name]) => !name.startsWith('_') && !SECRETS.test(name)))

/** With us and not in the browser: a phone may be shared. Found again by their next session. */
const keepOwnWords = async (options: WebOptions, { partnership, now }: Arrival, ask: Ask): Promise<undefined> => {
  const cookie = ask.cookie('amity_own_page')
  if (cookie !== undefined) await sql`select amity.keep_own_words(${partnership.id}, ${digestOf(cookie)}, ${ask.path}, ${JSON.stringify(typedOf(ask))}::jsonb, ${now})`.execute(options.database.web)
  return undefined
}

/** Sends an officer to sign in and back here; a person to the door of their own page. */
export const signInFirst = (door: Door, ask: Ask, kept: string | undefined, reply: FastifyReply): FastifyReply => {
  if (typeof door.may === 'object' && door.may.way === 'person') return reply.code(303).header('cache-control', 'private, no-store').header('location', '/my-case/enter').send()
  const back = kept === undefined ? ask.path : `${ask.path}?kept=${kept}`
  return reply.code(303).header('cache-control', 'private, no-store').header('location', `/sign-in?next=${encodeURIComponent(back)}${kept === undefined ? '' : '&ended=yes'}`).send()
}
