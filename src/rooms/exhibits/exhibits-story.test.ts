// A file's page through HTTP: facts, transcript, notes, redacted copies, exhibits, custody, and who sees which of them.
import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { caseFileRoom } from '#rooms/case-file/index.ts'
import { casesRoom } from '#rooms/cases/index.ts'
import { evidenceRoom, lookAfterFilesOf } from '#rooms/evidence/index.ts'
import { myCaseRoom } from '#rooms/my-case/index.ts'
import { caseIn, type GivenCase } from '#test/harness/cases.ts'
import { hire, signedInAs } from '#test/harness/officers.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import type { Visitor } from '#test/harness/visitor.ts'
import { exhibitsRoom } from './index.ts'

const rooms = [casesRoom, evidenceRoom, myCaseRoom, exhibitsRoom, caseFileRoom]
const look = (town: Town): Promise<number> => lookAfterFilesOf({ database: town.database, files: town.files, clamd: undefined, clock: town.clock.now }, town.partnership.id)
const photo = (): Promise<Buffer> => sharp({ create: { width: 400, height: 200, channels: 3, background: '#d0e0f0' } })
  .withExif({ IFD0: { Make: 'SecretCamera', Model: 'Mark II' }, IFD2: { DateTimeOriginal: '2026:05:30 21:15:00', OffsetTimeOriginal: '+01:00' }, IFD3: { GPSLatitude: '51/1 48/1 0/1', GPSLatitudeRef: 'N', GPSLongitude: '0/1 12/1 0/1', GPSLongitudeRef: 'W' } }).jpeg().toBuffer()
/** Eight thousand samples of 16 bits a second, three seconds, every sample loud; and a name the recorder wrote beside them. */
const sound = (): Buffer => {
  const data = Buffer.alloc(48_000)
  for (let at = 0; at < data.length; at += 2) data.writeInt16LE(12_345, at)
  const format = Buffer.from('1000000001000100401f0000803e000002001000', 'hex')
  const note = Buffer.concat([Buffer.from('LIST'), Buffer.from([16, 0, 0, 0]), Buffer.from('INFOIARTTEST-NAME'.slice(0, 16))])
  const body = Buffer.concat([Buffer.from('WAVE'), note, Buffer.from('fmt '), format, Buffer.from('data'), Buffer.from([0x80, 0xbb, 0, 0]), data])
  const head = Buffer.alloc(8)
  head.write('RIFF'); head.writeUInt32LE(body.length, 4)
  return Buffer.concat([head, body])
}
const give = async (town: Town, who: Visitor, given: GivenCase, name: string, content: Buffer): Promise<string> => {
  const sent = await who.upload(`${given.path}/evidence`, { says: 'What was seen', visibility: 'staff' }, [{ field: 'file', name, type: 'x/y', content }])
  expect(sent.status).toBe(303)
  await look(town)
  return (await town.database.owner.query<{ id: string }>('select id from attachments where case_id = $1 order by given_at desc, id desc limit 1', [given.id])).rows[0]?.id ?? ''
}
const digest = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')
const copyOf = async (town: Town, id: string) => (await town.database.owner.query<{ copy_id: string }>('select copy_id from redactions where attachment_id = $1 order by made_at desc, id desc limit 1', [id])).rows[0]?.copy_id ?? ''
const original = (who: Visitor, id: string) => who.get(`/files/${id}?original=quarantine`)

