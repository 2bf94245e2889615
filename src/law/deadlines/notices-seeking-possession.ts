// Notices seeking possession by regime and ground: when a claim may begin, and how long the notice lives.
import { type Day, sayDay } from '#kernel/time.ts'
import { readLength } from '../confirmed-length.ts'
import { type DeadlineAnswer, type DeadlineRule, deadlineAt } from '../deadline.ts'
import type { Days } from '../length.ts'
import { inForce } from '../row.ts'
import { type Certainty, type Law, type Rule, ruleOn } from '../rule.ts'
import type { RentPeriodRule } from './rent-period.ts'

export type AtOnceRule = Rule<'at once'> & Pick<DeadlineRule, 'due' | 'ifMissed' | 'extendable'>

const CLAIM = { due: 'The claim for possession may be begun', ifMissed: 'A claim begun too early is bad: the court may strike it out.', extendable: false } as const

/** A claim that may begin on the day of service, once the notice has been served. */
export function claimAtOnce(rule: AtOnceRule, servedOn: Day, law: Law): DeadlineAnswer {
  const answer = ruleOn(rule, servedOn, law)
  if (answer.state !== 'known') return answer
  return deadlineAt(rule, answer, { on: servedOn, bound: 'not before', sentence: `${rule.due} on ${sayDay(servedOn)}, as soon as the notice has been served (${answer.source}).` })
}

export const secureGround2Claim: AtOnceRule = {
  id: 'nsp.secureGround2Claim', says: 'When a claim may begin after a notice on secure Ground 2 (nuisance)',
  rows: [inForce('at once', 'Housing Act 1985 s83', 'known')], ...CLAIM,
}
export const assuredGround14Claim: AtOnceRule = {
  id: 'nsp.assuredGround14Claim', says: 'When a claim may begin after a notice on assured Ground 14 (nuisance)',
  rows: [inForce('at once', 'Housing Act 1988 s8', 'known')], ...CLAIM,
}

const FOUR_WEEKS: Days = { n: 4, unit: 'weeks', counting: 'after' }
export const secureOtherClaim: RentPeriodRule = {
  id: 'nsp.secureOtherClaim', says: 'When a claim may begin after a notice on a secure ground other than Ground 2: at the end of a rent period, at least 4 weeks on',
  rows: [inForce(FOUR_WEEKS, 'Housing Act 1985 s83; Protection from Eviction Act 1977 s5', 'known')], read: readLength(FOUR_WEEKS, 'no shorter'), ...CLAIM,
}

const TWO_WEEKS: Days = { n: 2, unit: 'weeks', counting: 'after' }
export const assuredGround12Claim: DeadlineRule = {
  id: 'nsp.assuredGround12Claim', says: 'When a claim may begin after a notice on assured Ground 12 (breach of the tenancy)',
  rows: [inForce(TWO_WEEKS, 'Housing Act 1988 s8', 'known')], read: readLength(TWO_WEEKS, 'no shorter'),
  runsFrom: 'the day of service', bound: 'not before the day after', ...CLAIM,
}

const TWELVE: Days = { n: 12, unit: 'months', counting: 'after' }
const life = (id: string, says: string, runsFrom: string, source: string, certainty: Certainty): DeadlineRule => ({
  id, says, rows: [inForce(TWELVE, source, certainty)], read: readLength(TWELVE, 'no longer'), runsFrom,
  due: 'The claim for possession on this notice must be begun', bound: 'by', ifMissed: 'The notice is spent: a new one is needed before a claim.', extendable: false,
})
export const secureLife = life('nsp.secureLife', 'How long a secure tenant’s notice seeking possession lives', 'the date specified in the notice', 'Housing Act 1985 s83', 'known')
export const assuredLife = life('nsp.assuredLife', 'How long an assured tenant’s notice seeking possession lives', 'the day of service', 'Housing Act 1988 s8(3)(c)', 'known')
