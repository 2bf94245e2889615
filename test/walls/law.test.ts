// docs/law.md is what the data in law/ makes, and no rule stands without a test that names it.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { lawPage, readBook, testsNaming } from '#src/cli/law-table.ts'

const book = await readBook()

test('docs/law.md is what the data makes (npm run law writes it)', () => {
  expect(readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'law.md'), 'utf8')).toBe(lawPage(book))
})

test('every rule is named by a test that covers it', () => {
  expect(book.rules.length).toBeGreaterThan(80)
  const naming = testsNaming(book)
  expect(book.rules.filter(({ id }) => (naming.get(id) ?? []).length === 0).map(({ id }) => `${id}: no test names it`)).toEqual([])
})

test('every row says where it comes from, and a row of a change is not in force by itself', () => {
  const rows = book.rules.flatMap(rule => rule.rows.map(row => ({ id: rule.id, row })))
  expect(rows.filter(({ row }) => row.source.trim() === '').map(({ id }) => `${id}: no source`)).toEqual([])
  expect(rows.filter(({ row }) => row.change !== undefined && row.status === 'in force').map(({ id }) => `${id}: a change is recorded by an administrator, not in force by itself`)).toEqual([])
  expect(rows.filter(({ row }) => /\[S\d|\[K/.test(row.source)).map(({ id }) => `${id}: a key of our notes, not a source`)).toEqual([])
})

test('whatever a tool says carries a source', () => {
  expect(book.tools.length).toBeGreaterThan(20)
  const said = book.tools.flatMap(tool => [...tool.issuers, ...tool.test, ...tool.priorSteps, ...tool.consultations, ...tool.contents, ...tool.service, ...tool.penalties, ...tool.opens, ...(tool.notes ?? [])].map(one => ({ tool: tool.id, one })))
  expect(said.filter(({ one }) => one.source.trim() === '' || one.says.trim() === '').map(({ tool, one }) => `${tool}: “${one.says}” has no source`)).toEqual([])
})
