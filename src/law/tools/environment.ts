// Environmental offences with a fixed penalty, and untidy land: other teams use them, we record the outcome and its clocks.
import { environmentPenaltyDiscount, environmentPenaltyPay, environmentPenaltyProsecute, summaryProsecution } from '#law/deadlines/fixed-penalties.ts'
import { householdBinsFinal, litterKeeperDoubles, untidyLandAppeal, untidyLandEffect, wasteOnLandAppeal } from '#law/deadlines/neighbouring.ts'
import { known, seen, unsure } from '#law/said.ts'
import type { Tool } from '#law/tool.ts'
import { penaltyEvidence, penaltyIdentity, penaltyParents, penaltyYouthJustice } from './fixed-penalty.ts'
import { agesOf, existsSince } from './who.ts'

const wait: Tool['clocks'] = [{ starts: 'date of the notice', rule: environmentPenaltyProsecute }, { starts: 'date of the notice', rule: environmentPenaltyPay }, { starts: 'date of the notice', rule: environmentPenaltyDiscount }]

type Differs = Pick<Tool, 'id' | 'name' | 'clocks' | 'penalties'> & { readonly source: string; readonly did: string }
const penalty = ({ source, did, id, name, clocks, penalties }: Differs): Tool => ({
  id, name, clocks, penalties, family: 'neighbouring powers', rung: 4, whose: 'theirs', about: 'person', gate: false, proof: 'beyond reasonable doubt',
  exists: existsSince(id, name, source, 'known'), issuers: [{ authority: 'Authorised environment officer', ...known('The council’s environment team.', source) }],
  ages: agesOf(id, `Age for: ${name.toLowerCase()}`, { from: 10 }, 'Children and Young Persons Act 1933 s50', 'known'),
  test: [{ id: `${id}.did`, ...known(did, source) }],
  priorSteps: [penaltyEvidence, penaltyIdentity, penaltyParents], consultations: [penaltyYouthJustice],
  contents: [{ id: `${id}.offence`, ...known('What happened, when and where; how much, how much if paid early, by when and how.', source) }],
  service: [known('By hand or by post.', source)], opens: [],
  breach: { proof: 'beyond reasonable doubt', ...known('If it is not paid, the offence can be prosecuted once the 14 days are over.', source), next: ['Wait until the 14 days are over', 'Remind once', 'Prosecute the offence, or cancel and say why'] },
})

export const litterPenalty = penalty({
  id: 'fpn-litter', name: 'Fixed penalty notice for litter, graffiti or fly-posting', source: 'EPA 1990 ss87-88; Anti-social Behaviour Act 2003 s43', did: 'the person dropped litter, or put up graffiti or posters.',
  clocks: [...wait, { starts: 'day of the offence (litter)', rule: summaryProsecution }, { starts: 'date of the keeper’s penalty notice', rule: litterKeeperDoubles }],
  penalties: [{ who: 'anybody', ...seen('A fixed penalty of up to £500, or in court a fine up to level 4 (£2,500) for litter.', 'EPA 1990 ss87-88') }, { who: 'anybody', ...known('Graffiti can be prosecuted as criminal damage.', 'Criminal Damage Act 1971 s1') }],
})

export const flyTippingPenalty = penalty({
  id: 'fpn-fly-tipping', name: 'Fixed penalty notice for fly-tipping or the waste duty of care', source: 'EPA 1990 ss33, 33ZA, 34, 34ZA', did: 'the person tipped waste, or did not take care who took their household waste.',
  clocks: [...wait, { starts: 'service of a notice to clear waste', rule: wasteOnLandAppeal }],
  penalties: [{ who: 'anybody', ...seen('A fixed penalty of up to £1,000 for fly-tipping and up to £600 for the duty of care.', 'EPA 1990 ss33ZA, 34ZA') }, { who: 'anybody', ...known('In court an unlimited fine; for fly-tipping up to 5 years in prison.', 'EPA 1990 s33') }],
})

export const vehiclePenalty = penalty({
  id: 'fpn-vehicle', name: 'Fixed penalty notice for nuisance parking or an abandoned vehicle', source: 'Clean Neighbourhoods and Environment Act 2005 s6; Refuse Disposal (Amenity) Act 1978 s2A', did: 'the person sold or repaired vehicles on the road as a business, or abandoned one.',
  clocks: [...wait, { starts: 'day of the offence', rule: summaryProsecution }],
  penalties: [{ who: 'anybody', ...seen('A fixed penalty of £100 for nuisance parking and £200 for an abandoned vehicle.', 'Clean Neighbourhoods and Environment Act 2005 s6; Refuse Disposal (Amenity) Act 1978 s2A') }, { who: 'anybody', ...known('In court a fine of up to £2,500; for abandoning also up to 3 months in prison.', 'Refuse Disposal (Amenity) Act 1978 s2') }],
})

