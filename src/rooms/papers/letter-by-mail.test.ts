// A letter by email with its document: attached by a real mail server where the safe-contact rule allows, and else its words alone.
import { rm, writeFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { caseFileRoom } from '#rooms/case-file/index.ts'
import { casesRoom } from '#rooms/cases/index.ts'
import { diaryRoom } from '#rooms/diary/index.ts'
import { carriersOf, lettersRoom, sendOf, type Carrier } from '#rooms/letters/index.ts'
import { caseIn, type GivenCase } from '#test/harness/cases.ts'
import { mailbox } from '#test/harness/mailbox.ts'
import { readPdf } from '#test/harness/pdf.ts'
import { openTown, type Town } from '#test/harness/town.ts'
import type { Visitor } from '#test/harness/visitor.ts'
import { papersRoom } from './index.ts'

const rooms = [diaryRoom, casesRoom, lettersRoom, papersRoom, caseFileRoom]

const openBox = async () => {
  const { got, url } = await mailbox()
  return { got, carriers: await carriersOf({ mail: { url, from: 'Neighbourhood team <team@example.test>' }, notify: undefined, demonstration: false }) }
}
/** The PDF in a message as it came, by its MIME part. */
const attachedIn = (raw = ''): Buffer | undefined => {
  const part = raw.split(/^--\S+\r?$/m).find(one => /^Content-Type: application\/pdf/im.test(one))
  return part === undefined ? undefined : Buffer.from(part.slice(part.indexOf('\r\n\r\n')).replaceAll(/\s/g, ''), 'base64')
}

const personWith = (town: Town, { personId }: GivenCase, mayLeaveMessage: boolean, mustNotKnow: string | null) =>
  town.database.owner.query('update people set may_leave_message = $2, must_not_know = $3 where id = $1', [personId, mayLeaveMessage, mustNotKnow])
const begun = async (): Promise<{ readonly town: Town; readonly officer: Visitor; readonly given: GivenCase; readonly path: string }> => {
  const town = await openTown({ rooms })
  const [officer, given] = [await town.as('officer'), await caseIn(town, { safeMeans: ['email'] })]
  await personWith(town, given, true, null)
  const answer = await officer.send(`${given.path}/letters/new`, { template: 'acknowledgement', personId: given.personId, variant: 'standard', language: '' })
  return { town, officer, given, path: (answer.location ?? '').replace(/\/edit$/, '') }
}
const sent = (officer: Visitor, path: string, channel = 'email with document') => officer.send(`${path}/send`, { safe: 'yes', channel })
const carry = (town: Town, carriers: readonly Carrier[]) => sendOf({ database: town.database, carriers, clock: town.clock.now, files: town.files }, town.partnership.id)
const message = async (town: Town) => {
  const { rows } = await town.database.owner.query<{ id: string; state: string; failure: string | null; went: boolean | null; stored: string | null }>('select id, state, failure, document_went as went, document_stored_as as stored from outgoing_messages where partnership_id = $1', [town.partnership.id])
  return rows[0]
}

test('the very document is attached to its words, under a name that says nothing, and the message says that it went', async () => {
  const [{ town, officer, path }, box] = [await begun(), await openBox()]
  expect((await sent(officer, path)).status).toBe(303)
  const kept = (await officer.get(`${path}/pdf`)).raw
  const waiting = await message(town)
  expect((await officer.get(`/messages/${waiting?.id ?? ''}`)).says).toContain('goes with the words, if it is still safe')
  expect(await carry(town, box.carriers)).toBe(1)
  expect(box.got).toHaveLength(1)
  expect(attachedIn(box.got[0])?.equals(kept)).toBe(true)
  expect(readPdf(kept).text).toContain('Dear Irene Larkin')
  expect(box.got[0]).toContain('Dear Irene Larkin')
  expect(box.got[0]).toMatch(/^Subject: A letter for you\r?$/m)
  expect([...(box.got[0] ?? '').matchAll(/filename="?([^"\r\n;]+)/g)].map(([, name]) => name)).toEqual(['letter.pdf'])
  expect(await message(town)).toMatchObject({ state: 'sent', went: true })
  expect((await officer.get(`/messages/${waiting?.id ?? ''}`)).says).toContain('attached')
})

test.each([['no message may be left', false, null, 'No message may be left for them'], ['somebody must not know', true, 'my son', 'Somebody must not know']] as const)('where %s it is not offered and not taken, and the words go alone', async (_case, mayLeave, mustNotKnow, says) => {
  const [{ town, officer, given, path }, box] = [await begun(), await openBox()]
  expect((await officer.get(`${path}/send`)).says).toContain('with the document attached')
  await personWith(town, given, mayLeave, mustNotKnow)
  const page = await officer.get(`${path}/send`)
  expect([page.says.includes('with the document attached'), page.says.includes(says)]).toEqual([false, true])
  const refused = await sent(officer, path)
  expect([refused.status, refused.says.includes(`It may not go that way. ${says}`)]).toEqual([422, true])
  expect((await sent(officer, path, 'email')).status).toBe(303)
  await carry(town, box.carriers)
  expect([box.got.length, attachedIn(box.got[0])]).toEqual([1, undefined])
  expect(await message(town)).toMatchObject({ state: 'sent', went: null, stored: null })
})

test('a rule that changed before it left: the words go alone, and the message says so', async () => {
  const [{ town, officer, given, path }, box] = [await begun(), await openBox()]
  await sent(officer, path)
  await personWith(town, given, true, 'my son')
  await carry(town, box.carriers)
  expect([box.got.length, attachedIn(box.got[0])]).toEqual([1, undefined])
  const gone = await message(town)
  expect(gone).toMatchObject({ state: 'sent', went: false })
  expect((await officer.get(`/messages/${gone?.id ?? ''}`)).says).toContain('not attached: the words went alone')
})

test('a carrier that cannot attach carries the words alone', async () => {
  const { town, officer, path } = await begun()
  await sent(officer, path)
  const parcels: unknown[] = []
  const words: Carrier = { name: 'words', means: ['email'], knowsItsOwn: true, carry: parcel => { parcels.push(parcel); return Promise.resolve({ kind: 'sent', reference: '1' }) } }
  await carry(town, [words])
  expect(parcels).toEqual([expect.not.objectContaining({ document: expect.anything() as unknown })])
  expect(await message(town)).toMatchObject({ state: 'sent', went: false })
})

test('a file that is not the document any more is not sent, and somebody is told; one that cannot be read is tried again', async () => {
  const [{ town, officer, path }, box] = [await begun(), await openBox()]
  await sent(officer, path)
  const stored = town.files.pathOf((await message(town))?.stored ?? '')
  await rm(stored)
  await carry(town, box.carriers)
  expect(await message(town)).toMatchObject({ state: 'waiting', failure: expect.stringContaining('could not be read') as unknown })
  await writeFile(stored, 'something else')
  town.clock.set('2026-06-02T09:05:00Z')
  await carry(town, box.carriers)
  const failed = await message(town)
  expect(failed).toMatchObject({ state: 'failed', failure: expect.stringContaining('not the document that was made') as unknown, went: null })
  expect((await officer.get(`/messages/${failed?.id ?? ''}`)).says).toContain('was to go with the words')
  expect(box.got).toEqual([])
  expect((await officer.get('/diary')).says).toContain('A message by email did not reach somebody')
})
