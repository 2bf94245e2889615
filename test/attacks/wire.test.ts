// Bytes no browser sends: requests hidden in requests, bodies that unfold, headers without end. Asked over a real socket.
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { rooms } from '#src/rooms.ts'
import { openTown } from '#test/harness/town.ts'
import { wireTo } from '#test/harness/wire.ts'

const FORM = 'content-type: application/x-www-form-urlencoded\r\n'
const HIDDEN = 'GET /officers HTTP/1.1\r\nhost: x\r\n\r\n'

test('a request cannot be hidden in another: two lengths, a length and chunks, and their disguises are refused once and hung up on', async () => {
  const town = await openTown({ rooms })
  const send = await wireTo(town)
  const post = (headers: string, body: string) => send(`POST /sign-in HTTP/1.1\r\nhost: ${town.host}\r\n${FORM}${headers}\r\n${body}`)
  const tries: Readonly<Record<string, readonly [string, string]>> = {
    'two lengths': ['content-length: 3\r\ncontent-length: 60\r\n', `a=b${HIDDEN}`], 'the same length twice': ['content-length: 3\r\ncontent-length: 3\r\n', `a=b`], 'two lengths in one': ['content-length: 3, 60\r\n', `a=b${HIDDEN}`],
    'a length and chunks': ['content-length: 4\r\ntransfer-encoding: chunked\r\n', `0\r\n\r\n${HIDDEN}`], 'chunks and a length': ['transfer-encoding: chunked\r\ncontent-length: 4\r\n', `0\r\n\r\n${HIDDEN}`],
    'chunks by another name': ['transfer-encoding: xchunked\r\n', `0\r\n\r\n${HIDDEN}`], 'chunks said twice, the last a lie': ['transfer-encoding: chunked\r\ntransfer-encoding: identity\r\n', `0\r\n\r\n${HIDDEN}`], 'a space before the colon': ['transfer-encoding : chunked\r\n', `0\r\n\r\n${HIDDEN}`],
    'a folded line': ['transfer-encoding:\r\n chunked\r\ncontent-length: 4\r\n', `0\r\n\r\n${HIDDEN}`], 'a length below nothing': ['content-length: -1\r\n', HIDDEN], 'a length with a sign': ['content-length: +3\r\n', `a=b${HIDDEN}`], 'a length in hexadecimal': ['content-length: 0x3\r\n', `a=b${HIDDEN}`],
    'a chunk whose size is no number': ['transfer-encoding: chunked\r\n', `zz\r\na=b\r\n0\r\n\r\n${HIDDEN}`], 'a chunk longer than it says': ['transfer-encoding: chunked\r\n', `3\r\na=bcdef\r\n0\r\n\r\n${HIDDEN}`], 'a NUL in a header': ['x: a\0b\r\ncontent-length: 0\r\n', ''], 'a bare line end': ['x: a\ncontent-length: 0\r\n', HIDDEN],
  }
  const heard = await Promise.all(Object.entries(tries).map(async ([called, [headers, body]]) => { const { status, answers, text } = await post(headers, body); return [called, status, answers, /stack|node_modules|Officers/.test(text)] }))
  expect(heard).toEqual(Object.keys(tries).map(called => [called, 400, 1, false]))
})

test('headers, addresses and methods beyond measure are refused, and the next visitor is served', async () => {
  const town = await openTown({ rooms })
  const send = await wireTo(town)
  const get = (line: string, headers = '') => send(`${line}\r\nhost: ${town.host}\r\nconnection: close\r\n${headers}\r\n`)
  expect((await get('GET /sign-in HTTP/1.1', `x: ${'a'.repeat(20_000)}\r\n`)).status).toBe(431)
  expect((await get('GET /sign-in HTTP/1.1', `cookie: ${Array.from({ length: 3_000 }, (_unused, n) => `c${n}=x`).join('; ')}\r\n`)).status).toBe(431)
  expect((await get(`GET /${'a'.repeat(20_000)} HTTP/1.1`)).status).toBe(431)
  expect([400, 404]).toContain((await get(`GET /${'../'.repeat(4_000)}etc/passwd HTTP/1.1`)).status)
  for (const method of ['TRACE', 'TRACK', 'DEBUG', 'PROPFIND', 'CONNECT', 'get']) {
    const { status, text } = await get(`${method} /sign-in HTTP/1.1`, 'x-told: secret-of-mine\r\n')
    expect([method, [0, 400, 404, 405].includes(status), text.includes('secret-of-mine')]).toEqual([method, true, false])
  }
  // A proxy's form of address does not choose the host, and without a host there is nobody to ask for.
  expect((await get('GET http://evil.example/sign-in HTTP/1.1')).text).not.toContain('evil')
  expect([400, 404]).toContain((await send('GET /sign-in HTTP/1.0\r\n\r\n')).status)
  expect((await send('GET /sign-in HTTP/1.1\r\n\r\n')).status).toBe(400)
  expect((await get('GET /sign-in HTTP/1.1')).status).toBe(200)
})

