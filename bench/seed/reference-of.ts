// References by number, all different: a step that shares no factor with how many references there are.
import { newReference } from '#kernel/reference.ts'

const bytes = Buffer.alloc(8)
export const referenceOf = (n: number): string => {
  bytes.writeBigUInt64BE((BigInt(n) * 70_001n) % 23n ** 8n)
  return newReference(bytes)
}
/** Reports stand apart from cases: nobody's report has somebody else's case number. */
export const reportReferenceOf = (n: number): string => referenceOf(3_000_000_000 + n)
