// No regular expression of ours can be made slow: each literal in the source is looked at by its states, not by a clock.
import { parseSync } from 'rolldown/utils'
import { analyse } from 'scslre'
import { expect, test } from 'vitest'
import { sourceFiles } from './source.ts'

type Literal = { readonly where: string; readonly pattern: string; readonly flags: string }

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

const literalsIn = (node: unknown, where: (start: number) => string, found: Literal[]): void => {
  if (Array.isArray(node)) for (const one of node) literalsIn(one, where, found)
  if (!isRecord(node) || Array.isArray(node)) return
  if (isRecord(node['regex'])) found.push({ where: where(Number(node['start'])), pattern: String(node['regex']['pattern']), flags: String(node['regex']['flags']) })
  for (const [name, inside] of Object.entries(node)) if (name !== 'regex' && name !== 'parent') literalsIn(inside, where, found)
}

/** What ships: not the tests, the specimen pages for them, nor what writes tables.ts from our own schema at the desk of whoever builds. */
const ships = (path: string): boolean => !/\.test\.tsx?$|\/specimen|src\/db\/generate-tables\.ts/.test(path)

const shipped = sourceFiles('src').filter(({ path }) => ships(path))
const literals = shipped.flatMap(({ path, text }) => {
  const found: Literal[] = []
  literalsIn(parseSync(path, text, { lang: path.endsWith('x') ? 'tsx' : 'ts' }).program, start => `${path}:${text.slice(0, start).split('\n').length}`, found)
  return found
})

/** The ways in which it can take more steps than letters, if any. */
const slowness = ({ pattern, flags }: Omit<Literal, 'where'>): readonly string[] =>
  analyse(new RegExp(pattern, flags)).reports.map(({ type, exponential }) => `${exponential ? 'exponential' : 'polynomial'} (${type})`)

test('the look finds what is slow, and passes what is not', () => {
  for (const slow of ['(a+)+$', '(a|a)*b', '^(\\w+\\s?)*$', 'a*a*$', '[ ,]+x', '^[^@]+@[^@]+\\.[^@]+$']) expect([slow, slowness({ pattern: slow, flags: '' }).length > 0]).toEqual([slow, true])
  for (const fine of ['^a+$', '^[^@]+@[^@.]+(?:\\.[^@.]+)+$', '^\\d{4}-\\d\\d$']) expect(slowness({ pattern: fine, flags: '' })).toEqual([])
})

test('every regular expression in the source takes time in step with what it reads', () => {
  expect(literals.length).toBeGreaterThan(100)
  expect(literals.flatMap(literal => slowness(literal).map(how => `${literal.where}: /${literal.pattern}/ is ${how}: let the parts next to each other share no letter, or cut the text first`))).toEqual([])
})

test('nothing in the source runs a text as a program', () => {
  expect(shipped.filter(({ text }) => /\beval\(|\bnew Function\(|from 'node:vm'|\bset(?:Timeout|Interval)\(['"`]/.test(text)).map(({ path }) => path)).toEqual([])
})

test('none is put together at run time, where nobody could have looked at it', () => {
  expect(shipped.filter(({ text }) => /\bnew RegExp\(|\bRegExp\(|\.(?:match|search)\((?![/A-Z])/.test(text)).map(({ path }) => path)).toEqual([])
})
