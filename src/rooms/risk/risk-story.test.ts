// Risk asked with the person and asked again: how, in their words, what it was worked out from, a manager when it is high, and the way it goes.
import { expect, test } from 'vitest'
import { caseFileRoom } from '#rooms/case-file/index.ts'
import { casesRoom } from '#rooms/cases/index.ts'
import { diaryRoom } from '#rooms/diary/index.ts'
import { caseIn } from '#test/harness/cases.ts'
import { openTown } from '#test/harness/town.ts'
import { riskRoom } from './index.ts'

const rooms = [diaryRoom, casesRoom, riskRoom, caseFileRoom]
const CODES = ['often', 'linked', 'worse', 'known', 'history', 'told', 'aimed', 'because', 'vulnerable', 'affected', 'support', 'others']
const all = (answer: string) => ({ ...Object.fromEntries(CODES.map(code => [code, answer])), forced: [], how: 'in person', agreed: 'no', words: 'I dread the evenings', reason: '' })

test('asked in person, kept in their words, explained question by question, and drawn over time', async () => {
  const town = await openTown({ rooms })
  const { path } = await caseIn(town, { risk: null })
  const officer = await town.as('officer')
  const missing = await officer.send(`${path}/risk`, { ...all('1'), often: '', how: '', agreed: '' })
  for (const says of ['Select an answer to “Apart from today, how often does this happen?”', 'Select how you asked them', 'Select whether they see it the same way']) expect(missing.says).toContain(says)
  expect((await officer.send(`${path}/risk`, { ...all('1'), how: 'not asked' })).says).toContain('Enter why the person was not asked')
  expect((await officer.send(`${path}/risk`, all('1'))).location).toBe(`${path}#risk`)
  expect((await officer.get(path)).says).toContain('“I dread the evenings” They do not see it the same way.')
  town.clock.set('2026-06-12T09:00:00Z')
  const later = await town.as('officer')
  await later.send(`${path}/risk`, { ...all('0'), agreed: 'yes', words: '' })
  const file = await later.get(path)
  expect(file.text).toContain('Risk score over time')
  const doors = [...file.text.matchAll(/\/cases\/[\w-]+\/risk\/[0-9a-f-]{36}/g)].map(([door]) => door)
  expect(new Set(doors).size).toBe(2)
  const first = await later.get(doors.at(-1) ?? '')
  for (const says of ['Asked in person.', 'Is it linked to earlier incidents?Yes2', 'Matrix version 1']) expect(first.says).toContain(says)
  expect((await (await town.as('police')).get(doors[0] ?? '')).status).toBe(404)
  expect((await later.get(`${path}/risk/nonsense`)).status).toBe(404)
})

test('when it becomes high a manager has it in their diary the same day, once', async () => {
  const town = await openTown({ rooms })
  const { path } = await caseIn(town)
  const officer = await town.as('officer')
  await officer.send(`${path}/risk`, { ...all('0'), forced: ['a threat of arson'] })
  await officer.send(`${path}/risk`, { ...all('0'), forced: ['a threat of arson'] })
  const diary = await (await town.as('manager')).get('/diary')
  expect(diary.says).toContain('The risk is high: look at it today')
  expect(diary.says).toContain('High whatever the score')
  const { rows } = await town.database.owner.query<{ n: number }>(`select count(*)::int as n from diary_items where partnership_id = $1 and kind = 'manager review' and done_at is null and cancelled_at is null`, [town.partnership.id])
  expect(rows[0]?.n).toBe(1)
})

test('an administrator publishes the next matrix from a day on; what was assessed before keeps its own questions', async () => {
  const town = await openTown({ rooms })
  const { path } = await caseIn(town, { risk: null })
  const officer = await town.as('officer')
  await officer.send(`${path}/risk`, all('1'))
  expect((await officer.get('/risk-matrix')).status).toBe(403)
  const ada = await town.as('administrator')
  expect((await ada.get('/risk-matrix')).says).toContain('Publish your own version')
  const filled = {
    'startsOn-day': '1', 'startsOn-month': '7', 'startsOn-year': '2026', mediumFrom: '3', highFrom: '6', forces: 'a threat of arson\na threat of arson', source: 'Community safety board, 4 May', why: 'Shorter',
    'asks-1': 'How often does it happen?', 'answers-1': 'Once = 0\nMost weeks = 4', 'asks-2': 'How do you feel?', 'answers-2': 'Fine = 0\nAfraid = 4',
    ...Object.fromEntries(Array.from({ length: 13 }, (_, at) => [[`asks-${at + 3}`, ''], [`answers-${at + 3}`, '']] as const).flat()),
  }
  const wrong = await ada.send('/risk-matrix/publish', { ...filled, 'answers-1': 'Once = 0\nMost weeks' })
  expect(wrong.says).toContain('“Most weeks” under “How often does it happen?” must be an answer, an equals sign and a score')
  expect((await ada.send('/risk-matrix/publish', { ...filled, highFrom: '9' })).says).toContain('Nobody could score high: the most these answers come to is 8')
  expect((await ada.send('/risk-matrix/publish', { ...filled, 'startsOn-year': '2025' })).says).toContain('must be today or later')
  expect((await ada.send('/risk-matrix/publish', filled)).location).toBe('/risk-matrix')
  expect((await ada.send('/risk-matrix/publish', { ...filled, seen: '1' })).says).toContain('Somebody else has published a version since you opened this')
  expect((await (await town.as('officer')).get(`${path}/risk`)).says).toContain('Apart from today')

  town.clock.set('2026-07-01T09:00:00Z')
  const later = await town.as('officer')
  const form = await later.get(`${path}/risk`)
  expect(form.says).toContain('How do you feel?')
  expect(form.says).not.toContain('Apart from today')
  expect((await later.send(`${path}/risk`, { often: '1', linked: '0', forced: [], how: 'in person', agreed: 'yes', words: '', reason: '' })).location).toBe(`${path}#risk`)
  const file = await later.get(path)
  expect(file.says).toContain('4 of 8 is medium (matrix 2)')
  const doors = [...file.text.matchAll(/\/cases\/[\w-]+\/risk\/[0-9a-f-]{36}/g)].map(([door]) => door)
  expect((await later.get(doors.at(-1) ?? '')).says).toContain('Apart from today, how often does this happen?')
})
