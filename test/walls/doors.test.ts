// Every door, tried by nobody, by a role without the act, and by a forged form. Generated: a new door joins by existing.
import { expect, test } from 'vitest'
import { acts } from '#db/acts.ts'
import { rooms } from '#src/rooms.ts'
import { TICK } from '#web/on-the-tick.ts'
import { openTown } from '#test/harness/town.ts'

const doors = rooms.flatMap(room => room.doors)
const SOMETHING = '01890000-0000-7000-8000-000000000000'
const pathOf = (path: string): string => path.replaceAll(/:\w+/g, SOMETHING)

test('no two doors share a method and a path', () => {
  const names = doors.map(door => `${door.method} ${door.path}`)
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([])
})

test('every chore has a name of its own that the queue accepts', () => {
  const names = rooms.flatMap(room => room.chores ?? []).map(chore => chore.name)
  expect(names.filter((name, at) => names.indexOf(name) !== at || !/^[\w./-]+$/.test(name))).toEqual([])
})

test('nobody gets past an officers’ door: they are sent to sign in, and learn nothing else', async () => {
  const town = await openTown({ rooms })
  const nobody = await town.as('nobody')
  for (const door of doors.filter(one => typeof one.may === 'string' || one.may.way === 'signed in')) {
    const answer = door.method === 'GET' ? await nobody.get(pathOf(door.path)) : await nobody.post(pathOf(door.path), {})
    expect([door.method, door.path, answer.status, answer.location?.startsWith('/sign-in')]).toEqual([door.method, door.path, 303, true])
  }
})

test('a role without the act is refused in plain English, whether or not the record is there', async () => {
  const town = await openTown({ rooms })
  await town.database.owner.query(`update roles set acts = '{}' where partnership_id = $1 and name = 'Customer adviser'`, [town.partnership.id])
  const adviser = await town.as('adviser')
  for (const door of doors) {
    if (typeof door.may !== 'string') continue
    const answer = door.method === 'GET' ? await adviser.get(pathOf(door.path)) : await adviser.post(pathOf(door.path), {})
    expect([door.path, answer.status]).toEqual([door.path, 403])
    expect(answer.says).toContain(`Your role does not let you ${door.may}`)
  }
})

test('a record that is not there is 404 at every door that names one, to the officer who may act', async () => {
  const town = await openTown({ rooms })
  // Nobody holds every act by default: whoever runs the service may not see restricted cases.
  await town.database.owner.query(`update roles set acts = $2 where partnership_id = $1 and name = 'Administrator'`, [town.partnership.id, [...acts]])
  const administrator = await town.as('administrator')
  for (const door of doors.filter(one => one.method === 'GET' && one.path.includes('/:') && typeof one.may === 'string')) {
    const answers = await Promise.all([SOMETHING, 'nonsense', '%27%3B--', '%00', 'x'.repeat(250)].map(async made => [made, (await administrator.get(door.path.replaceAll(/:\w+/g, made))).status]))
    expect([door.path, answers.filter(([, status]) => status !== 404)]).toEqual([door.path, []])
    // Neither does the clock tell it from one that is not theirs.
    const began = performance.now()
    await administrator.get(door.path.replaceAll(/:\w+/g, SOMETHING))
    expect([door.path, performance.now() - began >= TICK]).toEqual([door.path, true])
  }
  // Five requests at each of some hundred and fifty doors: it grows with the doors, and so does its time.
}, 180_000)

test('a person without their link is led to its entrance, and a forged form does nothing anywhere', async () => {
  const town = await openTown({ rooms })
  const nobody = await town.as('nobody')
  for (const door of doors.filter(one => typeof one.may === 'object' && one.may.way === 'person')) {
    const answer = door.method === 'GET' ? await nobody.get(pathOf(door.path)) : await nobody.post(pathOf(door.path), {})
    expect([door.path, answer.status, answer.location]).toEqual([door.path, 303, '/my-case/enter'])
  }
  const officer = await town.as('administrator')
  for (const door of doors.filter(one => one.method === 'POST' && !(typeof one.may === 'object' && one.may.way === 'key'))) {
    expect([door.path, (await officer.post(pathOf(door.path), { _csrf: 'forged' })).status]).toEqual([door.path, 403])
  }
})
