// Public spaces protection orders from end to end: prepared, decided by somebody else, read by anyone, extended only in time, varied, discharged.
import { expect, test } from 'vitest'
import { day } from '#kernel/time.ts'
import type { OfficerWork } from '#db/work.ts'
import { authorityRoom } from '#rooms/authority/index.ts'
import { diaryRoom } from '#rooms/diary/index.ts'
import { delegate, dayBoxes } from '#test/harness/matters.ts'
import { orderIn, prepared } from '#test/harness/public-spaces.ts'
import { openTown } from '#test/harness/town.ts'
import { publicSpacesRoom } from './index.ts'

const rooms = [authorityRoom, diaryRoom, publicSpacesRoom]
const decided = (made: string) => ({ by: 'cabinet', ...dayBoxes('made', made), authority: 'Cabinet, minute 41' })
const to = (made: string, until: string) => ({ ...decided(made), ...dayBoxes('to', until), why: 'The drinking would come back' })
const TEXT = { bans: 'Street drinking\n- Begging\n', place: 'Howardsgate', ring: '51.801, -0.206\n51.801, -0.204\n51.799, -0.205', penalty: 'Up to £1,000 in court' }

test('extended before its end: warned of, looked at, prepared by one and decided by another, within the law; then the public reads it and the clocks begin anew', async () => {
  const town = await openTown({ rooms, startAt: '2027-03-25T09:00:00Z' })
  const { id, work: workPath, path } = await orderIn(town)
  const [nobody, officer, manager] = [await town.as('nobody'), await town.as('officer'), await town.as('manager')]
  const board = await manager.get('/team/clocks')
  expect([board.says.includes('within 7 days'), board.document.querySelector(`a[href="${workPath}"]`) !== null]).toEqual([true, true])
  expect((await manager.get('/public-spaces')).says).toContain('not started, and late')
  const begun = await officer.send(`${workPath}/begin/pspo-extension`, { reason: 'It is still needed' })
  const proposal = begun.location ?? ''
  // Begun, the look has been started; the end stays.
  const list = await manager.get('/public-spaces')
  expect([list.says.includes('not started'), list.says.includes('Expires: by the end of 31 Mar 2027 within 7 days')]).toEqual([false, true])
  expect((await officer.get(`${proposal}/extend`)).status).toBe(403)
  const early = await manager.send(`${proposal}/extend`, to('2027-03-25', '2030-03-31'))
  expect([early.status, early.says.includes('the chief officer of police has been consulted'), early.text.includes('The drinking would come back')]).toEqual([422, true, true])
  await prepared(officer, proposal, '2027-03-20', ['pspo.police'])
  expect((await manager.send(`${proposal}/extend`, to('2027-03-25', '2030-03-31'))).says).toContain('the chief officer of police has been consulted')
  await prepared(officer, proposal, '2027-03-24')
  const wrong = async (made: string, until: string, over: Record<string, string> = {}) => (await manager.send(`${proposal}/extend`, { ...to(made, until), ...over })).says
  expect(await wrong('2027-03-25', '2030-04-01')).toContain('ASBCPA 2014 s60(2)-(4)')
  expect(await wrong('2027-03-22', '2030-03-31')).toContain('Something asked for first was done on 24 Mar 2027')
  expect(await wrong('2027-03-25', '2030-03-31', { by: 'delegation' })).toContain('You hold no delegation in force')
  expect((await manager.send(`${proposal}/extend`, to('2027-03-25', '2030-03-31'))).location).toBe(workPath)
  const seen = (await nobody.get(path)).says
  expect([seen.includes('Its last day is Sunday 31 March 2030'), seen.includes('Extended on Thursday 25 March 2027 to Sunday 31 March 2030: The drinking would come back')]).toEqual([true, true])
  const open = await town.work(work => work.db.selectFrom('diaryItems').select(['dueAt', 'aboutKind']).where('aboutId', '=', id).where('doneAt', 'is', null).orderBy('dueAt').execute())
  expect(open.map(({ dueAt, aboutKind }) => `${aboutKind ?? ''} ${dueAt.toISOString()}`)).toEqual(['public spaces look 2029-09-30T23:00:00.000Z', 'public spaces look 2030-01-01T00:00:00.000Z', 'public spaces order 2030-03-31T23:00:00.000Z'])
  expect((await manager.send(`${proposal}/extend`, to('2027-03-25', '2033-03-31'))).status).toBe(403)
}, 120_000)

