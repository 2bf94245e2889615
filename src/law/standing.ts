// What could we do? Where a tool stands on the facts of a case: open now, open once something is done, not open, past its time, or not confirmed.
import { type Day, ageOn, sayDay } from '#kernel/time.ts'
import { deadlineOf } from './deadline.ts'
import type { Facts } from './facts.ts'
import { type Law, type Rule, changeOn, ruleOn } from './rule.ts'
import type { Ages, Tool } from './tool.ts'

export const STANDINGS = ['open now', 'open once', 'not open', 'past its time', 'not confirmed'] as const
export type Reason = { readonly sentence: string; readonly source: string; readonly kind: 'bar' | 'age' | 'subject' | 'landlord' | 'element' | 'prior step' | 'consultation' | 'gate' | 'window' | 'law' | 'confirm'; readonly id: string }
export type Standing = {
  readonly tool: string
  readonly standing: (typeof STANDINGS)[number]
  /** Why not, or what is missing; empty when open now. */
  readonly reasons: readonly Reason[]
  /** What still bounds it: the last day to begin, where a window is open. */
  readonly lastDay?: Day
}

/** Where a tool stands. Reasons that shut it out come alone; else every missing thing is listed, in the tool's own order. */
export function standingOf(tool: Tool, facts: Facts, law: Law): Standing {
  const exists = ruleOn(tool.exists, facts.on, law)
  if (exists.state === 'not confirmed') return { tool: tool.id, standing: 'not confirmed', reasons: [{ kind: 'law', id: tool.exists.id, sentence: exists.sentence, source: exists.source }] }
  if (exists.state === 'no rule') return { tool: tool.id, standing: 'not open', reasons: [{ kind: 'law', id: tool.exists.id, sentence: notLaw(tool, facts, law), source: tool.exists.rows[0]?.source ?? '' }] }
  const shut = [...subjectShuts(tool, facts), ...ageShuts(tool, facts, law), ...barsShut(tool, facts)]
  if (shut.some(({ kind }) => kind === 'law')) return { tool: tool.id, standing: 'not confirmed', reasons: shut.filter(({ kind }) => kind === 'law') }
  if (shut.length > 0) return { tool: tool.id, standing: 'not open', reasons: shut }
  const window = windowOf(tool, facts, law)
  if (window.standing !== undefined) return { tool: tool.id, standing: window.standing, reasons: window.reasons }
  const missing = [...window.reasons, ...missingOf(tool, facts, law)]
  return { tool: tool.id, standing: missing.length > 0 ? 'open once' : 'open now', reasons: missing, ...(window.lastDay === undefined ? {} : { lastDay: window.lastDay }) }
}

function notLaw(tool: Tool, { on }: Facts, law: Law): string {
  const row = tool.exists.rows.find(({ status, from, change }) => status === 'repealed' && from <= on && (change === undefined || changeOn(change, on, law) === 'begun'))
  return row === undefined ? `${tool.name} was not law on ${sayDay(on)}.` : `${tool.name} was repealed and cannot be begun: ${row.source}.`
}

const ABOUT: Readonly<Record<Tool['about'], readonly Facts['subject'][]>> = {
  person: ['individual', 'body'], tenancy: ['individual'], premises: ['premises'], place: ['place'], vehicle: ['vehicle', 'individual'],
}

function subjectShuts(tool: Tool, facts: Facts): readonly Reason[] {
  const reasons: Reason[] = []
  const source = tool.issuers[0]?.source ?? tool.exists.rows[0]?.source ?? ''
  if (!ABOUT[tool.about].includes(facts.subject)) reasons.push({ kind: 'subject', id: `${tool.id}.subject`, sentence: `${tool.name} is about a ${tool.about}.`, source })
  if (tool.landlords !== undefined && facts.landlord !== 'unknown' && !tool.landlords.some(one => one === facts.landlord)) {
    reasons.push({ kind: 'landlord', id: `${tool.id}.landlord`, sentence: `${tool.name} is for tenants of ${tool.landlords.map(one => (one === 'council' ? 'the council' : 'a housing association')).join(' or ')}.`, source })
  }
  if (tool.tenancies !== undefined && facts.tenancy !== 'unknown' && !tool.tenancies.includes(facts.tenancy)) {
    reasons.push({ kind: 'landlord', id: `${tool.id}.tenancy`, sentence: `${tool.name} needs a tenancy that is ${tool.tenancies.join(' or ')}; this one is ${facts.tenancy}.`, source })
  }
  return reasons
}

