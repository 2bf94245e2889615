// A town of its own for each test: a partnership with agencies and officers, a server, and visitors who click and type.
import type { FastifyInstance } from 'fastify'
import { pino, type Logger } from 'pino'
import { inject, onTestFinished } from 'vitest'
import { openDatabase, type Database } from '#db/open.ts'
import { keepWork, type Actor, type OfficerActor, type Partnership, type SystemWork, type WorkOf } from '#db/work.ts'
import { foundPartnership } from '#rooms/partnership/found.ts'
import { partnershipRoom } from '#rooms/partnership/index.ts'
import { accountRoom } from '#rooms/account/index.ts'
import { signInRoom } from '#rooms/sign-in/index.ts'
import { assetFolder, readAssets } from '#ui/assets.ts'
import { folderStore, type FolderStore } from '#web/file-store.ts'
import type { Watch } from '#jobs/watch.ts'
import type { MetricsTerms } from '#web/metrics-door.ts'
import type { Room } from '#web/room.ts'
import type { Patience } from '#web/pressure.ts'
import { buildServer } from '#web/serve.ts'
import { digestOf, newToken } from '#web/csrf.ts'
import { scratchFolder } from './scratch.ts'
import { visitor, type Visitor } from './visitor.ts'

export type Town = {
  readonly database: Database
  readonly partnership: Partnership
  readonly host: string
  readonly server: FastifyInstance
  readonly files: FolderStore
  readonly clock: { now: () => Date; set: (to: Date | string) => void }
  /** The council (triage agency) and another agency. */
  readonly council: { readonly id: string; readonly officerId: string }
  readonly police: { readonly id: string; readonly officerId: string }
  /** A visitor signed in as: 'administrator' and 'officer', 'manager' of the council, 'police' of another agency; or nobody. */
  as(who: Who): Promise<Visitor>
  actor(who: Exclude<Who, 'nobody'>): Promise<OfficerActor>
  /** Runs `act` as the service itself, keeping what it writes. */
  work<T>(act: (work: SystemWork) => Promise<T>): Promise<T>
  workAs<A extends Actor, T>(actor: A, act: (work: WorkOf<A>) => Promise<T>): Promise<T>
  /** Runs the readers of all news announced so far. */
  runNews(): Promise<void>
  /** Does one chore of these rooms, for this town alone, at the time of its clock. */
  runChore(name: string): Promise<void>
}
export type Who = 'nobody' | 'administrator' | 'officer' | 'manager' | 'adviser' | 'police'

const SESSION = 12 * 3_600_000
let opened: Promise<Database> | undefined

const sharedDatabase = (): Promise<Database> => {
  const { owner, secret } = inject('database')
  opened ??= openDatabase({ owner, secret, say: () => undefined })
  return opened
}

