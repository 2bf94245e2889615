// The back-ups by the clock, whole: made, restored on trial into a PostgreSQL of its own, recorded, missed, failed, let go.
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { makeBackupKey, type BackupKey } from '#db/backup-key.ts'
import { folderFiles } from '#db/folder-files.ts'
import { openDatabase, type Database } from '#db/open.ts'
import { dropDatabase, newMigrated } from '#test/harness/databases.ts'
import { scratchFolder } from '#test/harness/scratch.ts'
import { asGate } from '#jobs/outbox.ts'
import { makeBackUpIfDue, makingBackUps, type BackUpTerms } from '#jobs/make-back-ups.ts'
import { sealAudit } from '#jobs/seal-audit.ts'
import { tryBackUp } from '#jobs/trial-restore.ts'
import { backUpTrouble, readBackupState as read, trialTrouble, type BackupState } from './back-up-state.ts'

const { owner: server, secret } = inject('database')
const dataFolder = scratchFolder('back-ups')
const folder = path.join(dataFolder, 'kept elsewhere')
/** As AMITY_FILES may say: not in the data folder. */
const files = path.join(scratchFolder('files-of-their-own'), 'shared')
let database: Database
let name: string
let key: BackupKey
let now = new Date('2026-05-04T10:00:00Z')
const said: object[] = []
const log = { info: (what: object) => { said.push(what) }, error: (what: object) => { said.push(what) } }
const terms = (more: Partial<BackUpTerms> = {}): BackUpTerms => ({
  folder, recipient: key.recipient, hours: [2], keep: { daily: 2, weekly: 0, monthly: 0 }, trial: 'each', dataFolder, files: folderFiles(files), clock: () => now, log, ...more,
})
const never = new AbortController().signal
const kept = (): readonly string[] => readdirSync(folder).toSorted()
const at = (moment: string): void => { now = new Date(moment) }

const readBackupState = (of: Database): Promise<BackupState | undefined> => read(of, now)
const makingTrouble = async (): Promise<string | null> => {
  const state = await readBackupState(database)
  return state === undefined ? 'none is recorded' : backUpTrouble(state, now)
}
const backUpTroubles = (state: BackupState | undefined, when: Date): readonly string[] => state === undefined ? [] : [backUpTrouble(state, when), trialTrouble(state)].filter(one => one !== null)

beforeAll(async () => {
  const config = await newMigrated(inject('database'))
  name = config.database
  database = await openDatabase({ owner: config, secret, say: () => undefined })
  key = await makeBackupKey()
  await asGate(database, client => client.query(`insert into partnerships (id, name) overriding system value values (7, 'Borough'); insert into places (partnership_id, kind, address) select 7, 'home', n || ' Long Street' from generate_series(1, 500) n`))
  await sealAudit(database, now)
  mkdirSync(files, { recursive: true })
  writeFileSync(path.join(files, 'photo'), 'a photo')
  mkdirSync(folder)
})
afterAll(async () => {
  await database.close()
  await dropDatabase(server, name)
})

test('before the first nothing is known, and nobody is alarmed', async () => {
  expect(await readBackupState(database)).toBeUndefined()
  expect(backUpTroubles(undefined, now)).toEqual([])
})

