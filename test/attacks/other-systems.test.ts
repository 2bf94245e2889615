// What other systems may make us do: fetch addresses of theirs, unfold their XML, answer with words that break the answer.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { expect, onTestFinished, test } from 'vitest'
import { rooms } from '#src/rooms.ts'
import { answerIn, saidList } from '#rooms/open311/format.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import { sourceFiles } from '#test/walls/source.ts'

const open = (town: Town) => town.work(work => work.db.insertInto('settings').values({ partnershipId: town.partnership.id, key: 'open311', value: JSON.stringify({ postsNeedKey: false, publicReads: true, everyChannel: true, showWaiting: true, tellWords: true, gridMetres: 0, jurisdiction: '' }) }).execute())
const post = (town: Town, payload: string, type = 'application/x-www-form-urlencoded', format = 'xml') => town.server.inject({ method: 'POST', url: `/open311/v2/requests.${format}`, headers: { host: town.host, 'content-type': type }, payload })

/** A server that must not hear from us. */
const listener = async (): Promise<{ readonly port: number; asked(): number }> => {
  let asked = 0
  const server = createServer((_request, answer) => { asked += 1; answer.end() })
  server.on('connection', () => { asked += 1 })
  await new Promise<void>(resolve => { server.listen(0, '127.0.0.1', resolve) })
  onTestFinished(() => { server.close() })
  return { port: (server.address() as AddressInfo).port, asked: () => asked }
}

test('no address a system names is ever asked, wherever it points; what is no web address is refused', async () => {
  const town = await openTown({ rooms })
  await open(town)
  const { port, asked } = await listener()
  const inside = [`http://127.0.0.1:${port}/`, `http://localhost:${port}/x.jpg`, `http://[::ffff:127.0.0.1]:${port}/`, `http://2130706433:${port}/`, `http://0x7f000001:${port}/`, `http://127.1:${port}/`, `http://0:${port}/`, 'http://169.254.169.254/latest/meta-data/', 'http://[::1]/', `http://user:pass@127.0.0.1:${port}/`, 'https://10.0.0.1/admin']
  const other = ['file:///etc/passwd', 'gopher://127.0.0.1:6379/_INFO', 'ftp://127.0.0.1/', 'jar:http://x!/', 'javascript:alert(1)', 'data:text/html,x', '//127.0.0.1/', 'http:///etc', 'http://', 'dict://x:11211/', 'http://a b/']
  for (const [at, link] of inside.entries()) expect([link, (await post(town, new URLSearchParams({ service_code: 'noise', description: `Story ${at}`, address_string: 'x', media_url: link }).toString())).statusCode]).toEqual([link, 200])
  for (const link of other) expect([link, (await post(town, new URLSearchParams({ service_code: 'noise', description: 'Story', address_string: 'x', media_url: link }).toString())).statusCode]).toEqual([link, 400])
  await town.runNews()
  for (const name of rooms.flatMap(room => room.chores ?? []).map(chore => chore.name)) await town.runChore(name)
  const officer = await town.as('officer')
  const { rows } = await town.database.owner.query<{ reference: string }>('select reference from reports where partnership_id = $1', [town.partnership.id])
  expect(rows.length).toBe(inside.length)
  for (const { reference } of rows) {
    const page = await officer.get(`/reports/${reference}`)
    // Neither do we make the officer's browser ask: the link is words until somebody chooses to follow it.
    expect([page.status, [...page.document.querySelectorAll('main [src]')].map(one => one.getAttribute('src')).filter(src => src?.includes('127') || src?.includes('169'))]).toEqual([200, []])
    for (const link of page.document.querySelectorAll('main a[href^="http"]')) expect(link.getAttribute('rel')).toContain('noreferrer')
  }
  expect(asked()).toBe(0)
})

