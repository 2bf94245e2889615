// References: exhaustive proof that a slip shows, and that what people type on the way is forgiven.
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { REFERENCE_CHARACTERS, newReference, readReference, sayReference } from './reference.ts'

const CHARACTERS = [...REFERENCE_CHARACTERS]
const bytes = () => fc.uint8Array({ minLength: 8, maxLength: 8 })

function from(number: number): string {
  // Spread the number over the bytes so that near numbers make unlike references.
  let mixed = BigInt(number) * 11_400_714_819_323_198_485n
  const eight = Array.from({ length: 8 }, () => {
    const byte = Number(mixed % 256n)
    mixed /= 256n
    return byte
  })
  return newReference(Uint8Array.from(eight))
}

function withCharacter(plain: string, place: number, character: string): string {
  return plain.slice(0, place) + character + plain.slice(place + 1)
}

describe('the characters', () => {
  it('hold no vowel and no look-alike', () => {
    for (const pair of ['0O', '1IL', '5S', '2Z', '8B', 'UV', '6G', 'VY']) {
      expect([...pair].filter((character) => CHARACTERS.includes(character)).length).toBeLessThanOrEqual(1)
    }
    expect(CHARACTERS.filter((character) => 'AEIOUY'.includes(character))).toEqual([])
    expect(new Set(CHARACTERS).size).toBe(23)
  })
  it('leave guessing hopeless', () => {
    expect(8 * Math.log2(CHARACTERS.length)).toBeGreaterThanOrEqual(35)
  })
})

describe('a new reference', () => {
  it('has the shape and reads back', () => {
    fc.assert(
      fc.property(bytes(), (random) => {
        const reference = newReference(random)
        return /^[2-9C-X]{3}-[2-9C-X]{3}-[2-9C-X]{3}$/.test(reference) && readReference(reference) === reference
      }),
    )
  })
  test.each([
    [[0, 0, 0, 0, 0, 0, 0, 0], '222-222-222'],
    [[255, 255, 255, 255, 255, 255, 255, 255], 'V85-69V-57J'],
    [[1, 35, 69, 103, 137, 171, 205, 239], 'X6F-DPN-6FP'],
  ])('of the bytes %j is always %s', (random, reference) => {
    expect(newReference(Uint8Array.from(random))).toBe(reference)
  })
  it('uses every byte, is not in sequence, and takes no fewer than eight', () => {
    const references = Array.from({ length: 2_000 }, (_, n) => from(n))
    expect(new Set(references).size).toBe(2_000)
    expect(() => newReference(new Uint8Array(7))).toThrow('8 random bytes')
  })
})

describe('the check, on every character at every place', () => {
  const seenAt = new Set<string>()
  const seenPairs = new Set<string>()
  const missed: string[] = []
  for (let n = 1; n <= 12_000; n += 1) {
    const plain = from(n).replaceAll('-', '')
    for (let place = 0; place < 9; place += 1) {
      const [here = '', next = ''] = [plain.charAt(place), plain.charAt(place + 1)]
      const isNew = !seenAt.has(`${place}${here}`)
      seenAt.add(`${place}${here}`)
      for (const other of isNew ? CHARACTERS : []) {
        if (other !== here && readReference(withCharacter(plain, place, other)) !== undefined) missed.push(plain)
      }
      if (next === '' || next === here || seenPairs.has(`${place}${here}${next}`)) continue
      seenPairs.add(`${place}${here}${next}`)
      const swapped = withCharacter(withCharacter(plain, place, next), place + 1, here)
      if (readReference(swapped) !== undefined) missed.push(plain)
    }
  }
  it('was tried with all 9 x 23 characters, each turned into all 22 others', () => {
    expect(seenAt.size).toBe(9 * 23)
  })
  it('was tried with all 8 x 23 x 22 neighbours swapped', () => {
    expect(seenPairs.size).toBe(8 * 23 * 22)
  })
  it('missed none', () => {
    expect(missed).toEqual([])
  })
  it('also shows any two characters swapped, and a lost or doubled one', () => {
    const plain = from(7).replaceAll('-', '')
    expect(readReference(plain.slice(1))).toBeUndefined()
    expect(readReference(plain + plain.slice(-1))).toBeUndefined()
    fc.assert(
      fc.property(bytes(), fc.nat(8), fc.nat(8), (random, a, b) => {
        const sound = newReference(random).replaceAll('-', '')
        const swapped = withCharacter(withCharacter(sound, a, sound.charAt(b)), b, sound.charAt(a))
        return swapped === sound || readReference(swapped) === undefined
      }),
    )
  })
})

describe('reading what was typed', () => {
  test.each([
    'X6F-DPN-6FP', 'x6f-dpn-6fp', 'x6fdpn6fp', ' X6F DPN 6FP ', 'X6F–DPN–6FP', 'X6F/DPN/6FP', 'X6F.DPN.6FP', 'x 6 f d p n 6 f p',
    'XGF-DPN-GFP', 'Ｘ６Ｆ－ＤＰＮ－６ＦＰ',
  ])('%j', (typed) => {
    expect(readReference(typed)).toBe('X6F-DPN-6FP')
  })
  test.each([
    ['ZZZ-ZZZ-ZZZ', '222-222-222'],
    ['U8S-69Y-S7J', 'V85-69V-57J'],
    ['VBS-G9V-57J', 'V85-69V-57J'],
  ])('%s has its look-alikes put right: %s', (typed, reference) => {
    expect(readReference(typed)).toBe(reference)
  })
  test.each(['', 'X6F-DPN-6F', 'X6F-DPN-6FPP', 'X6F-DPN-6FO', 'X6F-DPN-6F1', 'hello', '😀6F-DPN-6FP', 'X6F DPN 6FP'.padEnd(2_000)])(
    '%j is none',
    (typed) => {
      expect(readReference(typed)).toBeUndefined()
    },
  )
})

test.each([
  ['X6F-DPN-6FP', 'X for X-ray, 6, F for Foxtrot; D for Delta, P for Papa, N for November; 6, F for Foxtrot, P for Papa'],
  ['222-222-222', '2, 2, 2; 2, 2, 2; 2, 2, 2'],
])('%s is read out', (typed, said) => {
  const reference = readReference(typed)
  expect(reference && sayReference(reference)).toBe(said)
})

test('every letter has its word', () => {
  const said = CHARACTERS.map((character) => {
    const holding = Array.from({ length: 500 }, (_, n) => from(n)).find((each) => each.startsWith(character))
    const reference = readReference(holding ?? '')
    return reference === undefined ? '' : (sayReference(reference).split(', ')[0] ?? '')
  })
  expect(said.every((each, n) => each.startsWith(CHARACTERS[n] ?? '?'))).toBe(true)
  expect(said.filter((each) => / for /.test(each))).toHaveLength(15)
})
