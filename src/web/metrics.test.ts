// The figures at /metrics: what they say, that they name nobody, and who may read them.
import { expect, test } from 'vitest'
import { rooms } from '#src/rooms.ts'
import { caseIn } from '#test/harness/cases.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import { openMetrics } from './metrics.ts'

const TOKEN = 'a token of thirty-two characters!'
const open = async (token?: string, baseUrl?: string): Promise<Town> => {
  let figures: ReturnType<typeof openMetrics> | undefined
  const read = () => figures === undefined ? Promise.reject(new Error('not yet')) : figures.read()
  const town = await openTown({ rooms, level: 'silent', metrics: { read, token }, watch: { done: what => figures?.watch.done(what), inHand: change => figures?.watch.inHand?.(change) }, ...(baseUrl === undefined ? {} : { baseUrl }) })
  figures = openMetrics({ database: town.database, version: '1.2.3', parts: 'web' })
  return town
}
type Asked = { readonly host?: string; readonly from?: string; readonly headers?: Record<string, string> }
const ask = (town: Town, { host = '127.0.0.1:3000', from = '127.0.0.1', headers = {} }: Asked = {}) => town.server.inject({ url: '/metrics', remoteAddress: from, headers: { host, ...headers } })

test('requests by route, work, connections and queues: counts, and nobody’s name', async () => {
  const town = await open()
  const { path, reference } = await caseIn(town)
  const officer = await town.as('officer')
  expect((await officer.get(path)).status).toBe(200)
  await officer.get('/cases?q=Irene+Larkin')
  const answer = await ask(town)
  expect([answer.statusCode, answer.headers['content-type'], answer.headers['cache-control']]).toEqual([200, expect.stringContaining('text/plain'), 'private, no-store'])
  for (const line of [
    'amity_info{version="1.2.3",parts="web"} 1', 'amity_request_seconds_count{method="GET",route="/cases/:reference",status="200"} 1', 'amity_requests_in_hand 1', 'process_resident_memory_bytes', 'nodejs_eventloop_lag_p99_seconds',
    'amity_connections{pool="web",state="open"}', 'amity_waiting{queue="news"}', 'amity_oldest_seconds{queue="messages"}', 'amity_waiting{queue="files without a home"}', 'amity_waiting{queue="audit lines not sealed"}',
  ]) expect(answer.body).toContain(line)
  // Lines of the trail were written just now and not sealed yet: the figure is one that moves.
  expect(Number(/amity_waiting\{queue="audit lines not sealed"\} (\d+)/.exec(answer.body)?.[1])).toBeGreaterThan(0)
  for (const word of [reference, 'Irene', 'Larkin', 'Olive', 'example.test', town.host, town.partnership.name, town.council.officerId]) expect([word, answer.body.includes(word)]).toEqual([word, false])
})

test('without a token only this machine reads them, and nobody through a proxy on it', async () => {
  const town = await open()
  const refused: Record<string, Asked> = {
    'from elsewhere': { from: '203.0.113.9' }, 'by the public’s host': { host: town.host }, 'by any other name': { host: 'amity.example' },
    ...Object.fromEntries(['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'forwarded', 'via'].map(name => [name, { headers: { [name]: '127.0.0.1' } }])),
  }
  for (const [what, asked] of Object.entries(refused)) {
    const answer = await ask(town, asked)
    expect([what, answer.statusCode, answer.body.includes('amity_')]).toEqual([what, 404, false])
  }
  for (const from of ['127.0.0.1', '::1', '::ffff:127.0.0.1']) expect([from, (await ask(town, { from })).statusCode]).toEqual([from, 200])
  expect((await ask(town, { host: 'localhost' })).statusCode).toBe(200)
})

test('with one, whoever holds it, from anywhere, but not by the public’s host name', async () => {
  const town = await open(TOKEN, 'https://asb.borough.test')
  const authorization = `Bearer ${TOKEN}`
  const far = { from: '203.0.113.9', host: 'web-2.internal:3000' }
  expect((await ask(town, { ...far, headers: { authorization } })).statusCode).toBe(200)
  for (const [what, asked] of Object.entries({
    'no token': far, 'this machine without it': {}, 'another': { ...far, headers: { authorization: `Bearer ${TOKEN.slice(0, -1)}?` } }, 'no bearer': { ...far, headers: { authorization: TOKEN } },
    'a partnership’s host': { ...far, host: town.host, headers: { authorization } }, 'with capitals and a port': { ...far, host: `${town.host.toUpperCase()}:443`, headers: { authorization } },
    'the service’s own address': { ...far, host: 'asb.borough.test', headers: { authorization } }, 'through the proxy': { ...far, headers: { authorization, 'x-forwarded-host': town.host } },
  })) expect([what, (await ask(town, asked)).statusCode]).toEqual([what, 404])
})

test('where they are switched off there is no such page', async () => {
  const town = await openTown({ rooms: [], level: 'silent' })
  expect((await ask(town)).statusCode).toBe(404)
})
