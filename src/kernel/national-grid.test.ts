// The National Grid: 176 ward centroids as ONS published them in both systems, OS's test points, and grid letters.
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

// Ordnance Survey's own test points, from the OSTN15 developer pack (OGL v3.0): the exact answer, which ours is to near.
test.each([
  ['TP08', 51.427_547_430_2, -2.544_076_183_49, 362_269.991, 169_978.69],
  ['TP09, London', 51.489_365_649_5, -0.119_925_571_8, 530_624.974, 178_388.464],
  ['TP20, Pudsey', 53.800_215_196_3, -1.663_791_682_42, 422_242.186, 433_818.701],
  ['TP27, Edinburgh', 55.924_782_655_1, -3.294_792_193_37, 319_188.434, 670_947.534],
  ['TP28, Mallaig', 57.006_066_960_5, -5.828_366_918_5, 167_634.202, 797_067.144],
  ['TP29, Girdle Ness', 57.139_025_189_6, -2.048_560_307_46, 397_160.491, 805_349.736],
  ['TP38', 59.534_707_944_9, -1.625_169_660_58, 421_300.525, 1_072_147.239],
  ['TP40', 60.133_080_916_6, -2.073_828_227_98, 395_999.668, 1_138_728.951],
])('%s is placed within 5 metres', (_, latitude, longitude, easting, northing) => {
  const grid = toNationalGrid({ latitude, longitude })
  expect(Math.hypot(grid.easting - easting, grid.northing - northing)).toBeLessThan(5)
  expect(metresBetween(fromNationalGrid({ easting, northing }), { latitude, longitude })).toBeLessThan(5)
})

test.each([
  [651_409, 313_177, 10, 'TG 51409 13177'],
  [526_668, 206_836, 8, 'TL 2666 0683'],
  [526_668, 206_836, 6, 'TL 266 068'],
  [0, 0, 6, 'SV 000 000'],
  [400_000, 100_000, 6, 'SU 000 000'],
  [299_999, 999_999, 10, 'NC 99999 99999'],
  [447_000, 1_141_000, 8, 'HU 4700 4100'],
  [-1, 0, 8, undefined],
  [700_000, 0, 8, undefined],
  [0, 1_300_000, 8, undefined],
  [Number.NaN, 0, 8, undefined],
] as const)('%d, %d in %i figures is %s', (easting, northing, figures, reference) => {
  expect(gridReference({ easting, northing }, figures)).toBe(reference)
})
