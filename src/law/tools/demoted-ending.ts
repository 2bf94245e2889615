// Ending a demoted tenancy of the council: notice with reasons before the demoted year is over, and the tenant's review.
import { noticeKeeps, review, year } from '../deadlines/demotion.ts'
import type { Tool } from '../tool.ts'
import { BARE, content, element, exists, said, step } from './bare.ts'
import { HEAD, SERVED, housingAndSafeguarding, supportChecked } from './tenancy-parts.ts'

const S143F = 'Housing Act 1996 s143F'
const S143B = 'Housing Act 1996 s143B(3) and (4)'

export const demotedEnding: Tool = {
  ...BARE, id: 'demoted-ending', name: 'Ending a demoted tenancy', family: 'tenancy', rung: 9, about: 'tenancy', exists: exists('demoted-ending', 'Ending a demoted tenancy', 'Housing Act 1996 ss143B, 143F', 'known'),
  landlords: ['council'], tenancies: ['demoted'], issuers: [HEAD], court: 'county court', proof: 'documents', gate: true,
  window: [{ event: 'demotion order takes effect', unknown: 'The day on which the demotion order took effect is not recorded, and the year runs from it.', rule: year }],
  test: [element('demoted-ending.reasons', 'there are reasons to end it that can be put to the tenant.', S143F, 'known')],
  priorSteps: [supportChecked('demoted-ending'), step('demoted-ending.reviewer', 'Somebody senior, who had no part in the decision, stands ready to review it.', 'No reviewing officer has been named yet.', 'issue', 'Scheme of delegation', 'proposal')],
  consultations: [housingAndSafeguarding('demoted-ending', 'application')],
  contents: [
    content('demoted-ending.decision', 'That the council will ask the court for possession.', S143F, 'known'), content('demoted-ending.why', 'The reasons.', S143F, 'known'),
    content('demoted-ending.review', 'That the tenant may ask for a review, and by when.', S143F, 'known'),
  ],
  clocks: [{ starts: 'notice of proceedings', rule: review }, { starts: 'notice of proceedings', rule: noticeKeeps }], service: SERVED,
  appeal: said('The tenant may ask for a review within 14 days beginning with service.', S143F, 'known'),
  notes: [said('A notice of proceedings served before the year ends is enough to keep the tenancy demoted: for 6 months if no claim follows.', S143B, 'known')],
  opens: [{ tool: 'warrant', ...said('If the tenant stays after the order, a warrant can be asked for.', 'Civil Procedure Rules Part 83', 'known') }],
}
