// Second factors as stories: setting one up, codes that work once, recovery, the wall without one, and an agency that asks everybody.
import { expect, inject, test } from 'vitest'
import { caseFileRoom } from '#rooms/case-file/index.ts'
import { casesRoom } from '#rooms/cases/index.ts'
import { lettersRoom } from '#rooms/letters/index.ts'
import { openKey, resealAll, sealKey } from '#rooms/sign-in/index.ts'
import { digestOf } from '#web/csrf.ts'
import { codeOf, givePasswords, later, PASSWORD, setUpApp, withPassword } from '#test/harness/factors.ts'
import { caseIn } from '#test/harness/cases.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import type { Visitor } from '#test/harness/visitor.ts'

const townOf = async (): Promise<Town> => {
  const town = await openTown({ rooms: [casesRoom, caseFileRoom, lettersRoom] })
  await givePasswords(town)
  return town
}
const secondStep = (visitor: Visitor, code: string) => visitor.send('/sign-in/code', { code })
const circlesOf = async (town: Town, visitor: Visitor) => {
  const { rows } = await town.database.owner.query<{ found: { assurance: string; principals: number[]; mustProve: boolean } }>(`select amity.find_session($1, $2, $3, '1 hour') as found`,
    [town.partnership.id, digestOf(visitor.cookies.get('amity_session') ?? ''), town.clock.now()])
  const { rows: circles } = await town.database.owner.query<{ principal: number }>(`select id as principal from principals where partnership_id = $1 and kind in ('circle', 'member')`, [town.partnership.id])
  return { assurance: rows[0]?.found.assurance, circles: circles.filter(({ principal }) => rows[0]?.found.principals.includes(principal)).length }
}
const intoCircle = async (town: Town, officerId: string) => {
  await town.database.owner.query(`with c as (insert into circles (partnership_id, name) values ($1, 'The named few') returning id) insert into circle_members (partnership_id, circle_id, officer_id) select $1, id, $2 from c`, [town.partnership.id, officerId])
}

test('a password alone holds no circle; the app set up, the same session does, and from then on the password needs a code', async () => {
  const town = await townOf()
  await intoCircle(town, town.council.officerId)
  const { visitor, page } = await withPassword(town, 'olive@example.test')
  expect(page.location).toBe('/account')
  expect(await circlesOf(town, visitor)).toEqual({ assurance: 'password', circles: 0 })
  expect((await visitor.get('/account')).says).toContain('signed in with one factor only')
  const before = visitor.cookies.get('amity_session')
  const { key, recovery, page: shown } = await setUpApp(town, visitor)
  expect([shown.status, recovery.length, visitor.cookies.get('amity_session') === before]).toEqual([200, 10, false])
  expect(await circlesOf(town, visitor)).toEqual({ assurance: 'second factor', circles: 1 })
  expect((await visitor.get('/account')).says).not.toContain('one factor only')
  expect((await visitor.get('/account/second-factor')).text).not.toContain(recovery[0])
  later(town, 60)
  const again = await withPassword(town, 'olive@example.test')
  expect([again.page.location, again.visitor.cookies.get('amity_session')]).toEqual(['/sign-in/code', undefined])
  expect((await again.visitor.get('/account')).location).toContain('/sign-in')
  const wrong = await secondStep(again.visitor, '000000')
  expect([wrong.status, wrong.says.includes('That code is not right')]).toEqual([422, true])
  expect((await secondStep(again.visitor, codeOf(key, town.clock.now()))).location).toBe('/account')
  expect(await circlesOf(town, again.visitor)).toEqual({ assurance: 'second factor', circles: 1 })
  // What was used to get in leads in no second time.
  expect((await again.visitor.get('/sign-in/code')).location).toBe('/sign-in')
})

test('a restricted case is not there for its own lead officer without a second factor, and is with one', async () => {
  const town = await townOf()
  const { path } = await caseIn(town)
  expect((await (await withPassword(town, 'olive@example.test')).visitor.get(path)).status).toBe(200)
  await town.database.owner.query(`update cases set flags = '{domestic abuse}' where partnership_id = $1`, [town.partnership.id])
  const { visitor } = await withPassword(town, 'olive@example.test')
  const [gone, never] = [await visitor.get(path), await visitor.get(`${path}9`)]
  const bare = (text: string): string => text.replaceAll(/nonce="[^"]*"|value="[^"]*"/g, '')
  expect([gone.status, bare(gone.text) === bare(never.text), (await visitor.get('/cases')).text.includes(path)]).toEqual([404, true, false])
  await setUpApp(town, visitor)
  expect((await visitor.get(path)).status).toBe(200)
})

