// Requests nobody meant, for every door: methods, paths, headers, encodings and bodies, as somebody signed in or as nobody.
import { randomUUID } from 'node:crypto'
import { everyDoor } from '#test/harness/every-door.ts'
import type { Chance } from './chance.ts'
import { bentText } from './mutate.ts'

export type Who = 'officer' | 'administrator' | 'person' | 'nobody'
export type Cast = {
  readonly host: string
  /** Cookies, and what every form of theirs carries. */
  readonly who: Readonly<Record<Who, { readonly cookie: string; readonly csrf: string }>>
  readonly references: Readonly<Record<'cases' | 'reports', readonly [string, ...string[]]>>
  readonly ids: readonly [string, ...string[]]
  /** Boxes of forms by the path of their door, each with answers it offers. */
  readonly boxes: Map<string, Readonly<Record<string, readonly string[]>>>
}
export type Asked = { readonly door: string; readonly who: Who; readonly method: string; readonly path: string; readonly headers: Record<string, string>; readonly body: Buffer | undefined }

/** Signing out, and what ends the cast's own way in, would leave the rest of the walk outside. */
const LEFT_OUT = /^\/(sign-out|my-case\/sign-out|my-case\/leave|account|officers\/:id)/
export const DOORS = everyDoor.filter(({ path }) => !LEFT_OUT.test(path))

const JUNK = ['..%2f..%2fetc%2fpasswd', '%00', '%ff%fe', "'", '%F0%9F%98%80', 'constructor', '__proto__', '-1', '0', '99999999999999999999', 'null', 'x'.repeat(290), '%E2%80%AE', '*', '@', ';', '%25', '%2e%2e'] as const
const METHODS = ['GET', 'POST', 'HEAD', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'QUERY', 'PROPFIND'] as const
const TYPES = ['application/x-www-form-urlencoded', 'application/x-www-form-urlencoded; charset=utf-16', 'multipart/form-data; boundary=b', 'multipart/form-data', 'application/json', 'text/xml', 'application/octet-stream', 'text/plain', '', 'multipart/form-data; boundary=""', 'a/b; c=d; e'] as const
const ODD_HEADERS: readonly (readonly [string, string])[] = [
  ['accept-encoding', 'br;q=x, gzip;q=1e9, *'], ['accept-language', 'en-GB,'.repeat(300)], ['range', 'bytes=5-1,9-,x'], ['if-none-match', '"a", W/"b'], ['if-modified-since', 'never'], ['x-forwarded-for', '::ffff:1.2.3.4, unknown, "'], ['x-forwarded-host', 'evil.test'],
  ['x-forwarded-proto', 'gopher'], ['content-encoding', 'gzip'], ['transfer-encoding', 'chunked'], ['expect', '100-continue'], ['sec-fetch-site', 'cross-site'], ['origin', 'null'], ['referer', 'javascript:1'], ['user-agent', ''], ['cookie', 'a=%; b; ==;;amity_visit=x'],
  ['x-api-key', 'x'.repeat(5_000)], ['upgrade', 'websocket'], ['http2-settings', 'x'], ['host', 'a b'], ['accept', '*/*;q=0'], ['content-language', 'xx'], ['traceparent', '00-0-0-0'],
]

const id = (chance: Chance, { ids }: Cast): string => chance.under(6) === 0 ? chance.one(JUNK) : chance.under(8) === 0 ? randomUUID() : chance.one(ids)

const pathFor = (chance: Chance, cast: Cast, pattern: string): string => pattern.split('/').map((part, at, parts) => {
  if (part === '*') return chance.one(JUNK)
  if (!part.startsWith(':')) return chance.under(300) === 0 ? bentText(chance, part).replaceAll(/[^\w-]/g, '') : part
  const before = parts[at - 1]
  if (part === ':reference' && (before === 'cases' || before === 'reports') && chance.under(10) > 0) return chance.one(cast.references[before])
  return id(chance, cast)
}).join('/')

const value = (chance: Chance, cast: Cast, offered: readonly string[], texts: readonly string[]): string => {
  switch (chance.under(6)) {
    case 0: return texts[chance.under(texts.length)] ?? ''
    case 1: return bentText(chance, offered[0] ?? '')
    case 2: return chance.one(cast.ids)
    default: return offered[chance.under(offered.length)] ?? 'A plain answer'
  }
}

