// Sessions, devices, proving again, agencies and an administrator's hand, as stories.
import { expect, test } from 'vitest'
import { partnershipRoom } from '#rooms/partnership/index.ts'
import { homeRoom } from '#rooms/home/index.ts'
import { officersRoom } from '#rooms/officers/index.ts'
import { lettersRoom } from '#rooms/letters/index.ts'
import { codeOf, givePasswords, later, PASSWORD, setUpApp, withPassword } from '#test/harness/factors.ts'
import { faultsOfHtml } from '#test/harness/html.ts'
import { openTown, type Town } from '#test/harness/town.ts'

const townOf = async (): Promise<Town> => {
  const town = await openTown({ rooms: [partnershipRoom, officersRoom, homeRoom, lettersRoom] })
  await givePasswords(town)
  return town
}
const officerId = async (town: Town, email: string): Promise<string> =>
  (await town.database.owner.query<{ id: string }>('select id from officers where partnership_id = $1 and email = $2', [town.partnership.id, email])).rows[0]?.id ?? ''
const told = (town: Town) => town.work(work => work.db.selectFrom('outgoingMessages').select(['address', 'body']).orderBy('id').execute())

test('signing in changes the session’s number and ends the one this browser held; a planted one is worth nothing', async () => {
  const town = await townOf()
  const { visitor } = await withPassword(town, 'olive@example.test')
  const before = visitor.cookies.get('amity_session') ?? ''
  await withPassword(town, 'olive@example.test', visitor)
  expect(visitor.cookies.get('amity_session')).not.toBe(before)
  const old = await town.as('nobody')
  old.cookies.set('amity_session', before)
  expect((await old.get('/account')).location).toContain('/sign-in')
  const planted = 'x'.repeat(43)
  const victim = await town.as('nobody')
  victim.cookies.set('amity_session', planted)
  await withPassword(town, 'olive@example.test', victim)
  expect(victim.cookies.get('amity_session')).not.toBe(planted)
})

test('an officer hears of a sign-in from a strange device, once for each; a made-up device is a strange one', async () => {
  const town = await townOf()
  const { visitor } = await withPassword(town, 'olive@example.test')
  await withPassword(town, 'olive@example.test', visitor)
  await town.runNews()
  expect((await told(town)).map(({ address, body }) => [address, body.includes('a device or browser you have not used there before')])).toEqual([['olive@example.test', true]])
  const other = await town.as('nobody')
  other.cookies.set('amity_device', `${(visitor.cookies.get('amity_device') ?? '').split('.')[0]}.forged`)
  await withPassword(town, 'olive@example.test', other)
  await town.runNews()
  expect(await told(town)).toHaveLength(2)
  // Another officer's known device is not known for this one.
  const pat = await town.as('nobody')
  pat.cookies.set('amity_device', visitor.cookies.get('amity_device') ?? '')
  await withPassword(town, 'pat@example.test', pat)
  await town.runNews()
  expect((await told(town)).at(-1)?.address).toBe('pat@example.test')
})

test('a stranger at the same address uses up the tries there; the officer’s own device still gets in, and no account is locked', async () => {
  const town = await townOf()
  const { visitor: olive } = await withPassword(town, 'olive@example.test')
  const stranger = await town.as('nobody')
  for (let n = 0; n < 5; n += 1) await stranger.send('/sign-in', { email: 'olive@example.test', password: `guess number ${n}` })
  expect((await stranger.send('/sign-in', { email: 'olive@example.test', password: PASSWORD })).says).toContain('too many tries')
  expect((await withPassword(town, 'olive@example.test', olive)).page.location).toBe('/account')
  // The stranger cannot borrow that place: the cookie is signed, and another account's device counts for nothing.
  stranger.cookies.set('amity_device', `${'a'.repeat(43)}.${'b'.repeat(43)}`)
  expect((await stranger.send('/sign-in', { email: 'olive@example.test', password: PASSWORD })).says).toContain('too many tries')
})

test('guesses sent all at once are counted one by one', async () => {
  const town = await townOf()
  const guesser = await town.as('nobody')
  const page = await guesser.get('/sign-in')
  const csrf = page.document.querySelector('input[name=_csrf]')?.getAttribute('value') ?? ''
  await Promise.all(Array.from({ length: 12 }, (_, n) => guesser.post('/sign-in', { _csrf: csrf, email: 'olive@example.test', password: `guess number ${n}` })))
  const { rows } = await town.database.owner.query<{ n: string }>(`select count(*) as n from sign_in_attempts where partnership_id = $1 and account = 'olive@example.test'`, [town.partnership.id])
  expect(Number(rows[0]?.n)).toBe(5)
})

