// Records from files: every row accounted for, the same file twice, stopping and going on, bad files and bad rows.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { keepWork } from '#db/work.ts'
import { scratchFolder } from '#test/harness/scratch.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import { importFile, importsRoom, mendFileOf, readMap, type ImportMap } from './index.ts'
import { AT_ONCE, restAfter } from './run-import.ts'

const SAMPLE = fileURLToPath(new URL('../../../test/vectors/nyc-casework/sample.csv.gz', import.meta.url))
const NYC_MAP: unknown = JSON.parse(readFileSync(fileURLToPath(new URL('../../../bench/nyc-map.json', import.meta.url)), 'utf8'))
const REPORTS = { kind: 'reports', source: 'Old system', columns: { receivedAt: 'Received', story: 'Words', category: 'Kind', postcode: 'Postcode', reporterEmail: 'Email', key: 'Ref' }, categories: { LOUD: 'noise' } }

const town = () => openTown({ rooms: [importsRoom] })
const mapped = (value: unknown): ImportMap => { const read = readMap(value); if (!read.ok) throw new Error(read.reason); return read.map }
const runningIn = ({ database, partnership, clock }: Town) => ({ database, partnership, clock: clock.now, progress: () => undefined })
const bring = (to: Town, path: string, map: unknown, more: { readonly allOrNothing?: boolean; readonly signal?: AbortSignal } = {}) =>
  importFile({ ...runningIn(to), ...(more.signal === undefined ? {} : { signal: more.signal }) }, { path, map: mapped(map), allOrNothing: more.allOrNothing === true, officerEmail: undefined })
const folder = scratchFolder('import')
let made = 0
const write = (content: string | Buffer): string => { made += 1; const path = join(folder, `file-${made}.csv`); writeFileSync(path, content); return path }
const stories = (of: Town) => of.work(async work => (await work.db.selectFrom('reports').select(['story', 'receivedAt', 'postcode', 'externalKey']).orderBy('externalKey').execute()))
const HEAD = 'Ref,Received,Words,Kind,Postcode,Email\n'

test('three thousand real rows become open and closed cases: each is accounted for, and days to close are as in the file', async () => {
  const here = await town()
  const rows: Record<string, string>[] = parse(gunzipSync(readFileSync(SAMPLE)), { columns: true })
  const { import: done } = await bring(here, SAMPLE, NYC_MAP)
  expect(done).toMatchObject({ state: 'done', rowsDone: rows.length, refused: rows.length - new Set(rows.map(row => row['unique_key'])).size })
  expect(done.added + done.alreadyThere + done.refused).toBe(rows.length)
  const cases = await here.work(work => work.db.selectFrom('cases').selectAll().execute())
  expect(cases.length).toBe(done.added)
  const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
  const first = new Map(rows.toReversed().map(row => [row['unique_key'], row]))
  for (const one of cases) {
    const row = first.get(one.importedKey ?? '')
    expect(one.status).toBe(row?.['closedate'] === '' ? 'open' : 'closed')
    const days = one.closedAt === null ? null : Math.round((one.closedAt.getTime() - one.openedAt.getTime()) / 86_400_000)
    expect(days).toBe(row?.['closedate'] ? daysBetween(row['opendate'] ?? '', row['closedate']) : null)
  }
  // What every case has from its first moment: a line in the chronology, a trail, and while it is open something due.
  const { rows: [counts] } = await here.work(work => sql<{ entries: number; due: number; trail: number }>`select (select count(*)::int from entries) as entries,
    (select count(*)::int from diary_items where done_at is null) as due, (select count(*)::int from imported_rows) as trail`.execute(work.db))
  expect(counts).toEqual({ entries: cases.length, due: cases.filter(one => one.status === 'open').length, trail: cases.length })
  const { rows: [audit] } = await here.database.owner.query<{ inserts: number; imports: number }>(`select count(*) filter (where action = 'insert' and subject_kind = 'cases')::int as inserts, count(*) filter (where action = 'file imported')::int as imports from audit_events where partnership_id = $1`, [here.partnership.id])
  expect(audit).toEqual({ inserts: cases.length, imports: 1 })
  const twice = await bring(here, SAMPLE, NYC_MAP)
  expect(twice.did).toBe('already there')
  // With another map it is read again, and still every row is there already.
  const other = await bring(here, SAMPLE, { ...Object(NYC_MAP), keep: ['zip'] })
  expect(other.import).toMatchObject({ added: 0, alreadyThere: done.added, refused: done.refused })
}, 120_000)

