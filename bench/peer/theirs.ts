// What Directus is asked, as an officer of agency 3 whom its own item permissions hold to the cases of that agency (../shared/peer-directus).
import { z } from 'zod'
import { slipIn, type Operation } from './shoot.ts'

const AGENCY = 3
/** As many as were loaded there. */
const CASES = Number(process.env['CASES'] ?? '1000000')
const headers = { authorization: `Bearer ${process.env['PEER_TOKEN'] ?? 'peer-officer-token'}`, 'content-type': 'application/json' }
const OPEN = `&filter=${encodeURIComponent(JSON.stringify({ status: { _in: ['new', 'open', 'awaiting'] } }))}`
const LIST = 'id,reference,title,status,category,priority,severity,due_at,opened_at,ward,lead_officer,lead_agency.name,person.name'
const CASE = '*,lead_agency.name,person.*,entries.id,entries.at,entries.kind,entries.visibility,entries.text'
const WORDS = 'noise damp boundary garden fence parking tenant landlord evidence diary music repair kitchen roof drain flood tree hedge lamp waste graffiti licence hygiene school carer arrears hearing appeal witness hospital ramp boiler asbestos mould leak ceiling door camera warning breach'.split(' ')

const rows = async <T extends z.ZodType>(url: string, path: string, shape: T): Promise<z.infer<T>[]> => {
  const answer = await fetch(url + path, { headers })
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
  return z.object({ data: z.array(shape) }).parse(await answer.json()).data
}
const turning = <T>(all: readonly T[]): (() => T) => {
  let n = 0
  return () => { const found = all[n % all.length]; n += 1; if (found === undefined) throw new Error('Nothing to ask for'); return found }
}

export const theirs = async (url: string, deep: number): Promise<readonly Operation[]> => {
  const ids = turning((await rows(url, `/items/cases?fields=id${OPEN}&sort=person&limit=2000`, z.object({ id: z.number() }))).map(({ id }) => id))
  const sample = Array.from({ length: 400 }, (_, n) => 1 + n * 2477 % CASES)
  const names = (await rows(url, `/items/people?fields=name&limit=400&filter=${encodeURIComponent(JSON.stringify({ id: { _in: sample } }))}`, z.object({ name: z.string() }))).map(({ name }) => name)
  const [exact, misspelt] = [turning(names), turning(names.map(slipIn))]
  const phrase = turning(Array.from({ length: 200 }, (_, n) => `${WORDS[n % 40]} ${WORDS[(n * 7 + 3) % 40]}`))
  const read = (name: string, path: () => string): Operation => ({ name, status: 200, next: () => ({ method: 'GET', path: path(), headers }) })
  const search = (name: string, path: () => string): Operation => ({ ...read(name, path), finds: body => z.object({ data: z.array(z.unknown()).min(1) }).safeParse(JSON.parse(body)).success })
  const said = (words: string): string => `/items/cases?search=${encodeURIComponent(words)}&fields=id,reference,title,status,due_at&limit=20`
  const person = (name: string): string => `/items/people?search=${encodeURIComponent(name)}&fields=id,name,dob,postcode&limit=20`
  const stamp = Date.now().toString(36)
  let made = 0
  return [
    ...[2, deep].map(page => read(`list, page ${page}`, () => `/items/cases?fields=${LIST}${OPEN}&sort=due_at,id&limit=20&page=${page}`)),
    read('case, latest 20 entries', () => `/items/cases/${ids()}?fields=${CASE}&deep[entries][_sort]=-at,-id&deep[entries][_limit]=20`),
    search('search, two words', () => said(phrase())), search('search, a letter missing', () => said(slipIn(phrase()))),
    search('person, exact', () => person(exact())), search('person, a letter missing', () => person(misspelt())),
    read('open, counted', () => `/items/cases?aggregate[count]=*&groupBy[]=status${OPEN}`),
    { name: 'create, with an entry', status: 200, next: () => { made += 1; return { method: 'POST', path: '/items/cases?fields=id,reference', headers, body: JSON.stringify(newCase(`N-${stamp}-${made}`, 1 + made * 7919 % CASES)) } } },
  ]
}

const newCase = (reference: string, person: number) => ({
  reference, title: 'Damp reported in the back bedroom', status: 'new', category: 'housing', priority: 'normal', severity: 2, lead_agency: AGENCY, lead_officer: 'Officer 0001', person, opened_at: '2026-01-01T09:00:00Z', due_at: '2026-01-29T09:00:00Z', ward: 'Ward 03',
  description: 'tenant telephone report damp mould ceiling bathroom landlord letter requested repair ventilation heating condensation diary photograph evidence council officer visit arranged neighbour flat leak pipe wall floor advised recorded follow review',
  entries: { create: [{ kind: 'call', visibility: 'shared', at: '2026-01-01T09:00:00Z', text: 'caller reported damp and mould, photographs requested, visit arranged with housing officer, landlord contact recorded, advised on ventilation and heating until the inspection' }], update: [], delete: [] },
})
