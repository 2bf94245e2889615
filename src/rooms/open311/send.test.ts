// Other systems send over real HTTP: FixMyStreet's sender as it speaks, the npm client as it speaks, and everything that is wrong.
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { XMLParser } from 'fast-xml-parser'
import { expect, onTestFinished, test } from 'vitest'
import { reportingRoom } from '#rooms/reporting/index.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import { open311Room } from './index.ts'

const rooms = [reportingRoom, open311Room]
const xml = new XMLParser({ parseTagValue: false })

type Heard = { readonly status: number; readonly type: string; readonly text: string }
type Fields = readonly (readonly [string, string])[]
type System = { get(path: string, key?: string): Promise<Heard>; form(path: string, fields: Fields): Promise<Heard>; raw(path: string, type: string, body: string | Buffer): Promise<Heard> }

/** A system on the network: knows the address, sends bytes, keeps nothing. */
const systemOf = async (town: Town): Promise<System> => {
  await town.server.listen({ port: 0, host: '127.0.0.1' })
  const { port } = town.server.server.address() as AddressInfo
  const ask = (method: string, path: string, type?: string, body?: string | Buffer, key?: string): Promise<Heard> => new Promise((resolve, reject) => {
    const sending = request({ port, host: '127.0.0.1', method, path, headers: { host: town.host, ...(type === undefined ? {} : { 'content-type': type }), ...(key === undefined ? {} : { 'x-api-key': key }) } }, answer => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part)).on('end', () => resolve({ status: answer.statusCode ?? 0, type: String(answer.headers['content-type']), text: Buffer.concat(parts).toString() }))
    })
    sending.on('error', reject).end(body)
  })
  return {
    get: (path, key) => ask('GET', path, undefined, undefined, key), raw: (path, type, body) => ask('POST', path, type, body),
    form: (path, fields) => ask('POST', path, 'application/x-www-form-urlencoded', new URLSearchParams([...fields].map(([name, value]): [string, string] => [name, value])).toString()),
  }
}

const keyFor = async (town: Town, name = 'FixMyStreet'): Promise<string> => {
  const made = await (await town.as('administrator')).send('/api-keys/make', { name, agencyId: town.council.id })
  return made.document.querySelector('code.amity-secret')?.textContent ?? ''
}
const addWard = (town: Town) => town.work(async work => {
  await work.db.insertInto('wards').values({ partnershipId: work.partnership.id, code: 'W1', name: 'Handside', rings: JSON.stringify([[[-0.3, 51.7], [-0.1, 51.7], [-0.1, 51.9], [-0.3, 51.9], [-0.3, 51.7]]]) }).execute()
})
const reportsIn = async (town: Town): Promise<number> => (await town.database.owner.query('select from reports where partnership_id = $1', [town.partnership.id])).rowCount ?? 0
const set = (town: Town, value: Readonly<Record<string, unknown>>) => town.work(async work => {
  await work.db.insertInto('settings').values({ partnershipId: work.partnership.id, key: 'open311', value: JSON.stringify({ postsNeedKey: true, publicReads: true, everyChannel: false, showWaiting: false, tellWords: false, gridMetres: 0, jurisdiction: '', ...value }) }).execute()
})

/** What FixMyStreet's sender posts: XML wanted, a form sent, the story with its title and address, its own number as an attribute. */
const fixMyStreet = (key: string, media: string, number = '1001'): Fields => [
  ['jurisdiction_id', 'welhat'], ['api_key', key], ['service_code', 'noise'], ['lat', '51.80123'], ['long', '-0.20456'], ['address_string', '22 Acacia Avenue'],
  ['description', 'title: Music\n\ndetail: Bass until two & it <shakes> the wall 🎧\n\nurl: https://fixmystreet.example/report/1001\n\nSubmitted via FixMyStreet\n'],
  ['first_name', 'Bob'], ['last_name', 'Mould'], ['email', 'bob@example.org'], ['phone', '07700 900111'], ['media_url', `${media}/1.jpeg`], ['media_url', `${media}/2.jpeg`],
  ['attribute[title]', 'Music'], ['attribute[report_url]', 'https://fixmystreet.example/report/1001'], ['attribute[easting]', '523845'], ['attribute[northing]', '212345'], ['attribute[fixmystreet_id]', number],
]

