// What people agree to: mediation, restorative justice, a good neighbour agreement, a behaviour contract, a parenting contract.
import { abcEnds, abcReview, agreementEnds, agreementReview, mediationReferral, parentingContractEnds, parentingOrderEnds, restorativeFirst, restorativeSecond } from '../deadlines/early-help.ts'
import type { Facts } from '../facts.ts'
import type { Tool } from '../tool.ts'
import { BARE, IF_MAYBE_UNDER_18, IF_MAYBE_VULNERABLE, PRACTICE, content, exists, happened, said, step } from './bare.ts'

type Bar = NonNullable<Tool['bars']>[number]
function bar(tool: string, id: string, says: string, ...kinds: readonly string[]): Bar {
  return { id: `${tool}.bar.${id}`, when: (facts: Facts) => happened(facts, ...kinds), says, source: PRACTICE, certainty: 'proposal' }
}

export const mediation: Tool = {
  ...BARE, id: 'mediation-referral', name: 'Referral to mediation', family: 'early help', rung: 2, about: 'person', exists: exists('mediation-referral', 'A referral to mediation', PRACTICE, 'known'),
  issuers: [{ authority: 'case officer', ...said('Any officer may refer two sides to a neutral mediator.', PRACTICE, 'known') }],
  bars: [
    bar('mediation-referral', 'violence', 'Mediation is not used where there has been violence or a threat of it.', 'violence', 'threat of violence'),
    bar('mediation-referral', 'domestic-abuse', 'Mediation is not used where there is domestic abuse.', 'domestic abuse'),
    bar('mediation-referral', 'hate', 'Mediation is not used where there is hate.', 'hate'),
    bar('mediation-referral', 'power', 'Mediation is not used where one side has power over the other.', 'power imbalance'),
  ],
  priorSteps: [
    step('mediation-referral.harmed-agrees', 'The person harmed agrees: mediation is voluntary.', 'The person harmed has not agreed to mediation yet.', 'issue', PRACTICE, 'proposal'),
    step('mediation-referral.other-agrees', 'The other side agrees: mediation is voluntary.', 'The other side has not agreed to mediation yet.', 'issue', PRACTICE, 'proposal'),
  ],
  clocks: [{ starts: 'both sides agreed', rule: mediationReferral }],
}

export const restorativeJustice: Tool = {
  ...BARE, id: 'restorative-justice-referral', name: 'Referral for restorative justice', family: 'early help', rung: 2, about: 'person',
  exists: exists('restorative-justice-referral', 'A referral for restorative justice', PRACTICE, 'known'),
  issuers: [{ authority: 'case officer', ...said('Any officer may refer; a trained and neutral facilitator does the work.', 'Restorative Justice Council principles', 'known') }],
  bars: [bar('restorative-justice-referral', 'domestic-abuse', 'Restorative justice is not used where there is domestic abuse.', 'domestic abuse')],
  priorSteps: [
    step('restorative-justice-referral.harmed-consents', 'The person harmed consents, recorded on its own.', 'The person harmed has not consented yet.', 'issue', 'Restorative Justice Council principles', 'known'),
    step('restorative-justice-referral.other-consents', 'The person responsible consents, recorded on its own.', 'The person responsible has not consented yet.', 'issue', 'Restorative Justice Council principles', 'known'),
    step('restorative-justice-referral.responsibility', 'The person responsible accepts some responsibility.', 'The person responsible has not accepted any responsibility yet.', 'issue', PRACTICE, 'proposal'),
    step('restorative-justice-referral.risk', 'The risk of bringing them together is assessed.', 'The risk has not been assessed yet.', 'issue', PRACTICE, 'proposal'),
  ],
  contents: [content('restorative-justice-referral.outcome', 'A written outcome agreement with dates.', PRACTICE, 'proposal')],
  clocks: [{ starts: 'outcome agreement', rule: restorativeFirst }, { starts: 'outcome agreement', rule: restorativeSecond }],
}

export const goodNeighbourAgreement: Tool = {
  ...BARE, id: 'good-neighbour-agreement', name: 'Good neighbour agreement', family: 'early help', rung: 2, about: 'place', exists: exists('good-neighbour-agreement', 'A good neighbour agreement', PRACTICE, 'known'),
  issuers: [{ authority: 'case officer', ...said('The people of a street or block write it together; it binds nobody in law.', PRACTICE, 'proposal') }],
  priorSteps: [step('good-neighbour-agreement.together', 'The neighbours have written it together.', 'The neighbours have not met to write it yet.', 'issue', PRACTICE, 'proposal')],
  contents: [content('good-neighbour-agreement.standards', 'What neighbours expect of each other, in their own words.', PRACTICE, 'proposal'), content('good-neighbour-agreement.review', 'When it is looked at again.', PRACTICE, 'proposal')],
  clocks: [{ starts: 'agreed', rule: agreementReview }, { starts: 'agreed', rule: agreementEnds }],
}