/** A million letters in a thousand bytes, in layers. */
const bomb = gzipSync(Buffer.alloc(50_000_000, 'a'))

test('a packed body is not unpacked, wherever it is sent and whatever it says it is', async () => {
  const town = await openTown({ rooms })
  const send = await wireTo(town)
  const before = process.memoryUsage().rss
  for (const path of ['/sign-in', '/report/category', '/open311/v2/requests.json', '/nothing']) {
    for (const encoding of ['gzip', 'deflate', 'br', 'zstd', 'gzip, gzip', 'x-gzip', 'GZIP']) {
      for (const type of ['application/x-www-form-urlencoded', 'multipart/form-data; boundary=b', 'application/json', 'application/octet-stream']) {
        const { status } = await send([`POST ${path} HTTP/1.1\r\nhost: ${town.host}\r\nconnection: close\r\ncontent-type: ${type}\r\ncontent-encoding: ${encoding}\r\ncontent-length: ${bomb.length}\r\n\r\n`, bomb])
        expect([path, encoding, type, status]).toEqual([path, encoding, type, 415])
      }
    }
  }
  expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024)
})

test('a body of millions of fields, of one endless field, or of no kind at all is cut off in a moment', async () => {
  const town = await openTown({ rooms })
  const send = await wireTo(town)
  const piece = Buffer.alloc(500_000, 'a')
  const began = Date.now()
  const body = (type: string, content: string | Buffer) => send([`POST /sign-in HTTP/1.1\r\nhost: ${town.host}\r\nconnection: close\r\ncontent-type: ${type}\r\ncontent-length: ${content.length}\r\n\r\n`, content])
  const form = 'application/x-www-form-urlencoded'
  expect((await body(form, 'a&'.repeat(2_900_000))).status).toBe(413)
  expect((await body(form, 'a=b&'.repeat(1_400_000))).status).toBe(413)
  expect((await body(form, Array.from({ length: 200_000 }, (_unused, n) => `f${n}=1`).join('&'))).status).toBe(413)
  expect((await body(form, `a=${'x'.repeat(6_100_000)}`)).status).toBe(413)
  const fields = (count: number, length: number) => `${Array.from({ length: count }, (_unused, n) => `--b\r\ncontent-disposition: form-data; name="f${n}"\r\n\r\n${'x'.repeat(length)}\r\n`).join('')}--b--\r\n`
  expect((await body('multipart/form-data; boundary=b', fields(2_100, 1))).status).toBe(413)
  expect((await body('multipart/form-data; boundary=b', fields(5, 1_500_000))).status).toBe(413)
  expect((await body('multipart/form-data; boundary=b', '--b\r\ncontent-disposition: form-data; name="f"; filename="a.gif"\r\n\r\nGIF89a\r\n--b--\r\n')).status).toBe(413)
  const endless = (type: string) => send([`POST /sign-in HTTP/1.1\r\nhost: ${town.host}\r\ncontent-type: ${type}\r\ntransfer-encoding: chunked\r\n\r\n`, ...Array.from({ length: 30 }, () => Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n')]))])
  // Hung up on while it still sends, a client may not hear why (0).
  for (const type of [form, 'application/octet-stream', 'application/json', 'text/plain', 'made/up']) expect([type, [0, 413].includes((await endless(type)).status)]).toEqual([type, true])
  for (const broken of ['multipart/form-data', 'multipart/form-data; boundary=', 'multipart/form-data; boundary="b', 'multipart/mixed; boundary=b']) expect([broken, [400, 403].includes((await body(broken, fields(1, 1))).status)]).toEqual([broken, true])
  for (const part of ['--b\r\n\r\n\r\n--b--', '--b\r\ncontent-disposition: form-data\r\n\r\nx\r\n--b--', '--b', `--b\r\n${'x: y\r\n'.repeat(5_000)}\r\nz\r\n--b--`, '--b\r\ncontent-disposition: form-data; name="__proto__"\r\n\r\nx\r\n--b--']) expect([part.slice(0, 60), [400, 403, 413].includes((await body('multipart/form-data; boundary=b', part)).status)]).toEqual([part.slice(0, 60), true])
  expect(Date.now() - began).toBeLessThan(30_000)
  expect((await town.server.inject({ url: '/sign-in', headers: { host: town.host } })).statusCode).toBe(200)
})
