// Other systems ask what may be reported and what became of it: valid in both formats, and never a word too much.
import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { XMLParser } from 'fast-xml-parser'
import { expect, test } from 'vitest'
import { sql } from 'kysely'
import type { Actor } from '#db/work.ts'
import { newReference } from '#kernel/reference.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import { open311Room } from './index.ts'

const folder = join(import.meta.dirname, '..', '..', '..', 'test', 'vectors', 'open311')
const ajv = new Ajv({ strict: false, validateFormats: false })
for (const name of readdirSync(folder).filter(file => file.endsWith('.json'))) ajv.addSchema(JSON.parse(readFileSync(join(folder, name), 'utf8')), name)
const valid = (schema: string, text: string): unknown => {
  const value: unknown = JSON.parse(text)
  expect([schema, ajv.validate(schema, value), ajv.errorsText()]).toEqual([schema, true, 'No errors'])
  return value
}
const xml = new XMLParser({ parseTagValue: false })
/** The names of all elements, as paths: lists of any length look alike. */
const shapeOf = (tree: unknown, at = ''): readonly string[] => Array.isArray(tree) ? tree.flatMap(one => shapeOf(one, at))
  : typeof tree === 'object' && tree !== null ? Object.entries(tree).filter(([name]) => name !== '?xml').flatMap(([name, inside]) => [`${at}/${name}`, ...shapeOf(inside, `${at}/${name}`)]) : []
const shapeOfXml = (text: string): ReadonlySet<string> => new Set(shapeOf(xml.parse(text)))
const sample = (name: string): string => readFileSync(join(folder, 'samples', name), 'utf8')

type Row = Readonly<Record<string, unknown>>
let made = 0
const addReport = async (town: Town, with_: Row = {}): Promise<string> => {
  const reference = newReference(randomBytes(16))
  await town.work(async work => {
    await work.db.insertInto('reports').values({
      partnershipId: work.partnership.id, reference, channel: 'open311', receivedAt: new Date('2026-05-20T13:37:00Z'), enteredAt: new Date('2026-05-20T13:37:00Z'),
      categoryCode: 'noise', story: 'Irene Larkin of 14 Larch Walk plays the drums', placeDescribed: '14 Larch Walk', postcode: 'AL8 6AE', wardCode: 'W1', latitude: 51.80123, longitude: -0.20456,
      reporterName: 'Joan Secret', reporterEmail: 'joan@example.test', reporterPhone: '07700 900111', agencyId: town.council.id,
      state: 'advised and closed', decidedAt: new Date('2026-05-22T10:11:12Z'), isAsb: true, decisionReason: 'private reason', toldReporter: 'Dear Joan, we spoke to Irene', ...with_,
    }).execute()
  })
  return reference
}
const addWard = (town: Town) => town.work(async work => {
  await work.db.insertInto('wards').values({ partnershipId: work.partnership.id, code: 'W1', name: 'Handside' }).execute()
  await work.db.insertInto('postcodes').values([{ partnershipId: work.partnership.id, postcode: 'AL8 6AE', latitude: 51.8, longitude: -0.21, wardCode: 'W1' }, { partnershipId: work.partnership.id, postcode: 'AL8 6AF', latitude: 51.81, longitude: -0.2, wardCode: 'W1' }]).execute()
})
const set = (town: Town, value: Row) => town.work(async work => {
  await work.db.insertInto('settings').values({ partnershipId: work.partnership.id, key: 'open311', value: JSON.stringify({ postsNeedKey: true, publicReads: true, everyChannel: false, showWaiting: false, tellWords: false, gridMetres: 0, jurisdiction: '', ...value }) }).execute()
})

