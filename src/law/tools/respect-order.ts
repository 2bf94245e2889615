// The orders of the Crime and Policing Act 2026: respect order, youth injunction, housing injunction. Switched off until their first day is recorded.
import { INJUNCTIONS_BEGAN } from '#law/deadlines/injunction.ts'
import { CHANGES_COULD_BEGIN, onceBegun } from '#law/change-row.ts'
import { inForce } from '#law/row.ts'
import type { Change } from '#law/rule.ts'
import { known, seen, unsure } from '#law/said.ts'
import type { Ages, PriorStep, Tool } from '#law/tool.ts'
import { youthInjunctionEnds } from '#law/deadlines/injunction.ts'
import { housingNuisanceLimbs } from './injunction.ts'
import { adultBreach, alternatives, arrestClock, evidenceReady, harassment, injunctionContents, injunctionService, justAndConvenient } from './injunction-parts.ts'
import { youthJusticeConsulted } from './injunction-youth.ts'
import { individualsOnly, mayBeUnder18 } from './who.ts'
import { opensAbsoluteGround } from './opens-absolute-ground.ts'

const ACT = 'Crime and Policing Act 2026'
const BILL = `${ACT} (as it read in the Bill)`

/** New in the 2026 Act: the applicant must do it before applying. */
const riskAssessed: PriorStep = {
  id: 'order2026.riskAssessment', before: 'application', missing: 'the risk assessment the 2026 Act asks for is done',
  ...seen('A risk assessment: who could be harmed, what makes the person vulnerable, what else could be done, anything else that matters.', BILL),
}

type Base = Pick<Tool, 'id' | 'name' | 'exists' | 'ages' | 'test' | 'court'>
function base(id: string, name: string, change: Change, ages: Ages, agesSure: 'seen' | 'unsure', test: Tool['test'], court: string): Base {
  return {
    id, name, court, test,
    exists: { id: `${id}.exists`, says: name, rows: [onceBegun(change, 'exists', BILL, 'seen')] },
    ages: { id: `${id}.ages`, says: `Age for ${name.toLowerCase()}`, rows: [inForce(ages, BILL, agesSure, CHANGES_COULD_BEGIN)], read: value => (value === 10 && agesSure === 'unsure' ? { from: 10 } : undefined) },
  }
}

const applicants: Tool['issuers'] = [{ authority: 'Senior manager, with legal advice', ...seen('Councils, housing providers for behaviour that touches their housing management, the police and the other bodies named.', BILL) }]
const orders = { family: 'orders and notices', rung: 7, whose: 'ours', about: 'person', gate: true, proof: 'balance of probabilities', issuers: applicants, service: injunctionService } as const

export const respectOrder: Tool = {
  ...base('respect-order', 'Respect order', 'respectOrder', { from: 18 }, 'seen', [harassment, justAndConvenient], 'County Court or High Court'), ...orders,
  priorSteps: [riskAssessed, alternatives, evidenceReady], consultations: [], contents: injunctionContents,
  duration: [{ id: 'respect-order.duration', says: 'How long a respect order can last', for: 'adult', rows: [inForce({ untilFurtherOrder: true }, BILL, 'seen', CHANGES_COULD_BEGIN)] }],
  clocks: [],
  breach: { proof: 'beyond reasonable doubt', ...seen('Breaking it is a crime: the police and the Crown Prosecution Service act, not the applicant.', BILL), next: ['Report the breach to the police', 'Give the police the evidence and the proof of service'] },
  penalties: [{ who: 'adult', change: 'respectOrder', ...seen('Up to 2 years in prison, an unlimited fine, or both.', BILL) }],
  opens: [...opensAbsoluteGround(unsure('Whether breaking one opens the absolute ground for possession was not seen.', ACT))],
  bars: [individualsOnly('respect-order', 'A respect order', BILL, 'seen')],
  notes: [seen('The Government said it would try respect orders in some areas first: record the first day for this area.', 'Home Office factsheet on the Bill'), seen('Can be made without notice, in the interim, and to exclude from home where there is violence or a risk of harm.', BILL)],
}

export const youthInjunction: Tool = {
  ...base('youth-injunction', 'Youth injunction', 'youthInjunction', { from: 10, to: 17 }, 'seen', [{ ...harassment, oneOf: 'injunction.nuisance' }, ...housingNuisanceLimbs, justAndConvenient], 'Youth court'), ...orders,
  priorSteps: [riskAssessed, alternatives, evidenceReady], consultations: [youthJusticeConsulted], contents: injunctionContents,
  clocks: [{ starts: 'injunction takes effect', rule: youthInjunctionEnds }, arrestClock],
  breach: { proof: 'beyond reasonable doubt', ...known('The youth court decides whether it was broken, so that it is sure.', 'ASBCPA 2014 s12, Sch 2'), next: ['Consult the youth justice service', 'Apply to the youth court'] },
  penalties: [{ who: 'under 18', change: 'youthInjunction', ...known('A supervision order of up to 6 months or, from age 14 and only where nothing else fits, detention of up to 3 months.', 'ASBCPA 2014 s12, Sch 2') }],
  opens: [], bars: [individualsOnly('youth-injunction', 'A youth injunction', BILL, 'seen')],
}

/** Whether it stays open to those under 18 was not seen; ours is the narrower reading until confirmed. */
export const housingInjunction: Tool = {
  ...base('housing-injunction', 'Housing injunction', 'housingInjunction', { from: 18 }, 'unsure', [...housingNuisanceLimbs, justAndConvenient], 'County Court'), ...orders,
  priorSteps: [riskAssessed, alternatives, evidenceReady], consultations: [{ ...youthJusticeConsulted, when: mayBeUnder18, because: 'The person is, or may be, under 18' }], contents: injunctionContents,
  duration: [{ id: 'housing-injunction.duration', says: 'How long a housing injunction can last', for: 'adult', rows: [inForce({ untilFurtherOrder: true }, 'ASBCPA 2014 s1(6)', 'known', INJUNCTIONS_BEGAN)] }],
  clocks: [arrestClock], ...(adultBreach === undefined ? {} : { breach: adultBreach }),
  penalties: [{ who: 'adult', change: 'housingInjunction', ...known('Up to 2 years in prison, an unlimited fine, or both.', 'Contempt of Court Act 1981 s14') }],
  opens: [...opensAbsoluteGround(known('A court’s finding that it was broken opens the absolute ground for 12 months.', 'Housing Act 1985 s84A condition 2; Housing Act 1988 Sch 2 Ground 7A'))],
  bars: [individualsOnly('housing-injunction', 'A housing injunction', BILL, 'seen')],
}
