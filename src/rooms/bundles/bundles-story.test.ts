// Bundles through HTTP: ordered and drawn by the worker from redacted copies, stopped, not made, taken out; and the same bytes again.
import { createHash } from 'node:crypto'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { caseFileRoom } from '#rooms/case-file/index.ts'
import { casesRoom } from '#rooms/cases/index.ts'
import { evidenceRoom } from '#rooms/evidence/index.ts'
import { exhibitsRoom } from '#rooms/exhibits/index.ts'
import { interventionsRoom } from '#rooms/interventions/index.ts'
import { statementsRoom } from '#rooms/statements/index.ts'
import { subjectsRoom } from '#rooms/subjects/index.ts'
import { caseIn, type GivenCase } from '#test/harness/cases.ts'
import { entryIn as entry, exhibit, give, makeOrdered, photo, sign, write } from '#test/harness/court.ts'
import { later } from '#test/harness/factors.ts'
import { begun, subjectIn } from '#test/harness/matters.ts'
import { readPdf } from '#test/harness/pdf.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import type { Visitor } from '#test/harness/visitor.ts'
import { bundlesRoom, carryOutOrdersOf } from './index.ts'

const rooms = [casesRoom, evidenceRoom, exhibitsRoom, subjectsRoom, interventionsRoom, statementsRoom, bundlesRoom, caseFileRoom]
const digest = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')
/** What a file holds as it is stored, and as it is shown. */
const stored = async (town: Town, id: string) => (await town.database.owner.query<{ stored_as: string; shown_as: string; sha256: string }>('select stored_as, shown_as, sha256 from attachments where id = $1', [id])).rows[0]
const custodyOf = async (town: Town, what: string, files: readonly string[]): Promise<readonly string[]> => (await town.database.owner.query<{ attachment_id: string }>(`select attachment_id from custody_events where what = $1 and says like 'Court bundle 1 %' and who = 'Olive Officer' and attachment_id = any ($2)`, [what, files])).rows.map(one => one.attachment_id).toSorted()

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
  expect((await officer.get(path)).says).toContain('It waits its turn')
  const taker = await town.as('officer')
  expect((await taker.get(`${path}/pdf`)).status).toBe(404)
  // What happens between the order and the drawing goes into the next one.
  town.clock.set('2026-06-02T09:11:00Z')
  expect([await makeOrdered(town), await makeOrdered(town)]).toEqual([1, 0])
  const pdf = (await taker.get(`${path}/pdf`)).raw
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
  // The schedule is a document of its own, with the bundle's hash and its own.
  const schedule = (await taker.get(`${path}/schedule`)).raw
  const list = readPdf(schedule)
  expect(list.metadata).toMatch(/<pdfuaid:part>1</)
  for (const text of ['It shows a neighbour', 'Olive Officer', 'Not signed yet', 'not part of the bundle']) expect([text, list.text.replaceAll(/\s+/g, ' ').includes(text)]).toEqual([text, true])
  expect(list.text.replaceAll(/\s/g, '')).toContain(digest(pdf))
  expect((await officer.get(path)).says).toContain(digest(schedule))
  // What changes afterwards changes no bundle: drawn again another day, it is the same.
  town.clock.set('2026-06-05T12:00:00Z')
  expect((await (await town.as('officer')).get(`${path}/again`)).says).toContain('the same, byte for byte. So is its schedule.')
  const said = (await (await town.as('officer')).get(path)).says
  for (const text of ['It shows a neighbour', 'Not signed yet', unsigned === '' ? 'x' : 'Second witness statement']) expect(said).toContain(text)
  // Its files have it in their custody, by whoever ordered it, when it was made and when it was taken out.
  for (const what of ['put into a court bundle', 'exported']) expect([what, await custodyOf(town, what, [door, car, row, copy])]).toEqual([what, [door, row, copy].toSorted()])
  expect((await (await town.as('officer')).get(given.path)).says).toContain('Court bundle 1 made: Hearing of 9 June')
  // A file that somebody has changed in the store is not handed out as the bundle, and is not drawn again.
  const { rows: [file] } = await town.database.owner.query<{ stored_as: string }>('select stored_as from court_bundles where case_id = $1', [given.id])
  for (const name of [file?.stored_as, redacted?.stored_as]) writeFileSync(town.files.pathOf(name ?? ''), 'something else')
  const somebody = await town.as('officer')
  expect((await somebody.get(`${path}/again`)).says).toContain('A picture in it is no longer the one that was put in')
  expect((await somebody.get(`${path}/pdf`)).status).toBe(403)
})

const ordered = async (town: Town, officer: Visitor, given: GivenCase, over: Readonly<Record<string, string>> = {}): Promise<string> => {
  await exhibit(officer, given, await give(town, officer, given, 'door.jpg', await photo('#d0e0f0')), 'OO/1')
  const { rows: [one] } = await town.database.owner.query<{ id: string }>('select id from exhibits where case_id = $1', [given.id])
  const answer = await officer.send(`${given.path}/court/bundles/new`, { title: 'Hearing', [`put-${one?.id ?? ''}`]: 'as it is', ...over })
  if (answer.location === undefined) throw new Error(answer.says)
  return answer.location
}
const filesIn = (town: Town): readonly string[] => readdirSync(join(town.files.incoming, '..'), { recursive: true }).map(String).toSorted()
const made = async (town: Town, given: GivenCase): Promise<number> => (await town.database.owner.query('select from court_bundles where case_id = $1', [given.id])).rowCount ?? 0