test('what people say and what the file says stand apart; facts are added to; transcripts keep their versions; notes their moment', async () => {
  const town = await openTown({ rooms })
  const given = await caseIn(town)
  const officer = await town.as('officer')
  const at = `/evidence/file/${await give(town, officer, given, 'door.jpg', await photo())}`
  const first = await officer.get(at)
  expect(first.says).toContain('SecretCamera Mark II')
  expect(first.says).toContain('Latitude 51.80000, longitude -0.20000')
  expect(first.says).toContain('30 May 2026 at 9:15pm')
  expect((await officer.send(`${at}/facts`, {})).says).toContain('Enter at least one thing that is known')
  expect((await officer.send(`${at}/facts`, { capturedBy: 'Her son', 'capturedAt-day': '30', 'capturedAt-month': '5', 'capturedAt-year': '2026', 'capturedAt-time': '21:40', receivedHow: 'By email' })).location).toBe(`${at}#facts`)
  expect((await officer.send(`${at}/facts`, { capturedBy: 'Her daughter' })).says).toContain('why you write it down anew')
  await officer.send(`${at}/facts`, { capturedBy: 'Her daughter', because: 'She rang to correct it' })
  const facts = await officer.get(at)
  for (const text of ['Her daughter', 'She rang to correct it', 'Her son', '9:40pm', 'SecretCamera']) expect(facts.says).toContain(text)

  const film = `/evidence/file/${await give(town, officer, given, 'row.wav', sound())}`
  await officer.send(`${film}/transcript`, { body: 'A: Stop that.\nB: Irene Larkin can come and make me.' })
  expect((await officer.send(`${film}/transcript`, { body: 'A: Stop that.\nB: Irene Larkin can come and make me.' })).says).toContain('same as the last version')
  await officer.send(`${film}/transcript`, { body: 'A: Stop that now.' })
  await officer.send(`${film}/notes`, { at: '0:02', body: 'The door slams' })
  expect((await officer.send(`${film}/notes`, { at: 'soon', body: 'x' })).says).toContain('like 1:23')
  // Not looked at by a scanner, it has no player: it says that it is being checked, on its own page and where parts of it are silenced.
  for (const door of [film, `${film}/spans`]) {
    const early = await officer.get(door)
    expect([door, early.document.querySelector('audio'), early.says.includes('being checked for viruses and plays once that is done')]).toEqual([door, null, true])
  }
  await town.work(work => work.db.updateTable('attachments').set({ scan: 'clean', scannedAt: work.now }).where('kind', '=', 'audio').execute())
  const page = await officer.get(film)
  for (const text of ['Version 2', 'Version 1', 'Stop that now', 'Irene Larkin can come', '0:02', 'The door slams', 'Transcript written', 'Note added']) expect(page.says).toContain(text)
  expect(page.document.querySelector('audio')?.getAttribute('src')).toBe(film.replace('/evidence/file', '/files'))
})

test('a covered picture is black where it was covered, without place and camera; the original is the same to the byte', async () => {
  const town = await openTown({ rooms })
  const given = await caseIn(town)
  const officer = await town.as('officer')
  const bytes = await photo()
  const id = await give(town, officer, given, 'irene-larkin.jpg', bytes)
  const answers = { reason: 'third party', madeFor: 'Court bundle', says: 'The door', visibility: 'staff' }
  expect((await officer.send(`/evidence/file/${id}/boxes`, { ...answers, marks: '10, 20, 30' })).says).toContain('must be four numbers')
  const made = await officer.send(`/evidence/file/${id}/boxes`, { ...answers, marks: '25, 10, 50, 80\n90, 90, 50, 50' })
  const copyId = await copyOf(town, id)
  expect(made.location).toBe(`/evidence/file/${copyId}`)
  const shown = await officer.get(`/files/${copyId}`)
  for (const copy of [shown.raw, (await original(officer, copyId)).raw]) {
    const { exif, width, height } = await sharp(copy).metadata()
    expect([exif, width, height, copy.includes('SecretCamera')]).toEqual([undefined, 400, 200, false])
    const { data, info } = await sharp(copy).raw().toBuffer({ resolveWithObject: true })
    const pixel = (x: number, y: number): number => Math.max(...data.subarray((y * info.width + x) * info.channels, (y * info.width + x) * info.channels + 3))
    for (let y = 20; y < 180; y += 1) for (let x = 100; x < 300; x += 1) if (pixel(x, y) > 12) throw new Error(`${x},${y} is ${pixel(x, y)}`)
    expect([pixel(200, 100), pixel(399, 199), pixel(50, 100) > 180, pixel(200, 5) > 180]).toEqual([0, 0, true, true])
  }
  expect((await original(officer, id)).raw.equals(bytes)).toBe(true)
  const { rows } = await town.database.owner.query<{ id: string; sha256: string; file_name: string; stored_as: string }>('select id, sha256, file_name, stored_as from attachments where id = any ($1) order by given_at', [[id, copyId]])
  expect(rows.find(row => row.id === id)?.sha256).toBe(digest(bytes))
  const copied = rows.find(row => row.id === copyId)
  expect([copied?.sha256, copied?.file_name]).toEqual([digest(shown.raw), 'redacted-2026-06-02.jpg'])
  expect((await officer.get(`/evidence/file/${id}`)).says).toContain('Somebody else can be known by it. For: Court bundle')
})

