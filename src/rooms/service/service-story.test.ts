// Whoever runs the partnership sees how the service is: found by the worker, told once, settled when it is well again, and nobody else's.
import { expect, test } from 'vitest'
import { scheduled } from '#jobs/chores.ts'
import { diaryRoom } from '#rooms/diary/index.ts'
import { lawBookRoom } from '#rooms/law-book/index.ts'
import { lettersRoom } from '#rooms/letters/index.ts'
import { caseIn } from '#test/harness/cases.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import type { BackupState } from './back-up-state.ts'
import { choreFailed, choreSucceeded, lookAfterService, readRoom, type LookTerms } from './look-each-minute.ts'
import { serviceRoom } from './index.ts'

const rooms = [diaryRoom, lettersRoom, lawBookRoom, serviceRoom]
const CERTIFICATE = { until: new Date('2026-12-31T00:00:00Z'), trusted: true }
/** As of a disk with room: whatever this machine's has is no matter of the tests. */
const ROOM = { free: 60 * 1024 ** 3, of: 100 * 1024 ** 3 }
const fine = (town: Town, more: Partial<LookTerms> = {}): LookTerms =>
  ({ version: '1.2.3', carried: ['email', 'text'], scanned: true, folder: town.files.incoming, certificateOf: () => Promise.resolve(CERTIFICATE), roomOf: () => Promise.resolve(ROOM), ...more })
const look = async (town: Town, more: Partial<LookTerms> = {}): Promise<void> => {
  await town.runNews()
  await lookAfterService(town.database, fine(town, more), town.clock.now(), 'https://asb.example', town.partnership.id)
}
const later = (town: Town, minutes: number): void => { town.clock.set(new Date(town.clock.now().getTime() + minutes * 60_000)) }
/** Each line of the page: its state and its words. */
const lines = async (town: Town): Promise<Readonly<Record<string, string>>> => {
  const page = await (await town.as('administrator')).get('/service')
  expect(page.status).toBe(200)
  const rows = [...page.document.querySelectorAll('#service tbody tr, table tbody tr')].map(row => [...row.children].map(cell => (cell.textContent ?? '').replaceAll(/\s+/g, ' ').trim()))
  return Object.fromEntries(rows.map(([what = '', state = '', says = '']) => [what.replace(/^What /, ''), `${state.replace(/^State /, '')}: ${says.replace(/^What was found /, '')}`]))
}
const due = async (town: Town): Promise<readonly { title: string; because: string; open: boolean }[]> => (await town.database.owner.query<{ title: string; because: string; open: boolean }>(
  `select title, because, done_at is null as open from diary_items where partnership_id = $1 and about_kind like 'service %' order by made_at, title`, [town.partnership.id])).rows
const mails = async (town: Town): Promise<readonly string[]> => (await town.database.owner.query<{ body: string }>(`select address || ': ' || body as body from outgoing_messages where partnership_id = $1 and subject = 'Amity: please look at your diary now'`, [town.partnership.id])).rows.map(({ body }) => body)
/** The audit trail of a town is sealed by no worker: it is here. */
const seal = async (town: Town): Promise<void> => {
  const { sealPartnership } = await import('#jobs/seal-audit.ts')
  await sealPartnership(town.database, town.partnership.id, town.clock.now())
}

test('before the first look it says so; after it each thing has its state', async () => {
  const town = await openTown({ rooms })
  expect((await (await town.as('administrator')).get('/service')).says).toContain('The worker has not looked at the service yet')
  await seal(town)
  await look(town, { roomOf: readRoom })
  const found = await lines(town)
  expect(found).toMatchObject({
    'Worker': 'well: Looked less than a minute ago', 'News within the service': 'well: None waits', 'Email': 'well: Goes', 'Virus scanner': 'well: No file waits', 'Evidence without a home': 'well: None',
    'Back-up': 'not known: No back-up is recorded', 'Trial restore': 'not known: No trial restore is recorded', 'Certificate': 'well: Good until Thursday 31 December 2026', 'Steps of the database': 'well: All are taken', 'Letters with accents': 'well: Capital and small ones are told as the same',
    'Disk': expect.stringMatching(/^(well|wrong): \d+\.\d GB of \d+\.\d GB free \(\d+ per cent\)/) as unknown, 'Version': expect.stringMatching(/^well: Amity 1\.2\.3, PostgreSQL \d+/) as unknown,
    'The law': expect.stringMatching(/^to do: \d+ rules must be confirmed/) as unknown, 'Settings': expect.stringMatching(/^to do: \d+ proposals/) as unknown, 'Seal of the audit trail': expect.stringMatching(/^well: Last sealed/) as unknown,
  })
})

test('a worker that is silent shows on the page, for nobody else can tell', async () => {
  const town = await openTown({ rooms })
  await look(town)
  later(town, 11)
  expect((await lines(town))['Worker']).toMatch(/^wrong: Nothing has been heard of it since/)
})

