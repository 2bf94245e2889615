// What happens at every door, once and in this order: who is it, may they, open the Work, read, run, record, answer.
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Act } from '#db/acts.ts'
import { sayDay } from '#kernel/time.ts'
import { doWork, type Actor, type Outcome, type Partnership, type Work } from '#db/work.ts'
import { notThere, refused, type Answer } from './answers.ts'
import { textOf, type Ask } from './ask.ts'
import { digestOf } from './csrf.ts'
import { sayMay, sayRecords, type Door } from './doors.ts'
import { frameFor, visitOf } from './frame-for.ts'
import { keptHere } from './kept-files.ts'
import { onTheTick } from './on-the-tick.ts'
import { detailOf, pathOf } from './record-line.ts'
import { answerTo, formIsOurs, sendPage } from './reply.ts'
import { answerUnknown } from './problems.ts'
import { StalePage } from './problem-pages.tsx'
import { proveFirst } from './prove-first.ts'
import { keepTyped, signInFirst } from './session-ended.ts'
import { tryAgain } from './try-again.ts'
import { asAnswers, forget, readBody, type PostedBody } from './uploads.ts'
import { cameFrom } from './watching.ts'
import { findKeyHolder, findPerson, findVisit, type Session } from './visitors.ts'
import type { WebOptions } from './serve.ts'

/** Everything known about a request before its use case runs. `began`: by performance.now(). */
export type Arrival = { readonly partnership: Partnership; readonly session: Session; readonly now: Date; readonly visit: string; readonly began: number }

/** Before anybody has set the service up. No row belongs to partnership 0. */
const NOT_YET: Partnership = { id: 0, name: 'Amity', language: 'en', isDemonstration: false, triageAgencyId: null, agencyName: null, brandColour: null, phone: null, email: null }
const EMPTY: PostedBody = { answers: {}, uploads: [] }

/** Answers one request at one door. */
export const goThrough = async (options: WebOptions, door: Door, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
  const [now, began] = [options.clock(), performance.now()]
  const { partnership: found, session } = await tryAgain(() => findVisit(options.database, request.hostname.split(':')[0] ?? '', request.cookies['amity_session'], now))
  if (found === undefined && !door.path.startsWith('/set-up')) return answerUnknown(options, request, reply)
  const partnership = found ?? NOT_YET
  // Another system keeps no cookie and sends no form of ours.
  const arrival: Arrival = { partnership, session, now, visit: isForSystems(door) ? '' : visitOf(options, request, reply), began }
  const posted = door.method === 'POST' ? await readBody(request, options.files.incoming, door.largestFile) : EMPTY
  try {
    return await answerAt(options, door, arrival, posted, request, reply)
  } finally {
    await forget(posted.uploads)
  }
}

const isForSystems = (door: Door): boolean => typeof door.may === 'object' && door.may.way === 'key'

const answerAt = async (
  options: WebOptions, door: Door, arrival: Arrival, posted: PostedBody, request: FastifyRequest, reply: FastifyReply,
): Promise<FastifyReply> => {
  const ask = askOf(options, door, arrival, posted, request, reply)
  if (door.method === 'POST' && !isForSystems(door) && !formIsOurs(options, arrival, posted, request)) {
    // The reason stays out: a forger learns nothing, and who runs the service sees that somebody tried.
    request.log.warn({ event: 'a form not shown by us', route: door.path, address: cameFrom(request) }, 'refused')
    return sendPage(reply, 403, StalePage({ frame: ask.frame }))
  }
  const actor = await tryAgain(() => whoComesThrough(options, door, arrival, ask, request))
  if (actor === undefined) {
    const kept = door.method === 'POST' ? await keepTyped(options, door, arrival, ask) : undefined
    return signInFirst(door, ask, kept, reply)
  }
  if (typeof door.may === 'string' && !(actor.kind === 'officer' && actor.acts.includes(door.may))) {
    const because = whyRefused(actor, door.may)
    await recordRefusal(options, arrival, actor, door, `refused: ${sayMay(door.may)}`, ask)
    return answerTo({ kind: 'refused', because }, options, ask, viewerOf(arrival, actor), reply)
  }
  const held = await proveFirst(options, door, arrival, ask, request)
  if (held !== undefined) return reply.code(303).header('cache-control', 'private, no-store').header('location', held).send()
  const answer = await orNotThere(() => run(options, door, arrival, actor, ask))
  // What a refused POST wrote was undone, and its own line with it.
  if (door.method === 'POST' && isRefused(answer) && isKnown(actor)) await recordRefusal(options, arrival, actor, door, `${sayRecords(door.records)} (${answer.kind})`, ask)
  if (isNotThere(answer)) await onTheTick(arrival.began)
  return answerTo(answer, options, ask, viewerOf(arrival, actor), reply)
}

