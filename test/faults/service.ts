// The service as real processes over a real, durable PostgreSQL: a web part and a worker, started again when they end, as an
// init system does. Everything is killed, paused and looked at from here.
import { spawn, type ChildProcess } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { readPostmaster } from '#db/embedded-process.ts'
import { startEmbedded } from '#db/embedded.ts'
import { openDatabase, type Database } from '#db/open.ts'
import { keepWork, type Partnership, type SystemWork } from '#db/work.ts'
import { foundPartnership } from '#rooms/partnership/found.ts'
import { digestOf, newToken } from '#web/csrf.ts'
import { AS_SERVED } from '../../bench/pages/as-served.ts'
import { builtPart } from './build-part.ts'

export type PartName = 'web' | 'worker'
export type Session = { readonly token: string; readonly officerId: string }
export type Service = {
  readonly database: Database
  readonly secret: string
  readonly base: string
  readonly folder: string
  readonly filesFolder: string
  readonly partnership: Partnership
  readonly council: { readonly id: string; readonly officerId: string }
  /** What the parts and the supervisor of PostgreSQL said. */
  readonly heard: string[]
  work<T>(act: (work: SystemWork) => Promise<T>): Promise<T>
  signIn(role: 'Administrator' | 'Case officer'): Promise<Session>
  start(part: PartName): void
  /** kill -9. Started again after a moment, as an init system would. */
  kill(what: PartName | 'database'): void
  pid(what: PartName | 'database'): number
  ready(): Promise<void>
  close(): Promise<void>
}
export type ServiceOptions = {
  readonly settings?: Readonly<Record<string, string>>
  /** Gives up durability: where nothing is killed. */
  readonly fast?: boolean
  readonly parts?: readonly PartName[]
  /** Another way to the database for the parts, given the folder of its socket: through a proxy, say. */
  readonly through?: (socket: string) => { readonly host: string; readonly port: number }
  /** Where the parts keep their files, when not beside the database. */
  readonly filesFolder?: string
  /** The folder in which everything lies: a small disk, say. */
  readonly within?: string
}

const HOUR = 3_600_000
const AGAIN = 300

const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const at = probe.address()
  probe.close()
  return typeof at === 'object' && at !== null ? at.port : 0
}

export const addOfficer = async (database: Database, partnershipId: number, agencyId: string, name: string, role: string): Promise<string> => {
  const { rows } = await database.owner.query<{ id: string }>(`with o as (insert into officers (partnership_id, name, email) values ($1, $2, $3) returning id),
    p as (insert into posts (partnership_id, officer_id, agency_id, role_id) select $1, o.id, $4, r.id from o, roles r where r.partnership_id = $1 and r.name = $5) select id from o`,
  [partnershipId, name, `${name.split(' ')[0]?.toLowerCase() ?? ''}@example.test`, agencyId, role])
  return rows[0]?.id ?? ''
}

/** @returns the cookie of a session that lasts the night */
export const startSession = async (database: Database, partnershipId: number, officerId: string, agencyId: string): Promise<string> => {
  const token = newToken()
  await database.owner.query(`select amity.start_session($1, $2, $3, $4, $5, $6, 'a test')`, [partnershipId, digestOf(token), officerId, agencyId, new Date(), new Date(Date.now() + 12 * HOUR)])
  return token
}

type Town = { readonly partnership: Pick<Partnership, 'id'>; work<T>(act: (work: SystemWork) => Promise<T>): Promise<T> }
/** @returns the cookie of somebody harmed who is past link and code, on their own page */
export const openOwnPage = async (database: Database, { partnership, work }: Town, given: { readonly id: string; readonly personId: string }): Promise<string> => {
  const [token, now] = [newToken(), new Date()]
  const later = new Date(now.getTime() + 12 * HOUR)
  const linkId = await work(async inside => {
    const id = inside.newId()
    await inside.db.insertInto('ownPageLinks').values({ partnershipId: partnership.id, id, caseId: given.id, personId: given.personId, tokenHash: newToken(), linkMeans: 'email', codeMeans: 'text', agreed: 'on the phone', offeredAt: now, expiresAt: later }).execute()
    return id
  })
  await database.owner.query(`insert into own_page_sessions (partnership_id, token_hash, case_id, person_id, started_at, expires_at, link_id, seen_at, idle_minutes) values ($1, $2, $3, $4, $5, $6, $7, $5, 700)`,
    [partnership.id, digestOf(token), given.id, given.personId, now, later, linkId])
  return token
}

