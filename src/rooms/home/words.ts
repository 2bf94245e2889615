// What the public reads on the first pages. A language that lacks a line does not compile.
const en = {
  title: 'Report anti-social behaviour',
  danger: 'If you or somebody else is in danger now, call 999.',
  dangerMore: 'If you cannot speak, call 999 and press 55 when asked.',
  what: 'Use this service to tell us about behaviour that causes you or your neighbours alarm, distress or nuisance. You do not need an account, and you can stay anonymous.',
  before: 'Before you start',
  time: 'It takes about 10 minutes. You can stop and come back later.',
  photos: 'You can add photos or recordings if it is safe to.',
  safe: 'We will ask how and when it is safe to contact you. We contact you in no other way.',
  start: 'Start now',
  already: 'Already reported it?',
  alreadyMore: 'Use the private link we sent you to see your case, add to it or message your officer.',
  rules: 'What is banned in public places here',
  rulesMore: 'Public spaces protection orders: what each bans, where, and until when',
  officers: 'Officers: sign in',
  privacy: 'Privacy',
  privacyText: ['We use what you tell us to stop the behaviour and to protect people. We share it only with partners who need it for that, and never tell the person you are reporting about who you are without talking to you first.', 'You can ask us for a copy of what we hold about you, and ask us to put it right.'],
  accessibility: 'Accessibility',
  accessibilityText: ['Every page works with a keyboard, a screen reader, without JavaScript and at 400% zoom. If something does not work for you, tell us by any of the ways on the contact page and we will take your report that way.'],
  contact: 'Contact',
  contactNone: 'No contact details have been published yet.',
} as const

type Words = { readonly [K in keyof typeof en]: (typeof en)[K] extends readonly string[] ? readonly string[] : string }
export const words: Readonly<Record<'en', Words>> = { en }
