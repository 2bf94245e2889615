// Back-up and restore of files in an S3-compatible store: both ways on a real server, and when it breaks in the middle.
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, readdirSync, truncateSync, writeFileSync, copyFileSync } from 'node:fs'
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import type { PoolConfig } from 'pg'
import { afterAll, beforeAll, expect, inject, onTestFinished, test } from 'vitest'
import { backUp, type BackupResult } from '#db/backup.ts'
import { tablesOf } from '#db/backup-format.ts'
import { unfinished, type FilePlace } from '#db/file-place.ts'
import { folderFiles } from '#db/folder-files.ts'
import { openDatabase } from '#db/open.ts'
import { restore, type RestoreResult } from '#db/restore.ts'
import { dropDatabase, newDatabase, onServer } from '#test/harness/databases.ts'
import { objectServer, type ObjectServer } from '#test/harness/objects.ts'
import { scratchFolder } from '#test/harness/scratch.ts'
import { objectFiles } from './object-files.ts'
import { objectStore } from './object-store.ts'
import { openObjects, type ObjectsTerms } from './objects.ts'

const { owner: server, secret } = inject('database')
const folder = scratchFolder('object-files')
const files = path.join(folder, 'files')
const made: string[] = []
const stored = [`2026-06/${randomUUID()}`, `2026-06/${randomUUID()}`, `2026-07/${randomUUID()}`] as const
let owner: PoolConfig
let store: ObjectServer
let number = 0

const newOne = async (copied?: string): Promise<PoolConfig> => {
  const config = await newDatabase(server, copied)
  made.push(config.database)
  return config
}
const within = (prefix: string, of: ObjectsTerms = store.terms): ObjectsTerms => ({ ...of, prefix: `${prefix}/` })
const placeIn = (terms: ObjectsTerms): FilePlace => objectFiles(terms, path.join(folder, 'scratch'))
const namesIn = async (terms: ObjectsTerms): Promise<readonly string[]> => {
  const names: string[] = []
  for await (const name of openObjects(terms).names()) names.push(name)
  return names.toSorted()
}
const next = (): string => { number += 1; return path.join(folder, `${number}.amity`) }
const back = (place: FilePlace, to: string, signal?: AbortSignal): Promise<BackupResult> => backUp({ owner, files: place, to, signal, progress: () => undefined })
const put = (from: string, place: FilePlace, into: PoolConfig, progress: (line: string) => void = () => undefined): Promise<RestoreResult> => restore({ owner: into, from, files: place, progress })

beforeAll(async () => {
  store = await objectServer()
  owner = await newOne(inject('database').migrated)
  await (await openDatabase({ owner, secret, say: () => undefined })).close()
  for (const month of ['2026-06', '2026-07', 'incoming']) mkdirSync(path.join(files, month), { recursive: true })
  for (const [at, name] of stored.entries()) writeFileSync(path.join(files, name), at === 1 ? '' : randomBytes(at === 0 ? 3_000_001 : 70_000))
  writeFileSync(path.join(files, 'incoming', 'half'), 'half')
})
afterAll(async () => {
  await store.close()
  for (const name of made) await dropDatabase(server, name)
})

/** The real server, with somebody in between who may answer instead. @returns terms that lead through them */
const through = async (answer: (asked: IncomingMessage, response: ServerResponse) => boolean): Promise<ObjectsTerms> => {
  const between = createServer((asked, response) => {
    if (answer(asked, response)) return
    const on = request(store.terms.endpoint + (asked.url ?? ''), { method: asked.method, headers: asked.headers }, found => { response.writeHead(found.statusCode ?? 500, found.headers); found.pipe(response) })
    on.on('error', () => { response.destroy() })
    asked.pipe(on)
  })
  between.listen(0, '127.0.0.1')
  await once(between, 'listening')
  onTestFinished(() => { between.closeAllConnections(); between.close() })
  return { ...store.terms, endpoint: `http://127.0.0.1:${(between.address() as AddressInfo).port}` }
}
const isOf = (asked: IncomingMessage, name: string): boolean => asked.method === 'GET' && (asked.url ?? '').endsWith(name)

