// Single sign-on as stories, against a real provider: in as the groups say, out when they no longer do, and every forgery refused.
import { afterAll, expect, test } from 'vitest'
import { makeWayIn } from './index.ts'
import { homeRoom } from '#rooms/home/index.ts'
import { lettersRoom } from '#rooms/letters/index.ts'
import { codeOf, givePasswords, later, setUpApp, withPassword } from '#test/harness/factors.ts'
import { browserAt, CLIENT, shownLink, signInThere, startProvider, type Person, type TestProvider } from '#test/harness/provider.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import type { Visitor } from '#test/harness/visitor.ts'

const NEW: Person = { sub: 'pat-2', email: 'nell@police.example', name: 'Nell Newcomer', groups: ['officers', 'choir'] }
const started: TestProvider[] = []
afterAll(() => Promise.all(started.map(one => one.close())))

const formOf = (town: Town, visitor: Visitor, issuer: string, more: Readonly<Record<string, string>> = {}, agency = town.police.id) => visitor.get(`/single-sign-on/${agency}`).then(page => {
  const role = (name: string) => [...page.document.querySelectorAll('select[name=groups-0-role] option')].find(one => one.textContent === name)?.getAttribute('value') ?? ''
  return visitor.send(`/single-sign-on/${agency}`, {
    label: 'Sign in with Police', issuer, clientId: CLIENT.id, clientSecret: CLIENT.secret, groupClaim: 'groups', emailDomains: 'police.example\nexample.test', secondFactor: 'here', enabled: 'yes',
    'groups-0-group': 'officers', 'groups-0-role': role('Case officer'), 'groups-1-group': 'managers', 'groups-1-role': role('Team manager'), ...more,
  })
})

/** A town whose police sign in by themselves. */
const townWith = async (more: Readonly<Record<string, string>> = {}) => {
  const town = await openTown({ rooms: [homeRoom, lettersRoom], startAt: new Date().toISOString() })
  await givePasswords(town)
  const provider = await startProvider(`http://${town.host}/sign-in/back/${town.police.id}`, NEW)
  started.push(provider)
  const ada = await town.as('administrator')
  const saved = await formOf(town, ada, provider.issuer, more)
  expect([saved.status, saved.location]).toEqual([303, `/single-sign-on/${town.police.id}/check`])
  const { rows } = await town.database.owner.query<{ id: string }>('select id from single_sign_ons where partnership_id = $1', [town.partnership.id])
  return { town, provider, ada, button: `/sign-in/with/${rows[0]?.id ?? ''}` }
}
const rolesOf = async (town: Town, email: string) => (await town.database.owner.query<{ name: string }>(`select r.name from officers o join posts p on p.officer_id = o.id and p.partnership_id = o.partnership_id join roles r on r.id = p.role_id and r.partnership_id = p.partnership_id
  where o.partnership_id = $1 and o.email = $2 and p.ended_on is null order by r.name`, [town.partnership.id, email])).rows.map(({ name }) => name)
const refusals = async (town: Town) => (await town.database.owner.query<{ action: string }>(`select action from audit_events where partnership_id = $1 and action like 'single sign-on failed%' order by id`, [town.partnership.id])).rows.map(({ action }) => action)

test('the administrator configures and checks it, tries it without consequence, and never reads the secret again', async () => {
  const { town, provider, ada, button } = await townWith({ enabled: 'no' })
  const check = await ada.get(`/single-sign-on/${town.police.id}/check`)
  expect([check.status, check.says.includes('The provider answers')]).toEqual([200, true])
  expect((await (await town.as('nobody')).get(button)).status).toBe(404)
  const tried = await signInThere(ada, `/single-sign-on/${town.police.id}/try`)
  expect(tried.page.says).toContain('This person would get in')
  expect(tried.page.says).toContain('Case officer')
  expect(await rolesOf(town, NEW.email)).toEqual([])
  const page = await ada.get(`/single-sign-on/${town.police.id}`)
  expect(page.text).not.toContain(CLIENT.secret)
  const { rows } = await town.database.owner.query<{ all: string }>(`select (select string_agg(sealed, ' ') from single_sign_on_secrets where partnership_id = $1) || (select string_agg(coalesce(changes::text, ''), ' ') from audit_events where partnership_id = $1) as all`, [town.partnership.id])
  expect(rows[0]?.all).toContain('v1.')
  expect(rows[0]?.all).not.toContain(CLIENT.secret)
  provider.person = { ...NEW, groups: ['choir'] }
  expect((await signInThere(ada, `/single-sign-on/${town.police.id}/try`)).page.says).toContain('this person would be refused')
})

