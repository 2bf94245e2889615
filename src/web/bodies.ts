// How a posted body may arrive: as a form, of a size we can read, and not packed. Whatever else it claims to be is read as nothing.
import { parse } from 'node:querystring'
import formbody from '@fastify/formbody'
import multipart from '@fastify/multipart'
import type { FastifyInstance } from 'fastify'

/** Letters of all fields of one form together. Files are counted apart, by their door. */
export const BODY_LIMIT = 6_000_000
/** No page of ours has nearly as many boxes; more is somebody filling the memory. */
export const MOST_FIELDS = 2_000

/** A refusal that answerProblem turns into its page. */
export class BodyRefused extends Error {
  readonly statusCode: number
  readonly code: string
  constructor(statusCode: 400 | 413 | 415, says: string) {
    super(says)
    this.statusCode = statusCode
    this.code = `AMITY_BODY_${statusCode}`
  }
}

export const tooMuch = (): BodyRefused => new BodyRefused(413, 'too many fields, or too much in them')

/** Counted before it is taken apart: a body of nothing but & would become millions of fields. */
const readForm = (text: string): Record<string, unknown> => {
  let fields = 1
  for (let at = text.indexOf('&'); at >= 0; at = text.indexOf('&', at + 1)) if ((fields += 1) > MOST_FIELDS) throw tooMuch()
  return parse(text, '&', '=', { maxKeys: 0 })
}

export const readBodiesOf = async (server: FastifyInstance): Promise<void> => {
  // JSON and plain text can be sent from another site's form; nothing of ours is.
  server.removeAllContentTypeParsers()
  // A packed body of a few kilobytes unfolds into gigabytes; browsers send none.
  server.addHook('onRequest', async request => {
    const packed = request.headers['content-encoding']
    if (packed !== undefined && packed.toLowerCase() !== 'identity') throw new BodyRefused(415, 'a packed body')
  })
  await server.register(formbody, { bodyLimit: BODY_LIMIT, parser: readForm })
  await server.register(multipart, { throwFileSizeLimit: false })
  // Read to its end, so that the answer can be heard, but not for ever. The door then says what is missing.
  server.addContentTypeParser('*', (_request, payload, done) => {
    let length = 0
    payload.on('data', (part: Buffer) => {
      length += part.length
      if (length > BODY_LIMIT) { payload.removeAllListeners('data'); done(tooMuch()) }
    })
    payload.on('end', () => { if (length <= BODY_LIMIT) done(null, undefined) })
    payload.on('error', problem => done(problem))
  })
}
