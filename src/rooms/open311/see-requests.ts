// What became of reports: by id, by ids, or by day, kind and status, in bounded windows. Nothing personal, nothing sensitive.
import { readReference } from '#kernel/reference.ts'
import { londonDay, londonTime } from '#kernel/time.ts'
import type { KeyWork } from '#db/work.ts'
import { textOf, type Ask } from '#web/ask.ts'
import { saidErrors, saidList, type Said, type Tree } from './format.ts'
import { published, type Published } from './open311-store.ts'
import { readDateTime } from './questions.ts'
import { wrongJurisdiction } from './services.ts'
import { words, type Words } from './words.ts'

const w = words.en
const DAY = 24 * 3_600_000
const SPAN = 90 * DAY
const MOST_IDS = 100

const OUTCOMES: Readonly<Record<Published['outcome'], keyof Words>> =
  { waiting: 'waiting', 'taken up': 'takenUp', finished: 'finished', advised: 'advised', 'passed on': 'passedOn', withdrawn: 'withdrawn' }

/** What stands beside a status: our own words, or what the person was told where the council publishes that. */
export const notesOf = ({ outcome, told }: Pick<Published, 'outcome' | 'told'>): string => told === null || told === '' ? w[OUTCOMES[outcome]] : told

/** An instant as London's clock shows it, with its offset: midnight stays midnight. */
export const sayInstant = (at: Date): string =>
  `${londonDay(at)}T${londonTime(at)}:${at.toISOString().slice(17, 19)}${londonTime(at) === at.toISOString().slice(11, 16) ? 'Z' : '+01:00'}`

const requestOf = (report: Published): Tree => ({
  service_request_id: report.reference, status: report.status, status_notes: notesOf(report), service_name: report.serviceName, service_code: report.serviceCode,
  description: null, agency_responsible: report.agency, service_notice: null, requested_datetime: sayInstant(report.requestedAt),
  updated_datetime: sayInstant(report.closedAt ?? report.decidedAt ?? report.requestedAt), expected_datetime: null,
  address: report.ward, address_id: null, zipcode: null, lat: report.latitude, long: report.longitude, media_url: null,
})

const saidRequests = (reports: readonly Published[]): Said => saidList('service_requests', 'request', reports.map(requestOf))

/** The references in a comma list; what is no reference finds nothing, like one that is not there. */
const referencesIn = (text: string): readonly string[] => text.split(',').map(part => readReference(part)).filter(found => found !== undefined)

export const seeRequest = async (work: KeyWork, ask: Ask): Promise<Said> => {
  const wrong = await wrongJurisdiction(work, ask)
  if (wrong !== undefined) return wrong
  const found = await published(work, { ids: referencesIn(ask.params['id'] ?? '') })
  return found.length === 0 ? saidErrors(404, w.noRequest) : saidRequests(found.slice(0, 1))
}

/** A token is the number itself, for we always know it at once; senders that wait for one are served all the same. */
export const seeToken = async (work: KeyWork, ask: Ask): Promise<Said> => {
  const wrong = await wrongJurisdiction(work, ask)
  if (wrong !== undefined) return wrong
  const [found] = await published(work, { ids: referencesIn(ask.params['token'] ?? '') })
  return found === undefined ? saidErrors(404, w.noToken) : saidList('service_requests', 'request', [{ service_request_id: found.reference, token: found.reference }])
}

export const seeRequests = async (work: KeyWork, ask: Ask): Promise<Said> => {
  const wrong = await wrongJurisdiction(work, ask)
  if (wrong !== undefined) return wrong
  const ids = textOf(ask.query, 'service_request_id')
  if (ids !== '') {
    return ids.split(',').length > MOST_IDS ? saidErrors(400, w.idsMany) : saidRequests(await published(work, { ids: referencesIn(ids) }))
  }
  const window = readWindow(work, ask)
  if ('status' in window) return window
  const statuses = [...new Set(textOf(ask.query, 'status').toLowerCase().split(',').map(part => part.trim()).filter(part => part !== ''))]
  if (statuses.some(status => status !== 'open' && status !== 'closed')) return saidErrors(400, w.statusWrong)
  const codes = textOf(ask.query, 'service_code').split(',').map(part => part.trim()).filter(part => part !== '')
  return saidRequests(await published(work, { by: 'requested', ...window, codes: codes.length === 0 ? null : codes, status: statuses.length === 1 ? statuses[0] === 'open' ? 'open' : 'closed' : null }))
}

export type Window = { readonly from: Date; readonly until: Date }

/** start_date to end_date, at most 90 days of them; with one only, the 90 days that begin or end there; else the last 90. */
export const readWindow = (work: KeyWork, ask: Ask): Window | Said => {
  const [start, end] = [textOf(ask.query, 'start_date'), textOf(ask.query, 'end_date')]
  const [from, until] = [readDateTime(start), readDateTime(end)]
  const faults = [...(start !== '' && from === undefined ? [`start_date ${w.dateWrong}`] : []), ...(end !== '' && until === undefined ? [`end_date ${w.dateWrong}`] : [])]
  if (faults.length > 0) return saidErrors(400, ...faults)
  const last = until ?? (from === undefined ? work.now : new Date(from.getTime() + SPAN))
  const first = from ?? new Date(last.getTime() - SPAN)
  const span = last.getTime() - first.getTime()
  return span < 0 || span > SPAN ? saidErrors(400, w.span) : { from: first, until: last }
}
