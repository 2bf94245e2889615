// Two web processes' worth of servers, each with connections and a disk of its own, share PostgreSQL and an S3-compatible store: no visitor notices.
import { randomBytes } from 'node:crypto'
import { pino } from 'pino'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openDatabase } from '#db/open.ts'
import { rooms } from '#src/rooms.ts'
import { lookAfterFilesOf } from '#rooms/evidence/index.ts'
import { hashPassword } from '#rooms/partnership/index.ts'
import { folderStore, type FileStore } from '#web/file-store.ts'
import { objectStore } from '#web/object-store.ts'
import { buildServer } from '#web/serve.ts'
import { caseIn } from '#test/harness/cases.ts'
import { objectServer, type ObjectServer } from '#test/harness/objects.ts'
import { scratchFolder } from '#test/harness/scratch.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import { visitor, type Answering, type Visitor } from '#test/harness/visitor.ts'

type Webs = { readonly town: Town; readonly both: Answering; readonly stores: readonly FileStore[]; readonly alternating: (cookies?: Record<string, string>) => Visitor; readonly close: () => Promise<void> }

/** The requests of one visitor go to one server and the other in turn. */
const openWebs = async (openStore: () => Promise<FileStore>): Promise<Webs> => {
  const town = await openTown({ rooms })
  const { owner, secret } = inject('database')
  const webs = await Promise.all([1, 2].map(async () => {
    const [database, files] = [await openDatabase({ owner, secret, say: () => undefined }), await openStore()]
    const server = await buildServer({
      database, doors: rooms.flatMap(room => room.doors), navigation: rooms.flatMap(room => room.navigation ?? []), files, secret, baseUrl: 'http://localhost:3000', clock: town.clock.now,
      log: pino({ level: 'error' }), assetsFolder: files.incoming, assets: name => `/assets/${name}`, limitRates: true,
    })
    return { database, files, server }
  }))
  let turn = 0
  const both: Answering = { inject: options => {
    const web = webs[(turn += 1) % webs.length]
    return web === undefined ? Promise.reject(new Error('no web')) : web.server.inject(options)
  } }
  return {
    town, both, stores: webs.map(({ files }) => files), alternating: cookies => visitor(both, town.host, cookies),
    close: async () => { for (const { server, database } of webs) { await server.close(); await database.close() } },
  }
}

const sessionOf = async (town: Town): Promise<Record<string, string>> => Object.fromEntries((await town.as('officer')).cookies)
const LONG = 5_000_000

const kinds: Readonly<Record<string, (objects: ObjectServer) => () => Promise<FileStore>>> = {
  'an S3-compatible store': objects => () => objectStore(objects.terms, scratchFolder('incoming')),
  'a shared folder': () => { const folder = scratchFolder('shared'); return () => folderStore(folder) },
}

let objects: ObjectServer
beforeAll(async () => { objects = await objectServer() })
afterAll(() => objects.close())

