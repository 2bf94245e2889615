// The front door of the diary room.
import type { Room } from '#web/room.ts'
import { doors } from './see-diary.tsx'

export const diaryRoom: Room = {
  doors,
  navigation: [{ text: 'My work', href: '/diary', act: 'see the diary' }, { text: 'Team', href: '/diary/team', act: 'see the team' }],
}

export { cancelAll, itemsOfCase, note, noteSooner, settle, settleAbout, type DiaryKind, type NewItem } from './diary-store.ts'
export { handOverItems, moveItems, moveItemsBack, type Moved } from './hand-over.ts'
