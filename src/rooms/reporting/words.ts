// What a resident reads while reporting. Another language must have every line, or it does not compile.
const en = {
  category: 'What kind of problem is it?', categoryEmpty: 'Select the kind of problem', categoryHint: 'Choose the nearest. You can explain in your own words later.',
  danger: 'Is anyone in danger now?', dangerEmpty: 'Select whether anyone is in danger now',
  dangerCall: 'Call 999 now if anyone is in danger. This form is not read straight away.', dangerHint: 'If you cannot speak, call 999 and press 55 when asked. You can still send this report.',
  before: 'Before you go on', elsewhere: 'Who else can help',
  story: 'What has been happening?', storyHint: 'Say what you saw or heard. You do not need to prove anything.', storyEmpty: 'Tell us what has been happening',
  when: 'When did it last happen?', whenHint: 'If you are not sure, give the nearest day you can.', often: 'How often does it happen?', oftenEmpty: 'Select how often it happens',
  where: 'Where does it happen?', postcode: 'Postcode (if you know it)', place: 'Address or description', placeHint: 'For example, 14 Larch Walk, or the path behind the shops', placeEmpty: 'Tell us where it happens',
  effect: 'How is it affecting people?', harmed: 'Who is it happening to?', harmedEmpty: 'Select who it is happening to', effectHint: 'For example on sleep, work, children or how safe you feel',
  who: 'Who is doing it, if you know?', whoHint: 'A name, an address or what they look like. Leave it empty if you do not know. We will not tell them who reported it.',
  because: 'Do you think it is because of who somebody is?', becauseHint: 'You decide. You do not have to prove it. Choose all that apply, or leave them empty.',
  vulnerable: 'Is a child, or an adult who may be at risk, affected?', vulnerableEmpty: 'Select yes or no', vulnerability: 'What should we know to help them? (optional)',
  contact: 'How is it safe to contact you?', anonymous: 'Do you want to give your name?', anonymousEmpty: 'Select whether you want to give your name',
  named: 'Yes, you can contact me', nameless: 'No, I want to stay anonymous', namelessHint: 'We can still act on it. But we cannot ask you more, tell you what happened, or do a case review later.',
  name: 'Your name', phone: 'Phone number', email: 'Email address', means: 'Which ways are safe?', times: 'When is it safe? (optional)',
  message: 'May we leave a message?', mustNotKnow: 'Is there anyone who must not know you have told us? (optional)',
  nameEmpty: 'Enter your name', meansEmpty: 'Select at least one safe way to contact you', messageEmpty: 'Select whether we may leave a message',
  phoneNeeded: 'Enter a phone number, so that we can phone or text you', emailNeeded: 'Enter an email address, so that we can email you',
  needs: 'Is there anything we should do differently for you?', language: 'Language you would like us to use (optional)', format: 'Format or other help you need (optional)', formatHint: 'For example large print, easy read, or someone with you',
  share: 'May we share this with partners who can help, such as the police or your landlord?', shareEmpty: 'Select whether we may share this',
  files: 'Photos or recordings', filesHint: 'Add them only if it is safe to. JPEG or PNG photos, MP3, M4A or WAV sound, MP4 or MOV video, or PDF. Each up to 25 MB.', filesNone: 'You have not added any.', addFile: 'Add this file', carryOn: 'Continue',
  check: 'Check your answers', change: 'Change', notGiven: 'Not given', send: 'Send report', sendHint: 'When you send this we keep it, and an officer reads it.',
  sent: 'Report sent', reference: 'Your reference is', next: 'What happens next', nextText: 'An officer will read it and, if you gave a safe way, contact you by', nextAnonymous: 'An officer will read it. Because you are anonymous we cannot contact you.',
  resume: 'Come back to this report later', resumeText: 'Keep this private link. It opens your half-finished report on any device. Do not share it.', save: 'Save and come back later',
  yes: 'Yes', no: 'No', continue: 'Continue',
} as const

export type Words = { readonly [K in keyof typeof en]: string }
export const words: Readonly<Record<'en', Words>> = { en }

export const OFTEN = ['This was the first time', 'It has happened before', 'Most months', 'Most weeks', 'Most days', 'Every day'] as const
export const HARMED = ['Me', 'Me and my family or household', 'Somebody else', 'People round here in general'] as const
export const BECAUSE = ['race', 'religion', 'disability', 'sexual orientation', 'transgender identity', 'age', 'sex', 'something else about them'] as const
export const MEANS = ['phone', 'text', 'email', 'post', 'visit', 'through someone else'] as const
