// Figures for Prometheus: requests by route, work of the worker, the database's connections and what waits in queues. Counts alone.
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Database } from '#db/open.ts'
import { queueFigures } from '#jobs/queue-figures.ts'
import type { Watch } from '#jobs/watch.ts'

export type Metrics = { readonly watch: Watch; readonly read: () => Promise<{ readonly mediaType: string; readonly text: string }> }

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20]
/** The queues are asked at most so often, however many ask for the figures. */
const QUEUES_EVERY = 10_000

/** @param parts what this process does, as in "web and worker" */
export const openMetrics = ({ database, version, parts }: { readonly database: Database; readonly version: string; readonly parts: string }): Metrics => {
  const register = new Registry()
  collectDefaultMetrics({ register })
  const registers = [register]
  new Gauge({ name: 'amity_info', help: 'Which Amity this is', labelNames: ['version', 'parts'], registers }).set({ version, parts }, 1)
  const requests = new Histogram({ name: 'amity_request_seconds', help: 'Answers by method and route', labelNames: ['method', 'route', 'status'], buckets: SECONDS, registers })
  const works = new Histogram({ name: 'amity_work_seconds', help: 'Work of the worker by kind and name', labelNames: ['kind', 'name'], buckets: SECONDS, registers })
  const failures = new Counter({ name: 'amity_failures_total', help: 'Requests answered with 500 or more, and work that failed', labelNames: ['kind', 'name'], registers })
  const inHand = new Gauge({ name: 'amity_requests_in_hand', help: 'Requests being answered', registers })
  register.registerMetric(new Gauge({
    name: 'amity_connections', help: 'Connections to the database', labelNames: ['pool', 'state'], registers: [],
    collect() { for (const [pool, states] of Object.entries(database.connections())) for (const [state, n] of Object.entries(states)) this.set({ pool, state }, n) },
  }))
  for (const gauge of queueGauges(database)) register.registerMetric(gauge)
  return {
    watch: {
      inHand: change => { inHand.inc(change) },
      done: ({ kind, name, method = '', status = 0, milliseconds, failed }) => {
        if (kind === 'request') requests.observe({ method, route: name, status }, milliseconds / 1000)
        else works.observe({ kind, name }, milliseconds / 1000)
        if (failed) failures.inc({ kind, name })
      },
    },
    read: async () => ({ mediaType: register.contentType, text: await register.metrics() }),
  }
}

const queueGauges = (database: Database): readonly Gauge<'queue'>[] => {
  let [asked, at] = [Promise.resolve(new Map()) as ReturnType<typeof queueFigures>, 0]
  const figures = (): ReturnType<typeof queueFigures> => {
    // A database that does not answer must not take the process's own figures with it.
    if (Date.now() - at > QUEUES_EVERY) [asked, at] = [queueFigures(database).catch(() => new Map()), Date.now()]
    return asked
  }
  return [
    new Gauge({ name: 'amity_waiting', help: 'What waits, of all partnerships; 10000 means that or more', labelNames: ['queue'], registers: [], async collect() { this.reset(); for (const [queue, { waiting }] of await figures()) this.set({ queue }, waiting) } }),
    new Gauge({ name: 'amity_oldest_seconds', help: 'How long the oldest of it has waited', labelNames: ['queue'], registers: [], async collect() { this.reset(); for (const [queue, { oldestSeconds }] of await figures()) this.set({ queue }, oldestSeconds) } }),
  ]
}
