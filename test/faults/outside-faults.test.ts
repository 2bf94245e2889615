// What we lean on outside fails: the mail server refuses, dawdles, hangs up or lies; the clock jumps; the file of addresses is not
// there; a piece of the service's own work fails every time. Notify and the virus scanner are tested beside their rooms.
import { expect, test } from 'vitest'
import { verifyPartnership } from '#jobs/verify-audit.ts'
import { news } from '#db/news.ts'
import { readsNews } from '#jobs/readers.ts'
import { startWorker } from '#jobs/worker.ts'
import { sealPartnership } from '#jobs/seal-audit.ts'
import { tellOfGivenUp } from '#rooms/diary/index.ts'
import { smtpCarrier } from '#rooms/letters/smtp-carrier.ts'
import { sendOf } from '#rooms/letters/send-waiting.ts'
import { writeMessage } from '#rooms/letters/index.ts'
import { addresseeOf } from '#rooms/people/index.ts'
import { rooms } from '#src/rooms.ts'
import { caseIn } from '#test/harness/cases.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import { openPostBox, type Mood } from './post-box.ts'
import { openService } from './service.ts'

const writeTo = async (town: Town): Promise<void> => {
  const given = await caseIn(town)
  await town.work(async work => {
    const to = await addresseeOf(work, given.personId)
    if (to !== undefined) await writeMessage(work, to, { purpose: 'a test', subject: 'A message for you', body: 'Hello' }, { caseId: given.id, reportId: null, agencyId: town.council.id })
  })
}
const states = async (town: Town): Promise<readonly string[]> => (await town.database.owner.query<{ state: string }>('select state from outgoing_messages where partnership_id = $1 order by written_at, id', [town.partnership.id])).rows.map(({ state }) => state)

test('a mail server that refuses for now, dawdles, hangs up after the words, or throws away what it took', async () => {
  const box = await openPostBox()
  const carrier = smtpCarrier({ url: box.url, from: 'team@example.test', timeout: 4_000 })
  const told: Record<string, unknown> = {}
  for (const mood of ['refuses', 'slow', 'hangs up after the words', 'takes and throws away'] satisfies Mood[]) {
    const town = await openTown({ rooms })
    const send = () => sendOf({ database: town.database, carriers: [carrier], clock: town.clock.now }, town.partnership.id)
    await writeTo(town)
    const before = box.taken.length
    box.setMood(mood)
    await send()
    const first = await states(town)
    box.setMood('takes')
    town.clock.set('2026-06-02T09:30:00Z')
    await send()
    await send()
    const asked = (await (await town.as('officer')).get('/diary')).says.includes('did not reach somebody')
    told[mood] = [first, await states(town), box.taken.length - before, asked]
  }
  await box.close()
  expect(told).toEqual({
    // What it said, what stands in the end, how often the server took it, and whether a person is asked.
    'refuses': [['waiting'], ['sent'], 1, false], 'slow': [['sent'], ['sent'], 1, false],
    'hangs up after the words': [['unsure'], ['unsure'], 1, true],
    // SMTP ends with the server's word. What it does afterwards nobody can see: a bounce comes back to the sender's own mailbox.
    'takes and throws away': [['sent'], ['sent'], 0, false],
  })
}, 180_000)

const MOMENTS = ['2026-06-02T09:00:00Z', '2027-07-07T09:00:00Z', '2026-06-02T09:00:01Z', '2026-03-29T00:59:30Z', '2026-03-29T01:00:30Z', '2026-10-25T00:59:30Z', '2026-10-25T01:00:30Z', '2025-01-01T00:00:00Z', '2026-06-02T10:00:00Z'] as const

