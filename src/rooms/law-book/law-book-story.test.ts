// The law book: what it lists, who records in it, that a record counts at once and is taken back in the open, and that no value is looser than the law.
import { expect, test } from 'vitest'
import { day } from '#kernel/time.ts'
import { changeOn } from '#law/rule.ts'
import { promote } from '#test/harness/officers.ts'
import { openTown } from '#test/harness/town.ts'
import { RULES } from './carried.ts'
import { lawBookRoom, lawOf } from './index.ts'
import { sayValue, typedValue } from './rules.ts'

const rooms = [lawBookRoom]
const on = (year: string, month: string, date: string, name = 'on') => ({ [`${name}-day`]: date, [`${name}-month`]: month, [`${name}-year`]: year })

test('every rule and change is listed with its source, its status and how sure we are', async () => {
  const town = await openTown({ rooms, startAt: '2026-07-06T09:00:00Z' })
  const page = await (await town.as('administrator')).get('/law')
  expect(page.document.querySelectorAll('#rules tbody tr').length).toBe(RULES.length)
  for (const says of ['Respect orders', 'not confirmed', 'Appeal against a community protection notice', 'ASBCPA 2014 s46', 'read in the Act or rule', 'our proposal: confirm it', 'Knife crime prevention order (KCPO)']) expect(page.says).toContain(says)
  expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length)
})

test('a commencement counts from the moment it is recorded with its source, and taken back it counts no more but stands in the history', async () => {
  const town = await openTown({ rooms, startAt: '2026-07-06T09:00:00Z' })
  const ada = await town.as('administrator')
  const stands = () => town.work(async work => changeOn('fpnMax500', day('2026-07-06'), await lawOf(work)))
  expect(await stands()).toBe('not confirmed')
  expect((await ada.send('/law/changes/fpnMax500', { found: 'began', ...on('2026', '6', '29'), source: '' })).says).toContain('Enter the source')
  expect((await ada.send('/law/changes/fpnMax500', { found: 'not begun', ...on('2026', '9', '1'), source: 'x' })).says).toContain('The day you looked must be today or in the past')
  await ada.send('/law/changes/fpnMax500', { found: 'not begun', ...on('2026', '7', '6'), source: 'legislation.gov.uk, looked at today' })
  expect(await stands()).toBe('not begun')
  await ada.send('/law/changes/fpnMax500', { found: 'began', ...on('2026', '6', '29'), source: 'SI 2026/689 reg 2' })
  expect(await stands()).toBe('begun')
  const record = /\/law\/records\/[0-9a-f-]{36}/.exec((await ada.get('/law')).text)?.[0] ?? ''
  await ada.send(record, { because: 'Regulation 2 is about something else' })
  expect(await stands()).toBe('not begun')
  const page = await ada.get('/law')
  for (const says of ['SI 2026/689 reg 2', 'Taken back: Regulation 2 is about something else']) expect(page.says).toContain(says)
  expect((await ada.get(record)).status).toBe(404)
})

test('a value is confirmed or made stricter; a looser one is refused with what to do', async () => {
  const town = await openTown({ rooms })
  const ada = await town.as('administrator')
  const [hearing, review] = ['/law/rules/closure.hearing', '/law/rules/cpn.review']
  expect((await ada.send(review, { value: '18', ...on('2026', '1', '1', 'from'), source: 'Policy' })).says).toContain('looser than the law')
  expect((await ada.send(review, { value: 'soon', ...on('2026', '1', '1', 'from'), source: 'Policy' })).says).toContain('no value the rule can have')
  expect((await ada.send(review, { value: '3', ...on('2026', '1', '1', 'from'), source: 'Policy, page 4' })).location).toBe('/law#waiting')
  const law = await town.work(lawOf)
  expect(law.confirmations).toEqual([{ rule: 'cpn.review', from: '2026-01-01', value: 3, source: 'Policy, page 4' }])
  expect((await ada.get(review)).says).toContain('Today: 3 months')
  expect((await ada.get(hearing)).says).toContain('Christmas Day left out')
  expect((await ada.get('/law/rules/nothing.such')).status).toBe(404)
})

test('only whoever runs the partnership records it, having just proven who they are; the database holds that too', async () => {
  const town = await openTown({ rooms })
  const officer = await town.as('officer')
  expect((await officer.get('/law')).status).toBe(403)
  await promote(town, town.police.officerId, 'Administrator')
  expect((await (await town.as('police')).get('/law')).says).toContain('Only an administrator of the agency that runs the partnership')
  const refused = await town.workAs(await town.actor('officer'), work => work.db.insertInto('lawCommencements').values({ partnershipId: town.partnership.id, change: 'respectOrder', began: day('2026-01-01'), source: 'x', recordedAt: work.now, recordedBy: work.actor.officerId }).execute()).then(() => 'done', (problem: unknown) => problem instanceof Error && 'code' in problem ? problem.code : 'other')
  expect(refused).toBe('42501')
  const rewritten = await town.workAs(await town.actor('administrator'), async work => {
    await work.db.insertInto('lawCommencements').values({ partnershipId: town.partnership.id, change: 'respectOrder', began: day('2026-01-01'), source: 'x', recordedAt: work.now, recordedBy: work.actor.officerId }).execute()
    await work.db.updateTable('lawCommencements').set({ began: day('2025-01-01') }).execute()
  }).then(() => 'done', (problem: unknown) => problem instanceof Error && 'code' in problem ? problem.code : 'other')
  expect(rewritten).toBe('42501')
  const ada = await town.as('administrator')
  town.clock.set('2026-06-02T09:20:00Z')
  expect((await ada.get('/law/changes/respectOrder')).location).toContain('/prove')
})

test.each([
  ['exists', 'It is law'], [{ n: 21, unit: 'days', counting: 'beginning with' }, '21 days, counted beginning with the day'], [{ n: 48, unit: 'hours', leavesOut: 'Christmas Day' }, '48 hours, Christmas Day left out'], [{ from: 10, to: 17 }, 'ages 10 to 17'], [{ from: 18 }, 'aged 18 or over'],
  [{ least: { n: 2, unit: 'years', counting: 'beginning with' }, untilFurtherOrder: true }, 'at least 2 years, counted beginning with the day, or until further order'], [100, '100'],
])('a value in words: %o', (value, words) => { expect(sayValue(value)).toBe(words) })

test.each([['', null], ['12', 12], ['no', 'no']])('what is typed: "%s"', (text, value) => { expect(typedValue(text)).toBe(value) })