/** An officer, a person harmed, or all who come without an account: they see the same pages. */
const viewerOf = ({ partnership, session }: Arrival, actor: Actor): string => {
  const officer = session !== undefined && 'actor' in session ? session.actor : actor
  return officer.kind === 'officer' ? officer.officerId : officer.kind === 'person' ? officer.personId : `${partnership.id} ${officer.kind}`
}

/** The role, or a training that ran out: what to do about each is different. */
const whyRefused = (actor: Actor, act: Act): string => {
  const [lapsed] = actor.kind === 'officer' ? (actor.lapsed ?? []).filter(one => one.act === act) : []
  if (lapsed === undefined) return `Your role does not let you ${act}. Ask the person who runs Amity for your agency if you need to.`
  return `${lapsed.ranOutOn === null ? `You have no “${lapsed.training}” training on record` : `Your “${lapsed.training}” training ran out on ${sayDay(lapsed.ranOutOn)}`}, and without it you may not ${act}. Ask your manager to record it once it is done.`
}

const run = async (options: WebOptions, door: Door, arrival: Arrival, actor: Actor, asked: Ask): Promise<Answer> => {
  // A commit that was asked for may stand even when its answer is lost, and then its files must too.
  let stands = false
  return tryAgain(async () => {
    const { files, takeBack } = keptHere(asked.files)
    const ask: Ask = { ...asked, files }
    try {
      return await doWork(options.database, actor, { partnership: arrival.partnership, now: arrival.now, purpose: sayMay(door.may) }, async work => {
        stands = false
        // `door.may` decided which kind of actor this is (whoComesThrough), and its type decided what `run` expects.
        const answer = await door.run(work as Work as never, ask)
        const outcome = await recorded(work, door, ask, answer)
        // What the trail says of a page is sent with the commit behind it; nothing stands where it failed.
        if (outcome.last === undefined) stands = outcome.keep
        else outcome.last.then(() => { stands = outcome.keep }, () => undefined)
        return outcome
      })
    } finally {
      if (!stands) await takeBack()
    }
  }, () => stands)
}

/** Adds the record line, and says whether what was written stands: only answers that succeeded do. */
const recorded = async (work: Work, door: Door, ask: Ask, answer: Answer): Promise<Outcome<Answer>> => {
  if (isRefused(answer)) {
    // A GET wrote nothing else; a POST is undone by the caller, and its line is written after it.
    if (door.method !== 'GET' || !isKnown(work.actor)) return { keep: false, answer }
    await work.record(`${sayRecords(door.records)} (${answer.kind})`, pathOf(door, ask), { how: 'refused' })
    return { keep: true, answer }
  }
  if (answer.kind === 'page' && answer.status >= 400) return { keep: answer.keep, answer }
  if (answer.kind === 'body' && answer.status >= 400) return { keep: false, answer }
  if (typeof door.records !== 'string') return { keep: true, answer }
  const last = work.record(door.records, 'about' in answer && answer.about !== undefined ? answer.about : work.actor.kind === 'officer' ? pathOf(door, ask) : undefined, detailOf(door, ask, answer))
  if (door.method === 'GET') return { keep: true, answer, last }
  await last
  return { keep: true, answer }
}

