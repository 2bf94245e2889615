// Conflicts of interest: what is declared does not exist for the officer from that moment, and the work goes on.
import { expect, test } from 'vitest'
import { caseIn, reportIn } from '#test/harness/cases.ts'
import { openTown } from '#test/harness/town.ts'
import { caseFileRoom } from '#rooms/case-file/index.ts'
import { casesRoom } from '#rooms/cases/index.ts'
import { diaryRoom } from '#rooms/diary/index.ts'
import { flagsRoom } from '#rooms/flags/index.ts'
import { handlingRoom } from '#rooms/handling/index.ts'
import { partiesRoom } from '#rooms/parties/index.ts'
import { reportingRoom } from '#rooms/reporting/index.ts'
import { restrictedRoom } from './index.ts'

const rooms = [diaryRoom, reportingRoom, casesRoom, partiesRoom, flagsRoom, restrictedRoom, handlingRoom, caseFileRoom]
const said = { relation: 'family', said: 'My brother’s case', because: 'He is my brother' }

test('the lead officer knows the people: the case goes for them, a manager names another lead, and no clock stops', async () => {
  const town = await openTown({ rooms })
  const { path, id, reference, personId } = await caseIn(town)
  await town.work(work => work.db.insertInto('diaryItems').values({ partnershipId: town.partnership.id, kind: 'victim update', title: 'Ring Irene', dueAt: work.now, because: 'x', caseId: id, officerId: town.council.officerId, agencyId: town.council.id, madeAt: work.now }).execute())
  const [officer, manager] = [await town.as('officer'), await town.as('manager')]
  expect((await officer.get(path)).says).toContain('I know the people in this case')
  const bare = await officer.send(`${path}/conflict`, { relation: 'family', said: '', because: 'He is my brother' })
  expect([bare.status, bare.text.includes('He is my brother')]).toEqual([422, true])
  const done = await officer.send(`${path}/conflict`, said)
  expect([done.status, done.location]).toEqual([303, '/conflicts?declared=yes'])
  const list = await officer.get('/conflicts')
  expect([list.says.includes('My brother’s case'), list.says.includes(reference), list.says.includes('Irene')]).toEqual([true, false, false])
  expect([(await officer.get(path)).status, (await officer.get(`/people/${personId}`)).status, (await officer.get('/diary')).says.includes('Ring Irene')]).toEqual([404, 404, false])
  const diary = await manager.get('/diary')
  expect(diary.says).toContain('Name another lead officer')
  expect(diary.document.querySelector(`a[href="${path}/lead"]`)).not.toBeNull()
  const clock = await town.work(work => work.db.selectFrom('diaryItems').select(['doneAt', 'cancelledAt']).where('title', '=', 'Ring Irene').executeTakeFirstOrThrow())
  expect(clock).toEqual({ doneAt: null, cancelledAt: null })
  const managerId = (await town.actor('manager')).officerId
  await town.database.owner.query(`insert into posts (partnership_id, officer_id, agency_id, role_id) select $1, $2, $3, id from roles where partnership_id = $1 and name = 'Case officer'`, [town.partnership.id, managerId, town.council.id])
  expect((await manager.send(`${path}/lead`, { who: 'officer', officerId: managerId, reason: 'A conflict' })).status).toBe(303)
  expect((await manager.get('/diary')).says).not.toContain('Name another lead officer')
  // On the register for the manager, who ends it with a reason; never their own.
  const register = await manager.get('/conflicts/register')
  for (const word of ['Olive Officer', reference, 'He is my brother']) expect(register.says).toContain(word)
  const end = register.document.querySelector('a[href$="/end"]')?.getAttribute('href') ?? ''
  expect((await manager.send(end, { because: 'Another of that name' })).location).toBe('/conflicts/register')
  expect([(await officer.get(path)).status, (await officer.get(`/people/${personId}`)).status]).toEqual([200, 200])
})