test('what cannot work is said at its field, and what was typed is kept, the secret apart', async () => {
  const { town, provider, ada } = await townWith({ enabled: 'no' })
  const wrong: readonly (readonly [Readonly<Record<string, string>>, string])[] = [
    [{ issuer: 'http://login.example' }, 'must begin with https://'], [{ issuer: 'https://169.254.169.254/' }, 'inside our own network'], [{ issuer: 'https://[fe80::1]/' }, 'inside our own network'], [{ issuer: 'https://10.1.2.3' }, 'inside our own network'],
    [{ issuer: 'https://login.microsoftonline.com/common/v2.0' }, 'your own tenant'], [{ issuer: 'nonsense' }, 'not a web address'], [{ emailDomains: 'not a domain!' }, 'is not a domain'], [{ issuer: `${provider.issuer}/other`, clientSecret: '' }, 'Enter the client secret'],
    [{ 'groups-0-group': '', 'groups-0-role': '', 'groups-1-group': '', 'groups-1-role': '' }, 'Map one group'], [{ 'groups-1-role': '' }, 'needs both its name and a role'], [{ issuer: `${provider.issuer}/elsewhere` }, 'It cannot be turned on'],
  ]
  for (const [typed, says] of wrong) {
    const page = await formOf(town, ada, provider.issuer, typed)
    expect([typed, page.status, page.says.includes(says)]).toEqual([typed, 422, true])
    expect(page.text).not.toContain(CLIENT.secret)
  }
  expect((await (await town.as('manager')).get('/single-sign-on')).status).toBe(403)
})

test('somebody new gets an account and the role of their group; other groups give other roles, none gives nothing any more', async () => {
  const { town, provider, button } = await townWith()
  const nell = await town.as('nobody')
  expect((await nell.get('/sign-in')).document.querySelector(`a[href^="${button}"]`)?.textContent).toBe('Sign in with Police')
  const { page } = await signInThere(nell, `${button}?next=/account`)
  expect(page.location).toBe('/account')
  expect((await nell.get('/account')).says).toContain('Nell Newcomer')
  expect(await rolesOf(town, NEW.email)).toEqual(['Case officer'])
  provider.person = { ...NEW, groups: ['managers'], email: 'nell.married@police.example' }
  expect((await signInThere(nell, button)).page.status).toBe(303)
  expect(await rolesOf(town, NEW.email)).toEqual(['Team manager'])
  provider.person = { ...NEW, groups: ['choir'] }
  const other = await town.as('nobody')
  const refused = await signInThere(other, button)
  expect([refused.page.status, refused.page.says.includes('None of your groups lets you use this service')]).toEqual([403, true])
  expect(other.cookies.has('amity_session')).toBe(false)
  // Gone at once wherever they were signed in, too.
  expect((await nell.get('/account')).location).toContain('/sign-in')
  expect(await rolesOf(town, NEW.email)).toEqual([])
})

test('who is refused: a wrong domain, an unverified address, an account of another agency, one that has left, and the only administrator', async () => {
  const { town, provider, ada, button } = await townWith()
  const tried = async (person: Partial<Person> & { readonly email_verified?: boolean }) => {
    provider.person = { ...NEW, sub: `sub-${person.email ?? NEW.email}`, ...person }
    return (await signInThere(await town.as('nobody'), button)).page.says
  }
  expect(await tried({ email: 'nell@elsewhere.example' })).toContain('not of a domain that your agency allowed')
  expect(await tried({ email_verified: false })).toContain('not verified')
  // The police's provider says it is the council's administrator: it may not speak for them.
  expect(await tried({ email: 'ada@example.test', groups: ['managers'] })).toContain('may not take over')
  expect(await tried({ email: 'olive@example.test' })).toContain('may not take over')
  await town.database.owner.query(`update officers set left_at = now() where partnership_id = $1 and email = 'pat@example.test'`, [town.partnership.id])
  expect(await tried({ email: 'pat@example.test' })).toContain('has ended')
  expect(await rolesOf(town, 'ada@example.test')).toEqual(['Administrator'])
  // The council's own provider would take the only administrator's role away.
  const council = await startProvider(`http://${town.host}/sign-in/back/${town.council.id}`, { sub: 'ada', email: 'ada@example.test', name: 'Ada', groups: ['officers'] })
  started.push(council)
  expect((await formOf(town, ada, council.issuer, { label: 'Sign in with Council' }, town.council.id)).status).toBe(303)
  const { rows } = await town.database.owner.query<{ id: string }>('select id from single_sign_ons where partnership_id = $1 and agency_id = $2', [town.partnership.id, town.council.id])
  expect((await signInThere(await town.as('nobody'), `/sign-in/with/${rows[0]?.id ?? ''}`)).page.says).toContain('only administrator')
  expect((await withPassword(town, 'ada@example.test')).page.status).toBe(303)
})