test('a stopped import goes on where it was, and adds nothing twice', async () => {
  const here = await town()
  const stop = new AbortController()
  const stopping = importFile({ ...runningIn(here), signal: stop.signal, progress: () => stop.abort() }, { path: SAMPLE, map: mapped(NYC_MAP), allOrNothing: false, officerEmail: undefined })
  await expect(stopping).rejects.toThrow(/abort/i)
  const half = await here.work(work => work.db.selectFrom('imports').selectAll().executeTakeFirstOrThrow())
  expect(half).toMatchObject({ state: 'stopped', rowsDone: AT_ONCE })
  const done = await bring(here, SAMPLE, NYC_MAP)
  expect(done).toMatchObject({ did: 'went on', import: { state: 'done', id: half.id } })
  expect(await here.work(async work => (await work.db.selectFrom('cases').select('id').execute()).length)).toBe(done.import.added)
}, 120_000)

test('beside a service it rests three times as long as a piece took where there are two processors, and as long where there are four or more', () => {
  expect([1, 2, 4, 16].map(processors => restAfter(100, processors))).toEqual([700, 300, 100, 100])
})

test('reports wait in the pot of the agency; another agency sees nothing of them or of the import', async () => {
  const here = await town()
  await bring(here, write(`${HEAD}R1,27/3/2026 23:10,"Music, ""all"" night",LOUD,al8 6ae,a@example.test\nR2,2026-03-28T10:00,Shouting,Noise,10001,\n`), REPORTS)
  expect(await stories(here)).toEqual([
    { story: 'Music, "all" night', receivedAt: new Date('2026-03-27T23:10:00Z'), postcode: 'AL8 6AE', externalKey: 'R1' },
    { story: 'Shouting', receivedAt: new Date('2026-03-28T10:00:00Z'), postcode: null, externalKey: 'R2' },
  ])
  const police = await here.actor('police')
  const seen = await here.workAs(police, async work => [await work.db.selectFrom('reports').select('id').execute(), await work.db.selectFrom('imports').select('id').execute(), await work.db.selectFrom('importRefusals').select('id').execute(), await work.db.selectFrom('importedRows').select('key').execute()])
  expect(seen).toEqual([[], [], [], []])
})

