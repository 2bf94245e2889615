// Files from the moment they are given: judged by their bytes, scanned, copied clean, opened by whoever may and by nobody else.
import { createServer, type Socket } from 'node:net'
import sharp from 'sharp'
import { expect, onTestFinished, test } from 'vitest'
import { caseFileRoom } from '#rooms/case-file/index.ts'
import { casesRoom } from '#rooms/cases/index.ts'
import { diaryRoom } from '#rooms/diary/index.ts'
import { caseIn } from '#test/harness/cases.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import { evidenceRoom, lookAfterFilesOf } from './index.ts'
import { readRange } from './see-file.ts'

const rooms = [diaryRoom, casesRoom, evidenceRoom, caseFileRoom]
const photo = (width = 3000): Promise<Buffer> => sharp({ create: { width, height: 40, channels: 3, background: '#446688' } }).withExif({ IFD0: { Make: 'SecretCamera' }, IFD3: { GPSLatitude: '51/1 48/1 0/1', GPSLatitudeRef: 'N' } }).jpeg().toBuffer()
// The smallest of sounds: a WAV head and two hundred silent samples.
const sound = (): Buffer => { const head = Buffer.from('524946460000000057415645666d74201000000001000100401f0000401f00000100080064617461c8000000', 'hex'); head.writeUInt32LE(36 + 200, 4); return Buffer.concat([head, Buffer.alloc(200, 128)]) }
const look = (town: Town, clamd?: string): Promise<number> => lookAfterFilesOf({ database: town.database, files: town.files, clamd, clock: town.clock.now }, town.partnership.id)
const fileDoor = (html: string): string => /\/files\/[0-9a-f-]{36}/.exec(html)?.[0] ?? ''

/** Speaks clamd's INSTREAM: says FOUND of what holds "virus". */
const scanner = async (): Promise<{ readonly address: string; readonly asked: () => number }> => {
  let asked = 0
  const server = createServer((socket: Socket) => {
    let got = Buffer.alloc(0)
    socket.on('error', () => undefined)
    socket.on('data', (part: Buffer) => {
      got = Buffer.concat([got, part])
      if (!got.subarray(-4).equals(Buffer.alloc(4))) return
      asked += 1
      socket.end(got.includes('virus') ? 'stream: Eicar-Test FOUND\0' : 'stream: OK\0')
    })
  })
  await new Promise<void>(resolve => { server.listen(0, '127.0.0.1', resolve) })
  onTestFinished(() => new Promise<void>(resolve => { server.close(() => { resolve() }) }))
  const at = server.address()
  return { address: `127.0.0.1:${typeof at === 'object' && at !== null ? at.port : 0}`, asked: () => asked }
}

test('an officer adds a photo: its copy is smaller and keeps no place and no camera, the original stays to the byte', async () => {
  const town = await openTown({ rooms })
  const given = await caseIn(town)
  const [officer, police, adviser] = [await town.as('officer'), await town.as('police'), await town.as('adviser')]
  const bytes = await photo()
  const sent = await officer.upload(`${given.path}/evidence`, { says: 'The door', visibility: 'staff' }, [{ field: 'file', name: 'door.jpg', type: 'image/jpeg', content: bytes }])
  expect(sent.location).toBe(`${given.path}#evidence`)
  const door = fileDoor((await officer.get(given.path)).text)
  expect((await officer.get(door)).status).toBe(403)
  await look(town)
  const shown = await officer.get(door)
  const { width, exif } = await sharp(shown.raw).metadata()
  expect([shown.status, shown.headers['content-type'], width, exif]).toEqual([200, 'image/jpeg', 2000, undefined])
  expect(shown.headers['content-security-policy']).toContain('sandbox')
  expect(shown.headers['x-content-type-options']).toBe('nosniff')
  const original = await officer.get(`${door}?original=quarantine`)
  expect([original.raw.equals(bytes), original.headers['content-disposition']]).toEqual([true, `attachment; filename*=UTF-8''door.jpg.quarantine`])
  // No scanner has seen it: it leaves only as out of quarantine.
  expect((await officer.get(`${door}?original=yes`)).status).toBe(403)
  for (const other of [police, adviser]) expect([(await other.get(door)).status, (await other.get(`${door}?original=yes`)).status]).toEqual([404, 404])
  expect((await (await town.as('nobody')).get(door)).status).toBe(303)
  expect((await police.get(`${given.path}/evidence`)).status).toBe(404)
  const { rows } = await town.database.owner.query<{ n: number }>(`select count(*)::int as n from audit_events e where partnership_id = $1 and e::text like '%file opened%'`, [town.partnership.id])
  expect(rows[0]?.n).toBeGreaterThan(1)
})