test('it is stopped while it waits and while it is drawn: nothing of it is kept but the answers, with which it is made again', async () => {
  const town = await openTown({ rooms })
  const given = await caseIn(town)
  const officer = await town.as('officer')
  const path = await ordered(town, officer, given)
  expect((await officer.post(`${path}/stop`, {})).location).toBe(path)
  expect((await officer.get(path)).says).toContain('Stopped by Olive Officer')
  expect([await makeOrdered(town), await made(town, given)]).toEqual([0, 0])
  const again = `${given.path}/court/bundles/new?from=${path.split('/').at(-1) ?? ''}`
  const form = await officer.get(again)
  const ticked = [...form.document.querySelectorAll('input[type=radio][checked]')].map(box => box.getAttribute('value'))
  expect([form.document.querySelector('input[name=title]')?.getAttribute('value'), ticked]).toEqual(['Hearing', ['as it is']])
  const second = (await officer.send(`${given.path}/court/bundles/new`, Object.fromEntries([['title', 'Hearing'], ...[...form.document.querySelectorAll('input[type=radio][checked]')].map(box => [box.getAttribute('name') ?? '', box.getAttribute('value') ?? ''])]))).location ?? ''
  const before = filesIn(town)
  // The worker is held at its first picture until somebody has stopped it.
  const [reached, goOn] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()]
  const held = { ...town.files, open: async (storedAs: string) => { reached.resolve(undefined); await goOn.promise; return town.files.open(storedAs) } }
  const drawing = carryOutOrdersOf({ database: town.database, files: held, clock: town.clock.now, looks: 20 }, town.partnership.id)
  await reached.promise
  expect((await officer.get(second)).says).toContain('Pictures are being read and checked: 0 of 1')
  expect((await officer.post(`${second}/stop`, {})).location).toBe(second)
  goOn.resolve(undefined)
  expect([await drawing, await made(town, given), filesIn(town)]).toEqual([1, 0, before])
  expect((await officer.get(second)).says).toContain('Stopped by Olive Officer')
  const { rows } = await town.database.owner.query<{ state: string; version: number; kept: boolean }>('select state, version, drawn_from is not null as kept from bundle_orders where case_id = $1 order by version', [given.id])
  expect(rows).toEqual([{ state: 'stopped', version: 1, kept: false }, { state: 'stopped', version: 2, kept: false }])
  // What has ended has ended, and nobody turns an order into another.
  for (const change of [{ title: 'Else' }, { state: 'waiting' as const, endedAt: null, stoppedBy: null, drawnFrom: '{}', pictures: '[]', leftOut: '[]' }]) await expect(town.work(work => work.db.updateTable('bundleOrders').set(change).where('caseId', '=', given.id).execute())).rejects.toThrow('stays as it was')
})

test('one that cannot be drawn says why in words; one left lying by a worker that died is taken up by another, three times and no more', async () => {
  const town = await openTown({ rooms })
  const [given, other] = [await caseIn(town), await caseIn(town)]
  const officer = await town.as('officer')
  const path = await ordered(town, officer, given, { title: 'Hearing \u{1F9FF}\u0B95' })
  expect(await makeOrdered(town)).toBe(1)
  const failed = (await officer.get(path)).says
  expect([failed.includes('It was not made. There is no font here for these letters'), await made(town, given)]).toEqual([true, 0])
  const dying = await ordered(town, officer, other)
  const left = async (): Promise<void> => { await town.database.owner.query(`update bundle_orders set state = 'drawing', tries = tries + 1, seen_at = $2 where case_id = $1`, [other.id, new Date(town.clock.now().getTime() - 61_000)]) }
  await left()
  await left()
  await left()
  expect(await makeOrdered(town)).toBe(0)
  expect((await officer.get(dying)).says).toContain('The service stopped each time')
})

test('whoever began to draw and was taken for dead keeps nothing: the one who took it up does', async () => {
  const town = await openTown({ rooms })
  const given = await caseIn(town)
  const officer = await town.as('officer')
  const path = await ordered(town, officer, given)
  const [reached, goOn] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()]
  const slow = carryOutOrdersOf({ database: town.database, clock: town.clock.now, looks: 3_600_000, files: { ...town.files, open: async (storedAs: string) => { reached.resolve(undefined); await goOn.promise; return town.files.open(storedAs) } } }, town.partnership.id)
  await reached.promise
  town.clock.set(new Date(town.clock.now().getTime() + 61_000))
  expect(await makeOrdered(town)).toBe(1)
  const sha256 = digest((await (await town.as('officer')).get(`${path}/pdf`)).raw)
  goOn.resolve(undefined)
  expect([await slow, await made(town, given)]).toEqual([1, 1])
  expect(digest((await (await town.as('officer')).get(`${path}/pdf`)).raw)).toBe(sha256)
})

test('begun from a matter it is for that matter; eleven minutes after the last proof it is not taken out before another', async () => {
  const town = await openTown({ rooms })
  const given = await caseIn(town)
  const officer = await town.as('officer')
  const matter = await begun(officer, given.path, 'injunction', await subjectIn(officer, given.path))
  const key = matter.split('/').at(-1) ?? ''
  expect((await officer.get(matter)).document.querySelector(`#court a[href="${given.path}/court/bundles/new?matter=${key}"]`)).not.toBeNull()
  expect((await officer.get(`${given.path}/court/bundles/new?matter=${key}`)).document.querySelector('select[name=matter] option[selected]')?.getAttribute('value')).toBe(key)
  const path = await ordered(town, officer, given, { matter: key })
  expect(await makeOrdered(town)).toBe(1)
  expect((await officer.get(path)).says).toContain('Danny Reed')
  expect((await officer.get(`${given.path}/court?matter=${key}`)).says).toContain('1. Hearing')
  later(town, 11 * 60)
  for (const file of ['pdf', 'schedule']) expect([file, (await officer.get(`${path}/${file}`)).location]).toEqual([file, `/prove?next=${encodeURIComponent(`${path}/${file}`)}`])
})
