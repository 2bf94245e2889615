// How long a tool may last: reads its duration for this subject, and says until when, or why not until then. Pure.
import { addDays, londonDay, sayDay, sayMoment, startOfDay, type Day } from '#kernel/time.ts'
import { ageStanding } from '#law/age.ts'
import type { Facts } from '#law/facts.ts'
import { endOfHours, lastDay, sayLength, type Length } from '#law/length.ts'
import { ruleOn, type Law } from '#law/rule.ts'
import type { Duration, Tool } from '#law/tool.ts'

export type Lasting = { readonly endsAt: Date | null } | { readonly why: string }

/** The end of a length from the moment it begins: an instant. Days run to the end of the last, which is the start of the next. */
export const endOf = (length: Length, from: Date): Date => length.unit === 'hours' ? endOfHours(length, from) : startOfDay(addDays(lastDay(length, londonDay(from)), 1))

const whichFor = (tool: Tool, facts: Pick<Facts, 'bornOn' | 'adult' | 'on'>): Tool['duration'] | 'age not known' => {
  const rules = tool.duration ?? []
  const anybody = rules.filter(rule => rule.for === 'anybody')
  if (anybody.length === rules.length) return anybody
  const age = ageStanding(facts)
  if (age === 'not known') return 'age not known'
  return [...anybody, ...rules.filter(rule => rule.for === (age === 'under 18' ? 'under 18' : 'adult'))]
}

/**
 * Until when it lasts. `until`: the day or moment asked for, null for none. Ages count on the day it takes effect; the rule
 * is that of the day the matter began.
 */
export const lastingOf = (tool: Tool, facts: Facts, { from, until, lawOn, law }: { readonly from: Date; readonly until: Date | null; readonly lawOn: Day; readonly law: Law }): Lasting => {
  if (until !== null && until <= from) return { why: 'It must end after it begins' }
  const rules = whichFor(tool, { ...facts, on: londonDay(from) })
  if (rules === 'age not known') return { why: 'How long this may last turns on the person’s age, and it is not known. Find it out and record it first' }
  let endsAt = until
  for (const rule of rules ?? []) {
    const answer = ruleOn(rule, lawOn, law)
    if (answer.state === 'not confirmed') return { why: answer.sentence }
    if (answer.state === 'no rule') continue
    const checked = within(answer.value, { from, until: endsAt, source: answer.source })
    if ('why' in checked) return checked
    endsAt = checked.endsAt
  }
  return { endsAt }
}

const within = ({ most, least, untilFurtherOrder }: Duration, { from, until, source }: { readonly from: Date; readonly until: Date | null; readonly source: string }): Lasting => {
  const longest = most === undefined ? undefined : endOf(most, from)
  if (until === null) {
    if (untilFurtherOrder === true) return { endsAt: null }
    // What the law counts in hours ends with them; what it counts in days is for us, or the court, to choose.
    if (most?.unit === 'hours' && longest !== undefined) return { endsAt: longest }
    return most === undefined ? { endsAt: null } : { why: `Enter until when: it may last at most ${sayLength(most, 'the day it takes effect')} (${source})` }
  }
  if (most !== undefined && longest !== undefined && until > longest) return { why: `It may last at most ${sayLength(most, most.unit === 'hours' ? 'that moment' : 'the day it takes effect')}, until ${most.unit === 'hours' ? sayMoment(longest) : sayDay(addDays(londonDay(longest), -1))} (${source})` }
  if (least !== undefined && until < endOf(least, from)) return { why: `It must last at least ${sayLength(least, 'the day it takes effect')} (${source})` }
  return { endsAt: until }
}