const isNotThere = (answer: Answer): boolean => answer.kind === 'not there' || (answer.kind === 'body' && answer.status === 404)
const isRefused = (answer: Answer): answer is Extract<Answer, { kind: 'not there' | 'refused' }> => answer.kind === 'not there' || answer.kind === 'refused'
/** Whoever comes without an account or a key is nobody the trail could name. */
const isKnown = (actor: Actor): boolean => actor.kind === 'officer' || actor.kind === 'person' || (actor.kind === 'key' && actor.keyId !== null)

const recordRefusal = (options: WebOptions, arrival: Arrival, actor: Actor, door: Door, action: string, ask: Ask): Promise<unknown> =>
  doWork(options.database, actor, { partnership: arrival.partnership, now: arrival.now, purpose: sayMay(door.may) }, async work => {
    await work.record(action, pathOf(door, ask), { how: 'refused' })
    return { keep: true, answer: undefined }
  })

/** The actor this door's way in gives, or undefined when somebody must sign in first. */
const whoComesThrough = async (options: WebOptions, door: Door, arrival: Arrival, ask: Ask, request: FastifyRequest): Promise<Actor | undefined> => {
  const { partnership, session, now } = arrival
  const way = typeof door.may === 'string' ? 'signed in' : door.may.way
  if (way === 'signed in') return session !== undefined && 'actor' in session ? session.actor : undefined
  if (way === 'person') return findPerson(options.database, partnership, request.cookies['amity_own_page'], now)
  if (way === 'key') {
    const key = textOf(ask.answers, 'api_key') || textOf(ask.query, 'api_key') || ask.header('x-api-key') || ''
    const holder = await findKeyHolder(options.database, partnership, key, now)
    if (key !== '' && holder.keyId === null) request.log.warn({ event: 'an API key we do not know', route: door.path, address: cameFrom(request) }, 'refused')
    return holder
  }
  const held = request.cookies['amity_draft']
  return { kind: 'public', key: held === undefined ? null : digestOf(held) }
}

const askOf = (options: WebOptions, door: Door, arrival: Arrival, posted: PostedBody, request: FastifyRequest, reply: FastifyReply): Ask => {
  const { frame, csrf } = frameFor(options, arrival, request, reply)
  return {
    method: door.method, path: request.url.split('?')[0] ?? '/', params: params(request.params), query: asAnswers(request.query),
    answers: posted.answers, uploads: posted.uploads, files: options.files, frame, csrf, secret: options.secret, baseUrl: options.baseUrl,
    address: request.ip, origin: originOf(options.baseUrl, request.host), device: request.headers['user-agent']?.slice(0, 200) ?? '',
    header: name => { const value = request.headers[name]; return typeof value === 'string' ? value : undefined },
    cookie: name => request.cookies[name],
  }
}

/** A host name nobody can read is no origin: then it is the one the service was set up with. */
const originOf = (baseUrl: string, host: string): string => {
  const asked = `${baseUrl.split(':')[0] ?? 'https'}://${host}`
  return URL.canParse(asked) ? asked : baseUrl
}

const params = (given: unknown): Record<string, string> => {
  const texts: Record<string, string> = Object.create(null)
  for (const [name, value] of Object.entries(given ?? {})) if (typeof value === 'string') texts[name] = value.replaceAll('\0', '')
  return texts
}

const orNotThere = async (act: () => Promise<Answer>): Promise<Answer> => {
  try {
    return await act()
  } catch (problem) {
    const code = problem instanceof Error && 'code' in problem ? String(problem.code) : ''
    // "No such case", said by a trigger: a key that is not there, or not yours.
    if (code === '23503') return notThere
    if (code === '42501' && problem instanceof Error && problem.message.includes('broke the glass')) return refused('You see this case because you broke the glass. You may read it and add a note; whoever keeps it does the rest.')
    throw problem
  }
}