test('silence is silence to the sample, and what a recorder wrote beside it stays behind; of an MP3 only the marks are kept, and that is said', async () => {
  const town = await openTown({ rooms })
  const given = await caseIn(town)
  const officer = await town.as('officer')
  const bytes = sound()
  const id = await give(town, officer, given, 'row.wav', bytes)
  const answers = { reason: 'witness', madeFor: 'Sharing with the landlord', says: 'A row', visibility: 'staff' }
  expect((await officer.send(`/evidence/file/${id}/spans`, { ...answers, marks: '0:01 to 0:09' })).says).toContain('The recording is 3 seconds long')
  await officer.send(`/evidence/file/${id}/spans`, { ...answers, marks: '1 to 2' })
  const copy = (await original(officer, await copyOf(town, id))).raw
  expect([copy.includes('TEST-NAME'), bytes.includes('IART')]).toEqual([false, true])
  const data = copy.subarray(44)
  const samples = Array.from({ length: data.length / 2 }, (_, at) => data.readInt16LE(at * 2))
  expect([samples.length, samples.slice(0, 8000).every(one => one === 12_345), samples.slice(8000, 16_000).every(one => one === 0), samples.slice(16_000).every(one => one === 12_345)]).toEqual([24_000, true, true, true])
  expect((await original(officer, id)).raw.equals(bytes)).toBe(true)

  const mp3 = await give(town, officer, given, 'row.mp3', Buffer.concat([Buffer.from('ID3\x04\0\0\0\0\0\0', 'latin1'), Buffer.from([0xff, 0xfb, 0x90, 0x00]), Buffer.alloc(600)]))
  expect((await officer.get(`/evidence/file/${mp3}/spans`)).says).toContain('Only WAV sound is silenced here')
  await officer.send(`/evidence/file/${mp3}/spans`, { ...answers, marks: '1 to 2' })
  expect((await officer.get(`/evidence/file/${mp3}`)).says).toContain('no copy was made here')
  expect(await copyOf(town, mp3)).toBe('')
})

test('words taken out of a transcript are nowhere in the copy, nor in the layer; other kinds of cover are refused with what to do', async () => {
  const town = await openTown({ rooms })
  const given = await caseIn(town)
  const officer = await town.as('officer')
  const id = await give(town, officer, given, 'row.wav', sound())
  const answers = { reason: 'witness', madeFor: 'Reply to his solicitor', says: 'What was said', visibility: 'staff' }
  expect((await officer.get(`/evidence/file/${id}/words`)).status).toBe(403)
  await officer.send(`/evidence/file/${id}/transcript`, { body: 'It was IRENE who rang.\nirene lives at 14 Larch Walk.' })
  expect((await officer.send(`/evidence/file/${id}/words`, { ...answers, marks: 'Ireen' })).says).toContain('does not stand in the transcript')
  await officer.send(`/evidence/file/${id}/words`, { ...answers, marks: 'Irene\n14 Larch Walk' })
  expect((await original(officer, await copyOf(town, id))).text).toBe('It was [redacted] who rang.\n[redacted] lives at [redacted].')
  const { rows } = await town.database.owner.query<{ marks: string }>('select marks::text as marks from redactions where attachment_id = $1', [id])
  expect(/irene|larch/i.test(rows[0]?.marks ?? 'irene')).toBe(false)
  expect((await officer.get(`/evidence/file/${id}/boxes`)).says).toContain('Boxes go over pictures only')
})

test('a damaged PDF and one with a password are kept, not shown, and said plainly', async () => {
  const town = await openTown({ rooms })
  const given = await caseIn(town)
  const officer = await town.as('officer')
  const whole = '%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n'
  for (const [name, text, says] of [['whole.pdf', whole, ''], ['locked.pdf', whole.replace('/Root 1 0 R', '/Root 1 0 R /Encrypt 5 0 R'), 'protected by a password'], ['cut.pdf', whole.slice(0, 40), 'This PDF is damaged']] as const) {
    const id = await give(town, officer, given, name, Buffer.from(text))
    const page = await officer.get(`/evidence/file/${id}`)
    expect([name, page.status, /protected by a password|is damaged/.test(page.says), page.says.includes(says)]).toEqual([name, 200, says !== '', true])
    expect((await original(officer, id)).text).toBe(text)
  }
})

