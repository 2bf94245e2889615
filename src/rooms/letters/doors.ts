// The doors of the letters room.
import { formAt, get, signedIn, type Door } from '#web/doors.ts'
import { chooseNews } from './choose-news.tsx'
import { seeMessage, seeMessages, seePaper } from './see-messages.tsx'
import { settleByHand } from './settle-message.tsx'

export const doors: readonly Door[] = [
  get('/messages', { may: 'see messages sent', records: 'messages read', show: seeMessages }),
  get('/messages/:id', { may: 'work on cases', records: 'message read', show: seeMessage }),
  get('/messages/:id/paper', { may: 'work on cases', records: 'letter printed', as: 'print', show: seePaper }),
  ...formAt('/messages/:id/settle', { may: 'work on cases', records: 'message settled by hand', form: settleByHand }),
  ...formAt('/account/news', { may: signedIn('to choose their own emails'), records: 'news by email chosen', form: chooseNews }),
]
