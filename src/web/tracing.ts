// Traces by OpenTelemetry, where an administrator has said where to send them. Loaded only then: it costs half a second of a start.
import type { Watch } from '#jobs/watch.ts'
import { withoutLastSlashes } from '#kernel/text.ts'

export type Tracing = { readonly watch: Watch; /** Sends what is left, and gives up after a few seconds. */ readonly stop: () => Promise<void> }
export type TracingTerms = { readonly endpoint: string; readonly headers: Readonly<Record<string, string>>; readonly serviceName: string; readonly version: string }

const NO_LONGER = 5_000

/** One span for each request and each piece of the worker's work: its route or name, how long, how it ended. Nothing of anybody. */
export const openTracing = async ({ endpoint, headers, serviceName, version }: TracingTerms): Promise<Tracing> => {
  const [{ SpanKind, SpanStatusCode }, { OTLPTraceExporter }, { resourceFromAttributes }, { BatchSpanProcessor, TracerProvider }] = await Promise.all([
    import('@opentelemetry/api'), import('@opentelemetry/exporter-trace-otlp-http'), import('@opentelemetry/resources'), import('@opentelemetry/sdk-trace'),
  ])
  const exporter = new OTLPTraceExporter({ url: `${withoutLastSlashes(endpoint)}/v1/traces`, headers: { ...headers }, timeoutMillis: NO_LONGER })
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': serviceName, 'service.version': version }),
    spanProcessors: [new BatchSpanProcessor({ exporter, maxQueueSize: 2048, scheduledDelayMillis: 2_000, exportTimeoutMillis: NO_LONGER })],
  })
  const tracer = provider.getTracer('amity', version)
  return {
    watch: { done: ({ kind, name, method, status, reference, endedAt, milliseconds, failed }) => {
      const isRequest = kind === 'request'
      const span = tracer.startSpan(isRequest ? `${method ?? ''} ${name}` : `${kind} ${name}`, {
        kind: isRequest ? SpanKind.SERVER : SpanKind.INTERNAL, startTime: new Date(endedAt.getTime() - milliseconds), root: true,
        attributes: isRequest
          ? { 'http.request.method': method ?? '', 'http.route': name, 'http.response.status_code': status ?? 0, 'amity.request': reference ?? '' }
          : { 'amity.kind': kind, 'amity.name': name },
      })
      if (failed) span.setStatus({ code: SpanStatusCode.ERROR })
      span.end(endedAt)
    } },
    stop: async () => { await provider.shutdown().catch(() => undefined) },
  }
}
