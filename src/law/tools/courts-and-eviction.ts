// What the county court may make of a tenancy case short of eviction, and the warrant at its end.
import { noticeKeeps, review, year } from '../deadlines/demotion.ts'
import { evictionNotice } from '../deadlines/starter-and-warrant.ts'
import type { Tool } from '../tool.ts'
import { BARE, PRACTICE, content, element, exists, said, step } from './bare.ts'
import { HEAD, SENIOR, SERVED, housingAndSafeguarding, nuisance, supportChecked } from './tenancy-parts.ts'

const DEMOTION = 'Housing Act 1985 s82A; Housing Act 1988 s6A'

export const undertaking: Tool = {
  ...BARE, id: 'undertaking', name: 'Undertaking to the court', family: 'orders and notices', rung: 6, about: 'person', exists: exists('undertaking', 'An undertaking', 'County court practice; breach is contempt of court', 'known'),
  issuers: [{ authority: 'the person, to the court', ...said('The person promises the court instead of an injunction being made.', PRACTICE, 'known') }], court: 'county court',
  test: [element('undertaking.claim', 'a claim for an injunction is before the court.', PRACTICE, 'known')],
  priorSteps: [step('undertaking.understood', 'The court has made sure that the person understands what breaking it means.', 'It is not recorded that the person understands what breaking the promise means.', 'hearing', PRACTICE, 'known')],
  contents: [content('undertaking.words', 'The exact words of the promise.', PRACTICE, 'known'), content('undertaking.expiry', 'The day on which it ends.', PRACTICE, 'known')],
  breach: { proof: 'beyond reasonable doubt', next: ['injunction'], ...said('Breaking it is contempt of court. No power of arrest goes with it.', PRACTICE, 'known') },
}

export const demotion: Tool = {
  ...BARE, id: 'demotion', name: 'Demotion of a tenancy', family: 'tenancy', rung: 8, about: 'tenancy', exists: exists('demotion', 'The demotion of a tenancy', DEMOTION, 'known'),
  landlords: ['council', 'association'], tenancies: ['secure', 'flexible', 'assured'], issuers: [SENIOR], court: 'county court', proof: 'balance of probabilities', gate: true,
  test: [...nuisance('demotion', DEMOTION), element('demotion.reasonable', 'it is reasonable to make the order.', DEMOTION, 'known')],
  priorSteps: [supportChecked('demotion'), step('demotion.notice', 'Notice of the claim was served and its date has passed, or the court is asked to do without it.', 'No notice of the claim for demotion has been served, or its date has not passed.', 'application', 'Housing Act 1985 s83; Housing Act 1988 s6A', 'known')],
  clocks: [{ starts: 'demotion order takes effect', rule: year }, { starts: 'notice of proceedings', rule: noticeKeeps }, { starts: 'notice to end it', rule: review }], service: SERVED,
  appeal: said('If the landlord means to end the demoted tenancy, the tenant may ask for a review within 14 days beginning with service.', 'Housing Act 1996 s143F', 'known'),
  notes: [said('A notice of proceedings served before the year ends is enough to keep the tenancy demoted: not so with an introductory tenancy.', 'Housing Act 1996 s143B(3) and (4); Housing Act 1988 s20B', 'known')],
}

export const suspendedPossessionOrder: Tool = {
  ...BARE, id: 'suspended-possession-order', name: 'Suspended possession order', family: 'tenancy', rung: 9, about: 'tenancy', exists: exists('suspended-possession-order', 'A suspended possession order', 'Housing Act 1985 s85; Housing Act 1988 s9', 'known'),
  landlords: ['council', 'association'], tenancies: ['secure', 'flexible', 'assured', 'starter'], issuers: [SENIOR], court: 'county court', proof: 'balance of probabilities', gate: true,
  test: [
    element('suspended-possession-order.ground', 'a discretionary ground is made out.', 'Housing Act 1985 Schedule 2; Housing Act 1988 Schedule 2', 'known'),
    element('suspended-possession-order.reasonable', 'an order is reasonable, and terms may stop the behaviour.', 'Housing Act 1985 ss85, 85A; Housing Act 1988 ss9, 9A', 'known'),
  ],
  priorSteps: [supportChecked('suspended-possession-order'), step('suspended-possession-order.notice', 'A notice seeking possession was served and still lives.', 'No notice seeking possession that still lives is recorded.', 'application', 'Housing Act 1985 s83; Housing Act 1988 s8', 'known')],
  contents: [content('suspended-possession-order.terms', 'The terms the tenant must keep.', PRACTICE, 'known'), content('suspended-possession-order.review', 'The day on which the terms are reviewed.', PRACTICE, 'known')],
  breach: { proof: 'balance of probabilities', next: ['warrant'], ...said('If the terms are broken the landlord may ask for a warrant.', PRACTICE, 'known') },
}

export const warrant: Tool = {
  ...BARE, id: 'warrant', name: 'Warrant of possession and eviction', family: 'tenancy', rung: 10, about: 'tenancy', exists: exists('warrant', 'A warrant of possession', 'Civil Procedure Rules Part 83', 'known'),
  landlords: ['council', 'association'], tenancies: ['introductory', 'secure', 'flexible', 'starter', 'assured', 'demoted'], issuers: [HEAD], court: 'county court', proof: 'documents', gate: true,
  test: [element('warrant.order', 'there is a possession order whose day has passed, or whose terms were broken.', 'Civil Procedure Rules Part 83', 'known')],
  priorSteps: [supportChecked('warrant')], consultations: [housingAndSafeguarding('warrant', 'hearing')],
  contents: [content('warrant.date', 'The date and time of the eviction, at least 14 days on.', 'Civil Procedure Rules Part 83', 'known')], clocks: [{ starts: 'notice of eviction', rule: evictionNotice }],
}
