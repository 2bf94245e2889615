// Fields nobody asked for: columns set by their names, prototypes poisoned, the same field twice.
import { expect, test } from 'vitest'
import { rooms } from '#src/rooms.ts'
import { columnsIn, readMap } from '#rooms/imports/import-map.ts'
import { hashPassword } from '#rooms/partnership/index.ts'
import { asAnswers } from '#web/uploads.ts'
import { textOf, textsOf } from '#web/ask.ts'
import { caseIn, reportIn } from '#test/harness/cases.ts'
import { boxesOf, formPaths } from '#test/harness/forms.ts'
import { openTown, type Town, type Who } from '#test/harness/town.ts'

const MARK = 'planted-3f9a'
const camel = (name: string): string => name.replaceAll(/_(\w)/g, (_all, letter: string) => letter.toUpperCase())

/** Every column there is, as the database and as our code calls it. */
const everyColumn = async (town: Town): Promise<readonly string[]> => {
  const { rows } = await town.database.owner.query<{ name: string }>(`select distinct column_name as name from information_schema.columns where table_schema = 'public'`)
  return [...new Set(rows.flatMap(({ name }) => [name, camel(name)]))]
}

/** Tables that hold the mark anywhere in a row of this partnership. */
const marked = async (town: Town, mark = MARK): Promise<readonly string[]> => {
  const { rows } = await town.database.owner.query<{ name: string }>(`select c.table_name as name from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and c.column_name = 'partnership_id' and t.table_type = 'BASE TABLE' order by 1`)
  const found: string[] = []
  for (const { name } of rows) if (((await town.database.owner.query(`select from ${name} t where partnership_id = $1 and t::text like '%' || $2 || '%' limit 1`, [town.partnership.id, mark])).rowCount ?? 0) > 0) found.push(name)
  return found
}

const belongings = async (town: Town): Promise<unknown> => {
  const { rows } = await town.database.owner.query(`select (select array_agg(distinct lead_agency_id) from cases where partnership_id = $1) as leads, (select array_agg(distinct agency_id) from reports where partnership_id = $1) as reports,
    (select array_agg(distinct owner_agency_id) from people where partnership_id = $1) as people, (select count(*)::int from officers where partnership_id = $1) as officers, (select count(*)::int from posts where partnership_id = $1) as posts,
    (select md5(string_agg(r.name || array_to_string(acts, ','), ';' order by r.name)) from roles r where partnership_id = $1 and name <> 'A plain answer') as roles, (select count(*)::int from cases c where partnership_id = $1 and exists (select from posts p join officers o on (o.partnership_id, o.id) = (p.partnership_id, p.officer_id) where p.agency_id = $2 and c.lead_officer_id = o.id)) as theirs`, [town.partnership.id, town.police.id])
  return rows[0]
}

