// Reads the number an administrator confirmed for a length: any number for a practice, only a stricter one for the law.
import type { Length } from './length.ts'

/** 'any': a practice or a local value. 'no longer': a time by which to act. 'no shorter': a time to be waited. */
export type Strictness = 'any' | 'no longer' | 'no shorter'

/** The same length with another whole number of the same unit; nothing when it is not one, or is looser than the law. */
export function readLength<L extends Length>(ours: L, strictness: Strictness): (value: unknown) => L | undefined {
  return value => {
    const n = numberIn(value, ours.unit)
    if (n === undefined || !Number.isInteger(n) || n < 1) return undefined
    if ((strictness === 'no longer' && n > ours.n) || (strictness === 'no shorter' && n < ours.n)) return undefined
    return { ...ours, n }
  }
}

function numberIn(value: unknown, unit: Length['unit']): number | undefined {
  if (typeof value === 'number') return value
  if (typeof value !== 'object' || value === null || !('n' in value) || typeof value.n !== 'number') return undefined
  return !('unit' in value) || value.unit === unit ? value.n : undefined
}
