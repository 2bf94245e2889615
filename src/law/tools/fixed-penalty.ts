// Fixed penalty notices for breaking a community protection notice or a public spaces protection order.
import { cpnPenaltyDiscount, cpnPenaltyPay, cpnPenaltyProsecute, pspoPenaltyDiscount, pspoPenaltyPay, pspoPenaltyProsecute, summaryProsecution } from '#law/deadlines/fixed-penalties.ts'
import { known, proposed, seen, unsure, wordsRead } from '#law/said.ts'
import type { Element, PriorStep, Tool } from '#law/tool.ts'
import { agesOf, existsSince, isKnownUnder, mayBeUnder18 } from './who.ts'

export const penaltyEvidence: PriorStep = {
  id: 'fpn.prosecutable', before: 'issue', missing: 'the evidence would be enough to prosecute', ...known('A fixed penalty is an offer not to prosecute: without a case there is nothing to offer.', 'Practice'),
}
export const penaltyIdentity: PriorStep = {
  id: 'fpn.identity', before: 'issue', missing: 'name, address, age and how they were checked are written down', ...known('Age and identity are recorded.', 'Practice'),
}
/** Councils’ usual policy on children: none under 10, a meeting with a parent at 10 to 15, with the youth justice service at 16 and 17. */
export const penaltyParents: PriorStep = {
  id: 'fpn.parents', before: 'issue', when: facts => isKnownUnder(16, facts), because: 'The person is under 16',
  missing: 'a meeting with a parent has been tried, and why a penalty is right all the same is written down', ...proposed('Under 16 generally no penalty: meet the parents.', 'Council policy on children'),
}
export const penaltyYouthJustice = {
  id: 'fpn.youthJustice', with: 'Youth justice service', duty: 'consult', before: 'issue', when: mayBeUnder18, because: 'The person is, or may be, under 18',
  missing: 'the youth justice service has been asked', ...proposed('Under 18 together with the youth justice service.', 'Council policy on children'),
} as const

const contents = (section: string): Tool['contents'] => [
  { id: 'fpn.offence', ...known('What happened, when and where, in enough detail.', section) },
  { id: 'fpn.protected', ...known('That nobody will be prosecuted for it in the 14 days following the date of the notice.', section) },
  { id: 'fpn.howMuch', ...known('How much, how much if paid early, and until when.', section) },
  { id: 'fpn.howToPay', ...known('To whom and where to pay.', section) },
  { id: 'fpn.representations', ...known('How to say that it is wrong.', 'Practice') },
]

type Differs = Pick<Tool, 'id' | 'name' | 'exists' | 'issuers' | 'ages' | 'test' | 'clocks' | 'notes'> & { readonly section: string; readonly afterwards: string }

function penalty({ section, afterwards, ...differs }: Differs): Tool {
  return {
    ...differs, family: 'orders and notices', rung: 6, whose: 'ours', about: 'person', gate: false, proof: 'beyond reasonable doubt',
    priorSteps: [penaltyEvidence, penaltyIdentity, penaltyParents], consultations: [penaltyYouthJustice], contents: contents(section),
    service: [known('By hand or by post; a notice by post says so and its day is worked out.', section)],
    appeal: known('None: whoever disagrees need not pay and may be prosecuted instead. We look at what they say first.', section),
    breach: { proof: 'beyond reasonable doubt', ...known(`Not paying is no offence in itself; ${afterwards} can then be prosecuted.`, section), next: ['Wait until the 14 days are over', 'Remind once', 'Prosecute the offence, or cancel and say why'] },
    penalties: [{ who: 'anybody', ...seen('Up to £100.', section) }, { who: 'anybody', change: 'fpnMax500', ...unsure('Up to £500.', 'Crime and Policing Act 2026') }],
    opens: [],
  }
}

const broke = (id: string, what: string, section: string): readonly Element[] => [
  { id: `${id}.broken`, ...known(`the person broke ${what}.`, section) }, { id: `${id}.noExcuse`, ...known('there was no reasonable excuse.', section) },
]

export const fixedPenaltyCpn: Tool = penalty({
  id: 'fpn-cpn', name: 'Fixed penalty notice for breaking a community protection notice', section: 'ASBCPA 2014 s52', afterwards: 'the breach',
  exists: existsSince('fpn-cpn', 'Fixed penalty notice for breaking a community protection notice', 'ASBCPA 2014 s52', 'seen'),
  issuers: [{ authority: 'Authorised officer with delegation on file and not expired', ...known('Council officers, the police and those the council designated; paid to the council.', 'ASBCPA 2014 s52(4), s53') }],
  ages: agesOf('fpn-cpn', 'Age for this fixed penalty', { from: 16 }, 'ASBCPA 2014 s43(1)', 'seen'),
  test: broke('cpnBreach', 'a requirement of the notice', 'ASBCPA 2014 s48'),
  clocks: [{ starts: 'date of the notice', rule: cpnPenaltyProsecute }, { starts: 'date of the notice', rule: cpnPenaltyPay }, { starts: 'date of the notice', rule: cpnPenaltyDiscount }, { starts: 'day of the offence', rule: summaryProsecution }],
  notes: [wordsRead('Payment in the 14 days means no conviction for it; the time for a lower amount must be shorter than 14 days.', 'ASBCPA 2014 s52(5), (8)')],
})

export const fixedPenaltyPspo: Tool = penalty({
  id: 'fpn-pspo', name: 'Fixed penalty notice for breaking a public spaces protection order', section: 'ASBCPA 2014 s68', afterwards: 'the breach',
  exists: existsSince('fpn-pspo', 'Fixed penalty notice for breaking a public spaces protection order', 'ASBCPA 2014 s68', 'seen'),
  issuers: [{ authority: 'Authorised officer with delegation on file and not expired', ...known('Constables and those the council authorised.', 'ASBCPA 2014 s68') }],
  ages: agesOf('fpn-pspo', 'Age for this fixed penalty', { from: 10 }, 'ASBCPA 2014 s67', 'known'),
  test: [{ id: 'pspo.inForce', ...known('the order was in force there and then, and signs said so.', 'ASBCPA 2014 ss60, 67') }, ...broke('pspoBreach', 'a prohibition or requirement of the order', 'ASBCPA 2014 s67')],
  clocks: [{ starts: 'date of the notice', rule: pspoPenaltyProsecute }, { starts: 'date of the notice', rule: pspoPenaltyPay }, { starts: 'date of the notice', rule: pspoPenaltyDiscount }, { starts: 'day of the offence', rule: summaryProsecution }],
  notes: [known('For alcohol the offence is only to go on drinking, or not to hand it over, when an officer asks.', 'ASBCPA 2014 s63')],
})
