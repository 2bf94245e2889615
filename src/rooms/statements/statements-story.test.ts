// Statements and the chronology for court through HTTP: exhibits that must exist, versions and signatures, what is kept back, and the matter they are for.
import { expect, test } from 'vitest'
import { casesRoom } from '#rooms/cases/index.ts'
import { caseFileRoom } from '#rooms/case-file/index.ts'
import { evidenceRoom } from '#rooms/evidence/index.ts'
import { exhibitsRoom } from '#rooms/exhibits/index.ts'
import { interventionsRoom } from '#rooms/interventions/index.ts'
import { subjectsRoom } from '#rooms/subjects/index.ts'
import { bundlesRoom } from '#rooms/bundles/index.ts'
import { caseIn } from '#test/harness/cases.ts'
import { entryIn as entry, exhibit, give, photo, SAID, sign, write } from '#test/harness/court.ts'
import { begun, dayBoxes, subjectIn } from '#test/harness/matters.ts'
import { readPdf } from '#test/harness/pdf.ts'
import { openTown } from '#test/harness/town.ts'
import { statementsRoom } from './index.ts'

const rooms = [casesRoom, evidenceRoom, exhibitsRoom, subjectsRoom, interventionsRoom, statementsRoom, bundlesRoom, caseFileRoom]

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

test('a statement is for the matter whose page it was begun from, says so, and is listed there; another case’s matter is none', async () => {
  const town = await openTown({ rooms })
  const [given, far] = [await caseIn(town), await caseIn(town)]
  const officer = await town.as('officer')
  const [matter, other] = [await begun(officer, given.path, 'injunction', await subjectIn(officer, given.path)), await begun(officer, far.path, 'warning-letter', await subjectIn(officer, far.path))]
  const page = await officer.get(matter)
  const [begin] = [...page.document.querySelectorAll('#court a')].map(link => link.getAttribute('href') ?? '').filter(href => href.includes('statements/new'))
  const form = await officer.get(begin ?? '')
  const key = matter.split('/').at(-1) ?? ''
  expect(form.document.querySelector('select[name=matter] option[selected]')?.getAttribute('value')).toBe(key)
  const said = { ...SAID, body: 'I saw it.' }
  const mine = (await officer.send(`${given.path}/court/statements/new`, { ...said, matter: key })).location ?? ''
  const none = (await officer.send(`${given.path}/court/statements/new`, { ...said, number: '2', matter: other.split('/').at(-1) ?? '' })).location ?? ''
  expect((await officer.get(mine)).says).toContain('Danny Reed')
  expect((await officer.get(none)).says).not.toContain('Danny Reed')
  const listed = (await officer.get(`${given.path}/court?matter=${key}`)).says
  expect([listed.includes('First witness statement'), listed.includes('Second witness statement')]).toEqual([true, false])
  // The next version goes on being for it.
  expect((await officer.get(`${mine}/next`)).document.querySelector('select[name=matter] option[selected]')?.getAttribute('value')).toBe(key)
})
