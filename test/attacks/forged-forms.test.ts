// A page elsewhere acts in an officer's name: forged forms, framed pages, planted sessions, and methods nobody offered.
import { expect, test } from 'vitest'
import { rooms } from '#src/rooms.ts'
import { hashPassword } from '#rooms/partnership/index.ts'
import { caseIn } from '#test/harness/cases.ts'
import { endsVisit, everyDoor, isForSystems, pathAt, tokenOf } from '#test/harness/every-door.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import type { Visitor } from '#test/harness/visitor.ts'

const FORM = 'application/x-www-form-urlencoded'
const posts = everyDoor.filter(door => door.method === 'POST' && !isForSystems(door))

const cookiesOf = (who: Visitor): string => [...who.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
const sendAs = (town: Town, who: Visitor, url: string, payload: string, headers: Record<string, string>) =>
  town.server.inject({ method: 'POST', url, payload, headers: { host: town.host, cookie: cookiesOf(who), ...headers } })

/** Everything that stands in the partnership, table by table, without what every visit writes. */
const standing = async (town: Town): Promise<Readonly<Record<string, string>>> => {
  const { rows: tables } = await town.database.owner.query<{ name: string }>(`select c.table_name as name from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and c.column_name = 'partnership_id' and t.table_type = 'BASE TABLE' order by 1`)
  const found: Record<string, string> = {}
  for (const { name } of tables.filter(table => !['audit_events', 'audit_links', 'sessions'].includes(table.name))) {
    const { rows } = await town.database.owner.query<{ sum: string }>(`select count(*) || ' ' || coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') as sum from ${name} t where partnership_id = $1`, [town.partnership.id])
    found[name] = rows[0]?.sum ?? ''
  }
  return found
}
const changed = (before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>): readonly string[] => Object.keys(after).filter(name => after[name] !== before[name])

test('no form is taken without the token this browser and this session were given, however the body is dressed', async () => {
  const town = await openTown({ rooms })
  const [ada, other] = [await town.as('administrator'), await town.as('administrator')]
  const theCase = await caseIn(town)
  const [mine, theirs] = [await tokenOf(ada), await tokenOf(other)]
  expect([mine.length, theirs.length, mine === theirs]).toEqual([43, 43, false])
  const before = await standing(town)
  const wrong: string[] = []
  for (const door of posts) {
    const path = pathAt(door.path, theCase)
    const knock = async (how: string, payload: string, headers: Record<string, string>, url = path) => {
      const { statusCode } = await sendAs(town, ada, url, payload, headers)
      if (statusCode !== 403) wrong.push(`${path}: ${how}: ${statusCode}`)
    }
    await knock("another session's token", `_csrf=${theirs}`, { 'content-type': FORM })
    await knock('from another site, token and all', `_csrf=${mine}`, { 'content-type': FORM, 'sec-fetch-site': 'cross-site' })
    await knock('the token in the address', 'a=b', { 'content-type': FORM }, `${path}?_csrf=${mine}`)
    await knock('a forged token before the right one', `_csrf=x&_csrf=${mine}`, { 'content-type': FORM })
    await knock('as JSON', JSON.stringify({ _csrf: mine }), { 'content-type': 'application/json' })
    await knock('as plain text, which any page may send', `_csrf=${mine}`, { 'content-type': 'text/plain' })
    await knock('as nothing in particular', `_csrf=${mine}`, { 'content-type': 'application/octet-stream' })
    await knock('a multipart form without it', '--b\r\ncontent-disposition: form-data; name="a"\r\n\r\nb\r\n--b--\r\n', { 'content-type': 'multipart/form-data; boundary=b' })
  }
  expect(wrong).toEqual([])
  expect(posts.length).toBeGreaterThan(60)
  expect(changed(before, await standing(town))).toEqual([])
})

test('looking changes nothing: every page is opened, and everything stands as it stood', async () => {
  const town = await openTown({ rooms })
  const theCase = await caseIn(town)
  const visitors = [await town.as('administrator'), await town.as('officer'), await town.as('manager'), await town.as('nobody')]
  const before = await standing(town)
  let opened = 0
  for (const visitor of visitors) for (const door of everyDoor.filter(one => one.method === 'GET' && !endsVisit(one))) if ((await visitor.get(pathAt(door.path, theCase))).status === 200) opened += 1
  expect(opened).toBeGreaterThan(100)
  // A key for an app that nobody has proven is no way in; it waits for the code.
  expect(changed(before, await standing(town)).filter(name => name !== 'authenticator_apps')).toEqual([])
  expect((await town.database.owner.query('select from authenticator_apps where partnership_id = $1 and confirmed_at is not null', [town.partnership.id])).rowCount).toBe(0)
})

test('no page can be framed, sniffed or scripted by another, whatever it answers', async () => {
  const town = await openTown({ rooms, baseUrl: 'https://asb.example.test', built: true })
  const theCase = await caseIn(town)
  const answers = new Map<number, string>()
  for (const who of ['administrator', 'adviser', 'nobody'] as const) {
    const visitor = await town.as(who)
    const cookie = `__Host-amity_session=${visitor.cookies.get('amity_session') ?? ''}`
    for (const url of ['/sign-in', '/cases', theCase.path, '/cases/none', '/officers', '/nothing', '/assets/amity.css', '/theme.css', '/open311/v2/requests.json', '/open311/v2/nothing', '/health/live', '/%', '/report']) {
      const { statusCode, headers } = await town.server.inject({ url, headers: { host: town.host, cookie } })
      answers.set(statusCode, url)
      expect([url, headers['x-frame-options'], headers['x-content-type-options'], headers['referrer-policy'], headers['cross-origin-opener-policy'], headers['cross-origin-resource-policy'], headers['access-control-allow-origin'], headers['server'], headers['x-powered-by']])
        .toEqual([url, 'DENY', 'nosniff', 'same-origin', 'same-origin', 'same-origin', undefined, undefined, undefined])
      const policy = String(headers['content-security-policy'])
      for (const part of ["default-src 'none'", "object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"]) expect([url, policy.includes(part)]).toEqual([url, true])
      expect(policy).toMatch(/script-src 'self' 'nonce-[0-9a-f]{32}'/)
      expect(policy).not.toContain('unsafe')
      expect(headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains')
    }
  }
  expect([...answers.keys()].toSorted()).toEqual([200, 303, 403, 404])
})

test('a session planted in a browser is neither used nor renewed: signing in gives a new one, and ends what was planted', async () => {
  const town = await openTown({ rooms })
  await town.database.owner.query('update officers set password_hash = $1 where partnership_id = $2', [await hashPassword('copper lantern meadow'), town.partnership.id])
  const attacker = await town.as('adviser')
  const planted = attacker.cookies.get('amity_session') ?? ''
  for (const value of [planted, 'x'.repeat(43)]) {
    const victim = await town.as('nobody')
    victim.cookies.set('amity_session', value)
    const before = await victim.get('/sign-in')
    const token = before.document.querySelector('main input[name=_csrf]')?.getAttribute('value') ?? ''
    expect((await victim.post('/sign-in', { _csrf: token, email: 'olive@example.test', password: 'copper lantern meadow' })).status).toBe(303)
    const given = victim.cookies.get('amity_session') ?? ''
    expect([given === value, /^[\w-]{43}$/.test(given)]).toEqual([false, true])
    expect((await victim.get('/account')).says).toContain('Olive Officer')
    // What was drawn before is worth nothing now.
    expect((await victim.post('/sign-out', { _csrf: token })).status).toBe(403)
  }
  // What the browser held before ends with signing in: who planted it has lost it.
  expect((await attacker.get('/account')).status).toBe(303)
  const stranger = await town.as('nobody')
  for (const place of [`/account?amity_session=${planted}`, `/account;amity_session=${planted}`]) expect((await stranger.get(place, { authorization: `Bearer ${planted}`, 'x-session': planted })).status).not.toBe(200)
})

test('under https each cookie is named __Host-, Secure and HttpOnly; one of ours without the prefix is not believed', async () => {
  const town = await openTown({ rooms, baseUrl: 'https://asb.example.test' })
  const token = (await town.as('officer')).cookies.get('amity_session') ?? ''
  const ask = (cookie: string) => town.server.inject({ url: '/account', headers: { host: town.host, cookie } })
  expect((await ask(`__Host-amity_session=${token}`)).statusCode).toBe(200)
  expect((await ask(`amity_session=${token}`)).statusCode).toBe(303)
  // A neighbour's cookie of the bare name does not stand in the way of the right one.
  expect((await ask(`amity_session=theirs; __Host-amity_session=${token}`)).statusCode).toBe(200)
  const set = [...(await town.server.inject({ url: '/sign-in', headers: { host: town.host } })).cookies, ...(await town.server.inject({ url: '/my-case/leave', headers: { host: town.host } })).cookies]
  expect(set.length).toBeGreaterThanOrEqual(3)
  for (const { name, secure, httpOnly, sameSite, path, domain } of set) expect([name.startsWith('__Host-amity_'), secure, httpOnly, sameSite, path, domain]).toEqual([true, true, true, 'Lax', '/', undefined])
})

test('a door answers the methods it was made for, and no header or field turns one into another', async () => {
  const town = await openTown({ rooms })
  const ada = await town.as('administrator')
  const theCase = await caseIn(town)
  const token = await tokenOf(ada)
  const before = await standing(town)
  const has = new Set(everyDoor.map(door => `${door.method} ${door.path}`))
  const wrong: string[] = []
  for (const path of new Set(everyDoor.filter(door => !isForSystems(door)).map(door => door.path))) {
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'] as const) {
      if (has.has(`${method} ${path}`)) continue
      const { statusCode } = await town.server.inject({ method, url: pathAt(path, theCase), ...(method === 'HEAD' || method === 'OPTIONS' || method === 'GET' ? {} : { payload: `_csrf=${token}` }), headers: { host: town.host, cookie: cookiesOf(ada), ...(method === 'GET' ? {} : { 'content-type': FORM }) } })
      if (statusCode !== 404) wrong.push(`${method} ${path}: ${statusCode}`)
    }
  }
  expect(wrong).toEqual([])
  const over = await town.server.inject({ method: 'GET', url: `/sign-out-everywhere?_method=POST&_csrf=${token}`, headers: { host: town.host, cookie: cookiesOf(ada), 'x-http-method-override': 'POST', 'x-method-override': 'POST' } })
  expect([over.statusCode, (await ada.get('/account')).status]).toEqual([404, 200])
  expect(changed(before, await standing(town))).toEqual([])
})
