// The front door of the closing room.
import { formAt, get, post } from '#web/doors.ts'
import type { Room } from '#web/room.ts'
import { answerAClosing, withdrawClosing } from './answer-closing.tsx'
import { closeCase } from './close-case.tsx'
import { sendLastLetter } from './last-letter.tsx'
import { seeClosings } from './see-closings.tsx'

export const closingRoom: Room = {
  doors: [
    get('/closings', { may: 'approve a closure', records: 'requests to close read', show: seeClosings }),
    ...formAt('/cases/:reference/close', { may: 'close a case', records: 'case closed or closing asked for', form: closeCase }),
    ...formAt('/cases/:reference/last-letter', { may: 'close a case', records: 'last letter sent', form: sendLastLetter }),
    ...formAt('/cases/:reference/closing', { may: 'approve a closure', records: 'request to close answered', form: answerAClosing }),
    post('/cases/:reference/closing/withdraw', { may: 'close a case', records: 'request to close withdrawn', act: withdrawClosing }),
  ],
  navigation: [{ text: 'Closings', href: '/closings', act: 'approve a closure', more: true }],
}

export { closingSection } from './see-closings.tsx'
