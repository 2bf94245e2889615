// Papers for court through HTTP: statements and their signatures, the chronology, a bundle drawn from redacted copies, and the same bytes again.
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { caseFileRoom } from '#rooms/case-file/index.ts'
import { casesRoom } from '#rooms/cases/index.ts'
import { evidenceRoom, lookAfterFilesOf } from '#rooms/evidence/index.ts'
import { exhibitsRoom } from '#rooms/exhibits/index.ts'
import { caseIn, type GivenCase } from '#test/harness/cases.ts'
import { dayBoxes } from '#test/harness/matters.ts'
import { readPdf } from '#test/harness/pdf.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import type { Visitor } from '#test/harness/visitor.ts'
import { bundlesRoom } from './index.ts'

const rooms = [casesRoom, evidenceRoom, exhibitsRoom, bundlesRoom, caseFileRoom]
const digest = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')
const photo = (background: string): Promise<Buffer> => sharp({ create: { width: 400, height: 200, channels: 3, background } }).jpeg().toBuffer()
const give = async (town: Town, who: Visitor, given: GivenCase, name: string, content: Buffer): Promise<string> => {
  expect((await who.upload(`${given.path}/evidence`, { says: 'What was seen', visibility: 'staff' }, [{ field: 'file', name, type: 'x/y', content }])).status).toBe(303)
  await lookAfterFilesOf({ database: town.database, files: town.files, clamd: undefined, clock: town.clock.now }, town.partnership.id)
  return (await town.database.owner.query<{ id: string }>('select id from attachments where case_id = $1 order by given_at desc, id desc limit 1', [given.id])).rows[0]?.id ?? ''
}
const exhibit = async (who: Visitor, given: GivenCase, file: string, reference: string): Promise<void> => {
  expect((await who.send(`${given.path}/exhibits/add`, { what: `file:${file}`, reference, description: `What ${reference} is` })).status).toBe(303)
}
const SAID = { maker: 'Olive Officer', makerIs: 'community safety officer of Borough Council', number: '1', body: '1. I have worked on this since May.\n\nI produce OO/1, a picture of the door.', willBeCalled: 'yes', why: 'First version' }
const write = async (who: Visitor, given: GivenCase, over: Readonly<Record<string, string>> = {}): Promise<string> => {
  const answer = await who.send(`${given.path}/court/statements/new`, { ...SAID, ...over })
  if (answer.location === undefined) throw new Error(`${answer.status} ${answer.says}`)
  return answer.location
}
const sign = (who: Visitor, path: string) => who.send(`${path}/signed`, { signedAs: 'Olive Officer', ...dayBoxes('signedAt', '2026-06-02 10:05'), how: 'by hand on paper', proof: 'The legal file' })
/** What a file holds as it is stored, and as it is shown. */
const stored = async (town: Town, id: string) => (await town.database.owner.query<{ stored_as: string; shown_as: string; sha256: string }>('select stored_as, shown_as, sha256 from attachments where id = $1', [id])).rows[0]
const entry = (town: Town, given: GivenCase, over: { readonly summary: string; readonly visibility?: 'staff' | 'restricted'; readonly kind?: 'note' | 'contact attempt' }): Promise<string> => town.work(async work => {
  const id = work.newId()
  await work.db.insertInto('entries').values({ partnershipId: town.partnership.id, id, caseId: given.id, kind: 'note', visibility: 'staff', happenedAt: new Date('2026-06-01T20:00:00Z'), enteredAt: work.now, enteredAs: 'Olive Officer', ...over }).execute()
  return id
})

test('a statement names only exhibits of its case, ends with the statement of truth, and is signed version by version', async () => {
  const town = await openTown({ rooms })
  const given = await caseIn(town)
  const officer = await town.as('officer')
  expect((await officer.send(`${given.path}/court/statements/new`, SAID)).says).toContain('This case has no exhibit OO/1')
  expect((await officer.send(`${given.path}/court/statements/new`, { ...SAID, body: 'x', willBeCalled: 'no' })).says).toContain('Enter why they will not be called')
  await exhibit(officer, given, await give(town, officer, given, 'door.jpg', await photo('#d0e0f0')), 'OO/1')
  const path = await write(officer, given)
  const pdf = readPdf((await officer.get(`${path}/pdf`)).raw)
  expect(pdf.metadata).toMatch(/<pdfuaid:part>1</)
  expect(pdf.text).toContain('I believe that the facts stated in this witness statement are true.')
  expect(pdf.text).toContain('O Officer')
  expect(pdf.elements.filter(({ is }) => is === 'LI').map(({ text }) => text.replaceAll(/\s+/g, ' '))).toEqual([expect.stringContaining('I have worked on this since May.'), expect.stringContaining('I produce OO/1')])
  town.clock.set('2026-06-02T09:10:00Z')
  expect((await (await town.as('officer')).send(`${path}/signed`, { signedAs: 'Olive Officer', ...dayBoxes('signedAt', '2026-06-01 10:00'), how: 'by hand on paper', proof: 'x' })).says).toContain('before it was written')
  expect((await sign(officer, path)).status).toBe(303)
  expect((await officer.get(path)).says).toContain('Signed by Olive Officer')
  expect((await sign(officer, path)).status).toBe(403)
  const next = (await officer.send(`${path}/next`, { ...SAID, body: 'Only this.', why: 'The solicitor asked' })).location ?? ''
  expect((await officer.get(next)).says).toContain('Not signed')
  expect((await officer.get(path)).says).toContain('There is a newer version')
  expect((await officer.get(`${path}/next`)).location).toBe(next)
  await expect(town.database.owner.query(`update witness_statements set maker = 'Else' where case_id = $1`, [given.id])).rejects.toThrow('added to, never changed')
})

