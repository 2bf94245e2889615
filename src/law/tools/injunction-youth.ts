// Civil injunction against somebody aged 10 to 17 (ASBCPA 2014 Part 1): the youth court, the youth justice service, 12 months at most.
import { endsOnceBegun } from '#law/change-row.ts'
import { youthInjunctionEnds } from '#law/deadlines/injunction.ts'
import { inForce } from '#law/row.ts'
import { known, seen } from '#law/said.ts'
import type { Consultation, Tool } from '#law/tool.ts'
import { housingNuisanceLimbs } from './injunction.ts'
import { INJUNCTION_FROM, alternatives, anyApplicant, arrestClock, arrestSource, evidenceReady, harassment, injunctionContents, injunctionService, justAndConvenient, publicityDecided, variation } from './injunction-parts.ts'
import { agesOf, existsSince, individualsOnly } from './who.ts'
import { opensAbsoluteGround } from './opens-absolute-ground.ts'

const exists = existsSince('injunction-youth', 'Civil injunction (aged 10 to 17)', 'ASBCPA 2014 s1', 'known', INJUNCTION_FROM)

export const youthJusticeConsulted: Consultation = {
  id: 'injunction.youthJustice', with: 'Youth justice service', duty: 'consult', before: 'application', missing: 'the youth justice service has been consulted',
  ...known('The local youth justice service must be consulted before an application with notice.', 'ASBCPA 2014 s14'),
}
const othersInformed: Consultation = {
  id: 'injunction.othersInformed', with: 'Anybody else thought appropriate', duty: 'inform', before: 'application', missing: 'whoever else should know, such as a parent, school or social worker, has been told',
  ...known('Any other body or person thought appropriate must be told.', 'ASBCPA 2014 s14'),
}

export const injunctionYouth: Tool = {
  id: 'injunction-youth', name: 'Civil injunction (aged 10 to 17)', family: 'orders and notices', rung: 7, whose: 'ours', about: 'person', gate: true,
  proof: 'balance of probabilities', court: 'Youth court',
  exists: { ...exists, rows: [...exists.rows, endsOnceBegun('youthInjunction', 'exists', 'Crime and Policing Act 2026 (for somebody aged 10 to 17, ask for a youth injunction)', 'seen')] },
  issuers: anyApplicant,
  ages: agesOf('injunction-youth', 'Age for an injunction in the youth court', { from: 10, to: 17 }, 'ASBCPA 2014 s1(1)', 'seen', INJUNCTION_FROM),
  test: [{ ...harassment, oneOf: 'injunction.nuisance' }, ...housingNuisanceLimbs, justAndConvenient],
  priorSteps: [alternatives, evidenceReady], consultations: [youthJusticeConsulted, othersInformed],
  contents: [...injunctionContents, { id: 'injunction-youth.period', ...known('How long each part lasts: a stated period of 12 months at most.', 'ASBCPA 2014 s1(6)') }],
  duration: [{
    id: 'injunction-youth.duration', says: 'How long an injunction against somebody under 18 can last', for: 'under 18',
    rows: [inForce({ most: { n: 12, unit: 'months', counting: 'beginning with' } }, 'ASBCPA 2014 s1(6)', 'known', INJUNCTION_FROM)],
  }],
  clocks: [{ starts: 'injunction takes effect', rule: youthInjunctionEnds }, arrestClock], service: injunctionService,
  appeal: known('To the Crown Court.', 'ASBCPA 2014 s15'), extension: variation,
  breach: {
    proof: 'beyond reasonable doubt', ...known('The youth court decides whether it was broken, so that it is sure.', 'ASBCPA 2014 s12, Sch 2'),
    next: ['Collect evidence of the breach to the criminal standard', 'Consult the youth justice service', 'Apply to the youth court for a supervision order', 'Ask for a detention order only if nothing else fits, and only from age 14'],
  },
  penalties: [
    { who: 'under 18', ...known('A supervision order of up to 6 months: supervision, activities, a curfew.', 'ASBCPA 2014 s12, Sch 2') },
    { who: 'under 18', ...known('From age 14, and only where nothing else fits, detention of up to 3 months.', 'ASBCPA 2014 s12, Sch 2') },
  ],
  opens: [...opensAbsoluteGround(known('A court’s finding that somebody living in or visiting the home broke it opens the absolute ground for 12 months.', 'Housing Act 1985 s84A condition 2; Housing Act 1988 Sch 2 Ground 7A'))],
  bars: [individualsOnly('injunction-youth', 'A civil injunction', 'ASBCPA 2014 s1(1)', 'seen')],
  notes: [publicityDecided, arrestSource, seen('The age on the day of the grant decides; somebody who turns 18 before the hearing needs the other court.', 'ASBCPA 2014 s1')],
}
