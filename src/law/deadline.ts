// A deadline: by when something must (or before when it must not) be done, and the sentence that says so with its source.
import { type Day, addDays, londonDay, sayDay, sayMoment } from '#kernel/time.ts'
import { type Days, type Hours, type Length, endOfHours, lastDay, sayLength } from './length.ts'
import { type Answer, type Certainty, type Law, type Rule, ruleOn } from './rule.ts'

export type DeadlineRule = Rule<Length> & {
  /** What starts the clock, in the words of a sentence: 'the day of issue'. */
  readonly runsFrom: string
  /** What must have happened by the end: 'The appeal must reach the magistrates’ court'. */
  readonly due: string
  /** How the last day of the period bounds the act: done by its end, not before it has ended, or a time that simply ends then. Counted in hours, 'not before the day after' is not before that moment. */
  readonly bound: 'by' | 'not before the day after' | 'ends'
  readonly ifMissed: string
  readonly extendable: boolean
}

export type Deadline = {
  readonly state: 'known'
  readonly rule: string
  /** The day that counts: the last day on which it can be done, or the first on which it may be. */
  readonly on: Day
  /** Where the law counts in hours: the moment. */
  readonly at?: Date
  readonly bound: 'by' | 'not before' | 'ends'
  readonly sentence: string
  readonly source: string
  readonly certainty: Certainty
  readonly mustConfirm: boolean
  readonly ifMissed: string
  readonly extendable: boolean
}
export type DeadlineAnswer = Deadline | Exclude<Answer<Length>, { readonly state: 'known' }>

/**
 * When a clock that an event started runs out. The rule is the one that held on the event's day, so that an old matter
 * keeps its own. `from` is a day, or the moment of the event where the rule counts in hours (throws on a day then).
 */
export function deadlineOf(rule: DeadlineRule, from: Day | Date, law: Law): DeadlineAnswer {
  const began = typeof from === 'string' ? from : londonDay(from)
  const answer = ruleOn(rule, began, law)
  if (answer.state !== 'known') return answer
  const { at, last } = runOut(rule, answer.value, from, began)
  const before = rule.bound === 'not before the day after'
  const on = before && at === undefined ? addDays(last, 1) : last
  const when = at === undefined ? sayDay(on) : sayMoment(at)
  const said = before ? `not before ${when}` : rule.bound === 'ends' ? `ends ${at === undefined ? 'at the end of' : 'on'} ${when}` : `by ${at === undefined ? 'the end of ' : ''}${when}`
  const sentence = `${rule.due} ${said}: ${sayLength(answer.value, rule.runsFrom)} (${answer.source}).`
  return deadlineAt(rule, answer, { on, ...(at === undefined ? {} : { at }), bound: before ? 'not before' : rule.bound === 'ends' ? 'ends' : 'by', sentence })
}

/** A deadline whose day the law finds in a way of its own (back from a day, or to the end of a rent period). */
export function deadlineAt(
  rule: Pick<DeadlineRule, 'id' | 'ifMissed' | 'extendable'>,
  answer: Pick<Deadline, 'source' | 'certainty' | 'mustConfirm'>,
  found: Pick<Deadline, 'on' | 'at' | 'bound' | 'sentence'>,
): Deadline {
  const { source, certainty, mustConfirm } = answer
  return { state: 'known', rule: rule.id, ...found, source, certainty, mustConfirm, ifMissed: rule.ifMissed, extendable: rule.extendable }
}

function runOut(rule: DeadlineRule, length: Hours | Days, from: Day | Date, began: Day): { readonly last: Day; readonly at?: Date } {
  if (length.unit !== 'hours') return { last: lastDay(length, began) }
  if (typeof from === 'string') throw new Error(`${rule.id} counts in hours: give the moment, not the day.`)
  const at = endOfHours(length, from)
  return { last: londonDay(at), at }
}
