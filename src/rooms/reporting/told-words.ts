// What people who reported something are told, in plain and neutral words: nothing says what it was about.
const en = {
  receivedSubject: 'Thank you for getting in touch',
  received: 'Hello {name}\n\nThank you. We have what you told us. Your reference is {reference}.\n\nSomebody will look at it, and you will hear from us by {day}.{phone}\n\n{agency}',
  decidedSubject: 'An update from us',
  advised: 'Hello {name}\n\nThis is about reference {reference}.\n\n{told}{phone}\n\n{agency}',
  transferred: 'Hello {name}\n\nThis is about reference {reference}. We have passed what you told us to {where}, who deal with this.\n\n{told}{phone}\n\n{agency}',
  opened: 'Hello {name}\n\nThis is about reference {reference}. We are looking into it, and an officer will be in touch with you.{phone}\n\n{agency}',
  added: 'Hello {name}\n\nThis is about reference {reference}. We have put it with what we already know, and the officer who deals with it has it now.{phone}\n\n{agency}',
  phone: '\n\nYou can reach us on {phone}.',
} as const

export type Words = { readonly [K in keyof typeof en]: string }
export const words: Readonly<Record<'en', Words>> = { en }
