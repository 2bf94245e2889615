// Turns an Answer into HTTP: status, cookies, caching, and the pages for "not there" and "refused".
import type { FastifyReply, FastifyRequest } from 'fastify'
import { drawnFor } from '#ui/govuk/templates.ts'
import { toHtml, type Html } from '#ui/html.ts'
import type { Answer } from './answers.ts'
import { textOf, type Ask } from './ask.ts'
import { setOurs } from './cookies.ts'
import { sameToken } from './csrf.ts'
import { csrfOf } from './frame-for.ts'
import type { Arrival } from './go-through.ts'
import { NotTherePage, RefusedPage } from './problem-pages.tsx'
import type { PostedBody } from './uploads.ts'
import type { WebOptions } from './serve.ts'

/** Private pages are kept by nobody, and going back shows what is true now. */
const PRIVATE = 'private, no-store'
const SHUT_IN = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; media-src 'self'"

/** `viewer` tells whoever reads from everybody else; without one, no part of the page comes from what was drawn before. */
export const sendPage = (reply: FastifyReply, status: number, html: Html, viewer?: string): FastifyReply =>
  reply.code(status).header('cache-control', PRIVATE).type('text/html; charset=utf-8').send(drawnFor(viewer, () => toHtml(html)))

export const answerTo = async (answer: Answer, options: WebOptions, ask: Ask, viewer: string, reply: FastifyReply): Promise<FastifyReply> => {
  switch (answer.kind) {
    case 'page':
      for (const change of answer.cookies) setOurs(reply, options.baseUrl, change)
      return sendPage(reply, answer.status, answer.html, viewer)
    case 'go to provider':
      for (const change of answer.cookies) setOurs(reply, options.baseUrl, change)
      return reply.code(303).header('cache-control', PRIVATE).header('location', new URL(answer.url).href).send()
    case 'not there': return sendPage(reply, 404, NotTherePage({ frame: ask.frame }), viewer)
    case 'refused': return sendPage(reply, 403, RefusedPage({ frame: ask.frame, because: answer.because }), viewer)
    case 'see other':
      for (const change of answer.cookies) setOurs(reply, options.baseUrl, change)
      return reply.code(303).header('cache-control', PRIVATE).header('location', ourOwn(answer.location)).send()
    case 'body':
      if (answer.fileName !== undefined) reply.header('content-disposition', `attachment; filename*=UTF-8''${nameInHeader(answer.fileName)}`)
      // What is not text of ours is a file somebody gave: nothing in it runs, whatever it says it is.
      if (typeof answer.body !== 'string') reply.header('content-security-policy', SHUT_IN)
      return reply.code(answer.status).header('cache-control', answer.cache ?? PRIVATE).header('x-content-type-options', 'nosniff').headers(answer.headers).type(answer.mediaType).send(answer.body)
  }
}

/** Characters that turn the direction of writing make photo\u202Egpj.exe look like a picture; they and controls are left out. */
const MISLEADING = /[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu

/** As RFC 8187 asks: its attr-char has no ' ( ) *, which encodeURIComponent lets stand. */
export const nameInHeader = (name: string): string =>
  encodeURIComponent(name.toWellFormed().replaceAll(MISLEADING, '')).replaceAll(/['()*]/g, sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)

const HERE = 'http://here.invalid'

/**
 * Only paths of this service, read as a browser reads them: never a scheme, a host, or the two slashes that it takes for
 * one. It leaves out tabs and line ends first, so that / TAB / would be two slashes. Letters no header may carry are encoded.
 */
export const ourOwn = (location: string): string => {
  if (!location.startsWith('/') || /\p{Cc}/u.test(location) || !URL.canParse(location, HERE)) return '/'
  const { origin, pathname, search, hash } = new URL(location, HERE)
  return origin === HERE && !pathname.startsWith('//') ? pathname + search + hash : '/'
}

/** Whether a posted form was shown by us to this browser. */
export const formIsOurs = (options: WebOptions, arrival: Arrival, posted: PostedBody, request: FastifyRequest): boolean => {
  if (request.headers['sec-fetch-site'] === 'cross-site') return false
  return sameToken(textOf(posted.answers, '_csrf'), csrfOf(options, arrival, request))
}
