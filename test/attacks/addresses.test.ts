// Addresses and headers that somebody else chose: where a redirect leads, whose host it is, what a cache may keep.
import { expect, test } from 'vitest'
import { rooms } from '#src/rooms.ts'
import { assetFolder, readAssets } from '#ui/assets.ts'
import { nameInHeader, ourOwn } from '#web/reply.ts'
import { hashPassword } from '#rooms/partnership/index.ts'
import { caseIn } from '#test/harness/cases.ts'
import { endsVisit, everyDoor, pathAt, tokenOf } from '#test/harness/every-door.ts'
import { harmedCase, lettersTo } from '#test/harness/own-page.ts'
import { openTown } from '#test/harness/town.ts'

const ELSEWHERE = [
  'https://evil.example', '//evil.example', '/\\evil.example', '\\\\evil.example', '/\t/evil.example', '/\n/evil.example', '\t//evil.example', ' //evil.example', '/.//evil.example', '/..//evil.example', '/%5cevil.example/..//evil.example',
  'javascript:alert(1)', 'data:text/html,x', 'evil.example', '@evil.example', 'https:evil.example', '///evil.example', '/\u0000/evil.example', '/x\r\nSet-Cookie: a=b', '/x\r\n\r\n<script>', 'http://[::1', '/\\/evil.example',
]
/** Where a browser standing on our page would go. */
const wouldGo = (location: string): string => new URL(location, 'https://here.example/sign-in').origin

test('a path of ours is kept, letters a header cannot carry are encoded, and whatever a browser reads as elsewhere is the first page', () => {
  for (const path of ['/', '/cases?find=x&status=open#flags', '/my-case/diary', '/sign-in?next=%2Fcases']) expect(ourOwn(path)).toBe(path)
  expect(ourOwn('/people?find=Łucja 😀')).toBe('/people?find=%C5%81ucja%20%F0%9F%98%80')
  for (const place of ELSEWHERE) expect([place, wouldGo(ourOwn(place)), /[\r\n\t]/.test(ourOwn(place))]).toEqual([place, 'https://here.example', false])
})

const NAMES = ['next', 'back', 'then', 'to', 'url', 'return', 'returnTo', 'return_to', 'redirect', 'redirect_uri', 'continue', 'goto', 'kept', 'from', 'at', 'wentTo', 'action', 'homeHref']

test('no door sends anybody elsewhere, whatever an address or a form says about where to go next', async () => {
  const town = await openTown({ rooms })
  const theCase = await caseIn(town)
  const [ada, nobody] = [await town.as('administrator'), await town.as('nobody')]
  const tokens = new Map([[ada, await tokenOf(ada)], [nobody, await tokenOf(nobody)]])
  const wrong: string[] = []
  let [led, turn] = [0, 0]
  const look = (path: string, status: number, location: string | undefined, headers: Readonly<Record<string, unknown>>): void => {
    if (status >= 500) wrong.push(`${path}: ${status}`)
    if (location === undefined) return
    led += 1
    if (wouldGo(location) !== 'https://here.example' || !location.startsWith('/')) wrong.push(`${path}: leads to ${location}`)
    if (JSON.stringify(headers['set-cookie'] ?? '').includes('a=b')) wrong.push(`${path}: a cookie came in`)
  }
  for (const door of everyDoor.filter(one => !endsVisit(one))) {
    // The names take turns with the places, so that together the doors get all of them under many names.
    const fields = Object.fromEntries(NAMES.map((name, at) => [name, ELSEWHERE[(at + turn) % ELSEWHERE.length] ?? '']))
    turn += 1
    const path = pathAt(door.path, theCase)
    const who = typeof door.may === 'object' && door.may.way !== 'signed in' ? nobody : ada
    const address = `${path}?${new URLSearchParams(fields).toString()}`
    const { status, location, headers } = door.method === 'GET' ? await who.get(address) : await who.post(address, { _csrf: tokens.get(who) ?? '', ...fields })
    look(`${door.method} ${path}`, status, location, headers)
  }
  expect(wrong).toEqual([])
  expect(led).toBeGreaterThan(20)
})

