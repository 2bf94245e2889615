// Is it alive, and may it be given work? Asked by the machine's supervisor and by the proxy in front, without a session.
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import type { Database } from '#db/open.ts'
import { mayReadMetrics, type MetricsTerms } from './metrics-door.ts'

export type Health = {
  readonly database: Pick<Database, 'owner'>
  /** Set at the first signal to stop: whoever shares out requests then sends them elsewhere. */
  readonly isStopping?: (() => boolean) | undefined
}

export const addHealth = (server: FastifyInstance, { database, isStopping = () => false }: Health): void => {
  server.get('/health/live', { logLevel: 'silent' }, async () => ({ live: true }))
  server.get('/health/ready', { logLevel: 'silent' }, async (_request, reply) => {
    if (isStopping()) return reply.code(503).send({ ready: false, because: 'stopping' })
    try {
      await database.owner.query('select 1')
      return { ready: true }
    } catch {
      return reply.code(503).send({ ready: false, because: 'the database does not answer' })
    }
  })
}

export type WorkerHealth = Health & { readonly database: Database; readonly baseUrl: string; readonly log: FastifyBaseLogger; readonly metrics: MetricsTerms | undefined }

/** All that a worker without pages answers. */
export const buildWorkerServer = (options: WorkerHealth): FastifyInstance => {
  const server = Fastify({ loggerInstance: options.log, logController: new LogController({ disableRequestLogging: true }), forceCloseConnections: 'idle' })
  addHealth(server, options)
  server.setNotFoundHandler((_request, reply) => reply.code(404).send({ says: 'A worker has no pages' }))
  const { metrics } = options
  if (metrics !== undefined) {
    server.get('/metrics', { logLevel: 'silent' }, async (request, reply) => {
      if (!await mayReadMetrics(options, metrics, request)) return reply.callNotFound()
      const { mediaType, text } = await metrics.read()
      return reply.header('cache-control', 'private, no-store').type(mediaType).send(text)
    })
  }
  return server
}
