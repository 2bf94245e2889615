// What the settings accept, and the sentences they refuse with.
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { StartRefused } from './faults.ts'
import { readSettings, type Mode } from './settings.ts'

const goodSecret = 'q8Zr1mYw3TnC5kLx7BvD9hGjF2sPaEuR'
const real = { AMITY_SECRET: goodSecret, AMITY_BASE_URL: 'https://asb.borough.gov.uk/' }

const problemsOf = (environment: NodeJS.ProcessEnv, mode: Mode): readonly string[] => {
  try {
    readSettings(environment, mode)
    return []
  } catch (error) {
    if (!(error instanceof StartRefused)) throw error
    expect(error.exitCode).toBe(2)
    return error.message.split('\n')
  }
}

describe('a demonstration', () => {
  test('needs nothing', () => {
    expect(readSettings({}, 'demonstration')).toEqual({
      mode: 'demonstration', port: 3000, host: '127.0.0.1', dataFolder: path.resolve('data'), databaseUrl: undefined, databaseReadUrl: undefined, secret: undefined,
      baseUrl: 'http://localhost:3000', mail: undefined, notify: undefined, proxies: ['loopback'], log: 'info', backUps: undefined, backUpBeforeUpgrade: true,
      files: { folder: path.resolve('data', 'files') }, metrics: { token: undefined }, tracing: undefined, drainSeconds: 0,
    })
  })

  test('counts an empty variable as not set', () => {
    expect(readSettings({ PORT: '', DATABASE_URL: ' ', AMITY_DATA: '' }, 'demonstration').port).toBe(3000)
  })

  test('puts the port into its own address', () => {
    expect(readSettings({ PORT: '8080' }, 'demonstration').baseUrl).toBe('http://localhost:8080')
  })
})

describe('back-ups', () => {
  const to = `age1${'q'.repeat(58)}`
  test('are none without a folder, and are as they are said', () => {
    expect(readSettings({}, 'demonstration').backUps).toBeUndefined()
    expect(readSettings({ AMITY_BACKUP_FOLDER: '/mnt/elsewhere', AMITY_BACKUP_TO: to.toUpperCase() }, 'demonstration').backUps)
      .toEqual({ folder: '/mnt/elsewhere', recipient: to, hours: [2], keep: { daily: 7, weekly: 5, monthly: 12 }, trial: 'each' })
    expect(readSettings({ AMITY_BACKUP_FOLDER: '/mnt', AMITY_BACKUP_TO: 'nobody', AMITY_BACKUP_HOURS: '14, 2,14', AMITY_BACKUP_KEEP: '3,0,1', AMITY_BACKUP_TRIAL: 'weekly' }, 'demonstration').backUps)
      .toEqual({ folder: '/mnt', recipient: undefined, hours: [2, 14], keep: { daily: 3, weekly: 0, monthly: 1 }, trial: 'weekly' })
    // Files in a store are backed up as those in a folder are.
    expect(readSettings({ AMITY_BACKUP_FOLDER: '/mnt', AMITY_BACKUP_TO: 'nobody', AMITY_FILES: 's3://bucket', AMITY_S3_ENDPOINT: 'https://s3.example', AMITY_S3_KEY_ID: 'a', AMITY_S3_KEY: 'b' }, 'demonstration')).toMatchObject({ backUps: { folder: '/mnt' }, files: { objects: { bucket: 'bucket' } } })
    expect(readSettings({ AMITY_BACKUP_BEFORE_UPGRADE: 'no' }, 'demonstration').backUpBeforeUpgrade).toBe(false)
  })

  test.each([
    [{ AMITY_BACKUP_FOLDER: '/mnt' }, /^AMITY_BACKUP_TO is missing/],
    [{ AMITY_BACKUP_TO: 'nobody' }, /^AMITY_BACKUP_FOLDER is missing/],
    [{ AMITY_BACKUP_FOLDER: '/mnt', AMITY_BACKUP_TO: 'AGE-SECRET-KEY-1QQQ' }, /^AMITY_BACKUP_TO must be the public half/],
    [{ AMITY_BACKUP_HOURS: '24' }, /^AMITY_BACKUP_HOURS must be hours/],
    [{ AMITY_BACKUP_KEEP: '0,5,5' }, /^AMITY_BACKUP_KEEP must be how many/],
    [{ AMITY_BACKUP_BEFORE_UPGRADE: 'maybe' }, /^AMITY_BACKUP_BEFORE_UPGRADE must be yes or no/],
  ])('%j is refused in a sentence', (environment, sentence) => { expect(problemsOf(environment, 'demonstration')).toEqual([expect.stringMatching(sentence)]) })
})