test('discovery, services and their questions are valid in both formats, and sensitive categories are not among them', async () => {
  const town = await openTown({ rooms: [open311Room] })
  const system = await town.as('nobody')
  const discovery: unknown = JSON.parse((await system.get('/open311/discovery.json')).text)
  expect(discovery).toMatchObject({ endpoints: [{ specification: 'http://wiki.open311.org/GeoReport_v2', url: 'http://localhost:3000/open311/v2', formats: ['json', 'xml'].map(one => one === 'xml' ? 'text/xml' : 'application/json') }] })
  expect(shapeOfXml((await system.get('/open311/v2/discovery.xml')).text)).toEqual(shapeOfXml(sample('discovery-dc.xml')))
  const list = await system.get('/open311/v2/services.json')
  expect(valid('services.json', list.text)).toHaveLength(12)
  expect(list.text).not.toMatch(/hate|domestic|sexual|violence/i)
  const inXml = await system.get('/open311/v2/services.xml')
  expect([inXml.headers['content-type'], shapeOfXml(inXml.text)]).toEqual(['text/xml; charset=utf-8', shapeOfXml(sample('dc-services.xml'))])
  valid('service-definition.json', (await system.get('/open311/v2/services/noise.json')).text)
  const definition = new Set(shapeOfXml(sample('dc-services-S0301.xml')))
  expect([...shapeOfXml((await system.get('/open311/v2/services/noise.xml')).text)].filter(path => !definition.has(path))).toEqual([])
  const [hidden, none] = [await system.get('/open311/v2/services/hate.xml'), await system.get('/open311/v2/services/unheard-of.xml')]
  expect([hidden.status, hidden.text]).toEqual([404, none.text])
  expect(shapeOfXml(hidden.text)).toEqual(shapeOfXml(sample('boston-err-submitrequest-base_is_duplicate.xml')))
})

test('what was decided is published by ward and day when the day is over; nobody’s words, name, place or time', async () => {
  const town = await openTown({ rooms: [open311Room] })
  await addWard(town)
  const reference = await addReport(town)
  const system = await town.as('nobody')
  const answer = await system.get(`/open311/v2/requests/${reference}.json`)
  expect(valid('requests.json', answer.text)).toEqual([{
    service_request_id: reference, status: 'closed', status_notes: 'We have read this and given advice.', service_name: 'Noise', service_code: 'noise', description: null,
    agency_responsible: 'Borough Council', service_notice: null, requested_datetime: '2026-05-20T00:00:00+01:00', updated_datetime: '2026-05-23T00:00:00+01:00', expected_datetime: null,
    address: 'Handside', address_id: null, zipcode: null, lat: 51.805, long: -0.205, media_url: null,
  }])
  const inXml = await system.get(`/open311/v2/requests/${reference}.xml`)
  const known = shapeOfXml(sample('service-request.xml'))
  expect([...shapeOfXml(inXml.text)].filter(path => !known.has(path))).toEqual([])
  const updates = await system.get('/open311/v2/servicerequestupdates.xml?start_date=2026-05-22T00:00:00Z&end_date=2026-05-23T00:00:00Z')
  expect(xml.parse(updates.text)).toMatchObject({ service_request_updates: { request_update: { service_request_id: reference, update_id: `${reference}-1`, status: 'closed', description: 'We have read this and given advice.' } } })
  for (const said of [answer.text, inXml.text, updates.text]) expect(said).not.toMatch(/Irene|Joan|Larch|AL8|51\.801|13:37|12:37|10:11|private/)
  town.clock.set('2026-05-22T22:59:00Z')
  expect((await system.get(`/open311/v2/requests/${reference}.json`)).status).toBe(404)
  town.clock.set('2026-05-22T23:01:00Z')
  expect((await system.get(`/open311/v2/requests/${reference}.json`)).status).toBe(200)
})

test('a coarser square and the words told are published only where the council says so', async () => {
  const town = await openTown({ rooms: [open311Room] })
  await set(town, { gridMetres: 1000, tellWords: true })
  const [one, other] = [await addReport(town), await addReport(town, { latitude: 51.80301, longitude: -0.20499 })]
  const system = await town.as('nobody')
  const read = async (reference: string) => JSON.parse((await system.get(`/open311/v2/requests/${reference}.json`)).text)[0]
  const [first, second] = [await read(one), await read(other)]
  expect([first.lat, first.long]).toEqual([second.lat, second.long])
  expect(Math.abs(first.lat - 51.80123)).toBeLessThan(0.0046)
  expect(first.status_notes).toBe('Dear Joan, we spoke to Irene')
})

