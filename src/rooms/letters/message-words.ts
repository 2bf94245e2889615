// What became of a message, in words.
import type { Message, State } from './letters-store.ts'

export const SAY_STATE: Readonly<Record<State, string>> = { waiting: 'waiting to go', sending: 'going', sent: 'sent', printed: 'printed and posted', withheld: 'withheld: not safe', failed: 'did not go', unsure: 'may have gone' }
export const TONE = { waiting: 'blue', sending: 'blue', sent: 'green', printed: 'green', withheld: 'orange', failed: 'red', unsure: 'red' } as const

export const toWhom = ({ givenName, familyName, address }: Pick<Message, 'givenName' | 'familyName' | 'address'>): string => `${givenName ?? ''} ${familyName ?? ''}`.trim() || address || 'somebody'
export const sayMessageState = ({ state, means }: Pick<Message, 'state' | 'means'>): string => state === 'waiting' && means === 'post' ? 'to print and post' : SAY_STATE[state]

/** Whether the document of a letter goes, or went, with its words; empty for a message that has none. */
export const sayDocument = ({ state, documentStoredAs, documentWent }: Pick<Message, 'state' | 'documentStoredAs' | 'documentWent'>): string => {
  if (documentStoredAs === null) return ''
  if (documentWent !== null) return documentWent ? 'attached' : 'not attached: the words went alone'
  return state === 'waiting' || state === 'sending' ? 'goes with the words, if it is still safe as they leave' : 'was to go with the words'
}