test('custody: each step is a line, openings one a day for whoever keeps the case; the pages’ own login changes none of it', async () => {
  const town = await openTown({ rooms })
  const given = await caseIn(town)
  const [officer, colleague] = [await town.as('officer'), await signedInAs(town, await hire(town, 'Sam Second', 'Case officer'))]
  const id = await give(town, officer, given, 'door.jpg', await photo())
  for (let n = 0; n < 4; n += 1) await officer.get(`/files/${id}`)
  expect((await officer.get(`/files/${id}?original=yes`)).status).toBe(403)
  const taken = await original(officer, id)
  expect(taken.headers['content-disposition']).toBe(`attachment; filename*=UTF-8''door.jpg.quarantine`)
  await town.work(work => work.db.updateTable('attachments').set({ scan: 'clean', scannedAt: work.now }).where('id', '=', id).execute())
  expect((await officer.get(`/files/${id}?original=yes`)).headers['content-disposition']).toBe(`attachment; filename*=UTF-8''door.jpg`)
  const printed = await officer.get(`/evidence/file/${id}/custody`)
  const lines = printed.document.querySelectorAll('#custody tbody tr, table tbody tr')
  expect(lines.length).toBeGreaterThan(7)
  for (const text of ['Received', 'Olive Officer, Council', 'Display copy made', 'Facts read from the file', 'Scanned for viruses', 'Original taken from quarantine', 'Original downloaded', 'Custody list printed', 'Opened or played', '6 times']) expect(printed.says).toContain(text)
  const other = await colleague.get(`/evidence/file/${id}/custody`)
  expect([other.status, other.says.includes('Opened or played'), other.says.includes('shown to the lead officer')]).toEqual([200, false, true])
  const actor = await town.actor('officer')
  for (const table of ['custody_events', 'file_facts', 'transcripts', 'file_notes', 'redactions', 'exhibits']) {
    for (const statement of [`update ${table} set partnership_id = partnership_id`, `delete from ${table}`, `truncate ${table}`]) await expect(town.workAs(actor, work => sql.raw(statement).execute(work.db))).rejects.toThrow(/permission denied/)
  }
  // Nor may whoever stands above the pages, but with its file.
  const client = await town.database.owner.connect()
  try {
    for (const table of ['custody_events', 'file_facts']) for (const change of [`update ${table} set visible_to = '{1}'`, `delete from ${table}`]) {
      await client.query('begin; set local role amity_gate')
      await expect(client.query(`${change} where attachment_id = $1`, [id])).rejects.toThrow('added to, never changed')
      await client.query('rollback')
    }
  } finally {
    client.release()
  }
  await expect(town.workAs(actor, work => sql`insert into custody_events (partnership_id, attachment_id, what, at, who) values (${town.partnership.id}, ${id}::uuid, 'received', now(), 'Somebody else')`.execute(work.db))).rejects.toThrow(/permission denied/)
  await town.workAs(actor, work => sql`select amity.custody(${id}::uuid, 'received', 'forged')`.execute(work.db))
  expect((await officer.get(`/evidence/file/${id}`)).says).not.toContain('forged')
})

test('exhibits: a reference once in a case, for files and diary sheets, and nothing of another case', async () => {
  const town = await openTown({ rooms })
  const [given, other] = [await caseIn(town), await caseIn(town, { title: 'Another' })]
  const officer = await town.as('officer')
  const [door, lane, far] = [await give(town, officer, given, 'door.jpg', await photo()), await give(town, officer, given, 'lane.jpg', await photo()), await give(town, officer, other, 'far.jpg', await photo())]
  const sheet = await town.work(async work => { const id = work.newId(); await work.db.insertInto('diarySheets').values({ partnershipId: town.partnership.id, id, caseId: given.id, personId: given.personId, what: 'Shouting', givenAt: work.now, happenedAbout: 'at night' }).execute(); return id })
  const at = `${given.path}/exhibits`
  expect((await officer.get(`${at}/add?file=${door}`)).document.querySelector('#reference')?.getAttribute('value')).toBe('OO/1')
  expect((await officer.send(`${at}/add`, { what: `file:${door}`, reference: 'oo / 1', description: 'Photo of my door' })).location).toBe(at)
  expect((await officer.send(`${at}/add`, { what: `file:${lane}`, reference: 'OO/1', description: 'x' })).says).toContain('OO/1 is used in this case already')
  expect((await officer.send(`${at}/add`, { what: `file:${door}`, reference: 'OO/2', description: 'x' })).says).toContain('has no reference yet')
  expect((await officer.send(`${at}/add`, { what: `file:${far}`, reference: 'OO/2', description: 'x' })).status).toBe(422)
  expect((await officer.send(`${at}/add`, { what: `file:${lane}`, reference: 'one', description: 'x' })).says).toContain('initials and a number')
  await officer.send(`${at}/add`, { what: `sheet:${sheet}`, reference: 'IL/1', description: 'Diary sheet' })
  const list = await officer.get(at)
  for (const text of ['OO/1', 'IL/1', 'Photo of my door', 'Diary sheet']) expect(list.says).toContain(text)
  expect((await officer.get(`/evidence/file/${door}`)).says).toContain('OO/1: Photo of my door')
  const actor = await town.actor('officer')
  await expect(town.workAs(actor, work => work.db.insertInto('exhibits').values({ partnershipId: town.partnership.id, caseId: given.id, attachmentId: far, reference: 'OO/9', description: 'x', givenAt: work.now, givenBy: actor.officerId }).execute())).rejects.toThrow('no such record')
  expect([(await (await town.as('police')).get(at)).status, (await (await town.as('police')).get(`/evidence/file/${door}`)).status]).toEqual([404, 404])
})