export const behaviourContract: Tool = {
  ...BARE, id: 'abc', name: 'Acceptable behaviour contract', family: 'early help', rung: 4, about: 'person', exists: exists('abc', 'An acceptable behaviour contract or agreement', PRACTICE, 'known'),
  issuers: [{ authority: 'case officer', ...said('The council, a landlord or the police may agree one with somebody.', PRACTICE, 'known') }],
  test: [{ id: 'abc.behaviour', ...said('the person has behaved in a way that the contract can name.', PRACTICE, 'known') }],
  priorSteps: [
    step('abc.met', 'An officer has met the person and explained it: it is voluntary.', 'The person has not been met and told that it is voluntary.', 'issue', PRACTICE, 'known'),
    step('abc.support', 'Support has been offered with it.', 'Support has not been offered yet.', 'issue', PRACTICE, 'known'),
    step('abc.understood', 'The person can understand it, with help if they need it.', 'Nobody has made sure that the person can understand it.', 'issue', 'Equality Act 2010 ss15, 20', 'known', IF_MAYBE_VULNERABLE),
    step('abc.parent', 'A parent or guardian signs too.', 'A parent or guardian has not agreed to sign yet, or the person’s age is not known.', 'issue', PRACTICE, 'known', IF_MAYBE_UNDER_18),
  ],
  contents: [
    content('abc.will-not', 'What the person will not do.', PRACTICE, 'known'), content('abc.will', 'What the person will do.', PRACTICE, 'known'),
    content('abc.help', 'What support is offered.', PRACTICE, 'known'), content('abc.next', 'What may follow if it is broken; it is not enforceable by itself, but a court can be told of it.', PRACTICE, 'known'),
    content('abc.signatures', 'The person’s signature and the officer’s.', PRACTICE, 'known'),
    { ...content('abc.parent-signature', 'The signature of a parent or guardian.', PRACTICE, 'known'), ...IF_MAYBE_UNDER_18 },
  ],
  clocks: [{ starts: 'signed', rule: abcReview }, { starts: 'signed', rule: abcEnds }],
  extension: said('It can be renewed if everybody agrees.', PRACTICE, 'known'),
  breach: { proof: 'none', next: ['warning-letter', 'cpw', 'injunction'], ...said('It is not enforceable by itself; the breach can be evidence later.', PRACTICE, 'known') },
  opens: [{ tool: 'injunction', ...said('A broken contract shows a court that a lesser step was tried.', PRACTICE, 'known') }],
}

export const parentingContract: Tool = {
  ...BARE, id: 'parenting-contract', name: 'Parenting contract', family: 'early help', rung: 4, about: 'person', exists: exists('parenting-contract', 'A parenting contract', 'Anti-social Behaviour Act 2003 ss19, 25', 'known'),
  issuers: [{ authority: 'youth justice service, school or council', ...said('A youth justice service, a school or the council may agree one with a parent.', 'Anti-social Behaviour Act 2003 ss19, 25', 'known') }],
  test: [{ id: 'parenting-contract.child', ...said('the parent’s child has behaved anti-socially, truanted or been excluded from school.', 'Anti-social Behaviour Act 2003 ss19, 25', 'known') }],
  priorSteps: [
    step('parenting-contract.agreed', 'The parent agrees: it is voluntary.', 'The parent has not agreed yet.', 'issue', PRACTICE, 'known'),
    step('parenting-contract.programme', 'A support programme is there for the parent.', 'No support programme has been found yet.', 'issue', 'Anti-social Behaviour Act 2003 ss19, 25', 'known'),
  ],
  contents: [content('parenting-contract.parent', 'What the parent will do.', PRACTICE, 'known'), content('parenting-contract.support', 'What support the parent gets.', PRACTICE, 'known')],
  clocks: [{ starts: 'signed', rule: parentingContractEnds }, { starts: 'parenting order', rule: parentingOrderEnds }],
  breach: { proof: 'none', next: [], ...said('A court may be told of it when a parenting order is asked for.', 'Anti-social Behaviour Act 2003 s26', 'known') },
}
