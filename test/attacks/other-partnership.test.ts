// Two partnerships in one database: a session, a number, a file or a key of one is nothing in the other.
import { expect, test } from 'vitest'
import { rooms } from '#src/rooms.ts'
import { caseIn, reportIn } from '#test/harness/cases.ts'
import { comeIn, harmedCase, offered } from '#test/harness/own-page.ts'
import { openTown } from '#test/harness/town.ts'

test('what is known in one partnership opens nothing in another, with its own session or with a carried one', async () => {
  const [here, there] = [await openTown({ rooms }), await openTown({ rooms })]
  const theCase = await caseIn(there, { title: 'Theirs alone' })
  const report = await reportIn(there, { name: 'Irene Larkin' })
  const harmed = await harmedCase(there)
  const person = await comeIn(there, await offered(there, harmed))
  const theirs = await there.as('administrator')
  const key = (await theirs.send('/api-keys/make', { name: 'A system', agencyId: there.council.id })).document.querySelector('code.amity-secret')?.textContent ?? ''
  const { rows: [officerRow] } = await there.database.owner.query<{ id: string }>('select id from officers where partnership_id = $1 limit 1', [there.partnership.id])
  const mine = await here.as('administrator')
  for (const path of [theCase.path, `${theCase.path}/entries/add`, report, `/people/${theCase.personId}`, `/people/${harmed.personId}`, `/officers/${officerRow?.id ?? ''}`]) expect([path, (await mine.get(path)).status]).toEqual([path, 404])
  expect((await mine.get(`/cases?find=${theCase.reference}`)).text).not.toContain('Theirs alone')
  // The same cookies, sent to the other host.
  const carried = async (cookies: ReadonlyMap<string, string>, url: string) => (await here.server.inject({ url, headers: { host: here.host, cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') } })).statusCode
  expect([await carried(theirs.cookies, '/account'), await carried(person.cookies, '/my-case'), (await theirs.get('/account')).status, (await person.get('/my-case')).status]).toEqual([303, 303, 200, 200])
  const send = (host: string, town: typeof here) => town.server.inject({ method: 'POST', url: '/open311/v2/requests.json', headers: { host, 'content-type': 'application/x-www-form-urlencoded' }, payload: new URLSearchParams({ api_key: key, service_code: 'noise', description: 'x', address_string: 'x' }).toString() })
  expect([(await send(here.host, here)).statusCode, (await send(there.host, there)).statusCode]).toEqual([403, 200])
  // Every table, asked as an officer of one: no row of the other.
  const { rows: tables } = await here.database.owner.query<{ name: string }>(`select c.table_name as name from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and c.column_name = 'partnership_id' and t.table_type = 'BASE TABLE' and has_table_privilege('amity_web', format('%I.%I', c.table_schema, c.table_name), 'select')`)
  const actor = await here.actor('administrator')
  expect(tables.length).toBeGreaterThan(30)
  for (const { name } of tables) expect([name, (await here.workAs(actor, async work => work.db.executeQuery<{ theirs: number }>({ sql: `select count(*)::int as theirs from ${name} where partnership_id <> $1`, parameters: [here.partnership.id], query: { kind: 'RawNode', sqlFragments: [], parameters: [] }, queryId: { queryId: name } }))).rows[0]?.theirs]).toEqual([name, 0])
})
