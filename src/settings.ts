// The settings of a running Amity: read once from the environment into one type, every problem told at once.
import { isIP } from 'node:net'
import path from 'node:path'
import { z } from 'zod'
import { StartRefused } from './faults.ts'
import { assembleBackUp, backUpProblems, backUpShape, type BackUpPart } from './settings-back-up.ts'
import { apartProblems, apartShape, apartWireProblems, assembleApart, type ApartSettings } from './settings-apart.ts'

/** `demonstration` is `npm start`: invented data, this machine only. `serve` is the real service. */
export type Mode = 'demonstration' | 'serve'

export type Settings = BackUpPart & ApartSettings & {
  readonly mode: Mode
  /** 0 takes any free port. */
  readonly port: number
  readonly host: string
  /** Absolute path: the embedded database, uploaded files and kept secrets. */
  readonly dataFolder: string
  /** A PostgreSQL of your own; undefined means the embedded one. */
  readonly databaseUrl: string | undefined
  /** A read replica of that PostgreSQL, for measures and exports. */
  readonly databaseReadUrl: string | undefined
  /** Signs cookies and links. Undefined only in a demonstration, which keeps a random one in the data folder. */
  readonly secret: string | undefined
  /** How people reach the service, without a slash at the end. Links in messages begin with it. */
  readonly baseUrl: string
  readonly mail: { readonly url: string; readonly from: string } | undefined
  /** Template ids: one of them at least. Without one, Notify does not take that means. */
  readonly notify: { readonly key: string; readonly url: string | undefined; readonly emailTemplate: string | undefined; readonly textTemplate: string | undefined } | undefined
  /** A ClamAV daemon, as host:port or the path of its socket. Without one, files are shown as not scanned. */
  readonly clamd: string | undefined
  /** Proxies in front of us whose X-Forwarded- headers are believed; this machine alone unless told otherwise. */
  readonly proxies: readonly string[]
  readonly log: LogLevel
}

const logLevels = ['silent', 'error', 'warn', 'info', 'debug'] as const
type LogLevel = (typeof logLevels)[number]

/** Passwords that stand in examples, or that a hurried person types to have it over with. */
const noSecret = /^(.)\1*$|change.?me|changeit|secret|password|example|default|amity|0123456789|abcdefgh|qwerty/i

const local = new Set(['localhost', '127.0.0.1', '[::1]'])

const urlWith = (protocols: readonly string[], sentence: string) =>
  z.string().refine(text => {
    const url = URL.parse(text)
    return url !== null && protocols.includes(url.protocol) && url.hostname !== ''
  }, sentence)

/** A socket's folder stands in the query (postgres:///amity?host=/run/postgresql), so the host may be missing here. */
const isDatabaseUrl = (text: string): boolean => ['postgres:', 'postgresql:'].includes(URL.parse(text)?.protocol ?? '')

/** An address, or a network as address/bits. */
const isNetwork = (text: string): boolean => {
  const [address = '', bits, ...more] = text.split('/')
  const longest = isIP(address) === 4 ? 32 : 128
  return isIP(address) !== 0 && more.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) > 0 && Number(bits) <= longest))
}

