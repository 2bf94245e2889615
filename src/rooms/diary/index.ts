// The front door of the diary room.
import { anyone, formAt, get, nothing, post } from '#web/doors.ts'
import type { Room } from '#web/room.ts'
import { endCalendar, makeCalendar, readCalendar, seeCalendar } from './calendar.tsx'
import { noteDue, settleDue } from './officer-due.ts'
import { addTask, changeAnItem } from './change-item.tsx'
import { sayAbsence } from './say-absence.tsx'
import { seeClocks } from './see-clocks.tsx'
import { seeDiary } from './see-diary.tsx'

const may = 'see the diary'

export const diaryRoom: Room = {
  doors: [
    get('/diary', { may, records: 'own diary read', show: seeDiary }),
    ...formAt('/diary/add', { may, records: 'task added', form: addTask }),
    ...formAt('/diary/absence', { may, records: 'absence said', form: sayAbsence }),
    get('/diary/calendar', { may, records: 'own calendar link looked at', show: seeCalendar }),
    post('/diary/calendar', { may, records: 'calendar link made', stepUp: true, act: makeCalendar }),
    post('/diary/calendar/end', { may, records: 'calendar link ended', act: endCalendar }),
    get('/calendars/:token', { may: anyone('to read a calendar by its private link'), records: nothing('a calendar asks every hour, and what it reads names nobody'), perMinute: 30, show: readCalendar }),
    ...formAt('/diary/:id', { may, records: 'diary item changed', form: changeAnItem }),
    get('/team/clocks', { may: 'see the team', records: 'clocks of the team read', show: seeClocks }),
    ...formAt('/team/:officer/absence', { may: 'see the team', records: 'absence said for an officer', form: sayAbsence }),
  ],
  navigation: [{ text: 'My work', href: '/diary', act: may }],
  readers: [noteDue, settleDue],
}

export { cancelAll, complaintWaits, itemsOfCase, note, noteSooner, openAbout, settle, settleAbout, settleKind, type DiaryKind, type NewItem } from './diary-store.ts'
export { alertOf, sayAlert, toneOf, type Alert, type Warn } from './clock-alerts.ts'
export { warningsNow } from './see-clocks.tsx'
export { tellOfGivenUp } from './tell-of-given-up.ts'
export { handOverItems, moveItems, moveItemsBack, type Moved } from './hand-over.ts'