test('an officer who had a password is linked by the agency’s own address, and from then on comes only that way', async () => {
  const { town, provider, button } = await townWith()
  provider.person = { ...NEW, sub: 'pat', email: 'PAT@example.test', groups: ['managers'] }
  const before = (await withPassword(town, 'pat@example.test')).visitor
  expect((await signInThere(await town.as('nobody'), button)).page.status).toBe(303)
  expect(await rolesOf(town, 'pat@example.test')).toEqual(['Team manager'])
  expect((await before.get('/account')).location).toContain('/sign-in')
  expect((await withPassword(town, 'pat@example.test')).page.says).toContain('cannot sign in here with a password')
  // The provider is broken: the console makes a way in, once, and the ties are tied again the next time.
  const made = await makeWayIn(town.database, town.partnership.id, 'pat@example.test', { now: town.clock.now(), reset: true })
  const stuck = await town.as('nobody')
  expect((await stuck.send(`/choose-password/${made?.token ?? ''}`, { password: 'kettle drumlin sparrow' })).location).toBe('/sign-in')
  expect((await stuck.get(`/choose-password/${made?.token ?? ''}`)).status).toBe(404)
  expect((await stuck.send('/sign-in', { email: 'pat@example.test', password: 'kettle drumlin sparrow' })).status).toBe(303)
  expect((await signInThere(await town.as('nobody'), button)).page.status).toBe(303)
  expect((await stuck.get('/account')).location).toContain('/sign-in')
  // Another account of the provider with the same address is somebody else.
  provider.person = { ...provider.person, sub: 'pat-the-second' }
  expect((await signInThere(await town.as('nobody'), button)).page.says).toContain('may not take over')
})

test('the second factor: asked for here, or believed when the provider says so', async () => {
  const { town, provider, ada, button } = await townWith()
  const nell = await town.as('nobody')
  await signInThere(nell, button)
  expect((await nell.get('/account')).says).toContain('one factor only')
  const { key } = await setUpApp(town, nell)
  later(town, 60)
  const again = await town.as('nobody')
  expect((await signInThere(again, `${button}?next=/account`)).page.location).toBe('/sign-in/code')
  expect((await again.send('/sign-in/code', { code: codeOf(key, town.clock.now()) })).location).toBe('/account')
  expect((await again.get('/account')).says).not.toContain('one factor only')
  await formOf(town, ada, provider.issuer, { secondFactor: 'claim', clientSecret: '' })
  expect((await signInThere(await town.as('nobody'), button)).page.location).toBe('/sign-in/code')
  provider.person = { ...NEW, amr: ['pwd', 'mfa'] }
  const sure = await town.as('nobody')
  expect((await signInThere(sure, `${button}?next=/account`, browserAt())).page.location).toBe('/account')
  expect((await sure.get('/account')).says).not.toContain('one factor only')
})

