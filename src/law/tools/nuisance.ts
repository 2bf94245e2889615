// Environmental health’s powers over noise and nuisance: abatement notices and the Noise Act, recorded with their clocks.
import { environmentPenaltyDiscount, environmentPenaltyPay, environmentPenaltyProsecute, summaryProsecution } from '#law/deadlines/fixed-penalties.ts'
import { abatementAppeal, abatementDeferral } from '#law/deadlines/neighbouring.ts'
import { known, seen } from '#law/said.ts'
import type { Tool } from '#law/tool.ts'
import { existsSince } from './who.ts'
import { opensAbsoluteGround } from './opens-absolute-ground.ts'

const environmentalHealth = (source: string): Tool['issuers'] => [{ authority: 'Environmental health officer with delegation on file', ...known('The council’s environmental health team.', source) }]

export const abatementNotice: Tool = {
  id: 'abatement-notice', name: 'Abatement notice', family: 'neighbouring powers', rung: 5, whose: 'theirs', about: 'person', gate: false,
  exists: existsSince('abatement-notice', 'Abatement notice', 'EPA 1990 ss79-80', 'known'), issuers: environmentalHealth('EPA 1990 s80'), proof: 'reasonable grounds',
  test: [{ id: 'abatement.nuisance', ...known('a statutory nuisance exists, or is likely to happen or come back.', 'EPA 1990 ss79-80') }],
  priorSteps: [{ id: 'abatement.investigated', before: 'issue', missing: 'the complaint has been investigated', ...known('The council has a duty to investigate.', 'EPA 1990 s79') }],
  consultations: [],
  contents: [{ id: 'abatement.require', ...known('What must stop or be done, and by when.', 'EPA 1990 s80(1)') }, { id: 'abatement.appeal', ...known('The right to appeal to the magistrates’ court within 21 days beginning with the day of service.', 'EPA 1990 s80(3)') }],
  clocks: [{ starts: 'council satisfied of a noise nuisance', rule: abatementDeferral }, { starts: 'service', rule: abatementAppeal }, { starts: 'breach', rule: summaryProsecution }],
  service: [known('On the person responsible; on the owner or occupier where that person cannot be found.', 'EPA 1990 s80(2)')],
  appeal: known('To the magistrates’ court within 21 days beginning with the day of service.', 'EPA 1990 s80(3)'),
  breach: { proof: 'beyond reasonable doubt', ...known('Not complying without reasonable excuse is an offence.', 'EPA 1990 s80(4)'), next: ['Prosecute', 'Seize noisy equipment', 'After a conviction, consider the absolute ground for possession'] },
  penalties: [{ who: 'anybody', ...known('A fine at level 5; higher for a trade or business.', 'EPA 1990 s80(5)-(6)') }],
  opens: [...opensAbsoluteGround(known('A conviction for breaking it opens the absolute ground for 12 months.', 'Housing Act 1985 s84A condition 5; Housing Act 1988 Sch 2 Ground 7A'))],
  notes: [known('Once satisfied of a nuisance the council must serve the notice; for noise it may try other steps for up to 7 days first.', 'EPA 1990 s80(1), (2A)')],
}

export const noiseAct: Tool = {
  id: 'noise-act', name: 'Night noise warning and penalty', family: 'neighbouring powers', rung: 4, whose: 'theirs', about: 'person', gate: false,
  exists: existsSince('noise-act', 'Night noise warning and penalty', 'Noise Act 1996', 'known'), issuers: environmentalHealth('Noise Act 1996'), proof: 'beyond reasonable doubt',
  test: [
    { id: 'noise.night', ...known('it was between 11pm and 7am.', 'Noise Act 1996 s2') },
    { id: 'noise.overLevel', ...known('the noise was measured above the permitted level: 34 decibels, or 10 above the background where that is over 24.', 'Noise Act 1996 s5 and directions') },
  ],
  priorSteps: [{ id: 'noise.warned', before: 'issue', missing: 'a warning notice has been served that night', ...known('A warning notice comes before measuring for an offence.', 'Noise Act 1996 s3') }],
  consultations: [], contents: [{ id: 'noise.warning', ...known('That noise above the permitted level may be an offence, and from when.', 'Noise Act 1996 s3') }],
  clocks: [{ starts: 'date of the notice', rule: environmentPenaltyProsecute }, { starts: 'date of the notice', rule: environmentPenaltyPay }, { starts: 'date of the notice', rule: environmentPenaltyDiscount }, { starts: 'day of the offence', rule: summaryProsecution }],
  service: [known('Handed to somebody there, or left there.', 'Noise Act 1996 s3')],
  penalties: [
    { who: 'anybody', ...known('Homes: a fine up to level 3 (£1,000), or a fixed penalty of £75 to £110.', 'Noise Act 1996 ss4, 8') },
    { who: 'body', ...seen('Licensed premises: a fine up to level 5, or a fixed penalty of £500 with no lower amount.', 'Noise Act 1996 ss4A, 8A') },
  ],
  opens: [{ tool: 'licence-review', ...known('Evidence for the review of a licence.', 'Practice') }],
}
