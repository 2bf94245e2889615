// Formulas in what goes out as a table: every export, and the one place that writes cells.
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { csvCell, csvLine } from '#kernel/csv.ts'
import { exportRecords } from '#rooms/imports/index.ts'
import { rooms } from '#src/rooms.ts'
import { caseIn, reportIn } from '#test/harness/cases.ts'
import { openTown } from '#test/harness/town.ts'
import { sourceFiles } from '#test/walls/source.ts'

const FORMULAS = ['=1+1', '=HYPERLINK("http://x","y")', '+44 1632', '-1+1', '@SUM(1)', '\t=1', '\r=1', '\n=1', ' =1', '\u00a0=1', '\u3000=1', '＝1+1', '＋1', '－1', '＠x', "=cmd|'/C calc'!A0", '"=1', ';=1', ',=1', '\uFEFF=1', '\0=1', '=\n1', '-', '--5', '-5x', '|x', '%0A=1']
/** What a spreadsheet runs: the first sign it shows, whatever blank stands before. */
const isRun = (cell: string): boolean => /^[\s\p{Cc}\uFEFF]*[=+\-@＝＋－＠|%]/u.test(cell) && !/^-?\d+(\.\d+)?$/.test(cell)

test('a cell that a spreadsheet would run is text, and is the same words when it is read again', () => {
  for (const formula of FORMULAS) {
    const [[first, second, third] = []]: string[][] = parse(csvLine(['before', formula, 'after']), { relax_column_count: false })
    expect([formula, first, isRun(second ?? ''), second?.replace(/^'/, ''), third]).toEqual([formula, 'before', false, formula, 'after'])
  }
  for (const plain of ['-5', '0', '-12.5', 'noise', "O'Neill", '14 Larch Walk', '']) expect(csvCell(plain)).toBe(plain)
})

test('every file that goes out as a table keeps formulas as text: cases, reports, refused rows', async () => {
  const town = await openTown({ rooms })
  const folder = mkdtempSync(join(tmpdir(), 'amity-cells-'))
  for (const formula of FORMULAS.filter(one => !one.includes('\0'))) {
    const theCase = await caseIn(town, { title: formula })
    const report = await reportIn(town)
    await town.database.owner.query('update cases set summary = $1 where partnership_id = $2 and id = $3', [formula, town.partnership.id, theCase.id])
    await town.database.owner.query('update reports set story = $1, place_described = $1 where partnership_id = $2 and reference = $3', [formula, town.partnership.id, report.replace('/reports/', '')])
  }
  const running = { database: town.database, partnership: town.partnership, clock: town.clock.now, progress: () => undefined }
  for (const kind of ['cases', 'reports'] as const) {
    const to = join(folder, `${kind}.csv`)
    const { rows } = await exportRecords(running, { kind, to, restrictedBecause: undefined })
    const cells: string[][] = parse(readFileSync(to), { bom: true })
    expect([kind, rows, cells.length, cells.flat().filter(isRun)]).toEqual([kind, FORMULAS.length - 1, FORMULAS.length, []])
    expect(cells.flat().filter(cell => cell.startsWith("'")).length).toBeGreaterThan(20)
  }
  const ada = await town.as('administrator')
  const csv = `Ref,Opened,"=Title"\n${FORMULAS.filter(one => !/[\0\r\n"]/.test(one)).map((formula, at) => `${at},not a day,"${formula}"`).join('\n')}\n`
  const chosen = await ada.upload('/imports/choose', { kind: 'cases', source: 'Old system' }, [{ field: 'file', name: '=cmd.csv', type: 'text/csv', content: Buffer.from(csv) }])
  const named = await ada.send(chosen.location ?? '', { key: '0', openedAt: '1', title: '2', dates: 'day first', otherwise: '', keep: 'no' })
  const refused = await ada.get((named.location ?? '').replace('/check', '/refused.csv'))
  expect([refused.status, refused.headers['content-type'], refused.headers['content-disposition']]).toEqual([200, 'text/csv; charset=utf-8', "attachment; filename*=UTF-8''refused-rows.csv"])
  const cells: string[][] = parse(refused.raw, { bom: true })
  expect(cells.flat().filter(isRun)).toEqual([])
  expect(cells.flat().filter(cell => cell.startsWith("'")).length).toBeGreaterThan(10)
})

test('cells are written in one place', () => {
  const written = sourceFiles('src').filter(({ path, text }) => !/kernel\/csv\.ts$|\.test\.tsx?$/.test(path) && /body\(\s*'text\/csv|csv-stringify/.test(text))
  expect(written.map(({ path }) => path)).toContain('src/rooms/imports/see-imports.tsx')
  expect(written.filter(({ text }) => !/csvLine|csvCell|mendFile|checkedText/.test(text)).map(({ path }) => `${path}: write its cells by csvLine, or a spreadsheet may run them`)).toEqual([])
})
