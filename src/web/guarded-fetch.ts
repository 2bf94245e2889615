// Asks another service at an address an administrator typed: https only, never an address inside our network, no redirects.
import { lookup, type LookupAddress } from 'node:dns'
import { request as requestPlain } from 'node:http'
import { request as requestSecure } from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'

const MOST_BYTES = 1_000_000
const TIMEOUT = 8000

const inside = new BlockList()
for (const [net, bits] of [['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15], ['224.0.0.0', 3]] as const) inside.addSubnet(net, bits, 'ipv4')
for (const [net, bits] of [['::', 127], ['64:ff9b::', 96], ['fc00::', 7], ['fe80::', 10], ['ff00::', 8]] as const) inside.addSubnet(net, bits, 'ipv6')

export class NotFetched extends Error {}

/** Whether an address lies inside: this machine, its network, the cloud's own services. A mapped IPv4 counts as what it is. */
export const liesInside = (address: string): boolean => {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  const plain = mapped ?? address
  const family = isIP(plain)
  return family === 0 || inside.check(plain, family === 6 ? 'ipv6' : 'ipv4') || /^::ffff:/i.test(plain)
}

const isLocalName = (host: string): boolean => host === 'localhost' || host === '127.0.0.1' || host === '[::1]'

/** Why this address may not be asked, or undefined. `local`: plain http to this machine is fine (demonstration, tests). */
export const whyNot = (address: string, local: boolean): string | undefined => {
  const url = URL.parse(address)
  if (url === null) return 'That is not a web address'
  if (url.username !== '' || url.password !== '') return 'A web address with a user name in it cannot be used'
  if (local && isLocalName(url.hostname)) return undefined
  if (url.protocol !== 'https:') return 'The address must begin with https://'
  const host = url.hostname.replace(/^\[|\]$/g, '')
  return isIP(host) !== 0 && liesInside(host) || isLocalName(url.hostname) ? 'That address lies inside our own network' : undefined
}

/** Every address a name leads to is looked at, and the connection goes to one of them: a name cannot change in between. */
const lookOutside: LookupFunction = (host, options, done) => {
  lookup(host, { ...options, all: true }, (problem, addresses: LookupAddress[]) => {
    const [first] = addresses ?? []
    if (problem !== null || first === undefined) return done(problem ?? new NotFetched('no such host'), '')
    if (addresses.some(({ address }) => liesInside(address))) return done(new NotFetched('that name leads inside our own network'), '')
    return options.all === true ? done(null, addresses) : done(null, first.address, first.family)
  })
}

export type Asked = { readonly method?: string | undefined; readonly headers?: Readonly<Record<string, string>> | undefined; readonly body?: string | undefined }

/** @throws {NotFetched} with words for an administrator. A redirect is an answer like another, and is not followed. */
export const guardedFetch = (address: string, { method = 'GET', headers = {}, body }: Asked, local: boolean): Promise<Response> => {
  const wrong = whyNot(address, local)
  if (wrong !== undefined) return Promise.reject(new NotFetched(wrong))
  const url = new URL(address)
  const here = local && isLocalName(url.hostname)
  const send = url.protocol === 'http:' ? requestPlain : requestSecure
  return new Promise((resolve, reject) => {
    const fail = (problem: Error): void => reject(problem instanceof NotFetched ? problem : new NotFetched(sayFailure(problem), { cause: problem }))
    const asking = send(url, { method, headers: { ...headers, ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }) }, signal: AbortSignal.timeout(TIMEOUT), ...(here ? {} : { lookup: lookOutside }) }, answer => {
      const parts: Buffer[] = []
      let size = 0
      answer.on('data', (part: Buffer) => {
        size += part.length
        if (size > MOST_BYTES) asking.destroy(new NotFetched('the answer was too long'))
        else parts.push(part)
      })
      answer.on('error', fail)
      answer.on('end', () => {
        const status = answer.statusCode ?? 500
        const kept = Object.entries(answer.headers).flatMap(([name, value]) => typeof value === 'string' ? [[name, value] as [string, string]] : [])
        resolve(new Response(status === 204 || status === 304 ? null : Buffer.concat(parts), { status, headers: kept }))
      })
    })
    asking.on('error', fail)
    asking.end(body)
  })
}

const sayFailure = (problem: Error): string => {
  const code = 'code' in problem ? String(problem.code) : ''
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'no such host'
  if (code === 'ECONNREFUSED') return 'nothing answers there'
  if (problem.name === 'TimeoutError' || problem.name === 'AbortError') return 'no answer within 8 seconds'
  return /CERT|SSL|TLS|SELF_SIGNED|ALTNAME/i.test(code) ? 'its certificate is not valid' : 'it could not be reached'
}
