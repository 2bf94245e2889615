// The tools of the ladder, by id; and what a matter makes of one: the rules of the day it began.
import type { Day } from '#kernel/time.ts'
import type { DeadlineRule } from '#law/deadline.ts'
import { LADDER } from '#law/ladder.ts'
import { ruleOn, type Law, type Rule } from '#law/rule.ts'
import type { Tool } from '#law/tool.ts'

export const TOOLS: readonly Tool[] = LADDER
export const toolWith = (id: string): Tool | undefined => TOOLS.find(tool => tool.id === id)

/** The rule as it stood on a day and stays for a matter begun then; as it is where that day gives no answer, so that it says why. */
export const asOn = <V, R extends Rule<V>>(rule: R & Rule<V>, on: Day, law: Law): R => {
  const answer = ruleOn<V>(rule, on, law)
  if (answer.state !== 'known') return rule
  return { ...rule, rows: [{ from: FIRST, status: 'in force', value: answer.value, source: answer.source, certainty: answer.mustConfirm ? answer.certainty : 'known' }] }
}