const fieldsFor = (chance: Chance, cast: Cast, pattern: string, csrf: string, texts: readonly string[]): readonly (readonly [string, string])[] => {
  const known = Object.entries(cast.boxes.get(pattern) ?? {})
  const fields: (readonly [string, string])[] = chance.under(12) === 0 ? [] : [['_csrf', csrf]]
  for (const [name, offered] of known) {
    if (name === '_csrf' || chance.under(12) === 0) continue
    fields.push([name, name === '_once' ? randomUUID() : value(chance, cast, offered, texts)])
    if (chance.under(15) === 0) fields.push([name, value(chance, cast, offered, texts)])
  }
  while (chance.under(3) === 0) fields.push([bentText(chance, known[0]?.[0] ?? 'story').slice(0, 100), texts[chance.under(texts.length)] ?? ''])
  return fields
}

const inParts = (chance: Chance, fields: readonly (readonly [string, string])[]): Buffer => {
  const parts = fields.map(([name, text]) => `--b\r\ncontent-disposition: form-data; name="${name.replaceAll(/["\r\n]/g, '')}"\r\n\r\n${text}\r\n`)
  if (chance.under(2) === 0) parts.push(`--b\r\ncontent-disposition: form-data; name="file"; filename="${chance.one(['a.jpg', '', '../x', 'a"b', 'é.csv'])}"\r\ncontent-type: ${chance.one(['image/png', '', 'x'])}\r\n\r\n${chance.one(['\u0089PNG\r\n', 'a,b\n1,2', '%PDF-1.7', ''])}\r\n`)
  const whole = `${parts.join('')}--b--\r\n`
  return Buffer.from(chance.under(5) === 0 ? bentText(chance, whole) : whole)
}

const bodyFor = (chance: Chance, type: string, fields: readonly (readonly [string, string])[], texts: readonly string[]): Buffer => {
  if (type.startsWith('multipart')) return inParts(chance, fields)
  if (type.includes('json')) return Buffer.from(JSON.stringify(Object.fromEntries(fields)))
  if (type.includes('urlencoded') || chance.under(3) === 0) {
    const whole = new URLSearchParams(fields.map(([name, text]): [string, string] => [name, text])).toString()
    return Buffer.from(chance.under(10) === 0 ? bentText(chance, whole) : whole)
  }
  return Buffer.from(texts[chance.under(texts.length)] ?? '', 'latin1')
}

/** A header may hold no letter beyond Latin-1 and no line end; Node would refuse to send it, and the wire's own test sends it. */
const sendable = (text: string): string => text.replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, '')

export const askFrom = (chance: Chance, cast: Cast, texts: readonly string[]): Asked => {
  const door = DOORS[chance.under(DOORS.length)] ?? { method: 'GET' as const, path: '/' }
  const who = chance.one(['officer', 'officer', 'administrator', 'administrator', 'person', 'nobody'] as const)
  const method = chance.under(15) === 0 ? chance.one(METHODS) : door.method
  const { cookie, csrf } = cast.who[who]
  const query = chance.under(3) === 0 ? `?${new URLSearchParams([[chance.one(['find', 'before', 'show', 'from', 'to', 'then', 'kept', 'page', 'sort', 'api_key', 'x']), texts[chance.under(texts.length)] ?? '']]).toString()}` : ''
  const headers: Record<string, string> = { host: cast.host, 'x-forwarded-for': `10.${chance.under(250)}.${chance.under(250)}.${chance.under(250)}`, ...(cookie === '' ? {} : { cookie }) }
  if (chance.under(6) === 0) { const [name, text] = chance.one(ODD_HEADERS as readonly [readonly [string, string], ...(readonly [string, string])[]]); headers[name] = sendable(text) }
  const path = pathFor(chance, cast, door.path) + query
  if (method === 'GET' || method === 'HEAD') return { door: `${door.method} ${door.path}`, who, method, path, headers, body: undefined }
  const fields = fieldsFor(chance, cast, door.path, csrf, texts)
  const type = chance.under(4) === 0 ? chance.one(TYPES) : cast.boxes.get(door.path)?.['file'] === undefined ? TYPES[0] : TYPES[2]
  const body = bodyFor(chance, type, fields, texts)
  if (type !== '') headers['content-type'] = type
  if (headers['transfer-encoding'] === undefined) headers['content-length'] = String(body.length)
  return { door: `${door.method} ${door.path}`, who, method, path, headers, body }
}
