// Speaks to an S3-compatible store: put once, get, ask, list, remove. Signed requests over fetch; what fails for a moment is tried again.
import { createHash } from 'node:crypto'
import { createReadStream, openAsBlob } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { pipeline } from 'node:stream/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { AwsClient } from 'aws4fetch'
import { XMLParser } from 'fast-xml-parser'
import { z } from 'zod'

export type ObjectsTerms = {
  readonly endpoint: string; readonly region: string; readonly bucket: string; readonly prefix: string
  readonly keyId: string; readonly key: string; readonly encryption: 'AES256' | 'aws:kms' | undefined
}
type Part = { readonly start: number; readonly end: number }
export type Objects = {
  /** Keeps the file under this name, whole, with its digest checked by the store. `once`: never over another. */
  put(name: string, path: string, how?: { readonly once: boolean }): Promise<void>
  /** Throws when there is no such object. */
  get(name: string, part?: Part, stop?: AbortSignal): Promise<{ readonly stream: Readable; readonly size: number }>
  /** Undefined when there is none. */
  sizeOf(name: string, stop?: AbortSignal): Promise<number | undefined>
  /** The same, and since when it is there, by the store's clock. Throws when the store does not say. */
  look(name: string, stop?: AbortSignal): Promise<{ readonly size: number; readonly since: Date } | undefined>
  /** The names of all that lies there, page by page. Throws when the store does not say them all. */
  names(stop?: AbortSignal): AsyncIterable<string>
  /** Not there is as good as removed. */
  remove(name: string): Promise<void>
}

const TRIES = 5
const PAUSE = 100
/** Without an answer for so long the store counts as away. A body may take longer. */
const PATIENCE = 30_000

const digestOf = async (path: string): Promise<string> => {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path, { highWaterMark: 256 * 1024 }), async parts => { for await (const part of parts) hash.update(Buffer.isBuffer(part) ? part : String(part)) })
  return hash.digest('hex')
}

const EMPTY = createHash('sha256').update('').digest('hex')
/** The store's own words may repeat a key or a name: its code and the status say enough. */
const failure = async (what: string, answer: Response): Promise<Error> => {
  const code = /<Code>(\w{1,60})<\/Code>/.exec(await answer.text().catch(() => ''))?.[1] ?? ''
  return new Error(`The file store answered ${answer.status} ${code} when a file was to be ${what}`.replace('  ', ' '))
}

type Ask = {
  readonly method: string
  /** An object; undefined asks the bucket. */
  readonly name: string | undefined
  readonly query?: URLSearchParams
  readonly headers?: Readonly<Record<string, string>>; readonly body?: () => Promise<Blob>; readonly stop?: AbortSignal | undefined
}

const openAsk = (terms: ObjectsTerms): ((ask: Ask) => Promise<{ readonly answer: Response; readonly tries: number }>) => {
  const client = new AwsClient({ accessKeyId: terms.keyId, secretAccessKey: terms.key, region: terms.region, service: 's3', retries: 0 })
  const urlOf = (name: string | undefined, query?: URLSearchParams): string =>
    `${terms.endpoint}/${terms.bucket}${name === undefined ? '' : `/${terms.prefix}${name.split('/').map(encodeURIComponent).join('/')}`}${query === undefined ? '' : `?${query.toString().replaceAll('+', '%20')}`}`
  return async ({ method, name, query, headers = {}, body, stop }) => {
    for (let tries = 1; ; tries += 1) {
      const away = new AbortController()
      const timer = setTimeout(() => { away.abort() }, PATIENCE)
      try {
        const given = await body?.()
        // Signed anew each time: a signature is good for minutes only.
        const request = await client.sign(urlOf(name, query), { method, headers: { 'x-amz-content-sha256': EMPTY, ...headers }, ...(given === undefined ? {} : { body: given }) })
        const answer = await fetch(request, { redirect: 'manual', ...given === undefined ? { signal: stop === undefined ? away.signal : AbortSignal.any([away.signal, stop]) } : {} })
        if ((answer.status < 500 && answer.status !== 429) || answer.status === 501 || tries === TRIES) return { answer, tries }
        await answer.body?.cancel()
      } catch (problem) {
        stop?.throwIfAborted()
        if (tries === TRIES) throw new Error('The file store does not answer', { cause: problem })
      } finally {
        clearTimeout(timer)
      }
      await pause(PAUSE * 2 ** tries * (0.5 + Math.random() / 2), undefined, { signal: stop })
    }
  }
}

