// Whoever runs the partnership hears of a back-up that failed, lacks files or is late once, and that it is well again; officers read nothing of it.
import { sql } from 'kysely'
import { afterEach, expect, test } from 'vitest'
import { insertRun } from '#jobs/back-up-runs.ts'
import { asGate } from '#jobs/outbox.ts'
import { sealPartnership } from '#jobs/seal-audit.ts'
import { diaryRoom } from '#rooms/diary/index.ts'
import { openTown } from '#test/harness/town.ts'
import { readBackupState } from './back-up-state.ts'
import { lookAfterService } from './look-each-minute.ts'
import { serviceRoom } from './index.ts'

const town = await openTown({ rooms: [diaryRoom, serviceRoom], startAt: '2026-06-02T09:00:00Z' })
const at = (hour: number): Date => new Date(Date.UTC(2026, 5, 2, hour))
const certificate = { until: new Date('2027-12-31T00:00:00Z'), trusted: true }
const look = async (hour: number): Promise<void> => {
  town.clock.set(at(hour))
  await sealPartnership(town.database, town.partnership.id, at(hour))
  await lookAfterService(town.database, { version: '1.2.3', carried: ['email', 'text'], scanned: true, folder: town.files.incoming, certificateOf: () => Promise.resolve(certificate), backupState: readBackupState }, at(hour), 'https://asb.example', town.partnership.id)
}
type Due = { readonly title: string; readonly because: string; readonly officerId: string | null }
const open = (): Promise<readonly Due[]> => town.work(work => work.db.selectFrom('diaryItems').select(['title', 'because', 'officerId']).where('aboutKind', '=', 'service backup').where('doneAt', 'is', null).execute())
const every = (): Promise<readonly string[]> => town.work(async work => (await work.db.selectFrom('diaryItems').select('because').where('title', 'like', '%ack-up%').execute()).map(({ because }) => because))
const run = (hour: number, failed: string | null, missingFiles = 0) => insertRun(town.database, { beganAt: at(hour), endedAt: at(hour), fileName: `run ${hour}`, encrypted: true, nextDueAt: at(hour + 24), size: failed === null ? 5 : null, failed, missingFiles })
afterEach(async () => {
  await asGate(town.database, client => client.query('delete from back_up_runs'))
  await town.database.owner.query(`delete from diary_items where partnership_id = $1 and about_kind like 'service %'`, [town.partnership.id])
  await town.database.owner.query('delete from service_troubles where partnership_id = $1', [town.partnership.id])
})

test('a failure is told once to whoever runs the partnership, and settled by the next good one', async () => {
  await run(2, null)
  await look(3)
  expect(await open()).toEqual([])
  await run(4, 'The disk is full.')
  await look(5)
  await look(6)
  const told = await open()
  expect(told.length).toBeGreaterThan(0)
  expect(new Set(told.map(({ officerId }) => officerId)).size).toBe(told.length)
  expect(told[0]?.because).toMatch(/^The back-up of .* failed\. The disk is full\. The last good one is of /)
  await run(7, null)
  await look(8)
  expect(await open()).toEqual([])
})

test('one that is late is told too, and by one alarm alone', async () => {
  await run(2, null)
  await look(2 + 25)
  const told = await open()
  expect(told[0]?.because).toMatch(/^The next back-up is late\./)
  // Beyond the partnership's own limit, too, it is the same alarm.
  await look(2 + 60)
  expect((await every()).length).toBe(told.length)
  await run(2 + 61, null)
  await look(2 + 62)
  expect(await open()).toEqual([])
})

test('one that lacks files is told, with how many and since when there is no good one', async () => {
  await run(2, null)
  await run(4, null, 3)
  await look(5)
  expect((await open())[0]?.because).toMatch(/^The back-up of .* lacks 3 files that records name: not where files rest\. .* The last good one is of 2 June 2026 at 3am/)
  expect((await readBackupState(town.database, at(5)))?.lastGoodAt).toEqual(at(2))
  await run(6, null)
  await look(7)
  expect(await open()).toEqual([])
})

test('an officer who does not run the partnership is told nothing, and nobody reads the rows', async () => {
  await run(2, null)
  const known = async (who: 'officer' | 'administrator') => town.workAs(await town.actor(who), async work => (await sql<{ found: unknown }>`select amity.back_ups_stand() as found`.execute(work.db)).rows[0]?.found ?? null)
  expect(await known('officer')).toBeNull()
  expect(await known('administrator')).toMatchObject({ lastRun: { missing: 0 } })
  await expect(town.workAs(await town.actor('administrator'), work => sql`select from back_up_runs`.execute(work.db))).rejects.toThrow('permission denied')
})
