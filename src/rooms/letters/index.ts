// The front door of the letters room.
import type { Room } from '#web/room.ts'
import { doors } from './doors.ts'
import { tellingOfficers } from './officer-news.ts'
import { tellingOfWaysIn } from './way-in-news.ts'

export const lettersRoom: Room = { doors, navigation: [{ text: 'Messages', href: '/messages', act: 'see messages sent', more: true }], readers: [tellingOfWaysIn], chores: [tellingOfficers] }

export { tellNow } from './officer-news.ts'
export { demonstrationCarrier, type Carrier } from './carriers.ts'
export { SECRET, sentOnCase } from './letters-store.ts'
export { sayMessageState, TONE, toWhom } from './message-words.ts'
export { carriersOf } from './carriers-of.ts'
export { sendOf, sendWaiting } from './send-waiting.ts'
export { writeMessage, type About, type Addressee, type Words, type Written } from './write-message.ts'
