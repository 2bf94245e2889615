// Shares: every Wilson vector to 1e-8, the words at the edges, small numbers kept back, medians and percentiles.
import { readFileSync } from 'node:fs'
import { describe, expect, it, test } from 'vitest'
import {
  type Level, isTooSmall, median, percentile, sayCount, sayPercent, sayShare, sayShareSafely, share, wilson,
} from './proportion.ts'

type Input = { successes: number; n: number; level: Level; weighted_proportion?: number; effective_n: number }
type Case = { name: string; input: Input; expected: { proportion?: number; wilson: [number, number] } }
const { cases }: { cases: Case[] } = JSON.parse(
  readFileSync(new URL('../../test/vectors/proportion/wilson.json', import.meta.url), 'utf8'),
)

describe('the 36 Wilson vectors', () => {
  it('are all there', () => {
    expect(cases).toHaveLength(36)
  })
  test.each(cases)('$name', ({ input, expected }) => {
    const value = input.weighted_proportion ?? share(input.successes, input.n, input.level)?.value ?? Number.NaN
    const { low, high } =
      input.weighted_proportion === undefined
        ? (share(input.successes, input.n, input.level) ?? { low: Number.NaN, high: Number.NaN })
        : wilson(value, input.effective_n, input.level)
    expect(Math.abs(value - (expected.proportion ?? value))).toBeLessThan(1e-8)
    expect(Math.abs(low - expected.wilson[0])).toBeLessThan(1e-8)
    expect(Math.abs(high - expected.wilson[1])).toBeLessThan(1e-8)
  })
})

test.each([
  [31, 50, '62% (31 of 50; likely between 48% and 74%)'],
  [0, 5, '0% (0 of 5; likely between 0% and 43%)'],
  [5, 5, '100% (5 of 5; likely between 57% and 100%)'],
  [1, 1_000, 'less than 1% (1 of 1,000; likely between less than 1% and 1%)'],
  [999, 1_000, 'more than 99% (999 of 1,000; likely between 99% and more than 99%)'],
  [0, 0, 'no answers yet'],
])('%i of %i is said %s', (count, of, said) => {
  expect(sayShare(share(count, of))).toBe(said)
})

test.each([
  [0, '0%'], [0.004, 'less than 1%'], [0.005, '1%'], [0.625, '63%'], [0.996, 'more than 99%'], [1, '100%'],
])('%d is said %s', (value, said) => {
  expect(sayPercent(value)).toBe(said)
})

test.each([
  [3, 2], [-1, 5], [1, -1], [Number.NaN, 5],
])('there is no share of %d in %d', (count, of) => {
  expect(() => share(count, of)).toThrow('No interval')
})

test.each([
  [0, 5, false, '0'], [1, 5, true, 'fewer than 5'], [4, 5, true, 'fewer than 5'], [5, 5, false, '5'], [9, 10, true, 'fewer than 10'],
  [1_234, 5, false, '1,234'],
])('%i with %i as the smallest shown', (count, smallest, tooSmall, said) => {
  expect(isTooSmall(count, smallest)).toBe(tooSmall)
  expect(sayCount(count, smallest)).toBe(said)
})

test.each([
  [31, 50, '62% (31 of 50; likely between 48% and 74%)'],
  [4, 50, 'too few to show'],
  [46, 50, 'too few to show'], // the 4 others
  [2, 4, 'too few to show'],
  [0, 4, 'too few to show'],
  [0, 50, '0% (0 of 50; likely between 0% and 7%)'],
  [0, 0, 'no answers yet'],
])('%i of %i is safely %s', (count, of, said) => {
  expect(sayShareSafely(share(count, of))).toBe(said)
})

describe('median and percentile', () => {
  // R: quantile(x, p, type = 7).
  test.each([
    [[3, 1, 2], 50, 2],
    [[4, 1, 3, 2], 50, 2.5],
    [[1, 2, 3, 4], 25, 1.75],
    [[15, 20, 35, 40, 50], 40, 29],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 90, 9.1],
    [[7], 90, 7],
    [[10, 9, 100], 100, 100],
    [[10, 9, 100], 0, 9],
    [[], 50, undefined],
  ])('of %j at %i is %d', (values, p, expected) => {
    expect(percentile(values, p)).toBe(expected)
  })
  it('leaves the list as it was', () => {
    const values = [10, 9, 100]
    expect(median(values)).toBe(10)
    expect(values).toEqual([10, 9, 100])
    expect(() => percentile(values, 101)).toThrow('from 0 to 100')
  })
})
