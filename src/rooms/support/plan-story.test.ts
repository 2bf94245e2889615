// A plan in the person's words: agreed, sent by a safe means, each step with a clock, and on their own page only what is theirs.
import { expect, test } from 'vitest'
import { caseFileRoom } from '#rooms/case-file/index.ts'
import { casesRoom } from '#rooms/cases/index.ts'
import { diaryRoom } from '#rooms/diary/index.ts'
import { myCaseRoom } from '#rooms/my-case/index.ts'
import { caseIn } from '#test/harness/cases.ts'
import { alsoHarmed, comeIn, harmedCase, lettersTo, offered } from '#test/harness/own-page.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import type { Visitor } from '#test/harness/visitor.ts'
import { supportRoom } from './index.ts'

const rooms = [diaryRoom, casesRoom, supportRoom, caseFileRoom, myCaseRoom]
const due = (day: string, month = '6') => ({ 'due-day': day, 'due-month': month, 'due-year': '2026' })
const noDay = { 'due-day': '', 'due-month': '', 'due-year': '' }
const agreed = { agreed: 'yes', whyNot: '', how: 'by phone', 'on-day': '2', 'on-month': '6', 'on-year': '2026', send: 'yes' }
const stepOf = (town: Town, what = 'visit the block') => ({ what, whose: 'us', partner: '', officerId: town.council.officerId, ...due('5'), shown: 'yes' })
const planned = async (officer: Visitor, town: Town, plan: string): Promise<void> => {
  await officer.send(plan, { wants: 'To sleep at night', version: '0' })
  await officer.send(`${plan}/step`, stepOf(town))
}
const stepDoor = (html: string): string => /\/cases\/[\w-]+\/plan-steps\/[0-9a-f-]{36}/.exec(html)?.[0] ?? ''

test('begun in their words, given steps, agreed and sent; every step stands in a diary until it is done', async () => {
  const town = await openTown({ rooms })
  const { path, personId } = await caseIn(town)
  const officer = await town.as('officer')
  const plan = `${path}/plan/${personId}`
  expect((await officer.send(`${plan}/agree`, agreed)).location).toBe(plan)
  expect((await officer.send(plan, { wants: '', version: '0' })).says).toContain('Enter what they want to come of it')
  expect((await officer.send(plan, { wants: 'To sleep at night', version: '0' })).location).toBe(`${plan}/step`)
  expect((await officer.send(`${plan}/agree`, agreed)).says).toContain('Add a step before you agree the plan')
  const wrong = await officer.send(`${plan}/step`, { ...stepOf(town), whose: 'partner', ...due('1') })
  for (const says of ['Enter which organisation does it', 'By when must be today or later']) expect(wrong.says).toContain(says)
  await officer.send(`${plan}/step`, stepOf(town))
  await officer.send(`${plan}/step`, { ...stepOf(town, 'watch the flat'), shown: 'no' })
  expect((await officer.send(`${plan}/agree`, agreed)).location).toBe(`${path}#plan`)
  const [letter] = await lettersTo(town, 'action plan')
  expect(letter?.body).toContain('We will: visit the block. By Friday 5 June 2026.')
  expect(letter?.body).not.toContain('watch the flat')
  const file = await officer.get(path)
  for (const says of ['“To sleep at night”', 'agreed by phone', 'not shown to them']) expect(file.says).toContain(says)
  expect((await officer.get('/diary')).says).toContain('visit the block')
  const door = stepDoor(file.text)
  expect((await officer.send(door, { to: 'put off', outcome: 'Snow', ...noDay })).status).toBe(422)
  expect((await officer.send(door, { to: 'put off', outcome: 'Snow', ...due('9') })).location).toBe(`${path}#plan`)
  expect((await officer.get(path)).says).toContain('put off once since 5 Jun 2026: Snow')
  expect((await officer.send(door, { to: 'done', outcome: 'Spoke to all eight flats', ...noDay })).location).toBe(`${path}#plan`)
  expect((await officer.send(door, { to: 'not done', outcome: 'x', ...noDay })).says).toContain('Somebody else has changed this step meanwhile')
  expect((await officer.get('/diary')).says).not.toContain('visit the block')
})

