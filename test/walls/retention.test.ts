// docs/retention.md says of each table since the toolkit began how long it is kept and what a person gets of it, and of no table there is not.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..', '..')
const migrations = join(root, 'src', 'db', 'migrations')
const tablesFrom = (wanted: (number: number) => boolean): readonly string[] => readdirSync(migrations).filter(file => wanted(Number(file.slice(0, 4))))
  .flatMap(file => [...readFileSync(join(migrations, file), 'utf8').matchAll(/^create table (?:if not exists )?([a-z_0-9]+)/gm)].flatMap(([, name]) => name ?? []))
const listed = readFileSync(join(root, 'docs', 'retention.md'), 'utf8').split('\n').filter(line => line.startsWith('| `')).map(line => line.split('|').map(cell => cell.trim()))

test('each table since the toolkit began has a line, and each line a table', () => {
  const tables = tablesFrom(number => number >= 110)
  expect(tables.length).toBeGreaterThan(40)
  const named = listed.flatMap(cells => [...(cells[1] ?? '').matchAll(/`([a-z_0-9]+)`/g)].flatMap(([, name]) => name ?? []))
  expect(tables.filter(name => !named.includes(name))).toEqual([])
  const all = tablesFrom(() => true)
  expect(named.filter(name => !all.includes(name))).toEqual([])
  expect(named.filter((name, at) => named.indexOf(name) !== at)).toEqual([])
})

test('each line says whose data, how long, and what a person gets', () => {
  expect(listed.filter(cells => cells.length !== 6 || cells.slice(1, 5).some(cell => cell.length < 2))).toEqual([])
})