export type TownOptions = {
  readonly rooms: readonly Room[]; readonly startAt?: string; readonly built?: boolean; readonly limitRates?: boolean; readonly baseUrl?: string
  readonly log?: Logger; /** What of its log is shown. */ readonly level?: string; readonly watch?: Watch; readonly metrics?: MetricsTerms; readonly patience?: Patience
}
/** Opens a town whose server has the doors of these rooms. An ordinary Tuesday unless set; `built`: with the real assets. */
export const openTown = async ({ rooms, startAt = '2026-06-02T09:00:00Z', built = false, limitRates = false, baseUrl = 'http://localhost:3000', log, level, watch, metrics, patience }: TownOptions): Promise<Town> => {
  const database = await sharedDatabase()
  let now = new Date(startAt)
  const clock = { now: () => now, set: (to: Date | string) => { now = new Date(to) } }
  const host = `town-${newToken().slice(0, 12).toLowerCase().replaceAll(/[^a-z0-9]/g, 'x')}.localhost`
  const founded = await foundPartnership(database, {
    name: 'Testing Partnership', hosts: [host], agency: { name: 'Borough Council', shortName: 'Council', kind: 'council', phone: '01632 960 000' },
    officer: { name: 'Ada Administrator', email: 'ada@example.test', passwordHash: null },
  })
  const people = await addPeople(database, founded.partnershipId, founded.agencyId)
  const partnership: Partnership = { id: founded.partnershipId, name: 'Testing Partnership', language: 'en', isDemonstration: false, triageAgencyId: founded.agencyId, agencyName: 'Borough Council', brandColour: null, phone: '01632 960 000', email: null }
  const files = await folderStore(scratchFolder('files'))
  const all = [...new Set([partnershipRoom, signInRoom, accountRoom, ...rooms])]
  const server = await buildServer({
    database, doors: all.flatMap(room => room.doors), navigation: all.flatMap(room => room.navigation ?? []), files, secret: inject('database').secret,
    baseUrl, clock: clock.now, log: log ?? pino({ level: level ?? process.env['AMITY_TEST_LOG'] ?? 'error' }),
    assetsFolder: built ? assetFolder : files.incoming, assets: built ? readAssets(assetFolder) : name => `/assets/${name}`, limitRates, ...(patience === undefined ? {} : { patience }),
    ...(watch === undefined ? {} : { watch }), metrics,
  })
  onTestFinishedIfAny(() => server.close())
  const officers: Record<Exclude<Who, 'nobody'>, { officerId: string; agencyId: string }> = {
    administrator: { officerId: founded.officerId, agencyId: founded.agencyId }, ...people.officers,
  }
  const options = () => ({ partnership, now: clock.now(), purpose: 'a test' })
  const tokenFor = async (who: Exclude<Who, 'nobody'>): Promise<string> => {
    const token = newToken()
    await database.owner.query(`select amity.start_session($1, $2, $3, $4, $5, $6, 'a test')`,
      [partnership.id, digestOf(token), officers[who].officerId, officers[who].agencyId, clock.now(), new Date(clock.now().getTime() + SESSION)])
    return token
  }
  return {
    database, partnership, host, server, files, clock,
    council: { id: founded.agencyId, officerId: officers.officer.officerId }, police: { id: people.policeId, officerId: officers.police.officerId },
    as: async who => visitor(server, host, who === 'nobody' ? {} : { amity_session: await tokenFor(who) }),
    actor: async who => actorOf(database, partnership.id, await tokenFor(who), clock.now()),
    work: act => keepWork(database, { kind: 'system' }, options(), act),
    workAs: (actor, act) => keepWork(database, actor, options(), act),
    runNews: async () => {
      const { drainNews } = await import('#jobs/outbox.ts')
      // Its own alone: another test, beside this one on the same database, has other readers and another clock.
      await drainNews(database, all.flatMap(room => room.readers ?? []), clock.now(), partnership.id)
    },
    runChore: async name => {
      const chore = all.flatMap(room => room.chores ?? []).find(one => one.name === name)
      if (chore === undefined) throw new Error(`no chore is called ${name}`)
      await keepWork(database, { kind: 'system' }, options(), work => chore.each(work, `http://${host}`, files))
    },
  }
}

/** A test that opens its town in beforeAll closes with the process; one that opens it itself closes it when done. */
const onTestFinishedIfAny = (close: () => Promise<unknown>): void => {
  try {
    onTestFinished(async () => { await close() })
  } catch {
    // Not inside a test: nothing to do.
  }
}

const actorOf = async (database: Database, partnershipId: number, token: string, now: Date): Promise<OfficerActor> => {
  const { rows } = await database.owner.query<{ found: Omit<OfficerActor, 'kind'> }>(`select amity.find_session($1, $2, $3, '1 hour') as found`, [partnershipId, digestOf(token), now])
  const found = rows[0]?.found
  if (found === undefined) throw new Error('no session')
  return { kind: 'officer', officerId: found.officerId, officerName: found.officerName, agencyId: found.agencyId, agencyName: found.agencyName, sessionId: found.sessionId, assurance: found.assurance, acts: found.acts, lapsed: found.lapsed ?? [], principals: found.principals }
}

const addPeople = async (database: Database, partnershipId: number, councilId: string) => {
  const client = await database.owner.connect()
  try {
    await client.query('begin')
    await client.query('set local role amity_gate')
    const police = await client.query<{ id: string }>(`insert into agencies (partnership_id, name, short_name, kind) values ($1, 'County Constabulary', 'Police', 'police') returning id`, [partnershipId])
    const policeId = police.rows[0]?.id ?? ''
    const add = async (name: string, role: string, agencyId: string) => {
      const officer = await client.query<{ id: string }>(`insert into officers (partnership_id, name, email) values ($1, $2, $3) returning id`, [partnershipId, name, `${name.split(' ')[0]?.toLowerCase()}@example.test`])
      const officerId = officer.rows[0]?.id ?? ''
      await client.query(`insert into posts (partnership_id, officer_id, agency_id, role_id) select $1, $2, $3, id from roles where partnership_id = $1 and name = $4`, [partnershipId, officerId, agencyId, role])
      return { officerId, agencyId }
    }
    const officers = {
      officer: await add('Olive Officer', 'Case officer', councilId), manager: await add('Mo Manager', 'Team manager', councilId),
      adviser: await add('Cal Adviser', 'Customer adviser', councilId), police: await add('Pat Police', 'Case officer', policeId),
    }
    await client.query('commit')
    return { policeId, officers }
  } finally {
    client.release()
  }
}