test('a file that lies about what it is, is empty, or is missing comes back with a sentence, and nothing is kept', async () => {
  const town = await openTown({ rooms })
  const { path } = await caseIn(town)
  const officer = await town.as('officer')
  const add = (fileName: string, bytes: Buffer) => officer.upload(`${path}/evidence`, { says: 'x', visibility: 'staff' }, [{ field: 'file', name: fileName, type: 'image/jpeg', content: bytes }])
  expect((await add('photo.jpg', Buffer.from('<script>alert(1)</script>'))).says).toContain('photo.jpg is not a photo, sound, video or PDF')
  expect((await add('empty.jpg', Buffer.alloc(0))).status).toBe(422)
  expect((await officer.send(`${path}/evidence`, { says: 'x', visibility: 'staff' })).says).toContain('Choose a file')
  const { rows } = await town.database.owner.query('select 1 from attachments where partnership_id = $1', [town.partnership.id])
  expect(rows).toEqual([])
})

test('a picture that cannot be read says so and is not tried for ever', async () => {
  const town = await openTown({ rooms })
  const { path } = await caseIn(town)
  const officer = await town.as('officer')
  await officer.upload(`${path}/evidence`, { says: 'Half of it', visibility: 'staff' }, [{ field: 'file', name: 'half.jpg', type: 'image/jpeg', content: (await photo()).subarray(0, 400) }])
  // Once for its copy, once for what it says of itself.
  expect(await look(town)).toBe(2)
  expect(await look(town)).toBe(0)
  expect((await officer.get(path)).says).toContain('It could not be read as a picture')
})

test('with a scanner: nothing is shown before it has answered, a virus is locked and somebody is told, and one that is down holds up nothing else', async () => {
  const town = await openTown({ rooms })
  const { path } = await caseIn(town)
  const officer = await town.as('officer')
  const infected = Buffer.concat([await photo(100), Buffer.from('virus')])
  await officer.upload(`${path}/evidence`, { says: 'From a stick', visibility: 'staff' }, [{ field: 'file', name: 'stick.jpg', type: 'image/jpeg', content: infected }])
  expect(await look(town, '127.0.0.1:1')).toBe(0)
  expect((await officer.get(path)).says).toContain('not scanned')
  expect((await (await town.as('administrator')).get('/diary')).says).not.toContain('scanner')
  town.clock.set('2026-06-02T11:00:00Z')
  for (const tries of [1, 2]) expect([tries, await look(town, '127.0.0.1:1')]).toEqual([tries, 0])
  expect((await (await town.as('administrator')).get('/diary')).says.split('Until it answers no photo is shown')).toHaveLength(2)
  const later = await town.as('officer')
  expect((await later.get('/evidence')).says).toContain('stick.jpg')
  expect((await (await town.as('police')).get('/evidence')).says).not.toContain('stick.jpg')
  const clam = await scanner()
  await look(town, clam.address)
  expect((await (await town.as('administrator')).get('/diary')).says).not.toContain('The virus scanner does not answer')
  expect((await later.get('/evidence')).says).not.toContain('stick.jpg')
  expect(clam.asked()).toBe(1)
  const file = await later.get(path)
  expect(file.says).toContain('carries a virus: locked')
  expect(fileDoor(file.text)).toBe('')
  const { rows } = await town.database.owner.query<{ id: string }>('select id from attachments where partnership_id = $1', [town.partnership.id])
  expect((await later.get(`/files/${rows[0]?.id ?? ''}?original=yes`)).status).toBe(403)
  expect((await later.get('/diary')).says).toContain('A file carries a virus and is kept locked')
  expect(await look(town, clam.address)).toBe(0)
})

test('sound plays once a scanner has looked, by parts as players ask for them', async () => {
  const town = await openTown({ rooms })
  const { path } = await caseIn(town)
  const officer = await town.as('officer')
  const bytes = sound()
  await officer.upload(`${path}/evidence`, { says: 'The bass', visibility: 'staff' }, [{ field: 'file', name: 'bass.wav', type: 'image/jpeg', content: bytes }])
  const { rows: [row] } = await town.database.owner.query<{ id: string }>('select id from attachments where partnership_id = $1', [town.partnership.id])
  const door = `/files/${row?.id ?? ''}`
  for (const headers of [{}, { range: 'bytes=10-19' }]) {
    const early = await officer.get(door, headers)
    expect([early.status, early.says.includes('being checked for viruses and plays once that is done'), early.raw.includes(bytes.subarray(0, 12))]).toEqual([403, true, false])
  }
  await look(town, (await scanner()).address)
  const part = await officer.get(door, { range: 'bytes=10-19' })
  expect([part.status, part.headers['content-range'], part.raw.equals(bytes.subarray(10, 20))]).toEqual([206, `bytes 10-19/${bytes.length}`, true])
  expect((await officer.get(door, { range: `bytes=${bytes.length}-` })).status).toBe(416)
  expect((await officer.get(door)).raw.equals(bytes)).toBe(true)
})

test.each([['bytes=0-', { start: 0, end: 99 }], ['bytes=-10', { start: 90, end: 99 }], ['bytes=50-500', { start: 50, end: 99 }], ['bytes=9-3', undefined], ['bytes=-', undefined], ['pages=1-2', undefined], ['bytes=1-2,4-5', undefined], [undefined, undefined], ['bytes=100-', 'too far']])('the range %s of 100 bytes', (header, expected) => {
  expect(readRange(header, 100)).toEqual(expected)
})
