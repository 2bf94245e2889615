// Postcodes: every case of ideal-postcodes' vectors, and what people type.
import { readFileSync } from 'node:fs'
import { describe, expect, it, test } from 'vitest'
import { incode, outcode, readPostcode } from './postcode.ts'

type Case<Expected> = { base: string; expected: Expected }

function vectors(name: string): string {
  return readFileSync(new URL(`../../test/vectors/uk-validation/postcode-${name}.json`, import.meta.url), 'utf8')
}

const validation: { tests: Case<boolean>[] } = JSON.parse(vectors('validation'))
const normalisation: { tests: Case<string | null>[] } = JSON.parse(vectors('normalisation'))
const outcodes: { tests: Case<string>[] } = JSON.parse(vectors('outcodes'))
const incodes: { tests: Case<string>[] } = JSON.parse(vectors('incodes'))

describe('the 74 vectors', () => {
  it('are all there', () => {
    const lengths = [validation, normalisation, outcodes, incodes].map(({ tests }) => tests.length)
    expect(lengths).toEqual([13, 13, 24, 24])
  })
  test.each(validation.tests)('$base is one: $expected', ({ base, expected }) => {
    expect(readPostcode(base) !== undefined).toBe(expected)
  })
  test.each(normalisation.tests)('$base is kept as $expected', ({ base, expected }) => {
    expect(readPostcode(base) ?? null).toBe(expected)
  })
  test.each(outcodes.tests)('$base has the outward code $expected', ({ base, expected }) => {
    const postcode = readPostcode(base)
    expect(postcode && outcode(postcode)).toBe(expected)
  })
  test.each(incodes.tests)('$base has the inward code $expected', ({ base, expected }) => {
    const postcode = readPostcode(base)
    expect(postcode && incode(postcode)).toBe(expected)
  })
})

test.each([
  ['al8 6ae', 'AL8 6AE'], [' AL86AE ', 'AL8 6AE'], ['AL8-6AE', 'AL8 6AE'], ['a l 8 6 a e', 'AL8 6AE'], ['AL8\u00A06AE', 'AL8 6AE'],
  ['al10  0xp.', 'AL10 0XP'], ['SW1A 1AA', 'SW1A 1AA'], ['gir0aa', 'GIR 0AA'],
  ['GIR 1AA', undefined], ['AL8 6AC', undefined], ['AL8', undefined], ['AL8 6A', undefined], ['AL88 66AE', undefined], ['', undefined],
  ['AL8 6AE, Welwyn Garden City', undefined], [' '.repeat(1_000), undefined],
])('%j is read as %s', (typed, postcode) => {
  expect(readPostcode(typed)).toBe(postcode)
})