test('every form is sent each column of each table as a field: none is written that its page did not ask for', async () => {
  const town = await openTown({ rooms })
  const columns = await everyColumn(town)
  expect(columns.length).toBeGreaterThan(400)
  const uuids = ['agency_id', 'agencyId', 'lead_agency_id', 'leadAgencyId', 'owner_agency_id', 'ownerAgencyId']
  const faults: string[] = []
  const went: string[] = []
  const try1 = async (who: Who, path: string): Promise<void> => {
    const theCase = path.startsWith('/cases/:') ? await caseIn(town) : undefined
    const report = path.startsWith('/reports/:') ? await reportIn(town, { name: 'Irene Larkin', phone: '07700 900 123' }) : undefined
    const at = path.replace('/cases/:reference', theCase?.path ?? '').replace('/reports/:reference', report ?? '')
    const visitor = await town.as(who)
    const opened = await visitor.get(at)
    const boxes = opened.status === 200 ? boxesOf(opened, at) : undefined
    if (boxes === undefined) return
    const days = Object.fromEntries(boxes.days.flatMap(name => [[`${name}-day`, '1'], [`${name}-month`, '6'], [`${name}-year`, '2026']]))
    const own = { ...boxes.fixed, ...days, ...Object.fromEntries(boxes.words.map(name => [name, /email/i.test(name) ? 'a@example.org' : /phone/i.test(name) ? '07700 900 456' : /time/.test(name) ? '08:15' : /postcode/i.test(name) ? 'AL8 6AE' : 'A plain answer'])) }
    // What the page has a box for is its own to ask, under the names of its parts too.
    const asked = new Set([...Object.keys(own), ...[...opened.document.querySelectorAll('main [name]')].map(box => box.getAttribute('name') ?? '')])
    const extra = Object.fromEntries(columns.filter(name => !asked.has(name)).map(name => [name, uuids.includes(name) ? town.police.id : MARK]))
    const answer = await visitor.post(at, { ...own, ...extra })
    if (answer.status >= 500) faults.push(`${path}: ${answer.status}`)
    if (answer.status === 303) went.push(path)
    if (answer.text.includes(MARK)) faults.push(`${path}: the page says it again`)
  }
  const before = await belongings(town)
  for (const path of formPaths().filter(one => !one.startsWith('/choose') && !one.startsWith('/set-up') && !/officers\/add|transfer|lead$/.test(one))) await try1(path.startsWith('/cases/') || path.startsWith('/reports/') || path.startsWith('/people') ? 'officer' : path.startsWith('/report') || path.startsWith('/my-case') ? 'nobody' : 'administrator', path)
  expect(faults).toEqual([])
  expect(await marked(town)).toEqual([])
  // The look finds what was asked for, so it would find what was not.
  expect((await marked(town, 'A plain answer')).length).toBeGreaterThan(5)
  expect(await belongings(town)).toEqual(before === undefined ? undefined : { ...before as object, leads: [town.council.id], reports: [town.council.id], people: [town.council.id] })
  expect(went.length).toBeGreaterThanOrEqual(12)
}, 120_000)

test('a person’s own page and another system cannot write more than their boxes either', async () => {
  const town = await openTown({ rooms })
  await town.work(work => work.db.insertInto('settings').values({ partnershipId: town.partnership.id, key: 'open311', value: JSON.stringify({ postsNeedKey: false, publicReads: true, everyChannel: false, showWaiting: false, tellWords: false, gridMetres: 0, jurisdiction: '' }) }).execute())
  const columns = await everyColumn(town)
  const extra = new URLSearchParams(columns.filter(name => !['description', 'email', 'phone', 'lat', 'long', 'address', 'status'].includes(name)).map((name): [string, string] => [name, MARK]))
  for (const [name, value] of [['service_code', 'noise'], ['description', 'Shouting'], ['address_string', 'The alley']] as const) extra.set(name, value)
  for (const odd of ['__proto__', 'constructor', 'attribute[__proto__]', 'attribute[constructor]']) extra.set(odd, 'x')
  const { statusCode } = await town.server.inject({ method: 'POST', url: '/open311/v2/requests.json', headers: { host: town.host, 'content-type': 'application/x-www-form-urlencoded' }, payload: extra.toString() })
  expect(statusCode).toBe(200)
  expect(await marked(town)).toEqual([])
  const { rows } = await town.database.owner.query('select agency_id, state, channel from reports where partnership_id = $1', [town.partnership.id])
  expect(rows).toEqual([{ agency_id: town.council.id, state: 'waiting', channel: 'open311' }])
})

const POISON = ['__proto__', '__proto__[polluted]', '__proto__.polluted', 'constructor', 'constructor[prototype][polluted]', 'constructor.prototype.polluted', 'prototype', 'hasOwnProperty', 'toString', 'valueOf', '_csrf[__proto__]']