test('reports that came by other ways, or that nobody has read, are shown only where the council says so, and never a sensitive one', async () => {
  const town = await openTown({ rooms: [open311Room] })
  await set(town, { everyChannel: true, showWaiting: true })
  const system = await town.as('nobody')
  const waiting = { state: 'waiting', decidedAt: null, receivedAt: new Date('2026-06-01T22:30:00Z') }
  const [web, unread] = [await addReport(town, { channel: 'web' }), await addReport(town, waiting)]
  for (const risk of [{ inDanger: true }, { categoryCode: 'violence' }, { ...waiting, mustNotKnow: 'Him' }]) await addReport(town, { channel: 'web', ...risk })
  const list = async (): Promise<unknown> => JSON.parse((await system.get('/open311/v2/requests.json')).text).map((found: { service_request_id: string; status: string }) => `${found.service_request_id} ${found.status}`)
  expect(await list()).toEqual([`${unread} open`, `${web} closed`])
  town.clock.set('2026-06-01T22:59:00Z')
  expect(await list()).toEqual([`${web} closed`])
})

const RISKS: readonly Row[] = [
  { categoryCode: 'hate' }, { categoryCode: 'domestic-abuse' }, { categoryCode: 'no-such-category' }, { inDanger: true }, { becauseOf: ['race'] }, { children: true }, { vulnerability: 'Uses a wheelchair' },
  { mustNotKnow: 'My husband' }, { state: 'withdrawn' }, { channel: 'web' }, { state: 'waiting', decidedAt: null },
]

test('by inference: nothing sensitive, unread or not sent by Open311 changes any answer, count or header', async () => {
  const town = await openTown({ rooms: [open311Room] })
  await addWard(town)
  const shown = await addReport(town)
  const system = await town.as('nobody')
  const questions = (hidden: string): readonly string[] => [
    `/open311/v2/requests/${hidden}.json`, `/open311/v2/requests/${hidden}.xml`, `/open311/v2/tokens/${hidden}.xml`, `/open311/v2/requests.json?service_request_id=${hidden}`, `/open311/v2/requests.xml?service_request_id=${shown},${hidden}`,
    '/open311/v2/requests.json', '/open311/v2/requests.xml?status=closed', '/open311/v2/requests.json?status=open', '/open311/v2/requests.xml?service_code=hate,domestic-abuse,noise',
    '/open311/v2/requests.json?start_date=2026-05-20T00:00:00Z&end_date=2026-05-21T00:00:00Z', '/open311/v2/servicerequestupdates.json', '/open311/v2/servicerequestupdates.xml?start_date=2026-05-22&end_date=2026-05-24', '/open311/v2/services.json',
  ]
  const answers = async (hidden: string) => Promise.all(questions(hidden).map(async question => {
    const { status, text, headers } = await system.get(question)
    return { status, text, names: Object.keys(headers).toSorted(), length: headers['content-length'] }
  }))
  const before = await answers('234-567-89C')
  const hidden = [await caseWith(town, { flags: ['safeguarding'] }), await caseWith(town, { flags: ['child'] }), await caseWith(town, { flags: ['hate'] }), await caseWith(town, { categoryCode: 'violence' }), await caseWith(town, { inCircle: true }), await caseWith(town, { mergedInto: true })]
  for (const risk of RISKS) hidden.push(await addReport(town, risk))
  for (const reference of hidden) expect(await answers(reference)).toEqual(before)
})

const caseWith = async (town: Town, { inCircle, mergedInto, ...row }: Row): Promise<string> => {
  const caseId = await town.work(async work => {
    const circleId = inCircle === true || mergedInto === true ? (await work.db.insertInto('circles').values({ partnershipId: work.partnership.id, name: `Circle ${made += 1}` }).returning('id').executeTakeFirstOrThrow()).id : null
    const open = async (more: Row): Promise<string> => {
      const id = work.newId()
      await work.db.insertInto('cases').values({
        partnershipId: work.partnership.id, id, reference: newReference(randomBytes(16)), leadAgencyId: town.council.id, leadOfficerId: town.council.officerId, title: 'Noise',
        categoryCode: 'noise', strand: 'nuisance', severity: 'standard', openedAt: new Date('2026-05-22T10:11:12Z'), ...more,
      }).execute()
      return id
    }
    if (mergedInto !== true) return open({ circleId, ...row })
    return open({ status: 'merged', mergedIntoId: await open({ circleId }) })
  })
  return addReport(town, { state: 'case opened', caseId })
}