let good: string
test('from a folder into a store and back into a folder: every file as it was, and what is on its way in belongs to nobody', async () => {
  good = next()
  const first = await back(folderFiles(files), good)
  expect(first).toMatchObject({ files: 3, missing: 0 })
  const there = await newOne()
  const moved = await put(good, placeIn(within('moved')), there)
  expect(moved.files).toBe(3)
  expect(await namesIn(within('moved'))).toEqual([...stored].toSorted())
  expect(readdirSync(path.join(folder, 'scratch'))).toEqual([])
  // The service finds them by the names that its rows have.
  const service = await objectStore(within('moved'), scratchFolder('incoming'))
  for (const name of stored) expect((await buffer((await service.open(name)).stream)).equals(readFileSync(path.join(files, name)))).toBe(true)
  await service.halves.put(randomUUID(), path.join(files, stored[2]), 0)
  const second = next()
  expect(await backUp({ owner: there, files: placeIn(within('moved')), to: second, progress: () => undefined })).toMatchObject({ files: 3, rows: first.rows })
  const restored = await put(second, folderFiles(path.join(folder, 'returned')), await newOne())
  expect(restored.manifest.files).toEqual(moved.manifest.files)
  for (const name of stored) expect(readFileSync(path.join(folder, 'returned', name)).equals(readFileSync(path.join(files, name)))).toBe(true)
}, 120_000)

test('a place that holds anything is refused and keeps what it holds', async () => {
  const [into, was] = [await newOne(), await namesIn(within('moved'))]
  await expect(put(good, placeIn(within('moved')), into)).rejects.toThrow('already holds files. Restore needs an empty place')
  expect([await namesIn(within('moved')), await onServer(into, tablesOf)]).toEqual([was, []])
})

test('a restore that fails leaves nothing, and the next goes through', async () => {
  const [into, cut] = [await newOne(), next()]
  copyFileSync(good, cut)
  truncateSync(cut, readFileSync(good).length - 40_000)
  await expect(put(cut, placeIn(within('failed')), into)).rejects.toThrow(/^This back-up is damaged/)
  expect(await namesIn(within('failed'))).toEqual([])
  let refused = 0
  const full = await through((asked, response) => {
    if (asked.method !== 'PUT' || !(asked.url ?? '').endsWith(stored[2])) return false
    refused += 1
    response.writeHead(507).end('<Error><Code>QuotaExceeded</Code></Error>')
    return true
  })
  await expect(put(good, placeIn(within('failed', full)), into)).rejects.toThrow('A file could not be put back where files rest (The file store answered 507 QuotaExceeded')
  expect(refused).toBeGreaterThan(0)
  expect([await namesIn(within('failed')), await onServer(into, tablesOf)]).toEqual([[], []])
  expect((await put(good, placeIn(within('failed')), into)).files).toBe(3)
}, 120_000)

test('what a killed restore left is marked, and goes before the next; beside a database that holds anything nothing goes', async () => {
  const [objects, into] = [openObjects(within('killed')), await newOne()]
  for (const name of [unfinished, `2026-06/${randomUUID()}`]) await objects.put(name, path.join(files, stored[2]))
  await expect(put(good, placeIn(within('killed')), owner)).rejects.toThrow('The database is not empty.')
  expect(await namesIn(within('killed'))).toHaveLength(2)
  await put(good, placeIn(within('killed')), into)
  expect(await namesIn(within('killed'))).toEqual([...stored].toSorted())
  // So with a folder: marked or not, beside rows it is theirs.
  const marked = path.join(folder, 'marked')
  mkdirSync(marked)
  writeFileSync(path.join(marked, unfinished), '')
  writeFileSync(path.join(marked, 'photo'), 'a photo')
  await expect(put(good, folderFiles(marked), owner)).rejects.toThrow('The database is not empty.')
  expect(existsSync(path.join(marked, 'photo'))).toBe(true)
}, 120_000)

test.each([
  ['answers 500 for one file', (asked: IncomingMessage, response: ServerResponse) => isOf(asked, stored[0]) && response.writeHead(500).end('<Error><Code>InternalError</Code></Error>').writableEnded, 'A file could not be read where files rest (The file store answered 500 InternalError when a file was to be read)'],
  ['answers 500 when asked what it holds', (asked: IncomingMessage, response: ServerResponse) => (asked.url ?? '').includes('list-type') && response.writeHead(500).end().writableEnded, 'The file store answered 500 when a file was to be listed'],
  ['forbids to list', (asked: IncomingMessage, response: ServerResponse) => (asked.url ?? '').includes('list-type') && response.writeHead(403).end('<Error><Code>AccessDenied</Code></Error>').writableEnded, 'The file store answered 403 AccessDenied when a file was to be listed'],
  ['answers with some page instead of what it holds', (asked: IncomingMessage, response: ServerResponse) => (asked.url ?? '').includes('list-type') && response.writeHead(200).end('<html><p>Sign in</p></html>').writableEnded, 'The file store did not say which files it holds'],
  ['declares what its letters stand for', (asked: IncomingMessage, response: ServerResponse) => (asked.url ?? '').includes('list-type') && response.writeHead(200).end('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>&a;</Key></Contents></ListBucketResult>').writableEnded, 'The file store did not say which files it holds'],
  ['says that there is more and not where', (asked: IncomingMessage, response: ServerResponse) => (asked.url ?? '').includes('list-type') && response.writeHead(200).end('<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>').writableEnded, 'The file store did not say which files it holds'],
])('a store that %s fails the back-up in one sentence, and leaves no file', async (_what, answer, says) => {
  const to = next()
  await expect(back(placeIn(within('moved', await through(answer))), to)).rejects.toThrow(says)
  expect([existsSync(to), existsSync(`${to}.part`)]).toEqual([false, false])
}, 30_000)

