// Deadlines counted back from a day: "at least 8 weeks before the last day", "before the earliest day for a claim".
import { type Day, addDays, addMonths, sayDay } from '#kernel/time.ts'
import { type DeadlineAnswer, type DeadlineRule, deadlineAt } from './deadline.ts'
import { type Law, type Rule, ruleOn } from './rule.ts'

export type Before = { readonly n: number; readonly unit: 'days' | 'weeks' | 'months'; readonly counting: 'at least, before' }
export type BeforeRule = Rule<Before> & Pick<DeadlineRule, 'ifMissed' | 'extendable'> & {
  /** What must be done by then: 'The notice must be served'. */
  readonly due: string
  /** The day it is counted back from, in the words of a sentence: 'the last day of the first year'. */
  readonly runsTo: string
}

export function sayBefore({ n, unit }: Before, runsTo: string): string {
  return `at least ${n} ${n === 1 ? unit.slice(0, -1) : unit} before ${runsTo}`
}

/**
 * The last day on which something can be done that must be done some time before another day. "At least 8 weeks before"
 * a day: that day less 56 (Schnabel v Allard [1967] 1 QB 627: one of the two days counts). The rule is the one that
 * held when the matter began.
 */
export function deadlineBefore(rule: BeforeRule, end: Day, began: Day, law: Law): DeadlineAnswer {
  const answer = ruleOn(rule, began, law)
  if (answer.state !== 'known') return answer
  const { n, unit } = answer.value
  const on = unit === 'months' ? addMonths(end, -n) : addDays(end, unit === 'weeks' ? -7 * n : -n)
  const sentence = `${rule.due} by the end of ${sayDay(on)}: ${sayBefore(answer.value, `${rule.runsTo}, ${sayDay(end)}`)} (${answer.source}).`
  return deadlineAt(rule, answer, { on, bound: 'by', sentence })
}