test('what is wrong is told once to each administrator, by diary and email, and settled when it is well again', async () => {
  const town = await openTown({ rooms })
  const bad = { certificateOf: () => Promise.resolve({ problem: 'ECONNREFUSED' }) }
  const again = async (terms: Partial<LookTerms> = {}) => {
    later(town, 61)
    await seal(town)
    // What told of it has gone meanwhile.
    await town.database.owner.query(`update outgoing_messages set state = 'sent', sent_at = $2 where partnership_id = $1`, [town.partnership.id, town.clock.now()])
    await look(town, terms)
  }
  await look(town, bad)
  for (let n = 0; n < 3; n += 1) await again(bad)
  expect(await due(town)).toEqual([{ title: 'The service: certificate', because: expect.stringContaining('ECONNREFUSED') as unknown, open: true }])
  expect(await mails(town)).toEqual(['ada@example.test: Something in your diary in Amity needs you now. Sign in as you always do, and open My work.'])
  const diary = await (await town.as('administrator')).get('/diary')
  expect([...diary.document.querySelectorAll('a')].some(link => link.getAttribute('href') === '/service')).toBe(true)
  await again()
  expect((await due(town)).map(({ open }) => open)).toEqual([false])
  await again(bad)
  expect((await due(town)).map(({ open }) => open)).toEqual([false, true])
})

test('messages tried in vain are wrong after a while, and say so without an email; one that goes makes it well', async () => {
  const town = await openTown({ rooms })
  const { id } = await caseIn(town)
  const write = (state: 'sent' | 'waiting', tries: number) => town.work(work => work.db.insertInto('outgoingMessages').values({
    partnershipId: town.partnership.id, caseId: id, purpose: 'x', means: 'email', address: 'irene@example.test', body: 'words', safeBecause: 'x', state, tries, writtenAt: work.now, sentAt: state === 'sent' ? work.now : null, agencyId: town.council.id,
  }).execute())
  await write('sent', 1)
  later(town, 60)
  await write('waiting', 2)
  await look(town)
  expect((await lines(town))['Email']).toBe('well: Tried again and again for now')
  later(town, 31)
  await look(town)
  expect((await lines(town))['Email']).toMatch(/^wrong: Nothing has gone since 2 June 2026 at 11am/)
  expect((await due(town)).map(({ title }) => title)).toContain('The service: email')
  await write('sent', 1)
  await look(town)
  expect((await lines(town))['Email']).toBe('well: Tried again and again for now')
  await look(town, { carried: ['text'] })
  expect((await lines(town))['Email']).toMatch(/^(not used|wrong): Nothing is set that could send it/)
})

test('files without a home and files not scanned, by age', async () => {
  const town = await openTown({ rooms })
  const file = (unhomed: boolean, scan: string) => town.database.owner.query(`insert into attachments (partnership_id, stored_as, file_name, media_type, size, sha256, kind, given_by, given_at, agency_id, scan, unhomed_at)
    values ($1, 'x', 'secret plan.jpg', 'image/jpeg', 1, 'x', 'photo', 'public', $2, $3, $4, case when $5 then $2::timestamptz end)`, [town.partnership.id, town.clock.now(), town.council.id, scan, unhomed])
  await file(true, 'clean')
  await file(false, 'not scanned')
  later(town, 61)
  await look(town)
  expect(await lines(town)).toMatchObject({ 'Virus scanner': expect.stringMatching(/^wrong: The oldest file has waited since 2 June 2026/) as unknown, 'Evidence without a home': expect.stringMatching(/^well: 1 file, the oldest since/) as unknown })
  later(town, 24 * 60)
  await look(town, { scanned: false })
  expect(await lines(town)).toMatchObject({ 'Virus scanner': 'not used: None is set: files are marked as not scanned', 'Evidence without a home': expect.stringMatching(/^wrong: 1 file/) as unknown })
  expect(JSON.stringify(await lines(town))).not.toContain('secret plan')
})

test('back-ups through the seam: old, failed on trial, and well', async () => {
  const town = await openTown({ rooms })
  const ago = (hours: number): Date => new Date(town.clock.now().getTime() - hours * 3_600_000)
  const say = async (state: Pick<BackupState, 'lastGoodAt' | 'lastTrialAt' | 'lastTrialPassed'>): Promise<readonly (string | undefined)[]> => {
    const rest = { encrypted: true, nextDueAt: null, failedAt: null, failed: null, lackingAt: null, missingFiles: 0, trialFailed: null }
    await look(town, { backupState: () => Promise.resolve({ ...rest, ...state }) })
    const found = await lines(town)
    return [found['Back-up']?.split(':')[0], found['Trial restore']?.split(':')[0]]
  }
  expect(await say({ lastGoodAt: null, lastTrialAt: null, lastTrialPassed: null })).toEqual(['wrong', 'wrong'])
  expect(await say({ lastGoodAt: ago(27), lastTrialAt: ago(24), lastTrialPassed: false })).toEqual(['wrong', 'wrong'])
  expect(await say({ lastGoodAt: ago(25), lastTrialAt: ago(24 * 34), lastTrialPassed: true })).toEqual(['well', 'well'])
})

