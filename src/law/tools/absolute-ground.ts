// The absolute ground for possession: s84A for the council's secure tenants, Ground 7A for an association's assured tenants.
import { ABSOLUTE_GROUND_EVENTS, claimFixed, noticeLife, reviewRequest } from '../deadlines/absolute-ground.ts'
import { assuredLife } from '../deadlines/notices-seeking-possession.ts'
import type { Element, Tool } from '../tool.ts'
import { BARE, content, element, exists, said, step } from './bare.ts'
import { HEAD, PROTOCOL, SERVED, housingAndSafeguarding, noticeParts, supportChecked } from './tenancy-parts.ts'

function conditions(tool: string, source: string): readonly Element[] {
  const one = (n: number, says: string): Element => element(`${tool}.condition${n}`, says, source, 'known', 'condition')
  return [
    one(1, 'the tenant, somebody they live with or a visitor was convicted of a serious offence tied to the home, the locality, neighbours or the landlord (condition 1).'),
    one(2, 'a court found that an injunction was breached, other than by not taking part in an activity, with the same tie (condition 2).'),
    one(3, 'there was a conviction of breach of a criminal behaviour order, with the same tie (condition 3).'),
    one(4, 'a closure order, with the notice before it, prohibited access to the home for more than 48 hours without a break (condition 4).'),
    one(5, 'there was a conviction of breach of a noise abatement notice or order (condition 5).'),
  ]
}

const letter = (tool: string): Tool['priorSteps'][number] =>
  step(`${tool}.letter`, 'The tenant was told why a mandatory ground is used, and asked for comments in a set time.', 'No letter has explained why a mandatory ground is used and invited comments.', 'issue', PROTOCOL, 'known')

const opens: Tool['opens'] = [{ tool: 'warrant', ...said('If the tenant stays after the order, a warrant can be asked for.', 'Civil Procedure Rules Part 83', 'known') }]
const mustMake = said('The court must make the order if the condition and the steps are shown, unless human rights, public law or equality stand against it. It can postpone by 14 days, or 6 weeks for exceptional hardship.', 'Housing Act 1985 s84A; Housing Act 1988 s7; Housing Act 1980 s89', 'seen')

export const absoluteGroundCouncil: Tool = {
  ...BARE, id: 'absolute-ground-council', name: 'Absolute ground for possession, council tenant', family: 'tenancy', rung: 10, about: 'tenancy', exists: exists('absolute-ground-council', 'The absolute ground for possession (council)', 'Housing Act 1985 s84A', 'known'),
  landlords: ['council'], tenancies: ['secure', 'flexible'], issuers: [HEAD], court: 'county court', proof: 'documents', gate: true, window: ABSOLUTE_GROUND_EVENTS,
  test: conditions('absolute-ground-council', 'Housing Act 1985 s84A'),
  priorSteps: [supportChecked('absolute-ground-council'), letter('absolute-ground-council'), step('absolute-ground-council.reviewer', 'Somebody else, more senior, stands ready to review the decision.', 'No reviewing officer has been named yet.', 'issue', 'Housing Act 1985 s85ZA', 'known')],
  consultations: [housingAndSafeguarding('absolute-ground-council', 'application')],
  contents: [
    content('absolute-ground-council.ground', 'That the court will be asked to make an order under s84A.', 'Housing Act 1985 s83ZA', 'seen'), content('absolute-ground-council.condition', 'Which condition or conditions are relied on.', 'Housing Act 1985 s83ZA', 'seen'),
    ...noticeParts('absolute-ground-council', 'Housing Act 1985 s83ZA'), content('absolute-ground-council.review', 'That the tenant may ask for a review, and within which time.', 'Housing Act 1985 ss83ZA, 85ZA', 'seen'),
  ],
  clocks: [{ starts: 'notice served', rule: reviewRequest }, { starts: 'notice served, fixed term', rule: claimFixed }, { starts: 'date specified', rule: noticeLife }], service: SERVED,
  appeal: said('The tenant may ask in writing for a review within 7 days beginning with service; nobody can extend that. An oral hearing is held if asked for.', 'Housing Act 1985 s85ZA; Harris v Hounslow (Court of Appeal, 2017)', 'seen'),
  notes: [mustMake, said('How much notice a review hearing needs is counted in business days as the regulations define them: read regulations 5 to 8.', 'SI 2014/2554', 'known')], opens,
}

export const absoluteGroundAssociation: Tool = {
  ...BARE, id: 'absolute-ground-association', name: 'Absolute ground for possession, association tenant (Ground 7A)', family: 'tenancy', rung: 10, about: 'tenancy', exists: exists('absolute-ground-association', 'The absolute ground for possession (association)', 'Housing Act 1988 Schedule 2 Ground 7A', 'known'),
  landlords: ['association'], tenancies: ['assured', 'starter'], issuers: [HEAD], court: 'county court', proof: 'documents', gate: true, window: ABSOLUTE_GROUND_EVENTS,
  test: conditions('absolute-ground-association', 'Housing Act 1988 Schedule 2 Ground 7A'), priorSteps: [supportChecked('absolute-ground-association'), letter('absolute-ground-association')],
  consultations: [housingAndSafeguarding('absolute-ground-association', 'application')],
  contents: [content('absolute-ground-association.ground', 'That the court will be asked for possession on Ground 7A.', 'Housing Act 1988 s8', 'seen'), content('absolute-ground-association.condition', 'Which condition or conditions are relied on.', 'Housing Act 1988 s8', 'seen'), ...noticeParts('absolute-ground-association', 'Housing Act 1988 s8')],
  clocks: [{ starts: 'notice served', rule: assuredLife }], service: SERVED,
  notes: [mustMake, said('No Act gives the tenant a review, but guidance expects the association to offer one.', 'Home Office statutory guidance', 'seen')], opens,
}
