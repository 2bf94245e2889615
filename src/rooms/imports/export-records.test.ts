// Exports: what stands in the file, what never does unless asked, and what the audit trail says.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { scratchFolder } from '#test/harness/scratch.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import { csvLine } from '#kernel/csv.ts'
import { exportRecords, importFile, importsRoom, readMap } from './index.ts'

const folder = scratchFolder('export')
const running = ({ database, partnership, clock }: Town) => ({ database, partnership, clock: clock.now, progress: () => undefined })
const rowsOf = (path: string): Record<string, string>[] => parse(readFileSync(path), { columns: true, bom: true })

test('every case goes out once, formulas as text; a restricted one only with a reason, which is recorded', async () => {
  const here = await openTown({ rooms: [importsRoom] })
  const read = readMap({ kind: 'cases', source: 'Old', columns: { key: 'Ref', openedAt: 'Opened', title: 'Title' }, otherwise: 'noise' })
  if (!read.ok) throw new Error(read.reason)
  const path = join(folder, 'cases.csv')
  writeFileSync(path, `Ref,Opened,Title\n1,1/5/2026,=1+1\n2,2/5/2026,Secret\n${Array.from({ length: 2_100 }, (_unused, place) => `x${place},3/5/2026,Case ${place}\n`).join('')}`)
  await importFile(running(here), { path, map: read.map, allOrNothing: true, officerEmail: 'olive@example.test' })
  await here.database.owner.query(`with made as (insert into circles (partnership_id, name) values ($1, 'The few') returning id) update cases set circle_id = made.id from made where partnership_id = $1 and title = 'Secret'`, [here.partnership.id])
  const open = join(folder, 'open.csv')
  expect(await exportRecords(running(here), { kind: 'cases', to: open, restrictedBecause: undefined })).toEqual({ rows: 2_101 })
  const rows = rowsOf(open)
  expect(new Set(rows.map(row => row['Reference'])).size).toBe(2_101)
  expect(rows.filter(row => row['Title'] === 'Secret')).toEqual([])
  expect(rows.find(row => row['Their reference'] === '1')).toMatchObject({ Title: `'=1+1`, 'Lead officer': 'Olive Officer', Status: 'open', Opened: '2026-05-01T11:00:00.000Z' })
  const all = join(folder, 'all.csv')
  await exportRecords(running(here), { kind: 'cases', to: all, restrictedBecause: 'the court asked' })
  expect(rowsOf(all).filter(row => row['Title'] === 'Secret').length).toBe(1)
  const { rows: audit } = await here.database.owner.query<{ action: string; purpose: string }>(`select action, purpose from audit_events where partnership_id = $1 and action like '%exported%' order by at`, [here.partnership.id])
  expect(audit).toEqual([{ action: 'cases exported', purpose: 'export at the console' }, { action: 'cases exported, restricted ones too', purpose: 'export at the console, restricted records too: the court asked' }])
})

test('an export that is stopped leaves no file, and another partnership’s records are not in mine', async () => {
  const [here, there] = [await openTown({ rooms: [importsRoom] }), await openTown({ rooms: [importsRoom] })]
  const read = readMap({ kind: 'reports', source: 'Old', columns: { receivedAt: 'Received', story: 'Words' }, otherwise: 'noise' })
  if (!read.ok) throw new Error(read.reason)
  const path = join(folder, 'reports.csv')
  writeFileSync(path, 'Received,Words\n1/5/2026,"Line one\nline two"\n')
  await importFile(running(here), { path, map: read.map, allOrNothing: false, officerEmail: undefined })
  const to = join(folder, 'mine.csv')
  expect(await exportRecords(running(here), { kind: 'reports', to, restrictedBecause: undefined })).toEqual({ rows: 1 })
  expect(rowsOf(to)[0]).toMatchObject({ 'What happened': 'Line one\nline two', Stands: 'waiting', By: 'file' })
  expect(await exportRecords(running(there), { kind: 'reports', to: join(folder, 'theirs.csv'), restrictedBecause: undefined })).toEqual({ rows: 0 })
  const stopped = join(folder, 'stopped.csv')
  await expect(exportRecords({ ...running(here), signal: AbortSignal.abort() }, { kind: 'reports', to: stopped, restrictedBecause: undefined })).rejects.toThrow(/abort/i)
  expect([existsSync(stopped), existsSync(`${stopped}.part`)]).toEqual([false, false])
})

test('cells that a spreadsheet would run are text, numbers stay numbers', () => {
  expect(csvLine(['=1+1', '+44', '@SUM(A1)', '-5', '-x', '\t=1', 'a "b", c', 'x\ny', null, 7])).toBe(`'=1+1,'+44,'@SUM(A1),-5,'-x,"'\t=1","a ""b"", c","x\ny",,7\r\n`)
})