test('the first is made at once, encrypted, restored on trial, and recorded; not again until it is due', async () => {
  await makeBackUpIfDue(database, terms(), never)
  expect(kept()).toEqual(['amity-20260504T100000Z.amity.age'])
  expect(await readBackupState(database)).toMatchObject({ lastGoodAt: now, encrypted: true, failed: null, lastTrialAt: now, lastTrialPassed: true, nextDueAt: new Date('2026-05-05T04:00:00Z') })
  expect(said).toContainEqual(expect.objectContaining({ event: 'trial restore passed', files: 1 }))
  const { rows } = await asGate(database, client => client.query<{ counted: { rows: number; trailRows: number } }>('select counted from back_up_runs'))
  expect(rows[0]?.counted.rows).toBeGreaterThan(500)
  expect(rows[0]?.counted.trailRows).toBeGreaterThanOrEqual(500)
  // Nothing of the trial is left, and the key's holder opens it.
  expect(existsSync(path.join(dataFolder, 'trial-restore'))).toBe(false)
  const opened = await tryBackUp({ from: path.join(folder, kept()[0] ?? ''), secret: key.secret, installation: secret, scratch: path.join(dataFolder, 'by hand'), progress: () => undefined })
  expect(opened.files).toBe(1)
  await makeBackUpIfDue(database, terms(), never)
  expect(kept()).toHaveLength(1)
}, 240_000)

test('one that was missed is made up for, and retention keeps the newest of two days', async () => {
  for (const moment of ['2026-05-05T09:00:00Z', '2026-05-06T02:00:00Z', '2026-05-07T02:00:00Z']) {
    at(moment)
    await makeBackUpIfDue(database, terms({ trial: 'never' }), never)
  }
  // The first stays though its day is over: it is the last that a trial proved.
  expect(kept()).toEqual(['amity-20260504T100000Z.amity.age', 'amity-20260506T020000Z.amity.age', 'amity-20260507T020000Z.amity.age'])
})

test('a folder that is not there: said in one sentence, tried again in an hour, and no good one goes', async () => {
  at('2026-05-08T02:00:00Z')
  const gone = terms({ folder: path.join(dataFolder, 'not mounted') })
  await expect(makeBackUpIfDue(database, gone, never)).rejects.toThrow('ENOENT')
  const failed = await readBackupState(database)
  expect(failed).toMatchObject({ failed: 'The folder for back-ups is not there. Is the disk mounted, and AMITY_BACKUP_FOLDER right?', failedAt: now, lastGoodAt: new Date('2026-05-07T02:00:00Z') })
  expect(backUpTroubles(failed, now)).toEqual([expect.stringContaining('The last good one is of')])
  expect(kept()).toHaveLength(3)
  at('2026-05-08T02:30:00Z')
  await makeBackUpIfDue(database, terms({ trial: 'never' }), never)
  expect(kept()).toHaveLength(3)
  at('2026-05-08T03:10:00Z')
  await makeBackUpIfDue(database, terms({ trial: 'never' }), never)
  expect(backUpTroubles(await readBackupState(database), now)).toEqual([])
  expect(backUpTroubles(await readBackupState(database), new Date('2026-05-09T04:30:00Z'))).toEqual([expect.stringMatching(/^The next back-up is late\. The last good one is of/)])
})

test('a trial that fails is an alarm, and the back-up before it stays the last good one', async () => {
  at('2026-05-09T02:00:00Z')
  // Somebody with every right over the database changed a sealed line: what is backed up does not verify.
  const changeTrail = (action: string) => database.owner.query(`begin; set local session_replication_role = replica; update audit_events set action = '${action}' where partnership_id = 7 and position = 5; commit`)
  const { rows } = await database.owner.query<{ action: string }>('select action from audit_events where partnership_id = 7 and position = 5')
  await changeTrail('nothing')
  await expect(makeBackUpIfDue(database, terms(), never)).rejects.toThrow('The audit trail in it does not verify')
  const state = await readBackupState(database)
  expect(state).toMatchObject({ lastTrialPassed: false, lastGoodAt: new Date('2026-05-08T03:10:00Z') })
  expect(backUpTroubles(state, now)).toEqual([expect.stringContaining('cannot be relied on')])
  await changeTrail(rows[0]?.action ?? '')
  expect(existsSync(path.join(dataFolder, 'trial-restore'))).toBe(false)
  // Nothing was let go for it: the last good one lies there still.
  expect(kept()).toContain('amity-20260508T031000Z.amity.age')
}, 120_000)

