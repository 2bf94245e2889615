// The worker: hands news from the outbox to pg-boss, which runs each reader with retries, and runs what is due by the clock.
import { randomBytes } from 'node:crypto'
import type { FastifyBaseLogger } from 'fastify'
import type { ConstructorOptions, PgBoss } from 'pg-boss'
import type { Database } from '#db/open.ts'
import { whatFailed } from '#kernel/what-failed.ts'
import { readOnce, takeNews, type WaitingNews } from './outbox.ts'
import type { Reader } from './readers.ts'
import type { Done, Watch } from './watch.ts'

/** Something to do again and again, for all partnerships: `cron` in Europe/London. `baseUrl`: what links in messages begin with. */
export type Schedule = {
  readonly name: string; readonly cron: string; readonly run: (database: Database, now: Date, baseUrl: string) => Promise<void>
  /** Seconds after which it is taken for dead and done again; a quarter of an hour unless it says so. */
  readonly longest?: number
}

/** Something done over and over, at once again while there was something to do: answers how much it did. */
export type Pump = () => Promise<number>

export type WorkerOptions = {
  readonly database: Database
  readonly readers: readonly Reader[]
  readonly schedules: readonly Schedule[]
  readonly pumps?: readonly Pump[]
  readonly clock: () => Date
  readonly baseUrl: string
  readonly log: Pick<FastifyBaseLogger, 'error'>
  readonly watch?: Watch
}

const QUEUE = 'news'
const POLL = 500
type Job = { readonly reader: string; readonly news: WaitingNews }

/** How pg-boss connects: as the owner, into a schema of its own that the web role cannot read. */
const connectionOf = ({ ownerConfig: { host, port, user, password, database } }: Database): ConstructorOptions => ({
  schema: 'pgboss', max: 4,
  ...(host === undefined ? {} : { host }), ...(port === undefined ? {} : { port }), ...(user === undefined ? {} : { user }),
  ...(typeof password === 'string' ? { password } : {}), ...(database === undefined ? {} : { database }),
})

/** Starts the worker. Stopping waits for what is being done. */
export const startWorker = async ({ database, readers, schedules, pumps = [], clock, baseUrl, log, watch }: WorkerOptions): Promise<{ stop(): Promise<void> }> => {
  const watched = watching(log, watch)
  // Read here and not above: the first page is served before the queue is there.
  const { PgBoss: Queue } = await import('pg-boss')
  const boss = new Queue(connectionOf(database))
  // Once we stop, the queue's own last questions meet a pool that is closing: that is no problem of anybody's.
  let isStopping = false
  boss.on('error', problem => { if (!isStopping) log.error({ type: problem instanceof Error ? problem.name : 'unknown' }, 'the queue reported a problem') })
  await boss.start()
  await boss.createQueue(QUEUE, { retryLimit: 12, retryDelay: 5, retryBackoff: true })
  await boss.work<Job>(QUEUE, { batchSize: 10, pollingIntervalSeconds: 0.5 }, async jobs => {
    for (const { data } of jobs) {
      const reader = readers.find(one => one.name === data.reader)
      if (reader !== undefined) await watched('reader', reader.name, () => readOnce(database, reader, data.news, clock()))
    }
  })
  for (const schedule of schedules) await startSchedule(boss, schedule, () => watched('chore', schedule.name, () => schedule.run(database, clock(), baseUrl)))
  const relay = relayEvery(POLL, log, () => takeNews(database, 100, async news => {
    for (const reader of readers) if (reader.news === news.name) await boss.send(QUEUE, { reader: reader.name, news })
  }))
  const pumping = pumps.map(pump => relayEvery(POLL * 2, log, pump))
  return { stop: async () => { isStopping = true; await relay.stop(); for (const pump of pumping) await pump.stop(); await boss.stop({ graceful: true, timeout: 5000 }) } }
}

type Watched = (kind: Done['kind'], name: string, act: () => Promise<void>) => Promise<void>
/** What fails is tried again by the queue; the log says once each time what kind of failure it was and where, and nothing of what it was about. */
const watching = (log: WorkerOptions['log'], watch: Watch | undefined): Watched => async (kind, name, act) => {
  const began = performance.now()
  const tell = (failed: boolean): void => { watch?.done({ kind, name, endedAt: new Date(), milliseconds: performance.now() - began, failed }) }
  try {
    await act()
    tell(false)
  } catch (problem) {
    tell(true)
    log.error({ event: `a ${kind} failed`, name, reference: randomBytes(8).toString('hex'), err: whatFailed(problem) }, 'it is tried again')
    throw problem
  }
}

const startSchedule = async (boss: PgBoss, schedule: Schedule, run: () => Promise<void>): Promise<void> => {
  await boss.createQueue(schedule.name, { retryLimit: 3, retryDelay: 30, retryBackoff: true, ...(schedule.longest === undefined ? {} : { expireInSeconds: schedule.longest }) })
  await boss.work(schedule.name, run)
  await boss.schedule(schedule.name, schedule.cron, null, { tz: 'Europe/London' })
}

/** Repeats `act` until stopped; at once again while there was something to take. A failure waits and tries again. */
const relayEvery = (pause: number, log: WorkerOptions['log'], act: () => Promise<number>): { stop(): Promise<void> } => {
  const stopped = new AbortController()
  let wake = (): void => undefined
  const sleep = (): Promise<void> => new Promise(resolve => { wake = resolve; setTimeout(resolve, pause).unref() })
  const done = (async () => {
    while (!stopped.signal.aborted) {
      const taken = await act().catch((problem: unknown) => {
        log.error({ type: problem instanceof Error ? problem.name : 'unknown' }, 'news or messages could not be handed on; trying again')
        return 0
      })
      if (taken === 0 && !stopped.signal.aborted) await sleep()
    }
  })()
  return { stop: async () => { stopped.abort(); wake(); await done } }
}
