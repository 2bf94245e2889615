// What the person harmed reads on their own page, in plain and neutral words. A language that lacks a line does not compile.
const en = {
  // Titles stand in the browser's history and tabs: nothing in them says what this is about.
  page: 'Your page', signOut: 'Sign out', signedOut: 'You have signed out', nothingKept: 'Nothing you write here is kept on this phone or computer. It is only sent when you press the button.',
  privateHint: 'If somebody may be looking, use “Leave this page quickly”. It signs you out.',
  linkSubject: 'A private link for you', linkMessage: 'Here is the private link you agreed to. Open it when you are on your own:\n\n{link}\n\nWhen you open it you can ask for a code, and we send the code to you. If you did not expect this, you can ignore it.',
  codeSubject: 'Your code', codeMessage: 'Your code is {code}. It works for {minutes} minutes. If you did not ask for it, you can ignore it.',
  noticeSubject: 'A message for you', noticeMessage: 'There is a message for you. Use the private link you already have to read it.',
  enter: 'Open your page', enterText: 'To keep it private, we send you a code. It goes to you in the way you agreed with us.', sendCode: 'Send me a code', enterNoLink: 'Open the private link we sent you. It brings you back here.',
  enterLost: 'If you cannot find your link, or it does not work, phone us and we will send a new one.', enterPhone: 'Phone',
  code: 'Enter your code', codeText: 'If your link is right, a code is on its way to you. It can take a minute or two. It works for 10 minutes.', codeLabel: 'Code', codeHint: 'The 6 numbers we sent you', codeEmpty: 'Enter the code we sent you',
  codeWrong: 'That code is not right, or it has run out. Use the newest code, or ask for another one', codeNew: 'Send me another code', codeTooMany: 'You have asked for several codes. Wait 15 minutes, then ask again. A code you already have may still work', codeOpen: 'Open my page',
  danger: 'If anyone is in danger now, call 999. Nobody reads this page straight away.', dangerQuiet: 'If you cannot speak, call 999 and press 55 when asked.',
  stands: 'Where things are', reference: 'Your reference is', officer: 'Who to talk to', officerAway: 'is away until', officerCover: 'Until then, ask for', nextUp: 'What happens next', agreed: 'What we agreed', done: 'What has been done', doneNone: 'Nothing has been written here yet.', canDo: 'What you can do here',
  investigating: 'We are looking into what you told us.', action: 'We are acting on what you told us.', monitoring: 'We have acted. We are checking that it has stopped.', closing: 'We think this can be closed. We ask you before we do.', onHold: 'We are waiting for something before we can go on. Your officer can tell you what it is.', closedOn: 'We closed this on', closedStill: 'You can still write to us here. If it happens again, tell us.', moved: 'This has been joined with other work. Your officer can tell you more.',
  firstContact: 'Your officer will be in touch by', update: 'We will tell you how it is going by', answer: 'We will answer your message by', nextNone: 'Nothing is planned at the moment. Ask your officer if you want to know more.', late: 'We said we would do this by {day}. We are late and we are sorry. You can phone or write to your officer.',
  hidden: 'There is an update', hiddenText: 'Your officer can tell you more about this.',
} as const

export type Words = { readonly [K in keyof typeof en]: string }
export const words: Readonly<Record<'en', Words>> = { en }
