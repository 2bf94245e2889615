// One round of closed-loop load with autocannon, and what it says. Autocannon is no dependency of ours: it lies beside the peer.
import { createRequire } from 'node:module'
import path from 'node:path'
import { z } from 'zod'

export type Request = { readonly method: 'GET' | 'POST'; readonly path: string; readonly headers: Readonly<Record<string, string>>; readonly body?: string }
export type Operation = {
  readonly name: string
  /** The next request: what is asked for rotates, the same way every time. */
  readonly next: () => Request
  /** The status of a right answer. */
  readonly status: number
  /** Whether an answer holds something, where it might find nothing. */
  readonly finds?: (body: string) => boolean
}

/** The letter before the last two left out: of the family name, of the second word. */
export const slipIn = (words: string): string => words.slice(0, -3) + words.slice(-2)

const answerShape = z.object({
  duration: z.number(), errors: z.number(), timeouts: z.number(), latency: z.object({ p50: z.number(), p97_5: z.number(), p99: z.number() }),
  statusCodeStats: z.record(z.string(), z.object({ count: z.number() })).default({}),
})
export type Round = { readonly perSecond: number; readonly right: number; readonly wrong: number; readonly p50: number; readonly p99: number }

export const shooter = (folder: string) => {
  const autocannon: unknown = createRequire(path.resolve(folder, 'package.json'))('autocannon')
  if (typeof autocannon !== 'function') throw new Error(`autocannon is not in ${folder}: npm i autocannon there`)
  return async (url: string, { next, status }: Operation, { connections, seconds }: { readonly connections: number; readonly seconds: number }): Promise<Round> => {
    const found = answerShape.parse(await autocannon({ url, connections, duration: seconds, timeout: 60, requests: [{ method: 'GET', path: '/', setupRequest: (request: object) => ({ ...request, ...next() }) }] }))
    const right = found.statusCodeStats[String(status)]?.count ?? 0
    const all = Object.values(found.statusCodeStats).reduce((sum, { count }) => sum + count, 0)
    return { perSecond: right / found.duration, right, wrong: all - right + found.errors + found.timeouts, p50: found.latency.p50, p99: found.latency.p99 }
  }
}

/** Asked one after the other, how many of so many find something: a quick answer that finds nobody is no answer. */
export const foundBy = async (url: string, { next, finds }: Operation, tries: number): Promise<number | undefined> => {
  if (finds === undefined) return undefined
  let found = 0
  for (let n = 0; n < tries; n += 1) {
    const { method, path: asked, headers } = next()
    if (finds(await (await fetch(url + asked, { method, headers })).text())) found += 1
  }
  return found
}
