// The front door of the my-case room.
import { readsNews } from '#jobs/readers.ts'
import { caseClosed } from '#rooms/cases/index.ts'
import { OWN_PAGE, readSetting } from '#rooms/partnership/index.ts'
import type { Room } from '#web/room.ts'
import { doors } from './doors.ts'
import { codeAsked } from './events.ts'
import { forgetCodes, keepPagesAfterClosing } from './own-page-store.ts'
import { sendCode } from './send-code.ts'
import { tellingOfUnreadSheets } from './unread-sheets.ts'

export const myCaseRoom: Room = {
  doors,
  readers: [
    readsNews(codeAsked, 'my-case: the code is sent', (work, { codeId }) => sendCode(work, codeId)),
    readsNews(caseClosed, 'my-case: own pages stay open for a set time', async (work, { caseId }) => keepPagesAfterClosing(work, caseId, (await readSetting(work, OWN_PAGE)).daysAfterClosing)),
  ],
  chores: [{ name: 'forget-own-page-codes', cron: '40 3 * * *', each: forgetCodes }, tellingOfUnreadSheets],
}

export { diarySheetsSection, ownPageSection } from './read-diary-sheets.tsx'
export { MessageList, OwnView, previewFor } from './own-view.tsx'
export { sheetsOf, sheetWith, unreadOnEnded } from './diary-sheet-store.ts'
