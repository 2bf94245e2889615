// Days, moments and answers for the tests of law/: ask a clock and get its day or its moment on London's clocks.
import { type Day, day, londonDay, londonMoment, londonTime } from '#kernel/time.ts'
import { type Deadline, type DeadlineRule, deadlineOf } from '#law/deadline.ts'
import type { Facts } from '#law/facts.ts'
import { type Change, type Law, UNTOUCHED_LAW } from '#law/rule.ts'

/** '2026-12-24T15:00' on London's clocks. */
export function moment(local: string, which: 'first' | 'second' = 'first'): Date {
  const found = londonMoment(day(local.slice(0, 10)), local.slice(11, 16), which)
  if (found === undefined) throw new Error(`${local} never came`)
  return found
}

export function answerOf(rule: DeadlineRule, from: string, law: Law = UNTOUCHED_LAW): Deadline {
  const answer = deadlineOf(rule, from.includes('T') ? moment(from) : day(from), law)
  if (answer.state !== 'known') throw new Error(answer.sentence)
  return answer
}

export function lastDayOf(rule: DeadlineRule, from: string, law: Law = UNTOUCHED_LAW): Day {
  return answerOf(rule, from, law).on
}

export function endOf(rule: DeadlineRule, from: string, law: Law = UNTOUCHED_LAW): string {
  const { at } = answerOf(rule, from, law)
  return at === undefined ? 'no moment' : `${londonDay(at)}T${londonTime(at)}`
}

export function begun(change: Change, on: string): Law {
  return { commencements: [{ change, began: day(on), source: 'SI 2026/999' }], confirmations: [] }
}

export function notBegun(change: Change, lookedOn: string): Law {
  return { commencements: [{ change, notBegunOn: day(lookedOn), source: 'legislation.gov.uk, looked up' }], confirmations: [] }
}

/** Somebody born in 1990, nothing shown or done yet, before any change of 2026. */
export function factsOf(told: Partial<Omit<Facts, 'on'>> & { readonly on?: string } = {}): Facts {
  return {
    subject: 'individual', bornOn: day('1990-05-01'), landlord: 'council', tenancy: 'secure', vulnerable: 'no', behaviour: new Set(), done: [], events: [], elements: new Map(), used: [],
    ...told, on: day(told.on ?? '2026-03-02'),
  }
}

export const done = (...steps: readonly string[]): Facts['done'] => steps.map(step => ({ step, on: day('2026-02-01') }))
export const shown = (...elements: readonly string[]): Facts['elements'] => new Map(elements.map(element => [element, 'supported']))
