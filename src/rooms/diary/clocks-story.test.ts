// Legal clocks: warned of on the officer's diary and the manager's board, never lost, and shown to nobody who may not see the case.
import { expect, test } from 'vitest'
import { caseFileRoom } from '#rooms/case-file/index.ts'
import { casesRoom } from '#rooms/cases/index.ts'
import { gateRoom } from '#rooms/gate/index.ts'
import { interventionsRoom } from '#rooms/interventions/index.ts'
import { restrictedRoom } from '#rooms/restricted/index.ts'
import { subjectsRoom } from '#rooms/subjects/index.ts'
import { caseIn } from '#test/harness/cases.ts'
import { matterIn } from '#test/harness/matters.ts'
import { openTown } from '#test/harness/town.ts'
import { diaryRoom } from './index.ts'

const rooms = [diaryRoom, casesRoom, subjectsRoom, gateRoom, interventionsRoom, restrictedRoom, caseFileRoom]
const ENDS = '2026-09-10T23:00:00Z'
const order = { tool: 'pspo', endsAt: ENDS, clocks: [{ rule: 'pspo.ends', title: 'The order ends', dueAt: ENDS }] } as const

test('an order is warned of at 90, 30 and 7 days, stays when it has run out, and is settled only with its matter', async () => {
  const town = await openTown({ rooms })
  const { id, path } = await caseIn(town, { reviewDueOn: '2026-12-30' })
  const matter = await matterIn(town, id, order)
  const seen = async (at: string) => {
    town.clock.set(at)
    const [officer, manager] = [await town.as('officer'), await town.as('manager')]
    const [diary, board, urgent] = [await officer.get('/diary'), await manager.get('/team/clocks'), await manager.get('/diary')]
    const row = (text: string | undefined) => /within \d+ days?|run out/.exec(text ?? '')?.[0] ?? 'no badge'
    return [row(diary.document.querySelector('#clocks tbody')?.textContent ?? undefined), row(board.document.querySelector('#clocks tbody')?.textContent ?? undefined), urgent.says.includes('1 has run out or is at the last warning')]
  }
  expect(await seen('2026-06-11T09:00:00Z')).toEqual(['no badge', 'no badge', false])
  expect(await seen('2026-06-12T09:00:00Z')).toEqual(['within 90 days', 'within 90 days', false])
  expect(await seen('2026-08-11T09:00:00Z')).toEqual(['within 30 days', 'within 30 days', false])
  expect(await seen('2026-09-03T09:00:00Z')).toEqual(['within 7 days', 'within 7 days', true])
  const still = await (await town.as('officer')).get(`${path}/matters/${matter}`)
  expect([still.says.includes('It expired at'), still.says.includes('in force')]).toEqual([false, true])
  // At that very instant it has run out on the diary, the board, the matter and the case file.
  expect(await seen(ENDS)).toEqual(['run out', 'run out', true])
  const officer = await town.as('officer')
  expect([(await officer.get(`${path}/matters/${matter}`)).says.includes('It expired at'), (await officer.get(path)).document.querySelector('#matters')?.textContent?.includes('expired')]).toEqual([true, true])
  expect(await seen('2027-05-01T09:00:00Z')).toEqual(['run out', 'run out', true])

  // Nobody ticks a legal clock off in the diary; a colleague may take it on.
  const later = await town.as('officer')
  const item = await town.work(work => work.db.selectFrom('diaryItems').select('id').where('title', '=', 'The order ends').executeTakeFirstOrThrow())
  const ticked = await later.send(`/diary/${item.id}`, { to: 'done', words: 'Looked at it' })
  expect([ticked.status, ticked.says.includes('A legal clock is settled with the tool it belongs to')]).toEqual([422, true])
  const clock = /\/clocks\/([0-9a-f-]{36})/.exec((await later.get(`${path}/matters/${matter}`)).text)?.[0] ?? ''
  expect((await later.send(`${path}/matters/${matter}${clock}`, { because: 'A new order was made' })).status).toBe(303)
  expect((await later.get('/diary')).document.querySelector('#clocks')).toBeNull()
}, 60_000)

test('a closure notice is warned of at 24, 4 and 1 hours', async () => {
  const town = await openTown({ rooms })
  const { id } = await caseIn(town)
  await matterIn(town, id, { tool: 'closure-notice-48', about: '4 Mill Lane', kind: 'premises', endsAt: '2026-06-04T09:00:00Z', clocks: [{ rule: 'closure.ends', title: 'The closure notice ends', dueAt: '2026-06-04T09:00:00Z' }] })
  const at = async (now: string) => { town.clock.set(now); const officer = await town.as('officer'); return /within \d+ hours?|run out/.exec((await officer.get('/diary')).document.querySelector('#clocks tbody')?.textContent ?? '')?.[0] }
  expect([await at('2026-06-03T08:59:00Z'), await at('2026-06-03T09:00:00Z'), await at('2026-06-04T05:00:00Z'), await at('2026-06-04T08:00:00Z'), await at('2026-06-04T09:00:00Z')]).toEqual([undefined, 'within 24 hours', 'within 4 hours', 'within 1 hour', 'run out'])
})

test('the wall: another agency, an officer in conflict and a manager outside the circle have no such clock; the board is for managers', async () => {
  const town = await openTown({ rooms, startAt: '2026-09-03T09:00:00Z' })
  const { id, path } = await caseIn(town, { reviewDueOn: '2026-12-30' })
  await matterIn(town, id, order)
  const [officer, manager, police] = [await town.as('officer'), await town.as('manager'), await town.as('police')]
  const sees = async () => [(await officer.get('/diary')).says.includes('The order ends'), (await manager.get('/team/clocks?which=all')).says.includes('The order ends'), (await manager.get('/diary')).says.includes('at the last warning')]
  expect(await sees()).toEqual([true, true, true])
  expect((await police.get('/diary')).says).not.toContain('The order ends')
  expect((await officer.get('/team/clocks')).status).toBe(403)
  expect((await officer.send(`${path}/conflict`, { relation: 'family', said: 'x', because: 'My brother' })).status).toBe(303)
  expect(await sees()).toEqual([false, true, true])
  const administrator = await town.as('administrator')
  const board = async () => (await administrator.get('/team/clocks?which=all')).says.includes('The order ends')
  expect(await board()).toBe(true)
  await town.work(work => work.db.updateTable('cases').set({ flags: ['domestic abuse'] }).where('id', '=', id).execute())
  expect([await board(), (await administrator.get('/diary')).says.includes('last warning'), ...await sees()]).toEqual([false, false, false, true, true])
})
