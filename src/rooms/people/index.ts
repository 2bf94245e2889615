// The front door of the people room.
import type { Room } from '#web/room.ts'

export const peopleRoom: Room = { doors: [] }

export { addPerson, addresseeOf, bornOf, SAFE_MEANS, splitName, type NewPerson } from './people-store.ts'
export { CONTACTS, contactOf, keepsContact, reportContact, sayKept, setKept, type Contacts } from './kept-contact.ts'
export { maySafelyUse, saySafeContact, whyNoDocument, type SafeContact } from './safe-contact.ts'
export { narrowSafeContact, samePerson } from './same-person.ts'
