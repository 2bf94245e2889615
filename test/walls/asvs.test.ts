// docs/asvs.md says of every ASVS requirement of level 1 and 2 whether it is met and where that is shown: what it names must be there.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..', '..')
const wanted: { readonly 'level 1': readonly string[]; readonly 'level 2': readonly string[] } = JSON.parse(readFileSync(join(root, 'test/vectors/asvs/requirements-5.0.0.json'), 'utf8'))
const text = readFileSync(join(root, 'docs/asvs.md'), 'utf8')

type Row = { readonly number: string; readonly about: string; readonly status: string; readonly shown: string }
const rows: readonly Row[] = [...text.matchAll(/^\| (V\d+\.\d+\.\d+) \| ([^|\n]*) \| ([^|\n]*) \| ([^|\n]*) \|$/gm)].map(([, number = '', about = '', status = '', shown = '']) => ({ number, about: about.trim(), status: status.trim(), shown: shown.trim() }))

const STATUSES = ['met', 'not applicable']
const parts = (number: string): readonly number[] => number.slice(1).split('.').map(Number)
const inOrder = (a: string, b: string): number => parts(a).map((part, at) => part - (parts(b)[at] ?? 0)).find(difference => difference !== 0) ?? 0

test('every requirement of level 1 and 2 has one row, in the standard’s order, and nothing else has', () => {
  const all = [...wanted['level 1'], ...wanted['level 2']].toSorted(inOrder)
  expect(all.length).toBe(253)
  expect(rows.map(({ number }) => number)).toEqual(all)
  expect(text.split('\n').filter(line => line.startsWith('| V')).length).toBe(rows.length)
})

test('each row says what it is about, how it stands, and where that is shown or why it does not apply', () => {
  expect(rows.filter(({ about, status, shown }) => about === '' || shown.length < 8 || !STATUSES.includes(status)).map(({ number, status }) => `${number}: ${status}`)).toEqual([])
  expect(rows.filter(({ status, shown }) => status === 'met' && !/`[^`]+`/.test(shown)).map(({ number }) => `${number}: name a file or a test`)).toEqual([])
  expect(rows.filter(({ shown, about }) => /\b(?:planned|todo|later|soon|will be|not yet)\b/i.test(`${shown} ${about}`)).map(({ number }) => `${number}: promises nothing`)).toEqual([])
})

test('what is named is there: the file, the part of the document, the test by its name', () => {
  const faults: string[] = []
  let named = 0
  for (const { number, shown } of rows) {
    for (const [, path = '', , part, title] of shown.matchAll(/`((?:src|test|docs|scripts|demo)\/[\w./-]+|package-lock\.json)`(?:[^`“(]{0,3}(\((?:([^()“”]+)|“([^”]+)”)\)))?/g)) {
      named += 1
      if (!existsSync(join(root, path))) { faults.push(`${number}: ${path} is not there`); continue }
      const content = readFileSync(join(root, path), 'utf8')
      if (title !== undefined && !content.includes(title)) faults.push(`${number}: ${path} has nothing called “${title}”`)
      if (part !== undefined && path.endsWith('.md') && !content.toLowerCase().includes(`## ${part.toLowerCase()}`)) faults.push(`${number}: ${path} has no part “${part}”`)
    }
  }
  expect(faults).toEqual([])
  expect(named).toBeGreaterThan(200)
})