test('a session ends when unused and in any case, as the agency says and never later than the limits', async () => {
  const town = await townOf()
  await town.database.owner.query(`insert into settings (partnership_id, key, value) values ($1, 'sign-in terms', '{"idleMinutes": 15, "hours": 2}')`, [town.partnership.id])
  const { visitor } = await withPassword(town, 'olive@example.test')
  later(town, 14 * 60)
  expect((await visitor.get('/account')).status).toBe(200)
  later(town, 15 * 60)
  expect((await visitor.get('/account')).location).toContain('/sign-in')
  const { visitor: busy } = await withPassword(town, 'olive@example.test')
  for (let n = 0; n < 11; n += 1) { later(town, 10 * 60); await busy.get('/account') }
  later(town, 11 * 60)
  expect((await busy.get('/account')).location).toContain('/sign-in')
  await town.database.owner.query(`update settings set value = '{"idleMinutes": 9999, "hours": "broken"}' where partnership_id = $1 and key = 'sign-in terms'`, [town.partnership.id])
  const { visitor: late } = await withPassword(town, 'olive@example.test')
  later(town, 61 * 60)
  expect((await late.get('/account')).location).toContain('/sign-in')
})

test('an officer ends one session from another, and nobody ends a colleague’s', async () => {
  const town = await townOf()
  const [here, there] = [(await withPassword(town, 'olive@example.test')).visitor, (await withPassword(town, 'olive@example.test')).visitor]
  const account = await here.get('/account')
  const end = account.document.querySelector('form[action^="/account/sessions/"]')?.getAttribute('action') ?? ''
  const colleague = await town.as('manager')
  expect((await colleague.post(end, {})).status).toBe(404)
  expect((await here.post(end, {})).location).toBe('/account')
  expect([(await here.get('/account')).status, (await there.get('/account')).location?.startsWith('/sign-in')]).toEqual([200, true])
  expect((await here.post(end, {})).status).toBe(404)
})

test('a dangerous act asks again after ten minutes, keeps what was typed but no password, and goes on', async () => {
  const town = await townOf()
  const { visitor } = await withPassword(town, 'ada@example.test')
  const form = await visitor.get('/officers/add')
  expect(form.status).toBe(200)
  const csrf = form.document.querySelector('main input[name=_csrf]')?.getAttribute('value') ?? ''
  later(town, 11 * 60)
  const asked = await visitor.post('/officers/add', { _csrf: csrf, name: 'Zed Typed', email: 'zed@example.test' })
  expect(asked.location).toMatch(/^\/prove\?next=%2Fofficers%2Fadd%3Fkept%3D/)
  expect(await officerId(town, 'zed@example.test')).toBe('')
  const wrong = await visitor.send(asked.location ?? '', { password: 'not this one' })
  expect([wrong.status, wrong.says.includes('That is not your password')]).toEqual([422, true])
  expect((await visitor.send(asked.location ?? '', {})).says).toContain('Enter your password')
  const back = await visitor.send(asked.location ?? '', { password: PASSWORD })
  expect(back.location).toContain('/officers/add?kept=')
  const again = await visitor.get(back.location ?? '')
  expect(again.document.querySelector('input[name=name]')?.getAttribute('value')).toBe('Zed Typed')
  // Only dangerous doors ask.
  later(town, 30 * 60)
  expect([(await visitor.get('/settings/risk-review-days')).status, (await visitor.get('/settings/second-factor')).location]).toEqual([200, '/prove?next=%2Fsettings%2Fsecond-factor'])
  for (let n = 0; n < 5; n += 1) await visitor.send('/prove?next=/officers/add', { password: `guess ${n}` })
  const elsewhere = await town.as('nobody')
  expect((await withPassword(town, 'ada@example.test', elsewhere)).page.status).toBe(303)
})

test('an administrator ends sessions and takes a lost second factor away, of their own agency alone, and the officer is told', async () => {
  const town = await townOf()
  const olive = (await withPassword(town, 'olive@example.test')).visitor
  const { key } = await setUpApp(town, olive)
  const ada = (await withPassword(town, 'ada@example.test')).visitor
  const [oliveId, patId] = [await officerId(town, 'olive@example.test'), await officerId(town, 'pat@example.test')]
  for (const path of ['', '/sessions/end', '/reset', '/password-link']) {
    const answer = path === '' ? await ada.get(`/officers/${patId}/sign-in`) : await ada.post(`/officers/${patId}/sign-in${path}`, {})
    expect([path, answer.status]).toEqual([path, 404])
  }
  expect((await (await town.as('manager')).get(`/officers/${oliveId}/sign-in`)).status).toBe(403)
  expect((await ada.get(`/officers/${oliveId}/sign-in`)).says).toContain('an authenticator app')
  await ada.post(`/officers/${oliveId}/sign-in/sessions/end`, {})
  expect((await olive.get('/account')).location).toContain('/sign-in')
  expect((await ada.post(`/officers/${oliveId}/sign-in/reset`, {})).status).toBe(303)
  const anew = await withPassword(town, 'olive@example.test')
  expect(anew.page.location).toBe('/account')
  expect((await anew.visitor.get('/account/second-factor')).says).toContain('0 left')
  expect(codeOf(key, town.clock.now())).toMatch(/^\d{6}$/)
  await town.runNews()
  expect((await told(town)).some(({ address, body }) => address === 'olive@example.test' && body.includes('taken away'))).toBe(true)
})

