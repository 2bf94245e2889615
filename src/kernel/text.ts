// Text that people type: tidied without losing their words, counted as they count it, shortened to initials.

// NUL breaks PostgreSQL text; the other control characters (C0, DEL, C1) are invisible. Newline and tab stay.
const CONTROL_CHARACTERS = /(?![\n\t])\p{Cc}/gu

const graphemes = new Intl.Segmenter('en-GB', { granularity: 'grapheme' })

/**
 * Text fit to store: one form of line end and of accents, no control characters, no blank ends. Emoji, joiners and
 * right-to-left marks stay, for they are part of what was said.
 */
export function tidy(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(CONTROL_CHARACTERS, '')
    .normalize('NFC')
    .trim()
}

/** How many characters a person sees: a family emoji is one. Stops counting, and answers `most`, once that is reached. */
export function countCharacters(text: string, most = 100_000): number {
  // Plain ASCII, bar the two-part line end, has one character to each unit: no need to walk through it.
  if (/^[\n\t\u0020-\u007E]*$/.test(text)) return Math.min(text.length, most)
  let count = 0
  for (const _ of graphemes.segment(text)) {
    count += 1
    if (count >= most) break
  }
  return count
}

/** The first letters of a name's first and last words: "Mary-Jane van der Berg" is "MB". Empty when it has no letter. */
export function initialsOf(name: string): string {
  const letters = name
    .normalize('NFC')
    .split(/\s+/)
    .map((word) => /\p{L}\p{M}*/u.exec(word)?.[0])
    .filter((letter) => letter !== undefined)
  const [first = ''] = letters
  const last = letters.length > 1 ? (letters.at(-1) ?? '') : ''
  return (first + last).toLocaleUpperCase('en-GB')
}

/** An address without the slashes at its end, so that a path can follow it. */
export const withoutLastSlashes = (text: string): string => (text.endsWith('/') ? withoutLastSlashes(text.slice(0, -1)) : text)