const environmentShape = z.object({
  PORT: z.string().regex(/^\d{1,5}$/, 'PORT must be a number from 0 to 65535, such as 3000.').transform(Number)
    .refine(port => port <= 65_535, 'PORT must be a number from 0 to 65535, such as 3000.').default(3000),
  HOST: z.string().regex(/^[A-Za-z0-9.:_-]+$/, 'HOST must be an address, such as 127.0.0.1 (this machine only) or 0.0.0.0 (every address).').default('127.0.0.1'),
  AMITY_DATA: z.string().refine(folder => !folder.includes('\0'), 'AMITY_DATA must be a folder.').default('data'),
  DATABASE_URL: z.string().refine(isDatabaseUrl, 'DATABASE_URL must look like postgres://user:password@host:5432/database.').optional(),
  DATABASE_READ_URL: z.string().refine(isDatabaseUrl, 'DATABASE_READ_URL must look like postgres://user:password@host:5432/database.').optional(),
  AMITY_SECRET: z.string().optional(),
  AMITY_BASE_URL: urlWith(['http:', 'https:'], 'AMITY_BASE_URL must be the address people use, such as https://asb.example.gov.uk.').optional(),
  AMITY_MAIL: urlWith(['smtp:', 'smtps:'], 'AMITY_MAIL must look like smtp://user:password@host:587.').optional(),
  AMITY_MAIL_FROM: z.string().regex(/^(?:[^\r\n<>]*<[^\s@<>]+@[^\s@<>]+>|[^\s@<>]+@[^\s@<>.]+(?:\.[^\s@<>.]+)+)$/, 'AMITY_MAIL_FROM must be an email address, such as "Neighbourhood team <asb@example.gov.uk>".').optional(),
  AMITY_NOTIFY_KEY: z.string().min(74, 'AMITY_NOTIFY_KEY is too short for a GOV.UK Notify API key. Copy the whole key, name and all.').optional(),
  AMITY_NOTIFY_URL: urlWith(['http:', 'https:'], 'AMITY_NOTIFY_URL must be a web address.').optional(),
  AMITY_NOTIFY_EMAIL: z.uuid('AMITY_NOTIFY_EMAIL must be the id of a template in GOV.UK Notify.').optional(),
  AMITY_NOTIFY_TEXT: z.uuid('AMITY_NOTIFY_TEXT must be the id of a template in GOV.UK Notify.').optional(),
  AMITY_CLAMD: z.string().regex(/^(\/.+|[^/\s]+:\d{1,5})$/, 'AMITY_CLAMD must be host:port or the path of a socket, such as 127.0.0.1:3310.').optional(),
  AMITY_PROXIES: z.string().transform(text => text.split(',').map(one => one.trim())).refine(all => all.every(isNetwork), 'AMITY_PROXIES must be addresses or networks with commas between, such as 10.0.0.5,192.168.7.0/24.').optional(),
  AMITY_LOG: z.enum(logLevels, `AMITY_LOG must be one of ${logLevels.join(', ')}.`).default('info'),
  ...backUpShape,
  ...apartShape,
})
type Environment = z.infer<typeof environmentShape>

/** What is wrong with a secret, a sentence each. */
export const secretProblems = (secret: string | undefined): readonly string[] => {
  const how = 'Make one with: node -p "crypto.randomBytes(32).toString(\'base64url\')"'
  if (secret === undefined) return [`AMITY_SECRET is missing. ${how}`]
  if (secret.length < 32) return [`AMITY_SECRET is too short: it needs 32 characters or more. ${how}`]
  if (noSecret.test(secret) || new Set(secret).size < 10) return [`AMITY_SECRET can be guessed. ${how}`]
  return []
}

const serviceProblems = (env: Environment): readonly string[] => {
  const problems = [...secretProblems(env.AMITY_SECRET)]
  if (env.AMITY_BASE_URL === undefined) {
    problems.push('AMITY_BASE_URL is missing. Set it to the address people use, such as https://asb.example.gov.uk.')
  } else if (URL.parse(env.AMITY_BASE_URL)?.protocol === 'http:' && !local.has(URL.parse(env.AMITY_BASE_URL)?.hostname ?? '')) {
    problems.push('AMITY_BASE_URL must begin with https:// (plain http is for localhost only).')
  }
  return problems
}

const hostOf = (url: string | undefined): string => (url === undefined ? '' : URL.parse(url)?.hostname ?? '')
/** A socket has no host. */
const isHere = (host: string): boolean => host === '' || local.has(host)

/** What leaves this machine goes encrypted to somebody whose certificate was checked. */
const wireProblems = (env: Environment): readonly string[] => {
  const clamd = env.AMITY_CLAMD === undefined || env.AMITY_CLAMD.startsWith('/') ? '' : env.AMITY_CLAMD.replace(/:\d+$/, '')
  return [
    ...(isHere(hostOf(env.DATABASE_URL)) || /[?&]sslmode=verify-(full|ca)(&|$)/.test(env.DATABASE_URL ?? '') ? [] : ['DATABASE_URL must end with ?sslmode=verify-full: the database is on another machine.']),
    ...(isHere(hostOf(env.DATABASE_READ_URL)) || /[?&]sslmode=verify-(full|ca)(&|$)/.test(env.DATABASE_READ_URL ?? '') ? [] : ['DATABASE_READ_URL must end with ?sslmode=verify-full: the replica is on another machine.']),
    ...(isHere(hostOf(env.AMITY_NOTIFY_URL)) || env.AMITY_NOTIFY_URL?.startsWith('https:') === true ? [] : ['AMITY_NOTIFY_URL must begin with https:// (plain http is for localhost only).']),
    ...(isHere(clamd) ? [] : ['AMITY_CLAMD must be on this machine, by its socket or 127.0.0.1: files go to it unencrypted.']),
    ...apartWireProblems(env),
  ]
}