test('signing in leads to the page that was asked for and to no other place', async () => {
  const town = await openTown({ rooms })
  await town.database.owner.query('update officers set password_hash = $1 where partnership_id = $2', [await hashPassword('copper lantern meadow'), town.partnership.id])
  for (const place of ['/\t/evil.example', '/.//evil.example', '/x\r\nSet-Cookie: a=b']) {
    const visitor = await town.as('nobody')
    const answer = await visitor.send(`/sign-in?next=${encodeURIComponent(place)}`, { email: 'olive@example.test', password: 'copper lantern meadow' })
    expect([place, answer.status, answer.location, JSON.stringify(answer.headers['set-cookie']).includes('a=b')]).toEqual([place, 303, '/', false])
  }
  const visitor = await town.as('nobody')
  expect((await visitor.send(`/sign-in?next=${encodeURIComponent('/people?find=Łucja')}`, { email: 'olive@example.test', password: 'copper lantern meadow' })).location).toBe('/people?find=%C5%81ucja')
})

test('a host nobody set up has no pages, and a link in a message begins with our own address whatever the request called us', async () => {
  const town = await openTown({ rooms, baseUrl: 'https://asb.example.test' })
  for (const host of ['evil.example', `${town.host}.evil.example`, `evil.example#${town.host}`, `${town.host}@evil.example`, `evil.example/${town.host}`, '', '[', `${town.host}:evil`, `${town.host}, evil.example`, "' or 1=1 --", 'x'.repeat(5_000)]) {
    const { statusCode, body } = await town.server.inject({ url: '/sign-in', headers: { host } })
    // What stands behind a colon is a port, and chooses nothing.
    expect([host.slice(0, 60), statusCode]).toEqual([host.slice(0, 60), host.split(':')[0] === town.host ? 200 : 404])
    expect(body.includes('evil')).toBe(false)
  }
  const theCase = await harmedCase(town)
  const officer = await town.as('officer')
  const cookie = `__Host-amity_session=${officer.cookies.get('amity_session') ?? ''}; __Host-amity_visit=${'v'.repeat(43)}`
  const lies = { host: town.host, cookie, 'x-forwarded-proto': 'http', 'x-forwarded-port': '81', forwarded: 'host=evil.example', 'x-original-url': '/officers', 'x-rewrite-url': '/officers', 'x-forwarded-prefix': '//evil.example' }
  const opened = await town.server.inject({ url: `${theCase.path}/own-page`, headers: lies })
  const [csrf, once] = ['_csrf', '_once'].map(name => new RegExp(`name="${name}" value="([^"]+)"`).exec(opened.body.slice(opened.body.indexOf('<main')))?.[1] ?? '')
  const sent = await town.server.inject({ method: 'POST', url: `${theCase.path}/own-page`, headers: { ...lies, 'content-type': 'application/x-www-form-urlencoded' }, payload: new URLSearchParams({ _csrf: csrf ?? '', _once: once ?? '', personId: theCase.personId, linkMeans: 'email', codeMeans: 'text', agreed: 'On the phone', sure: 'yes' }).toString() })
  expect([sent.statusCode, sent.body]).toEqual([303, ''])
  const [letter] = await lettersTo(town, 'own page link')
  expect(letter?.body).toMatch(/https:\/\/asb\.example\.test\/my-case\/link\/[\w-]{43}/)
  expect(letter?.body).not.toContain('evil')
})