test('a clock that jumps a year on, back again, and over both nights when clocks change: every chore runs, nothing is lost', async () => {
  const town = await openTown({ rooms })
  const box = await openPostBox()
  const carrier = smtpCarrier({ url: box.url, from: 'team@example.test', timeout: 4_000 })
  const faults: string[] = []
  const chores = rooms.flatMap(room => room.chores ?? []).map(({ name }) => name)
  for (const [at, moment] of MOMENTS.entries()) {
    town.clock.set(moment)
    await writeTo(town)
    const resident = await town.as('nobody')
    const officer = await town.as('officer')
    for (const path of ['/', '/diary', '/cases', '/reports', '/messages', '/measures']) {
      const { status } = await officer.get(path)
      if (status >= 500) faults.push(`${moment} ${path}: ${status}`)
    }
    await resident.get('/report')
    if ((await resident.send('/report/category', { category: 'noise' })).status !== 303) faults.push(`${moment}: a report could not be begun`)
    for (const chore of chores) await town.runChore(chore).catch((problem: unknown) => { faults.push(`${moment} ${chore}: ${problem instanceof Error ? problem.message : String(problem)}`) })
    await town.runNews()
    await sealPartnership(town.database, town.partnership.id, town.clock.now())
    // Refused while the clock is a year ahead: the next try then lies a year away, until the clock is set back.
    box.setMood(at === 1 ? 'refuses' : 'takes')
    await sendOf({ database: town.database, carriers: [carrier], clock: town.clock.now }, town.partnership.id)
  }
  expect(faults).toEqual([])
  // With the messages that chores wrote themselves.
  expect((await states(town)).filter(state => state !== 'sent' && state !== 'withheld')).toEqual([])
  expect(new Set(box.taken).size).toBe(box.taken.length)
  expect(box.taken.length).toBeGreaterThanOrEqual(MOMENTS.length)
  expect((await verifyPartnership(town.database, town.partnership.id)).findings).toEqual([])
  await box.close()
}, 300_000)

test('no file of addresses was ever loaded: a report with a postcode is taken, and read', async () => {
  const town = await openTown({ rooms })
  const { rows } = await town.database.owner.query('select 1 from postcodes where postcode = $1', ['AL8 6AE'])
  const resident = await town.as('nobody')
  await resident.get('/report')
  expect((await resident.send('/report/category', { category: 'noise' })).status).toBe(303)
  expect([(await resident.send('/report/where', { place: '14 Larch Walk', postcode: 'AL8 6AE' })).location, rows.length]).toEqual(['/report/effect', 0])
})

const happened = news<{ id: string }>('something happened in a test')

test('work that fails every time takes no neighbour with it, and whoever runs the partnership is told once', async () => {
  const service = await openService({ fast: true, parts: [] })
  const done: string[] = []
  const log: object[] = []
  const worker = await startWorker({
    database: service.database, schedules: [], clock: () => new Date(), baseUrl: service.base, givenUp: tellOfGivenUp, tries: { most: 2, pause: 1 }, log: { error: (line: unknown) => { if (typeof line === 'object' && line !== null) log.push(line) } },
    readers: [readsNews(happened, 'poison', async (_work, { id }) => { if (id === '3') throw new Error('about Irene Larkin') }), readsNews(happened, 'its neighbour', async (_work, { id }) => { done.push(id) })],
  })
  try {
    await service.work(async work => { for (let n = 0; n < 12; n += 1) await work.announce(happened, { id: String(n) }) })
    await expect.poll(() => done.length, { timeout: 20_000 }).toBe(12)
    const notes = async () => (await service.database.owner.query<{ title: string; because: string }>(`select title, because from diary_items where partnership_id = $1 and about_kind = 'work given up'`, [service.partnership.id])).rows
    await expect.poll(async () => (await notes()).length, { timeout: 40_000 }).toBe(1)
    expect((await notes())[0]?.because).toContain('poison')
    expect(done.toSorted((a, b) => Number(a) - Number(b))).toEqual(Array.from({ length: 12 }, (_unused, n) => String(n)))
    // The log says what and where, and not about whom.
    expect(log.length).toBeGreaterThanOrEqual(3)
    expect(JSON.stringify(log)).toContain('poison')
    expect(JSON.stringify(log)).not.toContain('Irene')
    const { rows } = await service.database.owner.query<{ n: string }>(`select count(*) as n from news_acted_on where reader = 'poison'`)
    expect(Number(rows[0]?.n)).toBe(11)
  } finally {
    await worker.stop()
    await service.close()
  }
}, 180_000)
