// The updates extension, read: each decision and each end of a report, for senders that poll.
import type { KeyWork } from '#db/work.ts'
import type { Ask } from '#web/ask.ts'
import { saidList, type Said, type Tree } from './format.ts'
import { published, type Published } from './open311-store.ts'
import { notesOf, readWindow, sayInstant } from './see-requests.ts'
import { wrongJurisdiction } from './services.ts'

type Update = { readonly at: Date; readonly tree: Tree }

/** A report gives one update when it is decided and, when it became a case, another when that has ended. */
const updatesOf = (report: Published): readonly Update[] => {
  const update = (number: 1 | 2, at: Date, status: 'open' | 'closed', outcome: Published['outcome']): Update => ({
    at, tree: { update_id: `${report.reference}-${number}`, service_request_id: report.reference, status, updated_datetime: sayInstant(at), description: notesOf({ outcome, told: report.told }), media_url: null },
  })
  if (report.decidedAt === null) return []
  const becameCase = report.outcome === 'taken up' || report.outcome === 'finished'
  if (!becameCase) return [update(1, report.decidedAt, 'closed', report.outcome)]
  return [update(1, report.decidedAt, 'open', 'taken up'), ...(report.closedAt === null ? [] : [update(2, report.closedAt, 'closed', 'finished')])]
}

export const seeUpdates = async (work: KeyWork, ask: Ask): Promise<Said> => {
  const wrong = await wrongJurisdiction(work, ask)
  if (wrong !== undefined) return wrong
  const window = readWindow(work, ask)
  if ('status' in window) return window
  const reports = await published(work, { by: 'updated', ...window, codes: null, status: null })
  const updates = reports.flatMap(updatesOf).filter(({ at }) => at >= window.from && at <= window.until)
  return saidList('service_request_updates', 'request_update', updates.toSorted((a, b) => a.at.getTime() - b.at.getTime()).map(({ tree }) => tree))
}
