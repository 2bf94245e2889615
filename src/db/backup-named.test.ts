// A back-up knows which files its rows name: what is not there is counted, and what need not be there raises no alarm.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { PoolConfig } from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { dropDatabase, newDatabase, onServer } from '#test/harness/databases.ts'
import { scratchFolder } from '#test/harness/scratch.ts'
import { backUp, type BackupResult } from './backup.ts'
import { columnsNaming } from './backup-named.ts'
import type { FileSource } from './file-place.ts'
import { folderFiles } from './folder-files.ts'
import { openDatabase } from './open.ts'
import { restore } from './restore.ts'

const { owner: server, secret } = inject('database')
const folder = scratchFolder('named')
const files = path.join(folder, 'files')
const made: string[] = []
let owner: PoolConfig
let number = 0

const newOne = async (copied?: string): Promise<PoolConfig> => {
  const config = await newDatabase(server, copied)
  made.push(config.database)
  return config
}
const asGate = (statement: string): Promise<unknown> => onServer(owner, client => client.query(`begin; set local role amity_gate; ${statement}; commit`))
/** A row of an attachment; its shown copy is made later. */
const attach = (storedAs: string, shownAs?: string) => asGate(`insert into attachments (partnership_id, stored_as, shown_as, file_name, media_type, size, sha256, kind, given_by, given_at, agency_id, scan)
  select 7, '${storedAs}', ${shownAs === undefined ? 'null' : `'${shownAs}'`}, 'a.jpg', 'image/jpeg', 1, 'x', 'photo', 'public', now(), id, 'clean' from agencies where partnership_id = 7`)
const write = (...names: readonly string[]): void => { for (const name of names) writeFileSync(path.join(files, name), name) }
const back = async (source: FileSource = folderFiles(files)): Promise<BackupResult> => {
  number += 1
  return backUp({ owner, files: source, to: path.join(folder, `${number}.amity`), progress: () => undefined })
}

beforeAll(async () => {
  owner = await newOne(inject('database').migrated)
  await (await openDatabase({ owner, secret, say: () => undefined })).close()
  await asGate(`insert into partnerships (id, name) overriding system value values (7, 'Borough'); insert into agencies (partnership_id, name, short_name, kind) values (7, 'Council', 'C', 'council')`)
  mkdirSync(files)
  write('original', 'shown', 'waits')
  await attach('original', 'shown')
  await attach('waits')
})
afterAll(async () => { for (const name of made) await dropDatabase(server, name) })

test('every column that names a file is looked at: a new one belongs in this list', async () => {
  const columns = await onServer(owner, async client => (await columnsNaming(client)).map(({ name, column }) => `${name}.${column}`))
  expect(columns).toEqual([
    'agency_exports.stored_as', 'agency_leavings.stored_as', 'attachments.shown_as', 'attachments.stored_as', 'court_bundles.schedule_stored_as', 'court_bundles.stored_as',
    'letters.stored_as', 'outgoing_messages.document_stored_as', 'witness_statements.stored_as',
  ])
})

test('all there, one of them not yet processed: nothing is missed', async () => {
  expect(await back()).toMatchObject({ files: 3, missing: 0 })
})

test('an unmounted share looks like an empty folder: each file that rows name is missed, once, and the back-up says so for ever', async () => {
  // Named twice, as a redacted photo names itself: one file.
  await attach('shown', 'shown')
  expect(await back(folderFiles(path.join(folder, 'not mounted')))).toMatchObject({ files: 0, missing: 3 })
  const restored = await restore({ owner: await newOne(), from: path.join(folder, `${number}.amity`), files: folderFiles(path.join(folder, 'restored')), progress: () => undefined })
  expect(restored.manifest.missing).toBe(3)
})

test('one of many gone is missed', async () => {
  rmSync(path.join(files, 'shown'))
  expect(await back()).toMatchObject({ files: 2, missing: 1 })
  write('shown')
})

test('what is written after the snapshot is not missed, whether its file came in time or not', async () => {
  const source = folderFiles(files)
  const late: FileSource = { ...source, names: async function* names() {
    await attach('late')
    yield* source.names()
  } }
  expect(await back(late)).toMatchObject({ files: 3, missing: 0 })
  expect(await back()).toMatchObject({ missing: 1 })
  write('late')
  expect(await back()).toMatchObject({ files: 4, missing: 0 })
})

test('what is removed on purpose while a back-up runs is not missed, before it was listed or after', async () => {
  const source = folderFiles(files)
  const removing = async (name: string): Promise<void> => {
    await asGate(`delete from attachments where stored_as = '${name}'`)
    rmSync(path.join(files, name))
  }
  const before: FileSource = { ...source, names: async function* names() {
    await removing('late')
    yield* source.names()
  } }
  expect(await back(before)).toMatchObject({ files: 3, missing: 0 })
  const after: FileSource = { ...source, names: async function* names() {
    for await (const name of source.names()) {
      if (name === 'waits') await removing('waits')
      yield name
    }
  } }
  expect(await back(after)).toMatchObject({ files: 2, missing: 0 })
})

test('one that is listed, named by a row, and gone when it is read fails the back-up: it is not skipped', async () => {
  const source = folderFiles(files)
  const broken: FileSource = { ...source, names: async function* names() {
    for await (const name of source.names()) {
      if (name === 'shown') rmSync(path.join(files, 'shown'))
      yield name
    }
  } }
  await expect(back(broken)).rejects.toThrow('A file that a record names went while it was being backed up.')
  write('shown')
})

test('an export whose time is over is not missed; one that is still to be had is', async () => {
  const exported = (name: string, ends: string) => onServer(owner, client => client.query(`begin; set local session_replication_role = replica; insert into agency_exports (partnership_id, agency_id, ordered_by, ordered_at, ended_at, state, made_at, because, stored_as, size, sha256, ends_at)
    select 7, id, id, now(), now(), 'made', now(), 'x', '${name}', 1, 'x', now() + interval '${ends}' from agencies where partnership_id = 7; commit`))
  await exported('over', '-1 day')
  expect(await back()).toMatchObject({ missing: 0 })
  await exported('to be had', '1 day')
  expect(await back()).toMatchObject({ missing: 1 })
})