test('at midnight after its last day it is expired for everybody and changed by nobody, neither page nor database; what was begun is past its time', async () => {
  const town = await openTown({ rooms, startAt: '2027-03-31T22:59:59Z' })
  const { id, work: workPath, path } = await orderIn(town)
  let [nobody, officer, manager] = [await town.as('nobody'), await town.as('officer'), await town.as('manager')]
  const proposal = (await officer.send(`${workPath}/begin/pspo-extension`, { reason: 'It is still needed' })).location ?? ''
  await prepared(officer, proposal, '2027-03-30')
  const stands = async () => [(await nobody.get(path)).says.includes('It expired at the end of'), (await nobody.get('/public-spaces-orders')).says.includes('expired')]
  expect(await stands()).toEqual([false, false])
  town.clock.set('2027-03-31T23:00:00Z')
  ;[nobody, officer, manager] = [await town.as('nobody'), await town.as('officer'), await town.as('manager')]
  expect(await stands()).toEqual([true, true])
  const late = await manager.send(`${proposal}/extend`, to('2027-03-31', '2030-03-31'))
  expect([late.status, late.says.includes('It has lapsed, so only a new order can bring it back'), late.says.includes('ASBCPA 2014 s60(2)')]).toEqual([422, true, true])
  for (const tool of ['pspo-extension', 'pspo-variation', 'pspo-discharge']) expect((await officer.get(`${workPath}/begin/${tool}`)).says).toContain('It lapsed at the end of 31 Mar 2027')
  await expect(town.work(work => work.db.insertInto('publicSpacesExtensions').values({ partnershipId: town.partnership.id, id: work.newId(), orderId: id, madeOn: day('2027-03-31'), endedOn: day('2027-03-31'), endsOn: day('2030-03-31'), why: 'x', authority: 'x', madeAt: work.now }).execute())).rejects.toThrow('Only an order in force is extended')
  // Its clock has run out and stays until somebody says what came of it.
  expect((await manager.get('/team/clocks')).says).toContain('run out')
  await manager.send(`${workPath}/let-end`, { why: 'The signs are down' })
  expect((await manager.get('/team/clocks')).says).not.toContain('Town centre')
  expect((await nobody.get(`/public-spaces-orders/${town.council.id}`)).status).toBe(404)
}, 120_000)

test('made only once everything is there, for 3 years at most, and not on a consultation that came later; varied with what it said before; discharged', async () => {
  const town = await openTown({ rooms })
  await delegate(town, (await town.actor('manager')).officerId, 'make a public spaces protection order')
  const [nobody, officer, manager] = [await town.as('nobody'), await town.as('officer'), await town.as('manager')]
  const proposal = (await officer.send('/public-spaces/begin/pspo', { name: 'Howardsgate', reason: 'Drinking at the fountain' })).location ?? ''
  const make = (over: Record<string, string> = {}) => manager.send(`${proposal}/make`, { name: 'Howardsgate', ...decided('2026-06-02'), ...dayBoxes('effect', '2026-07-01'), ...dayBoxes('ends', '2029-06-30'), ...TEXT, ...over })
  expect((await make()).says).toContain('Not yet: No evidence yet that activities in the place')
  await prepared(officer, proposal, '2026-06-01')
  expect((await make(dayBoxes('ends', '2029-07-01'))).says).toContain('ASBCPA 2014 s60(1)')
  expect((await make({ ring: '-0.206, 51.801' })).says).toContain('Enter at least 3 corners')
  expect((await make(dayBoxes('effect', '2026-06-01'))).says).toContain('It takes effect on the day it is made, or later')
  const workPath = (await make({ by: 'delegation', authority: 'Decision record 7' })).location ?? ''
  const path = workPath.replace('/public-spaces/orders/', '/public-spaces-orders/')
  const seen = await nobody.get(path)
  expect([seen.says.includes('not yet in effect'), seen.says.includes('Street drinking'), seen.says.includes('By delegation: Jo Hale'), seen.document.querySelector('svg.amity-map') !== null, seen.says.includes('High Court within 6 weeks')]).toEqual([true, true, true, true, true])
  const varying = (await officer.send(`${workPath}/begin/pspo-variation`, { reason: 'Skateboards too' })).location ?? ''
  await prepared(officer, varying, '2026-06-02')
  expect((await manager.send(`${varying}/vary`, { ...decided('2026-06-02'), ...TEXT, bans: 'Street drinking\nBegging', why: 'No change' })).says).toContain('Change what the order says')
  expect((await manager.send(`${varying}/vary`, { ...decided('2026-06-02'), ...TEXT, bans: 'Street drinking\nBegging\nSkateboarding', why: 'Walkers were hurt' })).location).toBe(workPath)
  expect([(await nobody.get(path)).says.includes('Skateboarding'), (await officer.get(workPath)).says.includes('What it said before 2 Jun 2026')]).toEqual([true, true])
  const ending = (await officer.send(`${workPath}/begin/pspo-discharge`, { reason: 'The fountain is gone' })).location ?? ''
  await prepared(officer, ending, '2026-06-02')
  expect((await manager.send(`${ending}/discharge`, { ...decided('2026-06-02'), why: 'The fountain is gone' })).location).toBe(workPath)
  expect((await nobody.get(path)).says).toContain('It was ended early, on Tuesday 2 June 2026')
  const file = await manager.get('/public-spaces/csv')
  expect(file.text).toContain('Howardsgate,standard,discharged,Howardsgate,"Street drinking; Begging; Skateboarding"')
}, 120_000)