test('a code works once: not again in another browser, and no earlier one after it', async () => {
  const town = await townOf()
  const { visitor } = await withPassword(town, 'olive@example.test')
  const { key } = await setUpApp(town, visitor)
  const thief = await withPassword(town, 'olive@example.test')
  expect((await secondStep(thief.visitor, codeOf(key, town.clock.now()))).status).toBe(422)
  later(town, 30)
  const earlier = codeOf(key, town.clock.now())
  later(town, 30)
  expect((await secondStep(thief.visitor, codeOf(key, town.clock.now()))).status).toBe(303)
  const second = await withPassword(town, 'olive@example.test')
  expect((await secondStep(second.visitor, earlier)).status).toBe(422)
})

test('two tries at once with one code: one gets in', async () => {
  const town = await townOf()
  const { visitor } = await withPassword(town, 'olive@example.test')
  const { key } = await setUpApp(town, visitor)
  later(town, 60)
  const [one, other] = [await withPassword(town, 'olive@example.test'), await withPassword(town, 'olive@example.test')]
  const answers = await Promise.all([one, other].map(({ visitor: each }) => secondStep(each, codeOf(key, town.clock.now()))))
  expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 422])
})

test('a recovery code gets in once, is told of by email, and new ones end the old', async () => {
  const town = await townOf()
  const { visitor } = await withPassword(town, 'olive@example.test')
  const { recovery } = await setUpApp(town, visitor)
  const [first = '', second = ''] = recovery
  const away = await withPassword(town, 'olive@example.test')
  expect((await secondStep(away.visitor, first.toUpperCase().replaceAll('-', ' '))).location).toBe('/account')
  const again = await withPassword(town, 'olive@example.test')
  expect((await secondStep(again.visitor, first)).status).toBe(422)
  expect((await away.visitor.get('/account/second-factor')).says).toContain('9 left')
  await away.visitor.post('/account/second-factor/codes', {})
  expect((await secondStep(again.visitor, second)).status).toBe(422)
  await town.runNews()
  const messages = await town.work(work => work.db.selectFrom('outgoingMessages').select(['address', 'body']).orderBy('id').execute())
  expect(messages.every(({ address }) => address === 'olive@example.test')).toBe(true)
  expect(messages.map(({ body }) => body).join('\n')).toContain('One of your recovery codes was used')
})

test('codes guessed at must wait, also with a new step and from many places; the officer’s own device need not', async () => {
  const town = await townOf()
  const { visitor: olive } = await withPassword(town, 'olive@example.test')
  const { key } = await setUpApp(town, olive)
  later(town, 60)
  const guesser = (await withPassword(town, 'olive@example.test')).visitor
  for (let n = 0; n < 5; n += 1) expect((await secondStep(guesser, `00000${n}`)).status).toBe(422)
  const fresh = (await withPassword(town, 'olive@example.test')).visitor
  expect((await secondStep(fresh, codeOf(key, town.clock.now()))).says).toContain('too many tries')
  // As if the rest had come from all over the world.
  await town.database.owner.query(`update sign_in_attempts set from_address = '192.0.2.' || (random() * 250)::int where partnership_id = $1 and account like 'code|%'`, [town.partnership.id])
  for (let n = 0; n < 5; n += 1) await secondStep(fresh, `11111${n}`)
  await town.database.owner.query(`update sign_in_attempts set from_address = '192.0.2.7' where partnership_id = $1 and account like 'code|%'`, [town.partnership.id])
  expect((await secondStep(fresh, codeOf(key, town.clock.now()))).says).toContain('too many tries')
  await withPassword(town, 'olive@example.test', olive)
  expect((await secondStep(olive, codeOf(key, town.clock.now()))).location).toBe('/account')
})

test('whoever has only the password adds nothing to an account with a second factor', async () => {
  const town = await townOf()
  const thief = (await withPassword(town, 'olive@example.test')).visitor
  const waiting = (await withPassword(town, 'olive@example.test')).visitor
  await setUpApp(town, waiting)
  // Sessions begun with less have ended; even one that had not may not.
  expect((await thief.get('/account')).location).toContain('/sign-in')
  await town.database.owner.query('update sessions set ended_at = null where partnership_id = $1', [town.partnership.id])
  for (const path of ['/account/second-factor/app', '/account/second-factor/passkeys/add']) expect([path, (await thief.get(path)).status]).toEqual([path, 403])
  for (const path of ['/account/second-factor/app/end', '/account/second-factor/codes', '/account/second-factor/passkeys/add']) expect([path, (await thief.post(path, {})).status]).toEqual([path, 403])
})

