// The first rungs: advice, support, making a home safer, diversion and family support. None of them needs proof.
import type { Tool } from '../tool.ts'
import { BARE, IF_MAYBE_UNDER_18, PRACTICE, content, exists, said, step } from './bare.ts'

const CONSENT = (tool: string): Tool['priorSteps'][number] =>
  step(`${tool}.agreed`, 'The person agrees to the referral, or a lawful reason to go without is recorded.', 'The person has not agreed to the referral yet.', 'issue', PRACTICE, 'known')

export const adviceLetter: Tool = {
  ...BARE, id: 'advice-letter', name: 'Advice letter', family: 'early help', rung: 1, about: 'person', exists: exists('advice-letter', 'An advice letter', PRACTICE, 'known'),
  issuers: [{ authority: 'case officer', ...said('Any officer of the council or landlord may send one.', PRACTICE, 'known') }],
  priorSteps: [
    step('advice-letter.both-sides', 'Both sides are heard.', 'The other side has not been heard yet.', 'issue', PRACTICE, 'proposal'),
    step('advice-letter.safe', 'Whoever reported it agrees that the other side may be contacted.', 'Whoever reported it has not been asked whether we may contact the other side.', 'issue', PRACTICE, 'proposal'),
  ],
  contents: [
    content('advice-letter.what', 'What was reported, without saying who reported it.', PRACTICE, 'proposal'),
    content('advice-letter.help', 'Whom to speak to, and who can help.', PRACTICE, 'proposal'),
  ],
  opens: [{ tool: 'warning-letter', ...said('If it goes on, a warning can refer to the advice given.', PRACTICE, 'proposal') }],
}

export const supportReferral: Tool = {
  ...BARE, id: 'support-referral', name: 'Referral for support', family: 'early help', rung: 1, about: 'person', exists: exists('support-referral', 'A referral for support', PRACTICE, 'known'),
  issuers: [{ authority: 'case officer', ...said('Any officer may refer somebody for support, whichever side they are on.', PRACTICE, 'known') }],
  priorSteps: [CONSENT('support-referral')],
  contents: [content('support-referral.why', 'What help is needed, and what is safe to say and to whom.', PRACTICE, 'proposal')],
  notes: [said('Support offered and refused is part of what a court asks about later: record both.', 'Equality Act 2010 s15', 'known')],
}

export const targetHardening: Tool = {
  ...BARE, id: 'target-hardening', name: 'Making a home safer', family: 'early help', rung: 1, about: 'premises', exists: exists('target-hardening', 'Making a home safer', PRACTICE, 'known'),
  issuers: [{ authority: 'case officer', ...said('The council or landlord may fit locks, alarms, lighting or a fire-proof letterbox.', PRACTICE, 'proposal') }],
  priorSteps: [step('target-hardening.wanted', 'The person harmed wants it.', 'The person harmed has not been asked whether they want it.', 'issue', PRACTICE, 'proposal')],
  consultations: [{
    id: 'target-hardening.fire-service', with: 'fire and rescue service', duty: 'views', before: 'issue', missing: 'A safe and well visit by the fire service has not been offered.',
    ...said('A safe and well visit is offered with it.', PRACTICE, 'proposal'),
  }],
}

export const diversion: Tool = {
  ...BARE, id: 'diversion', name: 'Diversion', family: 'early help', rung: 2, about: 'person', exists: exists('diversion', 'Diversion', PRACTICE, 'known'),
  issuers: [{ authority: 'case officer', ...said('The council refers somebody to activities or a mentor instead of enforcement.', PRACTICE, 'known') }],
  priorSteps: [
    CONSENT('diversion'),
    step('diversion.parent', 'A parent or guardian agrees.', 'A parent or guardian has not agreed yet, or the person’s age is not known.', 'issue', PRACTICE, 'proposal', IF_MAYBE_UNDER_18),
  ],
}

export const familySupport: Tool = {
  ...BARE, id: 'family-support', name: 'Family support', family: 'early help', rung: 2, about: 'person', exists: exists('family-support', 'Family support', PRACTICE, 'known'),
  issuers: [{ authority: 'case officer', ...said('The council refers a family with several needs to a key worker.', PRACTICE, 'known') }],
  priorSteps: [CONSENT('family-support')],
  consultations: [{
    id: 'family-support.children', with: 'children’s services', duty: 'views', before: 'issue', missing: 'Children’s services have not been asked whether they know the family.',
    ...said('Children’s services are asked whether they know the family.', PRACTICE, 'proposal'),
  }],
}
