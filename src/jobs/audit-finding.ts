// What verifying the trail can find, and how it is said: which row, when it was written, what it did, and what was done to it.

export const FINDINGS = ['changed', 'removed', 'reordered', 'inserted', 'seal', 'rebuilt', 'index'] as const

export type Finding = {
  readonly partnershipId: number
  readonly kind: (typeof FINDINGS)[number]
  /** The sealed position, or none for a row that waits for its seal. */
  readonly position: number | null
  readonly at: Date | null
  readonly action: string | null
  /** What was done to it. */
  readonly says: string
}

export const sayFinding = ({ partnershipId, kind, position, at, action, says }: Finding): string => [
  `Partnership ${partnershipId}, ${position === null ? 'not sealed yet' : `position ${position}`}`,
  ...(at === null ? [] : [`written ${at.toISOString()}`]), ...(action === null ? [] : [`“${action}”`]),
].join(', ') + `: ${kind}. ${says}`
