// Which addresses may be asked at all, and that an answer's redirect, size and silence are taken as they are.
import { createServer, type RequestListener } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { guardedFetch, liesInside, NotFetched, whyNot } from './guarded-fetch.ts'

const serving = async (answer: RequestListener): Promise<string> => {
  const server = createServer(answer)
  await new Promise<void>(resolve => { server.listen(0, '127.0.0.1', resolve) })
  onTestFinished(() => new Promise(resolve => { server.closeAllConnections(); server.close(() => resolve()) }))
  const address = server.address()
  return typeof address === 'object' && address !== null ? `http://localhost:${address.port}` : ''
}

test.each([
  ['127.0.0.1', true], ['10.0.0.5', true], ['172.16.3.4', true], ['172.32.3.4', false], ['192.168.1.1', true], ['169.254.169.254', true], ['100.64.1.1', true], ['0.0.0.0', true], ['224.0.0.1', true], ['8.8.8.8', false],
  ['::1', true], ['::', true], ['fe80::1', true], ['fd00::1', true], ['::ffff:10.0.0.1', true], ['::ffff:8.8.8.8', false], ['::ffff:a00:1', true], ['64:ff9b::a00:1', true], ['2001:4860:4860::8888', false], ['nonsense', true],
])('%s lies inside: %s', (address, inside) => { expect(liesInside(address)).toBe(inside) })

test.each([
  ['https://login.example', undefined], ['http://login.example', 'must begin with https://'], ['ftp://login.example', 'must begin with https://'], ['https://user:word@login.example', 'user name'], ['https://localhost', 'inside our own network'],
  ['https://127.0.0.1:8443/x', 'inside our own network'], ['https://2130706433/', 'inside our own network'], ['https://0x7f.1/', 'inside our own network'], ['https://[::ffff:7f00:1]/', 'inside our own network'], ['http://localhost:3000', 'must begin with https://'], ['no address', 'not a web address'],
])('%s: %s', (address, why) => { const said = whyNot(address, false); expect(why === undefined ? said : said?.includes(why)).toBe(why === undefined ? undefined : true) })

test('a service that is itself local may ask this machine, and no other without https', () => {
  expect(whyNot('http://localhost:4000/', true)).toBeUndefined()
  expect(whyNot('http://login.example/', true)).toContain('https://')
})

test('a name that leads inside is not asked', async () => {
  // Every resolver says where this one leads.
  await expect(guardedFetch('https://localhost.localdomain/', {}, false)).rejects.toBeInstanceOf(NotFetched)
})

test('a redirect is not followed, a long answer not swallowed, a closed door said in words', async () => {
  let asked = 0
  const base = await serving((request, response) => {
    asked += 1
    if (request.url === '/away') response.writeHead(302, { location: 'http://169.254.169.254/latest' }).end()
    else if (request.url === '/long') response.end(Buffer.alloc(2_000_000))
    else response.end(`${request.method ?? ''} ${request.headers['x-mine'] ?? ''}`)
  })
  const away = await guardedFetch(`${base}/away`, {}, true)
  expect([away.status, asked]).toEqual([302, 1])
  await expect(guardedFetch(`${base}/long`, {}, true)).rejects.toThrow('too long')
  expect(await (await guardedFetch(`${base}/`, { method: 'POST', headers: { 'x-mine': 'yes' }, body: 'a=b' }, true)).text()).toBe('POST yes')
  await expect(guardedFetch('http://localhost:1/', {}, true)).rejects.toThrow('nothing answers there')
})