test('told to try no back-up, it is not wrong that none was tried, and nobody is asked to mend it; one that failed before still is', async () => {
  const town = await openTown({ rooms })
  const ago = (days: number): Date => new Date(town.clock.now().getTime() - days * 24 * 3_600_000)
  const say = async (lastTrialAt: Date | null, lastTrialPassed: boolean | null, backupsTried: boolean): Promise<string | undefined> => {
    const state = { lastGoodAt: town.clock.now(), lastTrialAt, lastTrialPassed, encrypted: true, nextDueAt: null, failedAt: null, failed: null, lackingAt: null, missingFiles: 0, trialFailed: null }
    await look(town, { backupState: () => Promise.resolve(state), backupsTried })
    return (await lines(town))['Trial restore']
  }
  const open = async (): Promise<boolean> => (await due(town)).some(({ title, open: isOpen }) => title === 'The service: trial restore' && isOpen)
  expect([await say(null, null, true), await open()]).toEqual(['wrong: None has been made', true])
  expect([await say(null, null, false), await open()]).toEqual(['not used: AMITY_BACKUP_TRIAL is never. None has been made. By hand: amity backup:try', false])
  expect([await say(ago(90), true, false), await open()]).toEqual([expect.stringMatching(/^not used: AMITY_BACKUP_TRIAL is never\. The last, 4 March 2026.*, was whole\. By hand/), false])
  expect([await say(ago(90), false, false), await open()]).toEqual([expect.stringMatching(/^wrong: The back-up restored on trial on 4 March 2026/), true])
})

test('a chore that keeps failing for this partnership is told; when it succeeds it is settled', async () => {
  const town = await openTown({ rooms })
  let broken = true
  const told = { failed: choreFailed, succeeded: choreSucceeded }
  // Of this partnership alone: other towns of the test run have rows too.
  const chore = scheduled({ name: 'test.poison', cron: '* * * * *', each: work => work.partnership.id === town.partnership.id && broken ? Promise.reject(new Error('Irene Larkin')) : Promise.resolve() }, town.files, told)
  await expect(chore.run(town.database, town.clock.now(), '')).rejects.toThrow('Irene Larkin')
  await look(town)
  expect(Object.keys(await lines(town))).not.toContain('Chore test.poison')
  later(town, 61)
  await look(town)
  expect((await lines(town))['Chore test.poison']).toMatch(/^wrong: It has failed since 2 June 2026 at 10am/)
  expect((await due(town)).map(({ title, open }) => [title, open])).toContainEqual(['The service: chore test.poison', true])
  broken = false
  await chore.run(town.database, town.clock.now(), '')
  await look(town)
  expect(Object.keys(await lines(town))).not.toContain('Chore test.poison')
  expect((await due(town)).filter(({ title }) => title.includes('poison')).map(({ open }) => open)).toEqual([false])
})

test('two workers in the same minute do a chore once, and one that died holds nobody up', async () => {
  const town = await openTown({ rooms })
  let [done, release] = [0, (): void => undefined]
  const held = new Promise<void>(resolve => { release = resolve })
  const began = Promise.withResolvers<undefined>()
  const chore = scheduled({ name: 'test.slow', cron: '* * * * *', each: async work => {
    if (work.partnership.id !== town.partnership.id) return
    done += 1
    began.resolve(undefined)
    await held
  } }, town.files)
  const first = chore.run(town.database, town.clock.now(), '')
  await began.promise
  await chore.run(town.database, town.clock.now(), '')
  release()
  await first
  expect(done).toBe(1)
  await chore.run(town.database, town.clock.now(), '')
  expect(done).toBe(2)
})

test('only whoever runs the partnership sees it, and nothing of another partnership', async () => {
  const [town, other] = [await openTown({ rooms }), await openTown({ rooms })]
  const bad = { certificateOf: () => Promise.resolve({ problem: 'ONLY-HERE' }) }
  await look(town, bad)
  await look(other)
  for (const who of ['officer', 'manager', 'adviser', 'police'] as const) expect([who, (await (await town.as(who)).get('/service')).status]).toEqual([who, 403])
  expect((await lines(other))['Certificate']).toMatch(/^well/)
  expect(await due(other)).toEqual([])
  // Nor by the database itself, whatever a page may forget.
  const seen = async (who: 'officer' | 'administrator' | 'police') => town.workAs(await town.actor(who), async work => (await work.db.selectFrom('serviceLooks').selectAll().execute()).length + (await work.db.selectFrom('serviceTroubles').selectAll().execute()).length)
  expect([await seen('administrator') > 1, await seen('officer'), await seen('police')]).toEqual([true, 0, 0])
  await expect(town.workAs(await town.actor('administrator'), work => work.db.deleteFrom('serviceTroubles').returningAll().execute())).resolves.toEqual([])
})