test('restricted entries and contact details stay out unless whoever may authorise legal steps puts them in and says why', async () => {
  const town = await openTown({ rooms })
  const given = await caseIn(town)
  const [plain, secret, phone] = [await entry(town, given, { summary: 'Music until two' }), await entry(town, given, { summary: 'She told the refuge', visibility: 'restricted' }), await entry(town, given, { summary: 'Rang her on 07700 900123' })]
  const [officer, manager] = [await town.as('officer'), await town.as('manager')]
  const at = `${given.path}/court/chronologies/new`
  const page = await officer.get(at)
  expect(page.says).toContain('Music until two')
  for (const hidden of ['She told the refuge', '07700 900123']) expect(page.says).not.toContain(hidden)
  for (const tried of [{ entries: [plain, secret] }, { entries: [plain, phone] }, { entries: [plain], keptBack: [secret], because: 'I want to' }]) expect((await officer.send(at, { title: 'Chronology', ...tried })).status).toBe(422)
  expect((await manager.send(at, { title: 'Chronology', entries: [plain], keptBack: [secret] })).says).toContain('Enter why what is kept back goes in')
  const made = (await manager.send(at, { title: 'Chronology', entries: [plain], keptBack: [secret], because: 'The court asked for it' })).location ?? ''
  expect((await officer.get(made)).says).toContain('The court asked for it')
  const actor = await town.actor('officer')
  await expect(town.workAs(actor, async work => {
    const chronologyId = (await work.db.selectFrom('courtChronologies').select('id').executeTakeFirstOrThrow()).id
    await work.db.insertInto('courtChronologyLines').values({ partnershipId: town.partnership.id, caseId: given.id, chronologyId, entryId: phone, keptBack: ['contact details'], because: 'x', happenedAt: work.now, summary: 'x', body: 'x', chosenAt: work.now, chosenBy: actor.officerId }).execute()
  })).rejects.toThrow('authorise legal steps')
})

