// Tenancies on probation: extending and ending an introductory tenancy of the council and a starter tenancy of an association.
import { claim, endingReview, extensionNotice, extensionNoticeBy, extensionReview, proceedingsBy, year } from '../deadlines/introductory.ts'
import { ended, starterLongest, starterNotice, starterYear } from '../deadlines/starter-and-warrant.ts'
import type { Facts } from '../facts.ts'
import { inForce } from '../row.ts'
import type { Tool } from '../tool.ts'
import { BARE, content, element, exists, said, step, usedBefore } from './bare.ts'
import { HEAD, SENIOR, SERVED, housingAndSafeguarding, noticeParts, supportChecked } from './tenancy-parts.ts'

const S125A = 'Housing Act 1996 s125A'
const UNKNOWN = 'The day on which the tenancy began is not known, and the time runs from it.'
const extended = (facts: Facts): boolean => usedBefore(facts, 'introductory-extension')

export const introductoryExtension: Tool = {
  ...BARE, id: 'introductory-extension', name: 'Extension of an introductory tenancy', family: 'tenancy', rung: 6, about: 'tenancy', exists: exists('introductory-extension', 'The extension of an introductory tenancy', S125A, 'known'),
  landlords: ['council'], tenancies: ['introductory'], issuers: [SENIOR], proof: 'balance of probabilities', gate: true,
  bars: [{ id: 'introductory-extension.once', when: extended, says: 'An introductory tenancy can be extended once only, and this one was.', source: S125A, certainty: 'known' }],
  window: [{ event: 'tenancy began', unknown: UNKNOWN, ends: (began, _facts, law) => extensionNoticeBy(began, law) }],
  test: [element('introductory-extension.reasons', 'there are reasons to extend that can be put to the tenant.', S125A, 'known')],
  priorSteps: [supportChecked('introductory-extension')],
  contents: [
    content('introductory-extension.decision', 'That the council has decided to extend the year by 6 months.', S125A, 'known'), content('introductory-extension.why', 'The reasons.', S125A, 'known'),
    content('introductory-extension.review', 'That the tenant may ask for a review, and by when.', 'Housing Act 1996 s125B', 'known'),
  ],
  clocks: [{ starts: 'tenancy began', rule: year }, { starts: 'notice served', rule: extensionReview }], service: SERVED,
  notes: [said('At least 8 weeks before the last day of the year: leave time for the post.', extensionNotice.rows[0]?.source ?? S125A, 'known')],
  appeal: said('The tenant may ask the council for a review within 14 days beginning with service.', 'Housing Act 1996 s125B', 'known'),
  opens: [{ tool: 'introductory-ending', ...said('The tenancy can be ended in the 6 months added.', S125A, 'known') }],
}

export const introductoryEnding: Tool = {
  ...BARE, id: 'introductory-ending', name: 'Ending an introductory tenancy', family: 'tenancy', rung: 9, about: 'tenancy', exists: exists('introductory-ending', 'Ending an introductory tenancy', 'Housing Act 1996 ss127 to 129', 'known'),
  landlords: ['council'], tenancies: ['introductory'], issuers: [HEAD], court: 'county court', proof: 'documents', gate: true,
  window: [{ event: 'tenancy began', unknown: UNKNOWN, ends: (began, facts, law) => proceedingsBy(began, extended(facts), law) }],
  test: [element('introductory-ending.reasons', 'there are reasons to end it that can be put to the tenant.', 'Housing Act 1996 s128', 'known')],
  priorSteps: [supportChecked('introductory-ending'), step('introductory-ending.reviewer', 'Somebody senior, who had no part in the decision, stands ready to review it.', 'No reviewing officer has been named yet.', 'issue', 'Housing Act 1996 s129', 'known')],
  consultations: [housingAndSafeguarding('introductory-ending', 'application')],
  contents: [
    content('introductory-ending.decision', 'That the council will ask the court for possession.', 'Housing Act 1996 s128', 'known'), ...noticeParts('introductory-ending', 'Housing Act 1996 s128'),
    content('introductory-ending.review', 'That the tenant may ask for a review, and by when.', 'Housing Act 1996 s129', 'known'),
  ],
  clocks: [{ starts: 'notice served', rule: endingReview }], service: SERVED,
  appeal: said('The tenant may ask for a review within 14 days beginning with service; the decision must come before the date in the notice.', 'Housing Act 1996 s129', 'known'),
  notes: [
    said('The court must make the order if the steps were followed. The tenant can still raise human rights and equality.', 'Housing Act 1996 s127', 'known'),
    said('Only a claim begun before the tenancy’s last day ends keeps it introductory; a notice does not.', 'Housing Act 1996 s130(1)', 'read'),
    said('A claim waits for the end of a rent period, at least 4 weeks on.', claim.rows[0]?.source ?? '', 'known'),
  ],
  opens: [{ tool: 'warrant', ...said('If the tenant stays after the order, a warrant can be asked for.', 'Civil Procedure Rules Part 83', 'known') }],
}

const AGREEMENT = 'The tenancy agreement'
const shorthold = (tool: string, name: string): Tool['exists'] => ({ id: `${tool}.exists`, says: `${name} may be used`, rows: [inForce('exists', 'Housing Act 1988', 'known'), ended('exists')] })

export const starterExtension: Tool = {
  ...BARE, id: 'starter-extension', name: 'Extension of a starter tenancy', family: 'tenancy', rung: 6, about: 'tenancy', exists: shorthold('starter-extension', 'The extension of a starter tenancy'),
  landlords: ['association'], tenancies: ['starter'], issuers: [SENIOR], proof: 'balance of probabilities', gate: true,
  window: [{ event: 'tenancy began', unknown: UNKNOWN, rule: starterYear }],
  bars: [{ id: 'starter-extension.once', when: facts => usedBefore(facts, 'starter-extension'), says: 'This starter tenancy was extended before, usually to the longest it can last.', source: AGREEMENT, certainty: 'known' }],
  test: [element('starter-extension.reasons', 'there are reasons to extend that the agreement allows.', AGREEMENT, 'known')], priorSteps: [supportChecked('starter-extension')],
  contents: [content('starter-extension.why', 'The reasons, and until when it is extended.', AGREEMENT, 'known'), content('starter-extension.appeal', 'How to ask for the decision to be looked at again.', AGREEMENT, 'known')],
  clocks: [{ starts: 'tenancy began', rule: starterLongest }], service: SERVED,
}

export const starterEnding: Tool = {
  ...BARE, id: 'starter-ending', name: 'Ending a starter tenancy', family: 'tenancy', rung: 9, about: 'tenancy', exists: shorthold('starter-ending', 'Ending a starter tenancy by a section 21 notice'),
  landlords: ['association'], tenancies: ['starter'], issuers: [HEAD], court: 'county court', proof: 'documents', gate: true,
  priorSteps: [supportChecked('starter-ending')], consultations: [housingAndSafeguarding('starter-ending', 'application')],
  contents: [content('starter-ending.date', 'The date after which possession is required.', 'Housing Act 1988 s21', 'known'), content('starter-ending.form', 'What the prescribed form asks for.', 'Housing Act 1988 s21', 'known')],
  clocks: [{ starts: 'notice given', rule: starterNotice }], service: SERVED,
  notes: [said('Once the Renters’ Rights Act reaches housing associations, section 21 is gone and a ground is needed.', 'Renters’ Rights Act 2025', 'seen')],
  opens: [{ tool: 'warrant', ...said('If the tenant stays after the order, a warrant can be asked for.', 'Civil Procedure Rules Part 83', 'known') }],
}
