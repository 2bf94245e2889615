// Numbers that look like chance and are the same every time, and keys that say of which partnership, of what kind and which they are.

/** 0 to 2^32 - 1. */
export const chance = (n: number, salt: number): number => {
  let mixed = Math.imul((n ^ Math.imul(salt, 0x9e3779b1)) + Math.floor(n / 2 ** 32), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x27d4eb2f)
  return (mixed ^ (mixed >>> 15)) >>> 0
}
/** 0 up to 1. */
export const share = (n: number, salt: number): number => chance(n, salt) / 2 ** 32

export const pick = <T>(all: readonly T[], n: number): T => {
  const found = all[n % all.length]
  if (found === undefined) throw new Error('Nothing to pick from')
  return found
}

/** The middle of a key says which table its row stands in, so that no two rows of a partnership share one. */
const KINDS = ['agency', 'officer', 'post', 'team', 'session', 'circle', 'member', 'place', 'person', 'case', 'flag', 'party', 'report', 'incident', 'entry', 'diary', 'risk', 'subject', 'matter', 'file', 'custody', 'grant', 'disclosure', 'promise', 'told'] as const
export type Kind = (typeof KINDS)[number]
const MIDDLES = new Map<Kind, string>(KINDS.map((kind, at) => [kind, `-${(at + 1).toString(16).padStart(4, '0')}-7000-8000-`]))

/** A UUID in the shape of version 7: rows of one kind come in the order of their number, as real ones come in the order of time. */
export const keysOf = (partnershipId: number): (kind: Kind, n: number) => string => {
  const first = `0189${partnershipId.toString(16).padStart(4, '0')}`
  return (kind, n) => `${first}${MIDDLES.get(kind) ?? ''}${n.toString(16).padStart(12, '0')}`
}
