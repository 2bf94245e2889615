// What may be reported here: discovery, the list of services, and what each asks. Sensitive categories are not among them.
import type { KeyWork } from '#db/work.ts'
import { categories, OPEN311, readSetting } from '#rooms/partnership/index.ts'
import { textOf, type Ask } from '#web/ask.ts'
import { FORMATS, saidErrors, saidList, withoutEmpty, type Said, type Tree } from './format.ts'
import { attributesFor } from './questions.ts'
import { words } from './words.ts'

const w = words.en
const SPECIFICATION = 'http://wiki.open311.org/GeoReport_v2'
/** When the shape of these answers last changed. */
const CHANGED = '2026-11-24T00:00:00Z'

export type Service = Awaited<ReturnType<typeof categories>>[number]

/** The categories anyone may know of. */
export const services = async (work: KeyWork): Promise<readonly Service[]> => (await categories(work)).filter(category => !category.sensitive)

/** The service with this code, or undefined when it is not there or not for the public to know. */
export const serviceWith = async (work: KeyWork, code: string): Promise<Service | undefined> => (await services(work)).find(service => service.code === code)

/** Nothing, or the refusal of a jurisdiction that is not this one. */
export const wrongJurisdiction = async (work: KeyWork, ask: Ask): Promise<Said | undefined> => {
  const { jurisdiction } = await readSetting(work, OPEN311)
  const given = textOf(ask.query, 'jurisdiction_id') || textOf(ask.answers, 'jurisdiction_id')
  return jurisdiction === '' || given === '' || given === jurisdiction ? undefined : saidErrors(404, w.noJurisdiction)
}

export const seeDiscovery = async (work: KeyWork, ask: Ask): Promise<Said> => {
  const who = [work.partnership.agencyName ?? w.us, work.partnership.email, work.partnership.phone].filter(part => part !== null && part !== '').join(', ')
  const about = { changeset: CHANGED, contact: `${w.contact} ${who}.`, key_service: `${w.keyService} ${work.partnership.name}.` }
  const endpoint = { specification: SPECIFICATION, url: `${ask.baseUrl}/open311/v2`, changeset: CHANGED, type: work.partnership.isDemonstration ? 'test' : 'production' }
  const formats = FORMATS.map(format => format === 'xml' ? 'text/xml' : 'application/json')
  return {
    status: 200, json: { ...about, endpoints: [{ ...endpoint, formats }] },
    xml: { discovery: { ...about, endpoints: { endpoint: [{ ...endpoint, formats: { format: formats } }] } } },
  }
}

export const seeServices = async (work: KeyWork, ask: Ask): Promise<Said> =>
  await wrongJurisdiction(work, ask) ?? saidList('services', 'service', (await services(work)).map(service => ({
    service_code: service.code, service_name: service.residentName, description: service.residentHint ?? service.residentName, metadata: true, type: 'realtime', keywords: service.name, group: w.group,
  })))

export const seeService = async (work: KeyWork, ask: Ask): Promise<Said> => {
  const service = await serviceWith(work, ask.params['code'] ?? '')
  const wrong = await wrongJurisdiction(work, ask)
  if (wrong !== undefined) return wrong
  if (service === undefined) return saidErrors(404, w.noService)
  const attributes = attributesFor(service.advice)
  return {
    status: 200, json: { service_code: service.code, attributes },
    xml: { service_definition: { service_code: service.code, attributes: { attribute: attributes.map(inXml) } } },
  }
}

const inXml = ({ values, ...rest }: Tree): Tree => ({ ...withoutEmpty(rest), values: Array.isArray(values) && values.length > 0 ? { value: values } : '' })