test('an officer of two agencies chooses one, switches without ending anything, and it is recorded; neither agency alone resets them', async () => {
  const town = await townOf()
  const oliveId = await officerId(town, 'olive@example.test')
  await town.database.owner.query(`insert into posts (partnership_id, officer_id, agency_id, role_id) select $1, $2, $3, id from roles where partnership_id = $1 and name = 'Case officer'`, [town.partnership.id, oliveId, town.police.id])
  const { visitor, page } = await withPassword(town, 'olive@example.test')
  expect(page.location).toBe('/account/agency?next=%2Faccount')
  expect((await visitor.send(page.location ?? '', { agencyId: town.police.id })).location).toBe('/account')
  expect((await visitor.get('/account')).says).toContain('Police')
  expect((await visitor.send('/account/agency', { agencyId: '01890000-0000-7000-8000-000000000000' })).status).toBe(422)
  await visitor.send('/account/agency', { agencyId: town.council.id })
  const { rows } = await town.database.owner.query<{ n: string }>(`select count(*) as n from audit_events where partnership_id = $1 and action = 'agency switched'`, [town.partnership.id])
  expect(Number(rows[0]?.n)).toBe(2)
  const ada = (await withPassword(town, 'ada@example.test')).visitor
  expect((await ada.post(`/officers/${oliveId}/sign-in/reset`, {})).status).toBe(403)
  // The post there ends: the agency is theirs no longer.
  await town.database.owner.query(`update posts set ended_on = '2026-05-31' where partnership_id = $1 and officer_id = $2 and agency_id = $3`, [town.partnership.id, oliveId, town.police.id])
  expect((await visitor.send('/account/agency', { agencyId: town.police.id })).status).toBe(422)
})

test('a password is changed by its owner, who has just proven who they are; other sessions end', async () => {
  const town = await townOf()
  const [here, there] = [(await withPassword(town, 'olive@example.test')).visitor, (await withPassword(town, 'olive@example.test')).visitor]
  expect((await here.send('/account/password', { oldPassword: PASSWORD, password: 'password12345' })).says).toContain('harder to guess')
  expect((await here.send('/account/password', { oldPassword: PASSWORD, password: 'olive officer olive' })).says).toContain('harder to guess')
  expect((await here.send('/account/password', { oldPassword: PASSWORD, password: 'kettle drumlin sparrow' })).location).toBe('/account')
  expect([(await here.get('/account')).status, (await there.get('/account')).location?.startsWith('/sign-in')]).toEqual([200, true])
  expect((await (await town.as('nobody')).send('/sign-in', { email: 'olive@example.test', password: 'kettle drumlin sparrow' })).status).toBe(303)
})

test('what is over is forgotten by the daily chore, and known devices stay', async () => {
  const town = await townOf()
  await withPassword(town, 'olive@example.test')
  later(town, 40 * 86_400)
  await town.runChore('sign-in.forget')
  const { rows } = await town.database.owner.query<{ tries: string; devices: string; sessions: string }>(`select (select count(*) from sign_in_attempts where partnership_id = $1) as tries, (select count(*) from known_devices where partnership_id = $1) as devices, (select count(*) from sessions where partnership_id = $1) as sessions`, [town.partnership.id])
  expect(rows[0]).toEqual({ tries: 0, devices: 1, sessions: 1 })
})

test('every page of it is valid HTML', async () => {
  const town = await townOf()
  const ada = (await withPassword(town, 'ada@example.test')).visitor
  const oliveId = await officerId(town, 'olive@example.test')
  await withPassword(town, 'olive@example.test')
  const faults: string[] = []
  for (const path of ['/sign-in', '/account', '/account/second-factor', '/account/second-factor/app', '/account/second-factor/passkeys/add', '/account/agency', '/account/password', '/prove', '/single-sign-on', `/single-sign-on/${town.police.id}`, `/officers/${oliveId}/sign-in`]) {
    const page = await ada.get(path)
    expect([path, page.status]).toEqual([path, 200])
    faults.push(...(await faultsOfHtml(page.text)).map(fault => `${path}: ${fault}`))
  }
  expect(faults).toEqual([])
})
