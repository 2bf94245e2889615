// The move both ways: from the embedded database to a server's owner who is no superuser, and back; and a restore that is killed.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import type { PoolConfig } from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { sealAudit } from '#jobs/seal-audit.ts'
import { verifyAudit } from '#jobs/verify-audit.ts'
import { dropDatabase, newDatabase, onServer } from '#test/harness/databases.ts'
import { backUp } from './backup.ts'
import { tablesOf } from './backup-format.ts'
import { startEmbedded, type RunningDatabase } from './embedded.ts'
import { folderFiles } from './folder-files.ts'
import { openDatabase } from './open.ts'
import { restore } from './restore.ts'

const { owner: server, secret } = inject('database')
const quiet = (): void => undefined
const folder = mkdtempSync(path.join(tmpdir(), 'amity move '))
const landlord = `amity_owner_${randomBytes(6).toString('hex')}`
const made: string[] = []
const embedded: RunningDatabase[] = []

/** As a managed server gives it: the database's owner, who may create roles and is no superuser. */
const onTheServer = async (): Promise<PoolConfig> => {
  const config = await newDatabase(server)
  made.push(config.database)
  await onServer(server, client => client.query(`alter database ${config.database} owner to ${landlord}`))
  await onServer(config, client => client.query(`alter schema public owner to ${landlord}`))
  return { ...config, user: landlord, password: landlord }
}
const inAFolder = async (name: string): Promise<PoolConfig> => {
  const data = path.join(folder, name)
  mkdirSync(data)
  chmodSync(data, 0o711)
  const running = await startEmbedded(data, quiet, { fast: true })
  embedded.push(running)
  return running.owner
}

beforeAll(async () => {
  chmodSync(folder, 0o711)
  await onServer(server, client => client.query(`create role ${landlord} login createrole password '${landlord}'; do $$ begin if exists (select from pg_roles where rolname = 'amity_gate') then grant amity_gate, amity_web to ${landlord} with admin option; end if; end $$`))
})
afterAll(async () => {
  for (const running of embedded) await running.stop()
  for (const name of made) await dropDatabase(server, name)
  await onServer(server, client => client.query(`drop owned by ${landlord}; drop role ${landlord}`))
  rmSync(folder, { recursive: true, force: true })
})

const filled = async (owner: PoolConfig): Promise<void> => {
  const database = await openDatabase({ owner, secret, say: quiet })
  const client = await database.owner.connect()
  await client.query(`begin; set local role amity_gate; insert into partnerships (id, name) overriding system value values (7, 'Łódź'), (8, 'Other')`)
  await client.query(`insert into places (partnership_id, kind, address) select 7 + n % 2, 'home', n || ' Long Street' from generate_series(1, 900) n`)
  await client.query('commit')
  client.release()
  await sealAudit(database, new Date())
  await database.close()
}
const verified = async (owner: PoolConfig) => {
  const database = await openDatabase({ owner, secret, say: quiet })
  const answer = await verifyAudit(database)
  await database.close()
  return answer
}

test('embedded to a server and back: every row, every file, and a trail that verifies', async () => {
  const first = await inAFolder('first')
  await filled(first)
  const files = path.join(folder, 'first', 'files')
  mkdirSync(files)
  writeFileSync(path.join(files, 'photo'), randomBytes(100_000))
  const before = await verified(first)
  expect(before.findings).toEqual([])
  expect(before.rows).toBeGreaterThan(900)
  await backUp({ owner: first, files: folderFiles(files), to: path.join(folder, 'to-server.amity'), progress: quiet })

  const there = await onTheServer()
  const moved = await restore({ owner: there, from: path.join(folder, 'to-server.amity'), files: folderFiles(path.join(folder, 'server files')), progress: quiet })
  expect(await verified(there)).toEqual(before)
  const back = await backUp({ owner: there, files: folderFiles(path.join(folder, 'server files')), to: path.join(folder, 'to-folder.amity'), progress: quiet })
  expect(back.rows).toBe(moved.rows)

  const second = await inAFolder('second')
  const returned = await restore({ owner: second, from: path.join(folder, 'to-folder.amity'), files: folderFiles(path.join(folder, 'second', 'files')), progress: quiet })
  expect(returned.manifest.tables).toEqual(moved.manifest.tables)
  expect(returned.manifest.files).toEqual(moved.manifest.files)
  expect(await verified(second)).toEqual(before)
  expect(readFileSync(path.join(folder, 'second', 'files', 'photo'))).toEqual(readFileSync(path.join(files, 'photo')))
  // One row changed behind the trail's back, and the same check says so: it can fail.
  await onServer(second, client => client.query(`alter table audit_events disable trigger user; update audit_events set action = 'nothing' where position = 400`))
  expect((await verified(second)).findings).not.toEqual([])
}, 240_000)

const killAt = async (owner: PoolConfig, files: string, line: RegExp): Promise<void> => {
  const asked = JSON.stringify({ owner, from: path.join(folder, 'to-server.amity'), files })
  const child = spawn(process.execPath, [path.resolve('test/harness/restore-child.ts'), asked], { stdio: ['ignore', 'pipe', 'inherit'] })
  const heard: string[] = []
  createInterface({ input: child.stdout }).on('line', said => {
    heard.push(said)
    if (line.test(said)) child.kill('SIGKILL')
  })
  const [, signal] = await once(child, 'exit')
  expect(signal).toBe('SIGKILL')
  expect(heard).not.toContain('restored')
}

test('a restore that is killed leaves an empty database and no files, and the next one goes through', async () => {
  const target = await onTheServer()
  const files = path.join(folder, 'killed files')
  for (const line of [/public\.places/, /files photo/]) {
    await killAt(target, files, line)
    await expect.poll(() => onServer(target, tablesOf), { timeout: 20_000 }).toEqual([])
    expect(existsSync(files)).toBe(false)
  }
  // Killed at the one moment that is left: the files had come, and the database had not said its last word.
  mkdirSync(files)
  writeFileSync(path.join(files, 'restore.unfinished'), '')
  writeFileSync(path.join(files, 'half'), 'of nothing')
  const restored = await restore({ owner: target, from: path.join(folder, 'to-server.amity'), files: folderFiles(files), progress: quiet })
  expect(restored.files).toBe(1)
  expect([existsSync(path.join(files, 'half')), existsSync(path.join(files, 'restore.unfinished')), existsSync(`${files}.restoring`)]).toEqual([false, false, false])
}, 120_000)
