// Long texts that make careless readers go back over what they have read.

export const LENGTH = 100_000
/** What a text is made of, again and again. */
export const PARTS = ['a', ' ', '1', '-', '@', '.', '@.', 'a.', 'a@', '/', ':', ',', ' ,', '\n', '\t ', '\\', '"', "'", '=', '{', '(', '%', '%2', '&', '0.', '1/', 'é', '\u0301', '😀', '\u202e', '\ud800', 'A1 ', '12:', 'x\0', '[]'] as const

/** As it is, with a beginning or an end that does not fit, and with what a reader hopes for in front. */
export const longTexts = (part: string): readonly string[] => {
  const long = part.repeat(Math.ceil(LENGTH / part.length))
  return [long, `${long}!`, `!${long}`, `a${long}@b.c`, `2026-03-27${long}x`, `27/3/2026${long}x`, `x=${long}`, `bytes=${long}-`]
}