test.each([
  [{ PORT: 'eighty' }, 'PORT must be a number from 0 to 65535, such as 3000.'],
  [{ PORT: '70000' }, 'PORT must be a number from 0 to 65535, such as 3000.'],
  [{ PORT: '-1' }, 'PORT must be a number from 0 to 65535, such as 3000.'],
  [{ HOST: 'all of them' }, 'HOST must be an address'],
  [{ DATABASE_URL: 'mysql://root@db/amity' }, 'DATABASE_URL must look like postgres://'],
  [{ DATABASE_URL: 'amity' }, 'DATABASE_URL must look like postgres://'],
  [{ AMITY_BASE_URL: 'asb.borough.gov.uk' }, 'AMITY_BASE_URL must be the address people use'],
  [{ AMITY_MAIL: 'mail.borough.gov.uk' }, 'AMITY_MAIL must look like smtp://'],
  [{ AMITY_MAIL: 'smtp://mail.borough.gov.uk' }, 'AMITY_MAIL_FROM is missing'],
  [{ AMITY_MAIL: 'smtp://mail.borough.gov.uk', AMITY_MAIL_FROM: 'the team' }, 'AMITY_MAIL_FROM must be an email address'],
  [{ AMITY_NOTIFY_KEY: 'short' }, 'AMITY_NOTIFY_KEY is too short'],
  [{ AMITY_NOTIFY_URL: 'http://localhost:9' }, 'AMITY_NOTIFY_KEY is missing'],
  [{ AMITY_PROXIES: '10.0.0.5, proxy.local' }, 'AMITY_PROXIES must be addresses or networks'],
  [{ AMITY_PROXIES: '10.0.0.0/0' }, 'AMITY_PROXIES must be addresses or networks'],
  [{ AMITY_CONNECTIONS: '1' }, 'AMITY_CONNECTIONS must be a number from 2 to 100.'],
  [{ AMITY_LOG: 'loud' }, 'AMITY_LOG must be one of silent, error, warn, info, debug.'],
])('%j is refused', (environment, sentence) => {
  const problems = problemsOf(environment, 'demonstration')
  expect(problems).toHaveLength(1)
  expect(problems[0]).toContain(sentence)
})

test('how many connections pages hold is as said, and left to the machine where it is not', () => {
  expect([readSettings({ AMITY_CONNECTIONS: '12' }, 'demonstration').connections, readSettings({}, 'demonstration').connections]).toEqual([12, undefined])
})

describe('the real service', () => {
  test('takes a good secret and an address', () => {
    const settings = readSettings({ ...real, AMITY_MAIL: 'smtp://post:25', AMITY_MAIL_FROM: 'Team <asb@borough.gov.uk>' }, 'serve')
    expect(settings).toMatchObject({ mode: 'serve', secret: goodSecret, baseUrl: 'https://asb.borough.gov.uk', mail: { url: 'smtp://post:25', from: 'Team <asb@borough.gov.uk>' } })
  })

  test('tells every problem at once', () => {
    expect(problemsOf({}, 'serve').map(problem => problem.split(' ')[0])).toEqual(['AMITY_SECRET', 'AMITY_BASE_URL'])
    expect(problemsOf({ PORT: 'x', AMITY_LOG: 'x' }, 'serve').map(problem => problem.split(' ')[0])).toEqual(['PORT', 'AMITY_LOG', 'AMITY_SECRET'])
  })

  test.each(['short', 'a'.repeat(40), 'change-me-change-me-change-me-change-me', 'my-secret-my-secret-my-secret-1234', 'ababababababababababababababababab'])(
    'refuses the secret %s', secret => {
      expect(problemsOf({ ...real, AMITY_SECRET: secret }, 'serve')).toHaveLength(1)
    })

  test('sends nothing to another machine unencrypted', () => {
    const elsewhere = { DATABASE_URL: 'postgres://amity:x@db.borough.gov.uk/amity', AMITY_CLAMD: 'scanner:3310', AMITY_NOTIFY_URL: 'http://notify.example', AMITY_NOTIFY_KEY: 'k'.repeat(80), AMITY_NOTIFY_TEXT: '7a3c1f0e-9f0b-4c55-8f7e-0d6f6b2f9a11' }
    expect(problemsOf({ ...real, ...elsewhere }, 'serve').map(problem => problem.split(' ')[0])).toEqual(['DATABASE_URL', 'AMITY_NOTIFY_URL', 'AMITY_CLAMD'])
    for (const weak of ['sslmode=require', 'sslmode=no-verify', 'sslmode=verify-fullish']) expect(problemsOf({ ...real, DATABASE_URL: `${elsewhere.DATABASE_URL}?${weak}` }, 'serve')).toHaveLength(1)
    const fine = { ...elsewhere, DATABASE_URL: `${elsewhere.DATABASE_URL}?sslmode=verify-full`, AMITY_CLAMD: '127.0.0.1:3310', AMITY_NOTIFY_URL: 'https://notify.example' }
    expect(problemsOf({ ...real, ...fine }, 'serve')).toEqual([])
    expect(problemsOf({ ...real, DATABASE_URL: 'postgres:///amity?host=/run/postgresql', AMITY_CLAMD: '/run/clamd.sock' }, 'serve')).toEqual([])
  })

  test('believes the proxies it is told of', () => {
    expect(readSettings({ ...real, AMITY_PROXIES: '10.0.0.5, 192.168.7.0/24,2001:db8::/32' }, 'serve').proxies).toEqual(['loopback', '10.0.0.5', '192.168.7.0/24', '2001:db8::/32'])
  })

  test('allows plain http for localhost only', () => {
    expect(problemsOf({ ...real, AMITY_BASE_URL: 'http://localhost:3000' }, 'serve')).toEqual([])
    expect(problemsOf({ ...real, AMITY_BASE_URL: 'http://asb.borough.gov.uk' }, 'serve')[0]).toContain('must begin with https://')
  })
})
