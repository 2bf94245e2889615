// Who sends a message that was taken up: after a kill, and when two workers meet over it.
import { expect, test } from 'vitest'
import { caseFileRoom } from '#rooms/case-file/index.ts'
import { casesRoom } from '#rooms/cases/index.ts'
import { diaryRoom } from '#rooms/diary/index.ts'
import { addresseeOf } from '#rooms/people/index.ts'
import { openPostBox, type PostBox } from '#test/faults/post-box.ts'
import { caseIn, type GivenCase } from '#test/harness/cases.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import type { Carrier } from './carriers.ts'
import { lettersRoom, writeMessage } from './index.ts'
import { sendOf } from './send-waiting.ts'
import { smtpCarrier } from './smtp-carrier.ts'

const rooms = [diaryRoom, casesRoom, lettersRoom, caseFileRoom]
const byMail = ({ url }: PostBox): Carrier => smtpCarrier({ url, from: 'Neighbourhood team <team@example.test>', timeout: 10_000 })
const send = (town: Town, carrier: Carrier): Promise<number> => sendOf({ database: town.database, carriers: [carrier], clock: town.clock.now }, town.partnership.id)
const written = (town: Town, { id, personId }: GivenCase) => town.work(async work => {
  const to = await addresseeOf(work, personId)
  if (to === undefined) throw new Error('nobody to write to')
  return writeMessage(work, to, { purpose: 'a test', subject: 'A message for you', body: 'Hello' }, { caseId: id, reportId: null, agencyId: town.council.id })
})
const states = async (town: Town) => (await town.database.owner.query<{ state: string }>('select state from outgoing_messages where partnership_id = $1', [town.partnership.id])).rows

test('killed between taking it up and handing it over: no carrier had it, so it is sent and nobody is asked', async () => {
  const [town, box] = [await openTown({ rooms }), await openPostBox()]
  await written(town, await caseIn(town))
  await town.database.owner.query(`update outgoing_messages set state = 'sending', claimed_at = $2, tries = 1 where partnership_id = $1`, [town.partnership.id, town.clock.now()])
  town.clock.set('2026-06-02T09:11:00Z')
  await send(town, byMail(box))
  expect([await states(town), box.taken.length]).toMatchObject([[{ state: 'sent' }], 1])
  expect((await (await town.as('officer')).get('/diary')).says).not.toContain('did not reach somebody')
  await box.close()
})

test('one carrier slow as a snail, two workers: what the second takes up meanwhile the first leaves alone', async () => {
  const [town, box] = [await openTown({ rooms }), await openPostBox()]
  await written(town, await caseIn(town))
  await written(town, await caseIn(town, { title: 'Shouting' }))
  const fast = byMail(box)
  let first = true
  const slow: Carrier = { ...fast, carry: async parcel => {
    if (!first) return fast.carry(parcel)
    first = false
    // The first of the two takes eleven minutes; the second's claim is as old by then, and somebody else takes it up.
    town.clock.set('2026-06-02T09:11:00Z')
    await send(town, fast)
    await send(town, fast)
    return fast.carry(parcel)
  } }
  await send(town, slow)
  expect([box.taken.length, new Set(box.taken).size]).toEqual([2, 2])
  await box.close()
})
