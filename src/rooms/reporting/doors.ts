// The doors of the reporting room.
import { anyone, formAt, get, nothing, post, type Door } from '#web/doors.ts'
import { LARGEST_FILE } from '#rooms/evidence/index.ts'
import { giveReport, keepToFewEyes } from './few-eyes.tsx'
import { askQuestion, resumeReport, startReport } from './report.tsx'
import { addFiles, checkAndSend, reportSent } from './send-report.tsx'
import { passOnSeen, seeMine } from './pass-on-seen.tsx'
import { reportTaken, takeReport } from './take-report.tsx'
import { adviseAndClose, ownReport, passOn, seeReport, seeTriage } from './triage.tsx'

const may = anyone('to report anti-social behaviour')
const half = nothing('a half-made report is the person’s own until it is sent')
/** Whoever else must wait: somebody who reports comes first. */
const shedLast = true

export const doors: readonly Door[] = [
  get('/report', { may, records: half, shedLast, show: startReport }),
  get('/report/resume/:token', { may, records: half, shedLast, perMinute: 30, show: resumeReport }),
  get('/report/sent', { may, records: half, shedLast, show: reportSent }),
  ...formAt('/report/files', { may, records: half, shedLast, largestFile: LARGEST_FILE, perMinute: 120, form: addFiles }),
  ...formAt('/report/check', { may, records: 'report sent', shedLast, perMinute: 120, form: checkAndSend }),
  ...formAt('/report/:page', { may, records: half, shedLast, form: askQuestion }),
  get('/reports', { may: 'see reports', records: 'triage list read', show: seeTriage }),
  ...formAt('/reports/new', { may: 'take a report', records: 'report taken', form: takeReport }),
  get('/reports/taken/:reference', { may: 'take a report', records: nothing('it shows what was just kept, and that was recorded'), show: reportTaken }),
  ...formAt('/seen', { may: 'report something seen', records: 'something seen passed on', form: passOnSeen }),
  get('/seen/mine', { may: 'report something seen', records: 'own sightings read', show: seeMine }),
  get('/reports/:reference', { may: 'see reports', records: 'report read', show: seeReport }),
  post('/reports/:reference/own', { may: 'triage reports', records: 'report taken on', act: ownReport }),
  ...formAt('/reports/:reference/give', { may: 'triage reports', records: 'report given to somebody', form: giveReport }),
  post('/reports/:reference/few-eyes', { may: 'triage reports', records: 'report kept to few eyes', act: keepToFewEyes }),
  ...formAt('/reports/:reference/advise', { may: 'triage reports', records: 'report advised and closed', form: adviseAndClose }),
  ...formAt('/reports/:reference/pass-on', { may: 'triage reports', records: 'report passed on', form: passOn }),
]
