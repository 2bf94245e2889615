// The quarterly check of access, and accounts that look stale or shared.
import { expect, test } from 'vitest'
import { hire, signedInAs } from '#test/harness/officers.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import { diaryRoom } from '#rooms/diary/index.ts'
import { partnershipRoom } from '#rooms/partnership/index.ts'
import { officersRoom } from './index.ts'
import { quarterNamed } from './run-certifications.ts'
import { day } from '#kernel/time.ts'

const open = () => openTown({ rooms: [partnershipRoom, officersRoom, diaryRoom] })
const check = async (town: Town): Promise<void> => { await town.runChore('officers.access-check'); await town.runNews() }
const runOf = async (town: Town, agencyId: string): Promise<string> => `/certifications/${(await town.database.owner.query<{ id: string }>('select id from certifications where agency_id = $1 order by opened_at desc', [agencyId])).rows[0]?.id ?? ''}`
const lineOf = async (town: Town, officerId: string): Promise<string> => `line-${(await town.database.owner.query<{ id: string }>('select id from certification_lines where officer_id = $1', [officerId])).rows[0]?.id ?? ''}`

test('the quarter by its name', () => {
  expect(['2026-04-01', '2026-12-31', '2027-01-01', '2027-03-31'].map(on => quarterNamed(day(on)))).toEqual(['2026 Q1', '2026 Q3', '2026 Q4', '2026 Q4'])
})

test('a named manager confirms or ends, line by line, never their own; who is ended is out at once and their work is handed over', async () => {
  const town = await open()
  const [ada, mo] = [await town.as('administrator'), await town.actor('manager')]
  expect((await (await town.as('manager')).get('/certifications')).status).toBe(404)
  expect((await ada.send('/certifications/certifier', { agencyId: town.council.id, officerId: mo.officerId })).location).toBe('/certifications')
  await check(town)
  await check(town)
  const asMo = await town.as('manager')
  expect((await asMo.get('/diary')).says).toContain('Confirm who needs access at Borough Council')
  expect((await ada.get('/diary')).says).toContain('Confirm the access of Mo Manager, who confirms the others')
  const path = await runOf(town, town.council.id)
  const page = await asMo.get(path)
  expect(page.says).toContain('Your own access is confirmed by another administrator')
  expect([page.says.includes('Mo Manager: Team manager'), page.says.includes('Olive Officer: Case officer')]).toEqual([false, true])
  for (const who of ['officer', 'police'] as const) expect([who, (await (await town.as(who)).get(path)).status]).toEqual([who, 404])

  const olive = await town.as('officer')
  const [olives, adas, cals, mos] = [await lineOf(town, town.council.officerId), await lineOf(town, (await town.actor('administrator')).officerId), await lineOf(town, (await town.actor('adviser')).officerId), await lineOf(town, mo.officerId)]
  const nobody = await asMo.send(path, { [olives]: 'ended', [adas]: 'confirmed', [cals]: 'later', toId: '' })
  expect([nobody.status, nobody.says.includes('Olive Officer: select below who takes over their work')]).toEqual([422, true])
  expect((await olive.get('/diary')).status).toBe(200)
  expect((await asMo.send(path, { [olives]: 'ended', [adas]: 'confirmed', [cals]: 'later', toId: mo.officerId })).location).toBe(path)
  expect((await olive.get('/diary')).location).toContain('/sign-in')
  // Not even by a forged form.
  await asMo.post(path, { [mos]: 'confirmed', [cals]: 'later' })
  expect((await ada.get(path)).says).toContain('Mo Manager: Team manager')
  await ada.send(path, { [mos]: 'confirmed', [cals]: 'confirmed', toId: '' })
  await town.runNews()
  expect((await ada.get('/certifications')).says).toMatch(/2026 Q1Borough Council0Answered by 2 Jun 2026/)
  expect((await asMo.get('/diary')).says).not.toContain('Confirm who needs access')
})

test('overdue is raised with administrators; where that is set, what nobody confirmed is suspended, but never the last administrator', async () => {
  const town = await open()
  await check(town)
  town.clock.set('2026-06-24T09:00:00Z')
  await check(town)
  await check(town)
  const ada = await town.as('administrator')
  const overdue = (await ada.get('/diary')).says.split('Confirm access: Overdue: the check of who has access at Borough Council').length - 1
  expect(overdue).toBe(1)
  expect((await town.actor('officer')).acts).toContain('work on cases')
  expect((await ada.send('/settings/access-check', { 'value-answerDays': '21', 'value-suspendAfterDays': '5', why: 'Agreed by the board', do: 'save' })).status).toBe(303)
  town.clock.set('2026-06-29T09:00:00Z')
  await check(town)
  expect((await (await town.as('officer')).get('/diary')).location).toContain('/sign-in')
  expect((await town.actor('administrator')).acts).toContain('run the partnership')
  const later = await town.as('administrator')
  expect((await later.get('/officers')).says).toContain('suspended')
  const path = await runOf(town, town.council.id)
  await later.send(path, Object.fromEntries([[await lineOf(town, town.council.officerId), 'confirmed'], [await lineOf(town, (await town.database.owner.query<{ id: string }>(`select id from officers where partnership_id = $1 and name = 'Mo Manager'`, [town.partnership.id])).rows[0]?.id ?? ''), 'later'], [await lineOf(town, (await town.database.owner.query<{ id: string }>(`select id from officers where partnership_id = $1 and name = 'Cal Adviser'`, [town.partnership.id])).rows[0]?.id ?? ''), 'later'], ['toId', '']]))
  expect((await town.actor('officer')).acts).toContain('work on cases')
})

test('accounts nobody uses and accounts that look shared are listed with why, to whoever looks after them alone', async () => {
  const town = await open()
  const duty = await hire(town, 'Duty desk', 'Case officer')
  for (const device of ['phone', 'laptop', 'tablet']) await signedInAs(town, duty, device)
  const idle = await hire(town, 'Ida Idle', 'Case officer')
  await town.database.owner.query(`update officers set created_at = '2026-01-01T09:00:00Z' where id = $1`, [idle.id])
  const ada = await town.as('administrator')
  const page = await ada.get('/officers/accounts')
  for (const says of ['Never used, 152 days after it was made', 'Used on 3 devices within the last hour', 'Its name says “duty”, not a person']) expect(page.says).toContain(says)
  const pam = await hire(town, 'Pam Police', 'Agency administrator', town.police.id)
  expect((await (await signedInAs(town, pam)).get('/officers/accounts')).says).not.toContain('Duty desk')
  expect((await (await signedInAs(town, pam)).get(`/officers/accounts?agency=${town.council.id}`)).status).toBe(404)
  expect((await (await town.as('manager')).get('/officers/accounts')).status).toBe(403)
})