test('forgeries and replays: state, code, nonce, signature, issuer, another browser, an error; each is refused and recorded', async () => {
  const { town, provider, ada, button } = await townWith()
  const failsWith = async (visitor: Visitor, path: string) => {
    const page = await visitor.get(path)
    expect([path.slice(0, 40), page.status, page.says.includes('You are not signed in'), visitor.cookies.has('amity_session')]).toEqual([path.slice(0, 40), 403, true, false])
  }
  const start = async () => {
    const visitor = await town.as('nobody')
    const location = (await visitor.get(await shownLink(visitor, button))).location ?? ''
    return { visitor, location, callback: await browserAt().follow(location) }
  }
  const first = await start()
  expect(first.location).toContain('code_challenge_method=S256')
  // In another browser, without and with a step of its own: the state is not its own.
  await failsWith(await town.as('nobody'), first.callback)
  const second = await start()
  await failsWith(second.visitor, first.callback)
  // The right browser still gets in, once; the same answer with the same cookie again leads nowhere.
  const step = first.visitor.cookies.get('amity_sign_in') ?? ''
  expect((await first.visitor.get(first.callback)).status).toBe(303)
  const replay = await town.as('nobody')
  replay.cookies.set('amity_sign_in', step)
  await failsWith(replay, first.callback)
  // A code used before, put under a fresh state.
  const third = await start()
  const stolen = new URLSearchParams(third.callback.split('?')[1])
  stolen.set('code', new URLSearchParams(first.callback.split('?')[1]).get('code') ?? '')
  await failsWith(third.visitor, `/sign-in/back/${town.police.id}?${stolen.toString()}`)
  provider.spoil.nonce = 'a nonce from another time'
  const wrongNonce = await start()
  provider.spoil = {}
  await failsWith(wrongNonce.visitor, wrongNonce.callback)
  provider.spoil.idToken = token => {
    const [head, body = '', signature] = token.split('.')
    return [head, Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(body, 'base64url').toString()), sub: 'somebody-else', groups: ['managers'] })).toString('base64url'), signature].join('.')
  }
  const tampered = await start()
  await failsWith(tampered.visitor, tampered.callback)
  provider.spoil.idToken = token => `${Buffer.from('{"alg":"none"}').toString('base64url')}.${token.split('.')[1] ?? ''}.`
  const unsigned = await start()
  await failsWith(unsigned.visitor, unsigned.callback)
  provider.spoil = {}
  const otherIssuer = await start()
  const moved = new URLSearchParams(otherIssuer.callback.split('?')[1])
  moved.set('iss', 'https://evil.example')
  await failsWith(otherIssuer.visitor, `/sign-in/back/${town.police.id}?${moved.toString()}`)
  // One provider's answer taken to the address of another agency's (a mix-up).
  const mixedUp = await start()
  await failsWith(mixedUp.visitor, mixedUp.callback.replace(town.police.id, town.council.id))
  const denied = await start()
  await failsWith(denied.visitor, `/sign-in/back/${town.police.id}?error=access_denied&state=${new URLSearchParams(denied.callback.split('?')[1]).get('state') ?? ''}&iss=${encodeURIComponent(provider.issuer)}`)
  const late = await start()
  later(town, 11 * 60)
  await failsWith(late.visitor, late.callback)
  const reasons = [/no step/, /"state"/, /used before/, /invalid_grant/, /"nonce"/, /signature verification failed/, /"alg" header/, /"iss"/, /address of another provider/, /access_denied/, /no step/]
  expect((await refusals(town)).map((said, n) => reasons[n]?.test(said) ?? said)).toEqual(reasons.map(() => true))
  expect(await rolesOf(town, NEW.email)).toEqual(['Case officer'])
  // The issuer we agreed to is not the one that answers.
  await town.database.owner.query(`update single_sign_ons set issuer = $2 where partnership_id = $1`, [town.partnership.id, provider.issuer.replace('localhost', '127.0.0.1')])
  const unanswered = await town.as('nobody')
  expect((await unanswered.get(await shownLink(unanswered, button))).status).toBe(403)
  expect((await (await town.as('administrator')).get(`/single-sign-on/${town.police.id}/check`)).says).toContain('does not answer as it should')
  expect(ada.cookies.size).toBeGreaterThan(0)
})

test('signing out here signs out there; proving again goes there and needs the same person; turning it off ends the sessions', async () => {
  const { town, provider, ada, button } = await townWith()
  const nell = await town.as('nobody')
  const browser = browserAt()
  await signInThere(nell, button, browser)
  later(town, 11 * 60)
  const asked = await nell.get('/account/second-factor/app')
  expect(asked.location).toBe('/prove?next=%2Faccount%2Fsecond-factor%2Fapp')
  expect((await nell.get(asked.location ?? '')).says).toContain('Sign in with Police')
  provider.person = { ...NEW, sub: 'a-colleague' }
  const wrong = await nell.follow((await signInThere(nell, '/prove/with-provider?next=/account/second-factor/app', browserAt())).page)
  expect([wrong.status, wrong.says.includes('Somebody else signed in there')]).toEqual([403, true])
  provider.person = NEW
  const back = await nell.get((await signInThere(nell, '/prove/with-provider?next=/account/second-factor/app', browser)).page.location ?? '')
  expect(back.location).toBe('/account/second-factor/app')
  expect((await nell.get('/account/second-factor/app')).status).toBe(200)
  const out = await nell.post('/sign-out', {})
  const there = out.document.querySelector('meta[http-equiv=refresh]')?.getAttribute('content')?.replace('1; url=', '') ?? ''
  expect([out.status, there.startsWith(provider.issuer), there.includes('id_token_hint='), nell.cookies.has('amity_session')]).toEqual([200, true, true, false])
  const ended = await fetch(there, { redirect: 'manual', headers: { cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ') } })
  expect([ended.status, provider.signedOut]).toEqual([200, [NEW.sub]])
  await signInThere(nell, button, browser)
  expect((await nell.get('/account')).status).toBe(200)
  await formOf(town, ada, provider.issuer, { enabled: 'no', clientSecret: '' }).then(page => page.status === 303 && page.location?.startsWith('/prove') ? undefined : page)
  const fresh = await town.as('administrator')
  await formOf(town, fresh, provider.issuer, { enabled: 'no', clientSecret: '' })
  expect((await nell.get('/account')).location).toContain('/sign-in')
  expect((await (await town.as('nobody')).get(button)).status).toBe(404)
})
