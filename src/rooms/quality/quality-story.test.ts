// The monthly sample: drawn the same way each time, never restricted, never one's own, seen by the officer and by no partner.
import { expect, test } from 'vitest'
import { casesRoom } from '#rooms/cases/index.ts'
import { diaryRoom } from '#rooms/diary/index.ts'
import { caseIn } from '#test/harness/cases.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import { qualityRoom } from './index.ts'
import { scoreOf } from './standards.ts'

const rooms = [diaryRoom, casesRoom, qualityRoom]
const CODES = ['contact', 'risk', 'plan', 'safe', 'proportionate', 'vulnerable', 'record', 'closing']
const all = (answer: string) => ({ ...Object.fromEntries(CODES.map(code => [code, answer])), comment: '', action: '', 'due-day': '', 'due-month': '', 'due-year': '' })
const drawn = async (town: Town) => (await town.database.owner.query<{ id: string; case_id: string; reviewer_id: string }>('select id, case_id, reviewer_id from quality_reviews where partnership_id = $1 order by case_id', [town.partnership.id])).rows

const sampled = async (startAt = '2026-07-01T06:00:00Z') => {
  const town = await openTown({ rooms, startAt })
  const cases = []
  for (const title of ['One', 'Two', 'Three', 'Four']) cases.push(await caseIn(town, { title, openedAt: '2026-04-01T10:00:00Z' }))
  return { town, cases }
}

test('two of each officer, once a month, never a restricted one; and given to somebody else', async () => {
  const { town, cases } = await sampled()
  const [hidden, shown] = [cases[0], cases[1]]
  await town.database.owner.query(`with circle as (insert into circles (partnership_id, name) values ($1, 'Closed') returning id) update cases set circle_id = (select id from circle) where id = $2`, [town.partnership.id, hidden?.id])
  await caseIn(town, { title: 'Opened yesterday', openedAt: '2026-06-30T10:00:00Z' })
  await town.runChore('quality.draw')
  await town.runChore('quality.draw')
  const reviews = await drawn(town)
  expect(reviews).toHaveLength(2)
  expect(reviews.map(({ case_id }) => case_id)).not.toContain(hidden?.id)
  const manager = await town.actor('manager')
  expect(new Set(reviews.map(({ reviewer_id }) => reviewer_id))).toEqual(new Set([manager.officerId]))
  expect((await (await town.as('manager')).get('/diary')).says).toContain('Read a case of the quality sample')
  // The next month draws others: none is read twice in half a year.
  town.clock.set('2026-08-01T06:00:00Z')
  await town.runChore('quality.draw')
  expect(new Set((await drawn(town)).map(({ case_id }) => case_id)).size).toBe((await drawn(town)).length)
  expect(shown).toBeDefined()
})

test('read against the standards: a gap needs words, an action is the officer’s task, and the officer sees what was found', async () => {
  const { town } = await sampled('2026-07-01T09:00:00Z')
  await town.runChore('quality.draw')
  const [first] = await drawn(town)
  const door = `/quality/${first?.id ?? ''}`
  const manager = await town.as('manager')
  expect((await manager.send(door, { ...all('met'), risk: '' })).says).toContain('Select an answer to “Was the risk asked with them, and asked again in time?”')
  expect((await manager.send(door, { ...all('met'), risk: 'not met' })).says).toContain('Enter what you found: a standard was not met')
  expect((await manager.send(door, { ...all('met'), action: 'Ask it again' })).says).toContain('Enter by when, today or later')
  expect((await manager.send(door, { ...all('met'), risk: 'not met', closing: 'not applicable', comment: 'Three weeks late', action: 'Ask it again', 'due-day': '9', 'due-month': '7', 'due-year': '2026' })).location).toBe('/quality')
  expect((await manager.get(door)).location).toBe('/quality')
  const results = await manager.get('/quality')
  for (const says of ['86%', 'Three weeks late', '2026-07']) expect(results.says).toContain(says)
  const officer = await town.as('officer')
  expect((await officer.get('/quality/mine')).says).toContain('Three weeks late')
  expect((await officer.get('/diary')).says).toContain('Ask it again')
  expect((await officer.get('/quality')).status).toBe(403)
})

test('a manager does not read their own case, and a partner who is offered it learns nothing of the review', async () => {
  const { town } = await sampled('2026-07-01T09:00:00Z')
  await town.runChore('quality.draw')
  const [first] = await drawn(town)
  const manager = await town.actor('manager')
  await town.database.owner.query('update quality_reviews set officer_id = $2, reviewer_id = $3 where id = $1', [first?.id, manager.officerId, town.council.officerId])
  expect((await (await town.as('manager')).get(`/quality/${first?.id ?? ''}`)).says).toContain('Nobody reviews their own casework')
  await town.work(work => work.db.updateTable('cases').set({ offeredToAgencyId: town.police.id }).where('id', '=', first?.case_id ?? '').execute())
  const police = await town.actor('police')
  const seen = await town.workAs(police, async work => [(await work.db.selectFrom('cases').select('id').execute()).length, (await work.db.selectFrom('qualityReviews').select('id').execute()).length])
  expect(seen).toEqual([1, 0])
})

test('partly counts half, and what did not apply was not asked', () => {
  expect(scoreOf(['met', 'partly', 'not met', 'not applicable'])).toEqual({ met: 3, asked: 6 })
})
