// Civil injunctions against adults (ASBCPA 2014 Part 1): for harassment, alarm or distress, and for nuisance at home.
import { endsOnceBegun } from '#law/change-row.ts'
import { inForce } from '#law/row.ts'
import type { Change, Row } from '#law/rule.ts'
import { known, seen } from '#law/said.ts'
import type { Element, Tool } from '#law/tool.ts'
import {
  INJUNCTION_FROM, adultBreach, alternatives, anyApplicant, arrestClock, arrestSource, evidenceReady, harassment, injunctionContents, injunctionService,
  justAndConvenient, publicityDecided, variation,
} from './injunction-parts.ts'
import { agesOf, existsSince, individualsOnly } from './who.ts'
import { opensAbsoluteGround } from './opens-absolute-ground.ts'

const ended = (change: Change, source: string): Row<'exists'> => endsOnceBegun(change, 'exists', source, 'seen')

function adultInjunction(id: string, name: string, limbs: readonly Element[], end: Row<'exists'>): Tool {
  const exists = existsSince(id, name, 'ASBCPA 2014 s1', 'known', INJUNCTION_FROM)
  return {
    id, name, family: 'orders and notices', rung: 7, whose: 'ours', about: 'person', gate: true, proof: 'balance of probabilities', court: 'County Court',
    exists: { ...exists, rows: [...exists.rows, end] },
    issuers: anyApplicant,
    ages: agesOf(id, `Age for ${name.toLowerCase()}`, { from: 18 }, 'ASBCPA 2014 s1 (under 18: the youth court)', 'seen', INJUNCTION_FROM),
    test: [...limbs, justAndConvenient],
    priorSteps: [alternatives, evidenceReady], consultations: [],
    contents: [...injunctionContents, { id: `${id}.period`, ...known('How long each part lasts, or that it lasts until further order.', 'ASBCPA 2014 s1(6)') }],
    duration: [{ id: `${id}.duration`, says: 'How long an injunction against an adult can last', for: 'adult', rows: [inForce({ untilFurtherOrder: true }, 'ASBCPA 2014 s1(6)', 'known', INJUNCTION_FROM)] }],
    clocks: [arrestClock], service: injunctionService,
    appeal: known('To a higher civil court, with permission.', 'Civil Procedure Rules Part 52'), extension: variation, ...(adultBreach === undefined ? {} : { breach: adultBreach }),
    penalties: [{ who: 'adult', ...known('Up to 2 years in prison, an unlimited fine, or both.', 'Contempt of Court Act 1981 s14') }],
    opens: [...opensAbsoluteGround(known('A court’s finding that it was broken, other than by not taking part in an activity, opens the absolute ground for 12 months.', 'Housing Act 1985 s84A condition 2; Housing Act 1988 Sch 2 Ground 7A'))],
    bars: [individualsOnly(id, name, 'ASBCPA 2014 s1(1)', 'seen')],
    notes: [publicityDecided, arrestSource],
  }
}

export const injunction = adultInjunction('injunction', 'Civil injunction', [harassment],
  ended('respectOrder', 'Crime and Policing Act 2026 (for adults’ harassment, alarm or distress, ask for a respect order)'))

/** The low, objective test: no actual annoyance need be shown. The first limb is for housing providers, councils and police only. */
export const housingNuisanceLimbs: readonly Element[] = [
  { id: 'injunction.nuisanceAtHome', oneOf: 'injunction.nuisance', ...seen('the behaviour can cause nuisance or annoyance to somebody in their home (a housing provider, council or the police applies).', 'ASBCPA 2014 s2(1)(b), (2)') },
  { id: 'injunction.housingRelated', oneOf: 'injunction.nuisance', ...seen('the behaviour can cause housing-related nuisance or annoyance to anybody.', 'ASBCPA 2014 s2(1)(c), (3)') },
]

export const injunctionHousing = adultInjunction('injunction-housing-nuisance', 'Civil injunction for nuisance at home', housingNuisanceLimbs,
  ended('housingInjunction', 'Crime and Policing Act 2026 (for housing-related nuisance, ask for a housing injunction)'))
