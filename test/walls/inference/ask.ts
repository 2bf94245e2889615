// One request of one walker in one world, with the tokens a browser would hold; cookies that answers set are kept as a browser keeps them.
import type { LightMyRequestResponse } from 'fastify'
import { formToken } from '#web/csrf.ts'
import { HOST, type World } from './worlds.ts'
import type { Walker } from './walkers.ts'

export type Fields = Readonly<Record<string, string>>
export type Request = { readonly method: 'GET' | 'POST'; readonly url: string; readonly fields?: Fields }
export type Answered = { readonly status: number; readonly headers: Readonly<Record<string, unknown>>; readonly body: string; readonly asked: readonly string[]; readonly log: readonly string[] }

const jars = new WeakMap<World, Map<string, Map<string, string>>>()
const jarOf = (world: World, { who, cookies }: Walker): Map<string, string> => {
  const all = jars.get(world) ?? new Map<string, Map<string, string>>()
  jars.set(world, all)
  const jar = all.get(who) ?? new Map(Object.entries(cookies))
  all.set(who, jar)
  return jar
}

export const ask = async (world: World, walker: Walker, { method, url, fields = {} }: Request): Promise<Answered> => {
  const jar = jarOf(world, walker)
  const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
  const csrf = formToken(world.database.secret, jar.get('amity_visit') ?? '', jar.get('amity_session') ?? jar.get('amity_own_page') ?? '')
  world.done.length = 0
  world.log.length = 0
  const answer: LightMyRequestResponse = await world.server.inject({
    method, url, headers: { host: HOST, ...walker.headers, ...(cookie === '' ? {} : { cookie }), ...(method === 'POST' ? { 'content-type': 'application/x-www-form-urlencoded' } : {}) },
    ...(method === 'POST' ? { payload: new URLSearchParams(walker.way === 'key' ? { ...fields } : { ...fields, _csrf: csrf }).toString() } : {}),
  })
  // Sessions stay as they began, so that signing out of one door does not end the walk.
  for (const { name, value } of answer.cookies) if (!(name in walker.cookies)) { if (value === '') jar.delete(name); else jar.set(name, value) }
  return { status: answer.statusCode, headers: answer.headers, body: answer.rawPayload.toString('latin1'), asked: [...world.done], log: [...world.log] }
}
