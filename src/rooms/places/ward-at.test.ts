// Points in, outside, in a hole, and on an island of a ward.
import { expect, test } from 'vitest'
import { isInside } from './ward-at.ts'

const square = (west: number, south: number, size: number): number[][] => [[west, south], [west + size, south], [west + size, south + size], [west, south + size], [west, south]]
const rings = [square(0, 50, 4), square(1, 51, 1), square(10, 50, 1)]

test.each([
  ['inside', 3, 53, true], ['outside', 5, 53, false], ['in the hole', 1.5, 51.5, false], ['on the island', 10.5, 50.5, true], ['south of it', 2, 49.9, false], ['level with a corner', 5, 50, false],
])('%s', (_name, longitude, latitude, inside) => {
  expect(isInside({ latitude, longitude }, rings)).toBe(inside)
})
