// Files in an S3-compatible store: on a real server, and on one that lies, hangs up, or loses its answer.
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readdirSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { objectServer, type ObjectServer } from '#test/harness/objects.ts'
import { scratchFolder } from '#test/harness/scratch.ts'
import type { FileStore } from './file-store.ts'
import { openObjects } from './objects.ts'
import { objectStore } from './object-store.ts'

const written = (bytes: Buffer | string): string => {
  const path = join(scratchFolder('given'), 'file')
  writeFileSync(path, bytes)
  return path
}
const bytesOf = async (store: FileStore, name: string, part?: { readonly start: number; readonly end: number }): Promise<Buffer> => buffer((await store.open(name, part)).stream)

describe('on a real server', () => {
  let server: ObjectServer
  beforeAll(async () => { server = await objectServer() })
  afterAll(() => server.close())
  const open = (): Promise<FileStore> => objectStore(server.terms, scratchFolder('incoming'))

  test('what is kept comes back whole, in parts, on any machine, and is gone once removed', async () => {
    const [here, there, bytes] = [await open(), await open(), randomBytes(3_000_000)]
    const name = await here.keep(written(bytes))
    expect(name).toMatch(/^\d{4}-\d{2}\/[0-9a-f-]{36}$/)
    expect((await bytesOf(there, name)).equals(bytes)).toBe(true)
    expect((await there.open(name)).size).toBe(bytes.length)
    const part = await there.open(name, { start: 1_000_000, end: 1_000_009 })
    expect([part.size, (await buffer(part.stream)).equals(bytes.subarray(1_000_000, 1_000_010))]).toEqual([bytes.length, true])
    expect(await there.withLocal(name, async path => (await readFile(path)).equals(bytes))).toBe(true)
    expect(readdirSync(there.incoming)).toEqual([])
    await there.remove(name)
    await there.remove(name)
    await expect(here.open(name)).rejects.toThrow(/404 NoSuchKey/)
  })

  test('an empty file and one of many sizes', async () => {
    const store = await open()
    for (const size of [0, 1, 65_535, 65_536, 65_537]) {
      const bytes = randomBytes(size)
      const name = await store.keep(written(bytes))
      expect([size, (await bytesOf(store, name)).equals(bytes)]).toEqual([size, true])
    }
  })

  test('a name that no store gave out is never asked for', async () => {
    const store = await open()
    for (const name of ['../x', '2026-06/../../x', '', '2026-06/%2e%2e', `2026-06/${'x'.repeat(36)}`]) expect([name, await Promise.resolve().then(() => store.open(name)).then(() => 'opened', () => 'refused')]).toEqual([name, 'refused'])
  })

  test('a half file is put together from parts that different processes took, and only when all are there', async () => {
    const [one, other, id, bytes] = [await open(), await open(), randomUUID(), randomBytes(2_500_000)]
    const cuts = [0, 1_000_000, 1_700_000, bytes.length]
    const put = (store: FileStore, n: number) => store.halves.put(id, written(bytes.subarray(cuts[n], cuts[n + 1])), cuts[n] ?? 0)
    await put(one, 0)
    // Interrupted: a shorter piece lay there first.
    await other.halves.put(id, written(bytes.subarray(1_000_000, 1_200_000)), 1_000_000)
    await put(other, 1)
    const whole = (store: FileStore) => store.halves.whole(id, bytes.length, async ({ path, sha256 }) => ({ sha256, same: (await readFile(path)).equals(bytes) }))
    expect(await whole(one)).toBeUndefined()
    await put(one, 2)
    expect(await whole(other)).toEqual({ sha256: createHash('sha256').update(bytes).digest('hex'), same: true })
    expect([readdirSync(one.incoming), readdirSync(other.incoming)]).toEqual([[], []])
    await other.halves.remove(id, bytes.length)
    expect(await whole(one)).toBeUndefined()
  })

  test('a wrong key is refused, and neither key nor name stands in what is said', async () => {
    const store = await objectStore({ ...server.terms, key: 'another key altogether' }, scratchFolder('incoming'))
    const said = await store.keep(written('x')).then(() => 'kept', (problem: unknown) => String(problem))
    expect(said).toMatch(/The file store answered 403 SignatureDoesNotMatch when a file was to be kept/)
    expect(said).not.toMatch(/another key|\d{4}-\d\d\//)
  })
})

type Heard = { readonly method: string; readonly url: string; readonly headers: IncomingMessage['headers']; readonly body: Buffer }
/** Answers each request by the next of these; afterwards as a store that has everything. */
const strange = async (...answers: ((heard: Heard, response: ServerResponse) => void)[]): Promise<{ readonly store: FileStore; readonly heard: Heard[] }> => {
  const heard: Heard[] = []
  const kept = new Map<string, Buffer>()
  const server = createServer((request, response) => {
    void buffer(request).then(body => {
      const one: Heard = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body }
      heard.push(one)
      if (one.method === 'PUT' && !kept.has(one.url)) kept.set(one.url, body)
      const answer = answers.shift()
      if (answer !== undefined) return answer(one, response)
      return response.writeHead(200, { 'content-length': kept.get(one.url)?.length ?? 0 }).end(one.method === 'GET' ? kept.get(one.url) : '')
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => { server.closeAllConnections(); server.close() })
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { heard, store: await objectStore({ endpoint, region: 'eu-west-2', bucket: 'b', prefix: '', keyId: 'k', key: 's', encryption: 'aws:kms' }, scratchFolder('incoming')) }
}
const status = (code: number) => (_heard: Heard, response: ServerResponse): void => { response.writeHead(code).end(`<Error><Code>Odd</Code><Key>secret name</Key></Error>`) }

describe('on one that is not as it should be', () => {
  test('each file is sent signed, never over another, with its digest, and is to be encrypted', async () => {
    const { store, heard } = await strange()
    await store.keep(written('hello'))
    const [put, head] = heard
    expect([put?.method, put?.body.toString(), put?.headers['content-length'], put?.headers['if-none-match'], put?.headers['x-amz-server-side-encryption'], head?.method]).toEqual(['PUT', 'hello', '5', '*', 'aws:kms', 'HEAD'])
    expect(put?.headers['x-amz-content-sha256']).toBe(createHash('sha256').update('hello').digest('hex'))
    expect(put?.headers.authorization).toMatch(/^AWS4-HMAC-SHA256 Credential=k\/\d{8}\/eu-west-2\/s3\/aws4_request, SignedHeaders=[^,]*if-none-match[^,]*x-amz-content-sha256[^,]*x-amz-server-side-encryption/)
  })

  test('busy, broken or hanging up for a moment: it is tried again, and kept once', async () => {
    const { store, heard } = await strange(status(503), status(500), (_one, response) => { response.destroy() })
    const name = await store.keep(written('hello'))
    expect((await bytesOf(store, name)).toString()).toBe('hello')
    const puts = heard.filter(({ method }) => method === 'PUT')
    expect([puts.length, new Set(puts.map(({ url }) => url)).size]).toEqual([4, 1])
  })

  test('an answer lost on the way: the file is ours and there', async () => {
    const { store } = await strange((_one, response) => { response.destroy() }, status(412))
    await expect(store.keep(written('hello'))).resolves.toMatch(/^\d{4}-\d\d\//)
  })

  test('a name that is taken, a store that keeps only a part or cannot promise not to write over: it is not kept, and says so without the name', async () => {
    for (const answers of [[status(412)], [status(501)], [status(403)], [status(200), (_one: Heard, response: ServerResponse) => { response.writeHead(200, { 'content-length': 3 }).end() }]]) {
      const { store } = await strange(...answers)
      const said = await store.keep(written('hello')).then(() => 'kept', (problem: unknown) => String(problem))
      expect(said).toMatch(/The file store (answered|did not keep)/)
      expect(said).not.toContain('secret')
    }
  })

  test('away altogether: it says so', async () => {
    const objects = openObjects({ endpoint: 'http://127.0.0.1:9', region: 'r', bucket: 'b', prefix: '', keyId: 'k', key: 's', encryption: undefined })
    await expect(objects.sizeOf('2026-06/x')).rejects.toThrow('The file store does not answer')
  })
})