test('keep to us: a partner with the evidence sees the redacted copy and not the original, its facts or its custody; and adds nothing', async () => {
  const town = await openTown({ rooms })
  const given = await caseIn(town)
  const [officer, police, manager] = [await town.as('officer'), await town.as('police'), await town.actor('manager')]
  const id = await give(town, officer, given, 'door.jpg', await photo())
  await officer.send(`/evidence/file/${id}/facts`, { capturedBy: 'Her son' })
  const lead = await town.actor('officer')
  await town.workAs(lead, work => work.db.insertInto('caseGrants').values({ partnershipId: town.partnership.id, caseId: given.id, toAgencyId: town.police.id, parts: ['evidence'], mayAdd: true, purpose: 'p', gateway: 'consent', necessity: 'n', authorisedBy: manager.officerId, givenAt: work.now, givenBy: lead.officerId, endsAt: new Date('2026-07-01T00:00:00Z') }).execute())
  const before = await police.get(`/evidence/file/${id}`)
  expect([before.status, before.says.includes('Her son'), before.says.includes('Write it down'), before.says.includes('Opened or played')]).toEqual([200, true, false, false])
  for (const form of ['facts', 'transcript', 'notes', 'boxes']) expect([form, (await police.get(`/evidence/file/${id}/${form}`)).status]).toEqual([form, 403])
  await officer.send(`/evidence/file/${id}/boxes`, { marks: '0,0,50,50', reason: 'address', madeFor: 'the police', says: 'A door', visibility: 'staff' })
  const copyId = await copyOf(town, id)
  expect((await police.post(`/evidence/file/${id}/keep-to-us`, { keep: 'yes' })).status).toBe(403)
  await officer.post(`/evidence/file/${id}/keep-to-us`, { keep: 'yes' })
  expect([(await police.get(`/evidence/file/${id}`)).status, (await police.get(`/files/${id}`)).status, (await police.get(`/evidence/file/${copyId}`)).status, (await police.get(`/files/${copyId}`)).status]).toEqual([404, 404, 200, 200])
  const actor = await town.actor('police')
  for (const table of ['fileFacts', 'redactions', 'custodyEvents'] as const) expect([table, await town.workAs(actor, work => work.db.selectFrom(table).select('id').where('attachmentId', '=', id).execute())]).toEqual([table, []])
  expect(await town.workAs(actor, work => work.db.selectFrom('custodyEvents').select('what').where('attachmentId', '=', copyId).execute())).not.toEqual([])
  const page = await police.get(`/evidence/file/${copyId}`)
  expect([page.text.includes(id), page.says.includes('door.jpg')]).toEqual([false, false])
  // Nor by their own hand, nor to write of it.
  await expect(town.workAs(actor, work => work.db.updateTable('attachments').set({ visibility: 'restricted' }).where('id', '=', copyId).execute())).rejects.toThrow(/decided by whoever sees its case|no such case/)
  await expect(town.workAs(actor, work => work.db.insertInto('fileNotes').values({ partnershipId: town.partnership.id, attachmentId: copyId, body: 'x', writtenAt: work.now, writtenBy: actor.officerId }).execute())).rejects.toThrow('no such record')
  await officer.post(`/evidence/file/${id}/keep-to-us`, { keep: 'no' })
  expect((await police.get(`/evidence/file/${id}`)).status).toBe(200)
})