test('two officers put what they want anew: the second is told and keeps their words; another agency finds nothing', async () => {
  const town = await openTown({ rooms })
  const { path, personId } = await caseIn(town)
  const [officer, manager, police] = [await town.as('officer'), await town.as('manager'), await town.as('police')]
  const plan = `${path}/plan/${personId}`
  await planned(officer, town, plan)
  const door = stepDoor((await officer.get(path)).text)
  await officer.send(plan, { wants: 'Quiet', version: '1' })
  const second = await manager.send(plan, { wants: 'An apology', version: '1' })
  expect([second.status, second.text.includes('An apology'), second.says.includes('Somebody else has changed this plan')]).toEqual([422, true, true])
  for (const at of [plan, `${plan}/step`, `${plan}/agree`, `${plan}/promise`, door]) expect([at, (await police.get(at)).status]).toEqual([at, 404])
  expect((await officer.get(`${path}/plan/${door.slice(-36)}`)).status).toBe(404)
})

test('nobody said to be responsible is named in what the person reads', async () => {
  const town = await openTown({ rooms })
  const { path, personId, id } = await caseIn(town)
  await town.work(work => work.db.insertInto('caseParties').values({ partnershipId: town.partnership.id, caseId: id, role: 'alleged perpetrator', describedAs: 'Danny from 12 Larch Walk', joinedAt: work.now }).execute())
  const officer = await town.as('officer')
  const plan = `${path}/plan/${personId}`
  await planned(officer, town, plan)
  expect((await officer.send(`${plan}/step`, stepOf(town, 'write to Danny'))).status).toBe(422)
  expect((await officer.send(`${plan}/step`, { ...stepOf(town, 'write to Danny'), shown: 'no' })).location).toBe(`${path}#plan`)
})

test('a promise of contact sets the clock by a safe means only, and speaking with them starts it again', async () => {
  const town = await openTown({ rooms })
  const { path, personId } = await caseIn(town, { safeMeans: ['phone'] })
  const officer = await town.as('officer')
  const promise = `${path}/plan/${personId}/promise`
  expect((await officer.send(promise, { every: '3', means: 'email', times: '' })).says).toContain('Select a means this person called safe')
  await officer.send(promise, { every: '3', means: 'phone', times: 'after 6pm' })
  expect((await officer.get(path)).says).toContain('Every 3 working days, as promised: by phone, after 6pm. By Friday 5 June 2026')
  town.clock.set('2026-06-02T09:40:00Z')
  const at = { 'happened-day': '2', 'happened-month': '6', 'happened-year': '2026', 'happened-time': '10:30am' }
  await officer.send(`${path}/add`, { kind: 'call', ...at, summary: 'Rang', body: '', reached: 'yes', visibility: 'staff' })
  expect((await officer.get(path)).says).toContain('Promises of contact kept on this case: 1 of 1')
  // No safe way to write: the plan is given to them in person, and that is somebody's task.
  await planned(officer, town, `${path}/plan/${personId}`)
  await officer.send(`${path}/plan/${personId}/agree`, agreed)
  expect((await officer.get('/diary')).says).toContain('Give Irene Larkin the plan in a way that is safe')
})

test('on their own page: their plan and promise, never a step kept from them nor a neighbour’s', async () => {
  const town = await openTown({ rooms })
  const theirs = await harmedCase(town)
  const neighbour = await alsoHarmed(town, theirs)
  const officer = await town.as('officer')
  const plan = `${theirs.path}/plan/${theirs.personId}`
  await planned(officer, town, plan)
  await officer.send(`${plan}/step`, { ...stepOf(town, 'watch the flat'), shown: 'no' })
  await officer.send(`${theirs.path}/plan/${neighbour}`, { wants: 'My garden back', version: '0' })
  const page = await (await comeIn(town, await offered(town, theirs))).get('/my-case')
  for (const says of ['You told us you want: To sleep at night', 'We will: visit the block', 'By Friday 5 June']) expect(page.says).toContain(says)
  for (const says of ['watch the flat', 'garden']) expect(page.says).not.toContain(says)
  const actor = { kind: 'person' as const, caseId: theirs.caseId, personId: theirs.personId, sessionKey: 'a test', sessionId: theirs.personId }
  const seen = await town.workAs(actor, async work => [(await work.db.selectFrom('planSteps').select('what').execute()).length, (await work.db.selectFrom('plans').select('wants').execute()).length, (await work.db.selectFrom('planAgreements').select('id').execute()).length])
  expect(seen).toEqual([1, 1, 0])
})
