// The trail held against heads that were kept elsewhere: only they show that its end was cut off, or that all of it was made anew.
import type { Finding } from './audit-finding.ts'
import type { Head } from './audit-heads.ts'
import type { SignedSeal } from './verify-seal.ts'

const agrees = (head: Head, seal: SignedSeal): boolean => seal.head.equals(head.head) && seal.lastPosition === head.lastPosition && seal.firstPosition === head.firstPosition

const cutOff = (head: Head, seals: readonly SignedSeal[]): Finding => {
  const last = seals.at(-1)
  return {
    partnershipId: head.partnershipId, kind: 'removed', position: (last?.lastPosition ?? 0) + 1, at: head.sealedAt, action: null,
    says: `The newest records were cut off: by the head of seal ${head.number} the trail reached position ${head.lastPosition}, and it ends at ${last?.lastPosition ?? 0}.`,
  }
}

const rebuilt = (head: Head, agreed: Head | undefined): Finding => {
  const first = (agreed?.lastPosition ?? 0) + 1
  return {
    partnershipId: head.partnershipId, kind: 'rebuilt', position: first, at: agreed?.sealedAt ?? null, action: null,
    says: `The chain was made anew: a record between positions ${Math.max(first, 1)} and ${head.lastPosition}, sealed by ${head.sealedAt.toISOString()}, is not the one whose head you keep, and all that follow stand on it.`,
  }
}

/** The first head the trail disagrees with, and where the agreement ends; nothing when it agrees with all. */
export const checkHeads = (heads: readonly Head[], seals: readonly SignedSeal[]): { readonly findings: readonly Finding[]; readonly against: Head | undefined } => {
  const byNumber = new Map(seals.map(seal => [seal.number, seal]))
  let agreed: Head | undefined
  for (const head of heads.toSorted((a, b) => a.number - b.number)) {
    const seal = byNumber.get(head.number)
    if (seal === undefined) return { findings: [cutOff(head, seals)], against: head }
    if (!agrees(head, seal)) return { findings: [rebuilt(head, agreed)], against: head }
    agreed = head
  }
  return { findings: [], against: undefined }
}
