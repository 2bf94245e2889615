// What other systems may make us do: fetch addresses of theirs, unfold their XML, answer with words that break the answer.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { SMTPServer } from 'smtp-server'
import { expect, onTestFinished, test } from 'vitest'
import { rooms } from '#src/rooms.ts'
import { notifyCarrier } from '#rooms/letters/notify-carrier.ts'
import { smtpCarrier } from '#rooms/letters/smtp-carrier.ts'
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

test('nothing in the source can reach another machine but what the settings name', () => {
  const reaches = /\bfetch\(|from 'node:(?:http|https|http2|net|tls|dgram|dns)'|(?:from |import\()'(?:undici|nodemailer|notifications-node-client|axios|openid-client|aws4fetch|@opentelemetry\/exporter[\w-]*)'/
  // The port is tried before the start; addresses in the settings are looked at; mail, Notify, the virus scanner, an agency's own sign-in, the store of
  // files and the collector of traces are asked, and our own address for its certificate; watching.ts asks node:net what an address is.
  const may = ['src/main.ts', 'src/settings.ts', 'src/rooms/evidence/clamd.ts', 'src/rooms/letters/notify-carrier.ts', 'src/rooms/letters/smtp-carrier.ts', 'src/rooms/sign-in/oidc.ts', 'src/web/guarded-fetch.ts', 'src/web/objects.ts', 'src/web/tracing.ts', 'src/web/watching.ts', 'src/rooms/service/read-certificate.ts']
  const found = sourceFiles('src').filter(({ path, text }) => !/\.test\.tsx?$/.test(path) && reaches.test(text)).map(({ path }) => path)
  expect(found.length).toBeGreaterThanOrEqual(5)
  expect(found.filter(path => !may.includes(path)).map(path => `${path}: what it asks must be named in the settings, and stand in docs/security-details.md`)).toEqual([])
})

const parcel = (address: string, subject: string) => ({ id: '01890000-0000-7000-8000-000000000001', means: 'email' as const, address, subject, body: 'Good day\r\n.\r\nMAIL FROM:<x@evil.example>', tries: 1 })

test('a mail server hears one message to one person, whatever stands in the address or the subject', async () => {
  const heard: { to: readonly string[]; text: string }[] = []
  const server = new SMTPServer({ authOptional: true, disabledCommands: ['STARTTLS'], logger: false, onData: (stream, session, done) => { let text = ''; stream.on('data', (part: Buffer) => { text += part.toString() }); stream.on('end', () => { heard.push({ to: session.envelope.rcptTo.map(({ address }) => address), text }); done() }) } })
  await new Promise<void>(resolve => { server.listen(0, '127.0.0.1', resolve) })
  onTestFinished(() => { server.close() })
  const { carry } = smtpCarrier({ url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`, from: 'Team <asb@example.test>' })
  await carry(parcel('irene@example.test', 'Hello\r\nBcc: evil@evil.example\r\n\r\nother words'))
  for (const address of ['irene@example.test\r\nRCPT TO:<evil@evil.example>', 'irene@example.test, evil@evil.example', 'irene@example.test> <evil@evil.example', 'irene@example.test\nBcc: evil@evil.example']) await carry(parcel(address, 'Hello'))
  expect(heard.length).toBeGreaterThan(0)
  for (const { to, text } of heard) {
    expect([to.length, to.filter(one => one === 'evil@evil.example')]).toEqual([1, []])
    expect(/^(?:Bcc|Cc):/im.test(text.slice(0, text.indexOf('\r\n\r\n')))).toBe(false)
  }
})

test('Notify’s answer cannot send the key and the words on to somebody else', async () => {
  const { port, asked } = await listener()
  const server = createServer((_request, answer) => { answer.writeHead(307, { location: `http://127.0.0.1:${port}/` }).end() })
  await new Promise<void>(resolve => { server.listen(0, '127.0.0.1', resolve) })
  onTestFinished(() => { server.close() })
  const { carry } = notifyCarrier({ key: `test-${'26785a09-ab16-4eb0-8407-a37497a57506'}-${'3d844edf-8d35-48ac-975b-e847b4f122b0'}`, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, emailTemplate: 'x', textTemplate: undefined })
  expect([await carry(parcel('irene@example.test', 'Hello')), asked()]).toEqual([{ kind: 'refused', because: 'GOV.UK Notify answered 307' }, 0])
})

const ENTITIES: Readonly<Record<string, string>> = {
  'a file': '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>', 'an address': '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "http://127.0.0.1:9/">]><r>&x;</r>',
  'a parameter entity': '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY % x SYSTEM "http://127.0.0.1:9/e.dtd"> %x;]><r/>', 'an outside grammar': '<?xml version="1.0"?><!DOCTYPE r SYSTEM "http://127.0.0.1:9/e.dtd"><r/>', 'an inclusion': '<r xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="file:///etc/passwd" parse="text"/></r>',
  'a stylesheet': '<?xml-stylesheet href="http://127.0.0.1:9/x.xsl"?><r/>', 'a million laughs': `<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 9 }, (_unused, at) => `<!ENTITY a${at} "${`&a${at === 0 ? '' : at - 1};`.repeat(10)}">`).join('')}]><r>&a8;</r>`, 'one entity many times': `<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "${'x'.repeat(50_000)}">]><r>${'&a;'.repeat(50_000)}</r>`, 'depth': '<r>'.repeat(100_000),
}

test('XML that anybody sends is never read: as a body it is refused, as a field it is words', async () => {
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
  // The one place: what the administrator’s own file store holds, and no declared entity there either (web/object-files.test.ts).
  expect(sourceFiles('src').filter(({ path, text }) => !/\.test\.tsx?$/.test(path) && /XMLParser|DOMParser|parseXml|libxml|linkedom/i.test(text)).map(({ path }) => path)).toEqual(['src/web/objects.ts'])
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