test.each(Object.keys(kinds))('with %s: reporting with a photo, signing in, working, a large file and its copies, request by request on another server', async kind => {
  const webs = await openWebs(kinds[kind]?.(objects) ?? (() => Promise.reject(new Error('no such store'))))
  const { town, alternating } = webs
  const resident = alternating()
  await resident.follow(await resident.get('/report'))
  for (const [page, answers] of Object.entries({ category: { category: 'noise' }, danger: { danger: 'no' }, story: { story: 'Bass until two' }, when: { often: 'Most days' }, where: { place: '14 Larch Walk', postcode: 'AL8 6AE' }, effect: { harmed: 'Me', effect: 'No sleep' } })) {
    expect([page, (await resident.send(`/report/${page}`, answers)).status]).toEqual([page, 303])
  }
  const photo = await sharp({ create: { width: 600, height: 400, channels: 3, background: '#336699' } }).jpeg().toBuffer()
  expect((await resident.upload('/report/files', {}, [{ field: 'files', name: 'yard.jpg', type: 'image/jpeg', content: photo }])).status).toBe(303)
  // Six pages come and go on one server or the other; what was typed is there on both.
  for (let n = 0; n < 4; n += 1) expect((await resident.get('/report/story')).document.querySelector('textarea')?.textContent).toBe('Bass until two')

  await town.database.owner.query('update officers set password_hash = $1 where partnership_id = $2 and email = $3', [await hashPassword('copper lantern meadow'), town.partnership.id, 'olive@example.test'])
  const olive = alternating()
  const signedIn = await olive.send('/sign-in', { email: 'olive@example.test', password: 'copper lantern meadow' })
  expect([signedIn.status, signedIn.location]).toEqual([303, '/'])
  // Both know the session: each leads on to the second factor it still needs, and none back to the sign-in.
  const ledTo = new Set<string | undefined>()
  for (let n = 0; n < 4; n += 1) ledTo.add((await olive.get('/diary')).location)
  expect([ledTo.size, [...ledTo][0]?.startsWith('/sign-in')]).toEqual([1, false])

  const officer = alternating(await sessionOf(town))
  const { path } = await caseIn(town)
  const large = Buffer.concat([Buffer.from('00000020667479706d703432000000006d7034316d70343269736f6d69736f32', 'hex'), randomBytes(LONG)])
  const begun = await officer.post(`${path}/uploads`, { name: 'yard.mp4', size: String(large.length), changed: '1', says: 'The yard', visibility: 'staff' })
  expect([begun.status, begun.text]).toEqual([200, expect.stringContaining('"upload"')])
  const { upload }: { readonly upload: string } = JSON.parse(begun.text)
  const at = [0, 2_000_000, 4_000_000, large.length]
  for (let n = 0; n + 1 < at.length; n += 1) {
    const sent = await officer.upload(`${path}/uploads/${upload}`, { offset: String(at[n]) }, [{ field: 'part', name: 'blob', type: 'application/octet-stream', content: large.subarray(at[n], at[n + 1]) }])
    expect([n, sent.status, sent.text]).toEqual([n, 200, JSON.stringify({ received: at[n + 1] })])
  }
  const finished = await officer.post(`${path}/uploads/${upload}/finish`, {})
  expect([finished.status, finished.text]).toEqual([200, expect.stringContaining('/evidence/file/')])
  const { rows: [kept] } = await town.database.owner.query<{ id: string; at: string }>(`select id, stored_as as at from attachments where partnership_id = $1 and file_name = 'yard.mp4'`, [town.partnership.id])
  for (const store of webs.stores) expect((await store.open(kept?.at ?? '')).size).toBe(large.length)

  // The worker is a third process: it makes the copy that both then show.
  const added = await officer.upload(`${path}/evidence`, { says: 'The gate', visibility: 'staff' }, [{ field: 'file', name: 'gate.jpg', type: 'image/jpeg', content: photo }])
  expect(added.status).toBe(303)
  await lookAfterFilesOf({ database: town.database, files: webs.stores[1] ?? town.files, clamd: undefined, clock: town.clock.now }, town.partnership.id)
  const { rows: [gate] } = await town.database.owner.query<{ id: string }>(`select id from attachments where partnership_id = $1 and file_name = 'gate.jpg' and shown_as is not null`, [town.partnership.id])
  for (let n = 0; n < 2; n += 1) {
    const shown = await officer.get(`/files/${gate?.id ?? ''}`)
    expect([shown.status, shown.headers['content-type'], shown.raw.length > 500]).toEqual([200, 'image/jpeg', true])
  }
  await webs.close()
}, 120_000)

test('a door that is kept narrow lets through as many in all as it says, not as many at each server', async () => {
  const webs = await openWebs(kinds['a shared folder']?.(objects) ?? (() => Promise.reject(new Error('no such store'))))
  const address = `203.0.113.${Math.floor(Math.random() * 250)}`
  const ask = () => webs.both.inject({ url: '/choose-password/a-link', remoteAddress: address, headers: { host: webs.town.host } })
  // The count begins anew with the minute: the whole must fall within one.
  const left = 60_000 - Date.now() % 60_000
  if (left < 15_000) await new Promise(resolve => { setTimeout(resolve, left + 50) })
  const statuses: number[] = []
  for (let n = 0; n < 36; n += 1) statuses.push((await ask()).statusCode)
  expect([statuses.slice(0, 30).includes(429), statuses.slice(30)]).toEqual([false, Array.from({ length: 6 }, () => 429)])
  const { rows } = await webs.town.database.owner.query<{ key: string }>('select key from request_counts limit 500')
  expect([rows.length > 0, rows.some(({ key }) => key.includes('203.0.113'))]).toEqual([true, false])
  await webs.close()
})
