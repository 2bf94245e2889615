// The device a browser says it is: a random number of ours in a long-lived cookie, signed so that nobody makes one up.
import { createHmac } from 'node:crypto'
import type { CookieChange } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { digestOf, newToken, sameToken } from '#web/csrf.ts'

const DAYS = 400
const signatureOf = (secret: string, number: string): string => createHmac('sha256', secret).update(`device|${number}`).digest('base64url')

export type Device = { readonly digest: string }

/** Undefined when there is no cookie, or one that is not ours. */
export const deviceOf = (ask: Ask): Device | undefined => {
  const [number = '', signature = ''] = (ask.cookie('amity_device') ?? '').split('.')
  return number.length === 43 && sameToken(signature, signatureOf(ask.secret, number)) ? { digest: digestOf(number) } : undefined
}

/** The device of this browser, and the cookie that makes it last from now; a new one when it had none. */
export const rememberDevice = (ask: Ask, now: Date): { readonly device: Device; readonly cookie: CookieChange } => {
  const known = deviceOf(ask)
  const number = known === undefined ? newToken() : (ask.cookie('amity_device') ?? '').split('.')[0] ?? ''
  return { device: { digest: digestOf(number) }, cookie: { name: 'amity_device', value: `${number}.${signatureOf(ask.secret, number)}`, until: new Date(now.getTime() + DAYS * 24 * 3_600_000) } }
}

const BROWSERS = [['Edg', 'Edge'], ['OPR/', 'Opera'], ['SamsungBrowser', 'Samsung Internet'], ['Firefox', 'Firefox'], ['Chrome', 'Chrome'], ['Safari', 'Safari']] as const
const SYSTEMS = [['iPhone', 'iPhone'], ['iPad', 'iPad'], ['Android', 'Android'], ['Windows', 'Windows'], ['Mac OS', 'Mac'], ['CrOS', 'Chromebook'], ['Linux', 'Linux']] as const

/** A browser in words its owner knows ("Edge on Windows"), from how it calls itself; what we do not know stays as it came. */
export const sayDevice = (called: string): string => {
  const [browser, system] = [BROWSERS, SYSTEMS].map(list => list.find(([mark]) => called.includes(mark))?.[1])
  return browser === undefined || system === undefined ? called.slice(0, 80) : `${browser} on ${system}`
}
