// The safe-contact rule, by example.
import { expect, test } from 'vitest'
import { maySafelyUse, saySafeContact, whyNoDocument } from './safe-contact.ts'

const nobody = { safeMeans: [], safeTimes: null, mayLeaveMessage: true, mustNotKnow: null }

test.each([
  ['nothing is known to be safe', nobody, 'No safe way to contact them is known: do not contact them until there is.'],
  ['a message may be left', { ...nobody, safeMeans: ['phone'] }, 'By phone. A message may be left.'],
  ['everything is said', { safeMeans: ['phone', 'text'], safeTimes: 'After 6pm', mayLeaveMessage: false, mustNotKnow: 'my son' }, 'By phone or text, after 6pm. Leave no message. Must not know: my son.'],
])('%s', (_name, contact, sentence) => { expect(saySafeContact(contact)).toBe(sentence) })

test('a means nobody called safe is not', () => {
  expect([maySafelyUse({ safeMeans: ['text'] }, 'text'), maySafelyUse({ safeMeans: ['text'] }, 'post')]).toEqual([true, false])
})

test('a document lies in no inbox where nothing may be left, or where somebody must not know', () => {
  expect([whyNoDocument(nobody), whyNoDocument({ ...nobody, mustNotKnow: '' })]).toEqual([undefined, undefined])
  expect(whyNoDocument({ ...nobody, mayLeaveMessage: false })).toContain('No message may be left')
  // Who it is does not stand in the reason.
  expect(whyNoDocument({ ...nobody, mustNotKnow: 'my son' })).toBe('Somebody must not know, and a document stays where it was opened')
})
