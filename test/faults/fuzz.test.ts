// Every door of the real service, given requests nobody meant: no fault, no hang, no growth. `npm run faults -- fuzz 200000`
import { Agent, request } from 'node:http'
import { expect, test } from 'vitest'
import { askFrom, DOORS, type Asked } from './asks.ts'
import { newCast } from './cast.ts'
import { asked, chanceFrom, say, SEED } from './chance.ts'
import { freshTexts } from './mutate.ts'
import { openService, residentBytes, type Service } from './service.ts'

const REQUESTS = asked('AMITY_FAULTS_REQUESTS', 2_000)
const AT_ONCE = 6
/** A new partnership, with everybody signed in again, after so many. */
const EACH_CAST = 1_000
const HANGS = 2_000
const SILENCE = 60_000
/** Seconds after which no more are asked: for a machine too slow for all of them. What was done is printed. */
const LONGEST = asked('AMITY_FAULTS_SECONDS', Number.POSITIVE_INFINITY)

type Answered = { readonly status: number; readonly ms: number; readonly broke: boolean; readonly text: string }
const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE })

const send = ({ base }: Service, { method, path, headers, body }: Asked): Promise<Answered> => new Promise(resolve => {
  const began = performance.now()
  const done = (status: number, text: string, broke = false): void => { resolve({ status, ms: performance.now() - began, broke, text }) }
  try {
    const url = new URL(base)
    const asking = request({ host: url.hostname, port: url.port, method, path: path.replaceAll(/[^\x21-\x7e]/g, ''), headers, agent, timeout: SILENCE, insecureHTTPParser: false }, answer => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('end', () => { done(answer.statusCode ?? 0, Buffer.concat(parts).toString('utf8')) })
      answer.on('error', () => { done(answer.statusCode ?? 0, '', true) })
    })
    asking.on('timeout', () => { asking.destroy(); done(0, 'no answer') })
    asking.on('error', () => { done(0, '', true) })
    // 100-continue is never waited for: a server that says nothing would be our hang, not its.
    asking.end(body)
  } catch {
    done(0, 'not sendable', true)
  }
})

const PLAIN: Asked = { door: 'GET /contact', who: 'nobody', method: 'GET', path: '/contact', headers: {}, body: undefined }
type Tally = { readonly statuses: Map<number, number>; readonly doors: Set<string>; readonly faults: string[]; readonly slow: string[]; readonly memory: number[]; slowest: number; broke: number }

const look = async (service: Service, tally: Tally, ask: Asked): Promise<void> => {
  const answer = await send(service, ask)
  tally.statuses.set(answer.status, (tally.statuses.get(answer.status) ?? 0) + 1)
  if (answer.broke) tally.broke += 1
  if (answer.status === 200 || answer.status === 303 || answer.status === 422) tally.doors.add(ask.door)
  tally.slowest = Math.max(tally.slowest, answer.ms)
  const what = `${answer.status} ${ask.who} ${ask.method} ${ask.path.slice(0, 200)} ${JSON.stringify(ask.headers).slice(0, 300)} ${ask.body?.toString('latin1').slice(0, 500) ?? ''}`
  if (answer.status >= 500 && tally.faults.length < 40) tally.faults.push(`${ask.door}: ${what}`)
  // A busy machine is no hang: what was slow is asked again beside a plain page, and must be slow beside that.
  if (answer.ms <= HANGS) return
  const [again, plain] = [await send(service, ask), await send(service, { ...PLAIN, headers: { host: ask.headers['host'] ?? '' } })]
  if (again.ms > HANGS && again.ms > plain.ms * 30 && tally.slow.length < 20) tally.slow.push(`${Math.round(again.ms)} ms, a plain page ${Math.round(plain.ms)}: ${what}`)
}

const walk = async (service: Service): Promise<Tally> => {
  const [chance, texts, boxes]: [ReturnType<typeof chanceFrom>, readonly string[], Map<string, Readonly<Record<string, readonly string[]>>>] = [chanceFrom(SEED), freshTexts(SEED, 4_000), new Map()]
  const tally: Tally = { statuses: new Map(), doors: new Set(), faults: [], slow: [], memory: [], slowest: 0, broke: 0 }
  const began = performance.now()
  for (let sent = 0; sent < REQUESTS && performance.now() - began < LONGEST * 1_000; sent += EACH_CAST) {
    const cast = await newCast(service, boxes)
    let left = Math.min(EACH_CAST, REQUESTS - sent)
    // Chosen in order, so that the seed alone says what is asked; answered side by side.
    const next = (): Asked | undefined => left-- > 0 ? askFrom(chance, cast, texts) : undefined
    await Promise.all(Array.from({ length: AT_ONCE }, async () => { for (let ask = next(); ask !== undefined; ask = next()) await look(service, tally, ask) }))
    const bytes = residentBytes(service.pid('web'))
    if (bytes !== undefined) tally.memory.push(Math.round(bytes / 1e6))
    if (REQUESTS > 10_000 && (sent / EACH_CAST) % (REQUESTS > 50_000 ? 5 : 1) === 0) say(`${sent + EACH_CAST} of ${REQUESTS}; ${bytes === undefined ? '' : `${Math.round(bytes / 1e6)} MB`}; ${tally.faults.length} faults, ${tally.slow.length} hangs`)
  }
  return tally
}

test(`${REQUESTS} requests that nobody meant: no fault, no hang, no growth`, async () => {
  const service = await openService({ fast: true, parts: ['web'] })
  try {
    const began = service.pid('web')
    const { statuses, doors, faults, slow, memory, slowest, broke } = await walk(service)
    say(JSON.stringify({ seed: SEED, requests: [...statuses.values()].reduce((sum, n) => sum + n, 0), doorsKnocked: DOORS.length, doorsThatLetIn: doors.size, statuses: Object.fromEntries([...statuses].toSorted(([a], [b]) => a - b)), hungUp: broke, slowestMs: Math.round(slowest), memoryMB: memory.length > 20 ? memory.filter((_unused, n) => n % Math.ceil(memory.length / 20) === 0) : memory }))
    if (faults.length > 0) say(service.heard.filter(line => /a request failed|could not be served/.test(line)).slice(0, 12).join('\n'))
    expect(faults).toEqual([])
    expect(slow).toEqual([])
    // The same process from first to last.
    expect(service.pid('web')).toBe(began)
    expect(doors.size).toBeGreaterThan(REQUESTS >= 2_000 ? 100 : 10)
    const [early, late] = [memory.slice(Math.floor(memory.length / 4), Math.ceil(memory.length / 2)), memory.slice(-Math.ceil(memory.length / 4))]
    // Compared with itself after it has warmed up; only a walk long enough can show growth.
    expect(memory.length < 40 || Math.min(...late) < Math.max(...early) * 1.3).toBe(true)
  } finally {
    agent.destroy()
    await service.close()
  }
}, 6 * 3_600_000)
