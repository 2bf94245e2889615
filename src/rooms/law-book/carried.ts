// Every rule Amity carries, once each: those of the tools, and the clocks of casework that belong to no tool.
import * as absoluteGround from '#law/deadlines/absolute-ground.ts'
import * as alerts from '#law/deadlines/alerts.ts'
import * as caseReview from '#law/deadlines/case-review.ts'
import * as casework from '#law/deadlines/casework.ts'
import * as closure from '#law/deadlines/closure.ts'
import * as communityProtection from '#law/deadlines/community-protection.ts'
import * as criminalBehaviour from '#law/deadlines/criminal-behaviour.ts'
import * as demotion from '#law/deadlines/demotion.ts'
import * as dispersal from '#law/deadlines/dispersal.ts'
import * as earlyHelp from '#law/deadlines/early-help.ts'
import * as fixedPenalties from '#law/deadlines/fixed-penalties.ts'
import * as injunction from '#law/deadlines/injunction.ts'
import * as introductory from '#law/deadlines/introductory.ts'
import * as neighbouring from '#law/deadlines/neighbouring.ts'
import * as noticesSeekingPossession from '#law/deadlines/notices-seeking-possession.ts'
import * as publicSpaces from '#law/deadlines/public-spaces.ts'
import * as rentPeriod from '#law/deadlines/rent-period.ts'
import * as requests from '#law/deadlines/requests-and-records.ts'
import * as starterAndWarrant from '#law/deadlines/starter-and-warrant.ts'
import * as amounts from '#law/fixed-penalty-amounts.ts'
import { LADDER } from '#law/ladder.ts'
import type { Rule } from '#law/rule.ts'

export type AnyRule = Rule<unknown>

const isRule = (value: object): value is AnyRule => 'rows' in value && Array.isArray(value.rows) && 'id' in value && typeof value.id === 'string' && 'says' in value

const collect = (value: unknown, found: Map<string, AnyRule>, seen: Set<object>): void => {
  if (typeof value !== 'object' || value === null || seen.has(value)) return
  seen.add(value)
  if (isRule(value) && !found.has(value.id)) found.set(value.id, value)
  for (const part of Object.values(value)) collect(part, found, seen)
}

const found = new Map<string, AnyRule>()
const CASEWORK = [absoluteGround, alerts, caseReview, casework, closure, communityProtection, criminalBehaviour, demotion, dispersal, earlyHelp, fixedPenalties, injunction, introductory, neighbouring, noticesSeekingPossession, publicSpaces, rentPeriod, requests, starterAndWarrant, amounts]
for (const carried of [LADDER, ...CASEWORK]) collect(carried, found, new Set())

/** In the order of the ladder, then of the subjects. */
export const RULES: readonly AnyRule[] = [...found.values()]
