// Twenty clients who report, send files in parts, bring in tables, close cases and write messages, and keep count of what they
// were told is done. What is acknowledged is told to nobody else: it is compared afterwards with what is there.
import { createHash, randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { caseIn } from '#test/harness/cases.ts'
import { chanceFrom, type Chance } from './chance.ts'
import { hiddenIn, newClient, newTally, Stopped, type Answered, type Client, type Tally } from './client.ts'
import { openOwnPage, type Service } from './service.ts'

export type Ledger = {
  readonly tally: Tally
  /** What each client was told is done, by its marker. */
  readonly reports: { readonly marker: string; readonly reference: string; readonly named: boolean; readonly sha256: string | undefined }[]
  readonly uploads: { readonly marker: string; readonly sha256: string }[]
  readonly imports: { readonly marker: string; readonly rows: number }[]
  readonly closed: { readonly marker: string; readonly caseId: string }[]
  readonly messages: { readonly marker: string }[]
  /** Answers no client should get. */
  readonly faults: string[]
}
export type Work = { readonly ledger: Ledger; readonly done: Promise<void>; readonly stop: () => void }
export type WorkOptions = { readonly seed: number; readonly clients: Readonly<Record<Kind, number>>; readonly think: readonly [number, number]; readonly partBytes?: number; readonly rows?: number }

type Kind = 'report' | 'upload' | 'import' | 'close' | 'message'
type Setting = { readonly service: Service; readonly ledger: Ledger; readonly signal: AbortSignal; readonly chance: Chance; readonly options: WorkOptions; readonly newClient: (cookies?: Readonly<Record<string, string>>) => Client; readonly name: string }

/** A picture of one pixel, made unlike any other by a comment at its end that readers skip. */
const PICTURE = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
const photo = (): Buffer => Buffer.concat([PICTURE, randomBytes(64)])
const sha = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

const expectGone = ({ ledger }: Setting, what: string, { status, location, text }: Answered, to: RegExp): boolean => {
  if (status === 303 && to.test(location)) return true
  ledger.faults.push(`${what}: ${status} ${location} ${text.replaceAll(/<[^>]+>|\s+/g, ' ').replaceAll(/ +/g, ' ').slice(0, 300)}`)
  return false
}

const ANSWERS = (marker: string, named: boolean): Readonly<Record<string, Readonly<Record<string, string>>>> => ({
  category: { category: 'noise' }, danger: { danger: 'no' }, story: { story: `Shouting at night ${marker}` }, when: { often: 'Most weeks' }, where: { place: '14 Larch Walk', postcode: 'AL8 6AE' },
  effect: { harmed: 'Me', effect: '' }, who: { who: '' }, because: {}, vulnerable: { children: 'no', vulnerability: '' },
  contact: named ? { named: 'yes', name: 'Irene Larkin', email: `${marker}@example.test`, means: 'email' } : { named: 'no' }, needs: { share: 'yes' },
})

const report = async (to: Setting, turn: number): Promise<void> => {
  const [marker, named, withFile] = [`${to.name}t${turn}`, to.chance.under(3) > 0, to.chance.under(3) === 0]
  const client = to.newClient()
  await client.get('/report')
  for (const [page, answers] of Object.entries(ANSWERS(marker, named))) {
    if (!expectGone(to, `report ${page}`, await client.send(`/report/${page}`, answers), /^\/report\//)) return
  }
  const bytes = photo()
  if (withFile && !expectGone(to, 'report file', await client.send('/report/files', {}, { field: 'file', name: `${marker}.png`, type: 'image/png', bytes }), /^\/report\//)) return
  if (!expectGone(to, 'report sent', await client.send('/report/check', {}), /^\/report\/sent/)) return
  to.ledger.reports.push({ marker, named, sha256: withFile ? sha(bytes) : undefined, reference: /<strong>([^<]+)<\/strong>/.exec((await client.get('/report/sent')).text)?.[1] ?? '' })
}

const HEAD = Buffer.from('00000020667479706d703432000000006d7034316d70343269736f6d69736f32', 'hex')
const upload = async (to: Setting, turn: number, officer: Client): Promise<void> => {
  const { path } = await caseIn(to.service)
  const [marker, part] = [`${to.name}t${turn}`, to.options.partBytes ?? 60_000]
  const film = Buffer.concat([HEAD, randomBytes(part * 3 + to.chance.under(1_000))])
  const page = await officer.get(`${path}/uploads`)
  const csrf = hiddenIn(page.text, `${path}/evidence`)['_csrf'] ?? ''
  const ask = async (at: string, fields: Readonly<Record<string, string>>, bytes?: Buffer): Promise<{ readonly upload?: string; readonly received?: number; readonly location?: string; readonly status: number } | undefined> => {
    if (to.signal.aborted) throw new Stopped()
    await pause(to.chance.between(...to.options.think))
    const answer = await officer.once(`${path}/uploads${at}`, { _csrf: csrf, ...fields }, bytes === undefined ? undefined : { field: 'part', name: 'blob', type: 'application/octet-stream', bytes })
    if (answer === undefined) return undefined
    return { ...JSON.parse(answer.text.startsWith('{') ? answer.text : '{}') as object, status: answer.status }
  }
  for (;;) {
    // After any silence it asks where it stands, as the page's script does after a reload.
    const begun = await ask('', { name: `${marker}.mp4`, size: String(film.length), changed: '1', says: marker, visibility: 'staff' })
    if (begun === undefined) continue
    if (begun.status !== 200 || begun.upload === undefined) { to.ledger.faults.push(`upload begun: ${JSON.stringify(begun)}`); return }
    let at: number | undefined = begun.received ?? 0
    while (at !== undefined && at < film.length) at = (await ask(`/${begun.upload}`, { offset: String(at) }, film.subarray(at, at + part)))?.received
    if (at === undefined) continue
    const ended = await ask(`/${begun.upload}/finish`, {})
    if (ended?.location === undefined) { if (ended !== undefined && ended.status !== 409) to.ledger.faults.push(`upload ended: ${JSON.stringify(ended)}`); continue }
    to.ledger.uploads.push({ marker, sha256: sha(film) })
    return
  }
}

const bringIn = async (to: Setting, turn: number, administrator: Client): Promise<void> => {
  const [marker, rows] = [`${to.name}t${turn}`, to.options.rows ?? 4_500]
  const bytes = Buffer.from(['Ref,Received,Words,Kind', ...Array.from({ length: rows }, (_unused, place) => `${marker}-${place},1/5/2026,Row ${place} ${marker},noise`)].join('\n'))
  const chosen = await administrator.send('/imports/choose', { kind: 'reports', source: marker }, { field: 'file', name: `${marker}.csv`, type: 'text/csv', bytes })
  if (!expectGone(to, 'import chosen', chosen, /^\/imports\/[^/]+\/columns/)) return
  const named = await administrator.send(chosen.location, { key: '0', receivedAt: '1', story: '2', category: '3', dates: 'day first', otherwise: '', keep: 'no' })
  if (!expectGone(to, 'import columns', named, /\/check/)) return
  const begun = await administrator.send(named.location, { take: 'good rows' })
  if (!expectGone(to, 'import begun', begun, /^\/imports\//)) return
  to.ledger.imports.push({ marker, rows })
}

const close = async (to: Setting, turn: number, officer: Client): Promise<void> => {
  const marker = `${to.name}t${turn}`
  const given = await caseIn(to.service, { email: `${marker}@example.test`, safeMeans: ['email'], reviewDueOn: '2099-01-01' })
  const answer = await officer.send(`${given.path}/close`, { verdict: 'yes', reason: 'resolved, informal action', summary: `We visited, and it stopped. ${marker}` })
  if (expectGone(to, 'case closed', answer, /^\/cases\/[^/#]+$/)) to.ledger.closed.push({ marker, caseId: given.id })
}

/** Somebody harmed, past link and code. */
const harmed = async ({ service, newClient: fresh }: Setting): Promise<Client> => {
  return fresh({ amity_own_page: await openOwnPage(service.database, service, await caseIn(service)) })
}
const message = async (to: Setting, turn: number, person: Client): Promise<void> => {
  const marker = `${to.name}t${turn}`
  if (expectGone(to, 'message', await person.send('/my-case/messages', { message: `It happened again ${marker}` }), /^\/my-case\/messages/)) to.ledger.messages.push({ marker })
}

const visitorFor = async (kind: Kind, to: Setting): Promise<Client> => {
  if (kind === 'message') return harmed(to)
  if (kind === 'report') return to.newClient()
  return to.newClient({ amity_session: (await to.service.signIn(kind === 'import' ? 'Administrator' : 'Case officer')).token })
}
const TURN: Readonly<Record<Kind, (to: Setting, turn: number, client: Client) => Promise<void>>> = { report, upload, import: bringIn, close, message }

const live = async (kind: Kind, to: Setting): Promise<void> => {
  let client: Client | undefined
  for (let turn = 0; !to.signal.aborted; turn += 1) {
    try {
      // The harness asks the database itself, and loses its connection like anybody else.
      client ??= await visitorFor(kind, to)
      await TURN[kind](to, turn, client)
    } catch (problem) {
      if (problem instanceof Stopped) return
      if (!isLostConnection(problem)) to.ledger.faults.push(`${kind}: ${problem instanceof Error ? problem.stack ?? problem.message : String(problem)}`)
      await pause(300)
    }
  }
}
export const isLostConnection = (problem: unknown): boolean => problem instanceof Error && (/terminat|ECONN|ENOENT|not queryable|starting up|shutting down|recovery|connection|timeout/i.test(problem.message) || ('code' in problem && /^(57P|08|ECONN|ENOENT|EPIPE)/.test(String(problem.code))))

/** Sets them to work until they are stopped. */
export const setToWork = (service: Service, options: WorkOptions): Work => {
  const [stop, ledger] = [new AbortController(), { tally: newTally(), reports: [], uploads: [], imports: [], closed: [], messages: [], faults: [] } satisfies Ledger]
  const kinds: readonly Kind[] = ['report', 'upload', 'import', 'close', 'message']
  const lives = kinds.flatMap(kind => Array.from({ length: options.clients[kind] }, (_unused, n) => {
    const chance = chanceFrom(options.seed + kinds.indexOf(kind) * 1_000 + n)
    const think = (): number => chance.between(...options.think)
    return live(kind, { service, ledger, signal: stop.signal, chance, options, name: `${kind}${n}x${randomBytes(3).toString('hex')}`, newClient: cookies => newClient({ base: service.base, tally: ledger.tally, signal: stop.signal, think, ...(cookies === undefined ? {} : { cookies }) }) })
  }))
  return { ledger, done: Promise.all(lives).then(() => undefined), stop: () => { stop.abort() } }
}