test('an agency that asks everybody leads each officer to a second factor first, keeps what they typed, and lets nobody by', async () => {
  const town = await townOf()
  await town.database.owner.query(`insert into settings (partnership_id, agency_id, key, value) values ($1, $2, 'second factor', '{"required": true}')`, [town.partnership.id, town.council.id])
  const { visitor } = await withPassword(town, 'olive@example.test', undefined, '/cases')
  const led = await visitor.get('/cases')
  expect(led.location).toBe('/account/second-factor?next=%2Fcases')
  expect((await visitor.get(led.location ?? '')).says).toContain('asks everybody for a second factor')
  for (const path of ['/cases/open', '/officers']) expect([path, (await visitor.get(path)).status === 200]).toEqual([path, false])
  await setUpApp(town, visitor)
  expect((await visitor.get('/cases')).status).toBe(200)
  const police = await withPassword(town, 'pat@example.test', undefined, '/cases')
  expect((await police.visitor.get('/cases')).status).toBe(200)
})

test('the keys are sealed in the database, and a back-up without the secret opens none', async () => {
  const town = await townOf()
  const { visitor } = await withPassword(town, 'olive@example.test')
  const { key, recovery } = await setUpApp(town, visitor)
  const { rows } = await town.database.owner.query<{ all: string }>(`select (select string_agg(a::text, ' ') from authenticator_apps a where partnership_id = $1) || (select string_agg(c::text, ' ') from recovery_codes c where partnership_id = $1)
    || (select string_agg(coalesce(changes::text, ''), ' ') from audit_events where partnership_id = $1) as all`, [town.partnership.id])
  const kept = rows[0]?.all ?? ''
  expect(kept).toContain('v1.')
  for (const secret of [key, recovery[0] ?? '', (recovery[0] ?? '').replaceAll('-', ''), PASSWORD]) expect(kept).not.toContain(secret)
})

test('unless an agency says otherwise, nobody gets further than setting up a second factor', async () => {
  const town = await townOf()
  await town.database.owner.query(`delete from settings where partnership_id = $1 and key = 'second factor'`, [town.partnership.id])
  const { visitor } = await withPassword(town, 'olive@example.test')
  expect((await visitor.get('/cases')).location).toContain('/account/second-factor?next=')
  await setUpApp(town, visitor)
  expect((await visitor.get('/cases')).status).toBe(200)
})

test('proving again gives the session a new number, ends the old one, and keeps what stands open in another window', async () => {
  const town = await townOf()
  const { visitor } = await withPassword(town, 'olive@example.test')
  const open = await visitor.get('/account/password')
  const before = visitor.cookies.get('amity_session') ?? ''
  await visitor.send('/prove', { password: PASSWORD })
  expect(visitor.cookies.get('amity_session')).not.toBe(before)
  const thief = await town.as('nobody')
  thief.cookies.set('amity_session', before)
  expect((await thief.get('/account')).location).toContain('/sign-in')
  const csrf = open.document.querySelector('main input[name=_csrf]')?.getAttribute('value') ?? ''
  expect((await visitor.post('/account/password', { _csrf: csrf, oldPassword: PASSWORD, password: 'otters eat warm marble' })).location).toBe('/account')
})

test('another installation secret: keys of authenticators are sealed again, and recovery codes never depended on it', async () => {
  const town = await townOf()
  const { visitor } = await withPassword(town, 'olive@example.test')
  const { key, recovery } = await setUpApp(town, visitor)
  const sealed = async () => (await town.database.owner.query<{ sealed: string; officer: string }>('select sealed_secret as sealed, officer_id as officer from authenticator_apps where partnership_id = $1 and confirmed_at is not null', [town.partnership.id])).rows[0]
  const [now, before, held] = [inject('database').secret, 'another secret, long enough to be one of them', await sealed()]
  const officer = held?.officer ?? ''
  // As it stood under another secret; what other towns of this database hold was never sealed under it, and stays.
  await town.database.owner.query('update authenticator_apps set sealed_secret = $2 where partnership_id = $1 and confirmed_at is not null', [town.partnership.id, sealKey(before, officer, key)])
  expect(openKey(now, officer, (await sealed())?.sealed ?? '')).toBeUndefined()
  expect((await resealAll(town.database, before, now)).authenticators).toBe(1)
  expect(openKey(now, officer, (await sealed())?.sealed ?? '')).toBe(key)
  later(town, 60)
  const again = await withPassword(town, 'olive@example.test')
  expect((await secondStep(again.visitor, codeOf(key, town.clock.now()))).location).toBe('/account')
  expect(recovery.map(code => code.length)).toEqual(Array.from({ length: 10 }, () => 29))
})
