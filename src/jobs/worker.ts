// The worker: hands news from the outbox to pg-boss, which runs each reader with retries, and runs what is due by the clock.
import { randomBytes } from 'node:crypto'
import type { FastifyBaseLogger } from 'fastify'
import type { ConstructorOptions, JobResult, PgBoss } from 'pg-boss'
import { asThePrimary, type Database } from '#db/open.ts'
import { keepWork, type SystemWork } from '#db/work.ts'
import { whatFailed } from '#kernel/what-failed.ts'
import { findPartnershipById, readOnce, takeNews, type WaitingNews } from './outbox.ts'
import type { Reader } from './readers.ts'
import type { Done, Watch } from './watch.ts'

/** Something to do again and again, for all partnerships: `cron` in Europe/London. `baseUrl`: what links in messages begin with. */
export type Schedule = {
  readonly name: string; readonly cron: string; readonly run: (database: Database, now: Date, baseUrl: string) => Promise<void>
  /** Seconds after which it is taken for dead and done again; a quarter of an hour unless it says so. */
  readonly longest?: number
}

/** Something done over and over, at once again while there was something to do: answers how much it did. What takes long hears when the process is to end. */
export type Pump = (stopping: AbortSignal) => Promise<number>

export type WorkerOptions = {
  readonly database: Database
  readonly readers: readonly Reader[]
  readonly schedules: readonly Schedule[]
  readonly pumps?: readonly Pump[]
  readonly clock: () => Date
  readonly baseUrl: string
  readonly log: Pick<FastifyBaseLogger, 'error'>
  readonly watch?: Watch
  /** Tells somebody of news that a reader failed at every time. */
  readonly givenUp?: (work: SystemWork, failed: Failed) => Promise<void>
  /** How often and how patiently a reader is tried: seconds, doubled each time. */
  readonly tries?: { readonly most: number; readonly pause: number }
}
/** What was not done, and the announcement that asked for it. */
export type Failed = { readonly reader: string; readonly newsId: string }
const QUEUE = 'news'
/** Where news goes that a reader failed at every time. */
const GIVEN_UP = 'news-given-up'
/** A worker that was killed is missed after this many seconds, and what it had begun goes to another. */
const MISSED_AFTER = 30
const POLL = 500
type Job = { readonly reader: string; readonly news: WaitingNews }

/** How pg-boss connects: as the owner, into a schema of its own that the web role cannot read. */
const connectionOf = ({ ownerConfig }: Database): ConstructorOptions => ({ schema: 'pgboss', max: 4, superviseIntervalSeconds: 15, monitorIntervalSeconds: 15, ...asThePrimary(ownerConfig) })

/** Starts the worker. Stopping waits for what is being done. */
export const startWorker = async (options: WorkerOptions): Promise<{ stop(): Promise<void> }> => {
  const { database, readers, schedules, pumps = [], clock, baseUrl, log, watch } = options
  const watched = watching(log, watch)
  // Read here and not above: the first page is served before the queue is there.
  const { PgBoss: Queue } = await import('pg-boss')
  const boss = new Queue(connectionOf(database))
  // Once we stop, the queue's own last questions meet a pool that is closing: that is no problem of anybody's.
  let isStopping = false
  boss.on('error', problem => { if (!isStopping) log.error({ type: problem instanceof Error ? problem.name : 'unknown' }, 'the queue reported a problem') })
  await boss.start()
  await readNews(boss, options, watched)
  for (const schedule of schedules) await startSchedule(boss, schedule, () => watched('chore', schedule.name, () => schedule.run(database, clock(), baseUrl)))
  // One statement for all of them: each commit on a cluster waits for a second machine.
  const relay = relayEvery(POLL, log, () => takeNews(database, 100, async news => {
    const jobs = news.flatMap(one => readers.filter(reader => reader.news === one.name).map(reader => ({ data: { reader: reader.name, news: one } satisfies Job })))
    if (jobs.length > 0) await boss.insert(QUEUE, jobs)
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

/** Each reader of each announcement succeeds or fails by itself: one that never succeeds takes no neighbour with it. */
const readNews = async (boss: PgBoss, { database, readers, clock, givenUp, tries = { most: 12, pause: 5 } }: WorkerOptions, watched: Watched): Promise<void> => {
  const patience = { retryLimit: tries.most, retryDelay: tries.pause, retryBackoff: true, deadLetter: GIVEN_UP, heartbeatSeconds: MISSED_AFTER }
  await boss.createQueue(GIVEN_UP, { retryLimit: 12, retryDelay: 60, retryBackoff: true })
  await boss.createQueue(QUEUE, patience)
  // A queue that an earlier version made keeps its old terms until it is told.
  await boss.updateQueue(QUEUE, patience)
  await boss.work<Job>(QUEUE, { batchSize: 10, pollingIntervalSeconds: 0.5, perJobResults: true }, async jobs => {
    const results: JobResult[] = []
    for (const { id, data } of jobs) {
      const reader = readers.find(one => one.name === data.reader)
      const status = reader === undefined ? 'completed' : await watched('reader', reader.name, () => readOnce(database, reader, data.news, clock())).then(() => 'completed' as const, () => 'failed' as const)
      results.push({ id, status })
    }
    return results
  })
  await boss.work<Job>(GIVEN_UP, { pollingIntervalSeconds: 2 }, async jobs => {
    for (const { data: { reader, news } } of jobs) {
      const partnership = await findPartnershipById(database, news.partnershipId)
      if (partnership !== undefined && givenUp !== undefined) await keepWork(database, { kind: 'system' }, { partnership, now: clock(), purpose: 'to tell of what failed' }, work => givenUp(work, { reader, newsId: news.id }))
    }
  })
}

const startSchedule = async (boss: PgBoss, schedule: Schedule, run: () => Promise<void>): Promise<void> => {
  await boss.createQueue(schedule.name, { retryLimit: 3, retryDelay: 30, retryBackoff: true, ...(schedule.longest === undefined ? {} : { expireInSeconds: schedule.longest }) })
  await boss.work(schedule.name, run)
  await boss.schedule(schedule.name, schedule.cron, null, { tz: 'Europe/London' })
}

/** Repeats `act` until stopped; at once again while there was something to take. A failure waits and tries again. */
const relayEvery = (pause: number, log: WorkerOptions['log'], act: Pump): { stop(): Promise<void> } => {
  const stopped = new AbortController()
  let wake = (): void => undefined
  const sleep = (): Promise<void> => new Promise(resolve => { wake = resolve; setTimeout(resolve, pause).unref() })
  const done = (async () => {
    while (!stopped.signal.aborted) {
      const taken = await act(stopped.signal).catch((problem: unknown) => {
        log.error({ err: whatFailed(problem) }, 'news or messages could not be handed on; trying again')
        return 0
      })
      if (taken === 0 && !stopped.signal.aborted) await sleep()
    }
  })()
  return { stop: async () => { stopped.abort(); wake(); await done } }
}
