// Our cookies' names and terms. Under https each is named with __Host-, so that no other host, and no page without TLS, can set one.
import type { FastifyReply } from 'fastify'

const OURS = 'amity_'
const PREFIX = '__Host-'

/** https at the front: cookies are Secure then. A browser takes the prefix on no other terms. */
export const isSecure = (baseUrl: string): boolean => baseUrl.startsWith('https:')

/** What the browser is told to call it. */
export const nameOutside = (name: string, secure: boolean): string => secure ? PREFIX + name : name

/** Cookies by the names we use inside. Where we are secure, one of ours without its prefix was set by somebody else: it is not there. */
export const bareCookies = (sent: Readonly<Record<string, string | undefined>>, secure: boolean): Record<string, string | undefined> => {
  if (!secure) return { ...sent }
  const held = Object.entries(sent).filter(([name]) => name.startsWith(PREFIX + OURS)).map(([name, value]) => [name.slice(PREFIX.length), value] as const)
  return Object.fromEntries(held)
}

/** Sets a cookie of ours, or ends it (value null). Without `until` the browser forgets it when it is closed. */
export const setOurs = (reply: FastifyReply, baseUrl: string, { name, value, until }: { readonly name: string; readonly value: string | null; readonly until?: Date }): void => {
  const secure = isSecure(baseUrl)
  const terms = { path: '/', httpOnly: true, sameSite: 'lax' as const, secure }
  if (value === null) reply.clearCookie(nameOutside(name, secure), terms)
  else reply.setCookie(nameOutside(name, secure), value, until === undefined ? terms : { ...terms, expires: until })
}
