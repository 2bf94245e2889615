// The front door of the law-book room.
import { formAt, get } from '#web/doors.ts'
import type { Room } from '#web/room.ts'
import { confirmRule, recordCommencement, takeRecordBack } from './record-law.tsx'
import { seeLaw } from './see-law.tsx'

const may = 'confirm the law'

export const lawBookRoom: Room = {
  doors: [
    get('/law', { may, records: 'the law read', show: seeLaw }),
    ...formAt('/law/changes/:change', { may, records: 'commencement recorded', stepUp: true, form: recordCommencement }),
    ...formAt('/law/rules/:rule', { may, records: 'rule confirmed', stepUp: true, form: confirmRule }),
    ...formAt('/law/records/:record', { may, records: 'record of the law taken back', stepUp: true, form: takeRecordBack }),
  ],
  navigation: [{ text: 'The law', href: '/law', act: may, more: true }],
}

export { lawOf } from './law-store.ts'
export { CERTAINTY_WORDS, rulesToConfirm } from './see-law.tsx'
