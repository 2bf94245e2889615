// Names and sizes (docs: the house, section 9): files one can hold in the head, rooms that are not yet crowded.
import { expect, test } from 'vitest'
import { sourceFiles } from './source.ts'

const files = sourceFiles('src').filter(file => !/generated/i.test(file.text.slice(0, 200)))
const REFUSED = /(^|[-/])(utils?|helpers?|common|misc|types|constants|service|manager)\.tsx?$/

test('no file is longer than 250 lines', () => {
  expect(files.filter(file => file.lines > 250 && !/bank-holidays-/.test(file.path)).map(file => `${file.path} has ${file.lines} lines: split it by what it is about`)).toEqual([])
})

test('no file has a name that says nothing', () => {
  expect(files.filter(file => REFUSED.test(file.path)).map(file => `${file.path}: name the idea`)).toEqual([])
})

test('every file says in its first line what it is for', () => {
  expect(files.filter(file => !/^(\/\/|\/\*\*) \S/.test(file.text)).map(file => file.path)).toEqual([])
})

test('no room holds more than 25 files', () => {
  const rooms = Map.groupBy(files.filter(file => file.path.startsWith('src/rooms/')), file => file.path.split('/')[2] ?? '')
  expect([...rooms].filter(([, its]) => its.filter(file => !/\.test\.tsx?$/.test(file.path)).length > 25).map(([name, its]) => `${name} has ${its.length} files: split it`)).toEqual([])
})

test('no typed escape hatches: any, non-null assertions, ignored errors', () => {
  // Prose and texts may say "any"; types may not.
  const code = (text: string): string => text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$|'[^'\n]*'|`[^`]*`/gm, '')
  const hatch = /(:\s*any\b|\bas any\b|<any>|as unknown as)/
  const silenced = /@ts-(ignore|expect-error|nocheck)|oxlint-disable/
  expect(files.filter(file => hatch.test(code(file.text)) || silenced.test(file.text)).map(file => file.path)).toEqual([])
})