test('one made elsewhere is marked so for ever, and what is public is counted from no case', async () => {
  const town = await openTown({ rooms })
  const manager = await town.as('manager')
  const record = (over: Record<string, string> = {}) => manager.send('/public-spaces/record', { name: 'High View', kind: 'standard', ...dayBoxes('made', '2024-07-31'), authority: 'Cabinet', ...dayBoxes('effect', '2024-07-31'), ...dayBoxes('ends', '2027-07-30'), ...TEXT, because: 'Made before this service', ...over })
  expect((await record(dayBoxes('ends', '2027-07-31'))).status).toBe(422)
  const workPath = (await record()).location ?? ''
  expect((await manager.get(workPath)).says).toContain('made elsewhere')
  expect((await manager.get(workPath)).says).toContain('Look again 6 months before: by the end of 30 Jan 2027')
  const nobody = await town.as('nobody')
  expect((await nobody.get('/public-spaces-orders')).says).toMatch(/High View in force Friday 30 July 2027$/)
})

test('the database alone: nobody decides on what they began, on nothing, or twice; partners read and write nothing', async () => {
  const town = await openTown({ rooms })
  const { id, work: workPath } = await orderIn(town)
  const [officer, police] = [await town.as('officer'), await town.as('police')]
  expect([(await police.get(workPath)).status, (await police.get(`${workPath}/begin/pspo-extension`)).status]).toEqual([200, 403])
  const manager = await town.actor('manager')
  const me = { partnershipId: town.partnership.id, madeBy: manager.officerId }
  const extend = (proposalId: string | null) => (work: OfficerWork) => work.db.insertInto('publicSpacesExtensions').values({ ...me, id: work.newId(), orderId: id, proposalId, madeOn: work.today, endedOn: day('2027-03-31'), endsOn: day('2030-03-31'), why: 'x', authority: 'x', madeAt: work.now }).execute()
  await expect(town.workAs(manager, extend(null))).rejects.toThrow('prepared first, by somebody else')
  const own = await town.workAs(manager, async work => {
    const proposal = work.newId()
    await work.db.insertInto('publicSpacesProposals').values({ partnershipId: town.partnership.id, id: proposal, tool: 'pspo-extension', orderId: id, name: 'x', reason: 'x', begunAt: work.now, begunBy: manager.officerId }).execute()
    return proposal
  })
  await expect(town.workAs(manager, extend(own))).rejects.toThrow('prepared first, by somebody else')
  const theirs = ((await officer.send(`${workPath}/begin/pspo-extension`, { reason: 'x' })).location ?? '').slice(-36)
  const variation = ((await officer.send(`${workPath}/begin/pspo-variation`, { reason: 'x' })).location ?? '').slice(-36)
  await expect(town.workAs(manager, extend(variation))).rejects.toThrow('prepared first, by somebody else')
  await town.workAs(manager, extend(theirs))
  await expect(town.workAs(manager, extend(theirs))).rejects.toThrow(/in force is extended|prepared first/)
  await expect(town.workAs(manager, work => work.db.updateTable('publicSpacesProposals').set({ outcomeWords: 'y' }).where('id', '=', theirs).execute())).rejects.toThrow('stays as it is')
  await expect(town.workAs(manager, work => work.db.insertInto('publicSpacesParts').values({ ...me, id: work.newId(), proposalId: theirs, kind: 'step', part: 'pspo.freedoms', done: true, onDay: work.today, words: 'x', madeAt: work.now }).execute())).rejects.toThrow('Nothing is added')
})
