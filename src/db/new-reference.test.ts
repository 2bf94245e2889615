// A reference that is taken is not an error, and one that is always taken is.
import { expect, test } from 'vitest'
import { withNewReference } from './new-reference.ts'

test('another is tried while one is taken, and not for ever', async () => {
  const tried: string[] = []
  let seed = 0
  const random = (size: number): Uint8Array => { seed += 1; return new Uint8Array(size).fill(seed < 3 ? 1 : seed) }
  const got = await withNewReference(async reference => { tried.push(reference); return Promise.resolve(tried.length === 3) }, random)
  expect([tried[0] === tried[1], tried[2] === got, tried.length]).toEqual([true, true, 3])
  await expect(withNewReference(() => Promise.resolve(false))).rejects.toThrow('8 references in a row were taken')
})
