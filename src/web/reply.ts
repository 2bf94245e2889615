// Turns an Answer into HTTP: status, cookies, caching, and the pages for "not there" and "refused".
import type { FastifyReply, FastifyRequest } from 'fastify'
import { toHtml, type Html } from '#ui/html.ts'
import type { Answer, CookieChange } from './answers.ts'
import { textOf, type Ask } from './ask.ts'
import { formToken, sameToken } from './csrf.ts'
import type { Arrival } from './go-through.ts'
import { NotTherePage, RefusedPage } from './problem-pages.tsx'
import type { PostedBody } from './uploads.ts'
import type { WebOptions } from './serve.ts'

/** Private pages are kept by nobody, and going back shows what is true now. */
const PRIVATE = 'private, no-store'

export const sendPage = (reply: FastifyReply, status: number, html: Html): FastifyReply =>
  reply.code(status).header('cache-control', PRIVATE).type('text/html; charset=utf-8').send(toHtml(html))

export const answerTo = async (answer: Answer, options: WebOptions, ask: Ask, _arrival: Arrival, reply: FastifyReply): Promise<FastifyReply> => {
  switch (answer.kind) {
    case 'page':
      for (const change of answer.cookies) setCookie(options, reply, change)
      return sendPage(reply, answer.status, answer.html)
    case 'go to provider':
      for (const change of answer.cookies) setCookie(options, reply, change)
      return reply.code(303).header('cache-control', PRIVATE).header('location', new URL(answer.url).href).send()
    case 'not there': return sendPage(reply, 404, NotTherePage({ frame: ask.frame }))
    case 'refused': return sendPage(reply, 403, RefusedPage({ frame: ask.frame, because: answer.because }))
    case 'see other':
      for (const change of answer.cookies) setCookie(options, reply, change)
      return reply.code(303).header('cache-control', PRIVATE).header('location', ourOwn(answer.location)).send()
    case 'body':
      if (answer.fileName !== undefined) reply.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(answer.fileName)}`)
      return reply.code(answer.status).header('cache-control', answer.cache ?? PRIVATE).header('x-content-type-options', 'nosniff').headers(answer.headers).type(answer.mediaType).send(answer.body)
  }
}

const setCookie = (options: WebOptions, reply: FastifyReply, { name, value, until }: CookieChange): void => {
  const settings = { path: '/', httpOnly: true, sameSite: 'lax' as const, secure: options.baseUrl.startsWith('https:') }
  if (value === null) reply.clearCookie(name, settings)
  else reply.setCookie(name, value, until === undefined ? settings : { ...settings, expires: until })
}

/** Only paths of this service: never a scheme, a host, or the two slashes that a browser takes for one. */
export const ourOwn = (location: string): string => /^\/(?![/\\])/.test(location) && !/[\r\n]/.test(location) ? location : '/'

/** Whether a posted form was shown by us to this browser. */
export const formIsOurs = (options: WebOptions, arrival: Arrival, posted: PostedBody, request: FastifyRequest): boolean => {
  if (request.headers['sec-fetch-site'] === 'cross-site') return false
  const session = request.cookies['amity_session'] ?? request.cookies['amity_own_page'] ?? ''
  return sameToken(textOf(posted.answers, '_csrf'), formToken(options.secret, arrival.visit, session))
}
