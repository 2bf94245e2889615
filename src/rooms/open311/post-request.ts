// Another system sends a report, or adds to one it sent. Nothing is parsed but forms, and nothing is fetched.
import type { KeyWork } from '#db/work.ts'
import { OPEN311, readSetting } from '#rooms/partnership/index.ts'
import { readReference } from '#kernel/reference.ts'
import { tidy } from '#kernel/text.ts'
import { wardAt } from '#rooms/places/index.ts'
import { textOf, type Ask } from '#web/ask.ts'
import { saidErrors, saidList, type Said } from './format.ts'
import { handOver } from './hand-over.ts'
import { sentByThisKey } from './open311-store.ts'
import { faultsOf, readSentReport, type SentReport } from './read-report.ts'
import { serviceWith, wrongJurisdiction } from './services.ts'
import { words } from './words.ts'

const w = words.en

/** What was kept, for the record line. */
export type Sent = { readonly said: Said; readonly about?: { readonly kind: string; readonly id: string } }

/** What must hold of every posted form before it is looked at. */
const refusal = async (work: KeyWork, ask: Ask, keyless: boolean): Promise<Said | undefined> => {
  const [type = '', ...parameters] = (ask.header('content-type') ?? '').toLowerCase().split(';').map(part => part.trim())
  if (type !== 'application/x-www-form-urlencoded' && type !== 'multipart/form-data') return saidErrors(415, w.notForm)
  const charset = parameters.find(part => part.startsWith('charset='))?.slice(8).replaceAll('"', '') ?? 'utf-8'
  if (charset !== 'utf-8' && charset !== 'utf8' && charset !== 'us-ascii') return saidErrors(415, w.notUtf8)
  if (work.actor.keyId === null && !keyless) return saidErrors(403, w.keyNeeded)
  return wrongJurisdiction(work, ask)
}

export const postRequest = async (work: KeyWork, ask: Ask): Promise<Sent> => {
  const { postsNeedKey } = await readSetting(work, OPEN311)
  const refused = await refusal(work, ask, !postsNeedKey)
  if (refused !== undefined) return { said: refused }
  const code = textOf(ask.answers, 'service_code').trim()
  if (code === '') return { said: saidErrors(400, w.serviceMissing) }
  const service = await serviceWith(work, code)
  if (service === undefined) return { said: saidErrors(404, w.noService) }
  const faults = faultsOf(ask.answers)
  if (faults.length > 0) return { said: saidErrors(400, ...faults) }
  const sent = readSentReport(ask.answers)
  const ward = sent.point === null ? undefined : await wardAt(work, sent.point)
  const { reference, id } = await handOver(work, sent, service.code, ward)
  const notice = ward !== undefined ? w.received : sent.point === null ? w.noPlace : w.outside
  return { said: saidList('service_requests', 'request', [{ service_request_id: reference, service_notice: notice, account_id: null }]), about: { kind: 'report', id: id ?? reference } }
}

/** What a sender adds to its own report waits in the triage pot like a report: it is read by somebody, and nothing is lost. */
export const postUpdate = async (work: KeyWork, ask: Ask): Promise<Sent> => {
  const refused = await refusal(work, ask, false)
  if (refused !== undefined) return { said: refused }
  const about = await sentByThisKey(work, readReference(textOf(ask.answers, 'service_request_id')) ?? '')
  if (about === undefined) return { said: saidErrors(404, w.noRequest) }
  const placed = { ...ask.answers, lat: '', long: '', address_string: `${w.updateOn} ${about.reference}` }
  const faults = faultsOf(placed)
  if (faults.length > 0) return { said: saidErrors(400, ...faults) }
  const read = readSentReport(placed)
  const theirs = tidy(textOf(ask.answers, 'update_id') || textOf(ask.answers, 'update_id_ext')).slice(0, 190)
  const sent: SentReport = { ...read, story: `${w.updateOn} ${about.reference}\n\n${read.story}`, externalKey: `update ${theirs === '' ? work.newId() : theirs}` }
  const { reference, id } = await handOver(work, sent, about.serviceCode, undefined)
  return { said: saidList('service_request_updates', 'request_update', [{ update_id: reference, service_request_id: about.reference }]), about: { kind: 'report', id: id ?? reference } }
}
