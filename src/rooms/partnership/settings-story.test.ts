// Settings as stories: confirming a proposal, bad answers, two administrators at once, an agency's own, and whose it is to change.
import { expect, test } from 'vitest'
import { openTown, type Town } from '#test/harness/town.ts'
import { STALE_DAYS } from './case-settings.ts'
import { partnershipRoom } from './index.ts'
import { readSetting } from './settings.ts'

const open = () => openTown({ rooms: [partnershipRoom] })
const makeAdministrator = (town: Town, officerId: string) =>
  town.database.owner.query(`update posts set role_id = (select id from roles where partnership_id = $1 and name = 'Administrator') where partnership_id = $1 and officer_id = $2`, [town.partnership.id, officerId])

test('an administrator changes a proposal and it stands at once, with who, why and the history; then goes back to the default', async () => {
  const town = await open()
  const ada = await town.as('administrator')
  const before = Number((await ada.get('/settings')).document.querySelector('#not-confirmed')?.textContent?.split(' ')[0])
  expect((await ada.get('/settings')).document.querySelector('#stale-days')?.textContent).toContain('not confirmed')
  const saved = await ada.send('/settings/stale-days', { 'value': '21', why: 'Our policy of May', source: 'ASB policy, page 4', do: 'save' })
  expect([saved.status, saved.location]).toEqual([303, '/settings#stale-days'])
  const after = await ada.get('/settings')
  expect(after.document.querySelector('#not-confirmed')?.textContent).toBe(`${before - 1} not confirmed`)
  expect(after.says).toContain('Changed by Ada Administrator')
  expect(after.says).toContain('Our policy of May')
  expect(await town.work(work => readSetting(work, STALE_DAYS))).toBe(21)
  expect((await ada.get('/settings/stale-days')).says).toContain('From “Days: 28” to “Days: 21”')
  await ada.send('/settings/stale-days', { 'value': 'nonsense is not read now', why: 'Too soon', do: 'default' })
  expect(await town.work(work => readSetting(work, STALE_DAYS))).toBe(28)
  expect((await ada.get('/settings')).document.querySelector('#not-confirmed')?.textContent).toBe(`${before} not confirmed`)
})

test('confirming a proposal as it stands keeps its value and says so', async () => {
  const town = await open()
  const ada = await town.as('administrator')
  const form = await ada.get('/settings/hold-days')
  const stands = form.document.querySelector('input[name=value]')?.getAttribute('value') ?? ''
  await ada.send('/settings/hold-days', { value: stands, why: 'Agreed by the board', do: 'save' })
  const page = await ada.get('/settings')
  expect(page.says).toContain('Confirmed by Ada Administrator')
  expect(page.document.querySelector('#hold-days')?.textContent).not.toContain('not confirmed')
})

test('a number that is too large, or no reason, gets the error summary with what was typed kept', async () => {
  const town = await open()
  const ada = await town.as('administrator')
  const wrong = await ada.send('/settings/service-standards', { 'value-firstContact-high': '99', why: '', do: 'save' })
  expect(wrong.status).toBe(422)
  expect(wrong.document.querySelector('input[name=value-firstContact-high]')?.getAttribute('value')).toBe('99')
  expect(wrong.document.querySelector('.govuk-error-summary')?.textContent).toContain('Say why')
  const tooMany = await ada.get('/settings/stale-days')
  expect(tooMany.status).toBe(200)
  const refused = await ada.send('/settings/stale-days', { value: '400', why: 'Testing', do: 'save' })
  expect([refused.status, refused.says.includes('Days must be 366 or less')]).toEqual([422, true])
})

test('two administrators at once: the second reads a sentence, keeps what they typed, and may send it again', async () => {
  const town = await open()
  const [one, other] = [await town.as('administrator'), await town.as('administrator')]
  await one.send('/settings/stale-days', { value: '21', why: 'First', do: 'save' })
  const late = await other.post('/settings/stale-days', { value: '35', why: 'Second', do: 'save', seen: '0' })
  expect([late.status, late.says.includes('Somebody else has changed this setting')]).toEqual([422, true])
  expect(late.document.querySelector('input[name=value]')?.getAttribute('value')).toBe('35')
  expect(await town.work(work => readSetting(work, STALE_DAYS))).toBe(21)
  const again = await other.post('/settings/stale-days', { value: '35', why: 'Second', do: 'save', seen: late.document.querySelector('input[name=seen]')?.getAttribute('value') ?? '' })
  expect(again.status).toBe(303)
  expect(await town.work(work => readSetting(work, STALE_DAYS))).toBe(35)
})

test('an officer without the act is refused; an administrator of the police sets only what is their own agency’s', async () => {
  const town = await open()
  expect((await (await town.as('officer')).get('/settings')).status).toBe(403)
  await makeAdministrator(town, town.police.officerId)
  const pat = await town.as('police')
  expect((await pat.get('/settings')).says).toContain('is changed by the agency that runs it')
  expect((await pat.get('/settings/stale-days')).status).toBe(403)
  expect((await pat.post('/settings/stale-days', { value: '2', why: 'Ours', seen: '0' })).status).toBe(403)
  expect((await pat.get('/settings/open311/agency')).status).toBe(404)
  expect((await pat.send('/settings/stale-days/agency', { value: '7', why: 'Our force’s rule', do: 'save' })).status).toBe(303)
  expect(await town.work(work => readSetting(work, STALE_DAYS))).toBe(28)
  expect(await town.workAs(await town.actor('police'), work => readSetting(work, STALE_DAYS))).toBe(7)
  expect((await (await town.as('administrator')).get('/settings')).says).toContain('County Constabulary has its own')
})

test('texts to begin a message with are added, and half a text is refused', async () => {
  const town = await open()
  const ada = await town.as('administrator')
  const half = await ada.send('/settings/message-templates', { 'value-0-name': 'Hello', 'value-0-text': '', why: 'New words', do: 'save' })
  expect([half.status, half.says.includes('needs both a name')]).toEqual([422, true])
  await ada.send('/settings/message-templates', { 'value-0-name': 'Thanks', 'value-0-text': 'Thank you {name}', why: 'New words', do: 'save' })
  expect((await ada.get('/settings/message-templates')).document.querySelector('input[name=value-0-name]')?.getAttribute('value')).toBe('Thanks')
})
