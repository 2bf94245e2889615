// Whoever reported something is told that we have it, and what became of it: by a means they called safe, or not at all.
import type { SystemWork } from '#db/work.ts'
import { sayDay } from '#kernel/time.ts'
import { readsNews } from '#jobs/readers.ts'
import { categories, promisedWithin, serviceStandards } from '#rooms/partnership/index.ts'
import { writeMessage } from '#rooms/letters/index.ts'
import { reportDecided, reportReceived } from './events.ts'
import { reportToTell, type ReportToTell } from './reporting-store.ts'
import { words } from './told-words.ts'

const w = words.en
const WRITTEN = ['email', 'text', 'post']

/** Only who gave us their name and a safe way to write; and only what came from them, not from a colleague or another system. */
const mayTell = ({ anonymous, safeMeans, channel }: ReportToTell): boolean => !anonymous && safeMeans.some(means => WRITTEN.includes(means)) && (channel === 'web' || channel === 'phone')

const tell = async (work: SystemWork, report: ReportToTell, { purpose, subject, body }: { readonly purpose: string; readonly subject: string; readonly body: string }): Promise<void> => {
  const filled = body.replace('{name}', report.reporterName ?? '').replace('{reference}', report.reference).replace('{told}', report.toldReporter ?? '').replace('{where}', report.transferredTo ?? 'others')
    .replace('{phone}', work.partnership.phone === null ? '' : w.phone.replace('{phone}', work.partnership.phone)).replace('{agency}', work.partnership.agencyName ?? work.partnership.name)
  await writeMessage(work, {
    personId: null, email: report.reporterEmail, phone: report.reporterPhone, address: report.reporterAddress, language: report.language,
    safeMeans: report.safeMeans, safeTimes: report.safeTimes, mayLeaveMessage: report.mayLeaveMessage, mustNotKnow: report.mustNotKnow,
  }, { purpose, subject, body: filled }, { caseId: report.caseId, reportId: report.id, agencyId: report.agencyId })
}

export const tellReceived = readsNews(reportReceived, 'reporting: tells the reporter that we have it', async (work, { reportId }) => {
  const report = await reportToTell(work, reportId)
  if (report === undefined || !mayTell(report)) return
  const standards = await serviceStandards(work)
  // As the page that thanked them said: by the category, before anybody has judged it.
  const severity = (await categories(work)).find(({ code }) => code === report.categoryCode)?.severity ?? 'standard'
  const { on } = promisedWithin(report.receivedAt, standards.firstContact[severity], standards)
  await tell(work, report, { purpose: 'report received', subject: w.receivedSubject, body: w.received.replace('{day}', sayDay(on)) })
})

const DECIDED = { 'advised and closed': w.advised, transferred: w.transferred, 'case opened': w.opened, 'added to case': w.added } as const

export const tellDecided = readsNews(reportDecided, 'reporting: tells the reporter what became of it', async (work, { reportId }) => {
  const report = await reportToTell(work, reportId)
  if (report === undefined || !mayTell(report)) return
  const body = report.state === 'waiting' || report.state === 'withdrawn' ? undefined : DECIDED[report.state]
  if (body !== undefined) await tell(work, report, { purpose: 'report decided', subject: w.decidedSubject, body })
})
