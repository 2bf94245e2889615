// References: exhaustive proof that a slip shows, and that what people type on the way is forgiven.
import { assert, nat, property, uint8Array } from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { REFERENCE_CHARACTERS, newReference, readReference, sayReference } from './reference.ts'

const CHARACTERS = [...REFERENCE_CHARACTERS]
const bytes = () => uint8Array({ minLength: 8, maxLength: 8 })

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
    assert(
      property(bytes(), (random) => {
        const reference = newReference(random)
        expect(reference).toMatch(/^[2-9C-X]{3}-[2-9C-X]{3}-[2-9C-X]{3}$/)
        expect(readReference(reference)).toBe(reference)
      }),
    )
  })
  // The last three worked out from the rule by another program (Python).
  test.each([
    [[0, 0, 0, 0, 0, 0, 0, 0], '222-222-222'],
    [[255, 255, 255, 255, 255, 255, 255, 255], '737-R4C-946'],
    [[1, 35, 69, 103, 137, 171, 205, 239], '3KV-D7D-JFK'],
    [[9, 8, 7, 6, 5, 4, 3, 2], 'CHK-NDM-PD4'],
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
    assert(
      property(bytes(), nat(8), nat(8), (random, a, b) => {
        const sound = newReference(random).replaceAll('-', '')
        const swapped = withCharacter(withCharacter(sound, a, sound.charAt(b)), b, sound.charAt(a))
        return swapped === sound || readReference(swapped) === undefined
      }),
    )
  })
})

describe('reading what was typed', () => {
  test.each([
    '3KV-D7D-JFK', '3kv-d7d-jfk', '3kvd7djfk', ' 3KV D7D JFK ', '3KV–D7D–JFK', '3KV/D7D/JFK', '3KV.D7D.JFK', '3 k v d 7 d j f k',
    '３ＫＶ－Ｄ７Ｄ－ＪＦＫ', '3KU-D7D-JFK', '3KY-D7D-JFK',
  ])('%j', (typed) => {
    expect(readReference(typed)).toBe('3KV-D7D-JFK')
  })
  test.each([
    ['ZZZ-ZZZ-ZZZ', '222-222-222'],
    ['737-R4C-94G', '737-R4C-946'],
  ])('%s has its look-alikes put right: %s', (typed, reference) => {
    expect(readReference(typed)).toBe(reference)
  })
  test.each(['', '3KV-D7D-JF', '3KV-D7D-JFKP', '3KV-D7D-JFO', '3KV-D7D-JF1', 'hello', '😀KV-D7D-JFK', '3KV D7D JFK'.padEnd(2_000)])(
    '%j is none',
    (typed) => {
      expect(readReference(typed)).toBeUndefined()
    },
  )
})

test.each([
  ['3KV-D7D-JFK', '3, K for Kilo, V for Victor; D for Delta, 7, D for Delta; J for Juliett, F for Foxtrot, K for Kilo'],
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
