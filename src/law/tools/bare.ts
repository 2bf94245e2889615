// A tool before its particulars: what most tools have none of, and the sentences several tools share.
import { ageStanding } from '../age.ts'
import type { Facts } from '../facts.ts'
import { TABLES_BEGIN, inForce } from '../row.ts'
import type { Certainty, Rule } from '../rule.ts'
import type { Content, Element, PriorStep, Said, Tool } from '../tool.ts'

/** Nothing asked before, nothing said in it, nothing after: each tool says what it has instead. */
export const BARE = { test: [], priorSteps: [], consultations: [], contents: [], clocks: [], service: [], penalties: [], opens: [], proof: 'none', gate: false, whose: 'ours' } as const satisfies Partial<Tool>

export const PRACTICE = 'Good practice; no statute'

/** The tool has been there as long as these tables, and still is. */
export function exists(tool: string, name: string, source: string, certainty: Certainty): Rule<'exists'> {
  return { id: `${tool}.exists`, says: `${name} may be used`, rows: [inForce('exists', source, certainty, TABLES_BEGIN)] }
}

export const said = (says: string, source: string, certainty: Certainty): Said => ({ says, source, certainty })
export const element = (id: string, says: string, source: string, certainty: Certainty, oneOf?: string): Element => ({ id, says, source, certainty, ...(oneOf === undefined ? {} : { oneOf }) })
export const content = (id: string, says: string, source: string, certainty: Certainty): Content => ({ id, says, source, certainty })

type When = { readonly when: (facts: Facts) => boolean; readonly because: string }
export function step(id: string, says: string, missing: string, before: PriorStep['before'], source: string, certainty: Certainty, when?: When): PriorStep {
  return { id, says, missing, before, source, certainty, ...when }
}

export const happened = (facts: Facts, ...kinds: readonly string[]): boolean => kinds.some(kind => facts.behaviour.has(kind))
export const usedBefore = (facts: Facts, tool: string): boolean => facts.used.some(used => used.tool === tool)

export const IF_MAYBE_UNDER_18: When = { when: facts => facts.subject === 'individual' && ageStanding(facts) !== '18 or over', because: 'the person is under 18, or their age is not known' }
export const IF_MAYBE_VULNERABLE: When = { when: facts => facts.vulnerable !== 'no', because: 'the person is vulnerable, or nobody has found out' }
