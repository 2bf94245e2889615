// A function of the database that a later migration makes anew: the later wins silently, so each such one is known and was read.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const folder = join(import.meta.dirname, '..', '..', 'src', 'db', 'migrations')
const known = readFileSync(join(import.meta.dirname, 'replaced-functions.txt'), 'utf8').split('\n').filter(line => line !== '' && !line.startsWith('#'))

/** "find_session: 0003 0060 0068 0092": every function that more than one migration makes, with those that do. */
const replaced = (): readonly string[] => {
  const madeBy = new Map<string, Set<string>>()
  for (const file of readdirSync(folder).filter(name => name.endsWith('.sql')).toSorted()) {
    const text = readFileSync(join(folder, file), 'utf8').replaceAll(/^\s*--.*$/gm, '')
    for (const [, name = ''] of text.matchAll(/\bcreate\s+(?:or\s+replace\s+)?function\s+(?:amity\.)?(\w+)/gi)) madeBy.set(name, (madeBy.get(name) ?? new Set()).add(file.split('-')[0] ?? file))
  }
  return [...madeBy].filter(([, files]) => files.size > 1).map(([name, files]) => `${name}: ${[...files].join(' ')}`).toSorted()
}

test('whoever makes a function of the database anew has read what it did before', () => {
  const found = replaced()
  const says = 'read the earlier definition and keep what it does, then write this line into test/walls/replaced-functions.txt'
  expect(found.filter(line => !known.includes(line)).map(line => `${line}: ${says}`)).toEqual([])
  expect(known.filter(line => !found.includes(line)).map(line => `${line}: this is no longer so; take the line out`)).toEqual([])
  expect(found.length).toBeGreaterThan(20)
})