test('a bundle: signed statements, chronology, exhibits by the redacted copy alone, hearsay notice, lists, schedule, custody; the same bytes again', async () => {
  const town = await openTown({ rooms })
  const given = await caseIn(town)
  const officer = await town.as('officer')
  const [door, car, row] = [await give(town, officer, given, 'secret-name-door.jpg', await photo('#d0e0f0')), await give(town, officer, given, 'car.jpg', await photo('#203040')), await give(town, officer, given, 'lease.pdf', Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer <<>>\n%%EOF'))]
  for (const [file, reference] of [[door, 'OO/1'], [car, 'OO/2'], [row, 'OO/3']] as const) await exhibit(officer, given, file, reference)
  expect((await officer.send(`/evidence/file/${door}/boxes`, { marks: '25, 10, 50, 80', reason: 'child', madeFor: 'the hearing', says: 'A door', visibility: 'staff' })).status).toBe(303)
  const copy = (await town.database.owner.query<{ copy_id: string }>('select copy_id from redactions where attachment_id = $1', [door])).rows[0]?.copy_id ?? ''
  const [statement, unsigned] = [await write(officer, given, { willBeCalled: 'no', notCalledBecause: 'She has moved abroad' }), await write(officer, given, { number: '2', body: 'Nothing more.' })]
  const chosen = await entry(town, given, { summary: 'Music until two' })
  await officer.send(`${given.path}/court/chronologies/new`, { title: 'Chronology', entries: [chosen] })
  town.clock.set('2026-06-02T09:10:00Z')
  expect((await sign(officer, statement)).status).toBe(303)
  const at = `${given.path}/court/bundles/new`
  const page = await officer.get(at)
  expect(page.says).toContain('Second witness statement of Olive Officer, version 1 stays out: Not signed yet')
  const { rows } = await town.database.owner.query<{ id: string; reference: string }>('select id, reference from exhibits where case_id = $1', [given.id])
  const put = (reference: string): string => `put-${rows.find(one => one.reference === reference)?.id ?? ''}`
  const chronology = (await town.database.owner.query<{ id: string }>('select id from court_chronologies where case_id = $1', [given.id])).rows[0]?.id ?? ''
  const answers = { title: 'Hearing of 9 June', [`put-${statement.split('/').at(-1) ?? ''}`]: 'in', [`put-${chronology}`]: 'in', [put('OO/1')]: copy, [put('OO/2')]: 'out', [put('OO/3')]: 'as it is' }
  // The original of what was covered is no way in, and what is left out says why.
  expect((await officer.send(at, { ...answers, [put('OO/1')]: 'as it is', [put('OO/2').replace('put', 'why')]: 'x' })).status).toBe(422)
  expect((await officer.send(at, answers)).says).toContain('Enter why it is left out: OO/2')
  const reason = { [put('OO/2').replace('put', 'why')]: 'It shows a neighbour' }
  expect((await officer.send(at, { ...answers, ...reason, [put('OO/1')]: 'out', [put('OO/1').replace('put', 'why')]: 'x' })).says).toContain('names OO/1, which is left out')
  const path = (await officer.send(at, { ...answers, ...reason })).location ?? ''
  const pdf = (await officer.get(`${path}/pdf`)).raw
  const read = readPdf(pdf)
  expect(read.metadata).toMatch(/<pdfuaid:part>1</)
  expect(read.catalog).toContain('/Outlines')
  expect(read.elements.filter(({ is }) => is === 'H2' || is === 'H3').map(({ text }) => text)).toEqual(['Index', 'Witness statements', 'First witness statement of Olive Officer', 'Chronology', 'Chronology', 'Exhibits', 'Exhibit OO/1', 'Exhibit OO/3', 'Notices', 'Notice of hearsay evidence: Olive Officer', 'Lists', 'Redaction log', 'Hash list'])
  expect(read.elements.filter(({ is }) => is === 'Figure').map(({ alt }) => alt)).toEqual(['Picture, exhibit OO/1: What OO/1 is'])
  expect(read.text).toContain('She has moved abroad')
  expect(read.text).toContain('attached separately')
  for (const unsaid of ['secret-name', 'OO/2', 'It shows a neighbour', 'Nothing more.']) expect([unsaid, read.text.includes(unsaid)]).toEqual([unsaid, false])
  const [original, redacted, lease] = [await stored(town, door), await stored(town, copy), await stored(town, row)]
  const hashes = read.text.replaceAll(/\s/g, '')
  expect([redacted?.sha256, lease?.sha256].every(one => one !== undefined && hashes.includes(one))).toBe(true)
  expect(hashes).not.toContain(original?.sha256)
  const { rows: [kept] } = await town.database.owner.query<{ pictures: { storedAs: string }[]; sha256: string }>('select pictures, sha256 from court_bundles where case_id = $1', [given.id])
  expect(kept?.pictures.map(({ storedAs }) => storedAs)).toEqual([redacted?.stored_as])
  expect(kept?.sha256).toBe(digest(pdf))
  // What changes afterwards changes no bundle: drawn again another day, it is the same.
  town.clock.set('2026-06-05T12:00:00Z')
  expect((await (await town.as('officer')).get(`${path}/again`)).says).toContain('the same, byte for byte')
  const said = (await (await town.as('officer')).get(path)).says
  for (const text of ['It shows a neighbour', 'Not signed yet', unsigned === '' ? 'x' : 'Second witness statement']) expect(said).toContain(text)
  const { rows: custody } = await town.database.owner.query<{ attachment_id: string }>(`select attachment_id from custody_events where what = 'exported' and says like 'Court bundle 1 %' and attachment_id = any ($1)`, [[door, car, row, copy]])
  expect(custody.map(one => one.attachment_id).toSorted()).toEqual([door, row, copy].toSorted())
  // A file that somebody has changed in the store is not handed out as the bundle, and is not drawn again.
  const { rows: [file] } = await town.database.owner.query<{ stored_as: string }>('select stored_as from court_bundles where case_id = $1', [given.id])
  for (const name of [file?.stored_as, redacted?.stored_as]) writeFileSync(town.files.pathOf(name ?? ''), 'something else')
  const later = await town.as('officer')
  expect((await later.get(`${path}/again`)).says).toContain('A picture in it is no longer the one that was put in')
  expect((await later.get(`${path}/pdf`)).status).toBe(403)
})