const sizeIn = (answer: Response): number => {
  const whole = /\/(\d+)$/.exec(answer.headers.get('content-range') ?? '')?.[1] ?? answer.headers.get('content-length') ?? ''
  if (!/^\d+$/.test(whole)) throw new Error('The file store did not say how long a file is')
  return Number(whole)
}

type Page = { readonly names: readonly string[]; readonly next: string | undefined }
const xml = new XMLParser({ parseTagValue: false, ignoreAttributes: true, isArray: name => name === 'Contents' })
const listShape = z.object({ ListBucketResult: z.object({
  IsTruncated: z.enum(['true', 'false']), NextContinuationToken: z.string().optional(), Contents: z.array(z.object({ Key: z.string() })).default([]),
}) })
/** Whatever else answers with 200 is no empty store, and a page without a way to the next is not the last. No list declares entities: what they stand for is never read. */
const pageIn = (text: string): Page => {
  const parsed = listShape.safeParse(text.includes('<!D') ? undefined : xml.parse(text))
  const { IsTruncated: more, NextContinuationToken: next, Contents: found } = parsed.data?.ListBucketResult ?? { IsTruncated: 'true', NextContinuationToken: undefined, Contents: [] }
  if (more === 'true' && next === undefined) throw new Error('The file store did not say which files it holds')
  return { names: found.map(({ Key }) => Key), next: more === 'true' ? next : undefined }
}

const listing = (ask: ReturnType<typeof openAsk>, prefix: string) => async function* names(stop?: AbortSignal): AsyncGenerator<string> {
  let next: string | undefined
  do {
    const { answer } = await ask({ method: 'GET', name: undefined, stop, query: new URLSearchParams({ 'list-type': '2', prefix, ...(next === undefined ? {} : { 'continuation-token': next }) }) })
    if (!answer.ok) throw await failure('listed', answer)
    const page = pageIn(await answer.text())
    for (const name of page.names) if (name.startsWith(prefix) && name !== prefix) yield name.slice(prefix.length)
    next = page.next
  } while (next !== undefined)
}

export const openObjects = (terms: ObjectsTerms): Objects => {
  const ask = openAsk(terms)
  const headOf = async (name: string, stop?: AbortSignal): Promise<Response | undefined> => {
    const { answer } = await ask({ method: 'HEAD', name, stop })
    if (answer.status === 404) return undefined
    if (!answer.ok) throw await failure('looked for', answer)
    return answer
  }
  const sizeOf = async (name: string, stop?: AbortSignal): Promise<number | undefined> => {
    const head = await headOf(name, stop)
    return head === undefined ? undefined : sizeIn(head)
  }
  return {
    sizeOf,
    look: async (name, stop) => {
      const head = await headOf(name, stop)
      if (head === undefined) return undefined
      const since = new Date(head.headers.get('last-modified') ?? '')
      if (Number.isNaN(since.getTime())) throw new Error('The file store did not say how old a file is')
      return { size: sizeIn(head), since }
    },
    names: listing(ask, terms.prefix),
    put: async (name, path, { once } = { once: true }) => {
      const [{ size }, sha256] = [await stat(path), await digestOf(path)]
      const headers = {
        'x-amz-content-sha256': sha256, 'content-type': 'application/octet-stream',
        ...(once ? { 'if-none-match': '*' } : {}), ...(terms.encryption === undefined ? {} : { 'x-amz-server-side-encryption': terms.encryption }),
      }
      const { answer, tries } = await ask({ method: 'PUT', name, headers, body: () => openAsBlob(path) })
      // Ours already, where an answer was lost: the name is random, so nobody else put it there.
      if (answer.status === 412 && tries > 1 && await sizeOf(name) === size) return
      if (!answer.ok) throw await failure('kept', answer)
      // Before anybody is told that it is kept: that it is there, and whole.
      if (await sizeOf(name) !== size) throw new Error('The file store did not keep the whole of a file')
    },
    get: async (name, part, stop) => {
      const { answer } = await ask({ method: 'GET', name, stop, ...(part === undefined ? {} : { headers: { range: `bytes=${part.start}-${part.end}` } }) })
      if (!answer.ok || answer.body === null) throw await failure('read', answer)
      return { stream: Readable.fromWeb(answer.body as ReadableStream), size: sizeIn(answer) }
    },
    remove: async name => {
      const { answer } = await ask({ method: 'DELETE', name })
      await answer.body?.cancel()
      if (!answer.ok && answer.status !== 404) throw await failure('removed', answer)
    },
  }
}