test('FixMyStreet finds the service, sends a report with two pictures, tries again, and polls what became of it', async () => {
  const town = await openTown({ rooms })
  await addWard(town)
  const [system, key, pictures] = [await systemOf(town), await keyFor(town), await listener()]
  expect(xml.parse((await system.get('/open311/v2/services.xml?jurisdiction_id=welhat')).text).services.service.map((service: { service_code: string }) => service.service_code)).toContain('noise')
  expect(xml.parse((await system.get('/open311/v2/services/noise.xml?jurisdiction_id=welhat')).text).service_definition.attributes.attribute[0]).toMatchObject({ variable: 'false', required: 'false', order: '1' })
  const sent = await system.form('/open311/v2/requests.xml', fixMyStreet(key, pictures.url))
  expect([sent.status, sent.type]).toEqual([200, 'text/xml; charset=utf-8'])
  const reference: string = xml.parse(sent.text).service_requests.request.service_request_id
  const again = await Promise.all([1, 2, 3].map(() => system.form('/open311/v2/requests.xml', fixMyStreet(key, pictures.url))))
  expect(again.map(answer => xml.parse(answer.text).service_requests.request.service_request_id)).toEqual([reference, reference, reference])
  expect([await reportsIn(town), pictures.asked()]).toEqual([1, 0])

  const officer = await town.as('officer')
  const read = await officer.get(`/reports/${reference}`)
  for (const words of ['by open311', 'Bass until two & it <shakes> the wall 🎧', `${pictures.url}/2.jpeg`, 'Bob Mould', '22 Acacia Avenue']) expect(read.says).toContain(words)
  expect(read.text).not.toContain('<shakes>')
  const police = await town.as('police')
  expect((await police.get(`/reports/${reference}`)).status).toBe(404)

  await town.runNews()
  expect(await system.get(`/open311/v2/servicerequestupdates.xml?api_key=${key}`)).toMatchObject({ status: 400, text: expect.stringContaining('X-Api-Key') })
  await set(town, { keyInAddress: true })
  expect((await system.form(`/open311/v2/requests.xml?api_key=${key}`, fixMyStreet(key, pictures.url))).status).toBe(400)
  const poll = async () => xml.parse((await system.get(`/open311/v2/servicerequestupdates.xml?jurisdiction_id=welhat&api_key=${key}&start_date=2026-06-02T08:00:00Z&end_date=2026-06-02T12:00:00Z`)).text).service_request_updates
  expect(await poll()).toBe('')
  town.clock.set('2026-06-02T09:11:12Z')
  await officer.send(`/reports/${reference}/advise`, { isAsb: 'yes', reason: 'Private: seen before', told: 'Dear Bob, we have been in touch' })
  expect(await poll()).toEqual({ request_update: { update_id: `${reference}-1`, service_request_id: reference, status: 'closed', updated_datetime: '2026-06-02T10:11:12+01:00', description: 'We have read this and given advice.' } })
  expect((await system.get('/open311/v2/servicerequestupdates.xml?start_date=2026-06-02T08:00:00Z&end_date=2026-06-02T12:00:00Z')).text).not.toContain(reference)
})

/** A web server that counts who asks: nobody should. */
const listener = async (): Promise<{ readonly url: string; asked(): number }> => {
  let asked = 0
  const server = createServer((_request, answer) => { asked += 1; answer.end() })
  await new Promise<void>(resolve => { server.listen(0, '127.0.0.1', resolve) })
  onTestFinished(() => { server.close() })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked: () => asked }
}

test('a round trip as the npm client makes it: services, a post with attributes, and reading it back in JSON', async () => {
  const town = await openTown({ rooms })
  const [system, key, other] = [await systemOf(town), await keyFor(town), await keyFor(town, 'Somebody else')]
  const posted = await system.form('/open311/v2/requests.json', [
    ['service_code', 'noise'], ['address_string', 'The alley behind the shops'], ['description', 'Shouting'], ['api_key', key],
    ['attribute[danger]', 'no'], ['attribute[often]', 'Most days'], ['attribute[when]', '2026-06-01T22:00:00+01:00'], ['attribute[means][]', 'phone'], ['attribute[means][]', 'email'],
  ])
  const [{ service_request_id: reference, service_notice: notice }] = JSON.parse(posted.text)
  expect([posted.status, notice]).toEqual([200, 'We have this report. We could not find the place on our map.'])
  expect(JSON.parse((await system.get(`/open311/v2/tokens/${reference}.json`, key)).text)).toEqual([{ service_request_id: reference, token: reference }])
  const [mine] = JSON.parse((await system.get(`/open311/v2/requests/${reference}.json`, key)).text)
  expect(mine).toMatchObject({ service_request_id: reference, status: 'open', status_notes: 'We have this report. An officer will read it.', requested_datetime: '2026-06-02T10:00:00+01:00', description: null })
  expect(JSON.parse((await system.get(`/open311/v2/requests.json?status=open`, key)).text)).toHaveLength(1)
  for (const reader of [undefined, other]) expect((await system.get(`/open311/v2/requests/${reference}.json`, reader)).status).toBe(404)
  const read = await (await town.as('officer')).get(`/reports/${reference}`)
  expect(read.says).toContain('1 June 2026')
})

