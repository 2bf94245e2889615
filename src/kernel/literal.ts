// Tells whether an unknown value is one of a fixed list of words, so that one `as const` list serves type and check.

/** `oneOf(STAGES, value)`: true, and `value` is then typed as a member of the list. */
export function oneOf<const List extends readonly unknown[]>(list: List, value: unknown): value is List[number] {
  return list.includes(value)
}
