// Traces as a collector receives them: one span for each thing done, its route and number, and nothing else.
import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { anyone, get, nothing } from '#web/doors.ts'
import type { Room } from '#web/room.ts'
import { openTown } from '#test/harness/town.ts'
import { openTracing } from './tracing.ts'

type Sent = { readonly url: string; readonly authorization: string | undefined; readonly text: string }
const got: Sent[] = []
const collector = createServer((request, response) => {
  let text = ''
  request.on('data', (part: Buffer) => { text += part.toString() })
  request.on('end', () => {
    got.push({ url: request.url ?? '', authorization: request.headers.authorization, text })
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  })
})
beforeAll(async () => { collector.listen(0, '127.0.0.1'); await once(collector, 'listening') })
afterAll(() => { collector.closeAllConnections(); collector.close() })
const endpoint = (): string => `http://127.0.0.1:${(collector.address() as AddressInfo).port}`

type Attribute = { readonly key: string; readonly value: Readonly<Record<string, unknown>> }
type Span = { readonly name: string; readonly attributes: readonly Attribute[]; readonly status: { readonly code?: number }; readonly startTimeUnixNano: string; readonly endTimeUnixNano: string }
const spansIn = (text: string): readonly Span[] => {
  const whole: { readonly resourceSpans: readonly { readonly scopeSpans: readonly { readonly spans: readonly Span[] }[] }[] } = JSON.parse(text)
  return whole.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans))
}

test('each request is one span with its route and its number, and nothing of what was asked', async () => {
  const tracing = await openTracing({ endpoint: endpoint(), headers: { authorization: 'Bearer of-the-collector' }, serviceName: 'amity', version: '0.0.0' })
  const room: Room = { doors: [
    get('/looked/:name', { may: anyone('to look'), records: nothing('a test'), show: () => Promise.resolve({ kind: 'not there' }) }),
    get('/broken/:name', { may: anyone('to break'), records: nothing('a test'), show: () => Promise.reject(new Error('Irene Larkin')) }),
  ] }
  const town = await openTown({ rooms: [room], watch: tracing.watch, level: 'silent' })
  const nobody = await town.as('nobody')
  await nobody.get('/looked/Irene-Larkin?q=Larkin')
  await nobody.get('/broken/Irene-Larkin')
  await nobody.get('/no/such/Larkin')
  tracing.watch.done({ kind: 'chore', name: 'records.send-heads', endedAt: new Date(), milliseconds: 12, failed: true })
  await tracing.stop()
  const [first] = got
  expect([first?.url, first?.authorization]).toEqual(['/v1/traces', 'Bearer of-the-collector'])
  const spans = got.flatMap(({ text }) => spansIn(text))
  expect(spans.map(({ name, status }) => [name, status.code ?? 0])).toEqual([['GET /looked/:name', 0], ['GET /broken/:name', 2], ['GET no such address', 0], ['chore records.send-heads', 2]])
  expect(spans[1]?.attributes).toEqual(expect.arrayContaining([
    { key: 'http.route', value: { stringValue: '/broken/:name' } }, { key: 'http.response.status_code', value: { intValue: 500 } }, { key: 'amity.request', value: { stringValue: expect.stringMatching(/^[0-9a-f]{16}$/) as unknown } },
  ]))
  for (const { startTimeUnixNano, endTimeUnixNano } of spans) expect(BigInt(endTimeUnixNano) >= BigInt(startTimeUnixNano)).toBe(true)
  const all = got.map(({ text }) => text).join('')
  for (const word of ['Irene', 'Larkin', '127.0.0.1', town.host]) expect([word, all.includes(word)]).toEqual([word, false])
})

test('a collector that is away holds nothing up and breaks nothing', async () => {
  const tracing = await openTracing({ endpoint: 'http://127.0.0.1:9', headers: {}, serviceName: 'amity', version: '0.0.0' })
  tracing.watch.done({ kind: 'reader', name: 'x', endedAt: new Date(), milliseconds: 1, failed: false })
  await expect(tracing.stop()).resolves.toBeUndefined()
})
