// The front door of the diary room.
import { formAt, get } from '#web/doors.ts'
import type { Room } from '#web/room.ts'
import { noteDue, settleDue } from './officer-due.ts'
import { addTask, changeAnItem } from './change-item.tsx'
import { sayAbsence } from './say-absence.tsx'
import { seeDiary } from './see-diary.tsx'

const may = 'see the diary'

export const diaryRoom: Room = {
  doors: [
    get('/diary', { may, records: 'own diary read', show: seeDiary }),
    ...formAt('/diary/add', { may, records: 'task added', form: addTask }),
    ...formAt('/diary/absence', { may, records: 'absence said', form: sayAbsence }),
    ...formAt('/diary/:id', { may, records: 'diary item changed', form: changeAnItem }),
    ...formAt('/team/:officer/absence', { may: 'see the team', records: 'absence said for an officer', form: sayAbsence }),
  ],
  navigation: [{ text: 'My work', href: '/diary', act: may }],
  readers: [noteDue, settleDue],
}

export { cancelAll, complaintWaits, itemsOfCase, note, noteSooner, settle, settleAbout, settleKind, type DiaryKind, type NewItem } from './diary-store.ts'
export { tellOfGivenUp } from './tell-of-given-up.ts'
export { handOverItems, moveItems, moveItemsBack, type Moved } from './hand-over.ts'