test('nothing in the source can fetch but the four carriers that the settings name', () => {
  const reaches = /\bfetch\(|from 'node:(?:http|https|http2|net|tls|dgram|dns)'|from '(?:undici|nodemailer|notifications-node-client|axios)'/
  expect(sourceFiles('src').filter(({ path, text }) => !/\.test\.tsx?$/.test(path) && reaches.test(text)).map(({ path }) => path)).toEqual([
    // The port is tried before the start; addresses in the settings are looked at; mail, Notify and the virus scanner are asked.
    'src/main.ts', 'src/rooms/evidence/clamd.ts', 'src/rooms/letters/notify-carrier.ts', 'src/rooms/letters/smtp-carrier.ts', 'src/settings.ts',
  ])
})

const ENTITIES: Readonly<Record<string, string>> = {
  'a file': '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>', 'an address': '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "http://127.0.0.1:9/">]><r>&x;</r>',
  'a parameter entity': '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY % x SYSTEM "http://127.0.0.1:9/e.dtd"> %x;]><r/>', 'an outside grammar': '<?xml version="1.0"?><!DOCTYPE r SYSTEM "http://127.0.0.1:9/e.dtd"><r/>', 'an inclusion': '<r xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="file:///etc/passwd" parse="text"/></r>',
  'a stylesheet': '<?xml-stylesheet href="http://127.0.0.1:9/x.xsl"?><r/>', 'a million laughs': `<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 9 }, (_unused, at) => `<!ENTITY a${at} "${`&a${at === 0 ? '' : at - 1};`.repeat(10)}">`).join('')}]><r>&a8;</r>`, 'one entity many times': `<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "${'x'.repeat(50_000)}">]><r>${'&a;'.repeat(50_000)}</r>`, 'depth': '<r>'.repeat(100_000),
}

test('XML is written and never read: as a body it is refused, as a field it is words', async () => {
  const town = await openTown({ rooms })
  await open(town)
  for (const [called, xml] of Object.entries(ENTITIES)) {
    for (const type of ['text/xml', 'application/xml', 'application/soap+xml', 'image/svg+xml']) {
      const { statusCode, body } = await post(town, xml, type)
      expect([called, type, statusCode, body.includes('root:'), body.length < 2_000]).toEqual([called, type, 415, false, true])
    }
    const sent = await post(town, new URLSearchParams({ service_code: 'noise', address_string: 'x', description: xml.slice(0, 15_000) }).toString())
    expect([called, sent.statusCode, XMLValidator.validate(sent.body)]).toEqual([called, 200, true])
  }
  expect(sourceFiles('src').filter(({ path, text }) => !/\.test\.tsx?$/.test(path) && /XMLParser|DOMParser|parseXml|libxml|linkedom/i.test(text)).map(({ path }) => path)).toEqual([])
})

test('whatever stands in a record, the answer stays XML with just those words in it', () => {
  const parser = new XMLParser({ parseTagValue: false, processEntities: true })
  for (const words of [']]>', '<!--', '<![CDATA[x]]>', '<script>alert(1)</script>', '&lt;b&gt;', '&amp;amp;', '&#x0;', '"\'', '<?php ?>', '</description></request>', '<!DOCTYPE x>', '%x;', '\u0000\u0001\u000b\ufffe', '\ud800']) {
    const answer = answerIn('xml', saidList('service_requests', 'request', [{ description: `x${words}x` }]))
    const text = answer.kind === 'body' && typeof answer.body === 'string' ? answer.body : ''
    expect([words, XMLValidator.validate(text)]).toEqual([words, true])
    const read: { service_requests: { request: { description: string } } } = parser.parse(text)
    expect(Object.keys(read.service_requests.request)).toEqual(['description'])
    // Letters that XML has no place for are left out; all others come back as they were.
    expect(read.service_requests.request.description).toBe(`x${words.replaceAll(/\p{Cc}|\p{Cs}|\ufffe/gu, '')}x`)
    const json = answerIn('json', saidList('service_requests', 'request', [{ description: words }]))
    expect(json.kind === 'body' && typeof json.body === 'string' ? JSON.parse(json.body) : undefined).toEqual([{ description: words }])
  }
})
