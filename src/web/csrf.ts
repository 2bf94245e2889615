// Forgery protection: a form's token is tied to a random cookie of this browser and to its session, under our secret.
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** A random text for cookies, private links and keys: 256 bits, safe in a URL. */
export const newToken = (): string => randomBytes(32).toString('base64url')

/** What we keep of a token: its SHA-256, in hexadecimal. */
export const digestOf = (token: string): string => createHash('sha256').update(token).digest('hex')

/** The token for forms shown to this visit and session. */
export const formToken = (secret: string, visit: string, session: string): string =>
  createHmac('sha256', secret).update(`form|${visit}|${session}`).digest('base64url')

/** For a link that leaves for an agency's own sign-in: shows that somebody chose it on a page of ours, in this browser. */
export const leaveToken = (secret: string, csrf: string): string =>
  createHmac('sha256', secret).update(`leave|${csrf}`).digest('base64url')

/** The key with which this officer's browser seals long typed text: theirs alone, and the same after they sign in again. */
export const keptKey = (secret: string, officerId: string): string =>
  createHmac('sha256', secret).update(`kept|${officerId}`).digest('base64')

export const sameToken = (a: string, b: string): boolean => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
