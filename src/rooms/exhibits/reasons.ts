// Why something is covered, as a code with its words.
import type { Reason } from './layer-store.ts'

export const REASONS = ['third party', 'address', 'child', 'witness', 'privilege', 'police', 'not relevant'] as const satisfies readonly Reason[]
const WORDS: Readonly<Record<Reason, string>> = {
  'third party': 'Somebody else can be known by it', address: 'It shows where somebody lives or is', child: 'It shows a child', witness: 'It would tell who spoke to us',
  privilege: 'Legal advice', police: 'The police asked', 'not relevant': 'It is not needed for what it is given for',
}
export const sayReason = (reason: Reason): string => WORDS[reason]
