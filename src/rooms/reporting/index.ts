// The front door of the reporting room.
import { readsNews } from '#jobs/readers.ts'
import type { Room } from '#web/room.ts'
import { alarmingUnowned } from './alarm-unowned.ts'
import { doors } from './doors.ts'
import { reportReceived } from './events.ts'
import { endingDrafts } from './end-drafts.ts'
import { tellFewEyes } from './few-eyes.tsx'
import { homingFiles } from './home-files.ts'
import { homeDraftFiles } from './reporting-store.ts'
import { tellDecided, tellReceived } from './tell-reporter.ts'

export const reportingRoom: Room = {
  doors,
  navigation: [{ text: 'Reports', href: '/reports', act: 'see reports' }, { text: 'Take a report', href: '/reports/new', act: 'take a report' }, { text: 'See it, report it', href: '/seen', act: 'report something seen' }],
  chores: [endingDrafts, alarmingUnowned, homingFiles],
  readers: [...tellFewEyes, tellReceived, tellDecided, readsNews(reportReceived, 'reporting: files go with their report', async (work, { reportId, draftId }) => { if (draftId !== '') await homeDraftFiles(work, draftId, reportId) })],
}

export { receiveReport, type NewReport, type Received, type Reporter } from './receive-report.ts'
export { reportAt } from './triage.tsx'
export { decide, reportWith, type Report } from './reporting-store.ts'
export { reportDecided, reportReceived } from './events.ts'
export { BECAUSE, HARMED, MEANS, OFTEN } from './words.ts'
export { casesLikeReport, filesGoToCase, type LikeCase } from './report-in-case.ts'
