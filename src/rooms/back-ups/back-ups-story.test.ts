// Whoever runs the partnership hears of a back-up that failed once, and that it is well again; officers read nothing of it.
import { sql } from 'kysely'
import { afterEach, expect, test } from 'vitest'
import { insertRun } from '#jobs/back-up-runs.ts'
import { asGate } from '#jobs/outbox.ts'
import type { SystemWork } from '#db/work.ts'
import { openTown } from '#test/harness/town.ts'
import { backupState, backUpsRoom } from './index.ts'
import { watchBackUps } from './watch-back-ups.ts'

const town = await openTown({ rooms: [backUpsRoom], startAt: '2026-06-02T09:00:00Z' })
const at = (hour: number): Date => new Date(Date.UTC(2026, 5, 2, hour))
const asService = <T>(now: Date, act: (work: SystemWork) => Promise<T>): Promise<T> => {
  town.clock.set(now)
  return town.work(act)
}
const open = () => town.work(work => work.db.selectFrom('diaryItems').select(['title', 'because', 'officerId']).where('aboutKind', '=', 'service backup').where('doneAt', 'is', null).execute())
const run = (hour: number, failed: string | null) => insertRun(town.database, { beganAt: at(hour), endedAt: at(hour), fileName: `run ${hour}`, encrypted: true, nextDueAt: at(hour + 24), size: failed === null ? 5 : null, failed })
afterEach(() => asGate(town.database, client => client.query('delete from back_up_runs')))

test('a failure is told once to whoever runs the partnership, and settled by the next good one', async () => {
  await run(2, null)
  await asService(at(3), watchBackUps)
  expect(await open()).toEqual([])
  await run(4, 'The disk is full.')
  await asService(at(5), watchBackUps)
  await asService(at(6), watchBackUps)
  const told = await open()
  expect(told.length).toBeGreaterThan(0)
  expect(new Set(told.map(({ officerId }) => officerId)).size).toBe(told.length)
  expect(told[0]?.because).toMatch(/^The back-up of .* failed\. The disk is full\. The last good one is of /)
  await run(7, null)
  await asService(at(8), watchBackUps)
  expect(await open()).toEqual([])
})

test('one that is late is told too', async () => {
  await run(2, null)
  await asService(at(2 + 25), watchBackUps)
  expect((await open())[0]?.because).toMatch(/^The next back-up is late\./)
  await run(2 + 26, null)
  await asService(at(2 + 27), watchBackUps)
})

test('an officer who does not run the partnership is told nothing, and nobody reads the rows', async () => {
  await run(2, null)
  const state = await asService(at(3), work => backupState(work))
  expect(state?.lastGoodAt).toEqual(at(2))
  expect(await town.workAs(await town.actor('officer'), work => backupState(work))).toBeUndefined()
  const administrator = await town.actor('administrator')
  expect((await town.workAs(administrator, work => backupState(work)))?.lastGoodAt).toEqual(at(2))
  await expect(town.workAs(administrator, work => sql`select from back_up_runs`.execute(work.db))).rejects.toThrow('permission denied')
})
