// What can be asked for with an injunction: an interim or without-notice one, a power of arrest, exclusion from home.
import { onceBegun } from '#law/change-row.ts'
import type { Change, Rule } from '#law/rule.ts'
import { known, seen, wordsRead } from '#law/said.ts'
import type { Element, Tool } from '#law/tool.ts'
import { arrestedBeforeJudge } from '#law/deadlines/injunction.ts'
import { INJUNCTION_FROM, adultBreach, alternatives, anyApplicant, arrestClock, evidenceReady, harassment, injunctionContents, injunctionService, justAndConvenient } from './injunction-parts.ts'
import { housingNuisanceLimbs } from './injunction.ts'
import { agesOf, existsSince, individualsOnly, mayBeUnder18 } from './who.ts'

const limbs: readonly Element[] = [{ ...harassment, oneOf: 'injunction.nuisance' }, ...housingNuisanceLimbs]
const partOf = { family: 'orders and notices', rung: 8, whose: 'ours', about: 'person', gate: true, proof: 'balance of probabilities', court: 'County Court, or the youth court under 18' } as const
/** The three orders that follow injunctions; until each is recorded, nobody can say what a term goes with. */
const goesWith = (exists: Rule<'exists'>, changes: readonly Change[]): Rule<'exists'> => ({
  ...exists, rows: [...exists.rows, ...changes.map(change => onceBegun(change, 'exists' as const, 'Crime and Policing Act 2026 (the orders that follow injunctions)', 'seen'))],
})
const ALL_ORDERS: readonly Change[] = ['respectOrder', 'youthInjunction', 'housingInjunction']
const withBreach = adultBreach === undefined ? {} : { breach: adultBreach }

export const injunctionInterim: Tool = {
  id: 'injunction-interim', name: 'Interim injunction, also without notice', ...partOf,
  exists: goesWith(existsSince('injunction-interim', 'Interim injunction, also without notice', 'ASBCPA 2014 ss6-7', 'known', INJUNCTION_FROM), ALL_ORDERS),
  issuers: anyApplicant,
  ages: agesOf('injunction-interim', 'Age for an interim injunction', { from: 10 }, 'ASBCPA 2014 s1(1)', 'seen', INJUNCTION_FROM),
  test: [...limbs, justAndConvenient, { id: 'injunction.urgent', ...known('the matter cannot wait for a full hearing.', 'ASBCPA 2014 ss6-7') }],
  priorSteps: [alternatives, evidenceReady, { id: 'injunction.whyNoNotice', before: 'application', missing: 'the reasons for going without notice, and everything that speaks against it, are written down', ...known('A court asked without notice must be told everything, also what speaks against the order.', 'Civil Procedure Rules Part 25 and practice') }],
  consultations: [{
    id: 'injunction.youthJusticeBeforeReturn', with: 'Youth justice service', duty: 'consult', before: 'hearing', when: mayBeUnder18, because: 'The person is, or may be, under 18',
    missing: 'a day is fixed for the youth justice service to be consulted before the hearing with notice', ...known('Without notice, the youth justice service is consulted before the hearing with notice.', 'ASBCPA 2014 s14'),
  }],
  contents: [...injunctionContents, { id: 'injunction-interim.noActivities', ...known('Nothing that makes the person take part in activities, if made without notice.', 'ASBCPA 2014 ss6-7') }, { id: 'injunction-interim.returnDate', ...known('The day of the hearing with notice.', 'ASBCPA 2014 ss6-7') }],
  clocks: [arrestClock], service: injunctionService, ...withBreach,
  penalties: [{ who: 'adult', ...known('Up to 2 years in prison, an unlimited fine, or both.', 'Contempt of Court Act 1981 s14') }, { who: 'under 18', ...known('A supervision order of up to 6 months or, from age 14 and only where nothing else fits, detention of up to 3 months.', 'ASBCPA 2014 s12, Sch 2') }],
  opens: [], bars: [individualsOnly('injunction-interim', 'An injunction', 'ASBCPA 2014 s1(1)', 'seen')],
}

/** Violence or its threat by the person, or a significant risk of harm to others from them, emotional harm too. */
const danger = (section: string): readonly Element[] => [
  { id: 'injunction.violence', oneOf: 'injunction.danger', ...known('the behaviour includes violence or a threat of it.', `ASBCPA 2014 ${section}`) },
  { id: 'injunction.riskOfHarm', oneOf: 'injunction.danger', ...known('there is a significant risk of harm, also emotional, to others from the person.', `ASBCPA 2014 ${section}`) },
]

export const injunctionPowerOfArrest: Tool = {
  id: 'injunction-power-of-arrest', name: 'Power of arrest with an injunction', ...partOf,
  exists: goesWith(existsSince('injunction-power-of-arrest', 'Power of arrest with an injunction', 'ASBCPA 2014 s4', 'known', INJUNCTION_FROM), ALL_ORDERS),
  issuers: anyApplicant,
  ages: agesOf('injunction-power-of-arrest', 'Age for a power of arrest', { from: 10 }, 'ASBCPA 2014 s1(1)', 'seen', INJUNCTION_FROM),
  test: danger('s4'),
  priorSteps: [{ id: 'injunction.applied', before: 'application', missing: 'an application for an injunction is being made', ...known('A power of arrest goes with an injunction, not alone.', 'ASBCPA 2014 s4') }],
  consultations: [],
  contents: [{ id: 'arrest.terms', ...known('Which prohibitions or requirements it goes with; never one to take part in activities.', 'ASBCPA 2014 s4') }],
  clocks: [{ starts: 'arrest under the injunction', rule: arrestedBeforeJudge }], service: [known('A copy goes to the police, who hold it ready.', 'Practice')], ...withBreach,
  penalties: [], opens: [], bars: [individualsOnly('injunction-power-of-arrest', 'A power of arrest', 'ASBCPA 2014 s4', 'known')],
  notes: [wordsRead('An arrested person under 18 is brought before a justice of the peace; the applicant is told of the arrest.', 'ASBCPA 2014 s9(3)-(4)')],
}

export const injunctionExclusion: Tool = {
  id: 'injunction-exclusion', name: 'Exclusion from home with an injunction', ...partOf, court: 'County Court',
  exists: goesWith(existsSince('injunction-exclusion', 'Exclusion from home with an injunction', 'ASBCPA 2014 s13', 'known', INJUNCTION_FROM), ['respectOrder', 'housingInjunction']),
  issuers: [{ authority: 'Senior manager, with legal advice', ...seen('The council, the police, or the housing provider that owns or manages the home.', 'ASBCPA 2014 s13') }],
  ages: agesOf('injunction-exclusion', 'Age for exclusion from home', { from: 18 }, 'ASBCPA 2014 s13', 'seen', INJUNCTION_FROM),
  test: danger('s13'),
  priorSteps: [
    { id: 'exclusion.applied', before: 'application', missing: 'an application for an injunction is being made', ...known('Exclusion is a term of an injunction, not an order of its own.', 'ASBCPA 2014 s13') },
    { id: 'exclusion.whereToLive', before: 'application', missing: 'where the person and anybody who depends on them would live has been looked into', ...known('Losing a home must be proportionate.', 'Human Rights Act 1998 Article 8') },
  ],
  consultations: [], contents: [{ id: 'exclusion.home', ...seen('Which home, which area, and until when.', 'ASBCPA 2014 s13') }],
  clocks: [arrestClock], service: injunctionService, ...withBreach, penalties: [], opens: [],
  bars: [individualsOnly('injunction-exclusion', 'Exclusion from home', 'ASBCPA 2014 s13', 'seen')],
}
