// One request over a kept connection, timed from sending it until the last byte is here, and its size as it came.
import { Agent, request } from 'node:http'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'

export type Heard = { readonly status: number; readonly ms: number; readonly bytes: number; readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>; readonly body: Buffer }
export type To = { readonly port: number; readonly host: string; readonly cookie?: string; readonly agent: Agent }

export const browser = (most = 64): Agent => new Agent({ keepAlive: true, maxSockets: most })

export const ask = ({ port, host, cookie, agent }: To, path: string, form?: string, headers: Readonly<Record<string, string>> = {}): Promise<Heard> => new Promise((resolve, reject) => {
  const began = performance.now()
  const sent = request({
    agent, port, host: '127.0.0.1', path, method: form === undefined ? 'GET' : 'POST',
    headers: { host, 'accept-encoding': 'br', ...(cookie === undefined ? {} : { cookie }), ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(form) }), ...headers },
  }, answer => {
    const parts: Buffer[] = []
    answer.on('data', (part: Buffer) => parts.push(part))
    answer.on('end', () => { const body = Buffer.concat(parts); resolve({ status: answer.statusCode ?? 0, ms: performance.now() - began, bytes: body.length, headers: answer.headers, body }) })
    answer.on('error', reject)
  })
  sent.on('error', reject)
  sent.end(form)
})

export const textOf = ({ headers, body }: Heard): string => (headers['content-encoding'] === 'br' ? brotliDecompressSync(body) : headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString('utf8')
/** What a browser asks for besides, when it sees this page for the first time. */
export const besides = (html: string): readonly string[] => [...html.matchAll(/<(?:link\b[^>]*\brel="(?:stylesheet|icon)"[^>]*\bhref|script\b[^>]*\bsrc|img\b[^>]*\bsrc)="([^"]+)"/g)].flatMap(([, at]) => at === undefined || at.startsWith('data:') ? [] : [at])

export const part = (times: readonly number[], share: number): number => times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
export const round = (value: number, digits = 1): number => Math.round(value * 10 ** digits) / 10 ** digits