test('a case that is open is open, and closed the day after it ended', async () => {
  const town = await openTown({ rooms: [open311Room] })
  const reference = await caseWith(town, { status: 'closed', closedAt: new Date('2026-06-02T08:00:00Z') })
  const system = await town.as('nobody')
  const read = async () => JSON.parse((await system.get(`/open311/v2/requests/${reference}.json`)).text)[0]
  expect(await read()).toMatchObject({ status: 'open', status_notes: 'An officer is working on this.' })
  town.clock.set('2026-06-03T08:00:00Z')
  expect(await read()).toMatchObject({ status: 'closed', status_notes: 'Our work on this has ended.', updated_datetime: '2026-06-03T00:00:00+01:00' })
})

test('another system reads no report but through the gate, and the gate answers no one else', async () => {
  const town = await openTown({ rooms: [open311Room] })
  const reference = await addReport(town)
  const key = { kind: 'key', keyId: null, agencyId: town.council.id, principals: [] } as const
  const asked = sql<{ reference: string }>`select reference from amity.open311_requests(array[${reference}], null, null, 'requested', null, null, 10)`
  const sent = sql<{ found: unknown }>`select coalesce(amity.open311_sent(${reference})::text, amity.open311_sent_as('x')) as found`
  expect(await town.workAs(key, async work => [await work.db.selectFrom('reports').select('id').execute(), await work.db.selectFrom('apiKeys').select('id').execute(), (await asked.execute(work.db)).rows])).toEqual([[], [], [{ reference }]])
  for (const actor of [{ kind: 'public', key: null } as const, await town.actor('police'), await town.actor('administrator')]) {
    expect(await town.workAs<Actor, unknown>(actor, async work => [(await asked.execute(work.db)).rows, (await sent.execute(work.db)).rows])).toEqual([[], [{ found: null }]])
  }
})

test('windows are bounded, dates are read strictly, and every refusal is in the format asked for', async () => {
  const town = await openTown({ rooms: [open311Room] })
  await set(town, { jurisdiction: 'welhat.example', publicReads: false })
  const reference = await addReport(town)
  const system = await town.as('nobody')
  const errors = async (path: string): Promise<unknown> => {
    const { status, text, headers } = await system.get(path)
    return [status, String(headers['content-type']).split(';')[0], path.includes('.json') ? JSON.parse(text)[0].code : Number(xml.parse(text).errors.error.code)]
  }
  expect(await errors('/open311/v2/requests.xml?start_date=2026-01-01T00:00:00Z&end_date=2026-06-01T00:00:00Z')).toEqual([400, 'text/xml', 400])
  expect(await errors('/open311/v2/requests.json?start_date=2026-02-30T00:00:00Z')).toEqual([400, 'application/json', 400])
  for (const far of ['start_date=9999-12-31T23:59:59Z', 'end_date=0001-01-01T00:00:00Z', 'end_date=0000-01-01', 'start_date=2026-03-29T01:30:00+01:00']) expect([far, (await system.get(`/open311/v2/requests.json?${far}`)).text]).toEqual([far, '[]'])
  expect(await errors('/open311/v2/requests.json?status=mended')).toEqual([400, 'application/json', 400])
  expect(await errors(`/open311/v2/requests.json?service_request_id=${'x,'.repeat(100)}x`)).toEqual([400, 'application/json', 400])
  expect(await errors('/open311/v2/services.xml?jurisdiction_id=elsewhere')).toEqual([404, 'text/xml', 404])
  expect(await errors(`/open311/v2/requests/${reference}.xml?jurisdiction_id=welhat.example`)).toEqual([404, 'text/xml', 404])
  expect(await errors('/open311/v2/nonsense.json')).toEqual([404, 'application/json', 404])
  expect(await errors('/open311/v2/requests/%27%3B--.xml')).toEqual([404, 'text/xml', 404])
  expect((await system.get('/open311/v2/requests.xml?jurisdiction_id=welhat.example&start_date=2026-05-01')).text).toContain('<service_requests></service_requests>')
})
