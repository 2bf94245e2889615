// How late the process is, when a second went by without a measurement.
import { expect, test } from 'vitest'
import { lastMeasured } from './pressure.ts'

test('a process that has only just started is not late, and one that was late stays so until it is measured again', () => {
  const measured = [Number.POSITIVE_INFINITY, Number.NaN, 1_500, Number.POSITIVE_INFINITY, 20, Number.POSITIVE_INFINITY]
  const late = lastMeasured(() => measured.shift() ?? 0)
  expect(Array.from({ length: 6 }, () => late())).toEqual([0, 0, 1_500, 1_500, 20, 20])
})
