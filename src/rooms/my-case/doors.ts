// The doors of the my-case room: the person's own, the way in, and what officers do with a page.
import { anyone, formAt, get, nothing, post, theirOwn, type Door } from '#web/doors.ts'
import { answerMessage } from './answer-message.tsx'
import { askCode, enterAsDemonstration, enterCode, leave, left, openLink, signOut } from './enter.tsx'
import { LARGEST_FILE } from './give-files.ts'
import { addToDiary, seeDiary } from './keep-diary.tsx'
import { endOwnPage, offerOwnPage } from './offer-own-page.tsx'
import { makeIncident, openSheetFile, readSheet } from './read-diary-sheets.tsx'
import { askForReview, sayAgain, sayWrong } from './say-more.tsx'
import { seeMyCase, seeMyFile } from './see-my-case.tsx'
import { writeToOfficer } from './write-to-officer.tsx'

const entrance = anyone('to open their own page with a link and a code')
const own = theirOwn('to follow and add to their own case')
const unknown = nothing('nobody is known yet')

export const doors: readonly Door[] = [
  get('/my-case/link/:token', { may: entrance, records: unknown, perMinute: 30, show: openLink }),
  ...formAt('/my-case/enter', { may: entrance, records: unknown, perMinute: 30, form: askCode }),
  ...formAt('/my-case/code', { may: entrance, records: 'own page opened', perMinute: 30, form: enterCode }),
  post('/my-case/sign-out', { may: entrance, records: nothing('leaving tells nothing'), act: signOut }),
  get('/my-case/leave', { may: entrance, records: nothing('leaving tells nothing'), show: leave }),
  get('/my-case/left', { may: entrance, records: nothing('leaving tells nothing'), show: left }),
  post('/my-case/demonstration', { may: anyone('to look round the demonstration as the person harmed'), records: 'own page opened in the demonstration', perMinute: 30, act: enterAsDemonstration }),
  get('/my-case', { may: own, records: 'own page read', show: seeMyCase }),
  ...formAt('/my-case/messages', { may: own, records: 'message written on own page', perMinute: 60, form: writeToOfficer }),
  get('/my-case/diary', { may: own, records: 'own diary sheets read', show: seeDiary }),
  ...formAt('/my-case/diary/add', { may: own, records: 'diary sheet added', largestFile: LARGEST_FILE, perMinute: 60, form: addToDiary }),
  get('/my-case/files/:id', { may: own, records: 'file read on own page', as: 'file', show: seeMyFile }),
  ...formAt('/my-case/again', { may: own, records: 'said on own page that it has happened again', perMinute: 60, form: sayAgain }),
  ...formAt('/my-case/wrong', { may: own, records: 'complaint made on own page', perMinute: 60, form: sayWrong }),
  ...formAt('/my-case/review', { may: own, records: 'ASB case review asked for on own page', perMinute: 60, form: askForReview }),
  ...formAt('/cases/:reference/own-page', { may: 'work on cases', records: 'own page offered, link sent', form: offerOwnPage }),
  post('/cases/:reference/own-page/end', { may: 'work on cases', records: 'own page ended', act: endOwnPage }),
  ...formAt('/cases/:reference/answer', { may: 'work on cases', records: 'message to the person harmed', form: answerMessage }),
  post('/cases/:reference/diary-sheets/:id/read', { may: 'work on cases', records: 'diary sheet read', act: readSheet }),
  post('/cases/:reference/diary-sheets/:id/incident', { may: 'work on cases', records: 'diary sheet made an incident', act: makeIncident }),
  get('/cases/:reference/diary-sheets/files/:id', { may: 'see cases', records: 'diary sheet file read', as: 'file', show: openSheetFile }),
]