test('no name of a field, a parameter, a part, a column or a key in a map reaches a prototype', async () => {
  const town = await openTown({ rooms })
  const ada = await town.as('administrator')
  const known = Object.getOwnPropertyNames(Object.prototype).toSorted()
  const clean = (): void => {
    expect(Object.getOwnPropertyNames(Object.prototype).toSorted()).toEqual(known)
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
  }
  const fields = Object.fromEntries(POISON.map(name => [name, 'yes']))
  const query = new URLSearchParams(POISON.map((name): [string, string] => [name, 'yes'])).toString()
  for (const path of ['/officers/add', '/sign-in', '/report', '/settings', '/cases', '/people', '/measures', '/diary']) {
    expect([path, (await ada.get(`${path}?${query}`)).status < 500]).toEqual([path, true])
    expect([path, (await ada.post(path, fields)).status < 500]).toEqual([path, true])
    expect([path, (await ada.upload(path, fields, [])).status < 500]).toEqual([path, true])
    clean()
  }
  const answers = asAnswers(JSON.parse('{"__proto__":"a","constructor":"b","toString":["c","d"],"nested":{"polluted":"e"}}'))
  expect([textOf(answers, '__proto__'), textOf(answers, 'constructor'), textsOf(answers, 'toString'), textOf(answers, 'nested'), textOf(answers, 'hasOwnProperty'), textOf({}, 'constructor')]).toEqual(['a', 'b', ['c', 'd'], '', '', ''])
  for (const text of ['{"__proto__":{"polluted":1},"kind":"reports","source":"x","columns":{"receivedAt":"a","story":"b"}}', '{"kind":"reports","source":"x","columns":{"receivedAt":"a","story":"b","__proto__":"c"}}', '{"kind":"reports","source":"x","columns":{"receivedAt":"a","story":"b","constructor":"c"}}', '{"kind":"reports","source":"x","columns":{"receivedAt":"a","story":"b"},"categories":{"__proto__":"noise","constructor":"noise"}}', '{"kind":"__proto__","source":"x","columns":{}}']) {
    const read = readMap(JSON.parse(text))
    const columns = read.ok ? columnsIn({ ...read.map, keep: ['__proto__', 'constructor'] }, ['a', 'b', '__proto__', 'constructor']) : 'refused'
    expect(typeof columns === 'string' || Object.values(columns.kept(['1', '2', '3', '4'])).every(value => typeof value === 'string')).toBe(true)
    clean()
  }
  // Inherited names are no category, no key and no setting.
  for (const name of ['constructor', '__proto__', 'toString']) {
    expect([name, (await ada.get(`/settings/${name}`)).status]).toEqual([name, 404])
    expect([name, (await ada.get(`/content/categories/${name}`)).status]).toEqual([name, 404])
    expect([name, (await town.server.inject({ url: `/open311/v2/services/${name}.json`, headers: { host: town.host } })).statusCode]).toEqual([name, 404])
  }
  clean()
})

test('a field that comes twice is read once and the same everywhere: the first, from the body, and never from the address', async () => {
  const town = await openTown({ rooms })
  await town.database.owner.query('update officers set password_hash = $1 where partnership_id = $2', [await hashPassword('copper lantern meadow'), town.partnership.id])
  const sign = async (email: string | readonly string[], password: string | readonly string[], query = '') => (await (await town.as('nobody')).post(`/sign-in${query}`, { email, password })).status
  expect(await sign(['olive@example.test', 'ada@example.test'], 'copper lantern meadow')).toBe(303)
  expect(await sign('olive@example.test', ['wrong', 'copper lantern meadow'])).toBe(422)
  expect(await sign('', 'copper lantern meadow', '?email=olive@example.test')).toBe(422)
  const { rows } = await town.database.owner.query<{ name: string }>(`select o.name from sessions s join officers o on (o.partnership_id, o.id) = (s.partnership_id, s.officer_id) where s.partnership_id = $1`, [town.partnership.id])
  expect(rows.map(({ name }) => name)).toEqual(['Olive Officer'])
  const { path } = await caseIn(town)
  const officer = await town.as('officer')
  for (const address of [`${path}?kind=note&kind=call&from-day=1&from-day=2`, '/cases?find=a&find=b&status=open&status=closed&before=x&before=y', '/measures?from=1&from=2', '/diary?when=a&when=b']) expect([address, (await officer.get(address)).status]).toEqual([address, 200])
})