test('the sender of a sensitive report sees what it would see of one that waits, and nobody else sees anything', async () => {
  const town = await openTown({ rooms })
  const [system, key] = [await systemOf(town), await keyFor(town)]
  const send = async (...more: Fields): Promise<string> => JSON.parse((await system.form('/open311/v2/requests.json', [['api_key', key], ['service_code', 'noise'], ['address_string', 'x'], ['description', 'y'], ...more])).text)[0].service_request_id
  const [plain, hate] = [await send(), await send(['attribute[because]', 'race'], ['attribute[because]', 'religion'])]
  const seen = async (reference: string) => (await system.get(`/open311/v2/requests/${reference}.json`, key)).text.replaceAll(reference, 'it')
  expect(await seen(hate)).toBe(await seen(plain))
  const waiting = await seen(plain)
  await (await town.as('officer')).send(`/reports/${hate}/advise`, { isAsb: 'yes', reason: 'r', told: 't' })
  expect(await seen(hate)).toBe(waiting)
  expect((await system.get(`/open311/v2/servicerequestupdates.json`, key)).text).toBe('[]')
})

test('what a sender adds later waits for an officer too; to a report that is not its own, nobody can add', async () => {
  const town = await openTown({ rooms })
  const [system, key, other] = [await systemOf(town), await keyFor(town), await keyFor(town, 'Somebody else')]
  const reference: string = xml.parse((await system.form('/open311/v2/requests.xml', fixMyStreet(key, 'http://p.example'))).text).service_requests.request.service_request_id
  const add = (by: string, to: string) => system.form('/open311/v2/servicerequestupdates.xml', [['api_key', by], ['service_request_id', to], ['update_id', '77'], ['updated_datetime', '2026-06-02T10:00:00Z'], ['status', 'OPEN'], ['description', 'It is happening again'], ['email', 'bob@example.org'], ['first_name', 'Bob'], ['last_name', 'Mould']])
  const [first, second] = [await add(key, reference), await add(key, reference)]
  const added: string = xml.parse(first.text).service_request_updates.request_update.update_id
  expect([first.status, first.text]).toEqual([200, second.text])
  expect([added === reference, await reportsIn(town)]).toEqual([false, 2])
  expect((await (await town.as('officer')).get(`/reports/${added}`)).says).toContain(`More about report ${reference} It is happening again`)
  expect((await system.get(`/open311/v2/requests/${added}.xml`, key)).status).toBe(404)
  const [notMine, none] = [await add(other, reference), await add(other, '234-567-89C')]
  expect([notMine.status, notMine.text]).toEqual([404, none.text])
})

test('a new key of the same system follows what the ended one sent; the ended one opens nothing', async () => {
  const town = await openTown({ rooms })
  const [system, old, administrator] = [await systemOf(town), await keyFor(town), await town.as('administrator')]
  const send = async (key: string) => xml.parse((await system.form('/open311/v2/requests.xml', fixMyStreet(key, 'http://p.example'))).text)
  const reference: string = (await send(old)).service_requests.request.service_request_id
  const href = (await administrator.get('/api-keys')).document.querySelector('main a[href$="/end"]')?.getAttribute('href') ?? ''
  await administrator.send(href, {})
  town.clock.set('2026-06-02T09:05:00Z')
  const renewed = await keyFor(town, 'fixmystreet')
  expect((await send(old)).errors.error.code).toBe('403')
  expect((await send(renewed)).service_requests.request.service_request_id).toBe(reference)
  expect([(await system.get(`/open311/v2/requests/${reference}.xml`, renewed)).status, (await system.get(`/open311/v2/requests/${reference}.xml`, old)).status]).toEqual([200, 404])
})

const WRONG: readonly (readonly [string, number, Record<string, string | null>])[] = [
  ['no key', 403, { api_key: null }], ['a wrong key', 403, { api_key: 'x'.repeat(43) }], ['no service_code', 400, { service_code: null }], ['an unknown one', 404, { service_code: 'potholes' }],
  ['a sensitive one, like an unknown one', 404, { service_code: 'hate' }], ['no description', 400, { description: ' \0 ' }], ['a long one', 400, { description: 'x'.repeat(20_001) }],
  ['no place', 400, { lat: null, long: null, address_string: null }], ['half a point', 400, { long: null }], ['no point on earth', 400, { lat: '91' }], ['a point in words', 400, { lat: '0x33' }],
  ['an unknown value', 400, { 'attribute[danger]': 'perhaps' }], ['an impossible hour', 400, { 'attribute[when]': '2026-02-20T25:00:00Z' }], ['an impossible date', 400, { 'attribute[when]': '2026-02-30T10:00:00Z' }], ['a link that is a file', 400, { media_url: 'file:///etc/passwd' }],
  ['a link that is a script', 400, { media_url: 'javascript:alert(1)' }], ['an impossible email', 400, { email: 'bob at example' }], ['another jurisdiction', 404, { jurisdiction_id: 'elsewhere' }],
]