const pairProblems = (env: Environment): readonly string[] => [
  ...(env.AMITY_MAIL !== undefined && env.AMITY_MAIL_FROM === undefined ? ['AMITY_MAIL_FROM is missing: AMITY_MAIL needs an address to send from.'] : []),
  ...(env.AMITY_NOTIFY_KEY !== undefined && env.AMITY_NOTIFY_EMAIL === undefined && env.AMITY_NOTIFY_TEXT === undefined ? ['AMITY_NOTIFY_KEY is of no use without a template: set AMITY_NOTIFY_TEXT, AMITY_NOTIFY_EMAIL or both.'] : []),
  ...(env.AMITY_NOTIFY_URL !== undefined && env.AMITY_NOTIFY_KEY === undefined ? ['AMITY_NOTIFY_KEY is missing: AMITY_NOTIFY_URL is of no use without it.'] : []),
  ...(env.DATABASE_READ_URL !== undefined && env.DATABASE_URL === undefined ? ['DATABASE_URL is missing: DATABASE_READ_URL is the replica of a server of your own.'] : []),
  ...backUpProblems(env),
  ...apartProblems(env),
]

const withoutEmpty = (environment: NodeJS.ProcessEnv): Record<string, string> => {
  const entries = Object.entries(environment).flatMap(([name, value]) => (value === undefined || value.trim() === '' ? [] : [[name, value.trim()] as const]))
  return Object.fromEntries(entries)
}

const assemble = (env: Environment, mode: Mode): Settings => ({
  mode,
  port: env.PORT,
  host: env.HOST,
  dataFolder: path.resolve(env.AMITY_DATA),
  databaseUrl: env.DATABASE_URL,
  databaseReadUrl: env.DATABASE_READ_URL,
  secret: env.AMITY_SECRET,
  baseUrl: (env.AMITY_BASE_URL ?? `http://localhost:${env.PORT}`).replace(/(?<!\/)\/+$/, ''),
  mail: env.AMITY_MAIL === undefined || env.AMITY_MAIL_FROM === undefined ? undefined : { url: env.AMITY_MAIL, from: env.AMITY_MAIL_FROM },
  notify: env.AMITY_NOTIFY_KEY === undefined ? undefined : { key: env.AMITY_NOTIFY_KEY, url: env.AMITY_NOTIFY_URL, emailTemplate: env.AMITY_NOTIFY_EMAIL, textTemplate: env.AMITY_NOTIFY_TEXT },
  clamd: env.AMITY_CLAMD,
  proxies: ['loopback', ...env.AMITY_PROXIES ?? []],
  log: env.AMITY_LOG,
  ...assembleBackUp(env),
  ...assembleApart(env, path.resolve(env.AMITY_DATA)),
})

/**
 * Reads the settings. An empty variable counts as not set.
 * @throws {StartRefused} with one sentence a problem, each on its line, and exit code 2
 */
export const readSettings = (environment: NodeJS.ProcessEnv, mode: Mode): Settings => {
  const given = withoutEmpty(environment)
  const parsed = environmentShape.safeParse(given)
  const problems = parsed.success
    ? [...(mode === 'serve' ? [...serviceProblems(parsed.data), ...wireProblems(parsed.data)] : []), ...pairProblems(parsed.data)]
    : parsed.error.issues.map(issue => issue.message)
  if (!parsed.success && mode === 'serve') problems.push(...secretProblems(given['AMITY_SECRET']))
  if (!parsed.success || problems.length > 0) throw new StartRefused(problems.join('\n'), 2)
  return assemble(parsed.data, mode)
}
