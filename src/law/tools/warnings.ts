// Warnings with no statute behind them: the warning letter to anybody, and the tenancy warning to a tenant.
import { warningReview } from '../deadlines/early-help.ts'
import type { Tool } from '../tool.ts'
import { BARE, IF_MAYBE_UNDER_18, IF_MAYBE_VULNERABLE, PRACTICE, content, element, exists, said, step } from './bare.ts'

const HEARD = 'The person has not been asked for their side yet.'

export const warningLetter: Tool = {
  ...BARE, id: 'warning-letter', name: 'Warning letter', family: 'warnings', rung: 3, about: 'person', exists: exists('warning-letter', 'A warning letter', PRACTICE, 'known'),
  issuers: [{ authority: 'case officer', ...said('Any officer of the council or landlord may send one.', PRACTICE, 'known') }],
  test: [element('warning-letter.behaviour', 'the behaviour happened as the letter will say.', PRACTICE, 'known')],
  priorSteps: [
    step('warning-letter.heard', 'The person is asked for their side.', HEARD, 'issue', PRACTICE, 'proposal'),
    step('warning-letter.parent', 'A parent or guardian is told, if the person is under 18.', 'No parent or guardian has been told, or the person’s age is not known.', 'issue', PRACTICE, 'proposal', IF_MAYBE_UNDER_18),
  ],
  contents: [
    content('warning-letter.what', 'What is said to have happened, and when.', PRACTICE, 'proposal'), content('warning-letter.must', 'What must change, and by when.', PRACTICE, 'proposal'),
    content('warning-letter.next', 'What may follow if it does not.', PRACTICE, 'proposal'), content('warning-letter.help', 'Who can help, and how to answer.', PRACTICE, 'proposal'),
  ],
  clocks: [{ starts: 'sent', rule: warningReview }],
}

export const tenancyWarning: Tool = {
  ...BARE, id: 'tenancy-warning', name: 'Tenancy warning', family: 'warnings', rung: 3, about: 'tenancy', exists: exists('tenancy-warning', 'A tenancy warning', PRACTICE, 'known'),
  landlords: ['council', 'association'], tenancies: ['introductory', 'secure', 'flexible', 'starter', 'assured', 'demoted'],
  issuers: [{ authority: 'case officer of the landlord', ...said('The landlord may warn its tenant, in writing or aloud. No form is prescribed.', PRACTICE, 'known') }],
  test: [element('tenancy-warning.clause', 'a clause of the tenancy has been broken by the tenant, somebody they live with or a visitor.', PRACTICE, 'known')],
  priorSteps: [
    step('tenancy-warning.heard', 'The tenant is asked for their side.', HEARD, 'issue', PRACTICE, 'proposal'),
    step('tenancy-warning.capacity', 'Somebody has checked whether the tenant can understand it and what support they need.', 'Nobody has checked whether the tenant can understand it and what support they need.', 'issue', 'Equality Act 2010 ss15, 20', 'known', IF_MAYBE_VULNERABLE),
  ],
  contents: [
    content('tenancy-warning.clause-named', 'The clause of the tenancy that was broken, and how.', PRACTICE, 'known'), content('tenancy-warning.change', 'What must change.', PRACTICE, 'known'),
    content('tenancy-warning.by-when', 'By when.', PRACTICE, 'known'), content('tenancy-warning.consequence', 'What may follow.', PRACTICE, 'known'),
  ],
  clocks: [{ starts: 'sent', rule: warningReview }],
  notes: [said('Keep a copy on file, and a note of a warning given aloud.', PRACTICE, 'known')],
}
