// Distances and boxes: known distances, and no point of the circle outside its box.
import { assert, double, property } from 'fast-check'
import { expect, test } from 'vitest'
import { boxAround, metresBetween } from './geo.ts'

const hatfield = { latitude: 51.7634, longitude: -0.2231 }

test.each([
  ['itself', hatfield, 0],
  ['a degree north', { latitude: 52.7634, longitude: -0.2231 }, 111_195],
  ['a degree east', { latitude: 51.7634, longitude: 0.7769 }, 68_820],
  ['Welwyn Garden City', { latitude: 51.8031, longitude: -0.2069 }, 4_553],
  ['the other side of the earth', { latitude: -51.7634, longitude: 179.7769 }, 20_015_115],
])('to %s', (_, to, metres) => {
  expect(Math.abs(metresBetween(hatfield, to) - metres)).toBeLessThan(metres / 1_000 + 1)
  expect(metresBetween(to, hatfield)).toBe(metresBetween(hatfield, to))
})

test('a box holds the whole circle, and touches it on all four sides', () => {
  const box = boxAround(hatfield, 500)
  expect(metresBetween(hatfield, { ...hatfield, latitude: box.north })).toBeCloseTo(500, 3)
  expect(metresBetween(hatfield, { ...hatfield, latitude: box.south })).toBeCloseTo(500, 3)
  const nearby = double({ min: -0.02, max: 0.02, noNaN: true })
  assert(
    property(nearby, nearby, (n, e) => {
      const point = { latitude: hatfield.latitude + n, longitude: hatfield.longitude + e }
      const inside =
        point.latitude >= box.south && point.latitude <= box.north && point.longitude >= box.west && point.longitude <= box.east
      return inside || metresBetween(hatfield, point) > 500
    }),
  )
  expect(boxAround(hatfield, 0)).toEqual({ south: 51.7634, north: 51.7634, west: -0.2231, east: -0.2231 })
})
