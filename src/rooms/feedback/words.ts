// What the public reads in the survey. Another language must have every line, or it does not compile.
const en = {
  title: 'How did we do?', intro: 'Five short questions about the help you had from us. It takes about two minutes.',
  choose: 'Select an answer to', comment: 'Is there anything you want to tell us? (optional)', commentHint: 'Do not give anybody’s name.',
  known: 'May we know that these answers are yours?', knownEmpty: 'Select whether we may know that these answers are yours',
  knownYes: 'Yes', knownYesHint: 'Your officer and their manager can read your answers, and we can put right what went wrong.',
  knownNo: 'No, keep my answers without my name', knownNoHint: 'We keep them apart from your case. In a small team somebody might still guess.',
  send: 'Send my answers', thanks: 'Thank you', thanksText: 'We read every answer. If something went wrong, somebody now has to say what will change.',
  again: 'If it has started again, tell us.', againLink: 'Report it',
  gone: 'This link is no longer open', goneText: 'It has been used, or it was open for a set time and that has ended.',
  'very satisfied': 'Very satisfied', 'fairly satisfied': 'Fairly satisfied', neither: 'Neither satisfied nor dissatisfied', 'fairly dissatisfied': 'Fairly dissatisfied', 'very dissatisfied': 'Very dissatisfied', 'not applicable': 'Does not apply to me',
} as const

export type Words = { readonly [K in keyof typeof en]: string }
export const words: Readonly<Record<'en', Words>> = { en }
