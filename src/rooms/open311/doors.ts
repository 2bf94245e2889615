// The doors of the open311 room: each address in both formats, and the keys' administration.
import type { KeyWork } from '#db/work.ts'
import { OPEN311, readSetting } from '#rooms/partnership/index.ts'
import { textOf, type Ask } from '#web/ask.ts'
import { anySystem, formAt, get, nothing, post, type Door } from '#web/doors.ts'
import { endKey, makeKey, seeApiKeys } from './api-keys.tsx'
import { answerIn, FORMATS, problemIn, saidErrors, type Said } from './format.ts'
import { postRequest, postUpdate, type Sent } from './post-request.ts'
import { seeRequest, seeRequests, seeToken } from './see-requests.ts'
import { seeUpdates } from './see-updates.ts'
import { seeDiscovery, seeService, seeServices } from './services.ts'
import { words } from './words.ts'

const READS = { may: anySystem('to read what is published'), records: nothing('only what anyone may know, or what this system itself sent') } as const
const READS_A_MINUTE = 120

/** Addresses are kept in logs along the way: a key in one is shown to others. Only reading, and only where the council allows it. */
const keyInAddress = async (work: KeyWork, ask: Ask): Promise<Said | undefined> => {
  if (textOf(ask.query, 'api_key') === '') return undefined
  return ask.method === 'GET' && (await readSetting(work, OPEN311)).keyInAddress ? undefined : saidErrors(400, words.en.keyInAddress)
}

type Sees = (work: KeyWork, ask: Ask) => Promise<Said>

const seeAt = (path: string, sees: Sees): readonly Door[] => FORMATS.map(format =>
  get(`${path}.${format}`, { ...READS, perMinute: READS_A_MINUTE, sayProblem: problemIn(format), show: async (work, ask) => answerIn(format, await keyInAddress(work, ask) ?? await sees(work, ask)) }))

const SENDS_A_MINUTE = 60

const sendTo = (path: string, records: string, sends: (work: KeyWork, ask: Ask) => Promise<Sent>): readonly Door[] => FORMATS.map(format =>
  post(`${path}.${format}`, {
    may: anySystem('to send a report; without a key only where the council allows it'), records, perMinute: SENDS_A_MINUTE, shedLast: true, sayProblem: problemIn(format),
    act: async (work, ask) => {
      const refused = await keyInAddress(work, ask)
      if (refused !== undefined) return answerIn(format, refused)
      const { said, about } = await sends(work, ask)
      return answerIn(format, said, about)
    },
  }))

/** In XML unless JSON was asked for: that is the format of the specification's own errors. */
const sayNothingHere = async (_work: KeyWork, ask: Ask) => answerIn(ask.path.endsWith('.json') ? 'json' : 'xml', saidErrors(404, words.en.noAddress))
const nothingHere: readonly Door[] = [
  get('/open311/v2/*', { ...READS, perMinute: READS_A_MINUTE, sayProblem: problemIn('xml'), show: sayNothingHere }),
  post('/open311/v2/*', { ...READS, perMinute: SENDS_A_MINUTE, sayProblem: problemIn('xml'), act: sayNothingHere }),
]

export const doors: readonly Door[] = [
  ...seeAt('/open311/discovery', seeDiscovery),
  ...seeAt('/open311/v2/discovery', seeDiscovery),
  ...seeAt('/open311/v2/services', seeServices),
  ...seeAt('/open311/v2/services/:code', seeService),
  ...seeAt('/open311/v2/requests', seeRequests),
  ...seeAt('/open311/v2/requests/:id', seeRequest),
  ...seeAt('/open311/v2/tokens/:token', seeToken),
  ...seeAt('/open311/v2/servicerequestupdates', seeUpdates),
  ...sendTo('/open311/v2/requests', 'report received by Open311', postRequest),
  ...sendTo('/open311/v2/servicerequestupdates', 'addition received by Open311', postUpdate),
  ...nothingHere,
  get('/api-keys', { may: 'run the partnership', records: 'API keys listed', show: seeApiKeys }),
  ...formAt('/api-keys/make', { may: 'run the partnership', records: 'API key made', stepUp: true, form: makeKey }),
  ...formAt('/api-keys/:id/end', { may: 'run the partnership', records: 'API key ended', form: endKey }),
]
