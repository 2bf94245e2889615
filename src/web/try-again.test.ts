// What is done again and what is never: nothing that may have been kept is repeated.
import { expect, test } from 'vitest'
import { tryAgain } from './try-again.ts'

const failing = (code: string, times: number) => {
  let calls = 0
  return { calls: () => calls, act: () => { calls += 1; return calls <= times ? Promise.reject(Object.assign(new Error('no'), { code })) : Promise.resolve('done') } }
}

test.each(['40001', '40P01', '23505', '57P01', '57P03', '08006', '25006', 'ECONNREFUSED', 'ECONNRESET'])('%s is done again', async code => {
  const once = failing(code, 1)
  expect(await tryAgain(once.act)).toBe('done')
  expect(once.calls()).toBe(2)
})
test.each(['42501', '57014', '53100', ''])('%s is told at once', async code => {
  const once = failing(code, 1)
  await expect(tryAgain(once.act)).rejects.toThrow('no')
  expect(once.calls()).toBe(1)
})
test('a broken connection after the commit was asked for is never repeated', async () => {
  const once = failing('57P01', 1)
  await expect(tryAgain(once.act, () => true)).rejects.toThrow('no')
  expect(once.calls()).toBe(1)
})
test('it gives up in the end', async () => {
  const always = failing('ECONNREFUSED', 100)
  await expect(tryAgain(always.act)).rejects.toThrow('no')
  expect(always.calls()).toBe(5)
})
