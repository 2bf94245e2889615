// `amity files` on real files and a real PostgreSQL, whose owner is no superuser: what a row names, what is on its way in and what is young stays.
import { randomBytes, randomUUID } from 'node:crypto'
import { utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { PoolConfig } from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { FilePlace } from '#db/file-place.ts'
import { folderFiles } from '#db/folder-files.ts'
import { openDatabase } from '#db/open.ts'
import { readSettings } from '#src/settings.ts'
import { dropDatabase, newDatabase, onServer } from '#test/harness/databases.ts'
import { objectServer, type ObjectServer } from '#test/harness/objects.ts'
import { scratchFolder } from '#test/harness/scratch.ts'
import { folderStore, type FileStore } from '#web/file-store.ts'
import { objectFiles } from '#web/object-files.ts'
import { objectStore } from '#web/object-store.ts'
import type { CommandContext } from './commands.ts'
import { filesBy } from './files.ts'

const { owner: server, secret } = inject('database')
const folder = scratchFolder('files-command')
const landlord = `amity_owner_${randomBytes(6).toString('hex')}`
const made: string[] = []
let [owner, objects]: [PoolConfig, ObjectServer | undefined] = [{}, undefined]
const DAY = 24 * 3_600_000

const newOne = async (): Promise<PoolConfig> => {
  const config = await newDatabase(server)
  made.push(config.database)
  await onServer(server, client => client.query(`alter database ${config.database} owner to ${landlord}`))
  await onServer(config, client => client.query(`alter schema public owner to ${landlord}`))
  return { ...config, user: landlord, password: landlord }
}
const asGate = (words: string): Promise<unknown> => onServer(owner, client => client.query(`begin; set local role amity_gate; ${words}; commit`))
const attach = (storedAs: string, shownAs: string): string => `insert into attachments (partnership_id, stored_as, shown_as, file_name, media_type, size, sha256, kind, given_by, given_at, agency_id, scan)
  select 7, '${storedAs}', '${shownAs}', 'a.jpg', 'image/jpeg', 1, 'x', 'photo', 'public', now(), id, 'clean' from agencies where partnership_id = 7`
const toRemove = (storedAs: string): string => `insert into files_to_remove (partnership_id, stored_as, since) values (7, '${storedAs}', now())`

beforeAll(async () => {
  objects = await objectServer()
  await onServer(server, client => client.query(`create role ${landlord} login createrole password '${landlord}'; grant amity_gate, amity_web to ${landlord} with admin option`))
  owner = await newOne()
  await (await openDatabase({ owner, secret, say: () => undefined })).close()
  await asGate(`insert into partnerships (id, name) overriding system value values (7, 'Borough'); insert into agencies (partnership_id, name, short_name, kind) values (7, 'Council', 'C', 'council')`)
})
afterAll(async () => {
  await objects?.close()
  for (const name of made) await dropDatabase(server, name)
  await onServer(server, client => client.query(`drop owned by ${landlord}; drop role ${landlord}`))
})

type Kept = { readonly store: FileStore; readonly place: FilePlace; /** Makes all that lies there now a week old; by the clock it answers. */ readonly aWeekLater: () => Promise<() => Date> }
/** A folder's age cannot be forged (the machine notes when a name was given), so there the clock goes on instead. */
const inFolder = async (): Promise<Kept> => {
  const files = path.join(folder, randomUUID())
  return { store: await folderStore(files), place: folderFiles(files), aWeekLater: async () => { await pause(40); const now = Date.now() + 7 * DAY; await pause(40); return () => new Date(now) } }
}
/** A store says whole seconds. */
const inObjects = async (): Promise<Kept> => {
  if (objects === undefined) throw new Error('The store did not start')
  const terms = { ...objects.terms, prefix: `${randomUUID()}/` }
  const place = objectFiles(terms, path.join(folder, 'scratch'))
  return { store: await objectStore(terms, path.join(folder, 'incoming')), place, aWeekLater: async () => { await pause(1_100); const now = Math.floor(Date.now() / 1_000) * 1_000 + 7 * DAY; await pause(1_100); return () => new Date(now) } }
}

const keep = async ({ store }: Kept, bytes = 1_000): Promise<string> => {
  const taken = path.join(store.incoming, `taken-${randomUUID()}`)
  writeFileSync(taken, randomBytes(bytes))
  return store.keep(taken)
}
const half = async ({ store }: Kept, id: string): Promise<void> => {
  const part = path.join(store.incoming, `part-${randomUUID()}`)
  writeFileSync(part, 'half a film')
  await store.halves.put(id, part, 0)
}
const namesOf = async (place: FilePlace): Promise<readonly string[]> => { const names: string[] = []; for await (const name of place.names()) names.push(name); return names.toSorted() }
const run = async (place: FilePlace, clock: () => Date, args: readonly string[], of = owner, signal = new AbortController().signal): Promise<{ readonly code: number | string; readonly said: readonly string[] }> => {
  const said: string[] = []
  const context: CommandContext = {
    settings: readSettings({}, 'demonstration'), placeOfFiles: () => Promise.resolve(place), files: () => Promise.reject(new Error('not needed here')), signal, say: line => { said.push(line) }, progress: () => undefined,
    withDatabase: () => Promise.reject(new Error('not needed here')), withOwner: use => use(of),
  }
  const code = await filesBy(clock).run(context, args).catch((problem: unknown) => problem instanceof Error ? problem.message : String(problem))
  return { code, said }
}

test.each([['a folder', inFolder], ['an S3-compatible store', inObjects]] as const)('in %s what no row names for a week is listed and, when asked, removed; all else stays, however often it is asked', async (_where, open) => {
  const kept = await open()
  const [original, shown, waits, lost, alsoLost] = [await keep(kept), await keep(kept), await keep(kept), await keep(kept, 2_000), await keep(kept, 500_000)]
  const id = randomUUID()
  await half(kept, id)
  await asGate(`${attach(original, shown)}; ${toRemove(waits)}`)
  const later = await kept.aWeekLater()
  const young = await keep(kept)
  const all = [original, shown, waits, lost, alsoLost, young].toSorted()
  const listed = await run(kept.place, later, [])
  expect([listed.code, listed.said.map(line => line.split('  ')[0]).slice(0, -1).toSorted(), await namesOf(kept.place)]).toEqual([0, [lost, alsoLost].toSorted(), all])
  expect(listed.said.at(-1)).toBe('No record names 2 files (502 kB) that have lain there for 7 days or longer. Records name 3; 1 without a record is younger and may be on the way in.')
  expect((await run(kept.place, later, ['--days', '8'])).said[0]).toMatch(/^No record names 0 files/)
  const removed = await run(kept.place, later, ['--remove'])
  expect([removed.code, removed.said.at(-1), await namesOf(kept.place)]).toEqual([0, 'Removed 2 files (502 kB).', [original, shown, waits, young].toSorted()])
  const again = await run(kept.place, later, ['--remove'])
  expect([again.code, again.said.length, await namesOf(kept.place)]).toEqual([0, 1, [original, shown, waits, young].toSorted()])
  // The half upload is whole still.
  expect(await kept.store.halves.whole(id, 11, async ({ sha256 }) => sha256.length)).toBe(64)
}, 120_000)

test('a half upload that comes to its end after a week is as young as its name, though its bytes are old', async () => {
  const kept = await inFolder()
  const id = randomUUID()
  await half(kept, id)
  await asGate(attach(await keep(kept), await keep(kept)))
  const old = path.join(kept.store.incoming, `half-${id}`)
  utimesSync(old, new Date(Date.now() - 9 * DAY), new Date(Date.now() - 9 * DAY))
  const name = await kept.store.keep(old)
  expect((await run(kept.place, () => new Date(), ['--remove'])).said.at(-1)).toMatch(/Records name 2; 1 without a record is younger/)
  expect(await kept.place.look(name)).toMatchObject({ size: 11 })
})

test('stopped in the middle it says what went, and the next time the rest goes; a file that a row names meanwhile stays', async () => {
  const kept = await inFolder()
  await asGate(Array.from({ length: 4 }, () => attach(randomUUID(), randomUUID())).join(';'))
  const named = [await keep(kept), await keep(kept), await keep(kept), await keep(kept), await keep(kept)]
  await asGate(named.map(name => attach(name, name)).join(';'))
  const lost = [await keep(kept), await keep(kept), await keep(kept)]
  const later = await kept.aWeekLater()
  const stop = new AbortController()
  const stopping: FilePlace = { ...kept.place, remove: async name => { await kept.place.remove(name); stop.abort(new DOMException('Stopped.', 'AbortError')) } }
  const stopped = await run(stopping, later, ['--remove'], owner, stop.signal)
  expect([stopped.code, stopped.said.at(-1), (await namesOf(kept.place)).length]).toEqual(['Stopped.', 'Removed 1 file (1 kB).', 7])
  // Its row comes after it was found to have none.
  const [late = ''] = (await namesOf(kept.place)).filter(name => lost.includes(name))
  const naming: FilePlace = { ...kept.place, look: async name => { const found = await kept.place.look(name); if (name === late) await asGate(`${attach(late, late)}`); return found } }
  expect((await run(naming, later, ['--remove'])).said.at(-1)).toBe('Removed 1 file (1 kB).')
  expect(await namesOf(kept.place)).toEqual([...named, late].toSorted())
})

test('the files of another database are not taken for files without a row, nor those of an empty one; and what was not understood does nothing', async () => {
  const kept = await inFolder()
  const names = [await keep(kept), await keep(kept)]
  const later = await kept.aWeekLater()
  expect((await run(kept.place, later, ['--remove'])).code).toBe('Nothing was removed: more files have no row (2) than have one (0). Is this the database these files belong to, and as new as they are? If it surely is: --remove --even-most.')
  expect((await run(kept.place, later, ['--remove', '--even-most'], await newOne())).code).toMatch(/^This database is empty/)
  for (const args of [['--days', '0', '--remove', '--even-most'], ['--days', 'x'], ['--even-most'], ['now']]) expect((await run(kept.place, later, args)).code).toMatch(/^--days is a whole number|^Say it so/)
  expect(await namesOf(kept.place)).toEqual(names.toSorted())
  expect([(await run(kept.place, later, ['--remove', '--even-most'])).code, await namesOf(kept.place)]).toEqual([0, []])
  for (const name of ['incoming/half', '../elsewhere', 'restore.unfinished']) await expect(async () => kept.place.remove(name)).rejects.toThrow('Not a name that files are kept under')
})
