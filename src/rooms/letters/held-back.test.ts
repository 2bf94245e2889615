// A message asks as it goes who is said to be responsible by now: what was written in good faith must not name them later.
import { expect, test } from 'vitest'
import { caseFileRoom } from '#rooms/case-file/index.ts'
import { casesRoom } from '#rooms/cases/index.ts'
import { diaryRoom } from '#rooms/diary/index.ts'
import { addresseeOf } from '#rooms/people/index.ts'
import { caseIn } from '#test/harness/cases.ts'
import { openTown } from '#test/harness/town.ts'
import type { Carrier } from './carriers.ts'
import { lettersRoom, writeMessage } from './index.ts'
import { sendOf } from './send-waiting.ts'

const rooms = [diaryRoom, casesRoom, lettersRoom, caseFileRoom]

test('somebody who is said to be responsible since a letter was written is not named by it: it is held back, by mail and on paper', async () => {
  const [town, went] = [await openTown({ rooms }), [] as string[]]
  const carrier: Carrier = { name: 'a test', means: ['email'], knowsItsOwn: true, carry: async ({ address }) => { went.push(address); return { kind: 'sent', reference: 'x' } } }
  const [mailed, posted] = [await caseIn(town), await caseIn(town, { safeMeans: ['post'], title: 'By post' })]
  await town.database.owner.query(`update people set address = '3 Osier Close' where id = $1`, [posted.personId])
  const plan = (given: typeof mailed, to = given.personId) => town.work(async work => {
    const person = await addresseeOf(work, to)
    if (person === undefined) throw new Error('nobody to write to')
    return (await writeMessage(work, person, { purpose: 'action plan', subject: 'What we agreed', body: 'Hello Irene\n\nWe will visit 12 Larch Walk and speak with Mr Quayle.' }, { caseId: given.id, reportId: null, agencyId: town.council.id })).id
  })
  await plan(mailed)
  const paper = await plan(posted)
  const theirs = await town.work(async work => {
    const id = work.newId()
    await work.db.insertInto('people').values({ partnershipId: town.partnership.id, id, givenName: 'Stan', familyName: 'Quayle', address: '12 Larch Walk', email: 'stan@example.test', safeMeans: ['email'], ownerAgencyId: town.council.id }).execute()
    for (const { id: caseId } of [mailed, posted]) await work.db.insertInto('caseParties').values({ partnershipId: town.partnership.id, caseId, role: 'alleged perpetrator', personId: id, joinedAt: work.now }).execute()
    return id
  })
  await plan(mailed, theirs)
  expect(await sendOf({ database: town.database, carriers: [carrier], clock: town.clock.now }, town.partnership.id)).toBe(1)
  expect(went).toEqual(['stan@example.test'])
  const { rows: held } = await town.database.owner.query<{ failure: string }>(`select failure from outgoing_messages where partnership_id = $1 and state = 'withheld'`, [town.partnership.id])
  expect(held).toEqual([{ failure: expect.stringContaining('said to be responsible by now') }])
  const officer = await town.as('officer')
  expect((await officer.get('/diary')).says).toContain('A message was held back')
  const manager = await town.as('manager')
  expect((await manager.get(`/messages/${paper}/paper`)).status).toBe(403)
  const settled = await manager.send(`/messages/${paper}/settle`, { what: 'arrived' })
  expect([settled.status, settled.says.includes('Do not post it')]).toEqual([422, true])
  expect((await manager.send(`/messages/${paper}/settle`, { what: 'told another way' })).status).toBe(303)
})
