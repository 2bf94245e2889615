// Settings for a service that is watched, or grown over several machines: figures, traces, where files rest, how long a stop waits.
import path from 'node:path'
import { z } from 'zod'
import { withoutLastSlashes } from '#kernel/text.ts'

/** An S3-compatible store. Its files are never written over, and it is asked to encrypt each. */
export type ObjectStore = {
  readonly endpoint: string
  readonly region: string
  readonly bucket: string
  /** '' or a folder's name with a slash at its end. */
  readonly prefix: string
  readonly keyId: string
  readonly key: string
  /** Undefined: the store encrypts its disks by itself. */
  readonly encryption: 'AES256' | 'aws:kms' | undefined
}

export type ApartSettings = {
  /** Where files rest: a folder (on several machines a shared one), or an S3-compatible store. */
  readonly files: { readonly folder: string } | { readonly objects: ObjectStore }
  /** Who may read /metrics: nobody; this machine; or, from anywhere, whoever holds the token. */
  readonly metrics: { readonly token: string | undefined } | undefined
  readonly tracing: { readonly endpoint: string; readonly headers: Readonly<Record<string, string>> } | undefined
  /** How long a process that stops goes on answering, so that the proxy in front of it notices. */
  readonly drainSeconds: number
  /** How many connections for pages a process holds; undefined: by this machine's processors. */
  readonly connections: number | undefined
}

const local = new Set(['localhost', '127.0.0.1', '[::1]'])
const webAddress = (sentence: string) => z.string().refine(text => ['http:', 'https:'].includes(URL.parse(text)?.protocol ?? ''), sentence)
const HEADER = /^[\w-]+=[^,\r\n]*$/

export const apartShape = {
  AMITY_FILES: z.string().refine(text => !text.includes('\0') && (!text.startsWith('s3:') || /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](?:\/[\w./-]*)?$/.test(text)), 'AMITY_FILES must be a folder, or s3://bucket or s3://bucket/folder.').optional(),
  AMITY_S3_ENDPOINT: webAddress('AMITY_S3_ENDPOINT must be the web address of the store, such as https://s3.example.gov.uk.').optional(),
  AMITY_S3_REGION: z.string().regex(/^[\w-]{1,60}$/, 'AMITY_S3_REGION must be a region’s name, such as eu-west-2.').default('us-east-1'),
  AMITY_S3_KEY_ID: z.string().optional(),
  AMITY_S3_KEY: z.string().optional(),
  AMITY_S3_ENCRYPTION: z.enum(['AES256', 'aws:kms', 'none'], 'AMITY_S3_ENCRYPTION must be AES256, aws:kms, or none where the store encrypts by itself.').default('AES256'),
  AMITY_METRICS: z.enum(['off', 'loopback', 'token'], 'AMITY_METRICS must be off, loopback or token.').default('loopback'),
  AMITY_METRICS_TOKEN: z.string().min(32, 'AMITY_METRICS_TOKEN needs 32 characters or more.').optional(),
  AMITY_DRAIN: z.string().regex(/^\d{1,2}$/, 'AMITY_DRAIN must be a number of seconds from 0 to 25.').transform(Number).refine(seconds => seconds <= 25, 'AMITY_DRAIN must be a number of seconds from 0 to 25.').default(0),
  AMITY_CONNECTIONS: z.string().regex(/^\d{1,3}$/, 'AMITY_CONNECTIONS must be a number from 2 to 100.').transform(Number).refine(n => n >= 2 && n <= 100, 'AMITY_CONNECTIONS must be a number from 2 to 100.').optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: webAddress('OTEL_EXPORTER_OTLP_ENDPOINT must be a web address, such as http://127.0.0.1:4318.').optional(),
  OTEL_EXPORTER_OTLP_HEADERS: z.string().refine(text => text.split(',').every(one => HEADER.test(one.trim())), 'OTEL_EXPORTER_OTLP_HEADERS must be name=value with commas between.').optional(),
}
const whole = z.object(apartShape)
export type ApartEnvironment = z.infer<typeof whole>

const isFar = (url: string | undefined): boolean => url !== undefined && URL.parse(url)?.protocol === 'http:' && !local.has(URL.parse(url)?.hostname ?? '')

/** What does not fit together, a sentence each. */
export const apartProblems = (env: ApartEnvironment): readonly string[] => {
  const missing = (['AMITY_S3_ENDPOINT', 'AMITY_S3_KEY_ID', 'AMITY_S3_KEY'] as const).filter(name => env[name] === undefined)
  return [
    ...(env.AMITY_FILES?.startsWith('s3:') === true && missing.length > 0 ? [`${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing: AMITY_FILES names an S3-compatible store.`] : []),
    ...(env.AMITY_METRICS === 'token' && env.AMITY_METRICS_TOKEN === undefined ? ['AMITY_METRICS_TOKEN is missing: AMITY_METRICS is token.'] : []),
  ]
}

/** What leaves this machine goes encrypted. */
export const apartWireProblems = (env: ApartEnvironment): readonly string[] => [
  ...(isFar(env.AMITY_S3_ENDPOINT) ? ['AMITY_S3_ENDPOINT must begin with https:// (plain http is for localhost only).'] : []),
  ...(isFar(env.OTEL_EXPORTER_OTLP_ENDPOINT) ? ['OTEL_EXPORTER_OTLP_ENDPOINT must begin with https:// (plain http is for a collector on this machine only).'] : []),
]

const filesIn = (env: ApartEnvironment, dataFolder: string): ApartSettings['files'] => {
  const said = env.AMITY_FILES
  if (said === undefined || !said.startsWith('s3:')) return { folder: said === undefined ? path.join(dataFolder, 'files') : path.resolve(said) }
  const [bucket = '', ...folders] = said.slice('s3://'.length).split('/')
  const prefix = folders.filter(name => name !== '').map(name => `${name}/`).join('')
  return { objects: {
    endpoint: withoutLastSlashes(env.AMITY_S3_ENDPOINT ?? ''), region: env.AMITY_S3_REGION, bucket, prefix, keyId: env.AMITY_S3_KEY_ID ?? '', key: env.AMITY_S3_KEY ?? '',
    encryption: env.AMITY_S3_ENCRYPTION === 'none' ? undefined : env.AMITY_S3_ENCRYPTION,
  } }
}

const headersIn = (text: string | undefined): Readonly<Record<string, string>> =>
  Object.fromEntries((text ?? '').split(',').map(one => one.trim()).filter(one => one !== '').map(one => [one.slice(0, one.indexOf('=')), one.slice(one.indexOf('=') + 1)]))

export const assembleApart = (env: ApartEnvironment, dataFolder: string): ApartSettings => ({
  files: filesIn(env, dataFolder),
  metrics: env.AMITY_METRICS === 'off' ? undefined : { token: env.AMITY_METRICS === 'token' ? env.AMITY_METRICS_TOKEN : undefined },
  tracing: env.OTEL_EXPORTER_OTLP_ENDPOINT === undefined ? undefined : { endpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT, headers: headersIn(env.OTEL_EXPORTER_OTLP_HEADERS) },
  drainSeconds: env.AMITY_DRAIN,
  connections: env.AMITY_CONNECTIONS,
})
