// A large film in parts: the connection lost and found, a restart, a wrong part, a changed file; and nobody else sees what is half sent.
import { createHash, randomBytes } from 'node:crypto'
import { appendFileSync, existsSync, readdirSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { caseFileRoom } from '#rooms/case-file/index.ts'
import { casesRoom } from '#rooms/cases/index.ts'
import { evidenceRoom, lookAfterFilesOf } from '#rooms/evidence/index.ts'
import { exhibitsRoom } from '#rooms/exhibits/index.ts'
import { restrictedRoom } from '#rooms/restricted/index.ts'
import { caseIn } from '#test/harness/cases.ts'
import { onServer } from '#test/harness/databases.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import type { Visitor } from '#test/harness/visitor.ts'
import { halfName } from '#web/half-files.ts'
import { uploadsRoom } from './index.ts'

const rooms = [casesRoom, evidenceRoom, restrictedRoom, caseFileRoom, exhibitsRoom, uploadsRoom]
const PART = 4 * 1024 * 1024

/** An MP4 by its head; the rest is noise no packing could make smaller. */
const film = (length: number): Buffer => {
  const bytes = randomBytes(length)
  Buffer.from('00000020667479706d703432000000006d7034316d70343269736f6d69736f32', 'hex').copy(bytes)
  return bytes
}
type Said = { readonly status: number; readonly upload: string; readonly received: number; readonly says: string; readonly location: string }
const said = (page: { readonly status: number; readonly text: string }): Said => ({ upload: '', received: -1, says: '', location: '', ...(page.text.startsWith('{') ? JSON.parse(page.text) as object : {}), status: page.status })

const begin = async (who: Visitor, path: string, { size, name = 'street.mp4', changed = '1790000000000' }: { readonly size: number; readonly name?: string; readonly changed?: string }): Promise<Said> =>
  said(await who.post(`${path}/uploads`, { name, size: String(size), changed, says: 'The street at night', visibility: 'staff' }))
const part = async (who: Visitor, path: string, upload: string, offset: number, content: Buffer): Promise<Said> =>
  said(await who.upload(`${path}/uploads/${upload}`, { offset: String(offset) }, [{ field: 'part', name: 'blob', type: 'application/octet-stream', content }]))
const finish = async (who: Visitor, path: string, upload: string): Promise<Said> => said(await who.post(`${path}/uploads/${upload}/finish`, {}))
const sendAll = async (who: Visitor, path: string, upload: string, bytes: Buffer, from = 0): Promise<void> => {
  for (let at = from; at < bytes.length; at += PART) expect((await part(who, path, upload, at, bytes.subarray(at, at + PART))).received).toBe(Math.min(bytes.length, at + PART))
}
const filesIn = async (town: Town, caseId: string): Promise<readonly { readonly id: string; readonly sha256: string; readonly size: string; readonly kind: string; readonly stored_as: string }[]> =>
  (await town.database.owner.query<{ id: string; sha256: string; size: string; kind: string; stored_as: string }>('select id, sha256, size, kind, stored_as from attachments where case_id = $1', [caseId])).rows

test('40 MB in parts: a lost answer, a part out of place, an interrupted write, and the whole is the same to the bit', async () => {
  const town = await openTown({ rooms })
  const { path, id } = await caseIn(town)
  const officer = await town.as('officer')
  const bytes = film(40 * 1024 * 1024 + 123)
  const { upload, received } = await begin(officer, path, { size: bytes.length })
  expect(received).toBe(0)
  await sendAll(officer, path, upload, bytes.subarray(0, 3 * PART))
  // The answer to the third part was lost: it is sent again, and told where we are.
  expect(await part(officer, path, upload, 2 * PART, bytes.subarray(2 * PART, 3 * PART))).toMatchObject({ status: 409, received: 3 * PART })
  for (const wrong of [4 * PART, 3 * PART - 1, 3 * PART + 1]) expect(await part(officer, path, upload, wrong, bytes.subarray(wrong, wrong + PART))).toMatchObject({ status: 409, received: 3 * PART })
  for (const nonsense of ['', '-1', '1e3', 'x', '0x10']) expect(said(await officer.upload(`${path}/uploads/${upload}`, { offset: nonsense }, [{ field: 'part', name: 'b', type: 'x/y', content: bytes.subarray(0, 10) }]))).toMatchObject({ status: 409, received: 3 * PART })
  // The machine stopped while a part was being written: its bytes are on the disk, and no row counts them.
  appendFileSync(join(town.files.incoming, halfName(upload)), randomBytes(1_000_000))
  expect((await finish(officer, path, upload)).status).toBe(409)
  // Another browser window, another session: the same file goes on from there.
  const later = await town.as('officer')
  expect(await begin(later, path, { size: bytes.length })).toMatchObject({ upload, received: 3 * PART })
  expect((await later.get(`${path}/uploads`)).says).toContain('street.mp4')
  await sendAll(later, path, upload, bytes, 3 * PART)
  const done = await finish(later, path, upload)
  expect(done.status).toBe(200)
  // Asked again, because that answer was lost too.
  expect((await finish(later, path, upload)).location).toBe(done.location)
  const [file, ...more] = await filesIn(town, id)
  expect(more).toEqual([])
  expect([file?.sha256, Number(file?.size), file?.kind, done.location]).toEqual([createHash('sha256').update(bytes).digest('hex'), bytes.length, 'video', `/evidence/file/${file?.id}`])
  await town.work(work => work.db.updateTable('attachments').set({ scan: 'clean', scannedAt: work.now }).where('id', '=', file?.id ?? '').execute())
  const range = await later.get(`/files/${file?.id}`, { range: `bytes=${bytes.length - 7}-` })
  expect([range.status, range.raw.equals(bytes.subarray(-7))]).toEqual([206, true])
  // Tidied: the half's name is gone, the file is not.
  await town.runChore('uploads.tidy')
  expect(existsSync(join(town.files.incoming, halfName(upload)))).toBe(false)
  expect((await later.get(`/files/${file?.id}`, { range: 'bytes=0-31' })).raw.equals(bytes.subarray(0, 32))).toBe(true)
  await expect.poll(() => readdirSync(town.files.incoming)).toEqual([])
})

test('the answer to its end was lost and the page opened anew: sent again it is the same file, for an hour; with other words, or once that file is gone, another', async () => {
  const town = await openTown({ rooms })
  const { path, id } = await caseIn(town)
  const officer = await town.as('officer')
  const bytes = film(5_000)
  const first = await begin(officer, path, { size: bytes.length })
  await sendAll(officer, path, first.upload, bytes)
  const { location } = await finish(officer, path, first.upload)
  // Tidied meanwhile: the bytes go, and the way to the file stays.
  await town.runChore('uploads.tidy')
  expect(existsSync(join(town.files.incoming, halfName(first.upload)))).toBe(false)
  const again = await begin(officer, path, { size: bytes.length })
  expect([again.upload, again.received, (await finish(officer, path, again.upload)).location, (await filesIn(town, id)).length]).toEqual([first.upload, bytes.length, location, 1])
  // It counts as no half upload, and is no way around one for others.
  expect((await officer.get(`${path}/uploads`)).says).not.toContain('street.mp4')
  expect((await begin(await town.as('manager'), path, { size: bytes.length })).upload).not.toBe(first.upload)
  expect((await begin(officer, path, { size: bytes.length, changed: '1790000000001' })).received).toBe(0)
  const otherWords = said(await officer.post(`${path}/uploads`, { name: 'street.mp4', size: String(bytes.length), changed: '1790000000000', says: 'Another night', visibility: 'staff' }))
  expect([otherWords.upload === first.upload, otherWords.received]).toEqual([false, 0])
  await officer.post(`${path}/uploads/${otherWords.upload}/forget`, {})
  town.clock.set(new Date(town.clock.now().getTime() + 3_700_000).toISOString())
  await town.runChore('uploads.tidy')
  const next = await town.as('officer')
  const second = await begin(next, path, { size: bytes.length })
  expect(second.received).toBe(0)
  await sendAll(next, path, second.upload, bytes)
  await finish(next, path, second.upload)
  expect((await begin(next, path, { size: bytes.length })).upload).toBe(second.upload)
  await onServer(town.database.ownerConfig, client => client.query(`begin; set local session_replication_role = replica; delete from attachments where case_id = '${id}'; commit`))
  expect((await begin(next, path, { size: bytes.length })).received).toBe(0)
})

test('a file that changed begins anew; one that is no film, is too long or has lost bytes is refused in words, and nothing is kept', async () => {
  const town = await openTown({ rooms })
  const { path, id } = await caseIn(town)
  const officer = await town.as('officer')
  const first = await begin(officer, path, { size: 2 * PART })
  await part(officer, path, first.upload, 0, film(PART))
  for (const changed of [{ size: 2 * PART, changed: '1790000000001' }, { size: 2 * PART + 1 }, { size: 2 * PART, name: 'other.mp4' }]) expect((await begin(officer, path, changed)).upload).not.toBe(first.upload)
  // More bytes than were said.
  expect(await part(officer, path, first.upload, PART, Buffer.alloc(PART + 1))).toMatchObject({ status: 422 })
  // A program that calls itself a film.
  await part(officer, path, first.upload, PART, Buffer.alloc(PART, 1))
  truncateSync(join(town.files.incoming, halfName(first.upload)), PART)
  expect((await finish(officer, path, first.upload)).says).toContain('no longer there')
  const lies = await begin(officer, path, { size: 200, name: 'film.mp4.exe' })
  await part(officer, path, lies.upload, 0, Buffer.concat([Buffer.from('MZ'), Buffer.alloc(198)]))
  expect((await finish(officer, path, lies.upload)).says).toContain('is not a photo, sound, video or PDF')
  expect((await begin(officer, path, { size: 0 })).says).toContain('is empty')
  expect((await begin(officer, path, { size: 5 * 1024 ** 3 })).says).toContain('larger than 4 GB')
  expect((await begin(officer, path, { size: 9, name: 'sixth' })).says).toContain('You have 5 files half sent')
  // Thrown away, its bytes go and there is room for another.
  expect((await officer.post(`${path}/uploads/${lies.upload}/forget`, {})).location).toBe(`${path}/uploads`)
  expect(existsSync(join(town.files.incoming, halfName(lies.upload)))).toBe(false)
  expect((await begin(officer, path, { size: 9, name: 'sixth' })).status).toBe(200)
  expect(await filesIn(town, id)).toEqual([])
})

test('what is half sent is seen by nobody else: not a colleague, not another agency, not once the case is closed to its sender; and goes after three days', async () => {
  const town = await openTown({ rooms })
  const { path, id } = await caseIn(town)
  const officer = await town.as('officer')
  const { upload } = await begin(officer, path, { size: 2 * PART })
  await part(officer, path, upload, 0, film(PART))
  for (const who of ['manager', 'police'] as const) {
    const other = await town.as(who)
    expect([who, (await part(other, path, upload, PART, film(PART))).status, (await finish(other, path, upload)).status, (await other.post(`${path}/uploads/${upload}/forget`, {})).status]).toEqual([who, 404, 404, 404])
    const actor = await town.actor(who)
    expect(await town.workAs(actor, work => work.db.selectFrom('halfUploads').selectAll().execute())).toEqual([])
    expect(await town.workAs(actor, work => work.db.deleteFrom('halfUploads').executeTakeFirst())).toMatchObject({ numDeletedRows: 0n })
  }
  expect((await (await town.as('manager')).get(`${path}/uploads`)).says).not.toContain('street.mp4')
  expect((await (await town.as('police')).get(`${path}/uploads`)).status).toBe(404)
  // Nor is it turned into a piece of another case, or of another length.
  const mine = await town.actor('officer')
  const other = await caseIn(town, { title: 'Another' })
  await expect(town.workAs(mine, work => work.db.updateTable('halfUploads').set({ caseId: other.id }).execute())).rejects.toThrow('begun anew')
  // The officer declares that they know the people in it: from then on nothing of it is there.
  await town.workAs(mine, work => work.db.insertInto('conflicts').values({ partnershipId: town.partnership.id, officerId: mine.officerId, subjectKind: 'case', subjectId: id, relation: 'neighbour', because: 'They live next door to me', declaredAt: work.now, declaredBy: mine.officerId }).execute())
  expect((await part(officer, path, upload, PART, film(PART))).status).toBe(404)
  expect(await town.workAs(mine, work => work.db.selectFrom('halfUploads').selectAll().execute())).toEqual([])
  town.clock.set('2026-06-06T10:00:00Z')
  await town.runChore('uploads.tidy')
  expect(existsSync(join(town.files.incoming, halfName(upload)))).toBe(false)
  expect((await town.database.owner.query('select from half_uploads where case_id = $1', [id])).rowCount).toBe(0)
})

test('without JavaScript the page sends a plain form, with its limit said, and the scanner sees what came in parts', async () => {
  const town = await openTown({ rooms })
  const { path, id } = await caseIn(town)
  const officer = await town.as('officer')
  const opened = await officer.get(`${path}/uploads`)
  expect(opened.document.querySelector('form[enctype]')?.getAttribute('action')).toBe(`${path}/evidence`)
  expect(opened.document.querySelector('noscript')?.textContent).toContain('200.0 MB')
  expect((await officer.upload(`${path}/evidence`, { says: 'x', visibility: 'staff' }, [{ field: 'file', name: 'a.mp4', type: 'video/mp4', content: film(30 * 1024 * 1024) }])).status).toBe(303)
  const { upload } = await begin(officer, path, { size: 300 })
  await part(officer, path, upload, 0, film(300))
  const { location } = await finish(officer, path, upload)
  expect((await officer.get(`${location.replace('/evidence/file', '/files')}?original=yes`)).status).toBe(403)
  await lookAfterFilesOf({ database: town.database, files: town.files, clamd: undefined, clock: town.clock.now }, town.partnership.id)
  expect((await officer.get(location)).says).toContain('In quarantine')
  expect(await filesIn(town, id)).toHaveLength(2)
})

test('a film of more than 2 GB: its last part lands where 32 bits no longer count, its digest is of the whole, and its end is played', async () => {
  const town = await openTown({ rooms })
  const { path, id } = await caseIn(town)
  const officer = await town.as('officer')
  const [first, last] = [film(PART), randomBytes(PART)]
  const from = 2 ** 31 + PART
  const size = from + last.length
  const { upload } = await begin(officer, path, { size })
  await part(officer, path, upload, 0, first)
  // What lies between counts as sent: noughts, which take no room on the disk.
  truncateSync(join(town.files.incoming, halfName(upload)), from)
  await town.database.owner.query('update half_uploads set received = $2 where id = $1', [upload, from])
  expect(await begin(officer, path, { size })).toMatchObject({ upload, received: from })
  expect(await part(officer, path, upload, from - 2 ** 32, last)).toMatchObject({ status: 409, received: from })
  expect(await part(officer, path, upload, from, last)).toMatchObject({ status: 200, received: size })
  const done = await finish(officer, path, upload)
  const [file] = await filesIn(town, id)
  const whole = createHash('sha256').update(first)
  for (let at = first.length; at < from; at += PART) whole.update(Buffer.alloc(Math.min(PART, from - at)))
  expect([done.status, Number(file?.size), file?.sha256]).toEqual([200, size, whole.update(last).digest('hex')])
  await town.work(work => work.db.updateTable('attachments').set({ scan: 'clean', scannedAt: work.now }).where('id', '=', file?.id ?? '').execute())
  const end = await officer.get(`/files/${file?.id}`, { range: 'bytes=-7' })
  expect([end.status, end.headers['content-range'], end.raw.equals(last.subarray(-7))]).toEqual([206, `bytes ${size - 7}-${size - 1}/${size}`, true])
  expect((await officer.get(`/evidence/file/${file?.id ?? ''}`)).says).toContain('2.01 GB')
}, 3 * 60_000)

test('what a killed process was just taking in is swept away after a day, a half upload after a week, and nothing younger', async () => {
  const town = await openTown({ rooms })
  const lies = (name: string, since: string): void => {
    writeFileSync(join(town.files.incoming, name), 'bytes')
    utimesSync(join(town.files.incoming, name), new Date(since), new Date(since))
  }
  for (const [name, since] of [['5f0c', '2026-05-31T00:00:00Z'], ['keep-6a', '2026-05-31T00:00:00Z'], ['7b11', '2026-06-02T08:30:00Z'], ['half-8c', '2026-05-28T00:00:00Z'], ['half-9d', '2026-05-20T00:00:00Z']] as const) lies(name, since)
  await town.runChore('uploads.tidy')
  expect(readdirSync(town.files.incoming).toSorted()).toEqual(['7b11', 'half-8c'])
})
