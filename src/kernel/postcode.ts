// UK postcodes: read as people type them, kept in one form ('AL8 6AE').

/** A postcode in its usual form: outward code, one space, inward code, in capitals. It need not exist. */
export type Postcode = string & { readonly __postcode: true }

// The six published shapes A9 A99 A9A AA9 AA99 AA9A; the inward code never uses C I K M O V (BS 7666). GIR 0AA is the odd one.
const SHAPE = /^(?:[A-Z]{1,2}\d[A-Z\d]?|GIR) \d[ABD-HJLNP-UW-Z]{2}$/

/** The postcode a person typed, in any case and with spaces, dots or hyphens anywhere; nothing when it is not one. */
export function readPostcode(typed: string): Postcode | undefined {
  if (typed.length > 40) return undefined
  const plain = typed.normalize('NFKC').toUpperCase().replaceAll(/[\s.‐‑–-]+/g, '')
  const spaced = `${plain.slice(0, -3)} ${plain.slice(-3)}`
  return isPostcode(spaced) ? spaced : undefined
}

function isPostcode(text: string): text is Postcode {
  return SHAPE.test(text) && (!text.startsWith('GIR') || text === 'GIR 0AA')
}

/** The outward code: 'AL8' of 'AL8 6AE'. */
export function outcode(of: Postcode): string {
  return of.slice(0, -4)
}

/** The inward code: '6AE' of 'AL8 6AE'. */
export function incode(of: Postcode): string {
  return of.slice(-3)
}