test('what a proxy would say is believed from this machine and not from the network', async () => {
  const town = await openTown({ rooms, limitRates: true })
  const ask = (remoteAddress: string, forwarded: string) => town.server.inject({ url: '/choose-password/none', remoteAddress, headers: { host: town.host, 'x-forwarded-for': forwarded, 'x-real-ip': forwarded } })
  const statuses = async (from: string, forwarded: (n: number) => string): Promise<readonly number[]> => {
    const heard: number[] = []
    for (let n = 0; n < 31; n += 1) heard.push((await ask(from, forwarded(n))).statusCode)
    return heard
  }
  // A stranger names a new address each time, and is still one stranger.
  expect((await statuses('203.0.113.9', n => `198.51.100.${n}`)).at(-1)).toBe(429)
  // Behind our proxy: what the stranger wrote stands first, what the proxy saw last.
  expect((await statuses('127.0.0.1', n => `198.51.100.${n}, 203.0.113.10`)).at(-1)).toBe(429)
  expect((await statuses('127.0.0.1', n => `198.51.100.${n}`)).every(status => status === 404)).toBe(true)
  const asHost = (remoteAddress: string) => town.server.inject({ url: '/sign-in', remoteAddress, headers: { host: 'evil.example', 'x-forwarded-host': town.host } })
  expect([(await asHost('203.0.113.11')).statusCode, (await asHost('127.0.0.1')).statusCode]).toEqual([404, 200])
})

test('no shared cache keeps a page: each says so, and what may be kept is the same for everybody', async () => {
  const town = await openTown({ rooms, built: true })
  const theCase = await caseIn(town)
  const kept: string[] = []
  const untold: string[] = []
  let seen = 0
  for (const who of ['administrator', 'nobody'] as const) {
    const visitor = await town.as(who)
    const token = await tokenOf(visitor)
    for (const door of everyDoor.filter(one => !endsVisit(one))) {
      const path = pathAt(door.path, theCase)
      const { headers, raw } = door.method === 'GET' ? await visitor.get(path) : await visitor.post(path, { _csrf: token })
      seen += 1
      if (raw.length > 0 && !/^(?:text\/(?:html|css|xml|csv)|application\/json); charset=utf-8$/.test(String(headers['content-type']))) untold.push(`${path} ${String(headers['content-type'])}`)
      if (headers['cache-control'] !== 'private, no-store') kept.push(`${path} ${String(headers['cache-control'])}`)
    }
  }
  expect([...new Set(kept)]).toEqual(['/theme.css private, max-age=300'])
  // What each answer is, and in which letters.
  expect(untold).toEqual([])
  expect(seen).toBeGreaterThan(300)
  const ask = (url: string, headers: Record<string, string> = {}) => town.server.inject({ url, headers: { host: town.host, ...headers } })
  // A path dressed as a picture is not the page, and a page says on what it depends.
  for (const path of ['/cases/x.css', '/account/x.css', '/account.css', '/account;.css', '/account%2Fx.css', '/account/..%2fassets/x.css']) expect([path, [303, 404].includes((await ask(path)).statusCode), (await ask(path)).headers['cache-control']]).toEqual([path, true, 'private, no-store'])
  expect(String((await ask('/sign-in', { 'accept-encoding': 'gzip' })).headers['vary'])).toContain('accept-encoding')
  const asset = readAssets(assetFolder)('amity.css')
  const style = await ask(asset)
  expect([style.statusCode, style.headers['cache-control']]).toEqual([200, 'public, max-age=31536000, immutable'])
  const poisoned = await ask(asset, { 'x-forwarded-host': 'evil.example', 'x-forwarded-scheme': 'http', 'x-host': 'evil.example', origin: 'https://evil.example' })
  expect([poisoned.statusCode, poisoned.body]).toEqual([style.statusCode, style.body])
  const page = await ask('/sign-in', { 'x-forwarded-prefix': '/evil', 'x-forwarded-scheme': 'evil', 'x-host': 'evil.example', origin: 'https://evil.example', referer: 'https://evil.example/' })
  expect([page.statusCode, page.body.includes('evil')]).toEqual([200, false])
})

test('a file’s name can neither end its header nor look like another kind of file', () => {
  const risky = 'a"b\r\nSet-Cookie: x=1;filename=c.html\u202Egpj.exe'
  expect(nameInHeader(risky)).toMatch(/^[\w!#$&+.^`|~%-]+$/)
  expect(decodeURIComponent(nameInHeader(risky))).toBe('a"bSet-Cookie: x=1;filename=c.htmlgpj.exe')
  expect(nameInHeader("it's (1)*.pdf")).toBe('it%27s%20%281%29%2A.pdf')
  expect(nameInHeader('\ud800.pdf')).toBe('%EF%BF%BD.pdf')
})
