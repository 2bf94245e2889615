// Sentences of the law by how sure we are of each: the words read, seen in a source, known, unsure, or our own proposal.
import type { Certainty } from './rule.ts'
import type { Said } from './tool.ts'

type Say = (says: string, source: string) => Said

const saying = (certainty: Certainty): Say => (says, source) => ({ says, source, certainty })

/** The provision's own words were read. */
export const wordsRead = saying('read')
export const seen = saying('seen')
export const known = saying('known')
/** Counts only once an administrator has confirmed it. */
export const unsure = saying('unsure')
export const proposed = saying('proposal')