export const freeLiteraturePenalty = penalty({
  id: 'fpn-free-literature', name: 'Fixed penalty notice for giving out free literature', source: 'EPA 1990 Sch 3A', did: 'the person gave out free printed matter where the council does not allow it.',
  clocks: [...wait, { starts: 'day of the offence', rule: summaryProsecution }],
  penalties: [{ who: 'anybody', ...unsure('A fixed penalty of up to £150, or up to £500 once an administrator has confirmed it.', 'EPA 1990 Sch 3A') }, { who: 'anybody', ...known('In court a fine up to level 4 (£2,500).', 'EPA 1990 Sch 3A') }],
})

/** Whether the six months of summary offences count here is not known to us: so that clock is not among its clocks, and a note says so. */
export const wasteDocumentsPenalty: Tool = {
  ...penalty({
    id: 'fpn-waste-documents', name: 'Fixed penalty notice for waste carrier or transfer documents', source: 'Control of Pollution (Amendment) Act 1989 s5B; EPA 1990 s34A', did: 'the person or business did not show the documents of the waste they carried or passed on.', clocks: wait,
    penalties: [{ who: 'anybody', ...seen('A fixed penalty of £300; at least £180 if paid early.', 'Control of Pollution (Amendment) Act 1989 s5B; EPA 1990 s34A') }, { who: 'anybody', ...known('In court an unlimited fine.', 'EPA 1990 s34') }],
  }),
  notes: [unsure('Whether a prosecution must begin within 6 months is not held here: ask legal services at once.', 'MCA 1980 s127')],
}

export const commercialBinsPenalty = penalty({
  id: 'fpn-commercial-bins', name: 'Fixed penalty notice for a business’s waste bins', source: 'EPA 1990 s47ZA', did: 'the business did not put its waste out in the bins and at the times asked.',
  clocks: [...wait, { starts: 'day of the offence', rule: summaryProsecution }],
  penalties: [{ who: 'anybody', ...unsure('A fixed penalty of £75 to £110, once an administrator has confirmed it.', 'EPA 1990 s47ZA') }, { who: 'anybody', ...known('In court a fine of up to £1,000.', 'EPA 1990 s47') }],
})

export const householdBins: Tool = {
  ...penalty({ id: 'penalty-household-bins', name: 'Civil penalty for household bins', source: 'EPA 1990 s46A', did: 'the household did not put its waste out as asked, and that harmed the locality.', clocks: [{ starts: 'date of the notice of intent', rule: householdBinsFinal }], penalties: [{ who: 'anybody', ...known('A civil penalty, owed as a debt; no offence.', 'EPA 1990 s46A') }] }),
  proof: 'balance of probabilities', consultations: [],
  priorSteps: [
    { id: 'bins.warned', before: 'issue', missing: 'a written warning has been sent', ...known('A written warning comes first.', 'EPA 1990 s46A') }, { id: 'bins.intent', before: 'issue', missing: 'a notice of intent has been served', ...known('Then a notice of intent, with 28 days to answer.', 'EPA 1990 ss46A, 46C') },
  ],
  breach: { proof: 'balance of probabilities', ...known('If it is not paid it is claimed as a debt.', 'EPA 1990 s46A'), next: ['Claim the debt, or cancel and say why'] },
}

export const untidyLandNotice: Tool = {
  id: 'untidy-land-notice', name: 'Untidy land notice', family: 'neighbouring powers', rung: 5, whose: 'theirs', about: 'place', gate: false,
  exists: existsSince('untidy-land-notice', 'Untidy land notice', 'TCPA 1990 s215', 'known'), issuers: [{ authority: 'Planning officer with delegation on file', ...known('The local planning authority.', 'TCPA 1990 s215') }], proof: 'reasonable grounds',
  test: [{ id: 'untidy.amenity', ...known('the condition of the land harms the amenity of the area.', 'TCPA 1990 s215(1)') }],
  priorSteps: [{ id: 'untidy.support', before: 'issue', missing: 'whether the occupier needs help, because of age or disability, has been looked at', ...known('A letter and help come first.', 'Practice') }],
  consultations: [],
  contents: [{ id: 'untidy.steps', ...known('What must be done, and by when.', 'TCPA 1990 s215(2)') }, { id: 'untidy.effect', ...known('The day it takes effect, and the right to appeal before that day.', 'TCPA 1990 ss215, 217') }],
  clocks: [{ starts: 'service', rule: untidyLandEffect }, { starts: 'day before the notice takes effect', rule: untidyLandAppeal }, { starts: 'offence', rule: summaryProsecution }],
  service: [known('On the owner and the occupier.', 'TCPA 1990 s215(1)')], appeal: known('To the magistrates’ court before the notice takes effect.', 'TCPA 1990 s217'),
  breach: { proof: 'beyond reasonable doubt', ...known('Not complying is an offence.', 'TCPA 1990 s216'), next: ['Prosecute', 'Do the work and claim the cost'] },
  penalties: [{ who: 'anybody', ...known('A fine up to level 3, and a fine for each day it goes on.', 'TCPA 1990 s216') }], opens: [],
}