test('an address as people write it hides what is about that house, now and later, and nothing next door', async () => {
  const town = await openTown({ rooms })
  const at = async (address: string) => {
    const made = await caseIn(town)
    await town.work(work => work.db.updateTable('people').set({ address, postcode: 'AL8 6AE' }).where('id', '=', made.personId).execute())
    return made
  }
  const [home, next] = [await at('Flat 2, 14 Larch Walk'), await at('16 Larch Walk')]
  const officer = await town.as('officer')
  const wrong = await officer.send('/conflicts/address', { address: '14 Larch Walk', postcode: 'AL8', relation: 'self', because: 'My home' })
  expect([wrong.status, wrong.says.includes('Enter a full UK postcode')]).toEqual([422, true])
  expect((await officer.send('/conflicts/address', { address: '14, larch walk', postcode: 'al86ae', relation: 'self', because: 'My home' })).location).toBe('/conflicts?declared=yes')
  expect([(await officer.get(home.path)).status, (await officer.get(`/people/${home.personId}`)).status, (await officer.get(next.path)).status]).toEqual([404, 404, 200])
  // A report from there never reaches them, and one from elsewhere does.
  const [theirs, other] = [await reportIn(town, { postcode: 'AL8 6AE' }), await reportIn(town, { postcode: 'AL7 1AA' })]
  expect([(await officer.get(theirs)).status, (await officer.get(other)).status, (await (await town.as('manager')).get(theirs)).status]).toEqual([404, 200, 200])
  // Somebody moves in later.
  await town.work(work => work.db.updateTable('people').set({ address: '14 Larch Walk' }).where('id', '=', next.personId).execute())
  expect((await officer.get(next.path)).status).toBe(404)
})

test('a manager declares for an officer, who never learns of it, not even by declaring the same', async () => {
  const town = await openTown({ rooms })
  const { path, personId } = await caseIn(town)
  const [officer, manager] = [await town.as('officer'), await town.as('manager')]
  expect((await officer.get('/conflicts/register')).status).toBe(403)
  expect((await officer.get(`/people/${personId}/conflict`)).document.querySelector('[name=officerId]')).toBeNull()
  expect((await manager.send(`/people/${personId}/conflict`, { ...said, officerId: town.council.officerId })).location).toBe('/conflicts/register')
  expect([(await officer.get(path)).status, (await officer.get('/conflicts')).says.includes('brother')]).toEqual([404, false])
  await manager.send('/conflicts/address', { address: '3 Elm Road', postcode: 'AL8 6AE', relation: 'neighbour', because: 'Next door', officerId: town.council.officerId })
  const again = await officer.send('/conflicts/address', { address: '3 Elm Road', postcode: 'AL8 6AE', relation: 'self', because: 'My home' })
  expect(again.location).toBe('/conflicts?declared=yes')
  expect((await manager.get('/conflicts/register')).says.match(/3 Elm Road/g)?.length).toBeGreaterThan(1)
  // Not even as a manager do they read what others declared for them.
  await town.database.owner.query(`update roles set acts = acts || array['see restricted'] where partnership_id = $1 and name = 'Case officer'`, [town.partnership.id])
  expect((await (await town.as('officer')).get('/conflicts/register')).says).not.toContain('Next door')
})

test('once a year each officer confirms, and the register shows who has not', async () => {
  const town = await openTown({ rooms, startAt: '2028-06-06T09:00:00Z' })
  const officer = await town.as('officer')
  await town.runChore('restricted.conflicts')
  await town.runChore('restricted.conflicts')
  expect((await officer.get('/diary')).says.match(/Confirm your conflicts of interest/g)?.length).toBe(2)
  expect((await (await town.as('manager')).get('/conflicts/register')).says).toContain('Olive Officer')
  expect((await officer.send('/conflicts/confirm', {})).location).toBe('/conflicts')
  expect((await officer.get('/diary')).says).not.toContain('Confirm your conflicts')
  await town.runChore('restricted.conflicts')
  expect((await officer.get('/diary')).says).not.toContain('Confirm your conflicts')
  expect((await (await town.as('manager')).get('/conflicts/register')).says).not.toContain('Olive Officer')
})

test('a staff matter does not exist for the manager it is about', async () => {
  const town = await openTown({ rooms })
  const { path } = await caseIn(town)
  const [officer, manager, managerId] = [await town.as('officer'), await town.as('manager'), (await town.actor('manager')).officerId]
  const nobody = await officer.send(`${path}/flags/raise`, { flag: 'staff matter', because: 'A complaint' })
  expect([nobody.status, nobody.says.includes('Select whom it is about')]).toEqual([422, true])
  expect((await officer.send(`${path}/flags/raise`, { flag: 'staff matter', concerns: managerId, because: 'A complaint about how he spoke' })).location).toBe(`${path}#flags`)
  expect([(await officer.get(path)).status, (await manager.get(path)).status]).toEqual([200, 404])
  expect((await manager.get('/conflicts')).says).not.toContain('A complaint about')
})
