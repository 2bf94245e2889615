// What the law said on a day: dated rows with their source, how sure we are of each, and whether it had begun.
import { type Day } from '#kernel/day.ts'
import { sayDay } from '#kernel/time-in-words.ts'

/**
 * How sure we are of a row. 'read': the provision's own words were read. 'seen': stated by a source we cite. 'known':
 * settled, not checked by us. 'unsure': a placeholder. 'proposal': no standard exists, this is our suggestion. The last
 * two count only once the administrator has confirmed a value.
 */
export const CERTAINTIES = ['read', 'seen', 'known', 'unsure', 'proposal'] as const
export type Certainty = (typeof CERTAINTIES)[number]

export const STATUSES = ['in force', 'enacted, not commenced', 'repealed'] as const
export type Status = (typeof STATUSES)[number]

/** Changes enacted by the Crime and Policing Act 2026 or the Renters' Rights Act 2025 whose first day an administrator records. */
export const CHANGES = [
  'respectOrder', 'youthInjunction', 'housingInjunction', 'fpnMax500', 'dispersal72', 'closure72', 'rpClosure', 'lpbReview', 'asbDataReturn',
  'seizeWithoutWarning', 'rentersRightsSocial',
] as const
export type Change = (typeof CHANGES)[number]

export type Row<V> = {
  /** First and last day on which this row is the rule. A row of a change has the first day it could have begun. */
  readonly from: Day
  readonly to?: Day
  readonly status: Status
  /** Set on a row that counts only from the day an administrator records for this change; with status 'repealed', the change ends the rule. */
  readonly change?: Change
  readonly value: V
  readonly source: string
  readonly certainty: Certainty
}

export type Rule<V> = {
  /** Unique over all of law/, such as 'cpn.appeal'. */
  readonly id: string
  /** What the rule is about, to be read before its value: 'Appeal against a community protection notice'. */
  readonly says: string
  readonly rows: readonly Row<V>[]
  /** Reads a value an administrator confirmed instead of ours; nothing when it is not one (or is looser than the law). `ours` is the value of the row that held. Without it they can confirm our value only. */
  read?(value: unknown, ours: V): V | undefined
}

/** What an administrator recorded about a change: that it began on a day, or that it had not when they looked. */
export type Commencement =
  | { readonly change: Change; readonly began: Day; readonly source: string }
  | { readonly change: Change; readonly notBegunOn: Day; readonly source: string }

/** A value an administrator confirmed for a rule of which we are unsure, or made stricter; null confirms ours. */
export type Confirmation = { readonly rule: string; readonly from: Day; readonly value: unknown; readonly source: string }

/** What this council has recorded about the law. Rules themselves are the same everywhere. */
export type Law = { readonly commencements: readonly Commencement[]; readonly confirmations: readonly Confirmation[] }
export const UNTOUCHED_LAW: Law = { commencements: [], confirmations: [] }

export type Answer<V> =
  | { readonly state: 'known'; readonly value: V; readonly source: string; readonly certainty: Certainty; readonly mustConfirm: boolean; readonly sentence: string }
  | { readonly state: 'not confirmed'; readonly change: Change; readonly source: string; readonly sentence: string }
  | { readonly state: 'no rule'; readonly sentence: string }

/**
 * The row of a rule that held on a day. 'not confirmed' where a change may have begun by then and nobody has recorded
 * whether it did: neither the old value nor the new may be used. 'no rule' before the first row and after the last.
 */
export function ruleOn<V>(rule: Rule<V>, on: Day, law: Law): Answer<V> {
  for (const row of rule.rows.filter(({ change, from }) => change !== undefined && from <= on)) {
    const standing = changeOn(row.change, on, law)
    if (standing === 'begun') return row.status === 'repealed' ? noRule(rule, on, `, repealed by the ${row.source}`) : known(rule, row, on, law)
    if (standing === 'not confirmed' && row.change !== undefined) {
      return {
        state: 'not confirmed', change: row.change, source: row.source,
        sentence: `${rule.says}: not confirmed for ${sayDay(on)}. ${row.source} may have changed this from ${sayDay(row.from)}; an administrator must record whether it has begun, with the source.`,
      }
    }
  }
  const row = rule.rows.findLast(({ change, from, to, status }) => change === undefined && status === 'in force' && from <= on && (to === undefined || on <= to))
  return row === undefined ? noRule(rule, on) : known(rule, row, on, law)
}

function noRule(rule: Rule<unknown>, on: Day, why = ''): Extract<Answer<never>, { readonly state: 'no rule' }> {
  return { state: 'no rule', sentence: `${rule.says}: there is no rule for ${sayDay(on)}${why}.` }
}

/** Whether a change had begun on a day, going by what administrators recorded. */
export function changeOn(change: Change | undefined, on: Day, law: Law): 'begun' | 'not begun' | 'not confirmed' {
  const records = law.commencements.filter(one => one.change === change)
  if (records.some(one => 'began' in one && one.began <= on)) return 'begun'
  // Whoever recorded a first day, or looked on this day or later and found none, has answered for all earlier days.
  return records.some(one => ('began' in one ? one.began > on : one.notBegunOn >= on)) ? 'not begun' : 'not confirmed'
}

function known<V>(rule: Rule<V>, row: Row<V>, on: Day, law: Law): Answer<V> {
  const confirmed = confirmedOn(rule, row, on, law)
  const mustConfirm = confirmed === undefined && (row.certainty === 'unsure' || row.certainty === 'proposal')
  const source = confirmed === undefined ? row.source : `${row.source}; confirmed: ${confirmed.source}`
  return { state: 'known', value: confirmed === undefined ? row.value : confirmed.value, source, certainty: row.certainty, mustConfirm, sentence: `${rule.says} (${source}).` }
}

/** The last confirmation that counts: one that cannot be read, or is looser than the law, confirms nothing. */
function confirmedOn<V>(rule: Rule<V>, row: Row<V>, on: Day, law: Law): { readonly value: V; readonly source: string } | undefined {
  const recorded = law.confirmations.filter(one => one.rule === rule.id && one.from <= on).toSorted((a, b) => (a.from < b.from ? -1 : 1))
  return recorded.flatMap(({ value, source }) => {
    const read = value === null || rule.read === undefined ? row.value : rule.read(value, row.value)
    return read === undefined ? [] : [{ value: read, source }]
  }).at(-1)
}