type Keeper = { readonly start: () => void; readonly stop: () => Promise<void>; readonly pid: () => number }
/** Runs one part and starts it again whenever it ends. */
const keeper = (program: string, part: PartName, env: Readonly<Record<string, string>>, heard: string[]): Keeper => {
  let child: ChildProcess | undefined
  let stopped = false
  const start = (): void => {
    const { PATH = '', HOME = '' } = process.env
    const running = spawn(process.execPath, [...AS_SERVED, program, part], { env: { PATH, HOME, ...env }, cwd: path.resolve(import.meta.dirname, '../..'), stdio: ['ignore', 'pipe', 'pipe'] })
    child = running
    for (const stream of [running.stdout, running.stderr]) stream.on('data', (words: Buffer) => { if (heard.length < 20_000) heard.push(`${part}: ${words.toString('utf8').slice(0, 4_000)}`) })
    running.once('exit', (code, signal) => {
      heard.push(`${part}: ended ${String(code)} ${signal ?? ''}`)
      if (!stopped) setTimeout(() => { if (!stopped) start() }, AGAIN).unref()
    })
  }
  return {
    start, pid: () => child?.pid ?? 0,
    stop: async () => {
      stopped = true
      if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await Promise.race([ended, pause(10_000).then(() => child?.kill('SIGKILL'))])
    },
  }
}

const killed = (pid: number): void => { try { if (pid > 0) process.kill(pid, 'SIGKILL') } catch { /* It had ended already. */ } }

export const openService = async ({ settings = {}, fast = false, parts = ['web', 'worker'], through, filesFolder, within = tmpdir() }: ServiceOptions = {}): Promise<Service> => {
  const folder = mkdtempSync(path.join(within, 'amity-faults-'))
  chmodSync(folder, 0o711)
  const heard: string[] = []
  const embedded = await startEmbedded(folder, line => { heard.push(`database: ${line}`) }, { fast })
  const secret = newToken()
  const database = await openDatabase({ owner: embedded.owner, secret, say: () => undefined })
  const founded = await foundPartnership(database, {
    name: 'Testing Partnership', hosts: ['127.0.0.1'], agency: { name: 'Borough Council', shortName: 'Council', kind: 'council', phone: '01632 960 000' },
    officer: { name: 'Ada Administrator', email: 'ada@example.test', passwordHash: null },
  })
  const officerId = await addOfficer(database, founded.partnershipId, founded.agencyId, 'Olive Officer', 'Case officer')
  const partnership: Partnership = { id: founded.partnershipId, name: 'Testing Partnership', language: 'en', isDemonstration: false, triageAgencyId: founded.agencyId, agencyName: 'Borough Council', brandColour: null, phone: '01632 960 000', email: null }
  const [port, program] = [await freePort(), await builtPart()]
  const { host = '', password } = embedded.owner
  const way = through?.(host) ?? { host, port: 5432 }
  const address = `postgres://amity_root:${typeof password === 'string' ? password : ''}@localhost:${way.port}/amity?host=${encodeURIComponent(way.host)}`
  const data = path.join(folder, 'data')
  const env = { DATABASE_URL: address, AMITY_SECRET: secret, AMITY_BASE_URL: `http://127.0.0.1:${port}`, PORT: String(port), AMITY_DATA: filesFolder ?? data, AMITY_LOG: 'error', ...settings }
  const keepers: Readonly<Record<PartName, Keeper>> = { web: keeper(program, 'web', env, heard), worker: keeper(program, 'worker', env, heard) }
  const base = `http://127.0.0.1:${port}`
  const pid = (what: PartName | 'database'): number => what === 'database' ? readPostmaster(path.join(folder, 'database'))?.pid ?? 0 : keepers[what].pid()
  for (const part of parts) keepers[part].start()
  const service: Service = {
    database, secret, base, folder, partnership, heard, council: { id: founded.agencyId, officerId }, filesFolder: path.join(filesFolder ?? data, 'files'), pid,
    work: act => keepWork(database, { kind: 'system' }, { partnership, now: new Date(), purpose: 'a test' }, act),
    signIn: async role => {
      const id = role === 'Administrator' ? founded.officerId : officerId
      return { token: await startSession(database, partnership.id, id, founded.agencyId), officerId: id }
    },
    start: part => { keepers[part].start() },
    kill: what => { killed(pid(what)) },
    ready: async () => {
      for (let tries = 0; ; tries += 1) {
        const answer = await fetch(`${base}/health/ready`, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined)
        if (answer?.status === 200) return
        if (tries > 600) throw new Error(`The web part does not come up: ${heard.slice(-5).join(' ')}`)
        await pause(200)
      }
    },
    close: async () => {
      await Promise.all([keepers.web.stop(), keepers.worker.stop()])
      await database.close()
      await embedded.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
  if (parts.includes('web')) await service.ready()
  return service
}

/** Resident memory of a process in bytes, from /proc; undefined where there is none. */
export const residentBytes = (pid: number): number | undefined => {
  try {
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 'x') * 1024 || undefined
  } catch {
    return undefined
  }
}
