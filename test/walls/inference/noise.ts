// What two worlds may answer differently without saying anything: nonces, one-time numbers, and keys and references made a moment ago.
import { readReference } from '#kernel/reference.ts'

export type Heard = { readonly status: number; readonly headers: Readonly<Record<string, unknown>>; readonly body: string }

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g
const REFERENCE = /[2-9CDFHJKMNPQRTVWX]{3}-[2-9CDFHJKMNPQRTVWX]{3}-[2-9CDFHJKMNPQRTVWX]{3}/g
const NONCE = /nonce-([0-9a-f]+)/g
const MADE_COOKIES = /(amity_draft|amity_visit|amity_own_link|amity_session|amity_own_page)=[\w-]{20,}/g

/** Takes the noise out of a text. `known`: keys and references of both worlds before anybody walked, which stay as they are. */
export const quiet = (text: string, known: ReadonlySet<string>): string => text
  .replaceAll(NONCE, 'nonce-#').replaceAll(/nonce="[0-9a-f]+"/g, 'nonce="#"').replaceAll(MADE_COOKIES, '$1=#')
  .replaceAll(/amity-secret">[\w-]{43}/g, 'amity-secret">#')
  .replaceAll(UUID, id => known.has(id) ? id : '#id')
  .replaceAll(REFERENCE, reference => known.has(reference) || readReference(reference) === undefined ? reference : '#reference')
  .replaceAll(/\/my-case\/link\/[\w-]{43}|\/choose-password\/[\w-]{43}|\/report\/resume\/[\w-]{43}|\/survey\/[\w-]{43}/g, '#link')

/** An answer as one text: status, headers in order of name, body. The date, and the time it took, are nobody's secret. */
export const said = ({ status, headers, body }: Heard, known: ReadonlySet<string>): string => quiet([
  String(status), ...Object.entries(headers).filter(([name]) => name !== 'date').toSorted(([a], [b]) => a < b ? -1 : 1).map(([name, value]) => `${name}: ${String(value)}`), '', body,
].join('\n'), known)

/** Where two texts part, with some words around: for the message of a test that fails. */
export const parting = (one: string, other: string): string => {
  let at = 0
  while (at < one.length && one[at] === other[at]) at += 1
  return `…${one.slice(Math.max(0, at - 120), at)}⟦${one.slice(at, at + 160)}⟧ against ⟦${other.slice(at, at + 160)}⟧`
}
