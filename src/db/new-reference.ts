// A reference nobody has yet: chance decides it, and when somebody has it already another is tried.
import { randomBytes } from 'node:crypto'
import { newReference, type Reference } from '#kernel/reference.ts'

const MOST = 8

/**
 * @param insert writes the row under this reference; false when the reference is taken
 * @throws when even the eighth was taken: then it is not chance
 */
export const withNewReference = async (insert: (reference: Reference) => Promise<boolean>, random: (size: number) => Uint8Array = randomBytes): Promise<Reference> => {
  for (let tried = 0; tried < MOST; tried += 1) {
    const reference = newReference(random(16))
    if (await insert(reference)) return reference
  }
  throw new Error(`${MOST} references in a row were taken`)
}
