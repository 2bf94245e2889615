// A circle for domestic abuse: made, filled, looked through, handed on and ended; and nothing of it for anybody who is not in it.
import { expect, test } from 'vitest'
import { caseIn } from '#test/harness/cases.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import { caseFileRoom } from '#rooms/case-file/index.ts'
import { casesRoom } from '#rooms/cases/index.ts'
import { diaryRoom } from '#rooms/diary/index.ts'
import { flagsRoom } from '#rooms/flags/index.ts'
import { restrictedRoom } from './index.ts'

const rooms = [diaryRoom, casesRoom, flagsRoom, restrictedRoom, caseFileRoom]
const restrict = (town: Town, id: string, flag = 'domestic abuse') => town.work(work => work.db.updateTable('cases').set({ flags: [flag] }).where('id', '=', id).execute())

test('its members are let into each new case of the flag, lose it when they leave, and nobody else learns of the circle', async () => {
  const town = await openTown({ rooms })
  const [manager, police, administrator] = [await town.as('manager'), await town.as('police'), await town.as('administrator')]
  const [managerId, officerId] = [(await town.actor('manager')).officerId, (await town.actor('officer')).officerId]
  expect((await administrator.get('/circles/make')).status).toBe(403)
  const bare = await manager.send('/circles/make', { name: '', flag: 'domestic abuse', purpose: 'The abuse team', keeperId: managerId })
  expect([bare.status, bare.says.includes('Enter a name'), bare.text.includes('The abuse team')]).toEqual([422, true, true])
  const before = await caseIn(town, { title: 'There before the circle' })
  await restrict(town, before.id)
  const path = (await manager.send('/circles/make', { name: 'Domestic abuse', flag: 'domestic abuse', purpose: 'The abuse team', keeperId: managerId })).location ?? ''
  expect(path).toMatch(/^\/circles\//)
  // Nobody lets themselves in, nor names somebody who is no officer.
  expect((await manager.send(`${path}/let-in`, { officerId: managerId, because: 'Me again' })).status).toBe(422)
  expect((await manager.send(`${path}/let-in`, { officerId: town.police.officerId, because: 'Domestic abuse unit' })).location).toBe(path)
  expect((await police.get(path)).says).toContain('Domestic abuse unit')
  expect((await police.get(`${path}/let-in`)).status).toBe(403)
  // Not the cases that were there, but each new one.
  expect((await police.get(before.path)).status).toBe(404)
  const after = await caseIn(town, { title: 'New since the circle' })
  await restrict(town, after.id)
  const file = await police.get(after.path)
  expect([file.status, (await manager.get(after.path)).says.includes('Pat Police, Police (circle)')]).toEqual([200, true])
  const hate = await caseIn(town)
  await restrict(town, hate.id, 'hate')
  expect((await police.get(hate.path)).status).toBe(404)
  // The administrator and the case officer do not find it, by name or otherwise.
  for (const who of ['administrator', 'officer'] as const) {
    const visitor = await town.as(who)
    expect((await visitor.get('/circles')).says).not.toContain('Domestic abuse')
    expect([(await visitor.get(path)).status, (await visitor.get(`${path}/take-out/${officerId}`)).status]).toEqual([404, 404])
  }
  // Taken out of one case by name, they stay out of it when another flag lets the circle's members in.
  await (await town.as('manager')).send(`${after.path}/circle/${town.police.officerId}/remove`, { because: 'Knows the family' })
  expect((await police.get(after.path)).status).toBe(404)
  const second = await caseIn(town)
  await restrict(town, second.id)
  expect((await police.get(second.path)).status).toBe(200)
  expect((await manager.send(`${path}/take-out/${town.police.officerId}`, { because: 'Moved to another unit' })).location).toBe(path)
  expect([(await police.get(second.path)).status, (await police.get(path)).status]).toEqual([404, 404])
  expect((await manager.get(path)).says).toContain('Moved to another unit')
})

test('who leaves the circle keeps the case they lead', async () => {
  const town = await openTown({ rooms })
  const manager = await town.as('manager')
  const [managerId, officerId] = [(await town.actor('manager')).officerId, town.council.officerId]
  const path = (await manager.send('/circles/make', { name: 'Staff', flag: 'staff matter', purpose: 'x', keeperId: managerId })).location ?? ''
  await manager.send(`${path}/let-in`, { officerId, because: 'Their deputy' })
  const theirs = await caseIn(town)
  await restrict(town, theirs.id, 'staff matter')
  const officer = await town.as('officer')
  expect((await officer.send(`${path}/take-out/${officerId}`, { because: 'I leave' })).location).toBe('/circles')
  expect((await officer.get(theirs.path)).status).toBe(200)
})

test('it is looked through every three months; without a keeper another manager names one, and never themselves', async () => {
  const town = await openTown({ rooms })
  const manager = await town.as('manager')
  const managerId = (await town.actor('manager')).officerId
  const path = (await manager.send('/circles/make', { name: 'MARAC members', flag: 'marac', purpose: 'x', keeperId: managerId })).location ?? ''
  town.clock.set('2026-08-25T09:00:00Z')
  await town.runChore('restricted.circles')
  await town.runChore('restricted.circles')
  const diary = await (await town.as('manager')).get('/diary')
  expect([diary.says.includes('Look through a circle you keep'), diary.says.includes('MARAC members')]).toEqual([true, false])
  const reviewing = await town.as('manager')
  expect((await reviewing.send(`${path}/review`, { words: '' })).status).toBe(422)
  expect((await reviewing.send(`${path}/review`, { words: 'All four still need it' })).location).toBe(path)
  expect((await reviewing.get('/diary')).says).not.toContain('Look through a circle')
  // The database allows no longer than three months, whoever asks.
  const due = await town.work(work => work.db.selectFrom('circles').select('reviewDueOn').where('kind', '=', 'class').executeTakeFirstOrThrow())
  expect(due.reviewDueOn).toBe('2026-11-25')
  // The keeper leaves; two others of the agency are managers now.
  await town.database.owner.query(`update roles set acts = acts || array['see restricted'] where partnership_id = $1 and name = 'Case officer'`, [town.partnership.id])
  await town.database.owner.query(`update roles set acts = acts || array['see restricted'] where partnership_id = $1 and name = 'Customer adviser'`, [town.partnership.id])
  await town.database.owner.query(`update officers set left_at = $2 where id = $1`, [managerId, town.clock.now()])
  await town.runChore('restricted.circles')
  const adviserId = (await town.actor('adviser')).officerId
  const finder = await town.as('officer')
  const page = await finder.get(`${path}/hand-on`)
  expect([page.status, page.says.includes('MARAC members'), page.text.includes(town.council.officerId)]).toEqual([200, false, false])
  expect((await finder.send(`${path}/hand-on`, { officerId: town.council.officerId })).status).toBe(422)
  expect((await finder.send(`${path}/hand-on`, { officerId: adviserId })).location).toBe('/circles')
  expect((await finder.get(path)).status).toBe(404)
  const kept = await town.work(work => work.db.selectFrom('circles').select('keeperId').where('kind', '=', 'class').executeTakeFirstOrThrow())
  expect(kept.keeperId).toBe(adviserId)
})
