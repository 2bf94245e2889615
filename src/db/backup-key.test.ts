// An encrypted back-up opens for its key's holder alone, and says in one sentence when it will not.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { PoolConfig } from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { dropDatabase, newDatabase, onServer } from '#test/harness/databases.ts'
import { scratchFolder } from '#test/harness/scratch.ts'
import { backUp } from './backup.ts'
import { checkedRecipient, isEncrypted, makeBackupKey, secretIn, type BackupKey } from './backup-key.ts'
import { tablesOf } from './backup-format.ts'
import { CannotOpen } from './cannot-open.ts'
import { folderFiles } from './folder-files.ts'
import { openDatabase } from './open.ts'
import { restore } from './restore.ts'

const { owner: server, secret: serverSecret } = inject('database')
const made: string[] = []
const quiet = (): void => undefined
const folder = scratchFolder('keys')
const files = path.join(folder, 'files')
const good = path.join(folder, 'good.amity.age')
const telling = 'Margaret Featherstonehaugh'
let key: BackupKey
let other: BackupKey
let source: PoolConfig

const newOne = async (copied?: string): Promise<PoolConfig> => {
  const config = await newDatabase(server, copied)
  made.push(config.database)
  return config
}

beforeAll(async () => {
  key = await makeBackupKey()
  other = await makeBackupKey()
  source = await newOne(inject('database').migrated)
  await (await openDatabase({ owner: source, secret: serverSecret, say: quiet })).close()
  await onServer(source, client => client.query(`begin; set local role amity_gate; insert into partnerships (id, name) overriding system value values (7, '${telling}'); commit`))
  mkdirSync(files)
  // Incompressible and larger than one sealed piece, so that cuts and changes fall into different pieces.
  writeFileSync(path.join(files, 'photo'), Buffer.from(Array.from({ length: 400_000 }, (_, n) => (n * n * 2_654_435_761) >>> 13 & 255)))
  await backUp({ owner: source, files: folderFiles(files), to: good, recipients: [key.recipient, other.recipient], progress: quiet })
})
afterAll(async () => { for (const name of made) await dropDatabase(server, name) })

const into = async (from: string, secret?: string) => {
  const owner = await newOne()
  const restored = path.join(folder, `restored ${made.length}`)
  const answer = restore({ owner, from, files: folderFiles(restored), secret, progress: quiet })
  await answer.catch(quiet)
  return { owner, restored, answer }
}

test('each of its recipients opens it, and it is whole', async () => {
  for (const { secret } of [key, other]) {
    const { owner, restored, answer } = await into(good, secret)
    expect((await answer).files).toBe(1)
    expect(readFileSync(path.join(restored, 'photo'))).toEqual(readFileSync(path.join(files, 'photo')))
    const { rows } = await onServer(owner, client => client.query<{ name: string }>('select name from partnerships'))
    expect(rows).toEqual([{ name: telling }])
  }
})

test('nothing can be read in it without a key', async () => {
  expect(await isEncrypted(good)).toBe(true)
  expect(readFileSync(good).includes(telling)).toBe(false)
  // Neither is it only packed: the mark of zstd is nowhere near its beginning.
  expect(readFileSync(good).subarray(0, 2_000).includes(Buffer.from([0x28, 0xb5, 0x2f, 0xfd]))).toBe(false)
})

const spoilt: readonly (readonly [string, (bytes: Buffer) => Buffer])[] = [
  ['cut in the middle', bytes => bytes.subarray(0, bytes.length >> 1)],
  ['cut between two sealed pieces', bytes => bytes.subarray(0, bytes.length - ((bytes.length - 500) % 65_552) - 65_552)],
  ['without its last byte', bytes => bytes.subarray(0, -1)],
  ['with a byte changed in its first piece', bytes => Buffer.from(bytes.with(1_000, bytes.readUInt8(1_000) ^ 1))],
  ['with its last byte changed', bytes => Buffer.from(bytes.with(bytes.length - 1, bytes.readUInt8(bytes.length - 1) ^ 1))],
  ['with its header changed', bytes => Buffer.from(bytes.with(60, 65))],
]
test.each(spoilt)('one %s is refused, and nothing is left of it', async (name, spoil) => {
  const bad = path.join(folder, `${name}.age`)
  writeFileSync(bad, spoil(readFileSync(good)))
  const { owner, restored, answer } = await into(bad, key.secret)
  await expect(answer).rejects.toThrow(/^(This back-up is damaged or incomplete \(.*\)\. Nothing was restored\. Use another copy\.|This key does not open this back-up: .*)$/)
  expect(existsSync(restored) || existsSync(`${restored}.restoring`)).toBe(false)
  expect(await onServer(owner, tablesOf)).toEqual([])
})

test('a wrong key, no key, and a key that is not needed are each one sentence', async () => {
  const stranger = await makeBackupKey()
  await expect((await into(good, stranger.secret)).answer).rejects.toThrow('This key does not open this back-up: it was made for another one.')
  await expect((await into(good)).answer).rejects.toThrow('This back-up is encrypted. Say where its secret key is')
  const open = path.join(folder, 'open.amity')
  await backUp({ owner: source, files: folderFiles(files), to: open, progress: quiet })
  await expect((await into(open, key.secret)).answer).rejects.toThrow('This back-up is not encrypted, though a key was given.')
})

test('a public key is checked letter by letter; a secret one is never taken for it', () => {
  expect(checkedRecipient(key.recipient.toUpperCase())).toBe(key.recipient)
  const mistyped = key.recipient.replace(/.$/, last => (last === 'q' ? 'p' : 'q'))
  for (const bad of [mistyped, '', 'age1', 'ssh-ed25519 AAAA', `${key.recipient}x`]) expect(() => checkedRecipient(bad)).toThrow(/^This is no public key for back-ups/)
  expect(() => checkedRecipient(key.secret)).toThrow(/^This is the secret half of a key\./)
})

test('a key file may carry notes, and must carry one key', () => {
  expect(secretIn(`# for Amity\r\n\r\n${key.secret}\r\n`)).toBe(key.secret)
  for (const bad of ['', '# nothing', key.recipient, `${key.secret}\n${other.secret}`, key.secret.slice(0, -1)]) expect(() => secretIn(bad)).toThrow(CannotOpen)
})

const age = ['/usr/bin/age', '/usr/local/bin/age', '/opt/homebrew/bin/age'].find(place => existsSync(place))
test.runIf(age !== undefined)('the age program of the system opens it too', () => {
  const keyFile = path.join(folder, 'key')
  writeFileSync(keyFile, key.secret)
  const plain = execFileSync(age ?? '', ['-d', '-i', keyFile, good], { maxBuffer: 1e8 })
  expect(plain.subarray(0, 4)).toEqual(Buffer.from([0x28, 0xb5, 0x2f, 0xfd]))
  expect(readdirSync(folder)).toContain('good.amity.age')
})