test('what a killed run left behind is cleared, and a stop leaves nothing half', async () => {
  at('2026-05-10T02:00:00Z')
  writeFileSync(path.join(folder, 'amity-20260510T010000Z.amity.age.part'), 'half')
  writeFileSync(path.join(folder, 'somebody’s.part'), 'not ours')
  mkdirSync(path.join(dataFolder, 'trial-restore'))
  writeFileSync(path.join(dataFolder, 'trial-restore', 'people'), 'left behind')
  const before = kept().length
  const { schedule, stop } = makingBackUps(terms())
  const running = schedule.run(database, now, '')
  await expect.poll(() => existsSync(path.join(dataFolder, 'trial-restore', 'people')), { timeout: 20_000 }).toBe(false)
  await stop()
  await running
  expect(kept().filter(one => one.endsWith('.part'))).toEqual(['somebody’s.part'])
  expect(existsSync(path.join(dataFolder, 'trial-restore'))).toBe(false)
  expect(kept().length).toBeLessThanOrEqual(before)
  // Stopping is no failure: no alarm, and it is made at the next start.
  expect((await readBackupState(database))?.failed).toBeNull()
  rmSync(path.join(folder, 'somebody’s.part'))
}, 120_000)

test('while one process makes one, another leaves it alone', async () => {
  at('2026-05-11T02:00:00Z')
  await Promise.all([1, 2, 3].map(() => makeBackUpIfDue(database, terms({ trial: 'never' }), never)))
  const { rows } = await asGate(database, client => client.query(`select from back_up_runs where began_at = '2026-05-11T02:00:00Z'`))
  expect(rows).toHaveLength(1)
})

test('an unmounted share looks like an empty folder: the back-up is recorded as lacking files, is no good one, and lets none go', async () => {
  at('2026-05-12T12:00:00Z')
  const empty = scratchFolder('not-mounted')
  await asGate(database, client => client.query(`insert into agencies (partnership_id, name, short_name, kind) values (7, 'Council', 'C', 'council');
    insert into attachments (partnership_id, stored_as, file_name, media_type, size, sha256, kind, given_by, given_at, agency_id, scan) select 7, 'photo', 'a.jpg', 'image/jpeg', 1, 'x', 'photo', 'public', now(), id, 'clean' from agencies where partnership_id = 7`))
  const [before, was] = [kept(), await readBackupState(database)]
  for (const day of [13, 14, 15]) {
    at(`2026-05-${day}T01:00:00Z`)
    await makeBackUpIfDue(database, terms({ trial: 'never', files: folderFiles(empty) }), never)
    // Not tried again each hour: it would lack them as well.
    at(`2026-05-${day}T02:30:00Z`)
    await makeBackUpIfDue(database, terms({ trial: 'never', files: folderFiles(empty) }), never)
  }
  expect(kept()).toEqual([...before, 'amity-20260513T010000Z.amity.age', 'amity-20260514T010000Z.amity.age', 'amity-20260515T010000Z.amity.age'])
  const state = await readBackupState(database)
  expect(state).toMatchObject({ failed: null, missingFiles: 1, lastGoodAt: was?.lastGoodAt })
  expect(await makingTrouble()).toMatch(/lacks 1 file that a record names: not where files rest.*The last good one is of 11 May/)
  expect(said).toContainEqual(expect.objectContaining({ event: 'back-up lacks files', missing: 1 }))
  const runs = await asGate(database, client => client.query<{ failed: string | null; size: string | null }>('select failed, size from back_up_runs where missing_files = 1'))
  expect(runs.rows.every(({ failed, size }) => failed === null && size !== null)).toBe(true)
  // Mounted again, the next is good, and only now old ones go.
  at('2026-05-16T02:00:00Z')
  await makeBackUpIfDue(database, terms({ trial: 'never' }), never)
  expect(await makingTrouble()).toBeNull()
  expect(kept().length).toBeLessThan(before.length + 3)
}, 60_000)
