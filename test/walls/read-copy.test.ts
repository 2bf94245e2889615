// Which code may read from a replica: figures and exports. A case file, a list, a search or a form is always the primary's.
import { expect, test } from 'vitest'
import { sourceFiles } from './source.ts'

const MAY_READ_ASIDE = ['src/rooms/imports/export-records.ts', 'src/rooms/leaving/write-ordered.ts', 'src/rooms/performance/doors.ts']

test('only measures and exports read aside', () => {
  const callers = sourceFiles('src').filter(({ path, text }) => /\bwork\.aside\b/.test(text) && !/\.test\.tsx?$/.test(path) && !path.startsWith('src/db/')).map(({ path }) => path)
  expect(callers.toSorted()).toEqual(MAY_READ_ASIDE)
})

test('nothing but Work holds the replica’s connections', () => {
  const holders = sourceFiles('src').filter(({ path, text }) => /\bfromCopy\b|database\.copy\b/.test(text) && !/\.test\.tsx?$/.test(path)).map(({ path }) => path)
  expect(holders.toSorted()).toEqual(['src/db/read-copy.ts', 'src/db/work.ts'])
})