function ageShuts(tool: Tool, facts: Facts, law: Law): readonly Reason[] {
  if (tool.ages === undefined || facts.subject !== 'individual') return []
  const answer = ruleOn(tool.ages, facts.on, law)
  if (answer.state === 'not confirmed') return [{ kind: 'law', id: tool.ages.id, sentence: answer.sentence, source: answer.source }]
  if (answer.state === 'no rule') return []
  const { from, to } = answer.value
  if (facts.bornOn === undefined) {
    const shut = facts.adult === true ? to !== undefined && to < 18 : facts.adult === false && from >= 18
    return shut ? [{ kind: 'age', id: tool.ages.id, source: answer.source, sentence: `${tool.name} is for people ${sayAges(answer.value)}; this person is ${facts.adult === true ? '18 or over' : 'under 18'}.` }] : []
  }
  const age = ageOn(facts.bornOn, facts.on)
  if (age >= from && (to === undefined || age <= to)) return []
  return [{ kind: 'age', id: tool.ages.id, source: answer.source, sentence: `${tool.name} is for people ${sayAges(answer.value)}; this person is ${age} on ${sayDay(facts.on)}.` }]
}

function sayAges({ from, to }: Ages): string {
  return to === undefined ? `aged ${from} or over` : `aged ${from} to ${to}`
}

function barsShut(tool: Tool, facts: Facts): readonly Reason[] {
  return (tool.bars ?? []).filter(({ when }) => when(facts)).map(({ id, says, source }) => ({ kind: 'bar', id, sentence: says, source }))
}

type Open = { readonly standing?: 'past its time' | 'not open' | 'not confirmed'; readonly reasons: readonly Reason[]; readonly lastDay?: Day }

/** A tool with windows is open within any one of them; past its time when each that opened has closed; else nothing opened it. */
function windowOf(tool: Tool, facts: Facts, law: Law): Open {
  if (tool.window === undefined) return { reasons: [] }
  const opened = tool.window.flatMap(window => daysOf(window.event, facts).map(on => ('rule' in window ? deadlineOf(window.rule, on, law) : window.ends(on, facts, law))))
  const within = opened.flatMap(answer => (answer.state === 'known' && facts.on <= answer.on ? [answer] : [])).toSorted((a, b) => (a.on < b.on ? 1 : -1))[0]
  if (within !== undefined) return { reasons: [], lastDay: within.on }
  const unsure = opened.find(answer => answer.state === 'not confirmed')
  if (unsure?.state === 'not confirmed') return { standing: 'not confirmed', reasons: [{ kind: 'law', id: `${tool.id}.window`, sentence: unsure.sentence, source: unsure.source }] }
  if (opened.length > 0) return { standing: 'past its time', reasons: opened.flatMap(answer => (answer.state === 'known' ? [{ kind: 'window' as const, id: answer.rule, sentence: answer.sentence, source: answer.source }] : [])) }
  const source = tool.exists.rows[0]?.source ?? ''
  const unknown = tool.window.flatMap(window => (window.unknown === undefined ? [] : [{ kind: 'window' as const, id: `${tool.id}.window`, source, sentence: window.unknown }]))
  if (unknown.length > 0) return { reasons: unknown }
  return { standing: 'not open', reasons: [{ kind: 'window', id: `${tool.id}.window`, source, sentence: `${tool.name} opens only after ${tool.window.map(({ event }) => event).join(', or ')}.` }] }
}

function daysOf(event: string, facts: Facts): readonly Day[] {
  const recorded = facts.events.filter(({ kind }) => kind === event).map(({ on }) => on)
  return event === 'tenancy began' && facts.tenancyBegan !== undefined ? [...recorded, facts.tenancyBegan] : recorded
}