test('a connection cut in the middle of a file is taken up where it broke off', async () => {
  const [cut, to] = [[] as string[], next()]
  const terms = await through((asked, response) => {
    if (!isOf(asked, stored[0]) || cut.length > 1) return false
    cut.push(asked.headers.range ?? 'whole')
    const bytes = readFileSync(path.join(files, stored[0]))
    const from = Number(/\d+/.exec(asked.headers.range ?? '0')?.[0])
    response.writeHead(from === 0 ? 200 : 206, { 'content-length': bytes.length - from, ...(from === 0 ? {} : { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` }) })
    response.write(bytes.subarray(from, from + 1_000_000), () => { response.destroy() })
    return true
  })
  expect(await back(placeIn(within('moved', terms)), to)).toMatchObject({ files: 3 })
  expect(cut[0]).toBe('whole')
  expect(cut[1]).toMatch(/^bytes=\d+-3000000$/)
  await put(to, folderFiles(path.join(folder, 'cut')), await newOne())
  expect(readFileSync(path.join(folder, 'cut', stored[0])).equals(readFileSync(path.join(files, stored[0])))).toBe(true)
}, 60_000)

test('an object that goes in the middle: fails where a row names it, and is left out where none does', async () => {
  const gone = await through((asked, response) => (asked.url ?? '').endsWith(stored[2]) && response.writeHead(404).end('<Error><Code>NoSuchKey</Code></Error>').writableEnded)
  expect(await back(placeIn(within('moved', gone)), next())).toMatchObject({ files: 2, missing: 0 })
  await onServer(owner, client => client.query(`begin; set local role amity_gate; insert into partnerships (id, name) overriding system value values (7, 'Borough'); insert into agencies (partnership_id, name, short_name, kind) values (7, 'Council', 'C', 'council');
    insert into attachments (partnership_id, stored_as, file_name, media_type, size, sha256, kind, given_by, given_at, agency_id, scan) select 7, '${stored[2]}', 'a.jpg', 'image/jpeg', 1, 'x', 'photo', 'public', now(), id, 'clean' from agencies where partnership_id = 7; commit`))
  const to = next()
  await expect(back(placeIn(within('moved', gone)), to)).rejects.toThrow('A file that a record names went while it was being backed up.')
  expect(existsSync(to)).toBe(false)
  // A bucket that somebody emptied, or another one: missed, and said.
  expect(await back(placeIn(within('nothing here')), to)).toMatchObject({ files: 0, missing: 1 })
}, 60_000)

test('a stopped back-up ends at once though the store is silent, and leaves no file', async () => {
  const [stop, asked, to] = [new AbortController(), Promise.withResolvers<undefined>(), next()]
  const silent = await through(one => {
    if (!isOf(one, stored[0])) return false
    asked.resolve(undefined)
    return true
  })
  const running = back(placeIn(within('moved', silent)), to, stop.signal)
  running.catch(() => undefined)
  await asked.promise
  stop.abort(new DOMException('Stopped.', 'AbortError'))
  await expect(running).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }))
  expect([existsSync(to), existsSync(`${to}.part`)]).toEqual([false, false])
}, 15_000)

test('more objects than one page of the list holds are all found', async () => {
  const pages = [['a', 'b'], ['c'], ['d&amp;e']]
  const asked: (string | null)[] = []
  const terms = await through((one, response) => {
    const url = new URL(one.url ?? '', 'http://x')
    if (!url.searchParams.has('list-type')) return false
    asked.push(url.searchParams.get('continuation-token'))
    const at = asked.length - 1
    const found = (pages[at] ?? []).map(name => `<Contents><Key>many/${name}</Key></Contents>`).join('')
    response.writeHead(200).end(`<?xml version="1.0"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><IsTruncated>${at < 2}</IsTruncated>${found}${at < 2 ? `<NextContinuationToken>1/&amp;+= ${at}</NextContinuationToken>` : ''}</ListBucketResult>`)
    return true
  })
  expect(await namesIn(within('many', terms))).toEqual(['a', 'b', 'c', 'd&e'])
  expect(asked).toEqual([null, '1/&+= 0', '1/&+= 1'])
})