test('what is wrong is said in the asked format with its code, and nothing is kept', async () => {
  const town = await openTown({ rooms })
  await set(town, { jurisdiction: 'welhat' })
  const [system, key] = [await systemOf(town), await keyFor(town)]
  for (const [name, status, change] of WRONG) {
    const fields = new Map(fixMyStreet(key, 'http://p.example'))
    for (const [field, value] of Object.entries(change)) if (value === null) fields.delete(field); else fields.set(field, value)
    const answer = await system.form('/open311/v2/requests.xml', [...fields])
    const { errors } = xml.parse(answer.text)
    expect([name, answer.status, errors.error.code, typeof errors.error.description]).toEqual([name, status, String(status), 'string'])
  }
  const many = await system.form('/open311/v2/requests.json', [['api_key', key], ['service_code', 'noise'], ['lat', 'x']])
  expect(JSON.parse(many.text)).toEqual([{ code: 400, description: 'Give a description.' }, { code: 400, description: 'lat and long must both be given, as decimal degrees (WGS84).' }])
  expect(await reportsIn(town)).toBe(0)
})

test('bodies that are no form are never parsed: an entity bomb, JSON, another charset; too large says so', async () => {
  const town = await openTown({ rooms })
  const system = await systemOf(town)
  const bomb = `<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 9 }, (_, at) => `<!ENTITY a${at} "${`&a${at === 0 ? '' : at - 1};`.repeat(10)}">`).join('')}]><request><description>&a8;</description></request>`
  const code = (heard: Heard): unknown => [heard.status, heard.type.split(';')[0], xml.parse(heard.text).errors?.error.code]
  expect(code(await system.raw('/open311/v2/requests.xml', 'text/xml', bomb))).toEqual([415, 'text/xml', '415'])
  expect(code(await system.raw('/open311/v2/requests.xml', 'application/json', '{"service_code":"noise"}'))).toEqual([415, 'text/xml', '415'])
  expect(code(await system.raw('/open311/v2/requests.xml', 'application/json', '{"service_code":'))).toEqual([415, 'text/xml', '415'])
  expect(code(await system.raw('/open311/v2/requests.xml', 'application/x-www-form-urlencoded; charset=iso-8859-1', 'description=caf%E9'))).toEqual([415, 'text/xml', '415'])
  expect(code(await system.raw('/open311/v2/requests.xml', 'application/x-www-form-urlencoded', Buffer.alloc(6_000_001, 'a')))).toEqual([413, 'text/xml', '413'])
  expect(code(await system.raw('/open311/v2/nonsense', 'application/x-www-form-urlencoded', 'a=b'))).toEqual([404, 'text/xml', '404'])
  const file = '--b\r\ncontent-disposition: form-data; name="media"; filename="a.jpg"\r\ncontent-type: image/jpeg\r\n\r\nxx\r\n--b--\r\n'
  expect(code(await system.raw('/open311/v2/requests.xml', 'multipart/form-data; boundary=b', file))).toEqual([413, 'text/xml', '413'])
})

test('without a key only where the council allows it; a place outside the area is taken, and said', async () => {
  const town = await openTown({ rooms })
  await addWard(town)
  await set(town, { postsNeedKey: false })
  const system = await systemOf(town)
  const send = async (lat: string) => JSON.parse((await system.form('/open311/v2/requests.json', [['service_code', 'noise'], ['description', 'y'], ['lat', lat], ['long', '-0.2'], ['attribute[external_id]', '5']])).text)[0]
  const [inside, outside] = [await send('51.8'), await send('55.9')]
  expect([inside.service_notice, outside.service_notice]).toEqual(['We have this report. Keep its number.', 'We have this report. The place is outside our area, so we may pass it on.'])
  expect((await (await town.as('officer')).get(`/reports/${inside.service_request_id}`)).says).toMatch(/TL \d{4} \d{4}; Handside; 51\.8, -0\.2/)
  // Anybody might name somebody else's number: without a key it finds nothing.
  expect([inside.service_request_id === outside.service_request_id, await reportsIn(town)]).toEqual([false, 2])
  expect((await system.form('/open311/v2/servicerequestupdates.json', [['service_request_id', inside.service_request_id], ['description', 'z']])).status).toBe(403)
})

test('too many at once are told to wait, in their own format', async () => {
  const town = await openTown({ rooms, limitRates: true })
  const system = await systemOf(town)
  const answers = await Promise.all(Array.from({ length: 61 }, () => system.form('/open311/v2/requests.json', [])))
  const refused = answers.filter(answer => answer.status === 429)
  expect(refused.map(answer => JSON.parse(answer.text)[0].code)).toEqual([429])
})
