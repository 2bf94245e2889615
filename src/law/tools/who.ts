// Whom a tool is for, and what its parts ask about the person: the questions the tools share.
import type { Day } from '#kernel/day.ts'
import { ageOn } from '#kernel/time.ts'
import { ageStanding } from '#law/age.ts'
import type { Facts } from '#law/facts.ts'
import type { Certainty, Rule } from '#law/rule.ts'
import { TABLES_BEGIN, inForce } from '#law/row.ts'
import type { Ages, Tool } from '#law/tool.ts'

/** The rule that a tool exists, in force since a day. */
export function existsSince(id: string, name: string, source: string, certainty: Certainty, from: Day = TABLES_BEGIN): Rule<'exists'> {
  return { id: `${id}.exists`, says: name, rows: [inForce('exists', source, certainty, from)] }
}

export function agesOf(id: string, says: string, ages: Ages, source: string, certainty: Certainty, from: Day = TABLES_BEGIN): Rule<Ages> {
  return { id: `${id}.ages`, says, rows: [inForce(ages, source, certainty, from)] }
}

/** Under 18, or nobody knows: then the steps for under-18s are shown too, so that none is missed. */
export function mayBeUnder18(facts: Facts): boolean {
  return facts.subject === 'individual' && ageStanding(facts) !== '18 or over'
}

export function isKnownUnder(years: number, facts: Facts): boolean {
  return facts.subject === 'individual' && facts.bornOn !== undefined && ageOn(facts.bornOn, facts.on) < years
}

/** A court order against a person cannot be asked for against a company or a club by these tools. */
export function individualsOnly(id: string, name: string, source: string, certainty: Certainty): NonNullable<Tool['bars']>[number] {
  return { id: `${id}.body`, when: ({ subject }) => subject === 'body', says: `${name} is for a person, not a body.`, source, certainty }
}
