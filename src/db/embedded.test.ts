// The embedded database under rough handling: killed parents, second starts, awkward folder names.
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Client, type PoolConfig } from 'pg'
import { afterAll, describe, expect, test } from 'vitest'
import { holderOf, keptSecret, takeDataFolder } from './data-folder.ts'
import { findEmbedded, startEmbedded } from './embedded.ts'
import { readPostmaster } from './embedded-process.ts'
import { isAlive } from './processes.ts'

const base = mkdtempSync(path.join(tmpdir(), 'amity embedded '))
chmodSync(base, 0o711)
afterAll(() => rmSync(base, { recursive: true, force: true }))

const folderNamed = (name: string): string => {
  const folder = path.join(base, name)
  mkdirSync(folder, { mode: 0o711 })
  return folder
}
const quiet = (): void => undefined
const ask = async (config: PoolConfig, statement: string): Promise<readonly unknown[]> => {
  const client = new Client(config)
  client.on('error', quiet)
  await client.connect()
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}
const postmasterOf = (folder: string): number => readPostmaster(path.join(folder, 'database'))?.pid ?? 0

describe('a folder whose name has spaces', () => {
  const folder = folderNamed('a folder with spaces')

  test('starts, keeps what was written, stops, and starts again', async () => {
    const first = await startEmbedded(folder, quiet, { fast: true })
    expect(first.adopted).toBe(false)
    await ask(first.owner, 'create table kept (word text); insert into kept values ($$Łódź$$)')
    const pid = postmasterOf(folder)
    await first.stop()
    await first.stop()
    expect(isAlive(pid)).toBe(false)
    const second = await startEmbedded(folder, quiet, { fast: true })
    expect(await ask(second.owner, 'select upper(word) as word from kept')).toEqual([{ word: 'ŁÓDŹ' }])
    await second.stop()
  })

  test('listens on its socket alone, keeps its password private, and checks its pages', async () => {
    const running = await startEmbedded(folder, quiet, { fast: true })
    expect(await ask(running.owner, 'show listen_addresses')).toEqual([{ listen_addresses: '' }])
    expect(await ask(running.owner, 'show data_checksums')).toEqual([{ data_checksums: 'on' }])
    expect(statSync(running.owner.host ?? '').mode & 0o777).toBe(0o700)
    expect(statSync(path.join(folder, 'database.password')).mode & 0o777).toBe(0o600)
    await expect(ask({ ...running.owner, password: 'wrong' }, 'select 1')).rejects.toThrow('password authentication failed')
    await running.stop()
  })
})

test('a server left behind by a killed parent is adopted, and stopped by us', async () => {
  const folder = folderNamed('orphan')
  const first = await startEmbedded(folder, quiet, { fast: true })
  const pid = postmasterOf(folder)
  const second = await startEmbedded(folder, quiet, { fast: true })
  expect(second.adopted).toBe(true)
  expect(postmasterOf(folder)).toBe(pid)
  expect(await findEmbedded(folder)).toEqual(first.owner)
  await second.stop()
  await first.stop()
  expect(isAlive(pid)).toBe(false)
  expect(await findEmbedded(folder)).toBeUndefined()
})

test('a server killed outright is started anew, with what was committed', async () => {
  const folder = folderNamed('killed')
  const first = await startEmbedded(folder, quiet)
  await ask(first.owner, 'create table kept as select generate_series(1, 1000) as n')
  const pid = postmasterOf(folder)
  process.kill(pid, 'SIGKILL')
  await first.stop()
  const second = await startEmbedded(folder, quiet)
  expect(second.adopted).toBe(false)
  expect(await ask(second.owner, 'select count(*)::int as n from kept')).toEqual([{ n: 1000 }])
  await second.stop()
})

test('a server that ends while it is needed is brought back', async () => {
  const folder = folderNamed('revived')
  const heard: string[] = []
  const running = await startEmbedded(folder, line => heard.push(line), { fast: true })
  const pid = postmasterOf(folder)
  process.kill(pid, 'SIGKILL')
  await expect.poll(async () => ask(running.owner, 'select 1 as one').catch(() => []), { timeout: 15_000 }).toEqual([{ one: 1 }])
  expect(postmasterOf(folder)).not.toBe(pid)
  expect(heard).toEqual(['PostgreSQL ended unexpectedly; starting it again.'])
  await running.stop()
})

