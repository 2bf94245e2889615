// A refusal: an expected "no", returned as a value with a sentence a person can read. Exceptions are for bugs.

export type Refusal = { readonly refused: true; readonly because: string }

/** A refusal for a reason, which is a whole sentence in plain English that says what to do instead where it can. */
export function refuse(because: string): Refusal {
  return { refused: true, because }
}

/** Whether an outcome is a refusal; TypeScript then knows the rest of the union is the answer. */
export function isRefusal(outcome: unknown): outcome is Refusal {
  if (typeof outcome !== 'object' || outcome === null) return false
  return 'refused' in outcome && outcome.refused === true && 'because' in outcome && typeof outcome.because === 'string'
}
