// What a rule says today and its rows in words. Pure.
import type { Day } from '#kernel/time.ts'
import { ruleOn, type Law, type Row } from '#law/rule.ts'
import { RULES, type AnyRule } from './carried.ts'

export const ruleWith = (id: string): AnyRule | undefined => RULES.find(rule => rule.id === id)

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value)

const sayLengthOf = (value: Readonly<Record<string, unknown>>): string => {
  const unit = String(value['unit'])
  const leaves = typeof value['leavesOut'] === 'string' ? `, ${value['leavesOut']} left out` : ''
  return `${String(value['n'])} ${value['n'] === 1 ? unit.replace(/s$/, '') : unit}${typeof value['counting'] === 'string' ? `, counted ${value['counting']} the day` : ''}${leaves}`
}

/** A row's value as a reader wants it: a length, an age, a time an order may last, a sum. */
export const sayValue = (value: unknown): string => {
  if (value === 'exists') return 'It is law'
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (!isRecord(value)) return 'See the source'
  if ('unit' in value) return sayLengthOf(value)
  if ('from' in value) return typeof value['to'] === 'number' ? `ages ${String(value['from'])} to ${String(value['to'])}` : `aged ${String(value['from'])} or over`
  const parts = [isRecord(value['least']) ? `at least ${sayLengthOf(value['least'])}` : '', isRecord(value['most']) ? `at most ${sayLengthOf(value['most'])}` : '', value['untilFurtherOrder'] === true ? 'or until further order' : ''].filter(part => part !== '')
  return parts.length > 0 ? parts.join(', ') : Object.entries(value).map(([name, part]) => `${name}: ${isRecord(part) ? sayValue(part) : String(part)}`).join(', ')
}

/** A value as an administrator types it: a number where it is one, and nothing where ours is confirmed. */
export const typedValue = (text: string): unknown => text === '' ? null : /^\d{1,9}$/.test(text) ? Number(text) : text

export type Seen = { readonly rule: AnyRule; readonly state: 'must be confirmed' | 'not confirmed' | 'known' | 'no rule'; readonly says: string; readonly row: Row<unknown> | undefined }

/** How a rule stands on a day, with the row that gives its source. */
export const seenOn = (rule: AnyRule, on: Day, law: Law): Seen => {
  const answer = ruleOn(rule, on, law)
  const row = rule.rows.findLast(one => one.change === undefined) ?? rule.rows[0]
  if (answer.state === 'known') return { rule, state: answer.mustConfirm ? 'must be confirmed' : 'known', says: sayValue(answer.value), row }
  return { rule, state: answer.state, says: answer.sentence, row }
}