test('every bad row is listed with its line, column and reason; good rows go in; the file to mend runs no formula', async () => {
  const here = await town()
  const rows = ['R1,31/2/2026,Music,LOUD,,', 'R2,1/5/2026,,LOUD,,', 'R3,1/5/2026,Music,BARKING,,nobody', 'R4,29/3/2026 01:30,Music,LOUD,,', 'R5,25/10/2025 01:30,Fine,LOUD,,', `R6,1/5/2026,${'x'.repeat(100_000)},LOUD,,`, 'R7,1/5/2030,Future,LOUD,,', 'R8,1/5/2026,with a \0 in it,LOUD,,', '=1+1,1/13/2026,=HYPERLINK("x"),LOUD,,']
  const { import: done } = await bring(here, write(HEAD + rows.join('\n')), REPORTS)
  expect(done).toMatchObject({ rowsDone: 9, added: 1, refused: 8 })
  const mend = await mendFileOf(runningIn(here), done.id)
  for (const said of ['2,Received: There is no such day', '3,Words: It is empty', 'Kind: “BARKING” is no category of ours', 'Email: It is not an email address', 'Received: There was no 01:30 on that day', '100000 characters long', 'in the future', 'NUL']) expect(mend).toContain(said)
  expect(mend).not.toMatch(/(^|,|")=/m)
  expect(mend).toContain(`'=1+1`)
})

test('all or nothing leaves nothing when one row is bad', async () => {
  const here = await town()
  const bad = write(`${HEAD}R1,1/5/2026,Music,LOUD,,\nR2,,Music,LOUD,,\n`)
  expect((await bring(here, bad, REPORTS, { allOrNothing: true })).did).toBe('refused')
  expect(await stories(here)).toEqual([])
  expect((await bring(here, write(`${HEAD}R1,1/5/2026,Music,LOUD,,\nR2,1/5/2026,Music,LOUD,,\n`), REPORTS, { allOrNothing: true })).import).toMatchObject({ state: 'done', added: 2 })
  // A key that clashes with what is there is found only on the way in: that, too, leaves nothing.
  expect((await bring(here, write(`${HEAD}R3,1/5/2026,New,LOUD,,\nR1,1/5/2026,Other words,LOUD,,\n`), REPORTS, { allOrNothing: true })).did).toBe('refused')
  expect((await stories(here)).length).toBe(2)
})

test('Windows-1252, UTF-16 and a byte order mark are read; rows alike without a key are each a report; what is no table is refused', async () => {
  const here = await town()
  const text = 'Ref;Received;Words;Kind;Postcode;Email\nR1;1/5/2026;Café “late” – noise;LOUD;;\n'
  const latin = Buffer.from(text.replaceAll('é', '\u00e9').replaceAll('“', '\u0093').replaceAll('”', '\u0094').replaceAll('–', '\u0096'), 'latin1')
  for (const [source, bytes] of Object.entries({ latin, marked: Buffer.from(`\uFEFF${text}`), wide: Buffer.from(`\uFEFF${text}`, 'utf16le') })) {
    expect((await bring(here, write(bytes), { ...REPORTS, source })).import).toMatchObject({ added: 1, refused: 0 })
  }
  expect((await stories(here)).map(({ story }) => story)).toEqual(Array.from({ length: 3 }, () => 'Café “late” – noise'))
  const { key: _, ...columns } = REPORTS.columns
  expect((await bring(here, write(`${HEAD}${'R1,1/5/2026,Same,LOUD,,\n'.repeat(3)}`), { ...REPORTS, source: 'no keys', columns })).import).toMatchObject({ added: 3 })
  await expect(bring(here, write(`${HEAD}R1,1/5/2026,"never closed,LOUD,,\nR2,1/5/2026,x,LOUD,,\n`), REPORTS)).rejects.toThrow(/opened after line 1 and never closed/)
  await expect(bring(here, write(`a,b\n1,2\n`), REPORTS)).rejects.toThrow(/has no column “.+”\. Its columns are: “a”, “b”/)
  await expect(bring(here, write(Buffer.from([0x52, 0x65, 0x81, 0xff, 0x00, 0x0a])), REPORTS)).rejects.toThrow(/not in an encoding/)
  const wide = Array.from({ length: 1_000 }, (_unused, place) => `c${place}`)
  expect((await bring(here, write(`${HEAD.trim()},${wide.join(',')}\nR9,1/5/2026,Wide,LOUD,,,${wide.join(',')}\n`), { ...REPORTS, source: 'wide' })).import).toMatchObject({ added: 1 })
})

test('two processes on one import bring each row in once', async () => {
  const here = await town()
  const path = write(HEAD + Array.from({ length: 4_500 }, (_unused, place) => `R${place},1/5/2026,Row ${place},LOUD,,\n`).join(''))
  await Promise.allSettled([bring(here, path, REPORTS), bring(here, path, REPORTS)])
  const done = await bring(here, path, REPORTS)
  expect(done.import).toMatchObject({ state: 'done', rowsDone: 4_500, added: 4_500 })
  expect(await keepWork(here.database, { kind: 'system' }, { partnership: here.partnership, now: here.clock.now(), purpose: 'a test' }, async work => (await work.db.selectFrom('reports').select('id').execute()).length)).toBe(4_500)
}, 60_000)