function missingOf(tool: Tool, facts: Facts, law: Law): readonly Reason[] {
  const done = new Set(facts.done.map(({ step }) => step))
  const counts = (part: { readonly when?: (facts: Facts) => boolean }): boolean => part.when === undefined || part.when(facts)
  const steps = tool.priorSteps.filter(counts).filter(({ id }) => !done.has(id)).map(({ id, missing, source }): Reason => ({ kind: 'prior step', id, sentence: missing, source }))
  const asks = tool.consultations.filter(counts).filter(({ id }) => !done.has(id)).map(({ id, missing, source }): Reason => ({ kind: 'consultation', id, sentence: missing, source }))
  const gate: readonly Reason[] = tool.gate && facts.gatePassedOn === undefined ? [{ kind: 'gate', id: 'gate', sentence: 'The proportionality and equality assessment is not signed off yet.', source: 'Equality Act 2010 ss15, 149' }] : []
  const unknown: readonly Reason[] = tool.ages !== undefined && ageMatters(tool.ages, facts, law)
    ? [{ kind: 'age', id: tool.ages.id, sentence: 'The person’s date of birth is not known, and the law turns on their age.', source: tool.ages.rows[0]?.source ?? '' }] : []
  const confirm = unconfirmed(tool, facts, law)
  return [...whoseTenant(tool, facts), ...unknown, ...elementsMissing(tool, facts), ...steps, ...asks, ...gate, ...confirm]
}

/** Without a date of birth, knowing somebody to be an adult is enough where every adult is old enough. */
function ageMatters(ages: Rule<Ages>, facts: Facts, law: Law): boolean {
  if (facts.subject !== 'individual' || facts.bornOn !== undefined) return false
  const answer = ruleOn(ages, facts.on, law)
  return !(facts.adult === true && answer.state === 'known' && answer.value.from <= 18 && answer.value.to === undefined)
}

/** A tool for some landlords' tenants only is not open while nobody knows whose tenant, or what kind of tenant, this is. */
function whoseTenant(tool: Tool, facts: Facts): readonly Reason[] {
  const source = tool.issuers[0]?.source ?? tool.exists.rows[0]?.source ?? ''
  const landlord = tool.landlords !== undefined && facts.landlord === 'unknown'
  const tenancy = tool.tenancies !== undefined && facts.tenancy === 'unknown'
  return [
    ...(landlord ? [{ kind: 'landlord' as const, id: `${tool.id}.landlord`, source, sentence: 'It is not known who the landlord is, and the law turns on it.' }] : []),
    ...(tenancy ? [{ kind: 'landlord' as const, id: `${tool.id}.tenancy`, source, sentence: 'It is not known what kind of tenancy this is, and the law turns on it.' }] : []),
  ]
}

/** Elements not yet supported by evidence. Of alternatives, one supported is enough. */
function elementsMissing(tool: Tool, facts: Facts): readonly Reason[] {
  const supported = (id: string): boolean => facts.elements.get(id) === 'supported'
  const met = new Set(tool.test.filter(({ id }) => supported(id)).flatMap(({ oneOf }) => (oneOf === undefined ? [] : [oneOf])))
  return tool.test.filter(({ id, oneOf }) => !supported(id) && (oneOf === undefined || !met.has(oneOf)))
    .map(({ id, says, source }) => ({ kind: 'element', id, source, sentence: `No evidence yet that ${says}` }))
}

function unconfirmed(tool: Tool, facts: Facts, law: Law): readonly Reason[] {
  const rules: readonly Rule<unknown>[] = [tool.exists, ...(tool.ages === undefined ? [] : [tool.ages]), ...(tool.duration ?? []), ...tool.clocks.map(({ rule }) => rule)]
  return rules.flatMap(rule => {
    const answer = ruleOn(rule, facts.on, law)
    // A clock that nobody can tell is no clock: the tool is not used until somebody records which one runs.
    if (answer.state === 'not confirmed') return [{ kind: 'confirm' as const, id: rule.id, source: answer.source, sentence: answer.sentence }]
    return answer.state === 'known' && answer.mustConfirm ? [{ kind: 'confirm' as const, id: rule.id, source: answer.source, sentence: `${rule.says}: an administrator must confirm this rule before it is first used.` }] : []
  })
}
