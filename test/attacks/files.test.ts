// Files that are two things at once, names that climb out of their folder, and pictures that are programs.
import { rmSync, writeFileSync, mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { entriesOf } from '#db/archive.ts'
import { folderFiles } from '#db/folder-files.ts'
import { loader } from '#db/restore-load.ts'
import { rooms } from '#src/rooms.ts'
import { lookAfterFilesOf } from '#rooms/evidence/look-after-files.ts'
import { nameFor } from '#rooms/evidence/index.ts'
import { folderStore } from '#web/file-store.ts'
import { caseIn } from '#test/harness/cases.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import type { SentFile, Visitor } from '#test/harness/visitor.ts'
import { wireTo } from '#test/harness/wire.ts'

const SCRIPT = '<script>alert(document.domain)</script>'
const file = (name: string, content: string | Buffer, type = 'text/html'): SentFile => ({ field: 'file', name, type, content: Buffer.isBuffer(content) ? content : Buffer.from(content, 'latin1') })
const picture = () => sharp({ create: { width: 8, height: 8, channels: 3, background: '#fff' } })
const give = (who: Visitor, path: string, given: SentFile) => who.upload(`${path}/evidence`, { says: 'From the resident', visibility: 'staff' }, [given])

const attachmentsOf = async (town: Town, caseId: string): Promise<readonly { id: string; file_name: string; kind: string; media_type: string }[]> =>
  (await town.database.owner.query<{ id: string; file_name: string; kind: string; media_type: string }>('select id, file_name, kind, media_type from attachments where case_id = $1 order by given_at, id', [caseId])).rows

test('what is no photo, sound, film or PDF by its bytes is not taken, whatever its name and type say', async () => {
  const town = await openTown({ rooms })
  const { path, id } = await caseIn(town)
  const officer = await town.as('officer')
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">${SCRIPT}</svg>`
  const refused = [
    file('picture.svg', svg, 'image/svg+xml'), file('picture.png', svg, 'image/png'), file('picture.jpg', `<?xml version="1.0"?>${svg}`, 'image/jpeg'), file('page.html', `<!doctype html>${SCRIPT}`), file('photo.jpg', `<html>${SCRIPT}`, 'image/jpeg'),
    file('archive.zip', 'PK\x03\x04' + '\0'.repeat(60), 'application/zip'), file('word.docx', 'PK\x03\x04' + '\0'.repeat(60), 'application/pdf'), file('run.exe', 'MZ' + '\0'.repeat(200), 'image/jpeg'), file('run.sh', '#!/bin/sh\nid\n', 'video/mp4'), file('flash.swf', 'CWS\x0a' + '\0'.repeat(60), 'image/gif'), file('text.txt', 'just words', 'image/gif'), file('nothing.png', '', 'image/png'),
  ]
  for (const given of refused) {
    const answer = await give(officer, path, given)
    expect([given.name, answer.status, answer.document.querySelector('.govuk-error-summary') === null]).toEqual([given.name, 422, false])
  }
  expect(await attachmentsOf(town, id)).toEqual([])
  // What came is put away just after the answer has gone out.
  await expect.poll(() => readdirSync(town.files.incoming)).toEqual([])
})

test('what is two things at once is only ever given out as the harmless one: in a sandbox, unsniffed, never as a page', async () => {
  const town = await openTown({ rooms })
  const { path, id } = await caseIn(town)
  const officer = await town.as('officer')
  const jpeg = await picture().jpeg().toBuffer()
  const comment = Buffer.concat([jpeg.subarray(0, 2), Buffer.from([0xff, 0xfe, 0, SCRIPT.length + 2]), Buffer.from(SCRIPT), jpeg.subarray(2)])
  const polyglots = [
    file('gif.html', `GIF89a/*${SCRIPT}*/=1;${'\0'.repeat(40)}`), file('pdf.html', `%PDF-1.7\n${SCRIPT}\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n%%EOF`),
    file('jpeg.zip.html', Buffer.concat([jpeg, Buffer.from(`PK\x03\x04${'\0'.repeat(26)}${SCRIPT}PK\x05\x06${'\0'.repeat(18)}`, 'latin1')])), file('comment.svg', comment), file('png.php', await picture().png().toBuffer()),
    file('sound.html', Buffer.concat([Buffer.from('ID3\x04\0\0\0\0\0\0', 'latin1'), Buffer.from([0xff, 0xfb, 0x90, 0x00]), Buffer.from(SCRIPT), Buffer.alloc(600)])),
  ]
  for (const given of polyglots) expect([given.name, (await give(officer, path, given)).status]).toEqual([given.name, 303])
  await lookAfterFilesOf({ database: town.database, files: town.files, clamd: undefined, clock: town.clock.now }, town.partnership.id)
  // A scanner finds nothing in them: each is opened, and the sound played.
  await town.work(work => work.db.updateTable('attachments').set({ scan: 'clean', scannedAt: work.now }).where('caseId', '=', id).execute())
  const kept = await attachmentsOf(town, id)
  expect(kept.map(({ file_name }) => file_name).toSorted()).toEqual(['comment.svg.jpg', 'gif.html.gif', 'jpeg.zip.html.jpg', 'pdf.html.pdf', 'png.php.png', 'sound.html.mp3'])
  for (const { id: fileId, kind, file_name } of kept) {
    for (const address of [`/files/${fileId}`, `/files/${fileId}?original=1`]) {
      const { status, headers, raw } = await officer.get(address)
      if (status === 403) continue
      const type = String(headers['content-type'])
      expect([address, status, /^(image\/jpeg|audio\/mpeg|application\/octet-stream)$/.test(type), headers['x-content-type-options'], headers['cache-control']]).toEqual([address, 200, true, 'nosniff', 'private, no-store'])
      expect(String(headers['content-security-policy'])).toMatch(/^sandbox; default-src 'none'/)
      expect([file_name, headers['content-disposition']]).toEqual([file_name, type === 'application/octet-stream' ? `attachment; filename*=UTF-8''${file_name}` : undefined])
      // The copy that is shown was drawn anew: nothing that stood beside the picture came along.
      const isCopy = kind === 'photo' && !address.includes('original')
      expect([file_name, isCopy && raw.includes('script'), isCopy && raw.includes('PK\x03\x04')]).toEqual([file_name, false, false])
    }
  }
  // On the case's page each is a link or a picture, never a frame, an object or a page.
  expect((await officer.get(path)).document.querySelectorAll('iframe, object, embed, frame').length).toBe(0)
})

test('a name keeps what it says and ends as what it is', () => {
  for (const [given, type, named] of [
    ['door.JPG', 'image/jpeg', 'door.JPG'], ['door', 'image/jpeg', 'door.jpg'], ['door.pdf.exe', 'application/pdf', 'door.pdf.exe.pdf'], ['.pdf', 'application/pdf', '.pdf'], ['', 'image/png', 'file.png'], ['film.MOV', 'video/quicktime', 'film.MOV'], ['x'.repeat(250), 'image/png', `${'x'.repeat(190)}.png`], ['a.html.', 'image/gif', 'a.html.gif'],
  ] as const) expect([given, nameFor(given, type)]).toEqual([given, named])
})

test('names that climb lead nowhere: in a form, in an address, in the store, among the assets', async () => {
  const town = await openTown({ rooms, built: true })
  const { path, id } = await caseIn(town)
  const officer = await town.as('officer')
  const jpeg = await picture().jpeg().toBuffer()
  const CLIMBS = ['../../../etc/passwd', '..\\..\\windows\\win.ini', '/etc/passwd', 'C:\\boot.ini', '....//....//etc/passwd', 'a/../../b.jpg', '%2e%2e%2fpasswd', '..%252fpasswd', '~/.ssh/id', '\\\\server\\share', 'con', '..']
  for (const name of CLIMBS) expect([name, (await give(officer, path, file(name, jpeg, 'image/jpeg'))).status]).toEqual([name, 303])
  for (const { file_name } of await attachmentsOf(town, id)) expect([file_name, /[/\\]/.test(file_name)]).toEqual([file_name, false])
  expect(readdirSync(join(town.files.incoming, '..')).filter(name => name !== 'incoming' && !/^\d{4}-\d{2}$/.test(name))).toEqual([])
  const store = await folderStore(mkdtempSync(join(tmpdir(), 'amity-store-')))
  for (const name of [...CLIMBS, '2026-06/../../x', '2026-06/0190-\0', '']) expect([name, (() => { try { return store.pathOf(name) } catch { return 'refused' } })()]).toEqual([name, 'refused'])
  const send = await wireTo(town)
  for (const climb of ['../package.json', '%2e%2e/package.json', '..%2fpackage.json', '%2e%2e%2fpackage.json', '..%5cpackage.json', '..%255c..%255cpackage.json', './/../package.json', '%00', '.git/config', '../.git/config', '', 'manifest.json%00.css', '../../../../../../etc/passwd', '%c0%ae%c0%ae/package.json', '..;/package.json']) {
    const { status, text } = await send(`GET /assets/${climb} HTTP/1.1\r\nhost: ${town.host}\r\nconnection: close\r\n\r\n`)
    expect([climb, [400, 403, 404].includes(status), /"amity"|repositoryformat|root:|Index of/.test(text)]).toEqual([climb, true, false])
  }
})

test('a back-up that is none is refused, and one whose names climb writes nothing outside its folder', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'amity-archive-'))
  const town = await openTown({ rooms: [] })
  const client = await town.database.owner.connect()
  try {
    const inside = join(folder, 'inside')
    const { take, check } = loader(client, { format: 1, madeAt: '', server: '', migrations: [], tables: [] }, folderFiles(inside), new Set())
    const planted = (name: string) => ({ name, size: 2, body: (async function* () { yield Buffer.from('hi') })() })
    for (const name of ['../out', 'a/../../out', '/out', './out', '..', '', 'a//b', 'a\\..\\out', '~/out', 'a\0b', '.', 'a/.', 'a/..', 'C:out']) await expect(take(planted(`files/${name}`))).rejects.toThrow(/^This back-up is damaged/)
    await take(planted('files/2026-06/kept'))
    expect([readdirSync(folder), readdirSync(`${inside}.restoring`)]).toEqual([['inside.restoring'], ['2026-06']])
    await expect(take(planted('tables/pg_catalog.pg_authid/1'))).rejects.toThrow(/^This back-up is damaged/)
    // One whose list calls a table of ours by another name, so that it would be left out as somebody else's.
    const renamed = loader(client, { format: 1, madeAt: '', server: '', migrations: [], tables: [{ schema: 'public', name: 'casess', columns: ['id'] }] }, folderFiles(inside), new Set(['public.cases']))
    expect(() => { renamed.check({ tables: {}, sequences: [], files: {}, missing: 0 }) }).toThrow('the table public.cases is not in it')
    // A file somebody put in beside those that were backed up.
    expect(() => { check({ tables: {}, files: {}, sequences: [], missing: 0 }) }).toThrow('was not in what was backed up')
    for (const content of ['', 'not zstd', Buffer.alloc(2_000), Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0])]) {
      const path = join(folder, 'bad.amity')
      writeFileSync(path, content)
      await expect((async () => { for await (const entry of entriesOf(path)) expect(entry.name).toBe('amity.json') })()).rejects.toThrow(/^This back-up is damaged|amity\.json/)
    }
  } finally {
    client.release()
    rmSync(folder, { recursive: true, force: true })
  }
})
