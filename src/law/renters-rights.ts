// What the Renters' Rights Act 2025 changes, by whose tenant somebody is and from which day.
import { type Day, day, sayDay } from '#kernel/time.ts'
import type { Facts } from './facts.ts'
import { type Certainty, type Law, type Row, type Rule, ruleOn } from './rule.ts'

type Group = 'private' | 'social'
export type Effect = Rule<string> & { readonly for: Group }

const SOURCE = 'Renters’ Rights Act 2025'
const BEGAN = day('2026-05-01')

function effect(id: string, group: Group, says: string, value: string, certainty: Certainty): Effect {
  const row: Row<string> = group === 'private'
    ? { from: BEGAN, status: 'in force', value, source: SOURCE, certainty }
    : { from: BEGAN, status: 'enacted, not commenced', change: 'rentersRightsSocial', value, source: SOURCE, certainty }
  return { id: `rentersRights.${group}.${id}`, for: group, says, rows: [row] }
}

const both = (id: string, says: string, value: string, certainty: Certainty): readonly Effect[] =>
  [effect(id, 'private', `${says}, private tenants`, value, certainty), effect(id, 'social', `${says}, tenants of a housing association`, value, certainty)]

export const rentersRightsEffects: readonly Effect[] = [
  ...both('noSection21', 'Section 21 notices', 'A landlord can no longer end a tenancy by a section 21 notice: a ground is needed.', 'seen'),
  ...both('allPeriodic', 'Fixed terms', 'All assured tenancies are periodic: there are no fixed terms and no assured shorthold tenancies.', 'seen'),
  ...both('factors', 'What the court weighs on Ground 14', 'The court must consider the effect on others in the same house in multiple occupation, and whether the tenant has worked with attempts to stop the behaviour.', 'known'),
  ...both('atOnce', 'Claims on Grounds 7A and 14', 'A claim on Ground 7A or Ground 14 can begin as soon as the notice has been served.', 'seen'),
  effect('noStarter', 'social', 'Starter tenancies', 'Starter tenancies cannot be granted or go on: they are assured shorthold tenancies, which have ended.', 'seen'),
]

/** The council's own tenancies stand under other Acts. */
export const councilTenancies: Rule<string> = {
  id: 'rentersRights.council.unchanged', says: 'Introductory, secure, flexible and demoted tenancies of the council',
  rows: [{ from: BEGAN, status: 'in force', value: 'The Act does not end introductory or secure tenancies of the council: they stand under other Acts.', source: SOURCE, certainty: 'known' }],
}

export type EffectOn = { readonly rule: string; readonly state: 'applies' | 'does not apply' | 'not confirmed'; readonly sentence: string; readonly source: string }

/** What the Act does for a landlord's tenants on a day, each in a sentence. Nothing for owners, and for a landlord nobody knows. */
export function rentersRightsOn(landlord: Facts['landlord'], on: Day, law: Law): readonly EffectOn[] {
  if (landlord === 'council') return ruleOn(councilTenancies, on, law).state === 'known' ? [applies(councilTenancies)] : []
  const group = landlord === 'private' ? 'private' : landlord === 'association' ? 'social' : undefined
  return rentersRightsEffects.filter(one => one.for === group).map(one => {
    const answer = ruleOn(one, on, law)
    if (answer.state === 'known') return applies(one)
    const begun = one.for === 'private' ? sayDay(BEGAN) : 'a day an administrator records'
    return { rule: one.id, source: SOURCE, state: answer.state === 'not confirmed' ? 'not confirmed' : 'does not apply', sentence: answer.state === 'not confirmed' ? answer.sentence : `${one.says}: unchanged on ${sayDay(on)}. The Act applies from ${begun}.` }
  })
}

function applies(rule: Rule<string>): EffectOn {
  return { rule: rule.id, state: 'applies', sentence: `${rule.rows[0]?.value ?? ''} (${SOURCE})`, source: SOURCE }
}
