// Reports that come in by a colleague: on the telephone with every fact, and in half a minute by anybody who saw something.
import { expect, test } from 'vitest'
import { diaryRoom } from '#rooms/diary/index.ts'
import { reportIn } from '#test/harness/cases.ts'
import { openTown } from '#test/harness/town.ts'
import { reportingRoom } from './index.ts'

const rooms = [diaryRoom, reportingRoom]
const whole = {
  danger: 'no', category: 'noise', story: 'Bass until two', 'when-day': '1', 'when-month': '6', 'when-year': '2026', often: 'Most weeks', place: '14 Larch Walk', postcode: '', harmed: 'Me', effect: 'No sleep', who: 'The top flat',
  because: ['race'], children: 'yes', vulnerability: 'Two small children', named: 'yes', name: 'Irene Larkin', phone: '07700 900 123', email: '', means: ['phone'], times: 'after 6pm', message: '', mustNotKnow: 'My son', language: 'Polish', format: '', share: 'yes',
}

test('an adviser takes every fact on one screen, reads out the reference, and it waits in the pot', async () => {
  const town = await openTown({ rooms })
  const [adviser, officer] = [await town.as('adviser'), await town.as('officer')]
  const wrong = await adviser.send('/reports/new', { ...whole, story: '', phone: '', 'when-day': '31', 'when-month': '2', often: '' })
  expect(wrong.status).toBe(422)
  for (const says of ['Tell us what has been happening', 'Enter a phone number', 'must be a real date', 'Select how often']) expect(wrong.says).toContain(says)
  for (const kept of ['Irene Larkin', 'My son', 'Two small children', 'Polish']) expect(wrong.text).toContain(kept)
  const taken = await adviser.send('/reports/new', whole)
  expect(taken.location).toMatch(/^\/reports\/taken\/\w{3}-\w{3}-\w{3}\?category=noise$/)
  const reference = taken.location?.slice('/reports/taken/'.length, '/reports/taken/'.length + 11) ?? ''
  expect((await adviser.get(taken.location ?? '')).says).toContain(`Read this out${reference}`)
  expect((await adviser.get('/reports/taken/AAA-AAA-AAA')).status).toBe(404)
  const report = await officer.get(`/reports/${reference}`)
  for (const says of ['Bass until two', 'By phone, after 6pm. Leave no message. Must not know: My son.', 'The top flat']) expect(report.says).toContain(says)
  const { rows } = await town.database.owner.query('select channel, language, vulnerability, may_share, anonymous from reports where partnership_id = $1', [town.partnership.id])
  expect(rows).toEqual([{ channel: 'phone', language: 'Polish', vulnerability: 'Two small children', may_share: true, anonymous: false }])
})

test('a caller without a name is kept without any way to contact them', async () => {
  const town = await openTown({ rooms })
  await (await town.as('officer')).send('/reports/new', { ...whole, named: 'no' })
  const { rows } = await town.database.owner.query('select anonymous, reporter_name, reporter_phone, must_not_know from reports where partnership_id = $1', [town.partnership.id])
  expect(rows).toEqual([{ anonymous: true, reporter_name: null, reporter_phone: null, must_not_know: null }])
})

test('an officer of another agency passes on what they saw: it waits with those who triage, and they learn what became of it and no more', async () => {
  const town = await openTown({ rooms })
  const [police, officer] = [await town.as('police'), await town.as('officer')]
  const seen = { danger: 'no', category: 'drugs', story: 'Dealing behind the shops', place: 'Behind the shops', postcode: '', who: '' }
  expect((await police.send('/seen', { ...seen, story: '', category: 'nonsense' })).says).toContain('Enter what you saw or heard')
  expect((await police.send('/seen', { ...seen, category: 'nonsense' })).says).toContain('Select the kind of problem')
  expect((await police.send('/seen', seen)).location).toBe('/seen/mine')
  const mine = await police.get('/seen/mine')
  expect(mine.says).toContain('Waiting to be read')
  const reference = /\w{3}-\w{3}-\w{3}/.exec(mine.says.slice(mine.says.indexOf('Reference')))?.[0] ?? ''
  expect((await police.get(`/reports/${reference}`)).status).toBe(404)
  expect((await officer.get('/reports')).says).toContain(reference)
  await officer.send(`/reports/${reference}/advise`, { isAsb: 'no', reason: 'A secret reason', told: 'x' })
  const after = await police.get('/seen/mine')
  expect(after.says).toContain('Read. It needed no case')
  expect(after.says).not.toContain('secret')
  expect((await officer.get('/seen/mine')).says).toContain('Nothing yet.')
  expect((await police.get('/seen/mine?before=nonsense')).status).toBe(200)
})

test('a report nobody takes is raised with a manager after the hours of the setting, daily, and settled by being taken', async () => {
  const town = await openTown({ rooms, startAt: '2026-06-02T09:00:00Z' })
  const path = await reportIn(town, { name: 'Irene Larkin' })
  const reference = path.split('/').at(-1) ?? ''
  const raised = async (at: string) => {
    town.clock.set(at)
    await town.runChore('reporting.unowned')
    return (await town.database.owner.query<{ done: boolean }>(`select done_at is not null as done from diary_items where partnership_id = $1 and about_kind = 'report' order by made_at`, [town.partnership.id])).rows.map(({ done }) => done)
  }
  expect(await raised('2026-06-02T12:59:00Z')).toEqual([])
  expect([await raised('2026-06-02T13:01:00Z'), await raised('2026-06-03T14:00:00Z')]).toEqual([[false], [false]])
  expect((await (await town.as('manager')).get('/diary')).says).toContain(`Nobody has taken report ${reference}`)
  await (await town.as('officer')).post(`${path}/own`, {})
  expect([await raised('2026-06-03T14:10:00Z'), await raised('2026-06-05T14:10:00Z')]).toEqual([[true], [true]])
})