test('a pid file whose number now belongs to another program is no obstacle', async () => {
  const folder = folderNamed('stale')
  const first = await startEmbedded(folder, quiet, { fast: true })
  const pidFile = path.join(folder, 'database', 'postmaster.pid')
  const lines = readFileSync(pidFile, 'utf8').split('\n')
  await first.stop()
  writeFileSync(pidFile, [String(process.pid), ...lines.slice(1)].join('\n'))
  const second = await startEmbedded(folder, quiet, { fast: true })
  expect(second.adopted).toBe(false)
  await second.stop()
})

test('a path too long for a socket gets a short private folder for it', async () => {
  const folder = folderNamed('long'.repeat(30))
  const running = await startEmbedded(folder, quiet, { fast: true })
  expect((running.owner.host ?? '').length).toBeLessThan(90)
  expect(statSync(running.owner.host ?? '').mode & 0o777).toBe(0o700)
  expect(await ask(running.owner, 'select 1 as one')).toEqual([{ one: 1 }])
  await running.stop()
  expect(existsSync(running.owner.host ?? '')).toBe(false)
})

test('a password file that is not this database\'s is said in one sentence', async () => {
  const folder = folderNamed('password')
  await (await startEmbedded(folder, quiet, { fast: true })).stop()
  writeFileSync(path.join(folder, 'database.password'), 'another\n')
  await expect(startEmbedded(folder, quiet, { fast: true })).rejects.toThrow(/The password in .*database\.password is not this database's/)
})

describe('the data folder', () => {
  test('is had by one process at a time', () => {
    const folder = path.join(base, 'taken')
    const taken = takeDataFolder(folder)
    expect(holderOf(folder)).toBe(process.pid)
    expect(() => takeDataFolder(folder)).toThrow(
      new RegExp(`^Amity is already running on this folder \\(process ${process.pid}, started \\d\\d:\\d\\d\\)\\. Stop it first, or set AMITY_DATA to another folder\\.$`))
    taken.release()
    takeDataFolder(folder).release()
  })

  test.each([
    ['of a dead process', { pid: 2 ** 30, since: '2026-01-01T10:00:00Z' }],
    ['of another process under a number used again', { pid: process.pid, since: '2026-01-01T10:00:00Z', started: 'long ago' }],
  ])('a lock %s is taken over', (_name, lock) => {
    const folder = mkdtempSync(path.join(base, 'dead '))
    writeFileSync(path.join(folder, 'amity.lock'), JSON.stringify(lock))
    takeDataFolder(folder).release()
    expect(holderOf(folder)).toBeUndefined()
  })

  test('keeps a secret from start to start', () => {
    const folder = mkdtempSync(path.join(base, 'secret '))
    expect(keptSecret(folder, 'secret')).toBe(keptSecret(folder, 'secret'))
    expect(keptSecret(folder, 'secret')).toHaveLength(43)
  })
})

test.runIf(process.platform === 'linux')('what planning took is kept for the next statement: nothing is fetched anew from the system', async () => {
  const running = await startEmbedded(folderNamed('memory'), quiet, { fast: true })
  const client = new Client(running.owner)
  await client.connect()
  try {
    const { rows: [backend] } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
    const faults = (): number => Number(readFileSync(`/proc/${backend?.pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[7])
    const columns = Array.from({ length: 240 }, (_, at) => `now()::text || '${at}' as c${at}`).join(', ')
    const plan = async (): Promise<unknown> => client.query(`select ${columns}`)
    for (let time = 0; time < 10; time += 1) await plan()
    const before = faults()
    for (let time = 0; time < 10; time += 1) await plan()
    // Without it 33 to 85 for each.
    expect((faults() - before) / 10).toBeLessThan(5)
  } finally {
    await client.end()
    await running.stop()
  }
})
