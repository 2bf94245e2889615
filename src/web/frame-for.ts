// What each page is told of the person who looks: the partnership's name and colours, the officer, the form token.
import type { Act } from '#db/acts.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Frame } from '#ui/frame.ts'
import { setOurs } from './cookies.ts'
import { formToken, keptKey, newToken } from './csrf.ts'
import type { Arrival } from './go-through.ts'
import type { NavigationEntry, WebOptions } from './serve.ts'

const VISIT = /^[\w-]{43}$/

/** The random number of this browser, set on first sight: form tokens hang on it. */
export const visitOf = (options: WebOptions, request: FastifyRequest, reply: FastifyReply): string => {
  const held = request.cookies['amity_visit']
  if (held !== undefined && VISIT.test(held)) return held
  const visit = newToken()
  setOurs(reply, options.baseUrl, { name: 'amity_visit', value: visit })
  return visit
}

export const csrfOf = (options: WebOptions, arrival: Arrival, request: FastifyRequest): string =>
  formToken(options.secret, arrival.visit, whoseForms(arrival.session) ?? request.cookies['amity_session'] ?? request.cookies['amity_own_page'] ?? '')

/** Of the officer and not of their session's number: proving again changes that, and what stands half typed in another window must not be lost. */
const whoseForms = (session: Arrival['session']): string | undefined =>
  session === undefined ? undefined : 'actor' in session ? session.actor.officerId : session.endedFor

export const frameFor = (options: WebOptions, arrival: Arrival, request: FastifyRequest, reply: FastifyReply): { frame: Omit<Frame, 'title'>; csrf: string } => {
  const { partnership, session } = arrival
  const csrf = csrfOf(options, arrival, request)
  const path = request.url.split('?')[0] ?? '/'
  if (/^\/my-case(\/|$)/.test(path)) return { frame: neutralFrame(options, arrival, reply), csrf }
  const actor = session !== undefined && 'actor' in session ? session.actor : undefined
  const frame: Omit<Frame, 'title'> = {
    nonce: reply.cspNonce.script, language: partnership.language, direction: 'ltr',
    service: { name: partnership.name, homeHref: '/' },
    theme: { brandColour: partnership.brandColour ?? undefined, href: partnership.brandColour === null ? undefined : '/theme.css' },
    assets: options.assets, demonstration: partnership.isDemonstration,
    links: [{ text: 'Privacy', href: '/privacy' }, { text: 'Accessibility', href: '/accessibility' }, { text: 'Contact', href: '/contact' }],
    ...(actor === undefined ? {} : {
      officer: {
        name: actor.officerName, agency: actor.agencyName, csrf, keptKey: keptKey(options.secret, actor.officerId), accountHref: '/account',
        ...placesFor(options, actor.acts, path),
      },
    }),
  }
  return { frame, csrf }
}

const FEW = 2
/** Where this officer may go: what is used all day in the bar, the rest on one page, so that nobody searches a wall of links. */
const placesFor = ({ navigation }: WebOptions, acts: readonly Act[], path: string) => {
  const isHere = (href: string): boolean => path === href || path.startsWith(`${href}/`)
  const allowed = navigation.filter(entry => entry.act === undefined || acts.includes(entry.act))
  const rest = allowed.filter(entry => entry.more === true)
  const bar = rest.length < FEW ? allowed : allowed.filter(entry => entry.more !== true)
  const place = ({ text, href }: NavigationEntry) => ({ text, href, current: isHere(href) })
  return { nav: [...bar.map(place), ...(rest.length < FEW ? [] : [{ text: 'More', href: '/more', current: path === '/more' || rest.some(({ href }) => isHere(href)) }])], more: rest.length < FEW ? [] : rest.map(place) }
}

/** On the person's own page what goes wrong must not name us either, and the way out stays. */
const neutralFrame = (options: WebOptions, { partnership }: Arrival, reply: FastifyReply): Omit<Frame, 'title'> => ({
  nonce: reply.cspNonce.script, language: partnership.language, direction: 'ltr', service: { name: 'Your page', homeHref: '/my-case' }, theme: {},
  assets: options.assets, demonstration: partnership.isDemonstration, leaveHref: '/my-case/leave', links: [],
})
