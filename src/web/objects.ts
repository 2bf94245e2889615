// Speaks to an S3-compatible store: put once, get, ask, remove. Signed requests over fetch; what fails for a moment is tried again.
import { createHash } from 'node:crypto'
import { createReadStream, openAsBlob } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { pipeline } from 'node:stream/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { AwsClient } from 'aws4fetch'

export type ObjectsTerms = {
  readonly endpoint: string; readonly region: string; readonly bucket: string; readonly prefix: string
  readonly keyId: string; readonly key: string; readonly encryption: 'AES256' | 'aws:kms' | undefined
}
type Part = { readonly start: number; readonly end: number }
export type Objects = {
  /** Keeps the file under this name, whole, with its digest checked by the store. `once`: never over another. */
  put(name: string, path: string, how?: { readonly once: boolean }): Promise<void>
  /** Throws when there is no such object. */
  get(name: string, part?: Part): Promise<{ readonly stream: Readable; readonly size: number }>
  /** Undefined when there is none. */
  sizeOf(name: string): Promise<number | undefined>
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

type Ask = { readonly method: string; readonly name: string; readonly headers?: Readonly<Record<string, string>>; readonly body?: () => Promise<Blob> }

const openAsk = (terms: ObjectsTerms): ((ask: Ask) => Promise<{ readonly answer: Response; readonly tries: number }>) => {
  const client = new AwsClient({ accessKeyId: terms.keyId, secretAccessKey: terms.key, region: terms.region, service: 's3', retries: 0 })
  const urlOf = (name: string): string => `${terms.endpoint}/${terms.bucket}/${terms.prefix}${name.split('/').map(encodeURIComponent).join('/')}`
  return async ({ method, name, headers = {}, body }) => {
    for (let tries = 1; ; tries += 1) {
      const away = new AbortController()
      const timer = setTimeout(() => { away.abort() }, PATIENCE)
      try {
        const given = await body?.()
        // Signed anew each time: a signature is good for minutes only.
        const request = await client.sign(urlOf(name), { method, headers: { 'x-amz-content-sha256': EMPTY, ...headers }, ...(given === undefined ? {} : { body: given }) })
        const answer = await fetch(request, { redirect: 'manual', ...given === undefined ? { signal: away.signal } : {} })
        if ((answer.status < 500 && answer.status !== 429) || answer.status === 501 || tries === TRIES) return { answer, tries }
        await answer.body?.cancel()
      } catch (problem) {
        if (tries === TRIES) throw new Error('The file store does not answer', { cause: problem })
      } finally {
        clearTimeout(timer)
      }
      await pause(PAUSE * 2 ** tries * (0.5 + Math.random() / 2))
    }
  }
}

const sizeIn = (answer: Response): number => {
  const whole = /\/(\d+)$/.exec(answer.headers.get('content-range') ?? '')?.[1] ?? answer.headers.get('content-length') ?? ''
  if (!/^\d+$/.test(whole)) throw new Error('The file store did not say how long a file is')
  return Number(whole)
}

export const openObjects = (terms: ObjectsTerms): Objects => {
  const ask = openAsk(terms)
  const sizeOf = async (name: string): Promise<number | undefined> => {
    const { answer } = await ask({ method: 'HEAD', name })
    if (answer.status === 404) return undefined
    if (!answer.ok) throw await failure('looked for', answer)
    return sizeIn(answer)
  }
  return {
    sizeOf,
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
    get: async (name, part) => {
      const { answer } = await ask({ method: 'GET', name, ...(part === undefined ? {} : { headers: { range: `bytes=${part.start}-${part.end}` } }) })
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
