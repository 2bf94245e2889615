// References people can read out over the phone ('4KD-7WM-X3P'): random, with no look-alikes, no vowels and a check.

/** Eight random characters and a check character, in threes. */
export type Reference = string & { readonly __reference: true }

/**
 * 23 characters. One of each pair that looks alike is left out (Z for 2, S for 5, B for 8, G for 6, U and Y for V, and
 * all of 0 O 1 I L); with no vowel there is no word. 23 is prime, which the check leans on; 8 of them make 36 bits.
 */
export const REFERENCE_CHARACTERS = '23456789CDFHJKMNPQRTVWX'

const RANDOM_CHARACTERS = 8
const LENGTH = RANDOM_CHARACTERS + 1
const LONGEST_TYPED = 60

const MISREADINGS: Readonly<Record<string, string>> = { Z: '2', S: '5', B: '8', G: '6', U: 'V', Y: 'V' }

const SPOKEN: Readonly<Record<string, string>> = {
  C: 'Charlie', D: 'Delta', F: 'Foxtrot', H: 'Hotel', J: 'Juliett', K: 'Kilo', M: 'Mike', N: 'November', P: 'Papa',
  Q: 'Quebec', R: 'Romeo', T: 'Tango', V: 'Victor', W: 'Whiskey', X: 'X-ray',
}

/** A reference from at least 8 random bytes (of which it uses 8). The caller brings the chance: this room has none. */
export function newReference(randomBytes: Uint8Array): Reference {
  if (randomBytes.length < 8) throw new Error(`A reference takes 8 random bytes, not ${randomBytes.length}.`)
  const size = BigInt(REFERENCE_CHARACTERS.length)
  // 64 bits over 23^8 values: no value is likelier than another by more than one part in 10^8.
  let number = randomBytes.slice(0, 8).reduce((sum, byte) => sum * 256n + BigInt(byte), 0n)
  const values: number[] = []
  while (values.length < RANDOM_CHARACTERS) {
    values.push(Number(number % size))
    number /= size
  }
  values.push(checkValue(values))
  return grouped(values.map((value) => REFERENCE_CHARACTERS.charAt(value)).join(''))
}

/**
 * The weighted sum of all nine values, weights 1 to 9, must be 0 modulo 23. As 23 is prime and no weight or difference
 * of weights is a multiple of it, one wrong character or any two swapped always show.
 */
function checkValue(values: readonly number[]): number {
  const sum = values.reduce((total, value, place) => total + value * (place + 1), 0)
  const size = REFERENCE_CHARACTERS.length
  // Find the value c with sum + 9c = 0 modulo 23; 23 tries are plainer than an inverse.
  return [...REFERENCE_CHARACTERS].findIndex((_, c) => (sum + c * LENGTH) % size === 0)
}

/**
 * The reference a person typed: any case, with or without hyphens, spaces, dots or slashes, look-alikes put right.
 * Nothing when it is not one or its check fails, which is how a slip of the finger shows.
 */
export function readReference(typed: string): Reference | undefined {
  if (typed.length > LONGEST_TYPED) return undefined
  const plain = typed.normalize('NFKC').toUpperCase().replaceAll(/[\s./_‐‑‒–—−-]+/g, '')
  const meant = [...plain].map((character) => MISREADINGS[character] ?? character).join('')
  return isSound(meant) ? grouped(meant) : undefined
}

function isSound(plain: string): boolean {
  const values = [...plain].map((character) => REFERENCE_CHARACTERS.indexOf(character))
  if (values.length !== LENGTH || values.includes(-1)) return false
  return checkValue(values.slice(0, RANDOM_CHARACTERS)) === values[RANDOM_CHARACTERS]
}

function grouped(plain: string): Reference {
  const text = `${plain.slice(0, 3)}-${plain.slice(3, 6)}-${plain.slice(6)}`
  if (!isReference(text)) throw new Error(`'${text}' is not a reference.`)
  return text
}

function isReference(text: string): text is Reference {
  return /^...-...-...$/.test(text) && isSound(text.replaceAll('-', ''))
}

/** How to read it out: "4, K for Kilo, D for Delta; 7, W for Whiskey, M for Mike; …". */
export function sayReference(reference: Reference): string {
  const sayGroup = (group: string) => [...group].map(sayCharacter).join(', ')
  return reference.split('-').map(sayGroup).join('; ')
}

function sayCharacter(character: string): string {
  const word = SPOKEN[character]
  return word === undefined ? character : `${character} for ${word}`
}
