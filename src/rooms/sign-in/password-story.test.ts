// Signing in and out as stories: the password, the guessing, the lost session, the forged form, the wrong agency.
import { expect, test } from 'vitest'
import { homeRoom } from '#rooms/home/index.ts'
import { oneFactorWillDo } from '#test/harness/factors.ts'
import { openTown } from '#test/harness/town.ts'
import { officersRoom } from '#rooms/officers/index.ts'
import { hashPassword, partnershipRoom } from '#rooms/partnership/index.ts'

const PASSWORD = 'copper lantern meadow'

const townWithPassword = async () => {
  const town = await openTown({ rooms: [partnershipRoom, officersRoom, homeRoom] })
  await town.database.owner.query('update officers set password_hash = $1 where partnership_id = $2 and id = $3', [await hashPassword(PASSWORD), town.partnership.id, town.council.officerId])
  await oneFactorWillDo(town)
  return town
}

test('an officer signs in, is greeted by name, signs out, and is out', async () => {
  const town = await townWithPassword()
  const nobody = await town.as('nobody')
  const signedIn = await nobody.send('/sign-in?next=/account', { email: 'OLIVE@example.test', password: PASSWORD })
  expect([signedIn.status, signedIn.location]).toEqual([303, '/account'])
  expect((await nobody.get('/account')).says).toContain('Olive Officer')
  expect((await nobody.post('/sign-out', {})).location).toBe('/sign-in')
  expect((await nobody.get('/account')).location).toContain('/sign-in')
})

test('a wrong password and an unknown account get the same answer, and five wrong ones from one place must wait', async () => {
  const town = await townWithPassword()
  const guesser = await town.as('nobody')
  const wrong = await guesser.send('/sign-in', { email: 'olive@example.test', password: 'not this one' })
  const unknown = await guesser.send('/sign-in', { email: 'nobody@example.test', password: 'not this one' })
  expect([wrong.status, unknown.status]).toEqual([422, 422])
  expect(wrong.document.querySelector('.govuk-error-summary')?.textContent).toBe(unknown.document.querySelector('.govuk-error-summary')?.textContent)
  for (let n = 0; n < 4; n += 1) await guesser.send('/sign-in', { email: 'olive@example.test', password: 'not this one' })
  expect((await guesser.send('/sign-in', { email: 'olive@example.test', password: PASSWORD })).says).toContain('too many tries')
  town.clock.set('2026-06-02T09:16:00Z')
  expect((await guesser.send('/sign-in', { email: 'olive@example.test', password: PASSWORD })).status).toBe(303)
})

test('signing in leads only to pages of ours', async () => {
  const town = await townWithPassword()
  for (const next of ['//evil.example', 'https://evil.example', '/\\evil.example', 'javascript:alert(1)']) {
    const visitor = await town.as('nobody')
    const answer = await visitor.send(`/sign-in?next=${encodeURIComponent(next)}`, { email: 'olive@example.test', password: PASSWORD })
    expect([next, answer.status, answer.location]).toEqual([next, 303, '/'])
  }
})

test('a form without our token is not acted on', async () => {
  const town = await townWithPassword()
  const officer = await town.as('officer')
  expect((await officer.post('/sign-out-everywhere', { _csrf: 'forged' })).status).toBe(403)
  expect((await officer.get('/account')).status).toBe(200)
})

test('a session ends after an hour unused, and what was typed then comes back after signing in', async () => {
  const town = await townWithPassword()
  const administrator = await town.as('administrator')
  await town.database.owner.query('update officers set password_hash = $1 where partnership_id = $2', [await hashPassword(PASSWORD), town.partnership.id])
  const before = await administrator.get('/officers/add')
  const csrf = before.document.querySelector('main input[name=_csrf]')?.getAttribute('value') ?? ''
  town.clock.set('2026-06-02T10:01:00Z')
  const ended = await administrator.post('/officers/add', { _csrf: csrf, name: 'Zed Typed', email: 'zed@example.test' })
  expect(ended.location).toContain('/sign-in?next=')
  const back = await administrator.send(ended.location ?? '', { email: 'ada@example.test', password: PASSWORD })
  expect(back.location).toContain('/officers/add?kept=')
  const again = await administrator.get(back.location ?? '')
  expect(again.document.querySelector('input[name=name]')?.getAttribute('value')).toBe('Zed Typed')
})

test('only the administrator adds officers; the new officer chooses a password with a link that works once', async () => {
  const town = await townWithPassword()
  expect((await (await town.as('officer')).get('/officers')).status).toBe(403)
  const administrator = await town.as('administrator')
  const form = await administrator.get('/officers/add')
  const option = (name: string, text: string) => [...form.document.querySelectorAll(`select[name=${name}] option`)].find(one => one.textContent?.includes(text))?.getAttribute('value') ?? ''
  const added = await administrator.send('/officers/add', { name: 'New Person', email: 'new@example.test', agencyId: option('agencyId', 'Council'), roleId: option('roleId', 'Case officer') })
  const link = new URL(added.document.querySelector('code')?.textContent ?? 'http://none/').pathname
  const twice = await administrator.send('/officers/add', { name: 'New Person', email: 'NEW@example.test', agencyId: option('agencyId', 'Council'), roleId: option('roleId', 'Case officer') })
  expect([twice.status, twice.says.includes('already signs in')]).toEqual([422, true])
  const newcomer = await town.as('nobody')
  expect((await newcomer.send(link, { password: 'short' })).status).toBe(422)
  expect((await newcomer.send(link, { password: PASSWORD })).location).toBe('/sign-in')
  expect((await newcomer.get(link)).status).toBe(404)
  expect((await newcomer.send('/sign-in', { email: 'new@example.test', password: PASSWORD })).status).toBe(303)
})

test('a password is taken exactly as typed: spaces at its ends belong to it, and no letter is changed', async () => {
  const town = await townWithPassword()
  const exact = '  Kettle  drumlin SPARROW '
  await town.database.owner.query('update officers set password_hash = $1 where partnership_id = $2', [await hashPassword(exact), town.partnership.id])
  const nobody = await town.as('nobody')
  for (const other of [exact.trim(), exact.toLowerCase(), exact.replaceAll('  ', ' '), `${exact} `]) expect([other, (await nobody.send('/sign-in', { email: 'olive@example.test', password: other })).status]).toEqual([other, 422])
  expect((await nobody.send('/sign-in?next=/account', { email: 'olive@example.test', password: exact })).location).toBe('/account')
  const chosen = ' otters eat warm marble '
  expect((await nobody.send('/account/password', { oldPassword: exact.trim(), password: chosen })).says).toContain('not the password you have now')
  expect((await nobody.send('/account/password', { oldPassword: exact, password: chosen })).location).toBe('/account')
  town.clock.set('2026-06-02T09:16:00Z')
  const again = await town.as('nobody')
  expect((await again.send('/sign-in', { email: 'olive@example.test', password: chosen.trim() })).status).toBe(422)
  expect((await again.send('/sign-in', { email: 'olive@example.test', password: chosen })).status).toBe(303)
})
