// The National Grid: 176 ward centroids as ONS published them in both systems, OS's worked example, and grid letters.
import { readFileSync } from 'node:fs'
import { describe, expect, it, test } from 'vitest'
import { metresBetween } from './geo.ts'
import { fromNationalGrid, gridReference, toNationalGrid } from './national-grid.ts'

type Ward = { WD25NM: string; LAD25CD: string; BNG_E: number; BNG_N: number; LONG: number; LAT: number }
const wards: Ward[] = JSON.parse(
  readFileSync(new URL('../../test/vectors/national-grid/ward-centroids.json', import.meta.url), 'utf8'),
)

describe('the 176 ward centroids', () => {
  it('are all there, 16 of them in Welwyn Hatfield', () => {
    expect(wards).toHaveLength(176)
    expect(wards.filter((ward) => ward.LAD25CD === 'E07000241')).toHaveLength(16)
  })
  test.each(wards)('$WD25NM', ({ BNG_E, BNG_N, LONG, LAT }) => {
    const point = { latitude: LAT, longitude: LONG }
    const grid = toNationalGrid(point)
    expect(Math.hypot(grid.easting - BNG_E, grid.northing - BNG_N)).toBeLessThan(5)
    expect(metresBetween(fromNationalGrid({ easting: BNG_E, northing: BNG_N }), point)).toBeLessThan(5)
    expect(metresBetween(fromNationalGrid(grid), point)).toBeLessThan(0.1)
  })
})

// Places whose OSTN15 answers are published by OS (annex: test points of the OSTN15 pack), within 10 metres.
test.each([
  ['Scilly', 49.922_261_4, -6.299_777_52, 91_492.146, 11_318.804],
  ['Norfolk', 52.658_007_83, 1.716_073_8, 651_409.903, 313_177.27],
  ['Edinburgh', 55.924_265_85, -3.294_792_18, 319_188.434, 670_947.534],
])('%s is placed within 10 metres', (_, latitude, longitude, easting, northing) => {
  const grid = toNationalGrid({ latitude, longitude })
  expect(Math.hypot(grid.easting - easting, grid.northing - northing)).toBeLessThan(10)
})

test.each([
  [651_409, 313_177, 10, 'TG 51409 13177'],
  [526_668, 206_836, 8, 'TL 2666 0683'],
  [526_668, 206_836, 6, 'TL 266 068'],
  [0, 0, 6, 'SV 000 000'],
  [400_000, 100_000, 6, 'SU 000 000'],
  [299_999, 999_999, 10, 'NH 99999 99999'],
  [447_000, 1_141_000, 8, 'HU 4700 4100'],
  [-1, 0, 8, undefined],
  [700_000, 0, 8, undefined],
  [0, 1_300_000, 8, undefined],
  [Number.NaN, 0, 8, undefined],
] as const)('%d, %d in %i figures is %s', (easting, northing, figures, reference) => {
  expect(gridReference({ easting, northing }, figures)).toBe(reference)
})
